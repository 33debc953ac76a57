"""Figures: what a passage is about where a sentence does not say so; sentences written for these tests."""

from __future__ import annotations

import pytest

from extract.figures import find
from extract.state import Block, BlockKind
from ontology.record import MentionType
from tests.extract.figure_reading import HOME, abouts, read, ruled, state_of

FAIR = ("龙游茶叶展销会", MentionType.EVENT)
FIRM = ("龙江机械", MentionType.ENTERPRISE)
BANK = ("龙游农商银行", MentionType.ENTERPRISE)
PERSON = ("林师傅", MentionType.PERSON)
VILLAGE = ("石角村", MentionType.DISTRICT)
TOWN = ("溪口镇", MentionType.DISTRICT)
APP = ("龙游农服", MentionType.PROGRAM)


@pytest.mark.parametrize(
    "text",
    [
        "6月3日，龙游茶叶展销会在县城开幕。来自各地的86家茶企参展，现场设展位120个。",
        "6月3日，龙江机械承办龙游茶叶展销会。来自各地的86家茶企参展。",
        "龙游茶叶展销会6月3日开幕。龙江机械展出了新品。\n活动现场，签订合同18份。",
        "6月3日，溪口镇举行龙游茶叶展销会，\n120余名村民来到广场参加龙游茶叶展销会。",
        "6月3日，龙游茶叶展销会开幕。这个县里最大的茶业展销会当天吸引客商300人。",
    ],
)
def test_what_happens_at_an_event_is_its_own(text: str) -> None:
    assert set(abouts(text, FAIR, FIRM, TOWN)) == {FAIR[0]}


def test_work_of_years_is_not_that_of_the_event_before() -> None:
    text = "6月3日，龙游茶叶展销会开幕。近年来，新建茶园12个。"
    assert abouts(text, FAIR) == [HOME]


def test_a_congress_that_is_only_cited_is_no_event_of_the_text() -> None:
    text = "去年的龙游茶叶展销会报告提出做强茶业。现有茶园12个。"
    assert abouts(text, FAIR) == [HOME]


def test_a_byline_does_not_hide_the_sentence_behind_it() -> None:
    text = "本报讯（记者王明）龙江机械今年扩产。产值2.4亿元。"
    state = state_of(text, FIRM)
    state.context = type(state.context)(place=state.context.place, blocks=(Block(0, 10, BlockKind.BYLINE),))
    assert [figure.about for figure in find(text, state)] == [FIRM[0]]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("“订单增长了两成，车间里日夜赶工，已经招了30名工人。”龙江机械总经理林师傅说。", FIRM[0]),
        ("龙江机械总经理林师傅透露，订单很多。目前，新增车间3个。", FIRM[0]),
        ("村民林师傅在这里干了两年。“一天能挣90元，家里也能照顾得到。”她说。", PERSON[0]),
        ("菜农林师傅最早报名。他的6座大棚都装上了喷灌。", PERSON[0]),
        ("林师傅是老党员。2016年，他自己拿出20万元修路。", PERSON[0]),
    ],
)
def test_who_speaks_of_himself_or_is_meant_is_the_subject(text: str, about: str) -> None:
    assert set(abouts(text, FIRM, PERSON)) == {about}


@pytest.mark.parametrize(
    "text",
    [
        "走进溪口镇的龙江机械，工人们正在装车。去年产值2.4亿元。",
        "在龙江机械的车间里，12条生产线一齐开动。",
        "2017年，林师傅创立龙江机械。产品上市不久，销售额就有200万元。",
        "车间里新增3条生产线，新招工人40名，这是龙江机械投产半年的成绩。",
        "来自龙江机械各个车间的15名技工下乡义务维修。",
        "今年为龙江机械创造了3000万元产值。",
    ],
)
def test_a_text_leads_to_a_firm(text: str) -> None:
    assert set(abouts(text, FIRM, PERSON, TOWN)) == {FIRM[0]}


def test_a_word_for_a_firm_means_one_that_it_fits() -> None:
    factory = ("石角竹器厂", MentionType.ENTERPRISE)
    text = "龙游农商银行走访石角竹器厂。该厂接到订单900万元。今年以来，该行发放贷款8亿元。"
    assert abouts(text, BANK, factory) == [factory[0], BANK[0]]


def test_a_firm_that_the_text_tells_of_comes_before_its_leader() -> None:
    text = "龙江机械产销两旺。公司负责人林师傅很忙。龙江机械又接了单。今年，公司投资3亿元。"
    assert abouts(text, FIRM, PERSON) == [FIRM[0]]


def test_a_noun_alone_means_what_was_called_so() -> None:
    text = "县里上线“龙游农服”智慧服务平台。农户一键呼叫专家。平台注册用户4.8万人。"
    assert abouts(text, APP) == [APP[0]]
    assert ruled("县里上线“龙游农服”。平台经济企业有40家。", APP) == [HOME]


def test_a_village_goes_on_until_another_acts() -> None:
    text = "石角村地处深山。\n村里的老人多，已流转土地150亩。\n溪口镇接着推广。\n栽植菌棒40万袋。"
    assert abouts(text, VILLAGE, TOWN) == [VILLAGE[0], TOWN[0]]


def test_a_service_in_the_heading_is_what_an_article_is_about() -> None:
    text = "“龙游农服”上线一年\n农户用得顺手。龙游农服很实用。\n已解答问题10万条。"
    assert abouts(text, APP, heading="“龙游农服”上线一年") == [APP[0]]


def test_whose_first_something_is_does_not_act() -> None:
    text = "龙游茶叶展销会开幕。这一龙游县首个展会当天卖出茶叶3吨。"
    assert abouts(text, FAIR, ("龙游县", MentionType.DISTRICT)) == [FAIR[0]]


