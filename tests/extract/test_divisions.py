"""Division candidates: what is taken, what is left alone, and how chains join."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

import extract.divisions  # noqa: F401  (registers the factory)
from extract.divisions import find, resolve_mention
from extract.state import Context, State, of


def names(text: str, place: str = "") -> list[str]:
    """Return the candidates as they stand in the text, without the beginnings of chains."""
    found = find(text, State(context=Context(place=place)))
    return [text[item.start : item.end] for item in found if item.rule != "division_part"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("茶农从浙江来到甘孜州学手艺。", ["浙江", "甘孜州"]),
        ("会议在江苏省苏州市昆山市举行。", ["江苏省苏州市昆山市"]),
        ("货车从海南海口开往上海浦东。", ["海南海口", "上海浦东"]),
        ("春耕时节，安吉县天荒坪镇横路村格外热闹。", ["安吉县天荒坪镇横路村"]),
        ("客商来自江阴市长泾镇。", ["江阴市长泾镇"]),
        ("富阳区域经济稳步增长。", ["富阳"]),
        ("桐庐县域商业体系更完善。", ["桐庐"]),
        ("诸暨市场火热。", ["诸暨"]),
        ("巴黎和开罗市的客商都来了。", ["巴黎", "开罗市"]),
        ("浙闽赣皖四省交界处山清水秀。", ["浙", "闽", "赣", "皖"]),
        ("煤机卖到晋、陕、宁等地，展厅里有山、水、川、谷。", ["晋", "陕", "宁"]),
        ("代表们离京前看了京剧。", ["京"]),
        ("杭州市补贴，杭州市给来浙就业的青年建房，杭州市的毕业生来校就业。", ["杭州市", "杭州市", "浙", "杭州市"]),
        ("东晋、陕、宁等地", []),
        ("带动岚家场、沙坪湾、稔海等周边10多个村种茶。", ["岚家场", "沙坪湾", "稔海"]),
        ("清河街道联兴村里摆起长桌。", ["清河街道联兴村"]),
        ("今年，岚外街道修路。修完路，岚外街道又栽树。", ["岚外街道", "岚外街道"]),
        ("无论是人才还是技术的供应商都很重要。", []),
        ("浦兴路街道云禾居民区的楼道变了样。", ["浦兴路街道云禾居民区"]),
    ],
)
def test_names_are_taken(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全区持续创新乡村治理方式。",
        "隆重庆祝丰收节，加快建成都市农业园。",
        "重大连接工程提速，更高安全标准落地。",
        "各地维护长治久安，早餐供应三明治。",
        "发展资源节约型产业，促进国际合作，守护和平。",
        "西南山区的孩子有了新书包。",
        "推进新型城镇化，建设特色小镇和美丽乡村。",
        "未来社区、城中村和行政村一起改造，村民喜上眉梢。",
        "钱塘江潮水涌来。",
    ],
)
def test_words_that_only_look_like_names_are_left_alone(text: str) -> None:
    assert names(text) == []


def test_a_half_word_gives_way_to_the_name_that_begins_in_it() -> None:
    assert names("建设美丽江西，共建美丽新宁夏。") == ["江西", "宁夏"]


def test_a_word_is_a_name_after_what_it_lies_in() -> None:
    assert names("天津和平、深圳南山的企业前来洽谈。")[-1] == "深圳南山"


def test_a_word_is_a_name_where_the_full_name_is_told() -> None:
    assert names("大名县种花生。今年，大名有三家油坊。") == ["大名县", "大名"]
    assert names("今年，大名有三家油坊。") == []


def test_an_urban_district_goes_by_its_short_name_at_home() -> None:
    text = "一季度，历下经济开局良好。"
    assert names(text, "山东省济南市历下区") == ["历下"]
    assert names(text) == []


def test_a_township_goes_by_its_short_name_where_it_is_told_in_full() -> None:
    text = "安吉县天荒坪镇白茶飘香，天荒坪的姑娘上山采茶。"
    assert names(text) == ["安吉县天荒坪镇", "天荒坪"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者来到横路村，村民正在采茶。", ["横路村"]),
        ("居民在金桂社区包饺子。", ["金桂社区"]),
        ("余村党支部书记介绍了经验。", ["余村"]),
        ("走进文明村看变化。", []),
        ("可村支书另有打算。", []),
    ],
)
def test_villages_and_communities_are_told_from_general_words(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_the_beginnings_of_a_chain_are_candidates_too() -> None:
    text = "固原市西吉县兴隆镇中心小学开学了。"
    parts = [text[f.start : f.end] for f in find(text, State()) if f.rule == "division_part"]
    assert parts == ["固原市", "固原市西吉县"]


def test_a_mention_is_resolved_by_the_place_of_its_document() -> None:
    state = State(context=Context(place="江苏省南京市"))
    found = resolve_mention("鼓楼区", state)
    assert found is not None
    assert found.code == "320106"
    assert resolve_mention("鼓楼区", State()) is None
    assert resolve_mention("横路村", state) is None


def test_the_component_works_alone_in_any_pipeline() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("xianzhi_divisions")
    doc = nlp("客商从宁波来。")
    assert [doc.text[f.start : f.end] for f in of(doc).candidates] == ["宁波"]


@given(st.text(alphabet="浙江省杭州市余杭区县镇乡吉林朝阳村社区街道在的，。\n 、a1", max_size=40))
def test_candidates_lie_in_the_text_and_overlap_only_as_parts(text: str) -> None:
    whole = [item for item in find(text, State()) if item.rule != "division_part"]
    assert all(0 <= item.start < item.end <= len(text) for item in whole)
    assert all(one.end <= two.start for one, two in pairwise(whole))
