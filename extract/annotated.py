"""What was annotated beside the names of the corpus: files of blocks, each of one article.

A block begins with `## a-01#3`, the third article of corpus/a-01.txt or, kept back from those that learn names, of
corpus/kept/a-01.txt; `same:` lists the names of one thing, the fullest first. Its other lines are `kind: part | part`;
`extract.relation_corpus` and `extract.figure_corpus` read them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

from extract import corpus
from extract.entity_groups import squeeze
from ontology.errors import InputError, XianzhiError

HOME = Path(__file__).parent / "model"
_BLOCK = re.compile(r"^## ", re.MULTILINE)
_KEPT = "kept"
_KEY = re.compile(r"([\w-]+)#(\d+)")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Block:
    """What a file says of one article. `full` has the full form of names, `lines` the others as kind and parts."""

    key: str
    article: corpus.Article
    full: dict[str, str]
    lines: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def source(self) -> str:
        """The name of its file where it is written out."""
        return f"{self.key.replace('#', '-')}.txt"

    def named(self, names: Iterable[str]) -> None:
        """Raise InputError unless all names are names of the article."""
        known = {squeeze(self.article.text[start:end]) for start, end, _ in self.article.names}
        strange = set(names) - known
        if strange:
            raise InputError(f"{self.key}: no name of the article: {', '.join(sorted(strange))}")

    def strange(self, kind: str, parts: Sequence[str]) -> InputError:
        """Return the error for a line that says nothing."""
        return InputError(f"{self.key}: what is {f'{kind}: ' + ' | '.join(parts)!r}?")


def read(folder: Path, articles: Path) -> Iterator[Block]:
    """Yield the blocks of all files of a folder, in order; raise InputError for one that has no such article."""
    for path in sorted(folder.glob("*.txt")):
        body = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("# "))
        for block in _BLOCK.split(body)[1:]:
            yield _block(block, articles)


def _block(text: str, articles: Path) -> Block:
    key, *lines = (line for line in text.splitlines() if line.strip())
    found = _KEY.fullmatch(key.strip())
    homes = () if found is None else (articles / f"{found[1]}.txt", articles / _KEPT / f"{found[1]}.txt")
    known = next(filter(None, map(_articles, homes)), ())
    if found is None or not 0 < int(found[2]) <= len(known):
        raise InputError(f"no such article: {key!r}")
    full: dict[str, str] = {}
    others = []
    for line in lines:
        kind, _, rest = line.partition(":")
        parts = tuple(squeeze(part) for part in rest.split("|"))
        if kind == "same":
            full |= dict.fromkeys(parts, parts[0])
        else:
            others.append((kind, parts))
    block = Block(key.strip(), known[int(found[2]) - 1], full, tuple(others))
    block.named(full)
    return block


@cache
def _articles(path: Path) -> tuple[corpus.Article, ...]:
    return tuple(corpus.read_file(path)) if path.is_file() else ()


def document(block: Block) -> dict[str, Any]:
    """Return the gold annotation of an article's names, the whole text as region."""
    text = block.article.text
    mentions = [(start, end, kind, squeeze(text[start:end])) for start, end, kind in block.article.names]
    forms: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for _, _, kind, name in mentions:
        full = block.full.get(name, name)
        kinds.setdefault(full, kind)
        known = forms.setdefault(full, [full])
        known += [name] * (name not in known)
    return {
        "source": block.source,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "regions": [[0, len(text)]],
        "mentions": [
            {"start": start, "end": end, "type": kind, "entity": block.full.get(name, name)}
            for start, end, kind, name in mentions
        ],
        "entities": [{"name": name, "type": kinds[name], "names": names} for name, names in forms.items()],
    }


def write(blocks: Iterable[tuple[Block, dict[str, Any]]], folder: Path) -> None:
    """Write articles with their gold annotation: `gold.json`, and the texts beside it."""
    texts = folder / "texts"
    texts.mkdir(parents=True, exist_ok=True)
    documents = []
    for block, gold in blocks:
        documents.append(gold)
        (texts / block.source).write_text(block.article.text, encoding="utf-8")
    body = json.dumps({"documents": documents}, ensure_ascii=False, indent=1)
    (folder / "gold.json").write_text(body + "\n", encoding="utf-8")


def run(description: str, export: Callable[[Path], None]) -> None:
    """Write annotation into the folder that the command line names; say in one line what is wrong with it."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", type=Path, help="folder to write")
    try:
        export(parser.parse_args().folder)
    except (XianzhiError, OSError) as error:
        sys.exit(f"error: {error}")


class Saved(Protocol):
    """A model that can be written."""

    def save(self, file: IO[bytes]) -> None:
        """Write it."""


def learn(
    description: str,
    kind: str,
    file: str,
    read: Callable[[Path, Path], Iterable[T]],
    fit: Callable[[Iterable[T]], Saved],
) -> None:
    """Fit a model of what was annotated of a `kind`, by default the package's `file`; say in one line what is wrong."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--corpus", type=Path, default=HOME / "corpus", help="folder with annotated articles")
    parser.add_argument(
        f"--{kind}", dest="annotation", type=Path, default=HOME / kind, help=f"folder with their {kind}"
    )
    parser.add_argument("--out", type=Path, default=HOME / file, help="where the model goes")
    args = parser.parse_args()
    if not args.out.parent.is_dir():  # said before the minutes of training, not after
        parser.error(f"{args.out.parent}: is no folder; the model goes into one")
    try:
        articles = list(read(args.annotation, args.corpus))
        if not articles:
            parser.error(f"{args.annotation}: holds no annotated articles (*.txt)")
        model = fit(articles)
        with args.out.open("wb") as target:
            model.save(target)
    except (XianzhiError, OSError) as error:
        parser.error(str(error))
    sys.stdout.write(f"{args.out} {args.out.stat().st_size} bytes\n")
