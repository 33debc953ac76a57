"""Figures: quantity, indicator, subject, period, change and kind, from sentences written for these tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.figures import find
from extract.state import Block, BlockKind, Context, Found, Named, Section, State, of
from ontology.record import Figure, MentionType

PLACE = "浙江省衢州市龙游县"
HOME = "xzi:division/330825"


def _state(text: str = "", *names: tuple[str, MentionType], place: str = PLACE) -> State:
    """Return a state with the given names marked wherever they stand in the text."""
    state = State(context=Context(date=date(2024, 7, 10), place=place))
    for name, kind in names:
        state.entities[name] = Named(name, kind, name)
        start = text.find(name)
        while start >= 0:
            state.mentions.append(Found(start, start + len(name), kind, "test", 1.0, name))
            start = text.find(name, start + 1)
    state.mentions.sort(key=lambda mention: mention.start)
    return state


def _read(text: str, *names: tuple[str, MentionType], place: str = PLACE) -> list[Figure]:
    return find(text, _state(text, *names, place=place))


def _one(text: str, *names: tuple[str, MentionType]) -> Figure:
    (figure,) = _read(text, *names)
    return figure


def test_level_then_growth_is_one_figure() -> None:
    figure = _one("上半年，全县完成固定资产投资86.2亿元，同比增长7.5%。")
    assert (figure.indicator, figure.value, figure.unit) == ("固定资产投资", Decimal(8620000000), "CNY")
    assert (figure.change, figure.change_basis) == (Decimal("7.5"), "yearOnYear")
    assert figure.period == ("2024-01-01", "2024-06-30")


def test_growth_alone_has_no_value() -> None:
    figure = _one("2023年，社会消费品零售总额下降3.1%。")
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
    assert _one(text).change == change


def test_chain_keeps_each_indicator() -> None:
    figures = _read("全县有企业1.2万家，规上工业企业386家，其中高新技术企业95家。")
    assert [figure.indicator for figure in figures] == ["企业数", "规上工业企业数", "高新技术企业数"]


def test_share_names_part_and_whole() -> None:
    first, second = _read("2023年，数字经济增加值120亿元，占生产总值比重达31.5%。")
    assert second.indicator == "数字经济增加值占生产总值比重"
    assert (second.value, second.unit) == (Decimal("31.5"), "%")
    assert first.change is None


def test_points_say_above_what() -> None:
    figures = _read("民间投资增长8.1%，高于全省平均2.3个百分点。")
    assert figures[1].unit == "百分点"
    assert figures[1].indicator.startswith("民间投资增速高于全省")


def test_from_and_to_share_their_indicator() -> None:
    before, after = _read("村集体经营性收入由25万元提高到60万元，增长140%。")
    assert before.indicator == after.indicator == "村集体经营性收入"
    assert (before.change, after.change) == (None, 140)


def test_list_after_respectively_is_handed_out() -> None:
    figures = _read("城镇新增就业、失业人员再就业分别达到3200人、860人。")
    assert [(figure.indicator, figure.value) for figure in figures] == [
        ("城镇新增就业数", 3200),
        ("失业人员再就业数", 860),
    ]


def test_growth_list_belongs_to_the_levels_before() -> None:
    figures = _read("接待游客120万人次、旅游收入9.6亿元，分别增长12.5%、15.1%。")
    assert [figure.change for figure in figures] == [Decimal("12.5"), Decimal("15.1")]


def test_growth_list_gives_the_shared_head_to_each() -> None:
    figures = _read("工业、服务业增加值分别增长5.2%、6.8%。")
    assert [figure.indicator for figure in figures] == ["工业增加值", "服务业增加值"]


def test_rank_goes_to_its_figure() -> None:
    figure = _one("外贸出口41亿元，总量居全市第二位。")
    assert (figure.rank, figure.rank_scope) == (2, "全市")


def test_policy_grants_are_limits_of_the_policy() -> None:
    text = "根据《龙游县稳岗扩岗办法》，对新招用脱贫人口的企业，每人给予1500元补助，单家企业补助最高不超过20万元。"
    figures = _read(text, ("龙游县稳岗扩岗办法", MentionType.PROGRAM))
    assert [(figure.kind, figure.qualifier) for figure in figures] == [("limit", "exact"), ("limit", "upTo")]
    assert {figure.about for figure in figures} == {"龙游县稳岗扩岗办法"}
    assert figures[1].indicator == "单家企业补助上限"


def test_aim_is_a_target_with_its_year() -> None:
    figure = _one("到2027年，力争培育农业龙头企业40家以上。")
    assert (figure.kind, figure.qualifier, figure.period[1]) == ("target", "over", "2027-12-31")


def test_heading_gives_the_year_of_its_section() -> None:
    text = "2025年重点工作\n新建高标准农田3万亩。"
    figure = _one(text)
    assert (figure.kind, figure.period[0]) == ("target", "2025-01-01")


def test_subject_of_the_clause_wins() -> None:
    figure = _one("龙腾纸业年产值超12亿元。", ("龙腾纸业", MentionType.ENTERPRISE))
    assert figure.about == "龙腾纸业"


def test_whole_county_is_the_document_s_place() -> None:
    state = _state()
    (figure,) = find("全县共有中小学42所。", state)
    assert figure.about == HOME
    assert state.entities[HOME].label == "龙游县"


def test_whole_city_is_above_the_document_s_place() -> None:
    assert _one("全市建成充电桩1.8万个。").about == "xzi:division/330800"


def test_that_firm_is_the_last_one_named() -> None:
    text = "记者走进龙腾纸业的车间。该公司拥有专利56项。"
    assert _one(text, ("龙腾纸业", MentionType.ENTERPRISE)).about == "龙腾纸业"


def test_what_was_set_up_is_what_follows_about() -> None:
    text = "龙游县成立竹产业联盟，目前入会企业28家。"
    names = (("龙游县", MentionType.DISTRICT), ("竹产业联盟", MentionType.ASSOCIATION))
    assert _one(text, *names).about == "竹产业联盟"


def test_speaker_is_no_subject() -> None:
    text = "“我们新建了3条生产线。”龙腾纸业负责人王海介绍。"
    names = (("龙腾纸业", MentionType.ENTERPRISE), ("王海", MentionType.PERSON))
    assert all(figure.about != "王海" for figure in _read(text, *names))


def test_caption_does_not_carry_its_subject_on() -> None:
    text = "龙腾纸业车间一角\n今年新增就业岗位900个。"
    state = _state(text, ("龙腾纸业", MentionType.ENTERPRISE))
    state.context = Context(date=date(2024, 7, 10), place=PLACE, blocks=(Block(0, 8, BlockKind.CAPTION),))
    assert find(text, state)[0].about == HOME


def test_subject_ends_with_its_article() -> None:
    text = "龙腾纸业扩建厂房。\n春茶开采，产量达600吨。"
    state = _state(text, ("龙腾纸业", MentionType.ENTERPRISE))
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
    assert _read(text) == []


def test_number_inside_a_name_is_no_figure() -> None:
    assert _read("“振兴22条”政策发布。", ("振兴22条", MentionType.PROGRAM)) == []


def test_number_without_unit_takes_the_unit_of_what_is_counted() -> None:
    assert [figure.unit for figure in _read("人才总量突破12万。补贴最高不超过5万。")] == ["人", "CNY"]


def test_without_place_and_names_there_is_no_subject() -> None:
    figures = find("共有图书3.5万册。", State())
    assert [figure.about for figure in figures] == [None]


def test_each_figure_names_its_rule_and_confidence() -> None:
    figure = _one("全县共有中小学42所。")
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
    for figure in _read(text):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.value is not None or figure.change is not None or figure.rank is not None


def test_the_year_of_the_level_before_is_not_that_of_the_level_after() -> None:
    text = "去年，大溪村农家乐营业收入由2021年的5600万元增长到8300万元，接待游客1.1万人次。"
    found = find(text, State(Context(date=date(2025, 9, 15))))
    assert [int(f.period[0][:4]) for f in found if f.period[0]] == [2021, 2024, 2024]


def _report(text: str, *names: tuple[str, MentionType]) -> list[Figure]:
    """Read a text as the work report of the test county, given in January 2024."""
    state = _state(text, *names)
    state.context = Context(date=date(2024, 1, 15), title="龙游县政府工作报告", place=PLACE)
    return find(text, state)


def test_report_tells_of_its_division_whatever_was_named_before() -> None:
    (figure,) = _report("灵江大桥建成通车。新增公园12座。", ("灵江大桥", MentionType.PLACE))
    assert (figure.about, figure.indicator) == (HOME, "新增公园数")


def test_report_keeps_the_years_it_tells_of() -> None:
    text = "五年来，发展加快。\n2021年的大桥通车，新建道路30公里。\n刚刚过去的2023年，是重要一年。\n新增公园12座。"
    road, park = _report(text)
    assert road.period == ("2021-01-01", "2021-12-31")
    assert park.period == ("2023-01-01", "2023-12-31")


def test_yearly_average_in_a_report_is_over_its_years() -> None:
    text = "“十四五”时期，全县经济稳步增长。\n刚刚过去的2023年，是不平凡的一年。\n研发投入年均增长9%。"
    (figure,) = _report(text)
    assert figure.period == ("2021-01-01", "2025-12-31")


def test_noun_of_aim_does_not_make_a_target() -> None:
    assert _one("园区规划面积约6平方公里。").kind == "actual"
    assert _one("2024年，生产总值预期增长5%。").kind == "target"


def test_only_a_division_has_a_gross_product() -> None:
    figure = _read("星河公司投产。全县生产总值达到300亿元。", ("星河公司", MentionType.ENTERPRISE))[0]
    assert figure.about == HOME


def test_who_lends_to_whom_is_no_indicator() -> None:
    names = ("灵江银行", MentionType.ENTERPRISE), ("星河公司", MentionType.ENTERPRISE)
    figure = _one("灵江银行向星河公司发放贷款300万元。", *names)
    assert (figure.about, figure.indicator) == ("星河公司", "发放贷款")


def test_examples_are_no_indicator() -> None:
    names = ("星河公司", MentionType.ENTERPRISE), ("云岭科技", MentionType.ENTERPRISE)
    assert _one("这里已集聚星河公司、云岭科技等企业216家。", *names).indicator == "集聚企业数"


def test_base_of_a_change_has_the_year_compared_with() -> None:
    before, after = _read("2023年，与2022年相比，全县企业由412家增加到468家。")
    assert (before.period[0], after.period[0]) == ("2022-01-01", "2023-01-01")


def test_how_long_it_lasted_is_no_indicator() -> None:
    assert _one("粮食产量连续18年保持在100万吨以上。").indicator == "粮食产量"


def test_rank_of_something_else_stays_with_it() -> None:
    assert _one("新建公园12座，空气质量居全省第一。").rank is None


def test_points_in_a_list_share_their_unit() -> None:
    first, second = _read("甲产品、乙产品占比分别提高15、22个百分点。")
    assert (first.value, first.unit, first.indicator) == (Decimal(15), "百分点", "甲产品占比提高")
    assert second.value == Decimal(22)


def test_people_are_not_money() -> None:
    assert _one("育儿补贴惠及23.6万婴幼儿。").unit == "人"


def test_highest_in_the_world_is_no_bound() -> None:
    assert _one("全球最高10米液压支架下线。").qualifier == "exact"


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("新建仓库8000平方米。", ["新建仓库面积"]),
        ("新建3公里绿道。", ["新建绿道长度"]),
        ("全年演出50余场。", ["演出场数"]),
        ("志愿者参与服务1300人次。", ["志愿者参与服务人次"]),
        ("片区平均每月推出15场活动。", ["每月推出活动场数"]),
        ("企业年产能达60万台。", ["企业年产能数"]),
        ("开工12个百亿元、70个30亿元以上项目。", ["开工百亿元项目数", "30亿元以上项目数"]),
        ("首批12项及第二批14项重点改革落地。", ["重点改革数", "重点改革数"]),
        ("升级107个、共计19.1万平方米的公共空间。", ["公共空间数", "公共空间"]),
        ("汽车产量超2万辆，产值约80亿元。", ["汽车产量", "汽车产值"]),
        ("优化支出结构、清收各类资金5亿元。", ["清收各类资金"]),
        ("城乡居民消费支出分别增长6.2%和7.9%。", ["城镇居民消费支出", "农村居民消费支出"]),
        ("财政支出八成以上投向民生领域。", ["财政支出投向民生领域占比"]),
        ("74个断面水质优良比例连续3年保持100%。", ["断面数", "断面水质优良比例"]),
        ("茶叶综合产值增长8.5%、出口增长53.6%。", ["茶叶综合产值", "茶叶出口"]),
        ("食品、医药等产业增加值分别增长7.5%、17.4%。", ["食品产业增加值", "医药产业增加值"]),
        ("每3个居民中就有1个志愿者。", ["每3个居民中的志愿者数"]),
        ("中职学校由71所优化整合为47所。", ["中职学校数", "中职学校数"]),
    ],
)
def test_indicators_are_worded_without_what_is_said_of_them(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in _read(text)] == indicators


def test_points_of_a_list_share_their_unit() -> None:
    figures = _read("工业、旅游增速分别高于全市2.4个、1个百分点。")
    assert [(figure.value, figure.unit) for figure in figures] == [(Decimal("2.4"), "百分点"), (Decimal(1), "百分点")]


def test_a_range_of_growth_keeps_both_ends() -> None:
    figure = _one("能耗下降3%至5%。")
    assert (figure.change, figure.upper_value) == (Decimal(-3), Decimal(-5))


def test_the_level_of_the_year_before_has_its_own_period() -> None:
    figures = _read("今年上半年工业增加值50亿元；去年同期为45亿元。")
    assert [(figure.indicator, figure.period[0]) for figure in figures] == [
        ("工业增加值", "2024-01-01"),
        ("工业增加值", "2023-01-01"),
    ]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("对新认定的企业技术中心，给予不超过300万元的奖励。", "对新认定的企业技术中心"),
        ("给予客流80万人次以上的商场每家不超过60万元的补助。", "客流80万人次以上的商场"),
    ],
)
def test_whom_a_cap_is_for_is_kept_as_printed(text: str, condition: str) -> None:
    figure = _read(text)[-1]
    assert (figure.kind, figure.qualifier, figure.condition) == ("limit", "upTo", condition)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("一二三产增加值分别增长3%、6%、5%。", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
        ("新材料、新能源、装备产业产值分别增长9%、8%、12%。", ["新材料产业产值", "新能源产业产值", "装备产业产值"]),
        ("“甲品”、“乙品”分别新增2项和4项，累计分别达到6项和8项。", ["新增甲品数", "新增乙品数", "甲品数", "乙品数"]),
        ("净增经营主体1.5万户、总量达7.4万户。", ["净增经营主体户数", "经营主体总量"]),
        ("地区生产总值跨越3个百亿元台阶，达到850亿元。", ["地区生产总值"]),
        ("亿元以上项目新开工43个、竣工38个。", ["亿元以上项目新开工数", "亿元以上项目竣工数"]),
        ("43所高校、职业院校和53所中学与外省结对。", ["高校、职业院校数", "中学数"]),
        ("外贸进出口在订单减少的情况下增长12%。", ["外贸进出口"]),
        ("火灾、交通事故分别下降7%、9%。", ["火灾", "交通事故"]),
        ("基础研究支出占研发投入比重达7%。", ["基础研究支出占研发投入比重"]),
    ],
)
def test_members_of_a_list_and_levels_that_moved_keep_their_measure(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in _read(text)] == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("怎么让四百多家企业既竞争又互助？", ["企业数"]),
        ("镇里把22个党组织连成一体。", ["党组织数"]),
        ("将原来的187个网格调整为241个。", ["网格数", "网格数"]),
        ("设计团队最后把最大纵坡压在百分之三点五以内。", ["最大纵坡"]),
        ("推动党员比例超过六成。", ["党员比例"]),
        ("随迁子女在公办学校就读比例达95.4%。", ["随迁子女在公办学校就读比例"]),
        ("提出28个主要指标。", ["主要指标数"]),
        ("养老金标准、低保标准每月分别提高25元、50元。", ["养老金标准提高", "低保标准提高"]),
        ("获评5个国家生态文明建设示范区。", ["获评国家生态文明建设示范区数"]),
        ("提供10万个高校毕业生就业岗位。", ["提供高校毕业生就业岗位数"]),
        (
            "交通、水利、能源领域投资额分别达24亿元、4亿元、17亿元。",
            ["交通领域投资额", "水利领域投资额", "能源领域投资额"],
        ),
        ("灯亮率从2020年的41.6%提升到2025年的66.3%。", ["灯亮率", "灯亮率"]),
    ],
)
def test_what_happened_to_the_counted_is_left_out(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in _read(text)] == indicators


def test_whom_a_grant_is_for_sets_a_bar() -> None:
    bar, grant = _read("产值10亿元以上的，每户最高150万元。")
    assert (bar.kind, bar.value) == ("limit", Decimal(10**9))
    assert (grant.kind, grant.value, grant.condition) == ("limit", Decimal(1500000), "产值10亿元以上的")


@pytest.mark.parametrize(
    "text", ["占了将近一半。", "城建规划、应急管理等二十个领域。", "到今年，全县已经有93处老房子。"]
)
def test_words_that_look_like_aims(text: str) -> None:
    assert [figure.kind for figure in _read(text)] == ["actual"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("低保标准提高到801元/月。", 801, "CNY/月"), ("垃圾处理能力达16.9万吨/日。", 169000, "吨/天")],
)
def test_an_amount_per_day_or_month_says_so(text: str, value: int, unit: str) -> None:
    figure = _one(text)
    assert (figure.value, figure.unit) == (Decimal(value), unit)


def test_growth_after_a_place_among_others() -> None:
    figure = _one("地区生产总值达到553亿元、稳居全国前十强、增长4.8%。")
    assert (figure.indicator, figure.change) == ("地区生产总值", Decimal("4.8"))


def test_a_tenth_and_its_half_are_one_share() -> None:
    assert [figure.change for figure in _read("信访下降两成三，投诉下降一成半。")] == [Decimal(-23), Decimal(-15)]


@pytest.mark.parametrize(
    "text",
    [
        "推广550大卡以上的煤。",
        "创业青年50人论坛举行。",
        "在“世界500强”排名由412位跃升到388位。",
        "株洲608所AES100发动机加速应用。",
        "去年流了十一次。",
        "为50户以上自然村通水。",
    ],
)
def test_what_describes_a_thing_is_no_figure(text: str) -> None:
    assert _read(text) == []


def test_ranks_of_a_list_go_to_its_members() -> None:
    text = "茶叶、毛竹产量分别增长3.1%、2.7%，分别居全市第二、第六。"
    assert [(figure.indicator, figure.rank) for figure in _read(text)] == [("茶叶产量", 2), ("毛竹产量", 6)]
    assert [figure.rank for figure in _read("出口增长3%，居全市第一、第二产业较快增长。")] == [1]


def test_growth_against_an_earlier_plan_goes_on_with_its_level() -> None:
    figure = _one("五年来，税收累计超300亿元、较“十三五”增长21%。")
    assert (figure.indicator, figure.change) == ("税收", Decimal(21))


def test_a_number_that_was_taken_for_a_name_counts() -> None:
    text = "建成绿色河道14条、美丽池塘27口。"
    assert [figure.value for figure in _read(text, ("14条", MentionType.PROGRAM))] == [14, 27]


def test_each_of_a_list_after_from_has_its_year() -> None:
    text = "2025年，城乡居民人均可支配收入从2021年的36120元和14850元分别提高到47230元和19860元。"
    found = find(text, State(Context(date=date(2026, 1, 15))))
    assert [figure.value for figure in found] == [36120, 14850, 47230, 19860]
    assert [figure.period[0][:4] for figure in found] == ["2021", "2021", "2025", "2025"]


def test_the_whole_year_of_a_plan_is_the_year_to_come() -> None:
    (figure,) = _report("2024年工作安排\n今年要加快发展。\n全年开工桥梁12座以上。")
    assert (figure.kind, figure.period) == ("target", ("2024-01-01", "2024-12-31"))


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("新建12个博士创新站。", ["新建博士创新站数"]),
        ("设立3家物流集中运营中心。", ["设立物流集中运营中心数"]),
        ("建成40个村级公园或3人制篮球场。", ["建成村级公园数"]),
        ("收到来信310件、提案42件。", ["收到来信数", "提案数"]),
        ("送戏下乡、送书进村分别惠及12万、8万人次。", ["送戏下乡惠及人次", "送书进村惠及人次"]),
        ("风电装机规模达20万千瓦、装机占比超30%。", ["风电装机规模", "风电装机占比"]),
        ("完成危房改造3.2万户（套）、院落改造1.6万户。", ["危房改造户数", "院落改造户数"]),
        ("毛竹产量连续3年占全国七成以上。", ["毛竹产量占全国比重"]),
        ("五年新设茶叶企业46家。", ["新设茶叶企业数"]),
        ("设立4支产业基金。", ["设立产业基金数"]),
        ("造纸、印刷行业增加值分别增长3.2%、4.1%。", ["造纸行业增加值", "印刷行业增加值"]),
        ("增强后劲，绿色河道建成率达62%。", ["绿色河道建成率"]),
        ("系列产品市场占有率达31%。", ["系列产品市场占有率"]),
        ("每10万人火灾起数下降12%。", ["每10万人火灾起数"]),
        ("参保人数年均超过46万人。", ["参保人数"]),
        ("城市、县城建成区面积分别增长4.2%、6%。", ["城市建成区面积", "县城建成区面积"]),
        ("提高养老金标准、惠及6.2万人。", ["惠及数"]),
        ("覆盖县级医院86%门诊量。", ["覆盖县级医院门诊量占比"]),
        ("湖泊、水库水质优良比例分别达92%、97%。", ["湖泊水质优良比例", "水库水质优良比例"]),
        ("因地制宜新建步道40公里。", ["新建步道"]),
        ("新增2个产值近百亿的园区。", ["新增产值近百亿的园区数"]),
    ],
)
def test_what_is_counted_is_named_whole(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in _read(text)] == indicators


def test_parts_of_a_work_do_not_name_its_cost() -> None:
    assert _read("工程分为东西两个项目，总投资约3亿元。")[-1].indicator == "总投资"


def test_what_a_growth_is_compared_with_leaves_no_trace() -> None:
    figure = _one("国庆黄金周环比五一小长假客流量增长12%。")
    assert figure.indicator == "客流量"
