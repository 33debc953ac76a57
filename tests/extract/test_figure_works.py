"""Figures: of what somebody builds, lends, runs or starts; sentences written for these tests."""

from __future__ import annotations

import pytest

from ontology.record import MentionType
from tests.extract.figure_reading import HOME, report, ruled

MILL = ("青禾木业", MentionType.ENTERPRISE)
GROUP = ("龙江集团", MentionType.ENTERPRISE)
BANK = ("龙游农商银行", MentionType.ENTERPRISE)
LOAN = ("茶农贷", MentionType.PROGRAM)
BASE = ("竹材加工基地", MentionType.PLACE)
ROAD = ("溪口大道工程", MentionType.PROGRAM)
DRIVE = ("“清溪”行动", MentionType.PROGRAM)
PLAN = ("茶园改造计划", MentionType.PROGRAM)
TOWN = ("溪口镇", MentionType.DISTRICT)
PERSON = ("林大山", MentionType.PERSON)
LAB = ("竹材联合实验室", MentionType.INSTITUTION)
FUNDS = ("省级配套资金", MentionType.PROGRAM)


def test_an_investment_is_that_of_what_is_built() -> None:
    assert ruled("青禾木业投资3亿元，在溪口镇建设竹材加工基地，年产竹板8万吨。", MILL, TOWN, BASE) == [BASE[0]] * 2
    assert ruled("青禾木业投资3亿元，扩建竹材加工基地。", MILL, BASE) == [BASE[0]]
    assert ruled("青禾木业投资3亿元建设竹材加工基地和茶厂。", MILL, BASE) == [MILL[0]]
    assert ruled("青禾木业投资3亿元，建设主体为竹材加工基地。", MILL, BASE) == [MILL[0]]


def test_a_bare_measure_is_that_of_what_was_just_built() -> None:
    assert ruled("龙江集团为全县建设溪口大道工程，投资2亿元。", GROUP, ROAD) == [ROAD[0]]
    assert ruled("龙江集团为全县建设溪口大道工程，招聘工人200人。", GROUP, ROAD) == [GROUP[0]]
    assert ruled("龙江集团建设竹材加工基地、溪口大道工程，投资2亿元。", GROUP, BASE, ROAD) == [GROUP[0]]


@pytest.mark.parametrize("runs", ["旗下的", "管理的", "投资建设的", "去年创办的"])
def test_what_somebody_runs_is_the_subject_behind_the_name(runs: str) -> None:
    assert ruled(f"龙江集团{runs}青禾木业实现营收6亿元。", GROUP, MILL) == [MILL[0]]


def test_the_first_of_several_that_somebody_runs_is_no_subject() -> None:
    assert ruled("龙江集团建设的竹材加工基地、溪口大道工程完成投资6亿元。", GROUP, BASE, ROAD) == [GROUP[0]]


def test_a_contract_with_a_bank_lends_to_the_other_side() -> None:
    text = "龙游农商银行与青禾木业签订授信协议，授信额度3亿元。"
    assert ruled(text, BANK, MILL) == [MILL[0]]
    assert ruled(text.replace("青禾木业", "青禾木业、龙江集团"), BANK, MILL, GROUP) == [BANK[0]]
    assert ruled("龙游农商银行与青禾木业同日到会，贷款额度3亿元。", BANK, MILL) == [BANK[0]]


def test_an_amount_right_behind_a_loan_is_put_into_it() -> None:
    assert ruled("龙游农商银行发放“茶农贷”3亿元。", BANK, LOAN) == [LOAN[0]]
    assert ruled("龙游农商银行“茶农贷”余额3亿元，支持农户90户。", BANK, LOAN)[0] == LOAN[0]


@pytest.mark.parametrize("verb", ["实施", "推行", "设立", "配套", "开发"])
def test_what_is_started_is_what_the_next_clause_tells_of(verb: str) -> None:
    assert ruled(f"龙游农商银行{verb}“茶农贷”，惠及农户90户。", BANK, LOAN) == [LOAN[0]]


def test_a_zone_of_development_develops_nothing() -> None:
    assert ruled("青禾木业迁入开发区竹材加工基地，产值3亿元。", MILL, BASE) == [MILL[0]]


def test_what_a_government_strives_for_is_its_own() -> None:
    assert ruled("今年全县实施茶园改造计划，力争茶叶产值突破9亿元。", PLAN) == [HOME]
    assert ruled("今年全县实施茶园改造计划，改造茶园90亩。", PLAN) == [PLAN[0]]


def test_an_action_that_has_gone_on_is_meant_by_its_kind() -> None:
    assert ruled("溪口镇启动“清溪”行动。\n行动开展以来，清理河道90公里。", TOWN, DRIVE) == [DRIVE[0]]


def test_what_is_measured_of_a_firm_is_not_of_its_town() -> None:
    assert ruled("溪口镇的青禾木业年产竹板8万吨。", TOWN, MILL) == [MILL[0]]


def test_a_person_of_a_town_is_the_subject() -> None:
    assert ruled("溪口镇的林大山种茶40亩。", TOWN, PERSON) == [PERSON[0]]
    assert ruled("溪口镇的管护员林大山种茶40亩。", TOWN, PERSON) == [PERSON[0]]


def test_of_what_kind_money_is_owns_nothing() -> None:
    assert ruled("溪口大道工程总投资5亿元，其中省级配套资金3亿元。", ROAD, FUNDS) == [ROAD[0]] * 2


def test_by_whom_something_is_built_is_only_of_what_they_built() -> None:
    assert ruled("溪口大道工程由龙江集团投资3亿元建设。", ROAD, GROUP) == [ROAD[0]]


@pytest.mark.parametrize(
    "text",
    [
        "对东盟、非洲出口分别增长20%、7%。",
        "对共建国家、非洲出口分别增长20%、7%。",
        "对共建“东盟”国家、非洲出口分别增长20%、7%。",
    ],
)
def test_with_whom_trade_is_owns_none_of_it(text: str) -> None:
    asia, africa = ("东盟", MentionType.PLACE), ("非洲", MentionType.PLACE)
    found = report(text, asia, africa)
    assert [figure.about for figure in found] == [HOME, HOME]


def test_in_a_report_what_is_counted_owns_nothing() -> None:
    (figure,) = report("茶园改造计划达到9个。", PLAN)
    assert (figure.about, figure.indicator) == (HOME, "茶园改造计划数")


def test_in_a_report_what_was_issued_in_all_is_of_the_place() -> None:
    park = ("溪口茶叶公园", MentionType.PLACE)
    (figure,) = report("溪口茶叶公园评比连年第一，累计出台26项标准。", park)
    assert figure.about == HOME


def test_what_a_numbered_line_begins_with_is_what_it_tells_of() -> None:
    text = "出台茶产业政策。\n二、茶园改造计划：改造茶园90亩，培训茶农30人。"
    assert ruled(text, PLAN) == [PLAN[0]] * 2
    assert report("一、新建茶园90亩。")[0].indicator == "新建茶园面积"


def test_words_for_what_was_named_mean_it_at_the_head_of_a_clause() -> None:
    court = ("龙游县诉讼服务中心", MentionType.GOVERNMENT)
    assert ruled("龙游县诉讼服务中心启用。运行半年，中心受理案件1182件。", court) == [court[0]]
    assert ruled("“清溪”行动启动。\n行动自2022年启动以来，清理河道90公里。", DRIVE) == [DRIVE[0]]
