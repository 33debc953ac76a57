"""Figures in spreadsheets: numbers stay numbers, texts stay texts, and equal figures give equal files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kg.frames import COLUMNS
from outputs.sheets import csv_text, write_csv, write_workbook
from tests.kg.reported import reported

openpyxl = pytest.importorskip("openpyxl")

ROWS = [reported("地区生产总值", "1060.5亿元", "106050000000", change="5.2"), reported("=1+1", "-3%", "-3", "%")]


def test_csv_holds_every_figure_exactly() -> None:
    first, second = csv.DictReader(io.StringIO(csv_text(ROWS)))
    assert (first["value"], first["change"], first["period_end"]) == ("106050000000", "5.2", "2024-12-31")
    assert (second["indicator"], second["value"]) == ("'=1+1", "-3")


def test_a_csv_file_begins_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    write_csv(ROWS, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfabout,")


def test_a_workbook_holds_numbers_and_texts(tmp_path: Path) -> None:
    write_workbook(ROWS, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    cells = {name: [cell.value for cell in column] for name, column in zip(COLUMNS, sheet.columns, strict=True)}
    assert cells["value"][1:] == [106050000000, -3]
    assert cells["indicator"] == ["指标\nindicator", "地区生产总值", "=1+1"]
    assert sheet.cell(3, COLUMNS.index("indicator") + 1).data_type == "s"


def test_equal_figures_give_equal_workbooks(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(ROWS, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_what_a_workbook_cannot_hold_is_left_out(tmp_path: Path) -> None:
    write_workbook([reported("甲\x0b乙", "1家", "1", "家")], tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.cell(2, 3).value == "甲乙"
