"""Posts of persons: `县委常委、副县长张三` states two, `领导张三、李四出席` one for each of the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract import entities, post_bodies, post_offices, post_reporters, post_types
from extract.post_titles import Title, bare_post, begins_with_post, ends_in_post, names_another, with_status
from extract.rule_confidence import confidence
from extract.state import Found, FoundRelation, State, of, text_of
from extract.surroundings import Surroundings
from extract.topics import ACTORS
from ontology.record import MentionType

_PERSONS = frozenset({MentionType.PERSON, MentionType.OFFICIAL})
_HOLDERS = ACTORS | {MentionType.PLACE}
# Posts of one such body stay together as they are printed: `党委书记、董事长`.
_TOGETHER = frozenset({MentionType.ENTERPRISE, MentionType.INSTITUTION, MentionType.ASSOCIATION})
_LIST_GAP = re.compile(r"\s*(?:[、，/和与及]|以及)\s*$|\s+$")
# Words between a body and a title that show that the title is not that body's.
_ACTS = re.compile(
    r"[了着把被让给对向由到在来去请派邀带率陪]|联合|组织|认识|委托|采访|[辞离]职|回乡|返乡|退[伍役]|毕业"
)
_LEAD = re.compile(r"^(?:的|里的|内的)?(?:现任|时任)?")
_LONGEST = 24
_FOUNDED = "post-of-founder"
_SHORT = re.compile(r"（(?:以?下?简?称|以下简称|简称|下称)?[：:“]?[一-龥A-Za-z0-9·]{2,8}”?）(?=[一-龥])")
_CLOSE = re.compile(r"[，。；：、）)\n（(]|$")
_ENDED = re.compile(r"(?:不再|辞去|免去|卸任|未)(?:担任|任|兼任)?$")
_LEAVES = re.compile(r"辞去了?$|^免去[^，。；]{2,12}的$")
_POST_LEFT = re.compile(r"(?P<title>[^，。；]{1,14}?)(?:的?职务|一职)")
_APART = re.compile(r"分别")
_CHARGE = re.compile(r"(?:全面|具体|牵头)?负责(?![人的])")
# A title behind a name, as people are spoken to.
_CALLED = re.compile(
    r"副?(?:[省市区县镇乡村]长|书记|局长|主任|院长|校长|所长|庭长|站长)(?=[说在介表告坦回指强讲带来到认觉，。：])"
)
_SOME = re.compile(r"有关|相关|各|主要负责|部分|等")
_FOUNDER = re.compile(r"创始人|创办[人者]")
_A_MEMBER = re.compile(r"的?(?:一名|一位)(?P<title>[\u3400-\u9fff]{2,6})(?=[，。；])")
_OFFICE = re.compile(r"(?:任职?|担任|出任|兼任|挂职|当选为?|就任|是|为|系|被聘为|受聘为?)(?:一名|一位|的)?$")
_SELF = re.compile(
    r"(?<![其和与对给向把让])[他她](?:还|也|又|就|便|现在?|[曾原](?:先|来)?|以前|之前|此前|同时|如今|退休前|目前)*"
    r"(?:是|任|担任|系|兼任|出任|当选为?)(?:一名|一位|这家|了)?$"
)
_ALSO = re.compile(r"[，、](?:同时|现)?(?:也是|还是|又是|兼任|担任|还担任|还任|任)$")
_LEADERS = re.compile(
    r"等?(?P<title>[省市区县州镇乡旗盟](?:委|政府)?(?:四套班子|四家班子|几套班子|班子|党政|有关|老)?(?:领导|负责人))"
    r"(?!小组|干部|班子|力|下|机构|层|者|责任|作用)"
)


def find(text: str, state: State) -> list[FoundRelation]:
    """Return the posts stated in a document, each once."""
    if not any(m.type in _PERSONS for m in state.mentions):
        return []
    seen: dict[tuple[str, str, str], FoundRelation] = {}
    around = Surroundings(text, state)
    for start, end, inside in around.by_sentence:
        for found in _Sentence(around, start, end, inside).posts():
            seen.setdefault((found.subject, found.object, found.title), around.weighed(found))
    return sorted(seen.values(), key=lambda r: (r.start, r.end, r.title))


class _Sentence:
    """One sentence, read from person to person."""

    def __init__(self, around: Surroundings, start: int, end: int, inside: list[Found]) -> None:
        self.around = around
        self.text = around.text
        self.start, self.end = start, end
        self.inside = inside

    def posts(self) -> Iterator[FoundRelation]:
        """Yield the posts of the sentence's persons."""
        carried: list[Title] = []
        body: Found | None = None
        previous: Found | None = None
        for i, person in enumerate(self.inside):
            if person.type not in _PERSONS:
                continue
            floor = previous.end if previous is not None else self.start
            titles, rule = self.before(person, self.inside[:i], floor), "post-before-name"
            listed = previous is not None and _LIST_GAP.fullmatch(self.text[previous.end : person.start]) is not None
            if not titles and listed:
                titles, rule = carried, "post-of-list"
            elif titles and titles[0].body is None and previous is not None and body is not None:
                titles = self._with_body_of_last(titles, previous, body)
            carried = titles
            if titles:
                body = titles[-1].body
            yield from self.stated(person, titles, rule)
            yield from self.stated(person, self.after(person, i), "post-after-name")
            for holder, title in self.apart(person, i):
                yield from self.stated(holder, [title], "post-after-name")
            yield from self.stated(person, self.leaders(i), "post-of-named-list")
            previous = person
        yield from self.of_pronoun()

    def of_pronoun(self) -> Iterator[FoundRelation]:
        """`他是甲公司的创始人`: the posts of the person named last in the passage."""
        for body in self.inside:
            said = _SELF.search(self.text, self.start, body.start) if body.type in _HOLDERS else None
            if said is None:
                continue
            floor = self.around.passage(said.start())
            person = self.around.last(said.start(), _PERSONS, floor=floor)
            if person is not None:
                yield from self.stated(person, self._appositive(body, self.end), "post-of-pronoun")

    def _with_body_of_last(self, titles: list[Title], previous: Found, body: Found) -> list[Title]:
        """`甲会副主席张三，秘书长李四`: the second post is of the first one's body."""
        if self.text[previous.end : titles[0].start] not in ("、", "，", "和"):
            return titles
        kind, cue = post_bodies.kind_of(titles[0].text)
        fits = kind in ("organ", "firm") and (cue is None or cue.search(self.around.label(body)) is not None)
        return [Title(t.text, t.start, t.end, body) for t in titles] if fits else titles

    def stated(self, person: Found, titles: list[Title], rule: str) -> Iterator[FoundRelation]:
        for title in titles:
            if title.body is not None:
                owner, name = post_bodies.beside(title.text, title.body, self.around), rule
            else:
                owner = self._owner(title)
                name = rule if rule != "post-before-name" else "post-of-carried-body"
            if owner:
                first, last = min(title.start, person.start), max(title.end, person.end)
                yield FoundRelation(
                    person.entity, "position", owner, first, last, name, confidence(name), title=title.text
                )
                if _FOUNDER.search(title.text) and self.around.state.entities[owner].type in _TOGETHER:
                    yield FoundRelation(person.entity, "founded", owner, first, last, _FOUNDED, confidence(_FOUNDED))

    def _owner(self, title: Title) -> str:
        """Return whose a post is that stands without a body."""
        named = max((m.end for m in self.inside if m.end <= title.start), default=self.start)
        if post_bodies.of_another(title.text, title.start, max(named, self.start), self.text):
            return ""
        paper = post_reporters.paper(self.around, title.text, title.start, self.inside)
        return paper or post_bodies.alone(title.text, title.start, self.around)

    def before(self, person: Found, earlier: list[Found], floor: int) -> list[Title]:
        """Return the posts right before a name, each with its own body where several are listed."""
        stop = post_offices.title_end(self.text, floor, person.start)
        titles: list[Title] = []
        name = self.text[person.start : person.end]
        if earlier and earlier[-1].end == stop and earlier[-1].type in _HOLDERS:
            own = ends_in_post().search(name)  # 朱教授 carries the post in the name
            if own is not None:
                return [Title(own[0], person.start, person.end, earlier[-1])]
            stop = earlier[-1].start - 1  # 甲会秘书长、｜乙公司张三
            return self._step(stop, earlier[:-1], floor)[0] if self.text[stop : stop + 1] == "、" else []
        if self.text[stop - 1 : stop] == "，":
            return self.described(stop - 1, earlier)
        while stop > floor:
            found, at = self._step(stop, earlier, floor)
            titles[:0] = found
            if found and at > floor and self.text[at - 1] == "，":
                return [*self._clause(at - 1, earlier), *titles]
            if not found or at <= floor or self.text[at - 1] != "、":
                break
            stop = at - 1
        return titles

    def _clause(self, stop: int, earlier: list[Found]) -> list[Title]:
        """`甲部副部长，乙会书记张三`: the post of a clause that is a body and a post alone."""
        body = next((m for m in reversed(earlier) if m.type in _HOLDERS and m.end < stop), None)
        if body is None or self.text[max(self.start, body.start - 1) : body.start] not in ("", "，", "。", "\n"):
            return []
        if set(self.text[body.end : stop]) & set(post_bodies.MARKS) or _SOME.search(self.text, body.end, stop):
            return []
        if not self._touches(body, stop) or names_another(self.text[body.end : stop]):
            return []
        return self._split(body.end, stop, body)

    def described(self, stop: int, earlier: list[Found]) -> list[Title]:
        """`作为甲公司的总经理，张三`: the post of the clause that ends at `stop`."""
        body = next((m for m in reversed(earlier) if m.type in _HOLDERS and self._touches(m, stop)), None)
        if body is None or self.text[max(0, body.start - 2) : body.start] not in ("作为", "身为"):
            return []
        lead = _LEAD.match(self.text[body.end : stop])
        return self._split(body.end + (lead.end() if lead is not None else 0), stop, body)

    def _step(self, stop: int, earlier: list[Found], floor: int) -> tuple[list[Title], int]:
        """Read one body with its posts that end at `stop`; return them and where they begin."""
        while stop > floor and self.text[stop - 1] in " \u3000：:":
            stop -= 1
        first = max(floor, stop - 60, self._mark_before(stop, floor, earlier) + 1)
        body = next(
            (
                m
                for m in reversed(earlier)
                if m.type in _HOLDERS and first <= m.start and m.end <= stop and self._touches(m, stop)
            ),
            None,
        )
        if body is not None:
            behind = self._behind(body)
            title = self.text[behind:stop]
            lead = _LEAD.match(title)
            at = behind + (lead.end() if lead is not None else 0)
            if title.startswith("委会") and self.text[body.end - 1] == "村":  # 鹭湾村委会: the one 村 is both's
                at -= 1
            if at < stop and ends_in_post().search(self.text, at, stop):
                return with_status(
                    self._split(at, stop, body), self.text[max(first, body.start - 4) : body.start]
                ), body.start
        low = max([first, *(m.end for m in earlier if m.end <= stop)])
        bare = bare_post().search(self.text, low, stop)
        if bare is None or bare.start() - low > 12:
            return [], floor
        return self._split(bare.start("posts"), stop, None), bare.start("posts")

    def _mark_before(self, stop: int, floor: int, earlier: list[Found]) -> int:
        """Return where the last mark before `stop` is that no name has in it: `甲公司（乙区）总经理` is one."""
        for at in range(stop - 1, floor - 1, -1):
            if self.text[at] in post_bodies.MARKS and not any(m.start <= at < self._behind(m) for m in earlier[-3:]):
                return at
        return floor - 1

    def _behind(self, body: Found) -> int:
        """Return where a body ends with the short form in brackets behind it: `甲网络公司（甲网）总经理`."""
        short = _SHORT.match(self.text, body.end)
        return body.end if short is None or body.type not in _HOLDERS else short.end()

    def _touches(self, body: Found, stop: int) -> bool:
        """Say whether what stands between a body and `stop` can be a title alone."""
        between = self.text[self._behind(body) : max(stop, body.end)]
        if len(between) > _LONGEST or not between or between[0] in "及和与暨）":  # 甲市及乙县领导
            return False
        word = ends_in_post().search(between)
        return word is not None and _ACTS.search(between[: word.start()]) is None

    def after(self, person: Found, i: int) -> list[Title]:
        """Return the posts of an apposition or a clause: `张三（甲公司董事长）`, `张三今年58岁，原是甲校教师`."""
        ceiling = next((m.start for m in self.inside[i + 1 :] if m.type in _PERSONS), self.end)
        later = [m for m in self.inside[i + 1 :] if m.type in _HOLDERS and m.start < ceiling]
        if self.text[self.start : self.end].strip() == self.text[person.start : person.end]:
            return self.captioned()
        gap = self.text[person.end : person.end + 1]
        if gap in ("（", "，", "(", " ", "\u3000"):
            at = person.end + 1 + 2 * (self.text[person.end + 1 : person.end + 3] in ("男，", "女，"))
            for body in later[:1]:
                if body.start == at:
                    return self._appositive(body, ceiling)
        also = [title for body in later[1:] if self._is_also(person, body) for title in self._appositive(body, ceiling)]
        left = self.left(person, later)
        if left:
            return left
        for body in later[:2]:
            lead = self.text[person.end : body.start]
            if len(lead) <= 16 and "。" not in lead and "”" not in lead and _OFFICE.search(lead):
                if _ENDED.search(lead) or _APART.search(lead):
                    return []
                first = with_status(self._appositive(body, ceiling), lead)
                return [*first, *(title for title in also if title.body is not body)]
        if also:
            return also
        title = _CALLED.match(self.text, person.end, self.end)
        if title is not None:
            return [Title(title[0], title.start(), title.end(), None)]
        taken = post_offices.taken(self.text, self.inside, i, self.end)
        return self.called(person, i) or self.charge(person, i) or taken

    def left(self, person: Found, later: list[Found]) -> list[Title]:
        """`张三辞去甲局局长职务`, `免去张三的甲局局长职务`: the post that one held until then."""
        for body in later[:1]:
            lead = self.text[max(self.start, person.start - 2) : body.start]
            title = _POST_LEFT.match(self.text, body.end, self.end) if _LEAVES.search(lead) else None
            if title is not None:
                titles = self._split(title.start("title"), title.end("title"), body)
                return [replace(one, text=f"原{one.text}") for one in titles]
        return []

    def _is_also(self, person: Found, body: Found) -> bool:
        """Say whether a clause goes on about a person's posts: `张三是甲会会长，也是乙公司总经理`."""
        return _ALSO.search(self.text, person.end, body.start) is not None

    def captioned(self) -> list[Title]:
        """Return the posts of the line below a name that has a line to itself: `张三⏎甲公司董事长`."""
        end = self.text.find("\n", self.end)
        end = len(self.text) if end < 0 else end
        below = self.around.within(self.end, end)
        if not below or below[0].type not in _HOLDERS or self.text[self.end : below[0].start].strip():
            return []
        if any(m.type in _PERSONS for m in below) or not ends_in_post().search(self.text, self.end, end):
            return []
        return [
            title
            for i, body in enumerate(below)
            if body.type in _HOLDERS
            for title in self._appositive(body, below[i + 1].start if i + 1 < len(below) else end)
        ]

    def called(self, person: Found, i: int) -> list[Title]:
        """`甲公司张三董事长`: the body stands right before the name, the title right behind it."""
        body = self.inside[i - 1] if i else None
        title = begins_with_post().match(self.text, person.end, self.end)
        if title is None or body is None or body.type not in _HOLDERS or body.end != person.start:
            return []
        return [Title(title[0], title.start(), title.end(), body)]

    def charge(self, person: Found, i: int) -> list[Title]:
        """`甲中心由张三负责`: the body that stands in front of 由."""
        match = _CHARGE.match(self.text, person.end, self.end)
        if match is None:
            return []
        bodies = [m for m in self.inside[:i] if m.type in _TOGETHER and self.text[m.end : m.end + 1] in ("由", "”")]
        body = next((m for m in reversed(bodies) if self.text[m.end : m.end + 2].lstrip("”")[:1] == "由"), None)
        return [] if body is None else [Title("负责", person.end, match.end(), body)]

    def apart(self, person: Found, i: int) -> Iterator[tuple[Found, Title]]:
        """`张三、李四分别任镇长、副镇长`: each of the list has the post of his place in it."""
        body = next((m for m in self.inside[i + 1 :] if m.type in _HOLDERS), None)
        if body is None or not re.fullmatch(r"分别(?:担任|任|当选为?|出任)", self.text[person.end : body.start]):
            return
        group = [person]
        while i and self._listed_with_next(i - 1):
            i -= 1
            group.insert(0, self.inside[i])
        titles = [part for title in self._appositive(body, self.end) for part in title.parts()]
        if len(titles) == len(group):
            yield from zip(group, titles, strict=True)

    def _listed_with_next(self, i: int) -> bool:
        one, following = self.inside[i], self.inside[i + 1]
        return one.type in _PERSONS and _LIST_GAP.fullmatch(self.text[one.end : following.start]) is not None

    def _appositive(self, body: Found, ceiling: int) -> list[Title]:
        """Read the posts right behind a body."""
        close = _CLOSE.search(self.text, body.end, ceiling)
        stop = close.start() if close is not None else ceiling
        while stop < ceiling and self.text[stop] == "、" and (nxt := _CLOSE.search(self.text, stop + 1, ceiling)):
            if not ends_in_post().search(self.text, stop + 1, nxt.start()):
                break
            stop = nxt.start()
        member = _A_MEMBER.match(self.text, body.end, ceiling)
        if member is not None:
            return [Title(member["title"], member.start("title"), member.end(), body)]
        word = ends_in_post().search(self.text, body.end, stop)
        if word is None or stop - body.end > _LONGEST:
            return []
        following = next((m.start for m in self.inside if m.start >= stop and m.type in _PERSONS), None)
        if following is not None and not set(self.text[stop:following]) & set(post_bodies.MARKS):
            return []  # the title of the next person
        if _SOME.search(self.text, body.end, stop):
            return []  # of people without a name
        lead = re.match(r"的?(?:一名|一位)?", self.text[body.end : stop])
        at = body.end + (lead.end() if lead is not None else 0)
        return self._split(at, stop, body) if at < stop else []

    def leaders(self, i: int) -> list[Title]:
        """`张三、李四等区领导参加`: the post behind a list of names."""
        last = i
        while (
            last + 1 < len(self.inside)
            and self.inside[last + 1].type in _PERSONS
            and _LIST_GAP.fullmatch(self.text[self.inside[last].end : self.inside[last + 1].start])
        ):
            last += 1
        match = _LEADERS.match(self.text, self.inside[last].end, self.end)
        return [Title(match["title"], match.start("title"), match.end("title"), None)] if match else []

    def _split(self, start: int, end: int, body: Found | None) -> list[Title]:
        """Split `副书记、区长` into posts; those of one body stay together as they are printed."""
        if body is not None and (body.type in _TOGETHER or self._of_one(self.text[start:end].split("、"), body)):
            return [Title(self.text[start:end], start, end, body)]
        parts = Title(self.text[start:end], start, end, body).parts()
        return [part for part in parts if ends_in_post().search(part.text)]

    def _of_one(self, titles: list[str], body: Found) -> bool:
        """Say whether several posts are all of the body that they stand behind: `党组成员、副主任`."""
        if len(titles) < 2 or not all(map(ends_in_post().search, titles)):
            return False
        return all(post_bodies.beside(title, body, self.around) == body.entity for title in titles)


@Language.factory("xianzhi_posts", assigns=["doc._.xianzhi", "doc.spans"])
def make_posts(nlp: Language, name: str) -> Posts:  # noqa: ARG001
    """Make the component that finds posts."""
    return Posts()


class Posts:
    """Finds the posts of persons."""

    def __call__(self, doc: Doc) -> Doc:
        state = of(doc)
        found = find(text_of(doc), state)
        if post_types.settle(state, (one for one in found if one.predicate == "position")):
            entities.show(doc)
        state.relations += found
        return doc
