"""Give each figure of a sentence the period it belongs to."""

from __future__ import annotations

from datetime import date

from extract.figure_text import Sentence, Span
from extract.periods import Period

Days = tuple[date | None, date | None]


def of(sentence: Sentence, clause: Span, number: int) -> Period | None:
    """Return the period of the figure at `number`: the nearest before it, else the first after it in its clause."""
    usable = [period for period in sentence.periods if not period.compared]
    earlier = [period for period in usable if period.end <= number]
    if earlier:
        return earlier[-1]
    return next((period for period in usable if number < period.start < clause[1]), None)


class Memory:
    """What period a sentence without one goes on with: that of the sentence before, within the paragraph."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self.days: Days = (None, None)

    def enter(self, sentence: Sentence) -> None:
        """Forget the period at the beginning of a paragraph."""
        if "\n" in self._text[self._position : sentence.start]:
            self.days = (None, None)
        self._position = sentence.end

    def leave(self, sentence: Sentence) -> None:
        """Remember the last period of a sentence."""
        usable = [period for period in sentence.periods if not period.compared]
        if usable:
            self.days = (usable[-1].begin, usable[-1].until)
