"""The national table: what names mean, and that the table holds together."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.divisions import Division, Level, load

TABLE = load()


def codes(found: tuple[Division, ...]) -> list[str]:
    return [item.code for item in found]


def test_every_parent_is_in_the_table() -> None:
    orphans = [item.code for item in TABLE.upper if item.parent and TABLE.get(item.parent) is None]
    assert orphans == []


def test_every_successor_is_a_present_division() -> None:
    lost = [item for item in TABLE.upper if item.successor]
    assert lost
    for item in lost:
        successor = TABLE.get(item.successor)
        assert successor is not None, item
        assert not successor.valid_to, item


def test_present_codes_are_used_once() -> None:
    present = [item.code for item in TABLE.upper if not item.valid_to]
    assert len(present) == len(set(present))


def test_headings_of_the_code_list_are_no_divisions() -> None:
    assert not TABLE.named("市辖区")
    assert TABLE.ancestors("110105")[-1].name == "北京市"
    assert TABLE.ancestors("500152")[-1].name == "重庆市"


def test_an_economic_zone_with_a_code_is_not_formal() -> None:
    zones = [item for item in TABLE.named("北京经济技术开发区") if item.level is Level.TOWNSHIP]
    assert zones
    assert not any(item.formal for item in zones)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("余杭", "330110"),
        ("余杭区", "330110"),
        ("甘孜州", "513300"),
        ("延边", "222400"),
        ("延边朝鲜族自治州", "222400"),
        ("内蒙古", "150000"),
        ("景宁", "331127"),
        ("神农架", "429021"),
        ("浦东", "310115"),
    ],
)
def test_a_form_names_its_division(form: str, code: str) -> None:
    assert code in codes(TABLE.named(form))


def test_a_form_of_two_divisions_names_both() -> None:
    assert codes(TABLE.named("吉林"))[:2] == ["220000", "220200"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("浙江省杭州市余杭区", "浙江省杭州市余杭区"),
        ("杭州余杭", "浙江省杭州市余杭区"),
        ("四川甘孜州理塘县", "四川省甘孜藏族自治州理塘县"),
        ("海南海口", "海南省海口市"),
        ("北京市朝阳区", "北京市朝阳区"),
        ("广东东莞长安镇", "广东省东莞市长安镇"),
        ("湖北仙桃", "湖北省仙桃市"),
    ],
)
def test_a_written_out_place_is_read(text: str, path: str) -> None:
    found = TABLE.parse(text)
    assert found is not None
    assert TABLE.path(found.code) == path


@pytest.mark.parametrize("text", ["", "城关镇", "朝阳", "杭州市城关镇", "哪里也不是"])
def test_what_is_not_one_division_is_not_read(text: str) -> None:
    assert TABLE.parse(text) is None


def test_a_chain_is_split_from_the_village_below_it() -> None:
    division, rest = TABLE.split("安吉县天荒坪镇横路村")
    assert division is not None
    assert (division.name, rest) == ("天荒坪镇", "横路村")


@pytest.mark.parametrize(
    ("name", "near", "expected"),
    [
        ("鼓楼区", ["南京"], ["320106"]),
        ("鼓楼区", ["350100"], ["350102"]),
        ("长安", ["西安市"], ["610116"]),
        ("海南", [], ["460000"]),
        ("海南", ["150300"], ["150303"]),
        ("西安", [], ["610100"]),
        ("上海", ["甘肃省"], ["310000"]),
        ("吉林", ["220281"], ["220000", "220200"]),
        ("朝阳", [], ["211300", "110105"]),
    ],
)
def test_context_narrows_a_name_and_leaves_open_what_it_does_not_decide(
    name: str, near: list[str], expected: list[str]
) -> None:
    assert codes(TABLE.resolve(name, near)) == expected


def test_a_division_that_is_gone_is_known_with_its_successor() -> None:
    (gone,) = TABLE.resolve("富阳市")
    assert (gone.valid_to, gone.successor) == ("2014", "330111")


def test_the_day_of_a_text_decides_between_old_and_new() -> None:
    old = TABLE.resolve("崇州", on=date(2020, 1, 1))
    assert codes(old) == ["510184"]
    assert codes(TABLE.resolve("富阳", ["杭州"], on=date(2010, 1, 1))) == ["330183"]
    assert codes(TABLE.resolve("富阳", ["杭州"], on=date(2020, 1, 1))) == ["330111"]


@given(st.sampled_from([item for item in TABLE.upper if not item.valid_to]))
def test_every_division_is_found_again_by_its_path(item: Division) -> None:
    assert item in TABLE.readings(TABLE.path(item.code))


@given(st.text(alphabet="浙江省杭州市余区县镇乡吉林朝阳村 a", max_size=12))
def test_any_text_can_be_asked_for(text: str) -> None:
    TABLE.parse(text)
    TABLE.split(text)
    TABLE.resolve(text, [text])
