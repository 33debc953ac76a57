"""The relations of annotated articles: `model/relations/*.txt`, in the form of `extract.annotated`.

`python -m extract.relation_corpus FOLDER` writes them as gold annotation, `gold.json` beside `texts/`, for all that
measures (docs/evaluation.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract import annotated
from extract.annotated import HOME, Block
from ontology.record import PREDICATES


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation that an article states, between the fullest names of two things; a title only for posts."""

    subject: str
    predicate: str
    object: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its relations."""

    block: Block
    relations: tuple[Stated, ...]


def read(relations: Path = HOME / "relations", articles: Path = HOME / "corpus") -> Iterator[Annotated]:
    """Yield the annotated articles of all files, in order; raise InputError for what does not fit its article."""
    for block in annotated.read(relations, articles):
        stated = []
        for kind, parts in block.lines:
            if kind != "rel" or len(parts) not in (3, 4) or parts[1] not in PREDICATES:
                raise block.strange(kind, parts)
            stated.append(Stated(*parts))
        block.named(name for one in stated for name in (one.subject, one.object))
        yield Annotated(block, tuple(stated))


def gold(one: Annotated) -> dict[str, Any]:
    """Return the gold annotation of one article."""
    return annotated.document(one.block) | {"relations": [asdict(stated) for stated in one.relations]}


def export(articles: Iterable[Annotated], folder: Path) -> None:
    """Write articles as gold and texts."""
    annotated.write(((one.block, gold(one)) for one in articles), folder)


def main() -> None:
    """Run from the command line."""
    annotated.run(
        "Write the annotated relations of the corpus as gold annotation.", lambda folder: export(read(), folder)
    )


if __name__ == "__main__":
    main()
