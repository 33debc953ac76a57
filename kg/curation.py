"""Decisions of people about the graph, read from `curation.yaml`: what they are and how the file is written.

    - merge: [杭州甲山科技有限公司, 甲山科技]        # the first is kept; names or IRIs
    - apart: [甲山一小, 甲山小学]
    - apart: 王伟                                    # in these documents it is somebody else
      documents: [news/c.txt]
      as: 甲山区公安局
    - rename: 甲山科枝
      to: 甲山科技
    - retype: 甲山夜市
      to: PLACE
    - reject: 该公司                                 # an entity, a relation, a figure, a stage
    - reject: {subject: 甲山科技, predicate: locatedIn, object: 乙水县}
    - reject: {about: 乙水县, indicator: 地区生产总值, text: 59亿元}
    - reject: {about: 甲山夜市, stage: opened, document: news/c.txt}
    - add: {subject: 李四, predicate: position, object: 乙水县, title: 县长}
    - add: {about: 乙水县, indicator: 地区生产总值, value: 61.5e8, unit: CNY, period: 2024}

Each has `author`, `date` and `reason` besides. Anything else is an error that names file and line.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import astuple, dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

from kg import curation_yaml as source
from kg.curation_yaml import Item
from ontology import iri, model
from ontology.errors import InputError
from ontology.record import STAGES, MentionType

NAME = "curation.yaml"

# Beside `current` in a graph folder.
_WHERE = "curation.path"

KINDS = ("merge", "apart", "rename", "retype", "reject", "add")
_SIGNED = frozenset({"author", "date", "reason"})
# What may stand beside each kind, and what must.
_BESIDE = {
    "merge": (frozenset(), frozenset()),
    "apart": (frozenset({"documents", "as"}), frozenset()),
    "rename": (frozenset({"to"}), frozenset({"to"})),
    "retype": (frozenset({"to"}), frozenset({"to"})),
    "reject": (frozenset(), frozenset()),
    "add": (frozenset(), frozenset()),
}
_RELATION = frozenset({"subject", "predicate", "object"})
_FIGURE = frozenset({"about", "indicator"})
_STAGE = frozenset({"about", "stage"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation by the names or IRIs of its ends; `predicate` is a local name of the ontology."""

    subject: str
    predicate: str
    object: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure to add, or what tells the figures to reject: an empty field tells nothing."""

    about: str
    indicator: str
    text: str = ""
    document: str = ""
    value: Decimal | None = None
    unit: str = ""
    period: tuple[str, str] = ("", "")
    change: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """What tells the stages of a life to reject: `stage` one of ontology.record.STAGES, in every document or in one."""

    about: str
    stage: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: of which kind, about what (`names`, `fact`, `figure` or `stage`), by whom, when and why.

    `line` is where it stands in the file; `start` and `end` are the code points of its text there.
    """

    kind: str
    names: tuple[str, ...] = ()
    to: str = ""
    documents: tuple[str, ...] = ()
    fact: Fact | None = None
    figure: Quantity | None = None
    stage: Stage | None = None
    author: str = ""
    date: str = ""
    reason: str = ""
    line: int = 0
    start: int = 0
    end: int = 0

    @property
    def id(self) -> str:
        """The compact IRI of what is decided, whoever decided it and wherever it stands in the file."""
        fact = () if self.fact is None else astuple(self.fact)
        figure = () if self.figure is None else map(str, astuple(self.figure))
        stage = () if self.stage is None else astuple(self.stage)
        return iri.digest("decision", self.kind, *self.names, self.to, *self.documents, *fact, *figure, *stage)


@dataclass(frozen=True, slots=True)
class Curation:
    """The decisions of a file in its order; none where there is no file."""

    decisions: tuple[Decision, ...] = ()
    text: str = field(default="", repr=False)
    path: str = NAME

    def __bool__(self) -> bool:
        return bool(self.decisions)

    @property
    def sha256(self) -> str:
        """The digest of the file's text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def digest(self) -> str:
        """What a build depends on: the file's text, or "" where nothing is decided."""
        return self.sha256[:32] if self.decisions else ""


def find(first: Path, given: Path | None = None) -> Path | None:
    """Return the file of decisions: the one that is given, or `curation.yaml` in the first folder of sources."""
    where = given if given is not None else beside(first)
    return where if given is not None or where.is_file() else None


def beside(first: Path) -> Path:
    """Return where the file of decisions is looked for: in the first folder of the sources."""
    return (first if first.is_dir() else first.parent) / NAME


def remember(folder: Path, where: Path) -> None:
    """Note in a graph folder where its decisions are, for `kg review`; not part of what is published."""
    path, line = folder / _WHERE, f"{where.resolve()}\n"
    if not path.is_file() or path.read_bytes() != os.fsencode(line):
        path.write_bytes(os.fsencode(line))


def remembered(folder: Path) -> Path | None:
    """Return where the decisions of a graph folder are, or should be; None where no build said so."""
    path = folder / _WHERE
    return Path(os.fsdecode(path.read_bytes()).rstrip("\n")) if path.is_file() else None


