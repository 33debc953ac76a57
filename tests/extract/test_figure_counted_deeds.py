"""Figures: which of the things counted a number counts, from sentences written for these tests."""

from __future__ import annotations

import pytest

from tests.extract.figure_reading import read


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("27家担保平台有序退出。", ["有序退出担保平台数"]),
        ("3600项涉农事项实现“网上办”。", ["实现网上办的涉农事项数"]),
        ("90多个专科与外地医院同质发展。", ["与外地医院同质发展的专科数"]),
        ("7家企业与青溪县政府签约。", ["签约企业数"]),
        ("16条茶路撬动乡村旅游升级。", ["撬动乡村旅游升级的茶路数"]),
        ("评书《茶山谣》等4部作品获“五个一工程”奖。", ["获“五个一工程”奖的作品数"]),
        ("推动9个冷链基地提质升级。", ["推动提质升级冷链基地数"]),
        ("为310名劳动者追回工资520万元。", ["追回工资劳动者数", "追回工资"]),
        ("完成320间教室照明改造。", ["完成照明改造的教室数"]),
        ("26家茶企产值超亿元。", ["产值超亿元的茶企数", "产值"]),
        ("900家网店销售额突破4亿元。", ["网店数", "销售额"]),
        ("茶博会促成83项茶叶采购项目签约。", ["签约茶叶采购项目数"]),
        ("提升18所乡村高中办学能力。", ["提升办学能力的乡村高中数"]),
        ("推动700家纺织企业数字化转型。", ["推动数字化转型的纺织企业数"]),
        ("两个一类新药进入临床。", ["进入临床新药数"]),
        ("首批6项及第二批8项惠农举措落地。", ["惠农举措数", "惠农举措数"]),
    ],
)
def test_a_deed_tells_which_are_counted(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in read(text)] == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("28名绣娘月均增收1800元。", ["增收绣娘数", "月均增收"]),
        ("16家茶企二季度满产满销。", ["茶企数"]),
        ("9个社区立足各自特色。", ["社区数"]),
        ("实施40项提升举措。", ["实施提升举措数"]),
        ("3个百亿级投资规模的现代化工项目落地。", ["落地百亿级投资规模的现代化工项目数"]),
        ("在外就读的本地学生达1200人。", ["在外就读的本地学生数"]),
        ("绿电占比尽快提高到40%。", ["绿电占比"]),
        ("成为全国水质优良率连续五年保持100%的唯一省份。", ["全国水质优良率"]),
        ("把稻种的出芽率提到95%。", ["稻种的出芽率"]),
        ("建成茶园8万亩、累计达到52万亩。", ["建成茶园面积", "累计建成茶园面积"]),
    ],
)
def test_when_and_how_are_no_part_of_what_is_counted(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in read(text)] == indicators


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("茶博会带动游客人数和总花费分别增长8%、11%。", ["茶博会带动游客人数", "茶博会带动游客总花费"]),
        ("火灾起数、直接经济损失分别下降9%、16%。", ["火灾起数", "火灾直接经济损失"]),
        ("火灾起数、工业用电量分别下降9%、16%。", ["火灾起数", "工业用电量"]),
        ("每千人床位数、护士数分别达7张、4人。", ["每千人床位数", "每千人护士数"]),
        ("限上家具、家电零售额分别增长7%、9%。", ["限上家具零售额", "限上家电零售额"]),
        (
            "新兴产业、高新产业产值占规上工业比重分别达41%、51%。",
            ["新兴产业产值占规上工业比重", "高新产业产值占规上工业比重"],
        ),
        ("实现就业4万人以上的目标。", ["就业数"]),
    ],
)
def test_a_list_shares_what_its_first_and_last_members_say(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in read(text)] == indicators
