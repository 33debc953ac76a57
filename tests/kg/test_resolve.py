"""Which names of different documents mean one thing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import names
from kg.card import Card, Name
from kg.decisions import Resolution
from kg.resolve import resolve
from ontology import iri
from ontology.record import KIND, MentionType
from tests.kg import factory

FUYANG, LINAN, CHANGSHU = "浙江省杭州市富阳区", "浙江省杭州市临安区", "江苏省苏州市常熟市"


def card(number: int, *found: Name, place: str = "", publisher: str = "") -> Card:
    """Return a card of the document with this number; documents order as their numbers do."""
    return Card(f"xzi:document/{number:016x}", place, publisher, found)


def name(kind: str, label: str, *aliases: str, id: str = "", posts: Sequence[tuple[str, str]] = ()) -> Name:  # noqa: A002
    of = MentionType(kind)
    return Name(id or iri.mint(KIND[of], label), of, label, aliases, tuple(posts))


def found(cards: Sequence[Card]) -> list[str]:
    """Return the canonical IRI of each card's first name, in the order given."""
    resolution = resolve(cards)
    return [_id(resolution, one) for one in cards]


def _id(resolution: Resolution, one: Card) -> str:
    canonical = resolution.get(one.document, one.names[0].id)
    assert canonical is not None
    return canonical.id


def test_one_name_of_one_type_is_one_thing() -> None:
    cards = [card(n, name("ENTERPRISE", "澄光新材")) for n in range(3)]
    assert found(cards) == ["xzi:enterprise/澄光新材"] * 3


def test_one_name_of_two_types_is_two_things() -> None:
    cards = [card(1, name("PROGRAM", "春江夜市")), card(2, name("PLACE", "春江夜市"))]
    assert found(cards) == ["xzi:program/春江夜市", "xzi:place/春江夜市"]


def test_spelling_does_not_set_names_apart() -> None:
    cards = [card(1, name("PLACE", "云上（富阳）产业园")), card(2, name("PLACE", "云上(富阳)产业园"))]
    assert len(set(found(cards))) == 1


def test_a_firm_is_found_without_its_legal_form() -> None:
    cards = [card(1, name("ENTERPRISE", "杭州澄光新材料有限公司")), card(2, name("ENTERPRISE", "杭州澄光新材料"))]
    assert found(cards) == ["xzi:enterprise/杭州澄光新材料有限公司"] * 2
    assert [one.rule for one in resolve(cards).merges] == ["legal-form"]


def test_two_legal_forms_are_two_firms_and_the_bare_name_is_neither() -> None:
    labels = ("甲山控股有限公司", "甲山集团有限公司", "甲山电子有限公司", "甲山电子股份有限公司", "甲山电子")
    assert len(set(found([card(n, name("ENTERPRISE", label)) for n, label in enumerate(labels)]))) == 5


def test_a_full_alias_joins_documents() -> None:
    cards = [card(1, name("ENTERPRISE", "杭州澄光新材料有限公司", "澄光新材")), card(2, name("ENTERPRISE", "澄光新材"))]
    assert found(cards) == ["xzi:enterprise/杭州澄光新材料有限公司"] * 2


def test_a_name_goes_by_what_most_documents_call_it() -> None:
    cards = [
        card(1, name("ENTERPRISE", "澄光集团", "澄光电商")),
        *(card(n, name("ENTERPRISE", "澄光电商")) for n in (2, 3)),
    ]
    assert len(set(found(cards))) == 2
    cards[0] = card(1, name("ENTERPRISE", "澄光电商集团", "澄光电商"))
    assert found(cards) == ["xzi:enterprise/澄光电商"] * 3


def test_a_general_name_is_not_taken_for_a_part_of_one_place() -> None:
    general = [card(n, name("PROGRAM", "千村行动"), place=place) for n, place in ((2, LINAN), (3, CHANGSHU))]
    special = card(1, name("PROGRAM", "“千村行动”典型案例", "千村行动"), place=FUYANG)
    assert found([special, *general])[0] != found([special, *general])[1]
    assert len(set(found([special, general[0]]))) == 1


def test_an_alias_of_two_things_joins_nothing() -> None:
    cards = [
        card(1, name("ENTERPRISE", "杭州澄光新材料有限公司", "澄光新材")),
        card(2, name("ENTERPRISE", "苏州澄光新材料有限公司", "澄光新材")),
        card(3, name("ENTERPRISE", "澄光新材")),
    ]
    assert len(set(found(cards))) == 3


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("白水市第一人民医院", "白水市人民医院"),
        ("白水市东湖实验学校", "白水市实验学校"),
        ("青云第二实验小学", "青云实验小学"),
    ],
)
def test_numerals_and_directions_keep_names_apart(full: str, short: str) -> None:
    cards = [card(1, name("INSTITUTION", full, short)), card(2, name("INSTITUTION", short))]
    assert len(set(found(cards))) == 2


