"""Short forms, stated and habitual."""

from __future__ import annotations

import pytest

from extract import aliases, stated_names
from extract.state import Found
from ontology.record import MentionType as T
from tests.extract.marked import state_of


def test_a_stated_short_form_is_found_in_its_marks_only() -> None:
    text, state = state_of("出台《{R:青峰县稳企惠企意见}》（以下简称《意见》）。《意见》提出，欢迎提意见。")
    (alias,) = stated_names.stated(text, state.mentions)
    assert [text[u.start - 1 : u.end + 1] for u in stated_names.uses(text, alias)] == ["《意见》", "《意见》"]


@pytest.mark.parametrize("stated", ["（以下简称《意见》）", "（以下简称“《意见》”）", "（下称“《意见》”）"])
def test_marks_around_a_stated_short_form_may_be_doubled(stated: str) -> None:
    text, state = state_of(f"出台《{{R:青峰县稳企惠企意见}}》{stated}。")
    assert [alias.short for alias in stated_names.stated(text, state.mentions)] == ["意见"]


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("产业大脑", "生物医药产业大脑", True),
        ("十大行动", "茶产业振兴十大行动", True),
        ("二期工程", "云溪第二期工程", False),
        ("西路隧道", "文卫西路隧道", False),
        ("平台", "惠企平台", False),
    ],
)
def test_the_end_of_a_name(short: str, full: str, expected: bool) -> None:
    assert aliases.ends(short, full, T.PROGRAM) is expected


@pytest.mark.parametrize(
    ("short", "full", "kind", "expected"),
    [
        ("恒越电气", "浙江恒越电气股份有限公司", T.ENTERPRISE, True),
        ("恒越", "浙江恒越电气股份有限公司", T.ENTERPRISE, True),
        ("康泽", "浙江康泽阀门有限公司", T.ENTERPRISE, True),
        ("青建", "青建第二工程有限公司", T.ENTERPRISE, False),
        ("青大", "青峰大学", T.INSTITUTION, True),
        ("泰安", "泰安医疗产品（浙江）有限公司", T.ENTERPRISE, True),
        ("青峰银行", "青峰银行柳河支行", T.ENTERPRISE, False),
        ("电商西进", "“电商西进”计划", T.PROGRAM, True),
        ("第一中学", "青峰第二中学", T.INSTITUTION, False),
        ("云溪湿地", "青峰县云溪湿地景区", T.PLACE, True),
        ("青峰集团", "青峰新材料（浙江）有限公司", T.ENTERPRISE, False),
        ("青峰药业", "青峰电气有限公司", T.ENTERPRISE, False),
        ("县供电公司", "青峰供电公司", T.ENTERPRISE, True),
        ("“白茶”产业体系", "“白茶”产业发展体系", T.PROGRAM, True),
        ("云溪一期工程", "云溪第一期工程", T.PROGRAM, False),
        ("文卫路隧道", "文卫西路隧道", T.PLACE, False),
        ("青峰茶产业论坛", "2022青峰茶产业论坛", T.EVENT, True),
        ("茶产业论坛", "第三届茶产业论坛", T.EVENT, True),
        ("白茶码", "关于推广“白茶码”应用的通知", T.PROGRAM, False),
        ("云溪实验学校", "云溪实验学校（东校区）", T.INSTITUTION, False),
        ("CTU", "CTU青峰电竞俱乐部", T.ASSOCIATION, True),
        ("TKL", "TKL华虹", T.ENTERPRISE, False),
    ],
)
def test_habitual_short_form(short: str, full: str, kind: T, expected: bool) -> None:
    assert aliases.shortens(short, full, kind, {"青峰县", "青峰", "浙江"}.__contains__) is expected


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("青禾点云科技有限公司（云上得物）首席执行官", [("云上得物", "青禾点云科技有限公司")]),
        ("云上得物（青禾点云科技有限公司）负责人", [("云上得物", "青禾点云科技有限公司")]),
        ("青禾点云科技有限公司（岭北控股）负责人", []),
    ],
)
def test_a_firm_is_equated_with_what_brackets_call_it(text: str, pairs: list[tuple[str, str]]) -> None:
    opening, closing = text.index("（"), text.index("）")
    names = [Found(0, opening, T.ENTERPRISE, "r", 0.9), Found(opening + 1, closing, T.ENTERPRISE, "r", 0.9)]
    assert stated_names.equated(text, names) == pairs


@pytest.mark.parametrize(
    ("short", "full", "kind", "expected"),
    [
        ("云岭能建", "云岭能源建设集团有限公司", T.ENTERPRISE, True),
        ("云岭农大", "云岭农业大学", T.INSTITUTION, True),
        ("云岭建能", "云岭能源建设集团有限公司", T.ENTERPRISE, False),
        ("云岭能源建", "云岭能源建设集团", T.ENTERPRISE, False),
        ("云岭能建业", "云岭能源建筑业", T.ENTERPRISE, False),
        ("云溪示范区", "云溪改革创新示范区", T.PLACE, True),
        ("云溪示范区", "云溪新示范区", T.PLACE, False),
        ("“一张网”管理系统", "“一张网”数字化应用场景", T.PROGRAM, True),
        ("护苗行动营", "青禾县“护苗行动营”行动方案", T.PROGRAM, True),
        ("护苗行动营", "青禾县专项奖励“护苗行动营”", T.PROGRAM, False),
    ],
)
def test_a_name_in_few_characters(short: str, full: str, kind: T, expected: bool) -> None:
    assert aliases.shortens(short, full, kind, lambda head: head == "青禾县") is expected


def test_a_package_is_called_by_how_many_measures_it_holds() -> None:
    text, state = state_of(
        "《{R:青禾县惠企意见}》（以下简称《{R:意见}》）涉及用工、融资等，共计 22 条。{R:惠企22条}、{R:惠农9条}"
    )
    assert stated_names.counted(text, state.mentions) == [("惠企22条", "青禾县惠企意见")]
    text, state = state_of("《{R:青禾县惠企意见}》共22条，《{R:云岭县惠农意见}》共22条。{R:惠企22条}")
    assert stated_names.counted(text, state.mentions) == []


def test_what_stands_in_marks_at_the_end_is_no_short_form() -> None:
    assert not aliases.ends("护苗营", "专项奖励“护苗营”", T.PROGRAM)
