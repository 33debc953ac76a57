"""Dated stages in the life of programs and places, found in marked sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extract import milestones
from tests.extract.marked import label, state_of


def stages(marked: str) -> list[str]:
    """Return `stage first-day kind name` of each milestone, read on 20 May 2024."""
    text, state = state_of(marked)
    state.context = replace(state.context, date=date(2024, 5, 20))
    found = milestones.find(text, state)
    return [f"{one.stage} {one.period[0]} {one.kind} {label(state, one.about)}" for one in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{R:云溪智造项目}于2023年10月开工。", ["started 2023-10-01 actual 云溪智造项目"]),
        ("{R:云溪智造项目}签约于2021年。", ["signed 2021-01-01 actual 云溪智造项目"]),
        ("5月8日，{D:青峰县}启动了“{R:暖阳行动}”。", ["started 2024-05-08 actual 暖阳行动"]),
        ("今年3月，{D:青峰县}推出{R:茶农贷}。", ["started 2024-03-01 actual 茶农贷"]),
        ("去年发布的《{R:茶产业三年规划}》提出新目标。", ["issued 2023-01-01 actual 茶产业三年规划"]),
        ("{R:云溪智造项目}预计明年6月竣工。", ["finished 2025-06-01 target 云溪智造项目"]),
        ("{R:云溪智造项目}自2021年启动以来，惠及千人。", ["started 2021-01-01 actual 云溪智造项目"]),
        (
            "{L:云溪大桥}、{L:青峰隧道}于去年10月建成通车。",
            ["finished 2023-10-01 actual 云溪大桥", "finished 2023-10-01 actual 青峰隧道"],
        ),
        (
            "2023年3月，{R:云溪智造项目}签约落户{D:青峰县}，同年10月开工。",
            ["signed 2023-03-01 actual 云溪智造项目", "started 2023-10-01 actual 云溪智造项目"],
        ),
    ],
)
def test_a_stage_has_its_day_and_says_whether_it_is_planned(marked: str, expected: list[str]) -> None:
    assert stages(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "{R:云溪智造项目}已开工。",
        "5月8日，记者获悉，{R:云溪智造项目}已开工。",
        "2023年，{R:云溪智造项目}尚未开工。",
        "今年5月，{R:云溪智造项目}签约企业12家。",
        "近五年，{R:云溪智造项目}开工。",
        "5月8日，银企对接签约活动在{L:云溪酒店}举行。",
        "2023年3月，{R:云溪智造项目}带动{E:恒越电气}落户，同年10月开工。",
        "去年10月，{E:恒越电气}新厂在{L:云溪工业园}投产。",
        # So many days in a row that trying them in all groupings would not end.
        "{R:云溪智造项目}自" + "2021年2022年2023年" * 12 + "推进。",
        "到2026年完成{R:净水行动}拆迁任务。",
        "《年报（2024年）》称，{D:青峰县}发布{R:“一件事”改革清单}。",
        "2023年3月签约的企业回访，{R:云溪智造项目}开工。",
    ],
)
def test_no_stage_is_made_of_what_has_no_day_of_its_own(marked: str) -> None:
    assert stages(marked) == []


def test_the_span_holds_the_name_the_verb_and_the_day() -> None:
    text, state = state_of("据介绍，{R:云溪智造项目}于2023年10月正式开工，进展顺利。")
    (one,) = milestones.find(text, state)
    assert text[one.start : one.end] == "云溪智造项目于2023年10月正式开工"
