"""The figures of annotated articles: `model/figures/*.txt`, in the form of `extract.annotated`.

`date:` and `place:` say when and where an article appeared. `fig:` has nine parts: what the figure is about (the
fullest name, or nothing), the indicator, the words of the quantity, the value, unit, qualifier, period, change and
kind. Where the same words stand in the article before, `#2` behind them says that their second place is meant.

`python -m extract.figure_corpus FOLDER` writes them as gold annotation, `gold.json` and `texts/` with `metadata.csv`,
for all that measures (docs/evaluation.md).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from extract import annotated
from extract.annotated import HOME, Block
from extract.metadata_table import FIELDS

_PARTS = 9
_WORDS = re.compile(r"(?P<words>[^#]+)(?:#(?P<number>[1-9]\d*))?")


class Stated(NamedTuple):
    """A figure that an article states at `text[start:end]`, in the words of the annotation."""

    about: str
    indicator: str
    value: str
    unit: str
    qualifier: str
    period: tuple[str, str]
    change: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its figures, the day that it appeared (ISO) and the division it appeared in."""

    block: Block
    date: str
    place: str
    figures: tuple[Stated, ...]


def read(figures: Path = HOME / "figures", articles: Path = HOME / "corpus") -> Iterator[Annotated]:
    """Yield the annotated articles of all files, in order; raise InputError for what does not fit its article."""
    for block in annotated.read(figures, articles):
        known = {"date": "", "place": ""}
        stated = []
        for kind, parts in block.lines:
            if kind in known and len(parts) == 1:
                known[kind] = parts[0]
            elif kind == "fig" and len(parts) == _PARTS and (place := _place(block.article.text, parts[2])):
                about, indicator, _, value, unit, qualifier, period, change, figure_kind = parts
                days = period.partition("/")[::2]
                stated.append(Stated(about, indicator, value, unit, qualifier, days, change, figure_kind, *place))
            else:
                raise block.strange(kind, parts)
        block.named(one.about for one in stated if one.about)
        yield Annotated(block, known["date"], known["place"], tuple(stated))


def _place(text: str, words: str) -> tuple[int, int] | None:
    """Return where words stand in a text, which may have blanks and line breaks among them."""
    named = _WORDS.fullmatch(words)
    if named is None:
        return None
    found = list(re.finditer(r"\s*".join(map(re.escape, named["words"])), text))
    at = int(named["number"] or 1) - 1
    return found[at].span() if at < len(found) else None


def gold(one: Annotated) -> dict[str, Any]:
    """Return the gold annotation of one article."""
    text = one.block.article.text
    return annotated.document(one.block) | {
        "figures": [f._asdict() | {"text": text[f.start : f.end], "period": list(f.period)} for f in one.figures]
    }


def export(articles: Iterable[Annotated], folder: Path) -> None:
    """Write articles as gold, texts and what is known of these."""
    known = list(articles)
    annotated.write(((one.block, gold(one)) for one in known), folder)
    with (folder / "texts" / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ("path", *FIELDS))
        table.writeheader()
        table.writerows({"path": one.block.source, "date": one.date, "place": one.place} for one in known)


def main() -> None:
    """Run from the command line."""
    annotated.run(
        "Write the annotated figures of the corpus as gold annotation.", lambda folder: export(read(), folder)
    )


if __name__ == "__main__":
    main()
