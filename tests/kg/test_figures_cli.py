"""`kg figures`, `kg check` and `kg chart`, as a user types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.build import build
from tests.kg import factory
from tests.kg.test_cli import kg


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph with two values of one figure, and one reported twice."""
    year = ("2024-01-01", "2024-12-31")
    known = [factory.entity("DISTRICT", "富阳区", id=factory.FUYANG)]
    said = (("1061.2亿元", "106120000000", "b"), ("1060.5亿元", "106050000000", "c"))
    more = [
        factory.record(
            f"去年富阳区地区生产总值为{text}。",
            known,
            [],
            [factory.figure("富阳区", "地区生产总值", text, value, "CNY", period=year)],
            source=f"{name}.txt",
            title=f"报道{name}",
            date="2025-03-01",
        )
        for text, value, name in said
    ]
    folder = tmp_path_factory.mktemp("disputed") / "graph"
    build([factory.Item(one) for one in (*factory.small(), *more)], factory.Extractor(), folder)
    return folder


def test_figures_are_listed_one_entry_for_a_claim(disputed: Path) -> None:
    done = kg("figures", disputed, "富阳区", "--indicator", "GDP")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[0] == "2024年"
    assert done.stdout.count("1060.5亿元  ↑5.2%") == 1
    assert "共 2 篇" in done.stdout
    assert done.stderr == "2 claims in 3 figures\n"
    assert all(len(line) <= 100 for line in done.stdout.splitlines())


def test_figures_go_to_csv_and_to_a_workbook(disputed: Path, tmp_path: Path) -> None:
    done = kg("figures", disputed, "--since", "2024", "--csv", "-")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["indicator"] for row in rows} == {"地区生产总值", "新增高新技术企业数"}
    assert kg("figures", disputed, "--xlsx", tmp_path / "a.xlsx").exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")


def test_an_unknown_indicator_is_one_clear_line(disputed: Path) -> None:
    done = kg("figures", disputed, "--indicator", "地区生产")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "near it: 地区生产总值" in done.stderr


def test_check_prints_both_sentences_and_the_rule(disputed: Path) -> None:
    done = kg("check", disputed)
    assert done.exit_code == 0, done.output
    for part in ("two-values", "2024年 1060.5亿元 ≠ 1061.2亿元", "去年富阳区地区生产总值为1061.2亿元。", "报道b"):
        assert part in done.stdout
    assert done.stderr == "two-values 1\n"


def test_check_gives_json_and_csv(disputed: Path) -> None:
    (item,) = json.loads(kg("check", disputed, "--format", "json").stdout)
    assert (item["rule"], item["about"]["label"], len(item["figures"])) == ("two-values", "富阳区", 2)
    rows = list(csv.DictReader(io.StringIO(kg("check", disputed, "--format", "csv").stdout)))
    assert [row["value"] for row in rows] == ["106050000000", "106120000000"]


def test_check_of_one_subject_says_when_there_is_nothing(disputed: Path) -> None:
    done = kg("check", disputed, "--about", "富春江农商银行")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "nothing to review\n")


def test_chart_writes_a_page_and_prints_its_path(disputed: Path, tmp_path: Path) -> None:
    pytest.importorskip("altair")
    done = kg("chart", disputed, "--indicator", "GDP", "--out", tmp_path / "a.html")
    assert done.stdout.strip() == str(tmp_path / "a.html")
    assert "<!doctype html>" in (tmp_path / "a.html").read_text("utf-8")


def test_a_saved_query_shortens_sentences_only_in_its_table(disputed: Path) -> None:
    table = kg("query", disputed, "--name", "figures-of", "富阳区")
    assert table.stdout.split()[:3] == ["indicator", "text", "from"]
    assert max(len(line) for line in table.stdout.splitlines()) <= 100
    text = kg("query", disputed, "--name", "figures-of", "富阳区", "--format", "csv").stdout
    assert "…" not in text
    assert next(row["indicator"] for row in csv.DictReader(io.StringIO(text))) == "地区生产总值"
