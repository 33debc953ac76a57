"""What the components of the pipeline hand on to each other: one `State` per `Doc`, at `doc._.xianzhi`.

All offsets here are characters of `doc.text` (the repaired text). Only `extract.assemble` turns them into
offsets of the source. A component that runs alone in someone else's pipeline finds an empty `State`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from spacy.tokens import Doc

from ontology.record import Figure, MentionType, Milestone


class BlockKind(StrEnum):
    """What a paragraph of a newspaper page is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BYLINE = "byline"
    CAPTION = "caption"
    MASTHEAD = "masthead"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the repaired text: characters `start` to `end`, without the line break."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Section:
    """One article: from its heading to the next one's."""

    start: int
    end: int
    heading: str


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a document before it is read. `place` is a division written out, or ""."""

    date: date | None = None
    title: str = ""
    place: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


# Nobody changes one, but `frozen` would take four fifths of the time to make it, and a page needs hundreds.
@dataclass(slots=True, unsafe_hash=True)
class Found:
    """A named mention: accepted, or a candidate that `xianzhi_mentions` has yet to decide on; not to be changed.

    `entity` is the compact IRI, set by `xianzhi_entities`.
    """

    start: int
    end: int
    type: MentionType
    rule: str
    confidence: float
    entity: str = ""


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A relation between two entities (compact IRIs) and the span that states it."""

    subject: str
    predicate: str
    object: str
    start: int
    end: int
    rule: str
    confidence: float
    title: str = ""


@dataclass(slots=True)
class Named:
    """An entity of the document as it grows: canonical name first, then every other form."""

    id: str
    type: MentionType
    label: str
    aliases: set[str] = field(default_factory=set)


class Survey(NamedTuple):
    """What `extract.surroundings` made of mentions: them with the words that point, and how sure each entity is."""

    mentions: list[Found]
    named: list[Found]
    starts: list[int]  # those of `named`
    by_sentence: list[tuple[int, int, list[Found]]]  # the sentences that name something, each with its mentions
    certainty: dict[str, float]


@dataclass(slots=True)
class State:
    """The working state of one document."""

    context: Context = field(default_factory=Context)
    text: str = ""  # the Doc's text: spaCy puts it together anew, token by token, whenever it is asked for
    candidates: list[Found] = field(default_factory=list)
    mentions: list[Found] = field(default_factory=list)
    short_forms: dict[str, str] = field(default_factory=dict)  # stated in the text: short name -> full name
    entities: dict[str, Named] = field(default_factory=dict)
    relations: list[FoundRelation] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)  # offsets of the Doc's text, and their own text still to come
    milestones: list[Milestone] = field(default_factory=list)  # offsets of the Doc's text
    surveyed: Survey | None = field(default=None, repr=False)


_KEY: Any = ("._.", "xianzhi", None, None)


def of(doc: Doc) -> State:
    """Return the state of a `Doc`, made on first use."""
    # Where the extension keeps it; `doc._` itself takes ten times as long, and is asked thirty times a document.
    state: State | None = doc.user_data.get(_KEY)
    if state is None:
        state = State()
        doc._.xianzhi = state
    return state


class Finder:
    """A component that adds what one function finds to the candidates of a text."""

    def __init__(self, find: Callable[[str, State], list[Found]]) -> None:
        """Take the function."""
        self._find = find

    def __call__(self, doc: Doc) -> Doc:
        state = of(doc)
        state.candidates += self._find(text_of(doc), state)
        return doc


def text_of(doc: Doc) -> str:
    """Return the text of a `Doc`, put together once."""
    state = of(doc)
    if not state.text:
        state.text = doc.text
    return state.text


if not Doc.has_extension("xianzhi"):
    Doc.set_extension("xianzhi", default=None)
