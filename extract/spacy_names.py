"""Names that a spaCy pipeline of the user's finds, as candidates beside our own.

They are to help where our own finders see nothing, or to agree with them: a span that crosses a surer candidate of ours
is left out, and one that is ours too takes our type, so that `xianzhi_mentions` adds the two confidences up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract import spacy_model
from extract.lexicon import rows, sections, words
from extract.spacy_model import Described
from extract.state import Found, State, of, text_of
from ontology.record import MentionType

# Precision measured on general news does not hold on the news of a county: LAC, trained on the former, has F1 0.73 on
# two news test sets and 0.61 on annotated articles of the genre.
KEPT = 0.84
_ORGANISATION = "ORGANISATION"
_ORGANISATIONS = (
    MentionType.GOVERNMENT,
    MentionType.INSTITUTION,
    MentionType.ASSOCIATION,
    MentionType.ENTERPRISE,
)
_BATCH = 64


def rule(name: str) -> str:
    """Return the rule that names of a pipeline bear."""
    return f"spacy:{name}"


class SpacyNames:
    """Adds what a pipeline finds to the candidates of a text."""

    def __init__(self, model: Language, about: Described) -> None:
        """Take a loaded pipeline and what it says of itself."""
        self._model = model
        self.about = about

    def __call__(self, doc: Doc) -> Doc:
        state = of(doc)
        state.candidates += self.find(text_of(doc), state)
        return doc

    def find(self, text: str, state: State) -> list[Found]:
        """Return the pipeline's names, but those that contradict a surer candidate in `state`."""
        known = _by_span(state.candidates)
        sure = _cover(len(text), state.candidates)
        return [
            found
            for found, _ in self.typed(text, state)
            if found.type in known[found.start, found.end] or max(sure[found.start : found.end]) < found.confidence
        ]

    def typed(self, text: str, state: State) -> Iterator[tuple[Found, str]]:
        """Yield every name of the pipeline that has a type of ours, with its label."""
        known = _by_span(state.candidates)
        name = rule(self.about.name)
        for start, end, label in self.spans(text):
            kind = _kind(label, text[start:end], known[start, end])
            if kind is not None:
                yield Found(start, end, kind, name, self.confidence(label)), label

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and label of each name of a label that we know; paragraphs are read one by one."""
        for doc, offset in self._model.pipe(_paragraphs(text), as_tuples=True, batch_size=_BATCH):
            for span in doc.ents:
                start, end = offset + span.start_char, offset + span.end_char
                if span.label_.upper() in _labels() and text[start:end].strip():
                    yield start, end, span.label_.upper()

    def confidence(self, label: str) -> float:
        """Return how sure a name of a label is: as measured on the corpus, or else as `said`."""
        measured = _measured().get((self.about.measured_as, label))
        return self.said(label) if measured is None else measured

    def said(self, label: str) -> float:
        """Return the precision of a label that the pipeline's makers measured, less a deduction."""
        return round(KEPT * self.about.precision.get(label, _labels()[label][1]), 3)


@cache
def _labels() -> dict[str, tuple[tuple[str, ...], float]]:
    return {label: (tuple(kinds.split()), float(share)) for label, kinds, share in rows("spacy_labels.tsv")}


@cache
def _measured() -> dict[tuple[str, str], float]:
    return {(model, label): float(share) for model, label, share, *_ in rows("spacy_confidence.tsv")}


def _paragraphs(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield line, start
        start += len(line)


def _by_span(candidates: Iterable[Found]) -> defaultdict[tuple[int, int], dict[MentionType, float]]:
    known: defaultdict[tuple[int, int], dict[MentionType, float]] = defaultdict(dict)
    for one in candidates:
        kinds = known[one.start, one.end]
        kinds[one.type] = max(one.confidence, kinds.get(one.type, 0.0))
    return known


def _cover(size: int, candidates: Iterable[Found]) -> list[float]:
    """Return for each character the confidence of the surest candidate over it."""
    sure = [0.0] * size
    for one in sorted(candidates, key=lambda one: one.confidence):
        sure[one.start : one.end] = [one.confidence] * (one.end - one.start)
    return sure


def _kind(label: str, name: str, ours: dict[MentionType, float]) -> MentionType | None:
    """Return our type for a span: the surest that our own finders give it among those of its label."""
    kinds = _kinds(label)
    agreed = [kind for kind in kinds if kind in ours]
    if agreed:
        return max(agreed, key=lambda kind: ours[kind])
    if kinds == _ORGANISATIONS:
        return organisation(name)
    if MentionType.PLACE in kinds and name in words("countries.txt"):
        return MentionType.PLACE
    return kinds[0]


@cache
def _kinds(label: str) -> tuple[MentionType, ...]:
    kinds, _ = _labels()[label]
    return _ORGANISATIONS if kinds == (_ORGANISATION,) else tuple(MentionType(kind) for kind in kinds)


def organisation(name: str) -> MentionType | None:
    """Return the type of an organisation by the longest telling word that ends its name; None where none does."""
    for length in range(len(name), 0, -1):
        kind = _tails().get(name[-length:])
        if kind is not None:
            return kind
    return None


@cache
def _tails() -> dict[str, MentionType]:
    """Return the words that end names of organisations: suffixes, organs of Party and state, well-known names."""
    found: dict[str, MentionType] = {}
    for key, names in (*sections("suffixes.txt").items(), *sections("well_known.txt").items()):
        kind = key.rstrip("?").partition(".")[0]
        if kind in _ORGANISATIONS:
            found |= dict.fromkeys(names, MentionType(kind))
    for key, names in sections("organs.txt").items():
        if key != "joined":
            found |= dict.fromkeys(names, MentionType.GOVERNMENT)
    return found


@Language.factory("xianzhi_spacy", assigns=["doc._.xianzhi"])
def make_spacy(nlp: Language, name: str, model: str = "zh_core_web_sm") -> SpacyNames:  # noqa: ARG001
    """Make the component that adds the names of another pipeline, installed or in a folder, to the candidates."""
    return SpacyNames(spacy_model.load(model), spacy_model.describe(model))
