"""Grouping mentions into entities."""

from __future__ import annotations

import re

import pytest

from extract import corpus, entities
from extract.state import Block, BlockKind, Context, Found, State
from ontology.record import MentionType


def grouped(marked: str, place: str = "浙江省湖州市德清县", **short_forms: str) -> dict[str, set[str]]:
    """Return label and aliases of the entities of a marked text."""
    article = corpus.parse(marked)
    state = State(Context(place=place), short_forms=short_forms)
    state.mentions = [Found(start, end, kind, "marked", 1.0) for start, end, kind in article.names]
    entities.group(article.text, state)
    assert all(m.entity in state.entities for m in state.mentions)
    return {e.label: e.aliases for e in state.entities.values()}


def test_a_division_is_one_thing_in_all_its_forms() -> None:
    assert grouped("{D:德清县}、{D:德清}和{D:湖州市德清县}") == {"德清县": {"德清", "湖州市德清县"}}


def test_a_district_behind_a_city_is_not_that_of_another() -> None:
    state = State(Context(place="浙江省湖州市德清县"))
    state.mentions = [Found(0, 2, MentionType.DISTRICT, "m", 1.0), Found(2, 5, MentionType.DISTRICT, "m", 1.0)]
    entities.group("长春朝阳区", state)
    assert sorted(e.label for e in state.entities.values()) == ["朝阳区", "长春市"]
    assert "xzi:division/220104" in state.entities
    state.entities.clear()
    entities.group("广州静安区", state)
    assert not any(key.endswith("310106") for key in state.entities)


def test_a_firm_is_known_by_its_brand() -> None:
    assert grouped("{E:浙江恒越电气股份有限公司}投产，{E:恒越电气}扩产，{E:恒越}上市") == {
        "浙江恒越电气股份有限公司": {"恒越电气", "恒越"}
    }


def test_a_short_form_that_could_be_two_firms_stays_alone() -> None:
    found = grouped("{E:恒越电气有限公司}和{E:恒越药业有限公司}都说，{E:恒越}不是一家")
    assert found["恒越"] == set()


def test_the_committee_of_the_district_is_anchored_in_its_place() -> None:
    assert "德清县委" in grouped("{G:县委}部署工作，{G:德清县委}要求落实")


def test_a_stated_short_form_belongs_to_what_it_stands_for() -> None:
    found = grouped(
        "{R:关于支持民营经济发展的若干措施}出台，{R:若干措施}明确", 若干措施="关于支持民营经济发展的若干措施"
    )
    assert found == {"关于支持民营经济发展的若干措施": {"若干措施"}}


def test_a_village_is_one_whatever_divisions_stand_before_it() -> None:
    (found,) = grouped("{D:青禾县云溪镇小古村}的人到{D:青禾县小古村}看，{D:小古村}变了").values()
    assert len(found) == 2


def test_a_program_is_also_known_with_the_word_for_its_kind() -> None:
    found = grouped("“{R:示范百村}”名单公布，“{R:鹭湾驿站}”产学研服务平台启用，“{R:强链}”推动园区项目落地")
    assert "“示范百村”名单" in found["示范百村"]
    assert "“鹭湾驿站”产学研服务平台" in found["鹭湾驿站"]
    assert not any("推动" in form for form in found["强链"])


@pytest.mark.parametrize(
    ("marked", "label"),
    [
        ("{G:南通市海门区政协}发起，{G:海门政协}搭台", "南通市海门区政协"),
        ("{G:潍坊市工业和信息化局}与{G:潍坊市工信局}", "潍坊市工业和信息化局"),
        ("{G:清河县交通运输局}与{G:清河县交通局}", "清河县交通运输局"),
        ("{I:清河日报社}主办，{I:清河日报}报道", "清河日报社"),
        ("{V:2024年清河创业大赛}开赛，{V:2024清河创业大赛}落幕", "2024年清河创业大赛"),
        ("{E:九江银行抚州分行广昌支行}放贷，{E:广昌支行}上门", "九江银行抚州分行广昌支行"),
        ("{V:德清县文旅资源推介会}在即，{V:“四季德清在等你”文旅资源推介会}开幕", "“四季德清在等你”文旅资源推介会"),
    ],
)
def test_long_and_short_forms_of_one_name_are_one(marked: str, label: str) -> None:
    assert list(grouped(marked)) == [label]


