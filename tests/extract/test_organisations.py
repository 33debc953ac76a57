"""Organisations: invented sentences, one habit of the genre each."""

from __future__ import annotations

import pytest

from extract import organisations
from ontology.record import MentionType
from tests.extract.finding import names

FIRM, ORGAN = MentionType.ENTERPRISE, MentionType.GOVERNMENT
SCHOOL, CLUB = MentionType.INSTITUTION, MentionType.ASSOCIATION


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("落户园区的蓝屿医疗产品（嘉禾）有限公司去年投产。", "蓝屿医疗产品（嘉禾）有限公司"),
        ("和旭微电子、澜峰生物、柯睿医疗等一批企业前来参展。", "澜峰生物"),
        ("昨天，工商银行嘉禾支行送来贷款。", "工商银行嘉禾支行"),
        ("抖音上的订单多了起来。", "抖音"),
        ("云汽传祺、百合花、苏澜能源等区内企业带来节目。", "百合花"),
        ("公司获得高峰、真格、蓝屿创投等知名机构的投资。", "高峰"),
        ("云上画报CEO李明明到场。", "云上画报"),
        ("游戏公司 Kestrel 和它的对手都来了。", "Kestrel"),
    ],
)
def test_firms(text: str, name: str) -> None:
    assert name in names(organisations.find, text, FIRM, "嘉禾", least=0.5)


def test_a_firm_may_be_called_by_an_adverb_and_ordinary_words() -> None:
    text = "协会会长、一直创业控股集团总裁说，一直创业的园区不止一个。"
    assert {"一直创业控股集团", "一直创业"} <= names(organisations.find, text, FIRM)
    assert "担任创业集团" not in names(organisations.find, "他回国，担任创业集团总裁。", FIRM)


def test_a_short_form_is_found_after_the_full_name() -> None:
    text = "上海澜屿微电子有限公司昨日投产。澜屿微电子负责人说，产品卖得好。"
    assert {"上海澜屿微电子有限公司", "澜屿微电子"} <= names(organisations.find, text, FIRM, "上海")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("清河县市场监管局派人上门。", "清河县市场监管局"),
        ("县税务局辅导企业申报。", "县税务局"),
        ("清河县委组织部印发通知。", "清河县委组织部"),
        ("区委书记作了部署。", "区委"),
        ("工信部公布名单。", "工信部"),
        ("清河高新区党工委书记到会。", "清河高新区党工委"),
        ("清河县公安局交警大队加强巡查。", "清河县公安局交警大队"),
    ],
)
def test_organs(text: str, name: str) -> None:
    assert name in names(organisations.find, text, ORGAN, "清河县", least=0.5)


def test_whom_a_division_sends_to_another_is_one_body() -> None:
    text = "清河县驻岭北县工作队的干部到了。"
    assert "清河县驻岭北县工作队" in names(organisations.find, text, ORGAN, "清河县", "岭北县", least=0.5)


def test_two_organs_side_by_side_stay_two() -> None:
    found = names(organisations.find, "县委县政府高度重视。", ORGAN)
    assert {"县委", "县政府"} <= found


@pytest.mark.parametrize("text", ["第三产业投资增长5%。", "机械、电子、物流等企业增加。", "公司创始人李明明到场。"])
def test_what_is_said_of_firms_is_no_firm(text: str) -> None:
    assert not names(organisations.find, text, FIRM, least=0.5)


def test_a_pointed_at_level_names_no_organ() -> None:
    assert "市发改委" not in names(organisations.find, "我市发改委等部门参加。", ORGAN)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("专家来自清河职业技术学院。", "清河职业技术学院"),
        ("清河县第二人民医院新楼启用。", "清河县第二人民医院"),
        ("北京大学的学生来这里实习。", "北京大学"),
        ("清河县第四十四中学迎来新生。", "清河县第四十四中学"),
        ("（潮报全媒体记者 王芳）", "潮报"),
        ("映象网清河讯 村里通了车。", "映象网"),
        ("日前，人民网清河频道来到村里。", "人民网清河频道"),
    ],
)
def test_institutions(text: str, name: str) -> None:
    assert name in names(organisations.find, text, SCHOOL, "清河县", "清河")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("清河县羊绒行业协会发出倡议。", "清河县羊绒行业协会"),
        ("区妇联举办讲座。", "区妇联"),
        ("共青团清河县委招募志愿者。", "共青团清河县委"),
    ],
)
def test_associations(text: str, name: str) -> None:
    assert name in names(organisations.find, text, CLUB, "清河县")


@pytest.mark.parametrize("text", ["这家公司去年投产。", "企业和协会都来了。", "该集团负责人表示，医院要扩建。"])
def test_generic_words_are_no_sure_names(text: str) -> None:
    kinds = (FIRM, ORGAN, SCHOOL, CLUB)
    assert not {name for kind in kinds for name in names(organisations.find, text, kind, least=0.5)}


def test_a_row_of_persons_is_no_row_of_firms() -> None:
    text = "会议开得好。\n陈晓云、夏立明、景卓、马可嘉、梁栋出席。"
    assert names(organisations.find, text, FIRM) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("岭南网青溪5月3日讯（记者 沈小禾）桥通了。", "岭南网"),
        ("潮汐新闻客户端通讯员 沈小禾", "潮汐新闻客户端"),
        ("她给云岭商报·飞鸟新闻网记者算了一笔账。", "云岭商报"),
        ("她给云岭商报·飞鸟新闻网记者算了一笔账。", "飞鸟新闻网"),
        ("2021-03-05 来源：魅力云岭 编辑：沈小禾", "魅力云岭"),
        ("来源：云岭网-青禾频道\n桥通了。", "青禾频道"),
        ("记者 沈小禾 云岭观察 许一舟\n桥通了。", "云岭观察"),
    ],
)
def test_outlets(text: str, name: str) -> None:
    assert name in names(organisations.find, text, SCHOOL, least=0.7)


@pytest.mark.parametrize("text", ["来源：青禾县统计局", "陈玉台 通讯员 余小勇", "数据来源：魅力云岭"])
def test_a_body_a_person_and_the_source_of_data_are_no_outlets(text: str) -> None:
    assert names(organisations.find, text, SCHOOL, "青禾县") == set()


@pytest.mark.parametrize("text", ["县里有三家上市公司。", "各大银行都来了。", "这是它的全资子公司。"])
def test_a_kind_of_firms_is_no_firm(text: str) -> None:
    assert names(organisations.find, text, FIRM) == set()
