"""Whether the post beside a person's name is a public one: by the title, or by the organisation in front of it."""

from __future__ import annotations

import re
from bisect import bisect_left

from extract.state import State
from ontology.record import MentionType

MASS = re.compile(
    r"妇联|工会|共青团|团委|团[省市区县]委|科协|文联|侨联|工商联|残联|红十字会|社科联|贸促会|供销社|村委会|居委会"
    r"|民[革盟建进]|农工党|致公党|九三学社"
)
_BREAK = re.compile(r"[，。；：、！？\n“”]")
_REACH = 8
_SUREST = 0.4
_PUBLIC = frozenset({MentionType.GOVERNMENT, MentionType.DISTRICT})
_NOT_PUBLIC = frozenset({MentionType.ENTERPRISE, MentionType.INSTITUTION})
# Titles that are public by their look but follow the organisation in front when there is one.
_FOLLOWING = re.compile(r"书记|秘书长|发言人|委员|部长|处长|科长|主席")


class Owners:
    """The organisations and divisions of a text, asked for the one that a title belongs to."""

    def __init__(self, text: str, state: State) -> None:
        """Take the surer candidates of `state`."""
        self._text = text
        self._ends = sorted((f.end, f.start, f.type) for f in state.candidates if f.confidence >= _SUREST)

    def public(self, start: int, end: int, kind: str) -> bool:
        """Whether the title from `start` to `end` is a public post; `kind` is its section of titles.txt."""
        if kind == "private":
            return False
        if kind == "public" and not _FOLLOWING.search(self._text[start:end]):
            return True
        owner = self._before(start)
        return kind == "public" if owner is None else owner

    def _before(self, start: int) -> bool | None:
        """Whether the organisation right before `start` is public; None where none stands there."""
        first = bisect_left(self._ends, (start - _REACH,))
        best: tuple[int, int, bool] | None = None
        for f_end, f_start, kind in self._ends[first : bisect_left(self._ends, (start + 1,))]:
            if _BREAK.search(self._text, f_end, start):
                continue
            verdict = self._verdict(f_start, f_end, kind)
            if verdict is not None and (best is None or (f_end, f_end - f_start, verdict) > best):
                best = (f_end, f_end - f_start, verdict)
        return None if best is None else best[2]

    def _verdict(self, start: int, end: int, kind: MentionType) -> bool | None:
        if kind is MentionType.ASSOCIATION:
            return MASS.search(self._text, start, end) is not None
        return True if kind in _PUBLIC else False if kind in _NOT_PUBLIC else None