def test_builders_speak_of_what_they_build() -> None:
    tunnel = ("石角隧道", MentionType.PLACE)
    text = "石角隧道去年动工，已经完成大半。“路线又长又弯，施工中一共用了6台掘进机。”龙江机械的林师傅说。"
    assert abouts(text, tunnel, FIRM, PERSON) == [tunnel[0]]


def test_the_day_of_an_event_is_that_of_what_happened_at_it() -> None:
    text = "6月3日，龙游茶叶展销会开幕。\n龙游有好茶。\n会上，18家企业签约。"
    (figure,) = read(text, FAIR)
    assert figure.period == ("2024-06-03", "2024-06-03")


def test_a_time_that_is_over_is_not_that_of_what_followed() -> None:
    figures = read("6月3日，签约仪式举行。这是继第一季度签约7个项目后，再次集中签约13个项目。本次签约总投资9亿元。")
    assert [figure.period[1] for figure in figures] == ["2024-03-31", "2024-06-03", "2024-06-03"]


def test_the_year_in_the_name_of_an_event_is_not_its_day() -> None:
    (figure,) = read("6月3日，溪口镇2024年消防日活动举行，300名村民参加。")
    assert figure.period == ("2024-06-03", "2024-06-03")


def test_what_is_done_up_to_a_day_counts_from_when_the_paragraph_does() -> None:
    text = "今年以来，龙江机械持续扩产。截至4月底，已完成产值3亿元，现有员工200人。"
    produced, staff = read(text, FIRM)
    assert (produced.period, staff.period) == (("2024-01-01", "2024-04-30"), ("", "2024-04-30"))


def test_what_a_firm_is_may_stand_before_its_name() -> None:
    text = "龙江机械产销两旺。\n会员企业石角竹器厂是老字号。目前，公司拥有技师70名。"
    assert abouts(text, FIRM, ("石角竹器厂", MentionType.ENTERPRISE)) == ["石角竹器厂"]


def test_a_press_conference_is_not_the_event_that_it_tells_of() -> None:
    briefing = ("成果发布会", MentionType.EVENT)
    text = "龙游茶叶展销会落幕。记者从主办方举办的成果发布会上获悉，本次展销会签约项目67个，展会投资9亿元。"
    assert set(abouts(text, FAIR, briefing)) == {FAIR[0]}


def test_what_is_counted_is_not_the_subject() -> None:
    works = ("溪口镇成功申报示范项目", MentionType.PROGRAM)
    assert abouts("溪口镇成功申报示范项目5个，争取资金3亿元。", works) == [HOME, HOME]


def test_what_is_made_is_no_subject() -> None:
    plan = ("共富机制", MentionType.PROGRAM)
    assert abouts("溪口镇新开农家乐20家，构建起产业带村民的共富机制，带动村民300人。", plan, TOWN)[-1] == TOWN[0]


def test_those_who_come_to_what_was_held_are_counted_there() -> None:
    text = "6月3日，龙游茶叶展销会开幕。龙江机械负责人林师傅、县里的种茶大户以及代表等200余人参加开幕式。"
    assert abouts(text, FAIR, FIRM, PERSON) == [FAIR[0]]


def test_a_firm_that_speaks_at_an_event_speaks_of_itself() -> None:
    text = "龙游茶叶展销会开幕。龙江机械的林师傅表示，开工一周，他们就招到了200名新员工。"
    assert abouts(text, FAIR, FIRM, PERSON) == [FIRM[0]]


def test_a_park_is_what_the_project_of_a_passage_is() -> None:
    project = ("石角半导体产业港项目", MentionType.PROGRAM)
    other = ("溪口工业园区", MentionType.PLACE)
    text = "石角半导体产业港项目进展顺利，在溪口工业园区考评中领先。园区今年投用，目前31家企业已投产。"
    assert abouts(text, project, other) == [project[0]]


def test_an_event_that_is_only_mentioned_does_not_go_on() -> None:
    text = "茶农过去各卖各的。" * 30 + "镇里举办了龙游茶叶展销会。\n合作社自建了600平方米的仓库。"
    assert abouts(text, FAIR) == [HOME]


def test_what_was_only_done_is_no_event_with_a_name() -> None:
    signing = ("春季项目签约活动", MentionType.EVENT)
    assert abouts("6月3日，县里举行春季项目签约活动，13个项目签约。", signing) == [HOME]


def test_an_event_takes_place_whatever_stands_before_its_name() -> None:
    day = ("“六·五”环境日活动", MentionType.PROGRAM)
    text = "6月3日，“清洁家园”龙游县2024年“六·五”环境日活动举行，机关干部等近百人参加活动。"
    assert abouts(text, day) == [day[0]]


def test_the_street_office_acts_by_its_kind() -> None:
    street = ("石角街道", MentionType.DISTRICT)
    text = "石角街道人多地少。年初以来，街道根据群众意见修路，已完成6条。街道两旁新开店铺8家。"
    assert abouts(text, street)[0] == street[0]
    assert read(text, street)[0].rule.endswith("group")


def test_who_gave_something_is_no_part_of_what_it_is() -> None:
    (figure,) = read("由龙江机械捐赠的400万元设备启用。", FIRM)
    assert (figure.about, figure.indicator) == (FIRM[0], "捐赠设备")


def test_one_period_lasts_through_the_parts_of_a_report() -> None:
    text = "1-4月，全县工业增加值增长9%。\n从行业看\n矿业增长3%。\n从产品看\n水泥产量增长5%。\n商会有会员30家。"
    days = [(figure.period[0], figure.period[1]) for figure in read(text)]
    assert days[:3] == [("2024-01-01", "2024-04-30")] * 3
