"""Decisions of people about the graph, replayed on every build."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg import curation
from kg.build import build
from kg.curated import merges
from kg.graph import KnowledgeGraph
from kg.store import canonical_nquads, current_version, open_current
from kg.summary import Summary
from ontology.errors import InputError
from ontology.record import Record
from tests.kg import factory
from tests.kg.factory import Extractor, Item

LIVED = "a milestone is of one programme or place"
SIGNED = "  author: 李青\n  date: 2025-03-01\n  reason: 公司章程\n"
FIRM, BANK = "杭州澄光新材料有限公司", "富春江农商银行"


def decide(*decisions: str) -> curation.Curation:
    """Return these decisions, each signed."""
    return curation.parse("".join(f"- {one}\n{SIGNED}" for one in decisions))


def run(out: Path, *decisions: str, records: Iterable[Record] | None = None) -> Summary:
    items = [Item(record) for record in (factory.small() if records is None else records)]
    return build(items, Extractor(), out, curation=decide(*decisions))


def graph(out: Path, *decisions: str, records: Iterable[Record] | None = None) -> KnowledgeGraph:
    run(out, *decisions, records=records)
    return KnowledgeGraph.open(out)


def digest(out: Path) -> str:
    return hashlib.sha256(canonical_nquads(open_current(out))).hexdigest()


def told(summary: Summary) -> list[str]:
    return [one.message for one in summary.conflicts]


# ---- the file


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- merge: [甲, 乙]\n  autor: 李\n", ":1: unknown key 'autor'; did you mean 'author'?"),
        ("# 注\n- merge: [甲, 乙]\n  date: 2025-03-01\n  reason: 同\n", ":2: author is missing"),
        (f"- merge: [甲]\n{SIGNED}", ":1: merge takes a list of two different names at least"),
        (f"- merge: [甲, 乙]\n  apart: [甲, 乙]\n{SIGNED}", ":1: one of merge"),
        (f"- retype: 甲\n  to: PROGRAMM\n{SIGNED}", "'PROGRAMM' is no type (PROGRAM)"),
        (f"- reject: {{subject: 甲, predicate: 位在, object: 乙}}\n{SIGNED}", "'位在' is no relation"),
        (f"- add: {{subject: 甲, predicate: position, object: 乙}}\n{SIGNED}", "a post needs its title"),
        ("- merge: [甲, 乙]\n  author: 李\n  date: 昨天\n  reason: 同\n", "date takes a day like 2025-03-01"),
        ("- merge: [甲, 乙\n", ":2: not YAML"),
        ("merge: 甲\n", ":1: a list of decisions is expected"),
        (f"- add: {{about: 甲, indicator: 乙, value: 多}}\n{SIGNED}", "value takes a number"),
        (f"- reject: {{about: 甲, stage: dreamt}}\n{SIGNED}", "'dreamt' is no stage"),
        (f"- add: {{about: 甲, stage: opened}}\n{SIGNED}", ":1: unknown key 'stage'"),
        (f"- merge: [甲, 乙]\n  merge: [甲, 丙]\n{SIGNED}", "stands here twice"),
    ],
)
def test_a_mistake_is_one_line_with_file_and_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        curation.parse(text, "news/curation.yaml")
    assert str(error.value).startswith("news/curation.yaml:")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_comments_alone_decide_nothing() -> None:
    assert not curation.parse("# nothing yet\n")


def test_a_file_that_is_not_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"c\.yaml is not UTF-8"):
        curation.load(tmp_path / "c.yaml")


def test_the_file_is_found_beside_the_sources(tmp_path: Path) -> None:
    assert curation.find(tmp_path) is None
    (tmp_path / "curation.yaml").touch()
    assert curation.find(tmp_path) == tmp_path / "curation.yaml"
    assert curation.find(tmp_path / "a.txt") == tmp_path / "curation.yaml"


@pytest.mark.parametrize("word", ["locatedIn", "位于", "located in"])
def test_a_relation_goes_by_any_of_its_names(word: str) -> None:
    assert curation.predicate(word) == "locatedIn"


def test_a_post_goes_by_the_word_of_the_record_too() -> None:
    assert (curation.predicate("position"), curation.predicate("位在")) == ("holdsPostIn", "")


# ---- what they do


def test_two_entities_become_one(tmp_path: Path) -> None:
    with graph(tmp_path / "g", f"merge: [{FIRM}, {BANK}]") as known:
        one = known.entity(BANK)
        assert (one.label, BANK in one.aliases) == (FIRM, True)
        assert "curation" in {merge.rule for merge in merges(current_version(tmp_path / "g"))}


def test_an_iri_that_is_no_more_points_to_what_took_its_place(tmp_path: Path) -> None:
    run(tmp_path / "g", f"merge: [{FIRM}, {BANK}]")
    replaced = (
        f"GRAPH xzi:graph\\/curation {{ <{BASE}enterprise/{BANK}> dcterms:isReplacedBy <{BASE}enterprise/{FIRM}> }}"
    )
    assert open_current(tmp_path / "g").query(f"ASK {{ {replaced} }}")


BASE = "https://w3id.org/xianzhi/id/"


def test_names_that_documents_share_are_kept_apart(tmp_path: Path) -> None:
    with graph(tmp_path / "g", f"apart: [{FIRM}, 澄光新材]") as known:
        assert known.entity("澄光新材").iri != known.entity(FIRM).iri
        assert "澄光新材" not in known.entity(FIRM).aliases
        (figure,) = known.entity("澄光新材").figures()
        assert figure.text == "12件"


def test_one_name_is_two_people_in_two_documents(tmp_path: Path) -> None:
    decision = "apart: 陆知远\n  documents: [firm.txt]\n  as: 春江街道"
    with graph(tmp_path / "g", decision) as known:
        assert [one.compact for one in known.find("陆知远")] == ["xzi:person/陆知远", "xzi:person/陆知远@春江街道"]


def test_a_new_name_keeps_the_iri_and_the_old_name(tmp_path: Path) -> None:
    with graph(tmp_path / "g", f"rename: {BANK}\n  to: 富春江银行") as known:
        one = known.entity("富春江银行")
        assert (one.compact, one.aliases) == (f"xzi:enterprise/{BANK}", (BANK,))


def test_another_type_is_another_class_and_iri(tmp_path: Path) -> None:
    with graph(tmp_path / "g", "retype: “春江焕新”行动\n  to: event") as known:
        one = known.entity("“春江焕新”行动")
        assert (one.type, one.compact.startswith("xzi:event/")) == ("Event", True)


def test_a_division_of_the_code_list_keeps_its_name(tmp_path: Path) -> None:
    assert "national code list" in told(run(tmp_path / "g", "rename: 富阳区\n  to: 富阳市"))[0]


def test_a_rejected_entity_is_gone_with_its_relations(tmp_path: Path) -> None:
    with graph(tmp_path / "g", f"reject: {BANK}") as known:
        assert known.find(BANK) == []
        assert {row.predicate for row in known.relations()}.isdisjoint({"partnersWith", "finances"})
        assert "500万元" in {row.text for row in known.figure_rows()}


def test_a_rejected_relation_is_gone_alone(tmp_path: Path) -> None:
    with graph(tmp_path / "g", f"reject: {{subject: {BANK}, predicate: 资助, object: {FIRM}}}") as known:
        assert {row.predicate for row in known.entity(BANK).relations()} == {"partnersWith"}


def test_a_rejected_figure_is_gone(tmp_path: Path) -> None:
    with graph(tmp_path / "g", "reject: {about: 富阳区, indicator: GDP, text: 1060.5亿元}") as known:
        assert [row.indicator for row in known.entity("富阳区").figures()] == ["新增高新技术企业数"]


@pytest.mark.parametrize(("document", "left"), [("", 0), (", document: news/economy.txt", 0), (", document: b.txt", 1)])
def test_a_rejected_stage_is_gone(document: str, left: int, tmp_path: Path) -> None:
    decision = f"reject: {{about: “春江焕新”行动, stage: started{document}}}"
    summary = run(tmp_path / "g", decision)
    assert summary.milestones == left
    assert len(told(summary)) == left


def test_a_rejected_entity_is_gone_with_its_stages(tmp_path: Path) -> None:
    summary = run(tmp_path / "g", "reject: “春江焕新”行动")
    assert (summary.milestones, summary.reasons) == (0, {})


def test_a_stage_goes_with_the_name_that_it_is_told_of(tmp_path: Path) -> None:
    day = ("2024-05-01", "2024-05-01")
    both = factory.record(
        "春江改造工程很大。2024年5月1日，江岸改造开工。",
        [factory.entity("PROGRAM", "春江改造工程", "江岸改造")],
        milestones=[factory.milestone("春江改造工程", "started", "开工", "2024年5月1日，江岸改造开工", day)],
    )
    with graph(tmp_path / "g", "apart: [春江改造工程, 江岸改造]", records=[both]) as known:
        assert [one.about.label for one in known.milestones()] == ["江岸改造"]


def test_a_stage_of_what_has_another_type_now_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    summary = run(tmp_path / "g", "retype: “春江焕新”行动\n  to: event")
    assert (summary.milestones, summary.reasons) == (0, {("进程须属于一个项目或地点", LIVED): 1})
    assert run(tmp_path / "h", "retype: “春江焕新”行动\n  to: place").milestones == 1


def test_one_of_two_has_the_stages_of_both(tmp_path: Path) -> None:
    other = factory.record(
        "2024年5月1日，春江改造工程开工。",
        [factory.entity("PROGRAM", "春江改造工程")],
        milestones=[factory.milestone("春江改造工程", "started", "开工", "2024年5月1日", ("2024-05-01", "2024-05-01"))],
        source="b.txt",
    )
    merged = "merge: [“春江焕新”行动, 春江改造工程]"
    with graph(tmp_path / "g", merged, records=[factory.economy(), other]) as known:
        found = known.entity("春江改造工程").milestones()
    assert [(one.about.label, one.text) for one in found] == [("“春江焕新”行动", "开工"), ("“春江焕新”行动", "实施")]


def test_an_added_relation_carries_who_says_so(tmp_path: Path) -> None:
    with graph(tmp_path / "g", "add: {subject: 顾砚秋, predicate: position, object: 富阳区, title: 副区长}") as known:
        (post,) = known.entity("顾砚秋").posts()
        assert (post.title, post.rule, post.confidence) == ("副区长", "curation", 1.0)
        (span,) = post.evidence
        assert (span.document.title, span.sentence) == ("人工订正", "公司章程（李青，2025-03-01）")


def test_added_evidence_is_the_text_of_the_file(tmp_path: Path) -> None:
    decided = decide(f"merge: [{FIRM}, 澄光新材]", f"add: {{subject: {BANK}, predicate: 位于, object: 富阳区}}")
    build([Item(one) for one in factory.small()], Extractor(), tmp_path / "g", curation=decided)
    with KnowledgeGraph.open(tmp_path / "g") as known:
        (row,) = known.entity(BANK).relations("locatedIn")
        assert decided.text[row.evidence[0].start : row.evidence[0].end] == row.evidence[0].exact


def test_a_division_that_no_document_names_comes_with_an_added_fact(tmp_path: Path) -> None:
    with graph(tmp_path / "g", f"add: {{subject: {BANK}, predicate: 位于, object: xzi:division/330109}}") as known:
        assert known.entity(BANK).place == f"浙江省 › 杭州市 › 萧山区 › {BANK}"


def test_an_added_figure_is_found_like_any(tmp_path: Path) -> None:
    decision = "add: {about: 富阳区, indicator: 常住人口, value: 84.1e4, unit: 人, period: 2024}"
    with graph(tmp_path / "g", decision) as known:
        (figure,) = (row for row in known.entity("富阳区").figures() if row.rule == "curation")
        assert (figure.value, figure.unit, figure.period) == (841000, "人", ("2024-01-01", "2024-12-31"))


def test_what_is_decided_is_in_a_graph_of_its_own(tmp_path: Path) -> None:
    run(tmp_path / "g", f"reject: {BANK}")
    pattern = '?d a prov:Activity ; dcterms:type "reject" ; dcterms:creator "李青" ; dcterms:description "公司章程"'
    assert open_current(tmp_path / "g").query(f"ASK {{ GRAPH xzi:graph\\/curation {{ {pattern} }} }}")


# ---- conflicts


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        ("reject: 无此公司", "no document names '无此公司' any more"),
        (f"reject: {{subject: {BANK}, predicate: 位于, object: 富阳区}}", "no document states this any more"),
        ("reject: {about: 富阳区, indicator: 常住人口}", "no document states this any more"),
        (f"add: {{subject: {BANK}, predicate: 发起, object: 富阳区}}", "launched does not hold between"),
        ("add: {about: 富阳区, indicator: GDP, value: 9e10, unit: CNY, period: 2024}", "a document says 1060.5亿元"),
        (
            "add: {subject: 顾砚秋, predicate: position, object: 富阳区, title: 区委书记}",
            "a document says 陆知远 区委书记",
        ),
        (f"add: {{subject: {FIRM}, predicate: 位于, object: xzi:division/330111001}}", "a document says 位于 春江街道"),
    ],
)
def test_what_the_texts_do_not_fit_is_told(decision: str, message: str, tmp_path: Path) -> None:
    (said,) = told(run(tmp_path / "g", decision))
    assert message in said


def test_conflicts_are_told_again_when_nothing_has_changed(tmp_path: Path) -> None:
    first, again = (run(tmp_path / "g", "reject: 无此公司") for _ in range(2))
    assert again.up_to_date
    assert first.conflicts == again.conflicts != ()


def test_what_the_texts_bear_out_is_no_conflict(tmp_path: Path) -> None:
    decisions = (
        f"reject: {{subject: {BANK}, predicate: 资助, object: {FIRM}}}",
        "add: {about: 富阳区, indicator: GDP, value: 1060.5e8, unit: CNY, period: 2024}",
        f"apart: [{FIRM}, {BANK}]",
    )
    assert told(run(tmp_path / "g", *decisions)) == []


# ---- builds

MANY = (
    f"apart: [{FIRM}, 澄光新材]",
    f"rename: {BANK}\n  to: 富春江银行",
    "reject: {about: 富阳区, indicator: 新增高新技术企业数}",
    "reject: {subject: 富春江银行, predicate: 资助, object: 澄光新材}",
    "add: {subject: 顾砚秋, predicate: position, object: 富阳区, title: 副区长}",
)


@pytest.mark.parametrize("before", [(), MANY[:2], (*MANY, f"reject: {BANK}")], ids=["none", "fewer", "more"])
def test_an_incremental_build_equals_a_full_one(before: tuple[str, ...], tmp_path: Path) -> None:
    run(tmp_path / "g", *before)
    one = run(tmp_path / "g", *MANY)
    two = run(tmp_path / "fresh", *MANY)
    assert digest(tmp_path / "g") == digest(tmp_path / "fresh")
    assert (one.version, one.conflicts) == (two.version, two.conflicts)


def test_documents_come_and_go_under_decisions(tmp_path: Path) -> None:
    run(tmp_path / "g", *MANY, records=factory.small()[:1])
    one = run(tmp_path / "g", *MANY)
    two = run(tmp_path / "fresh", *MANY)
    assert (digest(tmp_path / "g"), one.conflicts) == (digest(tmp_path / "fresh"), two.conflicts)


def test_taking_decisions_back_leaves_no_trace(tmp_path: Path) -> None:
    run(tmp_path / "g", *MANY)
    version = run(tmp_path / "g").version
    assert run(tmp_path / "fresh").version == version
    assert digest(tmp_path / "g") == digest(tmp_path / "fresh")


def test_a_decision_changes_only_the_documents_that_it_touches(tmp_path: Path) -> None:
    def graphs() -> dict[str, str]:
        from kg.store import current_manifest

        return {entry.path: entry.graph for entry in current_manifest(tmp_path / "g").documents.values()}

    run(tmp_path / "g")
    before = graphs()
    run(tmp_path / "g", "reject: {about: 富阳区, indicator: 地区生产总值}", "rename: 顾砚秋\n  to: 顾砚")
    after = graphs()
    assert {path for path in before if before[path] != after[path]} == {"news/economy.txt", "news/firm.txt"}


def test_later_decisions_build_on_earlier_ones(tmp_path: Path) -> None:
    decisions = (f"rename: {BANK}\n  to: 甲行", f"merge: [甲行, {FIRM}]", "rename: 甲行\n  to: 乙行")
    with graph(tmp_path / "g", *decisions) as known:
        assert known.entity(FIRM).label == "乙行"
