"""The annotated figures: each at its place in its article, about a name of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import figure_corpus, metadata
from kg.evaluation import gold
from ontology.errors import InputError

ARTICLE = "{E:恒越电气}去年产值5亿元，今年产值5亿\n元以上，占{L:云溪工业园}三成。\n"
HEAD = "## a-01#1\ndate: 2024-03-08\nplace: 浙江省湖州市安吉县\n"
FIRST = "fig: 恒越电气 | 产值 | 5亿元 | 500000000 | CNY | exact | 2023-01-01/2023-12-31 |  | actual\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("corpus", "figures"):
        (tmp_path / name).mkdir()
    (tmp_path / "corpus" / "a-01.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def read(home: Path, block: str) -> list[figure_corpus.Annotated]:
    (home / "figures" / "a.txt").write_text(f"# a note\n\n{block}", encoding="utf-8")
    return list(figure_corpus.read(home / "figures", home / "corpus"))


def test_a_figure_stands_where_its_words_do_even_over_a_line_end(home: Path) -> None:
    (one,) = read(home, HEAD + FIRST + FIRST.replace("| 5亿元 |", "| 5亿元#2 |"))
    text = one.block.article.text
    assert [text[f.start : f.end] for f in one.figures] == ["5亿元", "5亿\n元"]
    assert one.figures[0].period == ("2023-01-01", "2023-12-31")
    assert (one.date, one.place) == ("2024-03-08", "浙江省湖州市安吉县")


@pytest.mark.parametrize(
    "line",
    [
        FIRST.replace("| 5亿元 |", "| 6亿元 |"),
        *(FIRST.replace("| 5亿元 |", f"| {words} |") for words in ("5亿元#3", "5亿元#0", "5亿元#二", "#1")),
        FIRST.replace("恒越电气", "别的公司"),
        "fig: 恒越电气 | 产值 | 5亿元\n",
        "rel: 恒越电气 | locatedIn | 云溪工业园\n",
    ],
)
def test_what_does_not_fit_its_article_is_an_error(home: Path, line: str) -> None:
    with pytest.raises(InputError, match="a-01#1"):
        read(home, HEAD + line)


def test_the_shipped_figures_fit_their_articles() -> None:
    known = list(figure_corpus.read())
    assert len({one.block.key for one in known}) == len(known) > 600
    assert sum(len(one.figures) for one in known) > 7000


def test_figures_become_gold_with_the_day_and_place_of_their_article(home: Path, tmp_path: Path) -> None:
    figure_corpus.export(read(home, HEAD + FIRST), tmp_path / "out")
    (document,) = gold.read(tmp_path / "out" / "gold.json")
    assert document.figures is not None
    assert [(f.about, f.indicator, str(f.value)) for f in document.figures] == [("恒越电气", "产值", "500000000")]
    row = metadata.load_table(tmp_path / "out" / "texts" / "metadata.csv").row(Path(document.source))
    assert row is not None
    assert (row.date, row.place) == ("2024-03-08", "浙江省湖州市安吉县")
