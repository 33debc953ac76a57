"""Gold annotation from marked copies of texts: `python -m extract.marked MARKED TEXTS > gold.json`.

MARKED is a folder of copies with `{D:安吉县}` around each name, as in the annotated corpus; TEXTS holds the texts under
the same names. Taken out of a copy, the marks must leave the text as it is. docs/evaluation.md says what gold is for.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from extract import corpus, source
from ontology.errors import InputError, XianzhiError


def gold(marked: Path, texts: Path) -> dict[str, Any]:
    """Return gold for every file of the folder `marked`: whole texts as regions, names alone.

    Raises InputError where a copy has no text, or where more than the marks was changed.
    """
    copies = sorted(path for path in marked.glob("*") if path.suffix in source.SUFFIXES)
    if not copies:
        raise InputError(f"{marked}: holds no marked texts ({', '.join(sorted(source.SUFFIXES))})")
    return {"documents": [_document(copy, texts / copy.name) for copy in copies]}


def _document(copy: Path, path: Path) -> dict[str, Any]:
    text = source.read(path)
    try:
        article = corpus.parse(source.read(copy).text)
    except InputError as error:
        raise InputError(f"{copy}: {error}") from error
    if article.text != text.text:
        at = _first_difference(article.text, text.text)
        raise InputError(f"{copy}: differs from {path} after {text.text[max(0, at - 10) : at]!r} (character {at})")
    return {
        "source": path.name,
        "sha256": text.sha256,
        "regions": [[0, len(text.text)]],
        "mentions": [
            {"start": start, "end": end, "type": kind, "entity": text.text[start:end]}
            for start, end, kind in article.names
        ],
    }


def _first_difference(one: str, other: str) -> int:
    same = min(len(one), len(other))
    return next((at for at in range(same) if one[at] != other[at]), same)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Make gold annotation of marked copies of texts.")
    parser.add_argument("marked", type=Path, help="folder of marked copies")
    parser.add_argument("texts", type=Path, help="folder of the texts, under the same names")
    options = parser.parse_args()
    try:
        made = gold(options.marked, options.texts)
    except XianzhiError as error:
        sys.exit(f"error: {error}")
    sys.stdout.write(json.dumps(made, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
