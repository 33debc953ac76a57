"""Figures: which of several names they are of; sentences written for these tests."""

from __future__ import annotations

import pytest

from ontology.record import MentionType
from tests.extract.figure_reading import HOME, abouts, read, ruled

FAIR = ("龙游茶叶展销会", MentionType.EVENT)
FIRM = ("龙江机械", MentionType.ENTERPRISE)
MILL = ("青禾木业", MentionType.ENTERPRISE)
BANK = ("龙游农商银行", MentionType.ENTERPRISE)
PERSON = ("林大山", MentionType.PERSON)
TOWN = ("溪口镇", MentionType.DISTRICT)
PROVINCE = ("浙江省", MentionType.DISTRICT)
LIST = ("茶产业服务清单", MentionType.PROGRAM)
PARK = ("南溪园区", MentionType.PLACE)


@pytest.mark.parametrize(
    "text",
    [
        "青禾木业等22家企业通过验收。",
        "青禾木业、龙江机械等企业提质，新增专利30件。",
        "青禾木业等民企兴旺，新开店铺15家。",
    ],
)
def test_an_example_of_what_is_counted_does_not_own_it(text: str) -> None:
    assert abouts(text, MILL, FIRM) == [HOME]


def test_what_a_province_ranks_is_not_its_own() -> None:
    assert abouts("溪口镇经济活跃，浙江省“专精特新”企业12家。", TOWN, PROVINCE) == ["溪口镇"]
    assert abouts("浙江省新增企业12家。", PROVINCE) == ["浙江省"]


def test_where_something_ranks_is_no_owner() -> None:
    assert abouts("连续两年夺得全省丰收杯，建成粮仓12座。") == [HOME]
    assert abouts("向全省企业发放贷款12亿元。") == ["xzi:division/330000"]


def test_whom_that_county_only_locates_is_the_subject() -> None:
    assert abouts("该县农户林大山种茶40亩。", PERSON) == ["林大山"]
    assert abouts("我县青禾木业出口订单800份。", MILL) == ["青禾木业"]


def test_the_area_under_a_town_is_that_of_the_town_of_the_sentence() -> None:
    text = "溪口镇掀起创业热潮，辖区企业新开店铺45家。"
    assert [figure.about for figure in read(text, TOWN, place="浙江省杭州市余杭区")] == ["溪口镇"]


def test_who_is_only_held_to_have_reported_is_no_subject() -> None:
    paper = ("龙江晚报", MentionType.INSTITUTION)
    assert abouts("龙江晚报龙游7月8日电，新建茶园12个。", paper) == [HOME]
    assert abouts("龙江晚报记者 王明\n新建茶园12个。", paper, heading="龙江晚报记者 王明") == [HOME]


def test_what_a_congress_again_puts_forward_is_not_its_own() -> None:
    assert abouts("龙游茶叶展销会又提出产值超8亿元的目标。", FAIR) == [HOME]


def test_what_a_town_puts_forward_is_its_own() -> None:
    assert abouts("溪口镇提出培育4个产业。", TOWN) == ["溪口镇"]


def test_what_was_issued_is_what_the_next_clause_tells_of() -> None:
    assert abouts("“茶产业服务清单”发布，推出24个事项。", LIST) == [LIST[0]]


def test_who_holds_an_event_is_not_held() -> None:
    work = ("龙游茶园提升项目", MentionType.PROGRAM)
    assert abouts("7月3日，溪口镇举办龙游茶园提升项目分会场开工，新开工8个项目。", work, TOWN) == ["溪口镇"]
    firm = abouts("由青禾木业主办、龙江机械承办的龙游茶叶展销会举行，签约20个项目。", MILL, FIRM, FAIR)
    assert firm == [FAIR[0]]


def test_one_of_those_that_were_listed_was_not_set_up_here() -> None:
    pilot = ("未来乡村建设试点", MentionType.PROGRAM)
    assert abouts("溪口镇是今年公布的全省首批未来乡村建设试点之一，下辖10个村。", TOWN, pilot) == ["溪口镇"]


def test_the_town_of_a_branch_of_an_event_is_the_subject() -> None:
    assert abouts("龙游茶叶展销会溪口镇分会场签约18个项目。", FAIR, TOWN) == ["溪口镇"]


def test_the_one_named_after_where_it_lies_is_the_subject() -> None:
    village = ("石角村", MentionType.DISTRICT)
    assert abouts("石角村所在的溪口镇很热闹，新开店铺45家。", village, TOWN) == ["溪口镇"]
    road = ("龙游大道", MentionType.PLACE)
    assert abouts("龙游大道旁，青禾木业新厂房面积6000平方米。", road, MILL) == ["青禾木业"]


