"""A quantity on its way to a figure: where it stands, what it measures, what was attached to it."""

from __future__ import annotations

from dataclasses import dataclass

from extract.figure_growth import Growth
from extract.figure_ranks import Rank
from extract.figure_text import Span
from extract.quantities import Quantity


@dataclass(slots=True, eq=False)
class Item:
    """A quantity of a sentence. `left` and `right` delimit the words that can be its own in its clause.

    `growth` is what the quantity itself states, `change` a growth that was attached to it; an item that was attached
    to another is `merged` and becomes no figure. `taken` is where the words after the number end that name it.
    """

    quantity: Quantity
    clause: Span
    left: int
    right: int
    growth: Growth | None = None
    words: str = ""
    rule: str = "level"
    about: str | None = None
    named_by: str = ""
    taken: int = 0
    change: Growth | None = None
    rank: Rank | None = None
    merged: bool = False
    # Whether the number before it in the sentence stands after 从: then this one is where that led to.
    after_from: bool = False
    # From a list of numbers: the words of its member, the level a growth belongs to, the number it goes with.
    given: str = ""
    # Whose it is, where the member is a name: 甲厂、乙厂分别出资3万元、5万元.
    owner: str | None = None
    belongs_to: Item | None = None
    like: Item | None = None
    # What somebody must have to be granted something: 对1000人以上的企业.
    bar: bool = False

    @property
    def start(self) -> int:
        """Where its phrase begins, the bound or the growth word included."""
        start = self.quantity.start
        return start if self.growth is None else min(start, self.growth.start)

    @property
    def level(self) -> bool:
        """Whether it states how much there is, not how much it grew or what it was before."""
        return self.growth is None and self.rule not in ("base", "increment")
