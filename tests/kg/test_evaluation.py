"""Comparing with gold annotation: what counts as right, how faults are told apart, and that bad gold is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.commands.evaluate import compare
from kg.evaluation import Judged, Sheet, calibration, evaluate
from kg.evaluation.gold import read
from kg.evaluation.relations import same_title
from ontology.errors import InputError
from ontology.record import Record
from tests.kg.factory import FUYANG, entity, figure, record, relation

SHARED = Path(__file__).parents[3] / "shared"
TEXT = (
    "富阳区召开大会。区委书记陆知远说，今年要推进“春江焕新”行动，\n白鹭纺织公司在富阳区落户。"
    "2024年，富阳区实现地区生产总值1060.5亿元，同比增长5.2%。"
)


def found() -> Record:
    """Return what an extractor might find: one type, one border and one name are wrong, one name is missing."""
    return record(
        TEXT,
        [
            entity("DISTRICT", "富阳区", id=FUYANG),
            entity("PERSON", "陆知远"),
            entity("ENTERPRISE", "纺织公司"),
            entity("PLACE", "亿元"),
        ],
        [
            relation("陆知远", "position", "富阳区", "区委书记陆知远", title="书记"),
            relation("富阳区", "launched", "纺织公司", "公司在富阳区落户"),
        ],
        [figure("富阳区", "生产总值", "1060.5亿元", "106050000000", "CNY", change="5.2")],
    )


def marked(name: str, kind: str, after: int = 0) -> dict[str, Any]:
    start = TEXT.index(name, after)
    return {"start": start, "end": start + len(name), "type": kind, "entity": name}


def gold(**changes: Any) -> dict[str, Any]:
    """Return the gold of the text as JSON has it."""
    value = "1060.5亿元"
    start = TEXT.index(value)
    document = {
        "source": "a.txt",
        "sha256": found().sha256,
        "regions": [[0, len(TEXT)]],
        "mentions": [
            marked("富阳区", "DISTRICT"),
            marked("陆知远", "OFFICIAL"),
            marked("“春江焕新”行动", "PROGRAM"),
            marked("白鹭纺织公司", "ENTERPRISE"),
            marked("富阳区", "DISTRICT", 20),
            marked("富阳区", "DISTRICT", 50),
        ],
        "entities": [
            {"name": "富阳区", "type": "DISTRICT", "names": ["富阳区", "富阳"]},
            {"name": "陆知远", "type": "OFFICIAL", "names": ["陆知远"]},
            {"name": "“春江焕新”行动", "type": "PROGRAM", "names": ["“春江焕新”行动"]},
            {"name": "白鹭纺织公司", "type": "ENTERPRISE", "names": ["白鹭纺织公司", "纺织公司"]},
        ],
        "relations": [
            {"subject": "陆知远", "predicate": "position", "object": "富阳区", "title": "区委书记"},
            {"subject": "富阳区", "predicate": "launched", "object": "“春江焕新”行动", "title": ""},
        ],
        "figures": [
            {
                "about": "富阳区", "indicator": "地区生产总值", "text": value, "value": "106050000000", "unit": "CNY",
                "qualifier": "exact", "period": ["2024-01-01", "2024-12-31"], "change": "5.2", "kind": "actual",
                "start": start, "end": start + len(value),
            },
        ],
    }  # fmt: skip
    return {"documents": [document | changes]}


def write(folder: Path, body: Any) -> Path:
    path = folder / "gold.json"
    path.write_text(json.dumps(body, ensure_ascii=False), "utf-8")
    return path


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    return evaluate(read(write(tmp_path, gold())), [found()])


def counted(sheet: Sheet, layer: str, name: str) -> tuple[int, int, int]:
    count = sheet.counts[layer][name]
    return count.gold, count.found, count.right


def faults(sheet: Sheet, layer: str) -> set[tuple[str, str, str]]:
    return {(one.kind, one.want, one.have) for one in sheet.faults if one.layer == layer}


def test_a_mention_is_right_with_its_span_and_type(sheet: Sheet) -> None:
    assert counted(sheet, "mention", "DISTRICT") == (3, 3, 3)
    assert counted(sheet, "mention", "OFFICIAL") == (1, 0, 0)
    assert counted(sheet, "span", "all") == (6, 6, 4)


def test_wrong_types_borders_and_names_are_told_apart(sheet: Sheet) -> None:
    assert faults(sheet, "mention") == {
        ("type", "OFFICIAL 陆知远", "PERSON 陆知远"),
        ("border", "ENTERPRISE 白鹭纺织公司", "ENTERPRISE 纺织公司"),
        ("missing", "PROGRAM “春江焕新”行动", ""),
        ("invented", "", "PLACE 亿元"),
    }
    assert sheet.confusion["OFFICIAL", "PERSON"] == 1
    assert sheet.confusion["PROGRAM", ""] == 1
    assert sheet.confusion["", "PLACE"] == 1


def test_a_fault_shows_its_sentence_its_rule_and_how_sure_we_were(sheet: Sheet) -> None:
    (border,) = [one for one in sheet.faults if one.kind == "border"]
    assert [(piece.text, piece.mark) for piece in border.pieces[1:3]] == [("白鹭", "gold"), ("纺织公司", "both")]
    assert (border.rule, border.confidence) == ("test.name", 1.0)


def test_an_entity_is_found_by_any_of_its_names(sheet: Sheet) -> None:
    assert counted(sheet, "entity", "ENTERPRISE") == (1, 1, 1)
    assert faults(sheet, "entity") >= {("missing", "OFFICIAL 陆知远", ""), ("invented", "", "PERSON 陆知远")}


def test_relations_agree_in_predicate_and_ends(sheet: Sheet) -> None:
    assert counted(sheet, "relation", "position") == (1, 1, 1)
    assert counted(sheet, "relation", "launched") == (1, 1, 0)


def test_titles_agree_where_one_holds_the_other() -> None:
    assert same_title("区委书记", "书记")
    assert not same_title("区委书记", "区长")
    assert not same_title("", "")


def test_of_a_figure_each_part_is_compared(sheet: Sheet) -> None:
    right = {name: count.right for name, count in sheet.counts["figure"].items()}
    assert right == {"quantity": 1, "indicator": 1, "about": 1, "period": 0, "all": 0}
    assert ("period", "2024-01-01/2024-12-31", "—") in faults(sheet, "figure")


def test_only_annotated_regions_count(tmp_path: Path) -> None:
    first = [gold()["documents"][0]["mentions"][0]]
    body = gold(regions=[[0, 8]], mentions=first, entities=[], relations=[], figures=[])
    sheet = evaluate(read(write(tmp_path, body)), [found()])
    assert sheet.total("mention").f1 == 1.0
    assert sheet.total("figure").found == 0


def test_a_layer_that_was_not_annotated_is_not_compared(tmp_path: Path) -> None:
    body = gold()
    for name in ("entities", "relations", "figures"):
        del body["documents"][0][name]
    sheet = evaluate(read(write(tmp_path, body)), [found()])
    assert sheet.total("mention").gold == 6
    assert [layer for layer, counts in sheet.counts.items() if counts] == ["mention", "span"]
    assert {one.layer for one in sheet.faults} == {"mention"}


def test_calibration_sets_precision_beside_what_was_promised() -> None:
    judged = [Judged("mention", "a", 0.9, True), Judged("mention", "a", 0.9, False), Judged("mention", "b", 0.6, True)]
    first, second = calibration.by_rule(judged)
    assert (first.name, first.found, first.precision, round(first.gap, 3)) == ("a", 2, 0.5, 0.4)
    assert (second.name, second.precision) == ("b", 1.0)
    assert [line.name for line in calibration.by_band(judged)] == ["0.60–0.70", "0.90–0.95"]
    assert round(calibration.error(judged), 3) == 0.4


# ---- the command


def kg(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(app, [str(one) for one in arguments])


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Return a folder with the text, the gold, a file of records and a graph."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT, "utf-8")
    write(tmp_path, gold())
    assert kg("build", tmp_path / "news", "--out", tmp_path / "graph").exit_code == 0
    (tmp_path / "r.jsonl").write_text(kg("extract", tmp_path / "news").stdout, "utf-8")
    return tmp_path


def test_a_graph_and_a_file_of_records_give_the_same(news: Path) -> None:
    first = kg("evaluate", news / "gold.json", news / "graph")
    second = kg("evaluate", news / "gold.json", news / "r.jsonl")
    assert first.exit_code == 0, first.output
    assert first.stdout == second.stdout
    for part in ("DISTRICT", "类型混淆", "置信度", "漏掉 missed", "quantity"):
        assert part in first.stdout


def test_records_whose_texts_have_moved_are_read_from_a_folder(news: Path) -> None:
    (news / "news").rename(news / "moved")
    lost = kg("evaluate", news / "gold.json", news / "r.jsonl")
    assert lost.exit_code == 2
    assert "--texts" in lost.stderr
    assert kg("evaluate", news / "gold.json", news / "r.jsonl", "--texts", news / "moved").exit_code == 0


def test_errors_are_printed_as_many_as_wanted(news: Path) -> None:
    none = kg("evaluate", news / "gold.json", news / "graph", "--errors", "0").stdout
    some = kg("evaluate", news / "gold.json", news / "graph", "--errors", "3").stdout
    assert len(none.splitlines()) < len(some.splitlines())


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[]", "should be a JSON object"),
        ("{", "not JSON"),
        ("{}", "documents is missing"),
        ('{"documents": []}', "holds no documents"),
        (json.dumps(gold(source="b.txt", sha256="0" * 64)), "b.txt: no record of this document"),
        (json.dumps(gold(sha256="0" * 64)), "a.txt: the gold was made on another text of that name"),
        (json.dumps(gold(mentions=[{"start": 0, "end": 2, "type": "FIRM"}])), "mentions[0]: type should be one of"),
        (json.dumps(gold(mentions=[{"start": 2, "end": 2, "type": "PLACE"}])), "start 2 is not before end 2"),
        (json.dumps(gold(mentions=[{"start": 2, "type": "PLACE"}])), "mentions[0]: end is missing"),
        (json.dumps(gold(mentions=[{"start": 0, "end": 9999, "type": "PLACE"}])), "ends beyond the text"),
        (json.dumps(gold(regions=[[0]])), "regions should be a list of [start, end]"),
        (json.dumps(gold(relations=[{"subject": "a", "predicate": "likes"}])), "predicate should be one of"),
        (json.dumps(gold(figures=[{"start": 0, "end": 2, "value": "many"}])), "value should be a number"),
    ],
)
def test_bad_gold_is_one_line_and_exit_code_2(news: Path, body: str, message: str) -> None:
    (news / "gold.json").write_text(body, "utf-8")
    done = kg("evaluate", news / "gold.json", news / "graph")
    assert done.exit_code == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    assert message in line


def test_what_holds_no_records_is_refused(news: Path) -> None:
    for found, message in (("nowhere", "no such file"), ("gold.json", "unknown field"), ("news", "holds no graph")):
        done = kg("evaluate", news / "gold.json", news / found)
        assert (done.exit_code, done.stdout, message in done.stderr) == (2, "", True), done.stderr


def test_records_without_their_text_are_refused(tmp_path: Path) -> None:
    bare = Record.from_json(found().to_json())
    with pytest.raises(InputError, match="holds no text"):
        evaluate(read(write(tmp_path, gold())), [bare])


@pytest.mark.skipif(not (SHARED / "gold" / "score.py").exists(), reason="needs the development gold")
def test_numbers_equal_those_of_the_judge(tmp_path: Path) -> None:
    seeds, judge, target = SHARED / "seeds", SHARED / "gold" / "score.py", tmp_path / "r.jsonl"
    done = kg("extract", "--metadata", seeds / "metadata.csv", seeds)
    target.write_text(done.stdout, "utf-8")
    dev = SHARED / "gold" / "dev.json"
    said = subprocess.run(
        [sys.executable, judge, dev, target, "--texts", seeds], capture_output=True, text=True, check=True
    ).stdout
    sheet = compare(dev, target)
    lines = []
    for layer in ("mention", "span", "entity", "relation", "figure"):
        rows = [] if layer == "span" else list(sheet.rows(layer))
        rows += [] if layer == "figure" else [("all", sheet.total(layer))]
        for name, count in rows:
            shares = f"P {count.precision:.3f}  R {count.recall:.3f}  F1 {count.f1:.3f}"
            lines.append(f"{name} {shares}  (gold {count.gold}, found {count.found}, right {count.right})")
    judged = [" ".join(line[10:].split(maxsplit=1)) for line in said.splitlines()]
    assert sorted(lines) == sorted(judged)