def test_what_is_built_with_an_amount_is_what_it_describes() -> None:
    assert abouts("由龙江机械投资2亿元建设的南溪园区开园。", FIRM, PARK) == ["南溪园区"]


def test_who_gets_the_loan_is_the_firm_before_the_bank() -> None:
    text = "青禾木业资金紧张。龙游农商银行上门对接，为其发放300万元贷款。"
    assert abouts(text, MILL, BANK) == ["青禾木业"]


def test_ours_before_a_name_makes_it_the_owner() -> None:
    assert abouts("“县城热闹，而我们溪口镇的茶企达40家。”", TOWN) == ["溪口镇"]


def test_a_firm_has_trade_of_its_own() -> None:
    assert abouts("青禾木业去年进出口总额7亿元。", MILL) == ["青禾木业"]
    assert abouts("青禾木业去年地区生产总值7亿元。", MILL) == [HOME]


def test_a_batch_of_projects_is_no_thing_without_a_name() -> None:
    assert abouts("这批项目建成后年产值6亿元。") == [HOME]
    assert abouts("这批设备重达30吨。") == [None]


def test_the_fair_is_what_was_held_in_another_paragraph() -> None:
    text = (
        "龙游茶叶展销会（简称“茶展”）于7月3日在县城举行。\n龙江机械展出新品。\n"
        "大会举办论坛7场。\n本届茶展吸引客商300人。"
    )
    assert abouts(text, FAIR, FIRM) == [FAIR[0], FAIR[0]]


def test_a_zone_is_meant_by_any_of_its_forms() -> None:
    text = "溪口镇很热闹。南溪园区招商忙。茶厂不少，园区新签项目12个。"
    assert abouts(text, TOWN, PARK) == ["南溪园区"]


def test_a_place_speaks_only_through_its_people() -> None:
    text = "“现在我家种了九亩地的芥菜，一年下来收入十多万元，日子越来越好。”在溪口镇南溪园区的地头，村民林大山说。"
    assert set(abouts(text, TOWN, PARK, PERSON)) == {"林大山"}


@pytest.mark.parametrize(
    "text",
    [
        "22个茶业项目集中签约\n5日，溪口镇举行龙游茶叶展销会。",
        "5日，溪口镇举行2023年二季度龙游茶叶展销会。\n签约项目中，茶机项目12个。",
        "5日，溪口镇举行2023年二季度龙游茶叶展销会，签约12份。",
    ],
)
def test_what_was_signed_is_of_the_day_on_which_it_was_held(text: str) -> None:
    figures = read(text, FAIR, TOWN)
    assert {figure.period for figure in figures} == {("2024-07-05", "2024-07-05")}


def test_a_town_is_the_subject_where_this_time_stands_before_it() -> None:
    text = "7月3日，龙游茶叶展销会举行。\n此次溪口镇签约64个项目。"
    assert abouts(text, FAIR, TOWN) == ["溪口镇"]


def test_a_short_form_of_what_was_held_means_it() -> None:
    fair = ("2024龙游国际茶叶产业博览会", MentionType.EVENT)
    text = "7月3日，2024龙游国际茶叶产业博览会举行。龙江机械展出新品。\n本届茶博会共有来自50个国家的客商。"
    assert abouts(text, fair, FIRM) == [fair[0]]


def test_the_end_of_a_longer_name_is_no_town() -> None:
    park = ("飞云谷南溪园", MentionType.PLACE)
    (figure,) = read("飞云谷南溪园开园。去年，南溪园重点企业研发费用3亿元。", park, ("南溪", MentionType.DISTRICT))[-1:]
    assert (figure.about, figure.indicator) == (park[0], "重点企业研发费用")


def test_the_branch_of_an_event_is_where_its_place_was_named() -> None:
    text = "在南溪园区主会场，人们挥动红旗。\n主会场集中开工10个项目。"
    assert abouts(text, PARK) == [PARK[0]]


def test_the_same_number_pointed_at_is_of_the_same() -> None:
    text = "溪口镇新开工8个项目。\n这8个项目包括茶厂、粮仓。"
    assert abouts(text, TOWN) == ["溪口镇", "溪口镇"]


def test_what_stands_before_a_dash_is_of_the_event_behind_it() -> None:
    text = "26个项目——7月3日举行的龙游茶叶展销会上，客商纷纷签约。"
    assert abouts(text, FAIR) == [FAIR[0]]