def load(path: Path) -> Curation:
    """Read a file of decisions; raise InputError, with file and line, where it is not one."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text") from error
    return parse(text, str(path))


def parse(text: str, path: str = NAME) -> Curation:
    """Read the text of a file of decisions; `path` is what messages call it."""
    decisions = tuple(_decision(item, path) for item in source.items(text, path))
    return Curation(decisions, text, path)


def predicate(word: str) -> str:
    """Return the relation that a word means: its local name, `position`, or its label in Chinese or English; or ""."""
    wanted = word.strip().casefold()
    for name in model.relations():
        term = model.term(name)
        if wanted in {one.casefold() for one in (name, term.notation, *term.labels.values()) if one}:
            return name
    return ""


def _decision(item: Item, path: str) -> Decision:
    kinds = [kind for kind in KINDS if kind in item.values]
    if len(kinds) != 1:
        found = ", ".join(sorted(item.values)) or "nothing"
        raise InputError(f"{path}:{item.line}: one of {', '.join(KINDS)} is expected, not {found}")
    (kind,) = kinds
    allowed, needed = _BESIDE[kind]
    source.check(item, path, allowed | _SIGNED | {kind}, needed | _SIGNED)
    what = item.values[kind]
    read = isinstance(what, Item) and (_fact(what, kind, path), _figure(what, kind, path), _stage(what, kind, path))
    fact, figure, stage = read or (None, None, None)
    names = () if isinstance(what, Item) else source.texts(item, kind, path)
    documents = source.texts(item, "documents", path) if "documents" in item.values else ()
    to = item.text("as" if kind == "apart" else "to", path)
    decision = Decision(
        kind, names, to, documents, fact, figure, stage,
        author=item.text("author", path),
        date=source.day(item, "date", path),
        reason=item.text("reason", path),
        line=item.line, start=item.start, end=item.end,
    )  # fmt: skip
    return _checked(decision, path)


def _checked(one: Decision, path: str) -> Decision:
    """Return a decision that says enough."""
    where = f"{path}:{one.line}"
    several = one.kind == "merge" or (one.kind == "apart" and not one.documents)
    if several and len(set(one.names)) < 2:
        raise InputError(f"{where}: {one.kind} takes a list of two different names at least")
    if one.documents and (one.kind != "apart" or len(one.names) != 1 or not one.to):
        raise InputError(f"{where}: apart with documents takes one name and, under `as`, what sets it apart")
    stated = one.fact or one.figure or one.stage
    if one.kind in ("rename", "retype", "reject") and stated is None and len(one.names) != 1:
        raise InputError(f"{where}: {one.kind} takes one name")
    if one.kind == "add" and one.fact is None and one.figure is None:
        raise InputError(f"{where}: add takes subject, predicate and object, or about, indicator and value")
    if one.kind == "retype":
        _type(one.to, where)
    return one


def mention_type(word: str) -> MentionType:
    """Return the type that a checked decision names."""
    return MentionType(word.upper())


def _type(word: str, where: str) -> None:
    if word.upper() not in set(MentionType):
        near = get_close_matches(word.upper(), [str(one) for one in MentionType], n=1)
        raise InputError(f"{where}: {word!r} is no type ({', '.join(near or MentionType)})")


def _fact(item: Item, kind: str, path: str) -> Fact | None:
    if "about" in item.values:
        return None
    source.check(item, path, _RELATION | {"title"}, _RELATION)
    word = item.text("predicate", path)
    name = predicate(word)
    if not name:
        raise InputError(f"{path}:{item.line}: {word!r} is no relation; known: {', '.join(model.relations())}")
    title = item.text("title", path)
    if kind == "add" and name == "holdsPostIn" and not title:
        raise InputError(f"{path}:{item.line}: a post needs its title")
    if title and name != "holdsPostIn":
        raise InputError(f"{path}:{item.line}: only a post has a title")
    return Fact(item.text("subject", path), name, item.text("object", path), title)


def _stage(item: Item, kind: str, path: str) -> Stage | None:
    if kind != "reject" or "stage" not in item.values:
        return None
    source.check(item, path, _STAGE | {"document"}, _STAGE)
    word = item.text("stage", path)
    if word not in STAGES:
        raise InputError(f"{path}:{item.line}: {word!r} is no stage ({', '.join(STAGES)})")
    return Stage(item.text("about", path), word, item.text("document", path))


def _figure(item: Item, kind: str, path: str) -> Quantity | None:
    if "about" not in item.values or (kind == "reject" and "stage" in item.values):
        return None
    more = {"reject": {"text", "document", "value"}, "add": {"text", "value", "unit", "period", "change"}}.get(
        kind, set()
    )
    source.check(item, path, _FIGURE | more, _FIGURE)
    value, change = (source.number(item, name, path) for name in ("value", "change"))
    if kind == "add" and value is None and change is None:
        raise InputError(f"{path}:{item.line}: a figure needs a value or a change")
    return Quantity(
        about=item.text("about", path),
        indicator=item.text("indicator", path),
        text=item.text("text", path),
        document=item.text("document", path),
        value=value,
        unit=item.text("unit", path),
        period=source.period(item, path),
        change=change,
    )


def describe(one: Decision) -> str:
    """Return what is decided, on one line."""
    if one.fact is not None:
        title = f"（{one.fact.title}）" if one.fact.title else ""
        return f"{one.kind} {one.fact.subject} {one.fact.predicate} {one.fact.object}{title}"
    if one.stage is not None:
        return " ".join(filter(None, (one.kind, one.stage.about, one.stage.stage, one.stage.document)))
    if one.figure is not None:
        value, change = one.figure.value, one.figure.change
        said = (
            one.figure.text,
            "" if value is None else f"= {value:f} {one.figure.unit}".rstrip(),
            "" if change is None else f"{change:+f}%",
            one.figure.document,
        )
        return " ".join(filter(None, (one.kind, one.figure.about, one.figure.indicator, *said)))
    names = ("、" if one.kind in ("merge", "apart") else "").join(one.names)
    return f"{one.kind} {names}" + (f" → {one.to}" if one.to else "")
