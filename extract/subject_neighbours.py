"""What stands right by a number and is what it is about: to whom it is granted, what it describes, whose it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from extract import subject_words
from extract.lexicon import sections
from extract.state import Found, Named
from extract.subject_divisions import Subject
from extract.subject_words import BODIES, FIRMS, LENDERS, OWNED, PEOPLE
from ontology.record import MentionType

_REACH = 800
_TO_WHOM = re.compile(r"(?:为|给|向)[^，]{0,3}$")
_TO_HIM = re.compile(r"(?:为|给|向|帮助?)[他她]")
# A loan to `the firm` is one to the firm named last that does not lend itself.
_TO_FIRM = re.compile(
    r"(?:为|给|向)(?:其|(?:该|这家|其)?(?:企业|公司))(?:成功|及时|快速)?(?:发放|办理|授信|新增|投放|提供)[^，。；]{0,16}(?:贷|授信|融资)"
)
_NEAR_FIRM = 300
# 签订授信协议，授信额度｜3亿元; 签订银企合作协议，给予其授信｜3亿元
_LENT = re.compile(rf"{subject_words.any_of('lent')}(?:总?额度?|支持)?[^，。；\d]{{0,3}}$")
_CONTRACT = re.compile(rf"签[订署约下][^，。；]{{0,16}}{subject_words.any_of('lent-by')}")
_BORROWERS = (*FIRMS, *BODIES)
# What a measure right before its name describes: 800平方米“某某会客厅”.
_DESCRIBED = (MentionType.PLACE, MentionType.PROGRAM, MentionType.INSTITUTION, MentionType.EVENT)
_BY = re.compile(r"(?:捐赠|捐资|捐建|援建|投资|出资|承建|资助|建设|研发|开发|提供)的[^，。；\d]{0,3}")
# 五大项目｜落地钱塘
_SETTLES = re.compile(rf"[^，。；：、\d\n]{{0,12}}?{subject_words.any_of('settles')}(?:于|到|在|至)?“?")
# 投资3亿元｜建设的｜某某中心
_BUILT = re.compile(rf"{subject_words.any_of('works')}的")
# 投资｜3亿元，在某地｜建设｜某某基地: an investment is that of what is built.
_INVESTS = re.compile(r"投资(?:总?额)?[^，。；\d]{0,3}$")
_BUILDS = re.compile(
    rf"，?(?:[在于][^，。；：]{{0,24}}?|[^，。；：]{{0,12}}?){subject_words.any_of('works')}(?!主体|单位|区)(?:了|的)?[^，。；、\d]{{0,6}}?[“《]?"
)
_FAR = 60
_PRICED = re.compile("(?:元、|中[，：])")
_HANDS_OUT = re.compile(rf"{subject_words.any_of('hands-out')}了?[“《]?$")
_CLOSE, _NAME = 4, 24
_SITES = (MentionType.PLACE, MentionType.DISTRICT)
_ATTENDS = re.compile(r"[^，。；]{0,14}?(?:参会|参加|出席|参展|与会|到会|到场|参赛)")
# 120余名村民｜来到江边开展“…”活动: what they came for stands behind them.
_COMES = re.compile(r"[^，。；：\d]{0,24}?(?:开展|参加|参与|出席|观摩|举行|举办)[^，。；]{0,10}?[“《]?$")
# 来自某某医院的｜15名
_FROM = re.compile(r"来自[^，。；]{0,8}$")
_BODIES = (*FIRMS, MentionType.INSTITUTION)


class Neighbours:
    """The names by the numbers of one document; `within` returns the sure mentions that begin in a span."""

    def __init__(self, text: str, within: Callable[[int, int], list[Found]], entities: Mapping[str, Named]) -> None:
        self._text = text
        self._within = within
        self._entities = entities

    def of_number(self, start: int, number: int, after: int, *, money: bool, measured: bool = False) -> Subject | None:
        """Return the entity that stands right by a number: what it is granted to, what follows it, whose it is."""
        if money and (recipient := self._recipient(start, number)):
            return recipient, "recipient"
        following = next(
            (m for m in self._within(after, after + 3) if m.type is MentionType.PROGRAM and m.entity), None
        )
        if money and following is not None and not self._text[after : following.start].strip("“《的"):
            return following.entity, "object"
        if money and (built := self.built(start, number, after)) is not None:
            return built, "object"
        if (owner := self._described(after, measured=measured)) is not None:
            return owner.entity, "object"
        if (meeting := self._attended(start, after) or self._settled(start, number, after)) is not None:
            return meeting, "object"
        for mention in reversed(self._within(start, number)):
            if not mention.entity:
                continue
            if _BY.fullmatch(self._text, mention.end, number) and self._text.startswith("由", mention.start - 1):
                return mention.entity, "possessor"
            if mention.type in PEOPLE:
                break
            if mention.type in _BODIES and self._text.startswith("的", number - 1) and self._come_from(start, mention):
                return mention.entity, "possessor"
            if self._measured(mention, number) or (money and self._priced(mention, number, start)):
                return mention.entity, "possessor"
            before = self._text[max(start, mention.start - 4) : mention.start]
            if self._possesses(mention, before, number):
                return mention.entity, "possessor"
        return None

    def built(self, start: int, number: int, after: int) -> str | None:
        """Return what a clause tells was built for an amount: 投资3亿元，在某地建设｜某某基地."""
        if _INVESTS.search(self._text, start, number) is None:
            return None
        for mention in self._within(after, after + _FAR):
            if mention.type in OWNED and mention.entity and _BUILDS.fullmatch(self._text, after, mention.start):
                several = self._text.startswith(("、", "和", "等", "”、", "及"), mention.end)
                return None if several else mention.entity
        return None

    def _attended(self, start: int, after: int) -> str | None:
        """Return the meeting that its sentence names before those who came to it: …举行，300家企业｜参会."""
        stop = next((i for i in range(after, len(self._text)) if self._text[i] in "，。；\n"), len(self._text))
        for mention in self._within(after, stop):
            if mention.type is MentionType.EVENT and mention.entity and _COMES.match(self._text, after, mention.start):
                return mention.entity
        if _ATTENDS.match(self._text, after) is None:
            return None
        lead = max(self._text.rfind(mark, 0, start) for mark in "。！？\n") + 1
        events = [m for m in self._within(lead, after) if m.type is MentionType.EVENT and m.entity]
        return events[-1].entity if events else None

    def _come_from(self, start: int, mention: Found) -> bool:
        """Say whether those counted come from a body, and only from it: 来自某某医院多个科室的｜15名专家."""
        several = self._text.startswith(("、", "和", "等", "与"), mention.end)
        return not several and _FROM.search(self._text, start, mention.start) is not None

    def _settled(self, start: int, number: int, after: int) -> str | None:
        """Return the one place in which those counted settled: 7家企业｜落户某某园; None where they are somebody's."""
        match = _SETTLES.match(self._text, after)
        if match is None or any(
            number - _CLOSE <= m.end <= number for m in self._within(max(start, number - _NAME), number)
        ):
            return None
        named = [m for m in self._within(match.end(), match.end() + 1) if m.type in _SITES and m.entity]
        return next((m.entity for m in named if not self._text.startswith(("、", "和"), m.end)), None)

    def _described(self, after: int, *, measured: bool) -> Found | None:
        """Return the name that a measure stands before and describes: 总投资10亿元的某某基地, 800平方米“某某会客厅”."""
        built = _BUILT.match(self._text, after)
        begin = built.end() if built is not None else after + self._text.startswith("的", after)
        begin += self._text.startswith(("“", "《"), begin)
        if not measured or begin == after:
            return None
        named = self._within(begin, begin + 1)
        return next((m for m in named if m.entity and m.type in _DESCRIBED), None)

    def _recipient(self, start: int, number: int) -> str | None:
        """Return to whom a clause says that an amount was paid or lent: `为村民张某办理`, `为他办理`."""
        clause = self._text[start:number]
        if (borrower := self._borrower(start, number)) is not None:
            return borrower
        if not any(word in clause for word in sections("figure_words.txt")["recipient"]):
            return None
        for mention in reversed(self._within(start, number)):
            before = self._text[max(start, mention.start - 4) : mention.start]
            if mention.entity and mention.type in (*PEOPLE, *FIRMS) and _TO_WHOM.search(before):
                return mention.entity
        if _TO_FIRM.search(self._text, start, number + _NAME):
            near = [m for m in self._within(max(0, start - _NEAR_FIRM), start) if m.type in FIRMS and m.entity]
            firms = [m for m in near if not any(word in self._entities[m.entity].label for word in LENDERS)]
            if firms:
                return firms[-1].entity
        return self._last_person(start) if _TO_HIM.search(self._text, start, number) else None

    def _borrower(self, start: int, number: int) -> str | None:
        """Return to whom a bank lends by a contract with one other firm: 甲银行与乙公司签订授信协议，额度｜3亿元."""
        if _LENT.search(self._text, start, number) is None:
            return None
        lead = max(self._text.rfind(mark, 0, number) for mark in "。！？；\n") + 1
        if _CONTRACT.search(self._text, lead, number) is None:
            return None
        firms = {m.entity: m for m in self._within(lead, number) if m.type in _BORROWERS and m.entity}
        lends = {key for key in firms if any(word in self._entities[key].label for word in LENDERS)}
        borrowers = firms.keys() - lends
        return next(iter(borrowers)) if len(borrowers) == len(lends) == 1 else None

    def _possesses(self, mention: Found, before: str, number: int) -> bool:
        """Say whether what is measured is said to be of a name: 杭州的营收, 余杭区九大平台."""
        if before and not before.endswith(tuple("，、：年月日中内自来们")):
            return False
        if mention.end == number:
            return mention.type is MentionType.DISTRICT and not self._text.startswith("、", mention.start - 1)
        if self._text[mention.end : mention.end + 1] != "的" or number - mention.end <= 1:
            return False
        # 某县的｜某某公司: what is measured is that of the firm
        beyond = mention.end + 1 + self._text.startswith(("“", "《"), mention.end + 1)
        return not any(m.type in OWNED for m in self._within(beyond, min(beyond + 1, number)))

    def _measured(self, mention: Found, number: int) -> bool:
        """Say whether nothing but a bare measure stands between a work and a number: 某某项目｜总投资｜3亿元."""
        measure = self._text[mention.end : number].lstrip("”》").strip()
        words = sections("figure_words.txt")
        alone = self._text[mention.start - 1 : mention.start] not in tuple("、和及与")
        work = self._text[mention.start : mention.end].endswith(words["projects"])
        return alone and work and mention.type in _DESCRIBED and measure in words["bare-measure"]

    def _priced(self, mention: Found, number: int, start: int) -> bool:
        """Say whether an amount stands behind what it is put into: 甲券3万元、乙券5万元; 发放“甲贷”1亿元."""
        between = self._text[mention.end : number].strip("”》 \n")
        if mention.type is MentionType.PROGRAM and between in subject_words.words("balance"):
            return True
        if mention.type not in _DESCRIBED or between:
            return False
        before = self._text[max(start, mention.start - _CLOSE) : mention.start]
        return _PRICED.fullmatch(before[-2:]) is not None or _HANDS_OUT.search(before) is not None

    def _last_person(self, before: int) -> str | None:
        """Return the person named last before an offset."""
        named = reversed(self._within(max(0, before - _REACH), before))
        return next((m.entity for m in named if m.type in PEOPLE and m.entity), None)
