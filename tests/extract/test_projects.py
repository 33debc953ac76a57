"""Projects and works by name, and where names begin in their clause."""

from __future__ import annotations

import pytest

from extract import programs
from extract.projects import find
from extract.scene import Scene
from extract.state import State
from ontology.record import MentionType
from tests.extract.finding import names


def _spans(text: str) -> dict[str, str]:
    return {text[start:end]: rule for start, end, rule in find(Scene(text, State()))}


@pytest.mark.parametrize(
    ("text", "name", "shown"),
    [
        ("签约的有青禾智造年产3万台水泵项目、清河药包材项目。", "青禾智造年产3万台水泵项目", "listed"),
        ("引进菌菇干制及深加工项目、竹编小镇项目。", "菌菇干制及深加工项目", "listed"),
        ("总投资6亿元的远帆冷链物流项目将于年底投产。", "远帆冷链物流项目", "priced"),
        ("走进红杉热泵项目现场，塔吊林立。", "红杉热泵项目", "told"),
        ("一、名单\n2.旧楼加梯项目\n由街道负责。", "旧楼加梯项目", "item"),
        ("据介绍，环城河底泥清淤工程（二期）已完工。", "环城河底泥清淤工程（二期）", "told"),
    ],
)
def test_projects_and_what_shows_them(text: str, name: str, shown: str) -> None:
    assert _spans(text)[name].startswith(f"program.works-{shown}")


@pytest.mark.parametrize(
    "text",
    [
        "全年实施重点产业项目。",
        "新开工工业项目12个。",
        "共有二十个水利项目落户。",
        "一批元宇宙项目签约。",
        "举行重大项目集中开工仪式。",
    ],
)
def test_sorts_of_projects_are_none(text: str) -> None:
    assert not _spans(text)


def test_projects_that_he_joins_are_two() -> None:
    found = _spans("白水泵站项目和青禾药谷厂房项目同日封顶。")
    assert {"白水泵站项目", "青禾药谷厂房项目"} <= found.keys()


def test_a_works_project_is_one_name() -> None:
    found = names(programs.find, "云岭口岸扩能改造工程建设项目位于城北。", MentionType.PROGRAM)
    assert "云岭口岸扩能改造工程建设项目" in found


def test_marks_shelter_what_they_enclose() -> None:
    assert "“以旧换新”便民工程项目" in _spans("今年启动“以旧换新”便民工程项目，总投资两亿元。")


def test_a_policy_may_end_with_its_year() -> None:
    assert "青禾蜜桃发展报告2023" in names(programs.find, "会上发布《青禾蜜桃发展报告2023》。", MentionType.PROGRAM)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("商务局启动青禾村播计划，帮山货出山。", "青禾村播计划"),
        ("分为观影消费券、餐饮消费券、加油消费券三类。", "餐饮消费券"),
    ],
)
def test_what_a_verb_opens_or_stands_in_a_row_is_a_program(text: str, name: str) -> None:
    assert name in names(programs.find, text, MentionType.PROGRAM, least=0.4)


def test_lists_and_services_in_a_row_are_ordinary() -> None:
    assert not names(programs.find, "发布问题清单、责任清单、销号清单。", MentionType.PROGRAM, least=0.2)
