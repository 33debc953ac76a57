"""Group the mentions of a document into entities: one canonical name, every other form, one IRI."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

import rjieba
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extract import aliases, lexicon, sites, stage, stated_names
from extract.divisions import resolve_mention
from extract.entity_groups import DIVIDED, LEVELS, PERSONS, Group, merge_short_forms, squeeze
from extract.state import BlockKind, Found, Named, State, of, text_of
from ontology import divisions, iri
from ontology.record import KIND, MentionType

SPANS = "xianzhi"
_SHORTEST_VILLAGE = 2  # less than a name and 村 behind a division's name is no village of its own: 前进村
_DIVISION = f"{iri.PREFIX}division/"
_NO_LEVEL = (
    *("市场", "区域", "省级", "市级", "区级", "县级", "乡村", "县域", "镇村", "省部"),
    *("省校", "市校", "区校", "县校"),  # between a division and its schools: 区校合作大会
)
_SHORTEST_CORE = 3
_YEAR, _A_YEAR = re.compile(r"(?<=20\d\d)年"), re.compile(r"(?<!\d)20\d\d(?!\d)")
_ANCHORED = (MentionType.GOVERNMENT, MentionType.ASSOCIATION)


def group(text: str, state: State) -> None:
    """Fill `state.entities` and give each mention its entity."""
    state.mentions = sites.with_platforms(text, state.mentions)
    headings = [(block.start, block.end) for block in state.context.blocks if block.kind is BlockKind.HEADING]
    for short, full in (
        *stated_names.equated(text, state.mentions),
        *stated_names.counted(text, state.mentions),
        *stated_names.headed(text, state.mentions, headings),
    ):
        # What had a short form before it was renamed is renamed itself.
        state.short_forms.setdefault(state.short_forms.get(short, short), full)
    groups = _by_key(text, state)
    merged = merge_short_forms(groups, state)
    found = list(state.mentions)
    place_at = stage.Stage(state, home(state), ((one.code, one.mentions) for one in merged)).at
    cores = _cores(merged)
    for one in merged:
        if one.type in _ANCHORED:  # what it is called, and not the form in which names are compared
            one.label = max((_anchored(form, state) for form in sorted(one.forms)), key=len)
        named = _named(one, place_at)
        named.aliases |= (cores.get(id(one), set()) | _with_kinds(text, one, found)) - {named.label}
        known = state.entities.get(named.id)
        if known is None:
            state.entities[named.id] = named
        else:
            known.aliases |= named.aliases | ({named.label} - {known.label})
        for i in one.mentions:
            m = found[i]
            found[i] = Found(m.start, m.end, m.type, m.rule, m.confidence, named.id)
    state.mentions = found


def _by_key(text: str, state: State) -> list[Group]:
    groups: dict[tuple[str, str], Group] = {}
    for i, mention in enumerate(state.mentions):
        name = squeeze(text[mention.start : mention.end])
        code, label = _identity(name, mention, state)
        if mention.type is MentionType.DISTRICT:
            code, label = _behind(text, i, code, label, state)
        family = "person" if mention.type in PERSONS else mention.type
        one = groups.setdefault((family, code or aliases.bare(label)), Group(mention.type, code, label))
        if mention.type is MentionType.OFFICIAL:
            one.type = MentionType.OFFICIAL
        one.forms[name] = one.forms.get(name, 0) + 1
        one.mentions.append(i)
    for one in groups.values():
        if one.type is MentionType.PLACE:  # `甲县云溪小镇` is not short for `乙市云溪小镇`, as `云溪小镇` is for either
            one.label = _fullest(one)
    return list(groups.values())


def _fullest(one: Group) -> str:
    own = [form for form in sorted(one.forms) if one.type is not MentionType.PLACE or not sites.is_platform(form)]
    return max(own or sorted(one.forms), key=lambda form: (len(form), one.forms[form]))


def _identity(name: str, mention: Found, state: State) -> tuple[str, str]:
    """Return the division code (or "") and the normalised name that mentions of one thing share."""
    if mention.type is MentionType.DISTRICT:
        division = resolve_mention(name, state) if len(name) > 1 else _by_letter(name, state)
        if division is not None:
            return division.code, division.name
        return "", name
    if mention.type in _ANCHORED:
        return "", body_name(name, state)
    if mention.type is MentionType.EVENT:
        year, name = _year_first(name)
        return "", year + body_name(_written(name, "events"), state)
    if mention.type is MentionType.INSTITUTION and name.endswith("报社"):
        return "", name.removesuffix("社")
    if mention.type is MentionType.PROGRAM:
        return "", "".join(_year_first(re.sub(r"[（(]\d{4}[^（）()]*[）)]$", "", name)))
    if mention.type is MentionType.PLACE:
        return "", sites.key(name, home(state))
    return "", name


def _year_first(name: str) -> tuple[str, str]:
    """Return the year of a name and the rest: `2024云岭茶会`, `云岭2024年茶会` and `2024年云岭茶会` are one."""
    name = _YEAR.sub("", name)
    year = _A_YEAR.search(name)
    return ("", name) if year is None else (year[0], name[: year.start()] + name[year.end() :])


def _behind(text: str, i: int, code: str, label: str, state: State) -> tuple[str, str]:
    """Return the division of a name right behind another's: the 乙区 of `甲市乙区` is not that of elsewhere."""
    mention, table = state.mentions[i], divisions.load()
    before = state.mentions[i - 1] if i else None
    if before is None or before.type is not MentionType.DISTRICT or before.end != mention.start:
        return code, label
    above = resolve_mention(squeeze(text[before.start : before.end]), state)
    if above is None:
        return code, label
    name = squeeze(text[mention.start : mention.end])
    inside = [one for one in table.named(name) if above.holds(one) and one.code != above.code]
    if len(inside) == 1:
        return inside[0].code, inside[0].name
    found = table.get(code) if code else None
    return (code, label) if found is None or above.holds(found) or found.holds(above) else ("", name)