def test_a_word_that_begins_like_a_division_names_none() -> None:
    assert entities.body_name("新乡贤联谊会", State()) == "新乡贤联谊会"


def test_villages_of_one_name_are_kept_apart_by_their_county() -> None:
    state = State(Context(place="浙江省湖州市德清县"))
    state.mentions = [Found(0, 3, MentionType.DISTRICT, "marked", 1.0)]
    entities.group("前进村", state)
    assert list(state.entities) == ["xzi:division/前进村@德清县"]


def test_no_place_is_guessed_where_none_is_known() -> None:
    assert grouped("{G:县委}部署工作", place="") == {"县委": set()}


def test_a_province_is_known_by_its_letter_and_the_own_city_by_its_first() -> None:
    assert grouped("{D:沪}{D:浙}两地，{D:湖}城") == {"上海市": {"沪"}, "浙江省": {"浙"}, "湖州市": {"湖"}}


def test_a_village_without_its_suffix_is_that_of_the_document() -> None:
    assert grouped("{D:万和社区}与{D:万和}居民") == {"万和社区": {"万和"}}


def test_the_end_of_a_name_stands_for_it_only_behind_it() -> None:
    assert grouped("{R:生物医药产业大脑}上线，{R:产业大脑}") == {"生物医药产业大脑": {"产业大脑"}}
    assert len(grouped("{R:产业大脑}上线，{R:生物医药产业大脑}")) == 2


def test_marks_do_not_make_another_name() -> None:
    assert len(grouped("{R:“一码通”机制}与{R:一码通机制}")) == 1


def test_a_program_is_also_called_by_what_it_has_in_quotation_marks() -> None:
    assert grouped("推出{R:“白茶工坊”帮扶项目}、{R:“春风”}")["“白茶工坊”帮扶项目"] == set()
    assert grouped("推出{R:“白茶工坊”服务项目}、{R:“一码通”机制}")["“一码通”机制"] == {"一码通"}


def test_a_program_is_also_called_with_the_word_for_its_kind_behind_it() -> None:
    assert grouped("启动“{R:白茶春风}”专项行动，“{R:白茶秋雨}”服务茶农") == {
        "白茶春风": {"“白茶春风”专项行动"},
        "白茶秋雨": set(),
    }


def test_what_two_programs_have_in_quotation_marks_names_neither() -> None:
    assert set(map(frozenset, grouped("{R:“白茶行”行动}与{R:“白茶行”论坛}、{R:“白茶行”平台}").values())) == {
        frozenset()
    }


def test_measures_are_known_by_their_number() -> None:
    found = grouped(
        "出台{R:德清县惠企助农30条政策}，{R:惠企助农政策30条}落地，{R:惠企助农30条}受欢迎，{R:惠企助农20条}到期"
    )
    assert set(found) == {"德清县惠企助农30条政策", "惠企助农20条"}


def test_a_site_is_one_with_its_district_and_with_its_city() -> None:
    found = grouped("走进{L:德清县云溪茶香小镇}，{L:云溪茶香小镇}又名{L:湖州云溪茶香小镇}；{L:德清老街}与{L:湖州老街}")
    assert set(found) == {"德清县云溪茶香小镇", "德清老街", "湖州老街"}


def test_a_site_is_one_with_either_word_for_its_kind() -> None:
    assert grouped("{L:云溪茶业园}和{L:云溪茶业园区}；{L:江北片区}和{L:江北区块}，{L:江北片区}") == {
        "云溪茶业园区": {"云溪茶业园"},
        "江北片区": {"江北区块"},
    }


def test_a_union_is_known_by_its_short_name() -> None:
    assert grouped("{A:德清县新的社会阶层人士联谊会}成立，{A:新联会}将") == {"德清县新的社会阶层人士联谊会": {"新联会"}}


def test_a_gathering_with_its_year_is_the_one_without() -> None:
    found = grouped("{V:2022湖州汽车高峰论坛}开幕，以此次{V:湖州汽车高峰论坛}为推手")
    assert found == {"2022湖州汽车高峰论坛": {"湖州汽车高峰论坛"}}


def test_a_district_and_its_schools_are_no_district() -> None:
    assert set(grouped("{A:区校合作联盟}成立", place="浙江省杭州市余杭区")) == {"区校合作联盟"}


def test_sites_of_two_divisions_are_two() -> None:
    assert set(grouped("{L:德清青峰茶香小镇}和{L:海宁青峰茶香小镇}")) == {"德清青峰茶香小镇", "海宁青峰茶香小镇"}


