"""A headline's figure is of the days that the article below tells for it."""

from __future__ import annotations

from datetime import date

from extract.figures import find
from extract.state import Block, BlockKind, Context, Section, State
from ontology.record import Figure

HEADLINE, BODY = "33个茶业项目拔地而起", "8月9日，溪口镇举行仪式，33个项目开工，总投资5亿元。"
DAY = ("2024-08-09", "2024-08-09")


def figures(*paragraphs: tuple[str, BlockKind], sections: int = 1) -> list[Figure]:
    """Read paragraphs as one article, or each as one of its own."""
    text, blocks, starts = "", [], []
    for words, kind in paragraphs:
        blocks.append(Block(len(text), len(text) + len(words), kind))
        starts.append(len(text))
        text += words + "\n"
    starts = starts[:sections]
    ends = [*starts[1:], len(text)]
    parts = tuple(Section(start, end, "") for start, end in zip(starts, ends, strict=True))
    context = Context(date=date(2024, 8, 14), place="浙江省衢州市龙游县", blocks=tuple(blocks), sections=parts)
    return find(text, State(context=context))


def test_it_has_the_day_of_the_same_figure_below() -> None:
    headline, below, _ = figures((HEADLINE, BlockKind.HEADING), (BODY, BlockKind.PARAGRAPH))
    assert below.period == DAY
    assert headline.period == DAY


def test_another_number_lends_none() -> None:
    headline, *_ = figures((HEADLINE.replace("33", "34"), BlockKind.HEADING), (BODY, BlockKind.PARAGRAPH))
    assert headline.period == ("", "")


def test_another_article_lends_none() -> None:
    headline, *_ = figures((HEADLINE, BlockKind.HEADING), (BODY, BlockKind.PARAGRAPH), sections=2)
    assert headline.period == ("", "")


def test_a_day_of_its_own_stays() -> None:
    headline, *_ = figures((f"去年{HEADLINE}", BlockKind.HEADING), (BODY, BlockKind.PARAGRAPH))
    assert headline.period == ("2023-01-01", "2023-12-31")


def test_a_paragraph_lends_nothing_to_one_before() -> None:
    first, *_ = figures(("县里有33个项目在手。", BlockKind.PARAGRAPH), (BODY, BlockKind.PARAGRAPH))
    assert first.period == ("", "")


def test_a_quarter_in_the_name_of_what_was_held_is_not_when() -> None:
    (found,) = figures(("8月9日，在三季度茶业项目集中开工活动现场，27个项目动土。", BlockKind.PARAGRAPH))
    assert found.period == DAY
