"""The chain as a whole: from a raw file to records whose every span is exact."""

from __future__ import annotations

import gc
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

import extract
from extract import layout, pipeline
from extract.assemble import assemble
from extract.state import Block, BlockKind, Context, of
from ontology.record import Record

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return extract.load()


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(extract.extract([SAMPLES], SAMPLES / "metadata.csv"))


def test_every_component_is_there_and_in_order(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == pipeline.COMPONENTS


@pytest.mark.parametrize("name", pipeline.COMPONENTS)
def test_each_component_works_alone_in_a_pipeline_of_words(name: str) -> None:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp.add_pipe(name)
    doc = nlp("2024年，德清县实现地区生产总值682.4亿元，同比增长6.1%。县长李明强调。")
    assert doc.text.startswith("2024年")


def test_every_component_is_a_factory_of_spacy_wherever_this_is_installed() -> None:
    project = tomllib.loads((SAMPLES.parent / "pyproject.toml").read_text("utf-8"))
    assert set(pipeline.COMPONENTS) <= project["project"]["entry-points"]["spacy_factories"].keys()


def test_figures_alone_read_the_number() -> None:
    alone = spacy.blank("zh")
    alone.add_pipe("xianzhi_figures")
    (figure,) = of(alone("去年全县实现地区生产总值682.4亿元，同比增长6.1%。")).figures
    assert (figure.value, figure.unit, figure.change) == (68_240_000_000, "CNY", Decimal("6.1"))


def test_a_text_beyond_the_limit_of_spacy_is_read(nlp: Language) -> None:
    assert nlp.max_length > 10_000_000


@pytest.mark.slow
def test_a_million_characters_go_through(nlp: Language) -> None:
    text = "本报讯 德清县昨日召开全县经济工作会议。\n" * 50_000
    assert len(text) > 1_000_000
    assert of(pipeline.analyse(nlp, text, Context())).mentions


def test_records_of_the_samples_quote_their_source(records: list[Record]) -> None:
    assert len(records) == 9
    for record in records:
        text = record.text or ""
        for item in (*record.mentions, *record.figures):
            assert item.text == re.sub(r"\s", "", text[item.start : item.end])
        assert all(0 <= r.start < r.end <= len(text) for r in record.relations)


def test_ends_of_relations_and_figures_are_entities_of_the_record(records: list[Record]) -> None:
    for record in records:
        known = {e.id for e in record.entities}
        ends = {end for r in record.relations for end in (r.subject, r.object)}
        assert ends | {f.about for f in record.figures if f.about} | {m.entity for m in record.mentions} <= known


def test_a_record_comes_back_from_its_json(records: list[Record]) -> None:
    for record in records:
        assert Record.from_json(record.to_json(), record.text) == record


def test_a_name_in_half_wide_brackets_has_the_form_of_the_source_as_an_alias(nlp: Language) -> None:
    source = "蓝屿医疗产品(嘉禾)有限公司去年投产。"
    repaired = layout.repair(source)
    doc = pipeline.analyse(nlp, repaired.text, Context(blocks=repaired.blocks, sections=repaired.sections))
    (firm,) = assemble(doc, repaired, Record(source="a.txt", sha256="", text=source)).entities
    assert firm.label == "蓝屿医疗产品（嘉禾）有限公司"
    assert firm.aliases == ("蓝屿医疗产品(嘉禾)有限公司",)


def test_the_samples_show_what_they_were_written_to_show(records: list[Record]) -> None:
    labels = {e.label for record in records for e in record.entities}
    assert labels >= {"安吉县", "江望川"}
    assert {r.predicate for record in records for r in record.relations} >= {"position", "launched", "locatedIn"}
    assert any(f.indicator == "地区生产总值" and f.value == 68_240_000_000 for r in records for f in r.figures)


# Bits of newspaper that a generated page is made of; the page breaks lines anywhere.
_BITS = st.sampled_from(
    [
        "德清县",
        "县委书记",
        "林景川",
        "召开",
        "“千企”行动",
        "，",
        "。",
        "\n",
        "\n\n",
        " ",
        "1.59 亿元",
        "同比增长",
        "8%",
        "位于",
        "有限公司",
        "浙江恒越",
        "（记者 ",
        "）",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_BITS | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_gives_exact_spans(nlp: Language, text: str) -> None:
    page = layout.repair(text)
    doc = pipeline.analyse(
        nlp, page.text, Context(place="浙江省湖州市德清县", blocks=page.blocks, sections=page.sections)
    )
    record = assemble(doc, page, Record("a.txt", "0" * 64, text=text))
    for item in (*record.mentions, *record.figures):
        assert item.text == re.sub(r"\s", "", text[item.start : item.end]) != ""


def test_in_a_masthead_only_the_source_is_a_mention(nlp: Language) -> None:
    text = "来源：青禾观察 青禾县"
    context = Context(blocks=(Block(0, len(text), BlockKind.MASTHEAD),))
    mentions = of(pipeline.analyse(nlp, text, context)).mentions
    assert [text[m.start : m.end] for m in mentions] == ["青禾观察"]


def test_a_zone_called_by_what_it_is_is_the_zone(nlp: Language) -> None:
    doc = nlp("走进长沙经济技术开发区，机器轰鸣。近年来，经开区引进企业30家。")
    named = {doc.text[m.start : m.end]: m.entity for m in of(doc).mentions}
    assert named["经开区"] == named["长沙经济技术开发区"]


def test_the_collector_of_cycles_is_left_as_it_was(nlp: Language) -> None:
    pipeline.analyse(nlp, "安吉县召开大会。", Context())
    assert gc.isenabled()
    gc.disable()
    try:
        pipeline.analyse(nlp, "安吉县召开大会。", Context())
        assert not gc.isenabled()
    finally:
        gc.enable()