def _by_letter(letter: str, state: State) -> divisions.Division | None:
    """Return the province of a letter such as 沪, or the division of the document's own chain that begins with it."""
    table = divisions.load()
    province = _letters().get(letter)
    if province is not None:
        return table.parse(province)
    place = home(state)
    chain = (place, *table.ancestors(place.code)) if place is not None else ()
    found = [division for division in chain if division.name.startswith(letter)]
    return found[0] if len(found) == 1 else None


@cache
def _letters() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.rows("divisions_letters.tsv")}


def body_name(name: str, state: State) -> str:
    """Return a body's name in one form: `区委` in 钱塘区 is `钱塘区委`; long organ words become short."""
    return _anchored(_lowest(_written(name, "bodies")), state)


def _anchored(name: str, state: State) -> str:
    """Return a body's name with the division that its level means, else as it is written."""
    place = home(state)
    if place is None or not name:
        return name
    table = divisions.load()
    level = "" if name.startswith(_NO_LEVEL) else next((word for word in LEVELS if name.startswith(word)), "")
    for division in (place, *reversed(table.ancestors(place.code))):
        chain = table.path(division.code)
        if name.startswith(chain) and chain != division.name:
            return division.name + name[len(chain) :]
        if level and division.name.endswith(level) and (level != "区" or not division.name.endswith("自治区")):
            return division.name + name[len(level) :]
    return name


@lru_cache(4096)
def _written(name: str, what: str) -> str:
    """Return a name with its parts in the form of `body_forms.tsv` that is used for all of them."""
    for pattern, form in _forms()[what]:
        name = pattern.sub(form, name)
    return name


@cache
def _forms() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    forms: dict[str, list[tuple[re.Pattern[str], str]]] = defaultdict(list)
    for what, pattern, form in lexicon.rows("body_forms.tsv"):
        forms[what].append((re.compile(pattern), form))
    return forms


@lru_cache(4096)
def _lowest(name: str) -> str:
    """Return a name that begins with divisions with the lowest alone, in full: `海门区政协` of `南通海门政协`."""
    division, rest = divisions.load().split(name)
    head = name.removesuffix(rest)
    known = division is not None and (head.endswith(DIVIDED) or division.level is not divisions.Level.TOWNSHIP)
    if division is None or not known or not rest or (head + rest[:1]).endswith(_NO_LEVEL):
        return name  # 市场|监管局
    if not head.endswith(division.name) and rjieba.has_word(head[-1] + rest[0]):
        return name  # 新|乡贤联谊会
    return division.name + rest


