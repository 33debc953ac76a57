"""Questions: each form answers its examples, a name is taken at its longest, and what is not understood is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg import KnowledgeGraph, ask, questions, when
from kg.build import build
from kg.cli import app
from ontology.errors import InputError, NotFoundError, QueryError
from ontology.record import Record
from tests.kg.factory import FUYANG, Extractor, Item, entity, figure, record, relation, small

TONGLU = "xzi:division/330122"
YEAR = ("2024-01-01", "2024-12-31")

FORMS = {form.name: form for form in questions.known().forms}
EXAMPLES = [(form.name, example) for form in FORMS.values() for example in form.examples]


def neighbour() -> Record:
    """Return a report of the next county, with a forum and a contradiction."""
    text = (
        "桐庐县公布数据\n\n2024年，桐庐县地区生产总值460.1亿元，增长4.8%。"
        "2024年，富阳区地区生产总值1061.2亿元。2025年，富阳区地区生产总值目标增长6%。"
        "澄光新材参加富春江论坛。富阳区市场监管局隶属于富阳区政府。\n"
    )
    target = ("2025-01-01", "2025-12-31")
    return record(
        text,
        [
            entity("DISTRICT", "富阳区", "富阳", id=FUYANG),
            entity("DISTRICT", "桐庐县", "桐庐", id=TONGLU),
            entity("ENTERPRISE", "澄光新材"),
            entity("EVENT", "富春江论坛"),
            entity("GOVERNMENT", "富阳区市场监管局"),
            entity("GOVERNMENT", "富阳区政府"),
        ],
        [
            relation("澄光新材", "participatesIn", "富春江论坛", "澄光新材参加富春江论坛"),
            relation("富阳区市场监管局", "affiliatedWith", "富阳区政府", "富阳区市场监管局隶属于富阳区政府"),
        ],
        [
            figure("桐庐县", "地区生产总值", "460.1亿元", "46010000000", "CNY", change="4.8", period=YEAR),
            figure("富阳区", "地区生产总值", "1061.2亿元", "106120000000", "CNY", period=YEAR),
            figure("富阳区", "地区生产总值", "增长6%", change="6", period=target, kind="target"),
        ],
        source="news/neighbour.txt",
        title="桐庐县公布数据",
        date="2025-01-20",
        place="浙江省杭州市桐庐县",
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph in which every example has an answer."""
    out = tmp_path_factory.mktemp("ask") / "graph"
    build([Item(one) for one in [*small(), neighbour()]], Extractor(), out)
    return out


@pytest.fixture(scope="module")
def graph(folder: Path) -> Iterator[KnowledgeGraph]:
    """Return it open."""
    with KnowledgeGraph.open(folder) as known:
        yield known


def test_there_are_some_forty_forms() -> None:
    assert len(FORMS) == len(questions.known().forms) >= 40


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_is_understood_and_answered(graph: KnowledgeGraph, name: str, example: str) -> None:
    found = graph.ask_question(example)
    assert found.reading.form.name == name
    assert found.text
    assert "{" not in found.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("桐庐县2024年的地区生产总值是多少", "桐庐县地区生产总值：2024年460.1亿元，增长4.8%。"),
        ("２０２４年桐庐ＧＤＰ", "桐庐县地区生产总值：2024年460.1亿元，增长4.8%。"),
        ("请问，桐庐县二〇二四年全县生产总值是多少呢？", "桐庐县地区生产总值：2024年460.1亿元，增长4.8%。"),
        ("谁是富阳区委书记", "富阳区委书记：陆知远（区委书记，富阳区）。"),
        (
            "2024年富阳区和桐庐县的GDP哪个高",
            "地区生产总值：富阳区2024年1061.2亿元；富阳区2024年1060.5亿元，增长5.2%；桐庐县2024年460.1亿元，增长4.8%。",
        ),
        ("“春江焕新”行动是谁发起的", "“春江焕新”行动：富阳区（发起）。"),
        ("澄光新材在哪里？", "澄光新材：春江街道；富阳区；杭州市；浙江省。"),
    ],
)  # fmt: skip
def test_an_answer_is_said(graph: KnowledgeGraph, question: str, said: str) -> None:
    assert str(graph.ask_question(question)) == said


def test_a_division_may_leave_out_what_it_is(graph: KnowledgeGraph) -> None:
    assert str(graph.ask_question("浙江有哪些市")).endswith("杭州市。")


def test_an_answer_has_its_sentences_and_its_query(graph: KnowledgeGraph) -> None:
    found = graph.ask_question("桐庐县2024年的地区生产总值是多少")
    (row,) = found.answer
    assert row["sentence"] == "2024年，桐庐县地区生产总值460.1亿元，增长4.8%。"
    assert row["document"] == "桐庐县公布数据"
    assert list(graph.query(found.sparql)) == [row]


def test_a_period_that_has_no_figure_has_no_answer(graph: KnowledgeGraph) -> None:
    found = graph.ask_question("桐庐县2019年的地区生产总值是多少")
    assert (found.reading.form.name, found.text, len(found.answer)) == ("figure-in", "", 0)


