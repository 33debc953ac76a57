"""Who takes part in a gathering: those who attend, chair or speak in the sentences that report it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.post_bodies import kind_of
from extract.rule_confidence import stated_of
from extract.state import Found, FoundRelation
from extract.surroundings import Surroundings
from extract.topics import ACTORS
from ontology.record import MentionType

_PERSONS = frozenset({MentionType.PERSON, MentionType.OFFICIAL})
_BODIES = ACTORS | {MentionType.PLACE}
_HELD_BEFORE = re.compile(r"(?:召开|举行|举办|主持|出席|参加|列席|承办|主办|组织|开展|举|赴|在)[^。；，、]{0,10}$")
_HELD_AFTER = re.compile(
    r"[^。；：]{0,48}?(?:召开|举行|举办|开幕|闭幕|拉开|启幕|落幕|揭幕|开演|开踢|启动|开讲|开赛|收官|走进|上演|主会场设[在于])|[上中]|期间|现场"
)
# A name that is all its sentence says, as in a caption: `3、青峰茶艺展。`
_ALONE = re.compile(r"[\s\d、.．●■◆▲“”]*。?\s*")
_CITED_BEFORE = re.compile(r"(?:迎接|贯彻|学习|落实|传达|按照|根据|围绕|即将|筹备|办好|将|拟|重点)[^。；，]{0,14}$")
_CITED_AFTER = re.compile(
    r"[”》]?(?:以来|精神|部署|确定|提出的|胜利|期间将|将(?![于在])|即将|如约|等|(?:胜利)?(?:召开|举行|举办|开幕)(?:之年|之际|前|的重要))"
)
_AT_IT = re.compile(
    r"(?:^|[，。；：“])\s*[^，。；]{0,4}?(?:会上|会前|会后|会议[^，。；]{0,4}|现场|活动中|活动上|活动当[天日]|论坛上|大会上|仪式上|开幕式上"
    r"|座谈会上|发布会上|推介会上|仪式环节|[流享言]环节|与会|随后召开)"
)
_ATTENDS = re.compile(
    r"^(?:等[^，。；]{0,16}?)?[^，。；“”]{0,14}?(?:出席|参加|主持|讲话|致辞|致欢迎辞|发言|宣读|通报|参会|列席|推介|作[^，。]{0,8}报告|作的[^，。；]{0,36}?(?:报告|汇报|说明)|应邀作[^，。；]{0,16}(?:讲座|报告|辅导)"
    r"|作[^，。]{0,6}介绍|汇报|揭牌|颁奖|颁发|见证|到会|与会|宣布开|一声令下|当选)"
    r"|^等[省市区县州]?领导[，、][^。；“”]{0,60}?(?:参加|出席)"
    r"|^[，、等][^。；“”]{0,100}?(?:参加|出席|列席|见证)了?(?:本次|此次|本届|这次)?[^，。；、]{0,6}(?:仪式|活动|大会|会议|论坛|开幕|启动|赛|展|节|会)"
)
_SPEAKS = re.compile(
    r"^(?:等[^，。；]{0,16}?)?[^，。；“”]{0,6}?(?:表示|指出|强调|介绍|说|要求|建议|认为|提出|提到|作答|回应|表态|呼吁|透露|宣布|发布|分享|畅谈|交流|点评|解读|推介|发出[^，。]{0,6}(?:邀|倡议)|向[^，。；]{1,10}(?:发出|介绍|推介|致))"
)
# Several speakers, each on his own matter: `分别围绕各自领域，畅谈了…`.
_SPEAK_IN_TURN = re.compile(
    r"^(?:等[^，。；]{0,16}?)?(?:分别|先后|依次|一一|同台|共同|现场|也|还)[^。；“”]{0,24}?"
    r"(?:畅谈|分享|交流|发言|演讲|报告|解读|介绍|讨论|对话|探讨|推介|致辞|点评|授课)"
)
# `在见面会上介绍`: the gathering by a word for its kind.
_THERE = re.compile(r"^(?:等[^，。；]{0,10})?在[^，。；]{0,10}(?:会|仪式|活动|论坛|现场)[上中]?")
_CITED_PERSON = re.compile(r"(?:贯彻|学习|落实|牢记)[^，。；]{0,4}$")
# At these people speak; at a fair or a match those who are quoted need not take part.
_TALKS = re.compile(r"(?:会议|发布会|座谈会|推进会|推介会|论坛|峰会|大会|调度会|报告会|恳谈会|协商会|联席会议)$")
_CONTEST = re.compile(r"[赛评]$|[比竞大联]赛|竞赛|比武|评选|擂台|打擂|比拼|挑战赛|选拔|运动会|路演")
_WINS = re.compile(
    r"^(?:代表)?[队员]?(?:分别|最终|成功|一举|勇)?(?:夺得|夺|获得|荣获|斩获|摘得|捧得|赢得|拿下|获)[^，。；]{0,16}?[旗奖冠亚军牌一二三杯号名]"
)
# Those whom a gathering draws: `邀请甲校、乙院的专家`, `来自甲局、乙公司的志愿者`.
_DRAWN = re.compile(
    r"(?:邀请|特邀|组织|汇聚|吸引|迎来|集结)了?(?:来自)?$"
    r"|(?:一单|首单|大单|订单|单子|签约|参展|亮相|获奖)的?[^。；、]{0,4}?(?:来自|出自|还有|是)$"
)
_FROM_BODY = re.compile(r"(?:来自|会同|联合)$")
_PEOPLE_OF = re.compile(
    r"(?:等[^，。；]{0,14}?)?的?[^，。；、]{0,12}?(?:志愿者|代表|人员|专家|医护|医生|医师|教师|老师|教授|学生|选手|队员|嘉宾|客商|负责人|负责同志|演员|干部|职工|团队|律师|法官|民警)"
)
# At these firms meet buyers and those who look for work: who speaks there for a firm shows that it takes part.
_FAIR = re.compile(r"(?:招聘会|双选会|展销会|博览会|交易会|展览会|对接会|洽谈会|[茶车农展]博会|[商展]会|展)$")
_SIGNING = re.compile(r"签约|签字|合作|招商|对接|推介|洽谈|共建")
_SIGNS = re.compile(
    r"(?:等(?:(?!项目)[^，。；、]){0,14}?)?(?:[\d两三四五六七八九十]+[家个所])?(?:企业|单位)?(?:分别|共同|现场|成功|正式|先后)*(?:签订|签署|签约|签下|达成)"
)
_HEARD = re.compile(r"听取了?$")
_ORDERS = re.compile(r"^(?:同志)?(?:还)?(?:强调|指出|要求)")
_SENDS = re.compile(
    r"^(?!等(?:地|国|省|市))(?:等[^，。；]{0,14}?)?(?:有关|相关|主要|分管|知名|企业|单位|部门|\d+余?[家个])*(?:负责人|负责同志|领导|代表|企业家)?(?:等)?(?:、[^，。；]{0,12}|(?:以?及|和)[^，。；]{0,16})?"
    r"，?(?:也|还|均|都|踊跃|积极|应邀|分别|先后|现场|集中|共同|同台|悉数|纷纷|组团|一同)*"
    r"(?:参加|参会|参与|出席|列席|参展|参赛|参演|路演|到场|进场|齐聚|亮相|角逐|竞逐|比拼|上台|登台|带来|携[^，。；]{1,12}(?:参展|亮相|登场|而来)|展示|展出|推介|设摊|设展|摆摊|招聘|提供[^，。；]{0,10}岗位"
    r"|(?:在会上|会上|现场)*(?:[作做]|进行)了?[^，。；]{0,6}(?:发言|介绍|汇报|分享|推介)|代表[^，。；]{2,8}发言|分享|通报|汇报|发言|(?:将|共)?(?:派出|选派)[^，。；]{0,14}(?:专家|医生|选手|队|代表|志愿者|人员))"
)
# Between two of a list; one that nobody recognised as a name may stand between them.
_JOIN = re.compile(r"\s*(?:[、，/和与及]|以及)\s*|\s+|(?:、[^，。；：、“”]{2,14}){1,2}[、和与及]")
_WHERE = frozenset({MentionType.DISTRICT, MentionType.PLACE})
_FROM = re.compile(r"等$|(?:来自|在|赴|于|从|去|前往|来到|走进)(?:[^，。；]{1,20}[、和与及])?$")
# Programs that people gather for.
_DEED = re.compile(r"(?:活动|行动|巡演|巡展|巡讲|义诊|宣讲|大赛|比赛|招聘会|推介会|培训班?)$")
# A person who ends a part of a list, and as what he is spoken to.
_LAST = re.compile(r"(?:博士|教授|同志|先生|女士|院士)?[；;]")
_ATTENDED = "event-attended"
_REACH = 900
_LEAD = 300


def relations(around: Surroundings) -> Iterator[FoundRelation]:
    """Yield who takes part in the gatherings of a document."""
    if not any(_gathers(around, m) for m in around.named):
        return
    event: Found | None = None
    section = -1
    waiting: list[Found] = []  # persons of a list that goes on behind a semicolon
    at_it = -1  # the paragraph that tells what went on at the event
    for start, end, inside in around.by_sentence:
        if around.section(start)[0] != section:
            section, at_it = around.section(start)[0], -1
            event = _only_one(around, section)
        here = [m for m in inside if _gathers(around, m) and _is_held(around, m, start, end)]
        if event is not None and event.type is MentionType.EVENT:  # programs go on at it
            here = [m for m in here if m.type is MentionType.EVENT]
        if here:
            event = (
                event if event is not None and here[-1].entity == event.entity and event.start <= start else here[-1]
            )
            at_it = around.paragraph(start) if _is_like(around, event, _TALKS) else at_it
        if event is None or start - event.start > _REACH:
            continue
        if _AT_IT.search(around.text[start:end]) is not None:
            at_it = around.paragraph(start)
        main = -1 < event.start - section < _LEAD and event.start < end
        there = at_it == around.paragraph(start)
        attending = list(_attending(around, end, inside, event, main=main, there=there))
        if any(rule == _ATTENDED for _, rule in attending):
            attending += [(found, _ATTENDED) for found in waiting]
        for found, rule in attending:
            yield stated_of(found, "participatesIn", event, rule)
        waiting = [*waiting, *_goes_on(around.text, end, inside)] if around.text[end - 1] in "；;" else []


def _goes_on(text: str, end: int, inside: list[Found]) -> list[Found]:
    """Return the persons of a sentence if their list goes on behind the semicolon that ends it."""
    people = [m for m in inside if m.type in _PERSONS]
    return people if people and _LAST.fullmatch(text, people[-1].end, end) else []


def _gathers(around: Surroundings, found: Found) -> bool:
    if found.type is MentionType.PROGRAM:
        return any(_DEED.search(name) for name in around.names(found))
    return found.type is MentionType.EVENT


def _is_like(around: Surroundings, event: Found, kind: re.Pattern[str]) -> bool:
    return any(kind.search(name) for name in around.names(event))


def _only_one(around: Surroundings, section: int) -> Found | None:
    """Return the one gathering that an article tells of, so that a quotation may stand before its name."""
    inside = [m for m in around.within(section, around.section(section)[1]) if m.type is MentionType.EVENT]
    if len({m.entity for m in inside}) != 1:
        return None
    return next((m for m in inside if _is_held(around, m, *around.sentence(m.start))), None)


def _is_held(around: Surroundings, event: Found, start: int, end: int) -> bool:
    text = around.text
    low = max(start, event.start - 16)
    if _CITED_BEFORE.search(text, low, event.start) or _CITED_AFTER.match(text, event.end, end):
        return False
    if _ALONE.fullmatch(text[start : event.start] + text[event.end : end]):
        return True
    return bool(_HELD_BEFORE.search(text, low, event.start) or _HELD_AFTER.match(text, event.end, end))


def _attending(
    around: Surroundings, end: int, inside: list[Found], event: Found, *, main: bool, there: bool
) -> Iterator[tuple[Found, str]]:
    contest = _is_like(around, event, _CONTEST)
    for group in _groups(around.text, inside):
        last = group[-1]
        stop = next((m.start for m in inside if m.start >= last.end and m.type in _PERSONS), end)
        tail = around.text[last.end : stop]
        if last.type in _PERSONS:
            rule = ""
            if _ATTENDS.match(tail):
                rule = _ATTENDED
            elif (there or main) and _SPEAK_IN_TURN.match(tail):
                rule = "event-spoken-in-turn"
            elif _speaks_there(tail, there=there):
                rule = "event-spoken-at"
            elif main and last.type is MentionType.OFFICIAL and _ORDERS.match(tail):
                rule = "event-led"
            elif contest and _WINS.match(tail):
                rule = "event-won"
        elif contest and _WINS.match(tail):
            rule = "event-won"
        elif there or main:
            rule = _sent(around, group, tail, event)
        else:
            rule = ""
        if rule and _CITED_PERSON.search(around.text, max(0, group[0].start - 8), group[0].start):
            continue
        if rule and all(m.start >= event.end or m.start < event.start for m in group):
            for found in group:
                yield found, rule


def _speaks_there(tail: str, *, there: bool) -> bool:
    """Say whether somebody speaks where the text has got to, or at what the clause calls a meeting."""
    at = _THERE.match(tail)
    if at is None:
        return there and _SPEAKS.match(tail) is not None
    return bool(_SPEAKS.match(tail[at.end() :]) or _ATTENDS.match(tail[at.end() :]))


def _sent(around: Surroundings, group: list[Found], tail: str, event: Found) -> str:
    """Return the rule by which a list of bodies takes part, or ""."""
    before = around.text[max(0, group[0].start - 8) : group[0].start]
    if _is_like(around, event, _SIGNING) and _SIGNS.match(tail):
        return "event-bodies"
    if _SENDS.match(tail) or (_HEARD.search(before) and "汇报" in tail):
        return "event-bodies"
    if group[0].type in _WHERE:
        return ""
    if _DRAWN.search(before) or (_FROM_BODY.search(before) and _PEOPLE_OF.match(tail)):
        return "event-drawn"
    speaks = kind_of(tail)[0] == "firm" and group[-1].type is MentionType.ENTERPRISE
    return "event-fair" if speaks and _is_like(around, event, _FAIR) else ""


def _groups(text: str, inside: list[Found]) -> Iterator[list[Found]]:
    """Split the persons and bodies of a sentence into lists: `甲、乙和丙`, `甲会会长张三，乙局局长李四`."""
    people = [m for m in inside if m.type in _PERSONS]
    bodies = [m for m in inside if m.type in _BODIES and not _only_where(text, m)]
    for kind, found in ((True, people), (False, bodies)):
        group: list[Found] = []
        for one in found:
            if group and _joined(text[group[-1].end : one.start], titled=kind):
                group.append(one)
                continue
            if group:
                yield group
            group = [one]
        if group:
            yield group


def _only_where(text: str, found: Found) -> bool:
    """Say whether a place only tells where others are from or meet: `等乙县企业`, `来自甲国、乙国的客商`."""
    return found.type in _WHERE and _FROM.search(text, max(0, found.start - 24), found.start) is not None


def _joined(gap: str, *, titled: bool) -> bool:
    if _JOIN.fullmatch(gap):
        return True
    return titled and gap[:1] in ("、", "，") and all(kind_of(p)[0] for p in re.split("[、，]", gap[1:]))