def test_a_park_that_is_called_a_platform_is_the_park() -> None:
    assert grouped("{L:青峰芯谷}内成立{R:“青峰芯谷”产业平台}") == {"青峰芯谷": {"“青峰芯谷”产业平台"}}


def test_the_second_of_two_names_is_not_short_for_both() -> None:
    assert len(grouped("推行{R:一县一策、一镇一品}，{R:一镇一品}")) == 2


def test_a_congress_is_known_by_its_short_name() -> None:
    assert grouped("{V:德清县第一次妇女代表大会}，即{V:县第一次妇代会}") == {
        "德清县第一次妇女代表大会": {"县第一次妇代会"}
    }


def test_a_village_with_its_town_is_the_village() -> None:
    assert grouped("{D:前进街道鹭湾村}通车，{D:鹭湾村}热闹") == {"鹭湾村": {"前进街道鹭湾村"}}


def test_two_names_that_the_text_equates_are_one_thing() -> None:
    assert grouped("{L:青峰过江隧道}（即{L:云溪路隧道}）通车") == {"青峰过江隧道": {"云溪路隧道"}}


def test_a_name_that_the_text_equates_is_joined_before_one_that_only_ends_so() -> None:
    text = "{L:青峰过江隧道}（即{L:云溪路隧道}）通车，{L:德清县云溪路隧道}开放"
    assert set(grouped(text)) == {"德清县云溪路隧道"}


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("{R:“丰年”一揽子政策}出台，{R:“丰年”计划}落地", "“丰年”一揽子政策", "“丰年”计划"),
        ("{R:茶农百亿扶持计划}出台，{R:茶农扶持计划}落地", "茶农百亿扶持计划", "茶农扶持计划"),
        ("{V:“春到青峰”校地融合大会}召开，{V:校地工作融合大会}闭幕", "“春到青峰”校地融合大会", "校地工作融合大会"),
        ("{L:青峰经济技术开发区}开工，{L:青峰经开区}热闹", "青峰经济技术开发区", "青峰经开区"),
        ("{L:青峰晨光创业园}开园，{L:青峰晨光园区}热闹", "青峰晨光创业园", "青峰晨光园区"),
        ("{R:“红管家”物业联盟机制}启动，“{R:红管家}”上门", "“红管家”物业联盟机制", "红管家"),
        ("{A:云溪街道新乡贤联谊会}成立，{A:乡贤联谊会}上门", "云溪街道新乡贤联谊会", "乡贤联谊会"),
    ],
)
def test_what_is_called_by_a_part_of_its_name_is_one_thing(text: str, full: str, short: str) -> None:
    assert grouped(text) == {full: {short}}


@pytest.mark.parametrize(
    "text",
    [
        "{R:“丰年”小程序}上线，{R:“丰年”计划}落地",
        "{R:“红管家”奖励资金}到账，“{R:红管家}”上门",
        "{L:青峰经济开发区}开工，{L:青峰高新区}热闹",
        "{L:青峰高新技术产业开发区}、{L:青峰高新技术产业园区}和{L:青峰高新区}",
        "{L:青峰晨光创业园}、{L:青峰晨光科技园}和{L:青峰晨光园区}",
    ],
)
def test_what_is_only_called_alike_is_not(text: str) -> None:
    assert len(grouped(text)) == text.count("{")


def test_a_new_name_is_of_what_had_the_old_one() -> None:
    assert grouped("{E:青峰皮革厂}去年正式更名为{E:云溪新材料有限公司}") == {"云溪新材料有限公司": {"青峰皮革厂"}}


def test_a_renamed_thing_is_not_the_other_thing_before_it() -> None:
    assert set(grouped("{E:青峰皮革厂}搬走，它的邻居更名为{E:云溪新材料有限公司}")) == {
        "青峰皮革厂",
        "云溪新材料有限公司",
    }


def test_what_was_renamed_in_brackets_is_called_by_the_end_of_its_name() -> None:
    text = "{L:云溪转运站}给{L:东海岛}送菜（站点更名为{L:海岛应急集散点}）"
    assert grouped(text) == {"海岛应急集散点": {"云溪转运站"}, "东海岛": set()}
    full = grouped("{L:云溪转运服务站}建成。" + text, 云溪转运站="云溪转运服务站")
    assert full == {"云溪转运服务站": {"海岛应急集散点", "云溪转运站"}, "东海岛": set()}
    assert "云溪转运站" in grouped(text.replace("送菜", "送菜" * 120))
    assert set(grouped(text.replace("站点", "街区"))) == {"云溪转运站", "东海岛", "海岛应急集散点"}