def test_what_a_programme_hands_out_is_its_own() -> None:
    programme = ("龙游茶叶消费券发放方案", MentionType.PROGRAM)
    text = "龙游茶叶消费券发放方案公布。\n龙江机械很热闹。\n全场火爆。消费券资金总计1000万元。"
    assert abouts(text, programme) == [programme[0]]


def test_a_share_goes_on_with_whose_number_it_is() -> None:
    assert abouts("“而我们溪口镇的茶企达40家，占全县的四分之一。”", TOWN) == ["溪口镇", "溪口镇"]


def test_a_voucher_is_that_of_the_activity_that_hands_it_out() -> None:
    activity = ("龙游茶叶消费券投放活动", MentionType.EVENT)
    text = "龙游茶叶消费券投放活动启动。\n近年来，龙江机械很热闹。\n单个券包总价值68元。"
    assert abouts(text, activity) == [activity[0]]


def test_a_document_that_is_only_followed_grants_nothing() -> None:
    upper = ("关于推动工业发展的通知", MentionType.PROGRAM)
    own = ("龙游县关于支持工业企业的若干意见", MentionType.PROGRAM)
    text = "《龙游县关于支持工业企业的若干意见》印发。根据《关于推动工业发展的通知》，提出：\n1.全县推进12个项目。"
    assert abouts(text, upper, own) == [own[0]]


def test_a_work_right_before_a_bare_measure_owns_it() -> None:
    work = ("蓝晶加工项目", MentionType.PROGRAM)
    (figure,) = read("青禾木业说，公司在建蓝晶加工项目总投资78亿元。", MILL, work)
    assert (figure.about, figure.indicator) == (work[0], "总投资")


def test_who_reports_does_not_speak_of_itself() -> None:
    paper = ("龙江晚报", MentionType.INSTITUTION)
    text = "“现在我家种了九亩地的芥菜，一年下来收入十多万元，日子越来越好。”村民林大山给龙江晚报记者算了笔账。"
    assert set(abouts(text, paper, PERSON)) == {"林大山"}


def test_a_noun_shared_by_the_names_of_a_list_means_none_of_them() -> None:
    tea, rice = ("春茶消费券", MentionType.PROGRAM), ("新米消费券", MentionType.PROGRAM)
    assert ruled("县里推出春茶消费券、新米消费券。消费券资金总计1000万元。", tea, rice) != [rice[0]]
    assert abouts("县里推出新米消费券。消费券资金总计1000万元。", tea, rice) == [rice[0]]


def test_each_kind_has_the_amount_right_behind_it() -> None:
    tea, rice = ("春茶消费券", MentionType.PROGRAM), ("新米消费券", MentionType.PROGRAM)
    assert abouts("其中，春茶消费券30万元、新米消费券50万元。", tea, rice) == [tea[0], rice[0]]


def test_an_amount_without_words_has_those_of_its_whole() -> None:
    tea, rice = ("春茶消费券", MentionType.PROGRAM), ("新米消费券", MentionType.PROGRAM)
    figures = read("券面总额80万元。其中，春茶消费券30万元、新米消费券50万元。", tea, rice)
    assert [figure.indicator for figure in figures] == ["券面总额"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "溪口镇很热闹，龙游茶叶展销会召开以来，新开店铺12家。",
        "溪口镇举办“龙游茶叶展销会”“茶王赛”等活动，接待茶客300人。",
        "溪口镇召开龙游茶叶展销会，县党代会又提出产值超8亿元的目标。",
    ],
)
def test_an_event_that_is_only_mentioned_owns_nothing(text: str) -> None:
    congress = ("县党代会", MentionType.EVENT)
    assert abouts(text, FAIR, TOWN, congress) == ["溪口镇"]


def test_a_programme_whose_contest_is_held_is_what_the_next_clause_tells_of() -> None:
    contest = ("茶香先锋", MentionType.PROGRAM)
    assert abouts("7月3日，溪口镇举行“茶香先锋”打擂比武活动，7家单位登台。", TOWN, contest) == [contest[0]]


def test_in_what_something_ranks_is_not_what_is_measured() -> None:
    assert abouts("茶叶产量增速在全省排名第一；销售收入3亿元。") == [HOME]


def test_the_people_of_a_park_speak_for_it() -> None:
    assert abouts("“我们共有12家企业春节里不停工，大家都很忙。”南溪园区相关负责人说。", PARK) == [PARK[0]]
