"""Word what a policy grants: to whom or for what, what, and whether it is the most."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract import counted, indicators
from extract.figure_item import Item
from extract.figure_text import Sentence

# 对新引进的企业，: whom a grant is for.
FOR = re.compile(r"^(?:对(?!外)于?|凡)")
_GRANTING = re.compile(r"给予|予以?|分别|实际(?:支出)?|[但且]$")
_GRANTED = re.compile(r"的?(?:给予|予以)?(?:一次性)?(?:奖励|补助|补贴|支持)?$")
_TO = re.compile(r"对(?P<whom>[^，。；]{2,12}?)(?:给予|予以|发放|实行)")

_BRIEF = 16
# 对新建海外仓的｜企业｜，按…给予补助; 仓库改造｜按投入的15%补助
_WHOM = re.compile(r"(?:^|.*?[，；：、\s“])?(?:对于?)?(?P<whom>[^，。；：]{2,40}?)的?(?=，?(?:给予|按|可?享受))")


class Grants:
    """Words the grants of one sentence; `stretch` returns a stretch of text without periods and the subject's name."""

    def __init__(self, text: str, sentence: Sentence, stretch: Callable[[int, int, str | None], str]) -> None:
        self.text = text
        self.sentence = sentence
        self.stretch = stretch

    def words(self, item: Item, items: list[Item]) -> str:
        """Return the words for what a policy grants: to whom or for what, what, and whether it is the most.

        "" where the words after the number say enough (`2000万元专项奖励资金`).
        """
        noun = counted.after(self.text[item.quantity.end : item.right])
        if noun and not indicators.is_generic(noun) and noun not in (indicators.benefit(noun), "资金"):
            return ""
        listed = any(
            item.clause[0] <= q.start < item.left and q.use == item.quantity.use for q in self.sentence.quantities
        )
        whole = self.stretch(item.left if listed else item.clause[0], item.quantity.start, item.about)
        grant = indicators.benefit(self._rest(item))
        if not grant and item.quantity.qualifier != "upTo":
            return ""
        whom = _GRANTING.sub("", indicators.strip_tail(whole))
        whom = indicators.strip_tail(re.sub(r"^(?:按照?|以|对于?)", "", indicators.strip_lead(whom)))
        if whom.startswith("每") and not listed and not self._condition(item):
            whom = self._recipient(item) + whom
        if len(whom) < 3 or whole.lstrip().startswith(("按", "以")):
            whom = (self._capped(item, items) or self._condition(item) or self._last_granted(item, items)) + whom
        grant = "" if grant and whom.endswith(grant) else grant
        return (whom + grant + ("上限" if item.quantity.qualifier == "upTo" else "")).strip("的")

    def before(self, item: Item, items: list[Item]) -> str:
        """Return the words of the grant of which a bare amount is the cap: 对合作社按租金的40%补助，｜最高15万元."""
        last = items[-1] if items else None
        if last is None or "；" in self.text[last.quantity.end : item.start]:
            return ""
        grant = indicators.benefit(self.text[last.clause[0] : item.start])
        begin = max(self.text.rfind(mark, self.sentence.start, last.start) for mark in "；：\n")
        whom = _WHOM.match(self.text, max(begin + 1, self.sentence.start), last.start)
        if not grant or whom is None:
            return grant or re.sub(r"(?:上限|比例)$", "", last.words)
        words = whom["whom"] if len(whom["whom"]) <= _BRIEF else whom["whom"].rpartition("的")[2]
        return words.removeprefix("对") + grant

    def _recipient(self, item: Item) -> str:
        """Return to whom the next clause says that an amount per piece is granted: 按每本200元，｜对机构｜给予奖励."""
        match = _TO.match(self.text, min(item.clause[1] + 1, self.sentence.end), self.sentence.end)
        return "" if match is None else match["whom"]

    def _rest(self, item: Item) -> str:
        """Return what is granted: the rest of the clause and the clause after it, else what stands before."""
        i = self.sentence.clauses.index(item.clause)
        following = self.sentence.clauses[min(i + 1, len(self.sentence.clauses) - 1)]
        rest = self.text[item.quantity.end : item.clause[1]]
        if indicators.benefit(rest) or "；" in self.text[item.clause[1] : following[0]]:
            return rest
        before = self.text[item.clause[0] : item.quantity.start]
        return before if indicators.benefit(before) else self.text[following[0] : following[1]]

    def _condition(self, item: Item) -> str:
        """Return the end of the clause before, which tells for whom or for what, where it holds no quantity."""
        clause = self.sentence.before(item.clause)
        if clause is None or any(clause[0] <= q.start < clause[1] for q in self.sentence.quantities):
            return ""
        words = indicators.strip_lead(self.stretch(clause[0], clause[1], item.about))
        return indicators.tidy(_GRANTED.sub("", FOR.sub("", words))[-indicators.LONGEST :])  # its end says enough

    def _capped(self, item: Item, items: list[Item]) -> str:
        """Return the words of the grant that a cap right after it belongs to: 每本奖励200元，｜最高不超过10万元."""
        last = items[-1] if items else None
        if (
            last is None
            or last.rule != "policy"
            or item.quantity.qualifier != "upTo"
            or last.quantity.qualifier == "upTo"
        ):
            return ""
        near = "；" not in self.text[last.quantity.end : item.quantity.start]
        return re.sub(r"(?:上限|比例)$", "", last.words) if near else ""

    def _last_granted(self, item: Item, items: list[Item]) -> str:
        last = items[-1] if items else None
        if last is None or not (last.rule == "policy" or last.clause == item.clause):
            return ""
        return re.sub(r"(?:上限|比例)$", "", last.words)