def test_how_much_is_put_into_it_keeps_no_program_apart() -> None:
    full, short = "茶农百亿扶持计划", "茶农扶持计划"
    cards = [card(1, name("PROGRAM", full, short), place=FUYANG), card(2, name("PROGRAM", short), place=FUYANG)]
    assert len(set(found(cards))) == 1


def test_generic_words_alone_join_nothing() -> None:
    cards = [card(1, name("INSTITUTION", "白水市中心医院", "中心医院")), card(2, name("INSTITUTION", "中心医院"))]
    assert len(set(found(cards))) == 2


def test_a_short_name_is_not_carried_into_another_city() -> None:
    full, short = name("INSTITUTION", "富阳科技职业学院", "科技职业学院"), name("INSTITUTION", "科技职业学院")
    assert len(set(found([card(1, full, place=FUYANG), card(2, short, place=LINAN)]))) == 1
    assert len(set(found([card(1, full, place=FUYANG), card(2, short, place=CHANGSHU)]))) == 2


def test_a_division_goes_by_its_code_and_its_official_name() -> None:
    cards = [
        card(1, name("DISTRICT", "富阳", id=factory.FUYANG)),
        card(2, name("DISTRICT", "杭州市富阳区", id=factory.FUYANG)),
    ]
    resolution = resolve(cards)
    assert {one.label for one in resolution.entities.values()} == {"富阳区"}
    assert found(cards) == [factory.FUYANG] * 2


def test_villages_of_one_name_in_two_counties_are_two() -> None:
    village = name("DISTRICT", "白鹭湾村")
    here, there = card(1, village, place=FUYANG), card(2, village, place=CHANGSHU)
    assert found([here, there]) == ["xzi:division/白鹭湾村@富阳区", "xzi:division/白鹭湾村@常熟市"]
    assert found([here, card(3, village)]) == ["xzi:division/白鹭湾村"] * 2


def test_a_village_is_known_without_its_town_where_it_is_the_only_one() -> None:
    short, full = name("DISTRICT", "白鹭湾村"), name("DISTRICT", "春江街道白鹭湾村")
    other = name("DISTRICT", "银湖街道白鹭湾村")
    assert found([card(1, short, place=FUYANG), card(2, full, place=FUYANG)]) == ["xzi:division/白鹭湾村"] * 2
    cards = [card(1, short, place=FUYANG), card(2, full, place=FUYANG), card(3, other, place=FUYANG)]
    assert len(set(found(cards))) == 3


def test_a_relative_name_takes_the_division_of_its_paper() -> None:
    cards = [
        card(1, name("GOVERNMENT", "区委"), place=FUYANG),
        card(2, name("GOVERNMENT", "富阳区委"), place="浙江省"),
        card(3, name("GOVERNMENT", "区委"), place=LINAN),
        card(4, name("GOVERNMENT", "区委")),
        card(5, name("GOVERNMENT", "区委")),
    ]
    ids = found(cards)
    assert ids[:3] == ["xzi:government/富阳区委", "xzi:government/富阳区委", "xzi:government/临安区委"]
    assert len(set(ids)) == 4


@pytest.mark.parametrize(
    ("label", "place", "whole"),
    [
        ("区委", FUYANG, "富阳区委"),
        ("市市场监管局", FUYANG, "杭州市市场监管局"),
        ("省人社厅", FUYANG, "浙江省人社厅"),
        ("市委", CHANGSHU, "常熟市委"),
        ("市场监管局", FUYANG, "市场监管局"),
        ("市政协", FUYANG, "杭州市政协"),
        ("市政工程公司", FUYANG, "市政工程公司"),
        ("省委经济工作会议", FUYANG, "浙江省委经济工作会议"),
        ("全市民营经济大会", FUYANG, "杭州市民营经济大会"),
        ("全市场开放计划", FUYANG, "全市场开放计划"),
        ("区块链协会", FUYANG, "区块链协会"),
        ("县委", FUYANG, None),
        ("区委", "", None),
    ],
)
def test_completing_a_relative_name(label: str, place: str, whole: str | None) -> None:
    assert names.complete(label, place) == whole


