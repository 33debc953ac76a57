"""The relations of annotated articles: `model/relations/*.txt`, each block an article of the corpus.

`python -m extract.relation_corpus FOLDER` writes them as gold annotation, `gold.json` beside `texts/`, for all that
measures (docs/evaluation.md).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extract import corpus
from extract.entities import squeeze
from ontology.errors import InputError
from ontology.record import PREDICATES

_BLOCK = re.compile(r"^## ", re.MULTILINE)
_KEY = re.compile(r"([\w-]+)#(\d+)")
_HOME = Path(__file__).parent / "model"


@dataclass(frozen=True, slots=True)
class Stated:
    """A relation that an article states, between the fullest names of two things; a title only for posts."""

    subject: str
    predicate: str
    object: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its relations. `key` is its file and number, as `a-01#3`; `full` has the full form of names."""

    key: str
    article: corpus.Article
    full: dict[str, str]
    relations: tuple[Stated, ...]


def read(relations: Path = _HOME / "relations", articles: Path = _HOME / "corpus") -> Iterator[Annotated]:
    """Yield the annotated articles of all files, in order; raise InputError for what does not fit its article."""
    for path in sorted(relations.glob("*.txt")):
        body = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# "))
        for block in _BLOCK.split(body)[1:]:
            yield _annotated(block, articles)


def _annotated(block: str, articles: Path) -> Annotated:
    key, *lines = (line for line in block.splitlines() if line.strip())
    found = _KEY.fullmatch(key.strip())
    known = () if found is None else _articles(articles / f"{found[1]}.txt")
    if found is None or not 0 < int(found[2]) <= len(known):
        raise InputError(f"no such article: {key!r}")
    article = known[int(found[2]) - 1]
    names = {squeeze(article.text[start:end]) for start, end, _ in article.names}
    full: dict[str, str] = {}
    stated: list[Stated] = []
    for line in lines:
        head, _, rest = line.partition(":")
        parts = [squeeze(part) for part in rest.split("|")]
        if head == "same":
            full |= dict.fromkeys(parts, parts[0])
        elif head == "rel" and len(parts) in (3, 4) and parts[1] in PREDICATES:
            stated.append(Stated(*parts))
            parts = [parts[0], parts[2]]
        else:
            raise InputError(f"{key}: what is {line!r}?")
        if not names.issuperset(parts):
            raise InputError(f"{key}: no name of the article: {', '.join(sorted(set(parts) - names))}")
    return Annotated(key.strip(), article, full, tuple(stated))


@cache
def _articles(path: Path) -> tuple[corpus.Article, ...]:
    return tuple(corpus.read_file(path)) if path.is_file() else ()


def gold(one: Annotated) -> dict[str, Any]:
    """Return the gold annotation of one article, the whole text as region."""
    text = one.article.text
    mentions = [(start, end, kind, squeeze(text[start:end])) for start, end, kind in one.article.names]
    forms: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for _, _, kind, name in mentions:
        full = one.full.get(name, name)
        kinds.setdefault(full, kind)
        known = forms.setdefault(full, [full])
        known += [name] * (name not in known)
    return {
        "source": f"{one.key.replace('#', '-')}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "regions": [[0, len(text)]],
        "mentions": [
            {"start": start, "end": end, "type": kind, "entity": one.full.get(name, name)}
            for start, end, kind, name in mentions
        ],
        "entities": [{"name": name, "type": kinds[name], "names": names} for name, names in forms.items()],
        "relations": [
            {"subject": r.subject, "predicate": r.predicate, "object": r.object, "title": r.title}
            for r in one.relations
        ],
    }


def export(annotated: Iterable[Annotated], folder: Path) -> None:
    """Write articles as gold and texts."""
    texts = folder / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    documents = []
    for one in annotated:
        documents.append(gold(one))
        (texts / documents[-1]["source"]).write_text(one.article.text, encoding="utf-8")
    body = json.dumps({"documents": documents}, ensure_ascii=False, indent=1)
    (folder / "gold.json").write_text(body + "\n", encoding="utf-8")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Write the annotated relations of the corpus as gold annotation.")
    parser.add_argument("folder", type=Path, help="folder to write")
    export(read(), parser.parse_args().folder)


if __name__ == "__main__":
    main()
