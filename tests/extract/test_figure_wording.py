"""Figures: how what is measured is worded, and what is no figure, from sentences written for these tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extract.figures import find
from extract.state import Context, State
from ontology.record import MentionType
from tests.extract.figure_reading import one, read, report

# Each sentence with the indicators of its figures.
_WITHOUT_WHAT_IS_SAID_OF_THEM = [
    ("新建仓库8000平方米。", ["新建仓库面积"]),
    ("新建3公里绿道。", ["新建绿道长度"]),
    ("全年演出50余场。", ["演出场数"]),
    ("志愿者参与服务1300人次。", ["志愿者参与服务人次"]),
    ("茶馆平均每月推出12场评书。", ["每月推出评书场数"]),
    ("企业年产能达60万台。", ["企业年产能数"]),
    ("开工12个百亿元、70个30亿元以上项目。", ["开工百亿元项目数", "开工30亿元以上项目数"]),
    ("首批12项及第二批14项重点改革落地。", ["重点改革数", "重点改革数"]),
    ("升级107个、共计19.1万平方米的公共空间。", ["公共空间数", "公共空间"]),
    ("电扇产量超3万台，产值约5亿元。", ["电扇产量", "电扇产值"]),
    ("优化支出结构、清收各类资金5亿元。", ["清收各类资金"]),
    ("城乡居民消费支出分别增长6.2%和7.9%。", ["城镇居民消费支出", "农村居民消费支出"]),
    ("财政支出八成以上投向民生领域。", ["财政支出投向民生领域占比"]),
    ("与园区签约，建氢能装备基地，投资3亿元。", ["氢能装备基地投资"]),
    ("带来的是电池回收项目，总投资5亿元。", ["电池回收项目总投资"]),
    ("建成冷库等项目，总投资5亿元。", ["总投资"]),
    ("38个断面水质优良比例连续2年达到100%。", ["断面数", "断面水质优良比例"]),
    ("茶叶综合产值增长8.5%、出口增长53.6%。", ["茶叶综合产值", "茶叶出口"]),
    ("食品、医药等产业增加值分别增长7.5%、17.4%。", ["食品产业增加值", "医药产业增加值"]),
    ("推广4种模式全覆盖。", ["推广模式数"]),
    ("建成过江通道4座、在建8座。", ["建成过江通道数", "在建过江通道数"]),
    ("新引进10个研究中心、20个中试平台。", ["引进研究中心数", "引进中试平台数"]),
    ("改造老旧小区18个、背街小巷26条。", ["改造老旧小区数", "改造背街小巷数"]),
    ("改造老旧小区18个、惠及居民2万户。", ["改造老旧小区数", "惠及居民户数"]),
    ("主要预期目标包括地区生产总值增长5%。", ["地区生产总值"]),
    ("国企营业收入翻一番、利润增长20%。", ["国企营业收入", "国企利润"]),
    ("4个县级城市新获评文明城市。", ["县级城市数"]),
    ("8个公司运营的16支基金已备案。", ["公司数", "基金数"]),
    ("每3个居民中就有1个志愿者。", ["每3个居民中的志愿者数"]),
    ("中职学校由71所优化整合为47所。", ["中职学校数", "中职学校数"]),
]
_LISTS_AND_LEVELS_THAT_MOVED = [
    ("一二三产增加值分别增长3%、6%、5%。", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
    ("新材料、新能源、装备产业产值分别增长9%、8%、12%。", ["新材料产业产值", "新能源产业产值", "装备产业产值"]),
    ("“甲品”、“乙品”分别新增2项和4项，累计分别达到6项和8项。", ["新增甲品数", "新增乙品数", "甲品数", "乙品数"]),
    ("净增经营主体1.5万户、总量达7.4万户。", ["净增经营主体户数", "经营主体总量"]),
    ("地区生产总值跨越3个百亿元台阶，达到850亿元。", ["地区生产总值"]),
    ("亿元以上项目新开工43个、竣工38个。", ["亿元以上项目新开工数", "亿元以上项目竣工数"]),
    ("43所高校、职业院校和53所中学与外省结对。", ["高校、职业院校数", "中学数"]),
    ("外贸进出口在订单减少的情况下增长12%。", ["外贸进出口"]),
    ("火灾、交通事故分别下降7%、9%。", ["火灾", "交通事故"]),
    ("税收、非税收入年均分别增长4%、3%。", ["税收年均增速", "非税收入年均增速"]),
    ("基础研究支出占研发投入比重达7%。", ["基础研究支出占研发投入比重"]),
]
_WITHOUT_WHAT_HAPPENED = [
    ("炼铜、炼铝清洁产能占比分别达到6%、7%。", ["炼铜清洁产能占比", "炼铝清洁产能占比"]),
    ("8条产业链产值两位数增长。", ["产业链数"]),
    ("物流费用与产值比率降低至13.6%。", ["物流费用与产值比率"]),
    (
        "工业、农业、文化项目进展顺利，分别完成投资6亿元、4亿元、8亿元。",
        ["工业项目完成投资", "农业项目完成投资", "文化项目完成投资"],
    ),
    ("铁路、公路货运总量同比增速分别为2.4%、-5.2%。", ["铁路货运总量", "公路货运总量"]),
    ("村里有贫困户25户120人。", ["贫困户数", "贫困人口数"]),
    ("建成1800吨茶叶保鲜库12座。", ["建成茶叶保鲜库", "茶叶保鲜库数"]),
    ("带动162家民宿户均年营业额超20万元。", ["带动民宿数", "户均年营业额"]),
    ("十多位邻居自发组团照顾他。", ["邻居数"]),
    ("茶叶产值突破5亿元大关。", ["茶叶产值"]),
    ("年度计划投资9亿元。", ["年度计划投资"]),
    (
        "券包含2张满200元减50元消费券。",
        ["满200元减50元消费券张数", "消费券使用门槛", "消费券减免金额"],
    ),
    ("带动2万多人参与打包发货。", ["带动人数"]),
    ("共有64人加入了摄影队。", ["加入人数"]),
    ("142家企业为国家高新技术企业。", ["国家高新技术企业数"]),
    ("小区里有两位年过七旬的老志愿者。", ["老志愿者数"]),
    ("推进183个新建、续建项目。", ["推进新建、续建项目数"]),
    ("参赛的22个项目创新程度高。", ["项目数"]),
    ("电子、医药、新材料等支柱产业领域项目占比达70%。", ["支柱产业领域项目占比"]),
    ("这个志愿服务队已累计服务居民3万人次。", ["服务居民人次"]),
    ("该纸箱包装厂总投资150万元。", ["总投资"]),
    ("像这样着眼于小事的志愿服务品牌有50个。", ["志愿服务品牌数"]),
    ("茶叶损耗率不高于1%。", ["茶叶损耗率"]),
    ("收入占总收入的三分之一，且同比增速高达18.6%。", ["收入占总收入比重", "收入"]),
    ("工业增加值占比达64.5%，较2022年同期增长4个百分点。", ["工业增加值占比", "工业增加值占比增长"]),
    ("几十名女工端坐在缝纫机旁。", ["女工数"]),
    ("怎么让四百多家企业既竞争又互助？", ["企业数"]),
    ("镇里把22个党组织连成一体。", ["党组织数"]),
    ("将原来的187个网格调整为241个。", ["网格数", "网格数"]),
    ("设计团队最后把最大纵坡压在百分之三点五以内。", ["最大纵坡"]),
    ("推动党员比例超过六成。", ["党员比例"]),
    ("随迁子女在公办学校就读比例达95.4%。", ["随迁子女在公办学校就读比例"]),
    ("提出28个主要指标。", ["主要指标数"]),
    ("养老金标准、低保标准每月分别提高25元、50元。", ["养老金标准提高", "低保标准提高"]),
    ("获评5个国家全域旅游示范区。", ["获评国家全域旅游示范区数"]),
    ("提供10万个高校毕业生就业岗位。", ["提供高校毕业生就业岗位数"]),
    (
        "农业、水利、旅游领域投资额分别为9亿元、4亿元、17亿元。",
        ["农业领域投资额", "水利领域投资额", "旅游领域投资额"],
    ),
    ("灯亮率从2020年的41.6%提升到2025年的66.3%。", ["灯亮率", "灯亮率"]),
]
_NAMED_WHOLE = [
    ("新建12个博士创新站。", ["新建博士创新站数"]),
    ("设立3家物流集中运营中心。", ["设立物流集中运营中心数"]),
    ("建成40个村级公园或3人制篮球场。", ["建成村级公园数"]),
    ("收到来信310件、提案42件。", ["收到来信数", "提案数"]),
    ("送戏下乡、送书进村分别惠及12万、8万人次。", ["送戏下乡惠及人次", "送书进村惠及人次"]),
    ("风电装机规模达20万千瓦、装机占比超30%。", ["风电装机规模", "风电装机占比"]),
    ("完成危房改造3.2万户（套）、院落改造1.6万户。", ["危房改造户数", "院落改造户数"]),
    ("毛竹产量连续3年占全国七成以上。", ["毛竹产量占全国比重"]),
    ("竹笋产量70万吨，占全市的80%以上、全国的10%。", ["竹笋产量", "竹笋产量占比", "竹笋产量占全国比重"]),
    ("五年新设茶叶企业46家。", ["新设茶叶企业数"]),
    ("明年计划实现茶叶出口3亿元。", ["茶叶出口"]),
    ("其中34家为准龙头企业。", ["准龙头企业数"]),
    ("茶企营收3亿元，比上年多了8000万元。", ["茶企营收", "茶企营收比上年增加"]),
    ("全镇茶馆90家，比去年多出12家。", ["茶馆数", "茶馆比去年增加数"]),
    ("收到茶样500份，合同额比去年少了3万元。", ["收到茶样份数", "合同额比去年减少"]),
    ("茶车明年保有量9万辆的目标概率高。", ["茶车保有量"]),
    ("设立4支产业基金。", ["设立产业基金数"]),
    ("造纸、印刷行业增加值分别增长3.2%、4.1%。", ["造纸行业增加值", "印刷行业增加值"]),
    ("增强后劲，绿色河道建成率达62%。", ["绿色河道建成率"]),
    ("系列产品市场占有率达31%。", ["系列产品市场占有率"]),
    ("每10万人火灾起数下降12%。", ["每10万人火灾起数"]),
    ("参保人数年均超过46万人。", ["年均参保人数"]),
    ("城市、县城建成区面积分别增长4.2%、6%。", ["城市建成区面积", "县城建成区面积"]),
    ("提高养老金标准、惠及6.2万人。", ["惠及人数"]),
    ("覆盖县级医院86%门诊量。", ["覆盖县级医院门诊量占比"]),
    ("湖泊、水库水质优良比例分别达92%、97%。", ["湖泊水质优良比例", "水库水质优良比例"]),
    ("因地制宜新建步道40公里。", ["新建步道"]),
    ("新增2个产值近百亿的园区。", ["新增产值近百亿的园区数"]),
]
_PEOPLE_AND_PROJECTS = [
    ("会长、农户代表以及机关干部等近百人参加活动。", ["参加活动人数"]),
    ("“我们有盼头了”，村民林师傅说，每月增收2000元。", ["每月增收"]),
    ("仅茶叶种植一项每年就能增收2万元。", ["每年茶叶种植增收"]),
    ("共发放了包含宣传册、折扇的法治宣传品5000份。", ["发放法治宣传品份数"]),
    ("一季度签约7个项目30亿元。", ["签约项目数", "签约项目金额"]),
    ("本次签约项目共六大类13个。", ["签约项目数", "签约项目数"]),
    ("建成社区食堂31个，今年计划再新增8个。", ["建成社区食堂数", "新增社区食堂数"]),
    ("另有5个项目正在洽谈中，26家企业启动装修。", ["正在洽谈项目数", "启动装修企业数"]),
    ("大会上678个签约项目落地，其中7家落户县城。", ["签约项目数", "落户县城数"]),
    ("街道人口6万人，项目占地160亩。", ["人口数", "占地"]),
    ("他给第一名提供价值10万元的项目落地奖。", ["项目落地奖"]),
    ("民间有“80万常住人口”的说法，这里地方大。", ["常住人口数"]),
    ("达产后年产值20亿元。", ["年产值"]),
    ("公司决定新增投资3亿元生产电机。", ["新增投资"]),
    ("安排财政资金12亿元加快管网改造。", ["安排财政资金"]),
    ("育儿家庭每月多了300元补贴。", ["每月补贴"]),
    ("8个产业规模超千亿元。", ["产业规模数", "产业规模"]),
    ("建设300个村级互助养老院。", ["建设村级互助养老院数"]),
    ("五大基地建设取得积极成效。", ["基地数"]),
    ("茶业研究室助力抹茶年产量突破100万吨。", ["抹茶年产量"]),
    ("3大系统、12大总成。", ["系统数", "总成数"]),
    ("必须守住“五个必须”，五个必须缺一不可。", []),
    ("累积完成工业总产值41亿元。", ["工业总产值"]),
]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        *_WITHOUT_WHAT_IS_SAID_OF_THEM,
        *_LISTS_AND_LEVELS_THAT_MOVED,
        *_WITHOUT_WHAT_HAPPENED,
        *_NAMED_WHOLE,
        *_PEOPLE_AND_PROJECTS,
    ],
)
def test_indicators_are_worded_as_the_text_words_them(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in read(text)] == indicators


def test_points_of_a_list_share_their_unit() -> None:
    figures = read("工业、旅游增速分别高于全市2.4个、1个百分点。")
    assert [(figure.value, figure.unit) for figure in figures] == [(Decimal("2.4"), "百分点"), (Decimal(1), "百分点")]


def test_a_range_of_growth_keeps_both_ends() -> None:
    figure = one("能耗下降3%至5%。")
    assert (figure.change, figure.upper_value) == (Decimal(-3), Decimal(-5))


def test_what_stands_behind_a_list_of_numbers_bounds_all_of_them() -> None:
    assert [f.qualifier for f in read("出口、进口分别增长4%、5%左右。")] == ["about", "about"]
    assert [f.qualifier for f in read("出口增长4%、进口增长5%左右。")] == ["exact", "about"]


def test_the_level_of_the_year_before_has_its_own_period() -> None:
    figures = read("今年上半年工业增加值50亿元；去年同期为45亿元。")
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
    figure = read(text)[-1]
    assert (figure.kind, figure.qualifier, figure.condition) == ("limit", "upTo", condition)


def test_whom_a_grant_is_for_sets_a_bar() -> None:
    bar, grant = read("产值10亿元以上的，每户最高150万元。")
    assert (bar.kind, bar.value) == ("limit", Decimal(10**9))
    assert (grant.kind, grant.value, grant.condition) == ("limit", Decimal(1500000), "产值10亿元以上的")


@pytest.mark.parametrize(
    "text", ["占了将近一半。", "城建规划、应急管理等二十个领域。", "到今年，全县已经有93处老房子。"]
)
def test_words_that_look_like_aims(text: str) -> None:
    assert [figure.kind for figure in read(text)] == ["actual"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("低保标准提高到801元/月。", 801, "CNY/月"), ("垃圾处理能力达16.9万吨/日。", 169000, "吨/天")],
)
def test_an_amount_per_day_or_month_says_so(text: str, value: int, unit: str) -> None:
    figure = one(text)
    assert (figure.value, figure.unit) == (Decimal(value), unit)


def test_growth_after_a_place_among_others() -> None:
    figure = one("地区生产总值达到553亿元、位列全省前五、增长3.1%。")
    assert (figure.indicator, figure.change) == ("地区生产总值", Decimal("3.1"))


def test_a_tenth_and_its_half_are_one_share() -> None:
    assert [figure.change for figure in read("信访下降两成三，投诉下降一成半。")] == [Decimal(-23), Decimal(-15)]


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
    assert read(text) == []


def test_ranks_of_a_list_go_to_its_members() -> None:
    text = "茶叶、毛竹产量分别增长3.1%、2.7%，分别居全市第二、第六。"
    assert [(figure.indicator, figure.rank) for figure in read(text)] == [("茶叶产量", 2), ("毛竹产量", 6)]
    assert [figure.rank for figure in read("出口增长3%，居全市第一、第二产业较快增长。")] == [1]


def test_growth_against_an_earlier_plan_goes_on_with_its_level() -> None:
    figure = one("五年来，税收累计超300亿元、较“十三五”增长21%。")
    assert (figure.indicator, figure.change) == ("税收", Decimal(21))


def test_a_number_that_was_taken_for_a_name_counts() -> None:
    text = "建成绿色河道14条、美丽池塘27口。"
    assert [figure.value for figure in read(text, ("14条", MentionType.PROGRAM))] == [14, 27]


def test_each_of_a_list_after_from_has_its_year() -> None:
    text = "2025年，城乡居民人均消费支出从2021年的36120元和14850元分别提高到47230元和19860元。"
    found = find(text, State(Context(date=date(2026, 1, 15))))
    assert [figure.value for figure in found] == [36120, 14850, 47230, 19860]
    assert [figure.period[0][:4] for figure in found] == ["2021", "2021", "2025", "2025"]


def test_the_whole_year_of_a_plan_is_the_year_to_come() -> None:
    (figure,) = report("2024年工作安排\n今年要加快发展。\n全年开工桥梁12座以上。")
    assert (figure.kind, figure.period) == ("target", ("2024-01-01", "2024-12-31"))


def test_parts_of_a_work_do_not_name_its_cost() -> None:
    assert read("工程分为东西两个项目，总投资约3亿元。")[-1].indicator == "总投资"


def test_what_a_growth_is_compared_with_leaves_no_trace() -> None:
    figure = one("国庆黄金周环比五一小长假客流量增长12%。")
    assert figure.indicator == "客流量"


def test_shares_and_growth_of_a_list_go_to_its_levels() -> None:
    figures = read("新能源项目28个、投资额94亿元，分别占42%、46%，较去年展会增长38%、59%。")
    assert [figure.change for figure in figures] == [38, 59, None, None]
    assert [figure.indicator for figure in figures[2:]] == ["新能源项目占比", "新能源项目投资额占比"]


def test_a_fall_in_a_list_of_rises_stays_a_fall() -> None:
    figures = read("茶园、果园产值同比增速分别为2.4%、-5.2%。")
    assert [figure.change for figure in figures] == [Decimal("2.4"), Decimal("-5.2")]


def test_who_invests_and_what_is_built_are_no_part_of_the_measure() -> None:
    firm, park = ("龙江机械", MentionType.ENTERPRISE), ("南溪园区", MentionType.PLACE)
    assert [figure.indicator for figure in read("由龙江机械投资2亿元建设的南溪园区开园。", firm, park)] == ["投资"]
    assert [figure.indicator for figure in read("总投资3亿元的南溪园区开园。", park)] == ["总投资"]


def test_an_amount_of_investment_is_money_without_its_unit() -> None:
    assert one("项目总投资额115.13亿，进展顺利。").unit == "CNY"


def test_an_amount_of_a_fund_is_money_without_its_unit() -> None:
    assert one("县里以200亿基金赋能产业。").unit == "CNY"


def test_what_a_past_year_came_to_is_no_aim() -> None:
    assert [f.kind for f in read("等到2018年，旅游收入达50亿元。")] == ["actual"]
    assert [f.kind for f in read("到2030年，旅游收入达50亿元。")] == ["target"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("全部达产后，年产值5亿元，带动就业400人。", ["target", "target"]),
        ("投产后，年产值已达5亿元。", ["actual"]),
        ("将引进30家企业，其中8家已签约。", ["target", "actual"]),
        ("完成年度目标的104%。", ["actual"]),
        ("办证要经过5个环节。", ["actual"]),
        ("单户贷款额度最高30万元。", ["limit"]),
        ("发放满200元减50元消费券。", ["limit", "limit"]),
        ("发放8000张满200元减50元消费券。", ["actual", "limit", "limit"]),
        ("去年投产后，当年产值5亿元。", ["actual"]),
    ],
)
def test_what_is_aimed_at_or_granted_is_told_from_what_was_reached(text: str, kinds: list[str]) -> None:
    assert [figure.kind for figure in read(text)] == kinds


def test_a_level_reached_over_several_years_is_of_the_last() -> None:
    figures = report("“十四五”时期，全省地区生产总值达到5.2万亿元，累计新增就业400万人。")
    assert [f.period for f in figures] == [("2025-01-01", "2025-12-31"), ("2021-01-01", "2025-12-31")]


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("“十四五”时期，工业经济总量突破3万亿元。", "2025-01-01"),
        ("“十四五”时期，全省累计发电量达到3亿千瓦时。", "2021-01-01"),
        ("“十四五”时期，产值年均增长达到5%。", "2021-01-01"),
        ("2024年至2025年，产值达到5亿元。", "2024-01-01"),
    ],
)
def test_what_several_years_brought_together_is_of_all_of_them(text: str, begin: str) -> None:
    (figure,) = report(text)
    assert figure.period == (begin, "2025-12-31")


def test_what_is_to_rise_stands_where_it_stands() -> None:
    low, high = read("今年要把普及率从77%提高到80%。")
    assert (low.kind, high.kind) == ("actual", "target")
