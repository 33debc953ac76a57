"""Figures: how what is measured is worded where a story tells it, from sentences written for these tests."""

from __future__ import annotations

import pytest

from ontology.record import MentionType
from tests.extract.figure_reading import read

_SHARES = [
    ("装修费用公司承担六成，员工自付四成。", ["装修费用公司承担比例", "员工自付比例"]),
    ("贷款利率3.5%，年化成本4.1%。", ["贷款利率", "年化成本"]),
    ("新开工项目完成投资28亿元，完成年度计划的61%。", ["新开工项目投资", "新开工项目投资完成年度计划比例"]),
    ("古城接待游客4万人次，恢复到2019年同期的82%。", ["古城接待游客人次", "古城接待游客人次恢复到2019年同期比例"]),
]
_WITHOUT_THE_DEED_BEFORE = [
    ("分行推出“渔船贷”，放款3亿元。", ["放款"]),
    ("学堂讲安全、讲读图，培训6000人次。", ["培训人次"]),
    ("建成省级技术中心的，再奖50万元。", ["建成省级技术中心再奖"]),
]

_WHAT_A_DEED_COMES_TO = [
    ("她一季卖出布鞋300双。", ["一季布鞋销量"]),
    ("直播间两小时卖了4万元。", ["直播间两小时销售额"]),
    ("村里的豆干一斤能卖20元，均价每斤15元。", ["豆干一斤价格", "均价每斤"]),
    ("一头牛比以前多卖500元。", ["一头牛比以前多卖"]),
]
_FUNDS_AND_LOANS = [
    ("镇里设立2亿元的稻香产业基金。", ["基金规模"]),
    ("镇里成立稻香产业基金，规模3亿元。", ["基金规模"]),
    ("镇里成立稻香产业基金，首期规模1亿元。", ["首期规模"]),
    ("全镇体育产业总规模3亿元。", ["体育产业总规模"]),
    ("分行推出“稻香贷”，最高20万元。", ["贷款上限"]),
    ("鲜果供不应求，价格8元。", ["价格"]),
    ("眼下已有骑手300名。", ["骑手数"]),
]
_WHO_DID_WHAT = [
    ("青溪机械等8家企业签下入园协议。", ["签下入园协议的企业数"]),
    ("12家单位组成联盟。", ["单位数"]),
    ("乡贤在老街开了七家店，跑了四个省。", ["开店数", "跑省数"]),
]
_TWO_UNITS = [
    ("今年已放款27笔、1.9亿元。", ["放款", "放款金额"]),
    ("片区有412户、1136人。", ["片区户数", "片区人数"]),
    ("队伍成立时只有9个人、两辆马车。", ["队伍成立时人数", "马车数"]),
    ("厂里新上了两条线。", ["线数"]),
]
_COUNTED_BEFORE = [
    ("像这样的规模牧场，眼下有87个。", ["规模牧场数"]),
    ("签约的还有17个项目，其中亿元以上的5个。", ["签约项目数", "亿元以上签约项目数"]),
    ("签约17个项目，其中估值超亿元的5家。", ["签约项目数", "估值超亿元企业数"]),
]
_CAPS = [
    ("产业贷款余额5亿元，单户最高30万元。", ["产业贷款余额", "单户上限"]),
    ("仓库改造按投入的15%补助，最高30万元。", ["仓库改造按投入补助比例", "仓库改造补助上限"]),
    (
        "对购置烘干机的合作社，按价格的四成补贴，最高15万元。",
        ["购置烘干机的合作社价格补贴比例", "购置烘干机的合作社补贴上限"],
    ),
    ("小店一年收入不过3万元。", ["小店一年收入"]),
]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        *_SHARES,
        *_WITHOUT_THE_DEED_BEFORE,
        *_WHAT_A_DEED_COMES_TO,
        *_TWO_UNITS,
        *_COUNTED_BEFORE,
        *_WHO_DID_WHAT,
        *_FUNDS_AND_LOANS,
        *_CAPS,
    ],
)
def test_stories_are_worded_as_they_tell_it(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in read(text)] == indicators


_BANK = ("青溪农商银行", MentionType.ENTERPRISE)
_ORCHARD = ("云上果园", MentionType.PLACE)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("果农有了底气，青溪农商银行发放贷款3亿元。", ["发放贷款"]),
        ("云上果园和青溪农商银行办转岗班41期。", ["办转岗班期数"]),
        ("云上果园内的青溪农商银行有员工6人。", ["员工数"]),
    ],
)
def test_who_does_it_is_no_part_of_what_is_measured(text: str, indicators: list[str]) -> None:
    assert [figure.indicator for figure in read(text, _BANK, _ORCHARD)] == indicators


def test_each_name_of_a_list_has_its_own_number_and_all_have_one_measure() -> None:
    figures = read("青溪农商银行、云上果园分别出资800万元、650万元。", _BANK, _ORCHARD)
    assert [(figure.about, figure.indicator) for figure in figures] == [
        ("青溪农商银行", "出资"),
        ("云上果园", "出资"),
    ]
