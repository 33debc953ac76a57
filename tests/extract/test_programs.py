"""Programs: documents, quoted names with and without their kind, unquoted ones."""

from __future__ import annotations

import pytest

from extract import programs
from extract.state import State
from ontology.record import MentionType
from tests.extract.finding import names

PROGRAM = MentionType.PROGRAM


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县里印发《关于加快羊绒产业发展的若干意见》。", "关于加快羊绒产业发展的若干意见"),
        ("村里推行“板凳议事”机制。", "“板凳议事”机制"),
        ("通过“清河办”小程序，企业就能申报。", "清河办"),
        ("银行推出“羊绒贷”。", "羊绒贷"),
    ],
)
def test_programs(text: str, name: str) -> None:
    assert name in names(programs.find, text, PROGRAM, least=0.5)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("办了“万家灯”“零点闪购”等系列活动。", "零点闪购"),
        ("一键“去看书”“去打球”等高频应用都在。", "去看书"),
        ("平台有“邻里帮”、“百宝箱”等多个场景。", "百宝箱"),
    ],
)
def test_quotations_of_a_row_are_what_is_said_of_all(text: str, name: str) -> None:
    assert name in names(programs.find, text, PROGRAM, least=0.9)


@pytest.mark.parametrize("text", ["“青青”“禾禾”等品牌。", "“重要”“一般”两个等级。", "“处方粮”“同桌吃”等说法不是项目。"])
def test_quotations_of_another_row_are_no_sure_programs(text: str) -> None:
    assert not names(programs.find, text, PROGRAM, least=0.9)


def test_a_roll_is_named_with_the_place_it_is_of() -> None:
    text = "清河县入选云岭省绿色工厂与园区试点名单，还要公布名单。"
    assert names(programs.find, text, PROGRAM, "清河县", "云岭省", least=0.7) == {"云岭省绿色工厂与园区试点名单"}


def test_an_item_of_a_list_is_named_without_its_number() -> None:
    text = "办好十件事。\n3. 红色楼道项目\n请居民议事。\n8.“护林哨”应急队项目\n组建队伍。"
    found = names(programs.find, text, PROGRAM)
    assert {"红色楼道项目", "“护林哨”应急队项目"} <= found
    assert not any(name[0].isdigit() for name in found)


def test_the_short_title_of_a_document_is_found() -> None:
    text = "《清河县惠企办法（试行）》（以下简称《办法》）提出，《办法》自下月施行。"
    assert {"清河县惠企办法（试行）", "办法"} <= names(programs.find, text, PROGRAM)


def test_works_of_art_are_no_programs() -> None:
    assert not names(programs.find, "台上演唱了歌曲《清河谣》。", PROGRAM)


@pytest.mark.parametrize("text", ["他说：“明天一定来。”", "要下好服务的“先手棋”。", "这项工程和那个项目都完工了。"])
def test_sayings_and_generic_words_are_no_sure_programs(text: str) -> None:
    assert not names(programs.find, text, PROGRAM, least=0.5)


def test_a_package_of_measures_is_named_by_their_number() -> None:
    assert "惠企政策30条" in names(programs.find, "区里出台惠企政策30条，企业叫好。", PROGRAM)
    assert not names(programs.find, "政策10条约定", PROGRAM)


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("镇里推行的“马扎会”，听得见民声。", "-opened"),
        ("着力打造“马扎会”。", "-touched"),
        ("老街的“马扎会”，热闹非凡。", "-image"),
        ("把院坝变成“马扎会”。", "-cast"),
    ],
)
def test_the_words_around_a_quotation_tell_how_it_is_meant(text: str, setting: str) -> None:
    rules = [f.rule for f in programs.find(text, State()) if text[f.start : f.end] == "马扎会"]
    assert rules and all(rule.endswith(setting) for rule in rules)


def test_a_head_in_another_clause_belongs_to_no_quotation() -> None:
    found = names(programs.find, "登录“清河通”完成实名认证。以“办好一件事”为标准。", PROGRAM)
    assert not any("完成" in name or "标准" in name for name in found)


def test_a_package_in_quotation_marks_is_named_whole() -> None:
    assert "惠企22条政策" in names(programs.find, "落实“惠企22条政策”。", PROGRAM)
    assert "惠企22条" not in names(programs.find, "落实“惠企22条政策”。", PROGRAM)


def test_what_a_quoted_name_is_tells_whether_the_word_for_it_belongs_to_it() -> None:
    assert "“千企大走访”活动" in names(programs.find, "开展“千企大走访”活动。", PROGRAM, least=0.5)
    assert "“千企通”平台" not in names(programs.find, "上线“千企通”平台。", PROGRAM, least=0.5)


@pytest.mark.parametrize("text", ["自乡村振兴战略实施以来，", "做好“六稳”“六保”。", "融入共建“一带一路”，"])
def test_policies_of_the_whole_country_are_known(text: str) -> None:
    assert any(f.rule.startswith("program.national") for f in programs.find(text, State()))
