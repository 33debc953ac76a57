"""The command line, as a user types it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner, Result

from kg.cli import app
from kg.commands import common

NEWS = "安吉县召开大会\n\n2024年，安吉县实现地区生产总值682.4亿元，同比增长6.1%。县委书记江望川出席会议。\n"


def kg(*arguments: str | Path, text: str | None = None) -> Result:
    """Run a command."""
    return CliRunner(env={"COLUMNS": "100"}).invoke(app, [str(one) for one in arguments], input=text)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph that the command line has built from one text."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "news").mkdir()
    (folder / "news" / "2025-01-20_大会.txt").write_text(NEWS, "utf-8")
    table = folder / "metadata.csv"
    table.write_text("path,publisher,place\n2025-01-20_大会.txt,安吉日报,浙江省湖州市安吉县\n", "utf-8")
    done = kg("build", folder / "news", "--out", folder / "graph", "--metadata", table)
    assert done.exit_code == 0, done.output
    return folder / "graph"


def test_the_version_is_printed() -> None:
    assert kg("--version").stdout.startswith("xianzhi ")


def test_build_prints_a_summary_and_does_no_work_twice(built: Path) -> None:
    again = kg("build", built.parent / "news", "--out", built, "--metadata", built.parent / "metadata.csv")
    assert again.exit_code == 0
    for part in (
        "文档 documents",
        "实体 entities",
        "关系 relations",
        "数据 figures",
        "进程 stages",
        "隔离 quarantined",
        "up to date",
    ):
        assert part in again.stdout


def test_show_prints_what_was_built(built: Path) -> None:
    shown = kg("show", built, "安吉县")
    assert shown.exit_code == 0
    parts = ("县级行政区", "浙江省 › 湖州市 › 安吉县", "江望川", "书记", "682.4亿元", "↑6.1%", "安吉日报，2025-01-20")
    for part in parts:
        assert part in shown.stdout


def test_extract_prints_a_record_for_each_line_of_its_output(built: Path) -> None:
    done = kg("extract", built.parent / "news")
    assert done.exit_code == 0
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["date"] == "2025-01-20"


def test_a_bad_file_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(NEWS, "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 4)
    done = kg("build", tmp_path, "--out", tmp_path / "graph")
    assert done.exit_code == 2
    problems = done.stderr.splitlines()
    assert len(problems) == 2
    assert all(line.startswith("error: ") for line in problems)
    assert kg("show", tmp_path / "graph", "安吉县").exit_code == 0
    extracted = kg("extract", tmp_path)
    assert (extracted.exit_code, len(extracted.stdout.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("build", "{none}", "--out", "{none}/out"), "no such file"),
        (("build", "{news}", "--out", "{news}/a.txt/out"), "cannot write"),
        (("build", "{news}", "--out", "{none}", "--metadata", "{none}.csv"), "none.csv"),
        (("extract", "{none}"), "no such file"),
        (("show", "{none}", "富阳区"), "no graph at"),
        (("show", "{graph}", "不知道"), "no entity is called '不知道'"),
        (("path", "{graph}", "富阳区", "不知道"), "no entity is called '不知道'"),
        (("query", "{graph}", "SELECT * {"), "malformed query"),
        (("query", "{graph}", "DROP ALL"), "DROP is refused"),
        (("query", "{graph}", "SELECT * " + "{" * 3000), "nested"),
        (("query", "{graph}"), "give one query"),
        (("query", "{graph}", "--name", "nope"), "no saved query is called 'nope'"),
        (("query", "{graph}", "--name", "posts-of"), "needs ENTITY"),
        (("query", "{graph}", "--file", "{none}"), "cannot read the query"),
        (("query", "{graph}", "SELECT * { ?s ?p ?o }", "--format", "turtle"), "only CONSTRUCT"),
        (("query",), "which graph?"),
    ],
)
def test_an_error_is_one_line_and_exit_code_2(
    graph: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    places = {"{none}": tmp_path / "none", "{news}": tmp_path, "{graph}": graph}
    typed = [arguments[0]]
    for one in arguments[1:]:
        for name, path in places.items():
            one = one.replace(name, str(path))
        typed.append(one)
    done = kg(*typed)
    assert done.exit_code == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    assert message in line


def test_a_corrupt_graph_says_how_to_rebuild_it(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("v-none", "utf-8")
    done = kg("show", tmp_path, "富阳区")
    assert (done.exit_code, "rebuild it with" in done.stderr) == (2, True)


def test_long_cells_of_a_table_stand_below_their_row(graph: Path) -> None:
    done = kg("query", graph, "--name", "posts-of", "陆知远")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["title", "body", "date", "document"]
    assert lines[2].split() == ["区委书记", "富阳区", "2025-01-08", "富阳区召开经济工作会议"]
    assert lines[3] == "    sentence  区委书记陆知远在会上说，今年要继续实施“春江焕新”行动。"


def test_a_query_is_printed_as_a_table(graph: Path) -> None:
    done = kg("query", graph, "SELECT DISTINCT ?firm ?name { ?firm a xz:Enterprise ; rdfs:label ?name } ORDER BY ?name")
    assert "xzi:enterprise/富春江农商银行" in done.stdout
    assert done.stderr == "2 rows\n"


def test_a_query_is_printed_in_each_format(graph: Path) -> None:
    where = "{ ?f xz:about ?x ; xz:value ?value . ?x rdfs:label ?name }"
    sparql = f"SELECT DISTINCT ?name ?value {where} ORDER BY ?value LIMIT 1"
    forms = {form: kg("query", graph, sparql, "--format", form).stdout for form in ("csv", "tsv", "json", "xml")}
    assert list(csv.reader(io.StringIO(forms["csv"]))) == [["name", "value"], ["杭州澄光新材料有限公司", "12"]]
    assert '"杭州澄光新材料有限公司"@zh\t' in forms["tsv"]
    assert json.loads(forms["json"])["results"]["bindings"][0]["name"]["xml:lang"] == "zh"
    for form, name in ((ox.QueryResultsFormat.XML, "xml"), (ox.QueryResultsFormat.JSON, "json")):
        read = ox.parse_query_results(forms[name].encode(), format=form)
        assert isinstance(read, ox.QuerySolutions)
        assert len(list(read)) == 1


def test_ask_and_construct_have_their_own_formats(graph: Path) -> None:
    assert kg("query", graph, "ASK { ?x a xz:Village }").stdout == "false\n"
    assert json.loads(kg("query", graph, "ASK {}", "--format", "json").stdout)["boolean"] is True
    done = kg("query", graph, "CONSTRUCT { ?a xz:partOf ?b } WHERE { ?a xz:partOf ?b }")
    assert len(set(ox.parse(done.stdout.encode(), format=ox.RdfFormat.TURTLE))) == 3
    assert kg("query", graph, "CONSTRUCT WHERE { ?a xz:partOf ?b }", "--format", "csv").exit_code == 2


def test_a_saved_query_is_asked_by_name(graph: Path) -> None:
    done = kg("query", graph, "--name", "figures-of", "富阳", "since=2024", "--format", "csv")
    assert [row["text"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["1060.5亿元", "150家"]


def test_saved_queries_are_listed_with_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("# zh: 我的问题？\nSELECT * { ?s ?p ?o }", "utf-8")
    done = kg("query", "--list", "--queries", tmp_path)
    assert "figures-of ENTITY [MEASURE] [SINCE]" in done.stdout
    assert "我的问题？" in done.stdout


def test_a_query_comes_from_a_file_or_stdin(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?x a xz:Enterprise }", "utf-8")
    assert kg("query", graph, "--file", tmp_path / "q.rq").stdout == "true\n"
    assert kg("query", graph, "--file", "-", text="ASK {}").stdout == "true\n"


def test_a_cut_answer_says_so(graph: Path) -> None:
    done = kg("query", graph, "SELECT * { ?s ?p ?o }", "--limit", "2", "--format", "json")
    assert json.loads(done.stdout)["head"]["truncated"] is True
    assert "truncated" in done.stderr


def test_a_query_over_its_time_is_stopped(graph: Path) -> None:
    done = kg("query", graph, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.5")
    assert done.exit_code == 2
    assert "longer than 0.5 s" in done.stderr


def test_a_path_is_printed_with_its_sentences(graph: Path) -> None:
    done = kg("path", graph, "陆知远", "顾砚秋")
    assert "陆知远 — 富阳区 — 春江街道 — 杭州澄光新材料有限公司 — 顾砚秋" in done.stdout
    assert "顾砚秋 创办 → 杭州澄光新材料有限公司" in done.stdout
    assert "公司由顾砚秋创办" in done.stdout


def test_no_path_is_exit_code_1(graph: Path) -> None:
    done = kg("path", graph, "陆知远", "顾砚秋", "--max-length", "2")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no way from 陆知远 to 顾砚秋" in done.stderr


def test_show_can_speak_english_and_show_all(graph: Path) -> None:
    done = kg("show", graph, "富阳区", "--lang", "en", "--all")
    for part in ("Posts", "Relations", "Figures", "launched → "):
        assert part in done.stdout


@pytest.mark.parametrize("form", ["ttl", "nq", "jsonld", "graphml", "gexf"])
def test_export_writes_to_a_file_or_to_stdout(graph: Path, tmp_path: Path, form: str) -> None:
    done = kg("export", graph, "--format", form, "--out", tmp_path / "file")
    assert (done.exit_code, done.stdout) == (0, "")
    assert kg("export", graph, "--format", form).stdout.encode() == (tmp_path / "file").read_bytes()


def test_export_of_tables_needs_a_folder(graph: Path, tmp_path: Path) -> None:
    assert kg("export", graph, "--format", "csv").exit_code == 2
    assert kg("export", graph, "--format", "csv", "--out", tmp_path / "tables", "--bom").exit_code == 0
    assert (tmp_path / "tables" / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_view_writes_a_page_and_prints_its_path(graph: Path, tmp_path: Path) -> None:
    done = kg("view", graph, "--out", tmp_path / "page.html")
    assert done.stdout.strip() == str(tmp_path / "page.html")
    assert "富阳区" in (tmp_path / "page.html").read_text("utf-8")


def test_what_cannot_be_written_is_one_line(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for done in (
        kg("view", graph, "--out", tmp_path / "file" / "page.html"),
        kg("export", graph, "--format", "nq", "--out", tmp_path / "file" / "graph.nq"),
    ):
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)


def test_the_demo_says_what_to_try_and_all_of_it_works(tmp_path: Path) -> None:
    done = kg("demo", "--out", tmp_path / "demo")
    assert done.exit_code == 0
    tries = [line.split("kg ", 1)[1] for line in done.stdout.splitlines() if re.match(r"    \S*kg ", line)]
    assert len(tries) == 6
    for command in tries:
        arguments = shlex.split(command.replace("graph.html", str(tmp_path / "graph.html")))
        assert kg(*arguments).exit_code == 0, command


def test_ctrl_c_is_one_line_and_130(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.graph.KnowledgeGraph.open", interrupted)
    done = kg("show", graph, "富阳区")
    assert (done.exit_code, len(done.stderr.splitlines())) == (130, 1)


def test_messages_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    common.say("error: \x1b[2Jnews\n/a.txt")
    assert capsys.readouterr().err == "error: [2Jnews /a.txt\n"


def test_a_closed_pipe_is_quiet(graph: Path) -> None:
    sparql = "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 20000"
    command = [sys.executable, "-m", "kg.cli", "query", str(graph), sparql, "--format", "csv"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait()


def test_what_is_passed_over_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("德清县县长李明说。\n", "utf-8")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF")
    (tmp_path / "metadata.csv").write_text("path,titel\na.txt,x\n", "utf-8")
    done = kg("build", tmp_path, "--metadata", tmp_path / "metadata.csv", "--out", tmp_path / "graph")
    assert done.exit_code == 0
    assert "skipped: " in done.stderr
    assert "scan.pdf" in done.stderr
    assert "titel" in done.stderr