@pytest.mark.parametrize(
    ("kind", "label"),
    [("PROGRAM", "实施方案"), ("PROGRAM", "政府工作报告"), ("EVENT", "座谈会"), ("EVENT", "十二届三次全会")],
)
def test_what_is_called_by_a_general_word_is_another_thing_in_each_document(kind: str, label: str) -> None:
    cards = [card(n, name(kind, label), place=FUYANG) for n in (1, 2)]
    assert len(set(found(cards))) == 2


def test_meetings_of_two_provinces_are_two() -> None:
    meeting = name("EVENT", "省委经济工作会议")
    assert found([card(1, meeting, place=FUYANG), card(2, meeting, place=CHANGSHU)]) == [
        "xzi:event/浙江省委经济工作会议",
        "xzi:event/江苏省委经济工作会议",
    ]


def test_a_program_known_all_over_the_country_is_one_in_all_its_forms() -> None:
    places = (FUYANG, CHANGSHU, "四川省成都市", "广东省广州市")
    bare = [card(n, name("PROGRAM", "高效办成一件事"), place=place) for n, place in enumerate(places)]
    forms = [
        card(8, name("PROGRAM", "“高效办成一件事”改革"), place=FUYANG),
        card(9, name("PROGRAM", "“高效办成一件事”服务"), place=CHANGSHU),
    ]
    assert len(set(found([*bare, *forms]))) == 1


def test_a_local_program_is_not_carried_into_another_province() -> None:
    cards = [
        card(1, name("PROGRAM", "春日暖企"), place=FUYANG),
        card(2, name("PROGRAM", "“春日暖企”行动"), place=CHANGSHU),
        card(3, name("PROGRAM", "“春日暖企”计划"), place="四川省成都市"),
    ]
    assert len(set(found(cards))) == 3


# ---- persons

SECRETARY = ((factory.FUYANG, "区委书记"),)
MANAGER = (("xzi:enterprise/澄光新材", "总经理"),)


def person(*posts: tuple[str, str], kind: str = "OFFICIAL") -> Name:
    return name(kind, "陆知远", posts=posts)


def test_a_person_alone_has_the_plain_iri() -> None:
    assert found([card(1, person(*SECRETARY), place=FUYANG)]) == ["xzi:person/陆知远"]


def test_persons_of_one_body_are_one() -> None:
    cards = [card(1, person(*SECRETARY)), card(2, person((factory.FUYANG, "书记")))]
    assert found(cards) == ["xzi:person/陆知远"] * 2
    assert {one.rule for one in resolve(cards).merges} == {"same-body"}


def test_a_body_seated_in_a_division_is_tied_to_it() -> None:
    body = name("GOVERNMENT", "富阳区委")
    cards = [card(1, person(*SECRETARY)), card(2, person((body.id, "书记")), body)]
    assert found(cards) == ["xzi:person/陆知远"] * 2


def test_persons_of_two_bodies_are_two_and_named_by_them() -> None:
    district, firm = name("DISTRICT", "富阳区", id=factory.FUYANG), name("ENTERPRISE", "澄光新材")
    cards = [card(1, person(*SECRETARY), district), card(2, person(*MANAGER), firm)]
    assert found(cards) == ["xzi:person/陆知远@富阳区", "xzi:person/陆知远@澄光新材"]


def test_a_person_without_a_post_joins_the_official_of_the_place() -> None:
    cards = [card(1, person(*SECRETARY)), card(2, person(), place=FUYANG)]
    assert found(cards) == ["xzi:person/陆知远"] * 2


def test_a_person_without_a_post_never_joins_an_official_of_elsewhere() -> None:
    district = name("DISTRICT", "富阳区", id=factory.FUYANG)
    cards = [card(1, person(*SECRETARY), district), card(2, person(), place=CHANGSHU), card(3, person())]
    assert found(cards) == ["xzi:person/陆知远@富阳区", "xzi:person/陆知远@常熟市", "xzi:person/陆知远"]


def test_persons_without_posts_are_joined_by_paper_not_by_name() -> None:
    paper = {"publisher": "富春晨报"}
    cards = [card(1, person(), **paper), card(2, person(), **paper), card(3, person(), publisher="常熟晚报")]
    ids = found(cards)
    assert ids[0] == ids[1] != ids[2]


def test_a_name_known_all_over_the_country_says_enough() -> None:
    hero = name("PERSON", "雷锋")
    assert found([card(1, hero, place=FUYANG), card(2, hero, place=CHANGSHU), card(3, hero)]) == ["xzi:person/雷锋"] * 3


