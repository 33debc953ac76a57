"""Figures: quantity, indicator, subject, period, change and kind, from sentences written for these tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.figures import find
from extract.state import Block, BlockKind, Context, Section, State, of
from ontology.record import MentionType
from tests.extract.figure_reading import HOME, PLACE, one, read, report, state_of


def test_level_then_growth_is_one_figure() -> None:
    figure = one("上半年，全县完成固定资产投资86.2亿元，同比增长7.5%。")
    assert (figure.indicator, figure.value, figure.unit) == ("固定资产投资", Decimal(8620000000), "CNY")
    assert (figure.change, figure.change_basis) == (Decimal("7.5"), "yearOnYear")
    assert figure.period == ("2024-01-01", "2024-06-30")


def test_growth_alone_has_no_value() -> None:
    figure = one("2023年，社会消费品零售总额下降3.1%。")
    assert (figure.value, figure.unit, figure.change) == (None, "", Decimal("-3.1"))
    assert figure.indicator == "社会消费品零售总额"


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("产量翻一番。", 100),
        ("销量翻了两番。", 300),
        ("订单增长两倍。", 200),
        ("能耗下降了一半。", -50),
        ("客流实现10—20倍增长。", 1000),
    ],
)
def test_growth_in_words(text: str, change: int) -> None:
    assert one(text).change == change


def test_chain_keeps_each_indicator() -> None:
    figures = read("全县有企业1.2万家，规上工业企业386家，其中高新技术企业95家。")
    assert [figure.indicator for figure in figures] == ["企业数", "规上工业企业数", "高新技术企业数"]


def test_share_names_part_and_whole() -> None:
    first, second = read("2023年，数字经济增加值120亿元，占生产总值比重达31.5%。")
    assert second.indicator == "数字经济增加值占生产总值比重"
    assert (second.value, second.unit) == (Decimal("31.5"), "%")
    assert first.change is None


def test_points_say_above_what() -> None:
    figures = read("民间投资增长8.1%，高于全省平均2.3个百分点。")
    assert figures[1].unit == "百分点"
    assert figures[1].indicator.startswith("民间投资增速高于全省")


def test_from_and_to_share_their_indicator() -> None:
    before, after = read("村集体经营性收入由25万元提高到60万元，增长140%。")
    assert before.indicator == after.indicator == "村集体经营性收入"
    assert (before.change, after.change) == (None, 140)


def test_list_after_respectively_is_handed_out() -> None:
    figures = read("城镇新增就业、失业人员再就业分别达到3200人、860人。")
    assert [(figure.indicator, figure.value) for figure in figures] == [
        ("城镇新增就业数", 3200),
        ("失业人员再就业数", 860),
    ]


def test_growth_list_belongs_to_the_levels_before() -> None:
    figures = read("接待游客120万人次、旅游收入9.6亿元，分别增长12.5%、15.1%。")
    assert [figure.change for figure in figures] == [Decimal("12.5"), Decimal("15.1")]


def test_growth_list_belongs_to_the_levels_of_the_same_list() -> None:
    figures = read("青峰港客运和货运量分别达到120万人次、35.6万吨，分别增长6.1%、2.4%。")
    assert [(figure.value, figure.change) for figure in figures] == [
        (1_200_000, Decimal("6.1")),
        (356_000, Decimal("2.4")),
    ]


def test_growths_in_a_row_are_those_of_the_levels_in_a_row() -> None:
    figures = read("茶叶和蚕桑亩均收入分别达1.2万元、0.7万元，增长3.1%、4.6%。")
    assert [figure.change for figure in figures] == [Decimal("3.1"), Decimal("4.6")]


def test_yearly_average_growth_is_told_from_growth_since_the_year_before() -> None:
    assert one("全县居民收入年均增长5.4%。").indicator == "居民收入年均增速"


def test_what_is_new_of_a_list_is_so_of_all() -> None:
    figures = read("全县新增托位2万个、普惠托育机构923个。")
    assert [figure.indicator for figure in figures] == ["新增托位数", "新增普惠托育机构数"]


def test_the_level_before_a_change_is_not_of_its_period() -> None:
    before, after = read("去年，全县社区工厂由12家增加到40家。")
    assert before.period == ("", "")
    assert after.period[0] == "2023-01-01"


def test_growth_list_gives_the_shared_head_to_each() -> None:
    figures = read("工业、服务业增加值分别增长5.2%、6.8%。")
    assert [figure.indicator for figure in figures] == ["工业增加值", "服务业增加值"]


def test_rank_goes_to_its_figure() -> None:
    figure = one("外贸出口41亿元，总量居全市第二位。")
    assert (figure.rank, figure.rank_scope) == (2, "全市")


def test_policy_grants_are_limits_of_the_policy() -> None:
    text = "根据《龙游县稳岗扩岗办法》，对新招用脱贫人口的企业，每人给予1500元补助，单家企业补助最高不超过20万元。"
    figures = read(text, ("龙游县稳岗扩岗办法", MentionType.PROGRAM))
    assert [(figure.kind, figure.qualifier) for figure in figures] == [("limit", "exact"), ("limit", "upTo")]
    assert {figure.about for figure in figures} == {"龙游县稳岗扩岗办法"}
    assert figures[1].indicator == "单家企业补助上限"


def test_aim_is_a_target_with_its_year() -> None:
    figure = one("到2027年，力争培育农业龙头企业40家以上。")
    assert (figure.kind, figure.qualifier, figure.period[1]) == ("target", "over", "2027-12-31")


def test_heading_gives_the_year_of_its_section() -> None:
    text = "2025年重点工作\n新建高标准农田3万亩。"
    figure = one(text)
    assert (figure.kind, figure.period[0]) == ("target", "2025-01-01")


def test_subject_of_the_clause_wins() -> None:
    figure = one("龙腾纸业年产值超12亿元。", ("龙腾纸业", MentionType.ENTERPRISE))
    assert figure.about == "龙腾纸业"


def test_whole_county_is_the_document_s_place() -> None:
    state = state_of()
    (figure,) = find("全县共有中小学42所。", state)
    assert figure.about == HOME
    assert state.entities[HOME].label == "龙游县"


def test_whole_city_is_above_the_document_s_place() -> None:
    assert one("全市建成充电桩1.8万个。").about == "xzi:division/330800"


def test_that_firm_is_the_last_one_named() -> None:
    text = "记者走进龙腾纸业的车间。该公司拥有专利56项。"
    assert one(text, ("龙腾纸业", MentionType.ENTERPRISE)).about == "龙腾纸业"


def test_what_was_set_up_is_what_follows_about() -> None:
    text = "龙游县成立竹产业联盟，目前入会企业28家。"
    names = (("龙游县", MentionType.DISTRICT), ("竹产业联盟", MentionType.ASSOCIATION))
    assert one(text, *names).about == "竹产业联盟"


def test_speaker_is_no_subject() -> None:
    text = "“我们新建了3条生产线。”龙腾纸业负责人王海介绍。"
    names = (("龙腾纸业", MentionType.ENTERPRISE), ("王海", MentionType.PERSON))
    assert all(figure.about != "王海" for figure in read(text, *names))


def test_caption_does_not_carry_its_subject_on() -> None:
    text = "龙腾纸业车间一角\n今年新增就业岗位900个。"
    state = state_of(text, ("龙腾纸业", MentionType.ENTERPRISE))
    state.context = Context(date=date(2024, 7, 10), place=PLACE, blocks=(Block(0, 8, BlockKind.CAPTION),))
    assert find(text, state)[0].about == HOME


def test_subject_ends_with_its_article() -> None:
    text = "龙腾纸业扩建厂房。\n春茶开采，产量达600吨。"
    state = state_of(text, ("龙腾纸业", MentionType.ENTERPRISE))
    sections = (Section(0, 9, ""), Section(10, len(text), ""))
    state.context = Context(date=date(2024, 7, 10), place=PLACE, sections=sections)
    assert find(text, state)[0].about == HOME


@pytest.mark.parametrize(
    "text",
    [
        "近日举行第十四届茶叶节。",
        "这是一座千年古城。",
        "坚持“两个维护”。",
        "落实中央八项规定精神。",
        "7月6日上午9点30分开工。",
        "工期18个月。",
        "建设15分钟生活圈。",
        "升级4/5G网络。",
        "深入学习二十大精神。",
        "连续3年获奖。",
        "投运220千伏级设备。",
        "折合96亿元人民币。",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read(text) == []


def test_number_inside_a_name_is_no_figure() -> None:
    assert read("“振兴22条”政策发布。", ("振兴22条", MentionType.PROGRAM)) == []


def test_number_without_unit_takes_the_unit_of_what_is_counted() -> None:
    assert [figure.unit for figure in read("人才总量突破12万。补贴最高不超过5万。")] == ["人", "CNY"]


def test_without_place_and_names_there_is_no_subject() -> None:
    figures = find("共有图书3.5万册。", State())
    assert [figure.about for figure in figures] == [None]


def test_each_figure_names_its_rule_and_confidence() -> None:
    figure = one("全县共有中小学42所。")
    assert figure.rule == "figure:level:group"
    assert 0 < figure.confidence <= 1


def test_component_fills_the_state_of_a_foreign_pipeline() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("xianzhi_figures")
    doc = nlp("今年新建公园12个。")
    assert [figure.value for figure in of(doc).figures] == [12]


_ALPHABET = "全县市，。；、（）“”为达增长下降分别从由到占比重第翻番近超以上余多个家元%亿万千百十一二三0123456789.-—\n "


@given(st.text(max_size=100) | st.text(alphabet=_ALPHABET, max_size=60))
def test_nothing_raises_and_spans_lie_in_the_text(text: str) -> None:
    for figure in read(text):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.value is not None or figure.change is not None or figure.rank is not None


def test_the_year_of_the_level_before_is_not_that_of_the_level_after() -> None:
    text = "去年，大溪村农家乐营业收入由2021年的5600万元增长到8300万元，接待游客1.1万人次。"
    found = find(text, State(Context(date=date(2025, 9, 15))))
    assert [int(f.period[0][:4]) for f in found if f.period[0]] == [2021, 2024, 2024]


def test_report_tells_of_its_division_whatever_was_named_before() -> None:
    (figure,) = report("灵江大桥建成通车。新增公园12座。", ("灵江大桥", MentionType.PLACE))
    assert (figure.about, figure.indicator) == (HOME, "新增公园数")


def test_report_keeps_the_years_it_tells_of() -> None:
    text = "五年来，发展加快。\n2021年的大桥通车，新建道路30公里。\n刚刚过去的2023年，是重要一年。\n新增公园12座。"
    road, park = report(text)
    assert road.period == ("2021-01-01", "2021-12-31")
    assert park.period == ("2023-01-01", "2023-12-31")


def test_yearly_average_in_a_report_is_over_its_years() -> None:
    text = "“十四五”时期，全县经济稳步增长。\n刚刚过去的2023年，是不平凡的一年。\n研发投入年均增长9%。"
    (figure,) = report(text)
    assert figure.period == ("2021-01-01", "2025-12-31")


def test_noun_of_aim_does_not_make_a_target() -> None:
    assert one("园区规划面积约6平方公里。").kind == "actual"
    assert one("2024年，生产总值预期增长5%。").kind == "target"


def test_only_a_division_has_a_gross_product() -> None:
    figure = read("星河公司投产。全县生产总值达到300亿元。", ("星河公司", MentionType.ENTERPRISE))[0]
    assert figure.about == HOME


def test_who_lends_to_whom_is_no_indicator() -> None:
    names = ("灵江银行", MentionType.ENTERPRISE), ("星河公司", MentionType.ENTERPRISE)
    figure = one("灵江银行向星河公司发放贷款300万元。", *names)
    assert (figure.about, figure.indicator) == ("星河公司", "发放贷款")


def test_examples_are_no_indicator() -> None:
    names = ("星河公司", MentionType.ENTERPRISE), ("云岭科技", MentionType.ENTERPRISE)
    assert one("这里已集聚星河公司、云岭科技等企业216家。", *names).indicator == "集聚企业数"


def test_base_of_a_change_has_the_year_compared_with() -> None:
    before, after = read("2023年，与2022年相比，全县企业由412家增加到468家。")
    assert (before.period[0], after.period[0]) == ("2022-01-01", "2023-01-01")


def test_how_long_it_lasted_is_no_indicator() -> None:
    assert one("粮食产量连续18年保持在100万吨以上。").indicator == "粮食产量"


def test_rank_of_something_else_stays_with_it() -> None:
    assert one("新建公园12座，空气质量居全省第一。").rank is None


def test_points_in_a_list_share_their_unit() -> None:
    first, second = read("甲产品、乙产品占比分别提高15、22个百分点。")
    assert (first.value, first.unit, first.indicator) == (Decimal(15), "百分点", "甲产品占比提高")
    assert second.value == Decimal(22)


def test_people_are_not_money() -> None:
    assert one("育儿补贴惠及23.6万婴幼儿。").unit == "人"


def test_highest_in_the_world_is_no_bound() -> None:
    assert one("全球最高10米液压支架下线。").qualifier == "exact"


def test_what_was_expected_ends_with_its_part_of_the_sentence() -> None:
    figures = read("1—5月产值超40亿元，预计全年突破90亿元；增加值增长29%。")
    assert [figure.period[1] for figure in figures] == ["2024-05-31", "2024-12-31", "2024-05-31"]
