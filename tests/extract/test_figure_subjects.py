"""Figures: whose they are, from sentences written for these tests."""

from __future__ import annotations

import pytest

from ontology.record import MentionType
from tests.extract.figure_reading import HOME, read, report

FIRM = ("龙江机械", MentionType.ENTERPRISE)
PERSON = ("林师傅", MentionType.PERSON)
POLICY = ("龙游县关于支持工业企业的若干意见", MentionType.PROGRAM)


@pytest.mark.parametrize(
    "text",
    [
        "“订单排到了年底，我们在外地新租了2000平方米的仓库，我们招了30名工人。”龙江机械总经理林师傅说。",
        "龙江机械总经理林师傅介绍：“这两年生意好做多了，我们招了30名工人。”",
    ],
)
def test_who_says_we_in_a_quotation_speaks_for_the_firm(text: str) -> None:
    figures = read(text, FIRM, PERSON)
    assert (figures[-1].about, figures[-1].rule.rpartition(":")[2]) == ("龙江机械", "speaker")


def test_words_in_quotation_marks_are_no_speech() -> None:
    (figure,) = read("“我们一起来”活动吸引游客3000人，龙江机械说很热闹。", FIRM)
    assert figure.about == HOME


def test_a_firm_without_a_name_is_that_of_who_runs_it() -> None:
    text = "公司负责人林师傅从外地回来办厂。林师傅很忙，公司去年销售额3200万元。"
    (figure,) = read(text, PERSON)
    assert figure.about == "林师傅"


def test_a_numbered_measure_belongs_to_the_document() -> None:
    text = (
        "《龙游县关于支持工业企业的若干意见》已经印发。\n"
        "1.支持技改。对设备投资500万元以上的项目，按投资额的8%给予补助。\n"
        "2.降低用能成本。用电容量在200千瓦以下的中小企业免费接入电网。"
    )
    assert {figure.about for figure in read(text, POLICY)} == {POLICY[0]}


def test_a_fund_of_another_paragraph_grants_nothing_here() -> None:
    fund = ("稳岗奖励资金", MentionType.PROGRAM)
    text = "《龙游县关于支持工业企业的若干意见》提出，设立稳岗奖励资金。\n职工取得技师证书的，给予一次性奖励2000元。"
    (figure,) = read(text, POLICY, fund)
    assert figure.about == POLICY[0]


@pytest.mark.parametrize(
    "text",
    ["以溪口镇为例，街道两旁新开店铺45家。", "在溪口镇，今年新开店铺45家。"],
)
def test_the_setting_of_a_sentence_is_its_subject(text: str) -> None:
    (figure,) = read(text, ("溪口镇", MentionType.DISTRICT))
    assert figure.about == "溪口镇"


def test_a_measure_before_a_name_describes_it() -> None:
    hall = ("溪口邻里会客厅", MentionType.PLACE)
    figures = read("县里新建了1200平方米的“溪口邻里会客厅”，融合了便民服务等16个场景。", hall)
    assert [figure.about for figure in figures] == [hall[0], hall[0]]


def test_an_article_about_a_firm_says_so_in_its_heading() -> None:
    text = "龙江机械：小厂里的大生意\n车间里热火朝天，去年产值2.4亿元。"
    (figure,) = read(text, FIRM, heading="龙江机械：小厂里的大生意")
    assert figure.about == FIRM[0]


def test_a_thing_without_a_name_is_nobody() -> None:
    (figure,) = read("该无人机最大载重60千克。", FIRM)
    assert figure.about is None


def test_a_whole_city_is_not_meant_inside_another_word() -> None:
    (figure,) = read("推动城市内涵式发展，新建公园12个。", FIRM)
    assert figure.about == HOME


def test_a_name_is_not_cut_out_of_a_longer_word() -> None:
    (figure,) = read("石角生物多样性调查发现新物种12种。", ("石角生物", MentionType.ENTERPRISE))
    assert figure.about == HOME


def test_who_gets_something_is_no_limit_in_a_report() -> None:
    (figure,) = report("2024年工作安排\n辅助器具适配补贴4万人。")
    assert figure.kind == "target"


