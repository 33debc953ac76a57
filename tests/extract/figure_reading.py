"""Figures read out of a sentence in which the names are given: shared by the tests of figures."""

from __future__ import annotations

from datetime import date

from extract import promises
from extract.figures import by_rules, find
from extract.state import Context, Found, Named, Section, State
from ontology.record import Figure, MentionType

PLACE = "浙江省衢州市龙游县"
HOME = "xzi:division/330825"


def state_of(
    text: str = "", *names: tuple[str, MentionType], place: str = PLACE, heading: str = "", title: str = ""
) -> State:
    """Return a state with the given names marked wherever they stand in the text."""
    sections = (Section(0, len(text), heading),) if heading else ()
    state = State(context=Context(date=date(2024, 7, 10), place=place, title=title, sections=sections))
    for name, kind in names:
        state.entities[name] = Named(name, kind, name)
        start = text.find(name)
        while start >= 0:
            state.mentions.append(Found(start, start + len(name), kind, promises.GIVEN, 1.0, name))
            start = text.find(name, start + 1)
    state.mentions.sort(key=lambda mention: mention.start)
    return state


def read(
    text: str, *names: tuple[str, MentionType], place: str = PLACE, heading: str = "", title: str = ""
) -> list[Figure]:
    """Return the figures of a text."""
    return find(text, state_of(text, *names, place=place, heading=heading, title=title))


def abouts(text: str, *names: tuple[str, MentionType], heading: str = "") -> list[str | None]:
    """Return what each figure of a text is about."""
    return [figure.about for figure in read(text, *names, heading=heading)]


def ruled(text: str, *names: tuple[str, MentionType]) -> list[str | None]:
    """Return what each figure of a text is about by the rules alone."""
    figures, _ = by_rules(text, state_of(text, *names))
    return [figure.about for figure in figures]


def one(text: str, *names: tuple[str, MentionType]) -> Figure:
    """Return the only figure of a text."""
    (figure,) = read(text, *names)
    return figure


def report(text: str, *names: tuple[str, MentionType]) -> list[Figure]:
    """Read a text as the work report of the test county, given in January 2024."""
    state = state_of(text, *names)
    state.context = Context(date=date(2024, 1, 15), title="龙游县政府工作报告", place=PLACE)
    return find(text, state)
