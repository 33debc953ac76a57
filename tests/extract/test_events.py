"""Events: meetings, ceremonies, feasts, contests, sessions."""

from __future__ import annotations

import pytest

from extract import events
from ontology.record import MentionType
from tests.extract.finding import names

EVENT = MentionType.EVENT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("第三届中国（清河）羊绒产业发展大会在这里举行。", "第三届中国（清河）羊绒产业发展大会"),
        ("县里召开全县项目建设推进会。", "全县项目建设推进会"),
        ("第六届清河马拉松开跑。", "第六届清河马拉松"),
        ("“云溪杯”清河创业大赛落幕。", "“云溪杯”清河创业大赛"),
        ("认真学习贯彻党的二十大精神。", "党的二十大"),
        ("省第十五次党代会召开。", "省第十五次党代会"),
        ("传达省委十二届三次、四次全会精神。", "省委十二届三次、四次全会"),
        ("贯彻自治区党委八届五次全体（扩大）会议部署。", "自治区党委八届五次全体（扩大）会议"),
        ("市政协九届三次会议筹备有序。", "市政协九届三次会议"),
        ("县里开展2022年全县三季度项目集中开工活动。", "2022年全县三季度项目集中开工活动"),
        ("10日，“云上清河”招商推介会暨重点项目集中签约仪式举行。", "“云上清河”招商推介会暨重点项目集中签约仪式"),
        ("县里召开打造“清河里”争创示范县动员会暨三级书记交流会。", "打造“清河里”争创示范县动员会暨三级书记交流会"),
    ],
)
def test_events(text: str, name: str) -> None:
    assert name in names(events.find, text, EVENT, "清河")


@pytest.mark.parametrize(
    "text", ["会议强调，要抓落实。", "昨日召开座谈会。", "他参加了比赛。", "清河县政协主席会议成员到企业走访。"]
)
def test_bare_kinds_are_no_sure_events(text: str) -> None:
    assert not names(events.find, text, EVENT, least=0.5)


def test_a_dateline_opens_no_name() -> None:
    found = names(events.find, "本报讯2020年世界羊绒大会江淮线上论坛落下帷幕。", EVENT)
    assert "2020年世界羊绒大会江淮线上论坛" in found
    assert not any("讯" in name for name in found)
    assert not any("上午" in name for name in names(events.find, "10日上午清河县新能源产业推进会召开。", EVENT))


def test_an_ordinary_noun_behind_a_verb_is_no_event() -> None:
    assert not names(events.find, "职工自行参加培训或职业技能竞赛。", EVENT, least=0.7)