def division_id(division: divisions.Division) -> str:
    """Return the IRI of a division of the national list."""
    return f"{_DIVISION}{division.code}"


@lru_cache(4096)
def division_of(entity: str) -> divisions.Division | None:
    """Return the division of the national list that an entity is, None for a village and all that is no division."""
    return divisions.load().get(entity.removeprefix(_DIVISION))


def home(state: State) -> divisions.Division | None:
    """Return the division that the document is about, as far as its context tells."""
    return divisions.load().parse(state.context.place) if state.context.place else None


def _cores(groups: Iterable[Group]) -> dict[int, set[str]]:
    """Return the names that programs have in quotation marks before a word for their kind, if no other has the same."""
    found: dict[int, set[str]] = {}
    bearers: Counter[str] = Counter()
    for one in groups:
        if one.type is MentionType.PROGRAM:
            cores = {core for form in one.forms if len(core := aliases.quoted_core(form)) >= _SHORTEST_CORE}
            found[id(one)] = cores
            bearers.update(cores | {aliases.bare(form) for form in one.forms})
    return {key: {core for core in cores if bearers[core] == 1} for key, cores in found.items()}


def _with_kinds(text: str, one: Group, mentions: list[Found]) -> set[str]:
    """Return the forms of a program with the word for its kind that the text has behind it: `“甲”行动` of `甲`."""
    if one.type is not MentionType.PROGRAM:
        return set()
    spans = ((mentions[i].start, mentions[i].end) for i in one.mentions)
    return {squeeze(form) for start, end in spans if (form := aliases.with_kind(text, start, end))}


def _named(one: Group, place_of: Callable[[int], str]) -> Named:
    longest = _fullest(one)
    if one.type is MentionType.DISTRICT:
        label = one.label if one.code else _village(one, longest)
        apart = _parent_of_village(label, place_of(min(one.mentions))) if not one.code else ""
        key = f"{_DIVISION}{one.code}" if one.code else iri.mint("division", label, apart)
    else:
        label = one.label if one.type in _ANCHORED else longest
        key = iri.mint(KIND[one.type], label)
    return Named(key, one.type, label, set(one.forms) - {label})


def _village(one: Group, longest: str) -> str:
    """Return the name of a division without code: a village's own where it also stands without its town."""
    shortest = min(sorted(one.forms), key=len)
    own = shortest.endswith(("村", "社区")) and all(form.endswith(shortest) for form in one.forms)
    return shortest if own else longest


def _parent_of_village(label: str, place: str) -> str:
    """Villages of one name are many: the county that they are told of in keeps them apart."""
    if not place or not label.endswith(("村", "社区")):
        return ""
    above, rest = divisions.load().split(label)
    return "" if above is not None and len(rest) > _SHORTEST_VILLAGE else place


def show(doc: Doc) -> None:
    """Show the mentions of a document as the span group `xianzhi`."""
    given = [(m.start, m.end, m.type.value, m.entity) for m in of(doc).mentions]
    if len(doc) == len(text_of(doc)):  # each character is a token, and nobody need look for the tokens
        spans: list[Span | None] = [Span(doc, start, end, label, kb_id=entity) for start, end, label, entity in given]
    else:
        spans = [doc.char_span(a, b, label, entity, alignment_mode="expand") for a, b, label, entity in given]
    doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=[span for span in spans if span is not None])


@Language.factory("xianzhi_entities", assigns=["doc._.xianzhi", "doc.spans"])
def make_entities(nlp: Language, name: str) -> Entities:  # noqa: ARG001
    """Make the component that groups mentions into entities."""
    return Entities()


class Entities:
    """Groups mentions into entities and shows them as `doc.spans["xianzhi"]`, label and entity on each span."""

    def __call__(self, doc: Doc) -> Doc:
        group(text_of(doc), of(doc))
        show(doc)
        return doc