@pytest.mark.parametrize("question", ["", "？", "你好", "今天天气怎么样", "为什么天是蓝的", "富阳区真好玩"])
def test_what_fits_no_form_is_said_with_the_nearest(graph: KnowledgeGraph, question: str) -> None:
    assert ask.attempt(graph, question) is None
    with pytest.raises(NotFoundError, match="one can ask"):
        graph.ask_question(question)


def test_the_nearest_forms_are_like_the_question() -> None:
    assert any("合作" in example for example in ask.nearest("富阳区的合作单位到底都有谁在里面"))


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("云边县2024年的地区生产总值是多少", "no entity is called '云边县'"),
        ("富阳区2024年的蜂蜜总产值是多少", "no figure measures '蜂蜜总产值'"),
        ("哪些报道提到了云边县", "no entity is called '云边县'"),
        ("富阳区是谁", "富阳区 is no Person"),
    ],
)
def test_an_unknown_name_is_said(graph: KnowledgeGraph, question: str, message: str) -> None:
    with pytest.raises(NotFoundError, match=message):
        graph.ask_question(question)


def test_a_name_of_several_lists_them(tmp_path: Path) -> None:
    gulou = [("南京", "320106"), ("福州", "350102")]
    items = [
        Item(record(f"{city}鼓楼区开会。", [entity("DISTRICT", "鼓楼区", id=f"xzi:division/{code}")], source=city))
        for city, code in gulou
    ]
    build(items, Extractor(), tmp_path / "g")
    with KnowledgeGraph.open(tmp_path / "g") as known, pytest.raises(NotFoundError, match="2 entities") as raised:
        known.ask_question("鼓楼区在哪里")
    assert all(f"xzi:division/{code}" in str(raised.value) for _, code in gulou)


def test_a_question_has_a_longest_length(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="100 characters"):
        graph.ask_question("区" * 101)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=st.text(alphabet='富阳区2024年的GDP是谁"}{\\?#<>', max_size=20))
def test_any_question_is_answered_or_refused(graph: KnowledgeGraph, tail: str) -> None:
    with suppress(NotFoundError):
        ask.attempt(graph, "富阳区" + tail)


@pytest.mark.parametrize(
    "text",
    [
        "", "x = 1", "[words]\n[slots]\n[[form]]",
        'levels=[]\n[words]\nplease=""\nend=""\n[slots]\n[[form]]\nname="a"\nexamples=[]\npatterns=["{who}"]\nquery="documents"\nhead=""\neach=""\nwith={}',
    ],
)  # fmt: skip
def test_forms_are_read_strictly(text: str) -> None:
    with pytest.raises(InputError, match="form"):
        questions.parse(text)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024年", ("2024-01-01", "2024-12-31")),
        ("二〇二四年上半年", ("2024-01-01", "2024-06-30")),
        ("2024年下半年", ("2024-07-01", "2024-12-31")),
        ("2024年第三季度", ("2024-07-01", "2024-09-30")),
        ("2024年前三季度", ("2024-01-01", "2024-09-30")),
        ("2024年1—2月", ("2024-01-01", "2024-02-29")),
        ("2023年2月", ("2023-02-01", "2023-02-28")),
        ("2024年3月5日", ("2024-03-05", "2024-03-05")),
        ("2020年至2024年", ("2020-01-01", "2024-12-31")),
        ("十四五时期", ("2021-01-01", "2025-12-31")),
        ("2024年底", ("2024-01-01", "2024-12-31")),
    ],
)
def test_periods_are_read(text: str, period: tuple[str, str]) -> None:
    assert when.parse(text) == period


@pytest.mark.parametrize("text", ["", "今年", "2024年13月", "2024年2月30日", "2024年6-1月", "2024-2020年", "24年"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert when.parse(text) is None


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_a_day_is_itself(day: date) -> None:
    assert when.parse(f"{day.year}年{day.month}月{day.day}日") == (day.isoformat(), day.isoformat())


def test_the_command_answers_with_evidence_and_query(folder: Path) -> None:
    done = CliRunner().invoke(app, ["ask", str(folder), "桐庐县2024年的地区生产总值是多少"])
    assert done.exit_code == 0, done.output
    parts = ("460.1亿元，增长4.8%", "2024年，桐庐县地区生产总值460.1亿元", "桐庐县公布数据", "xz:indicator ?measure")
    for part in parts:
        assert part in done.stdout


def test_the_command_prints_the_query_alone(folder: Path) -> None:
    done = CliRunner().invoke(app, ["ask", str(folder), "桐庐县2024年的地区生产总值是多少", "--sparql"])
    again = CliRunner().invoke(app, ["query", str(folder), done.stdout])
    assert "460.1亿元" in again.stdout


@pytest.mark.parametrize(
    ("question", "message"), [("你好", "one can ask"), ("桐庐县2019年的地区生产总值是多少", "has no answer")]
)
def test_the_command_says_that_there_is_no_answer(folder: Path, question: str, message: str) -> None:
    done = CliRunner().invoke(app, ["ask", str(folder), question])
    assert done.exit_code == 1
    assert message in done.stderr


def test_every_form_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "ask.md").read_text("utf-8")
    assert [name for name, form in FORMS.items() if form.examples[0] not in page] == []