def test_what_others_reach_with_help_is_theirs_in_a_report() -> None:
    (figure,) = report("龙江机械助力水稻年产量突破100万吨。", FIRM)
    assert figure.about == HOME


def test_a_public_account_has_no_budget() -> None:
    (figure,) = read("龙江机械门前车水马龙，一般公共预算收入增长6%。", FIRM)
    assert figure.about == HOME


def test_a_firm_that_is_only_described_is_that_of_its_leader_named_next() -> None:
    text = "在镇上一间3000平方米的厂房内，4条生产线火力全开。公司负责人林师傅说，订单很多。"
    figures = read(text, PERSON)
    assert figures[-1].about == PERSON[0]


def test_who_came_is_a_figure_of_the_meeting() -> None:
    meeting = ("龙游茶业大会", MentionType.EVENT)
    text = "5月3日，龙游茶业大会在溪口镇举行，龙江机械等地的120家企业参会。"
    (figure,) = read(text, meeting, ("溪口镇", MentionType.DISTRICT), FIRM)
    assert figure.about == meeting[0]


def test_a_firm_within_a_zone_is_not_the_zone() -> None:
    (figure,) = read("龙游经济开发区内的龙江机械获贷600万元。", ("龙游经济开发区", MentionType.PLACE), FIRM)
    assert figure.about == FIRM[0]


def test_the_first_of_two_that_act_together_is_the_subject() -> None:
    bank = ("龙游农商银行", MentionType.ENTERPRISE)
    (figure,) = read("龙江机械与龙游农商银行共建研究院，五年投入930万元。", FIRM, bank)
    assert figure.about == FIRM[0]


def test_an_article_is_about_the_town_that_it_names_again_and_again() -> None:
    text = (
        "把服务送到家门口\n溪口镇有不少老人。溪口镇请来医生，溪口镇的志愿者上门帮忙。\n"
        "平台共注册1380人，发布活动207场。"
    )
    figures = read(text, ("溪口镇", MentionType.DISTRICT), heading="把服务送到家门口")
    assert {figure.about for figure in figures} == {"溪口镇"}


def test_the_parks_of_a_report_are_not_the_one_named_last() -> None:
    park = ("溪口科技园", MentionType.PLACE)
    text = "溪口科技园建成。“五好”园区提质增效，园区工业增加值占比76%。"
    (figure,) = read(text, park, title="龙游县政府工作报告")
    assert figure.about == HOME


def test_a_name_that_only_says_where_is_no_subject() -> None:
    text = "晴川产业园旁的青禾机械，去年产值下滑两成。"
    (figure,) = read(text, ("晴川产业园", MentionType.PLACE), ("青禾机械", MentionType.ENTERPRISE))
    assert figure.about == "青禾机械"


def test_those_who_settle_somewhere_are_counted_there() -> None:
    park = ("南溪科创园", MentionType.PLACE)
    (figure,) = read("今年已有14家企业落户南溪科创园。", park)
    assert figure.about == "南溪科创园"
    (figure,) = read("龙江机械14个项目落户南溪科创园。", park, FIRM)
    assert figure.about == "龙江机械"


def test_a_villager_is_the_subject_after_the_name_of_the_village() -> None:
    (figure,) = read("南溪村民林师傅看中了这片山，开发了40亩果园。", PERSON)
    assert figure.about == "林师傅"


def test_how_many_there_are_in_the_whole_province_is_about_the_province() -> None:
    (figure,) = read("全县投资排名全省90个区县第四位。")
    assert figure.about == "xzi:division/330000"


def test_a_policy_that_a_measure_continues_grants_nothing_itself() -> None:
    names = ("关于纾困助企的若干措施", "租金减免政策", "春风奖励资金")
    policies = [(name, MentionType.PROGRAM) for name in names]
    package = "《关于纾困助企的若干措施》出台。\n"
    (continued,) = read(f"{package}1. 延续租金减免政策，每家补助不超过5万元。", *policies)
    (new,) = read(f"{package}1. 设立春风奖励资金，每家补助不超过5万元。", *policies)
    assert (continued.about, new.about) == ("关于纾困助企的若干措施", "春风奖励资金")