def test_a_paper_is_not_the_system_that_issues_it() -> None:
    assert set(grouped("{R:山林出入证}由{R:山林出入证系统}发放")) == {"山林出入证", "山林出入证系统"}


def test_a_short_form_in_marks_is_the_insurance() -> None:
    assert grouped("{R:春耕互助保险}上线，推出“{R:春耕互助}”保单") == {"春耕互助保险": {"春耕互助"}}


@pytest.mark.parametrize(
    ("heading", "full", "same"),
    [
        ("{L:青峰低空产业园}开园", "{L:湖州青峰低空新天地产业园}开园", True),
        ("{R:惠农小菜园项目}", "建设{R:“惠及农家小菜园”线上认养项目}", True),
        ("{L:青峰低空产业园}开园", "{L:青峰第二低空产业园}开园", False),
        ("{L:青峰低空产业园}开园", "{L:柳河低空数字产业园}开园", False),
        ("{R:青峰小驿站}来了", "出台《{R:建好“青峰小驿站”惠民行动方案}》", False),
        ("{L:青峰低空产业园}开园", "茶乡" * 120 + "{L:湖州青峰低空新天地产业园}开园", False),
    ],
)
def test_a_headline_leaves_out_words_of_a_name(heading: str, full: str, *, same: bool) -> None:
    article = corpus.parse(f"{heading}\n今天，{full}")
    end = article.text.index("\n")
    state = State(Context(blocks=(Block(0, end, BlockKind.HEADING), Block(end + 1, 99, BlockKind.PARAGRAPH))))
    state.mentions = [Found(start, end, kind, "marked", 1.0) for start, end, kind in article.names]
    entities.group(article.text, state)
    assert (len(state.entities) == 1) is same


def test_a_village_is_told_apart_by_the_county_that_its_article_speaks_of() -> None:
    text = "兰溪市、兰溪市、兰溪市、兰溪市都说鹭湾村"
    state = State(Context(place="浙江省湖州市德清县"))
    starts = [m.start() for m in re.finditer("兰溪市", text)]
    spans = [*((at, at + 3) for at in starts), (len(text) - 3, len(text))]
    state.mentions = [Found(start, end, MentionType.DISTRICT, "marked", 1.0) for start, end in spans]
    entities.group(text, state)
    assert state.mentions[-1].entity == "xzi:division/鹭湾村@兰溪市"


@pytest.mark.parametrize(
    ("place", "name", "whole"),
    [
        ("浙江省金华市义乌市", "市委", "义乌市委"),
        ("浙江省杭州市钱塘区", "市委", "杭州市委"),
        ("北京市", "市政协", "北京市政协"),
        ("宁夏回族自治区", "自治区党委", "宁夏回族自治区党委"),
        ("云南省文山壮族苗族自治州文山市", "州政府", "文山壮族苗族自治州政府"),
        ("浙江省杭州市钱塘区", "市场监管局", "市场监管局"),
    ],
)
def test_a_body_is_of_the_nearest_division_of_its_level(place: str, name: str, whole: str) -> None:
    assert entities.body_name(name, State(Context(place=place))) == whole


def test_a_gathering_or_list_is_one_wherever_its_year_stands() -> None:
    assert grouped("{R:2024云岭榜单}发布，{R:云岭2024榜单}公布") == {"2024云岭榜单": {"云岭2024榜单"}}
    assert len(grouped("{R:2024云岭榜单}发布，{R:2023云岭榜单}公布")) == 2


def test_a_park_called_a_platform_is_the_park_with_its_division_too() -> None:
    assert len(grouped("{L:云溪药谷}扩建，{R:德清县云溪药谷产业平台}招商")) == 1


def test_the_end_of_a_name_may_come_first_if_it_is_no_word() -> None:
    assert grouped("{R:惠农租}上线，{R:共富惠农租}推广") == {"共富惠农租": {"惠农租"}}
    assert len(grouped("{R:数据平台}上线，{R:绿云数据平台}推广")) == 2
    assert len(grouped("{R:数据安全共享平台}上线，{R:绿云数据安全共享平台}推广")) == 1
    assert len(grouped("{R:“数据”机制}上线，{R:“绿云数据”机制}推广")) == 1