def test_what_a_document_sets_apart_stays_apart() -> None:
    here, there = name("PERSON", "陆知远", id="xzi:person/陆知远@甲厂"), name("PERSON", "陆知远")
    resolution = resolve([card(1, here, there, place=FUYANG)])
    assert {one.id for one in resolution.entities.values()} == {"xzi:person/陆知远@甲厂", "xzi:person/陆知远"}


# ---- as a whole

LABELS = ["富阳区委", "区委", "市委", "澄光新材", "杭州澄光新材料有限公司", "陆知远", "白鹭湾村"]
KINDS = ["GOVERNMENT", "GOVERNMENT", "GOVERNMENT", "ENTERPRISE", "ENTERPRISE", "OFFICIAL", "DISTRICT"]
ONE = st.sampled_from(list(zip(KINDS, LABELS, strict=True)))


@given(
    st.lists(st.tuples(st.lists(ONE, max_size=4, unique=True), st.sampled_from(["", FUYANG, CHANGSHU])), max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_order_of_documents_does_not_matter(
    documents: list[tuple[list[tuple[str, str]], str]], random: Random
) -> None:
    cards = [
        card(n, *(name(kind, label, "澄光新材", posts=SECRETARY[: n % 2]) for kind, label in found), place=place)
        for n, (found, place) in enumerate(documents)
    ]
    shuffled = list(cards)
    random.shuffle(shuffled)
    assert resolve(cards) == resolve(shuffled)


def test_cards_read_back() -> None:
    for record in factory.small():
        made = Card.of(record)
        assert Card.from_json(made.to_json()) == made


def test_a_card_does_not_depend_on_the_order_of_the_record() -> None:
    record = factory.firm()
    digest = hashlib.sha256(Card.of(record).to_json().encode()).hexdigest()
    turned = replace(record, entities=record.entities[::-1], relations=record.relations[::-1])
    assert hashlib.sha256(Card.of(turned).to_json().encode()).hexdigest() == digest


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("PROGRAM", "“春江夜读”行动", "春江夜读"),
        ("PROGRAM", "首期“春江夜读”行动", "“春江夜读”行动"),
        ("PROGRAM", "“春江夜读”运营机制", "“春江夜读”机制"),
        ("EVENT", "校地人才融合发展大会", "校地人才融合大会"),
        ("PLACE", "杭州苇溪文创小镇", "富阳区苇溪文创小镇"),
        ("ENTERPRISE", "富阳供电公司", "富阳区供电公司"),
        ("ENTERPRISE", "区城投集团", "富阳区城投集团"),
        ("GOVERNMENT", "富阳市场监管局", "富阳区市场监管局"),
        ("GOVERNMENT", "富阳区市场监督管理局", "区市场监管局"),
        ("GOVERNMENT", "富阳区发展和改革局", "富阳区发改局"),
        ("ASSOCIATION", "富阳区妇女联合会", "区妇联"),
        ("ENTERPRISE", "工行富阳支行", "中国工商银行富阳支行"),
        ("PLACE", "杭州综合保税区", "杭州综保区"),
    ],
)
def test_ways_to_write_one_name_are_one_thing(kind: str, one: str, other: str) -> None:
    cards = [card(n, name(kind, label), place=FUYANG) for n, label in enumerate((one, other))]
    assert len(set(found(cards))) == 1
    assert len(resolve(cards).merges) == 1


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("PROGRAM", "“春江夜读”行动", "“春江夜读”平台"),
        ("PROGRAM", "第一批春江夜读行动", "第二批春江夜读行动"),
        ("PLACE", "杭州体育公园", "富阳区体育公园"),
        ("PLACE", "临安区苇溪文创小镇", "富阳区苇溪文创小镇"),
        ("GOVERNMENT", "杭州市教育局", "富阳区教育局"),
        ("GOVERNMENT", "富阳区人大", "富阳区人大常委会"),
        ("ENTERPRISE", "工行富阳支行", "农行富阳支行"),
        ("ENTERPRISE", "富阳东供电公司", "富阳区西供电公司"),
    ],
)
def test_other_ways_are_other_things(kind: str, one: str, other: str) -> None:
    cards = [card(n, name(kind, label), place=FUYANG) for n, label in enumerate((one, other))]
    assert len(set(found(cards))) == 2


def test_a_site_of_the_same_name_in_another_city_is_another_one() -> None:
    cards = [
        card(1, name("PLACE", "富阳区苇溪文创小镇"), place=FUYANG),
        card(2, name("PLACE", "常熟市苇溪文创小镇"), place=CHANGSHU),
    ]
    assert len(set(found(cards))) == 2
