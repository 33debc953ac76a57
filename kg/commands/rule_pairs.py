"""The arguments of the commands that measure rules: gold, the folders of its texts, and the table to write."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path


def read(arguments: Sequence[str] | None, description: str, table: str) -> tuple[list[tuple[Path, Path]], Path]:
    """Return the pairs of gold and texts, and the file to write: `table` of the package's data, unless told another."""
    import extract

    home = Path(extract.__file__).parent
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("pairs", type=Path, nargs="+", metavar="GOLD TEXTS", help="gold and the folder of its texts")
    parser.add_argument("--target", type=Path, default=home / "data" / table, help="file to write")
    options = parser.parse_args(arguments)
    if len(options.pairs) % 2:
        parser.error("each GOLD needs the folder of its TEXTS")
    return list(zip(options.pairs[::2], options.pairs[1::2], strict=True)), options.target
