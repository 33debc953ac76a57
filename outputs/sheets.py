"""Figures for spreadsheets: one CSV table or one Excel workbook, a row for each figure, with its sentence and source.

CSV is UTF-8 with the mark that Excel needs when it goes to a file. No cell is ever a formula. The workbook holds
numbers as numbers, and no clock, so that equal figures give equal files.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kg.frames import COLUMNS, cells
from kg.rows import Figure
from ontology.errors import MissingExtraError
from outputs.source import replacing
from outputs.tables import guarded

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# Characters that XML, and so a workbook, cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_HEADINGS = {
    "about": "对象", "about_iri": "对象 IRI", "indicator": "指标", "value": "数值", "upper_value": "上限",
    "unit": "单位", "qualifier": "限定", "period_start": "期初", "period_end": "期末", "change": "增速%",
    "change_basis": "增速口径", "rank": "位次", "rank_scope": "排名范围", "condition": "条件", "kind": "性质",
    "text": "原文数字", "sentence": "原句", "document": "文档 IRI", "title": "标题", "date": "日期", "start": "起",
    "end": "止", "rule": "规则", "confidence": "置信度",
}  # fmt: skip
_WIDTHS = {"about": 14, "indicator": 24, "value": 18, "text": 14, "sentence": 80, "title": 28, "rule": 24}
_LONGEST = 32_767  # characters that Excel holds in a cell


def csv_text(rows: Iterable[Figure]) -> str:
    """Return figures as CSV with the columns of `kg.frames.COLUMNS`."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(["" if cell is None else guarded(_plain(cell)) for cell in _exact(row)])
    return stream.getvalue()


def write_csv(rows: Iterable[Figure], target: Path) -> None:
    """Write figures as CSV."""
    with replacing(target) as part:
        part.write_bytes(csv_text(rows).encode("utf-8-sig", "replace"))


def write_workbook(rows: Iterable[Figure], target: Path) -> None:
    """Write figures as an Excel workbook with one sheet; needs the extra `excel`."""
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError("workbooks need openpyxl: pip install 'xianzhi[excel]'") from error
    book = Workbook()
    book.properties.creator = "xianzhi"
    book.properties.created = datetime(*_EPOCH)
    sheet = book.worksheets[0]
    sheet.title = "数据"
    _fill(sheet, rows)
    memory = io.BytesIO()
    book.save(memory)
    with replacing(target) as part:
        part.write_bytes(_without_clock(memory))


def _fill(sheet: Worksheet, rows: Iterable[Figure]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.append([f"{_HEADINGS[name]}\n{name}" for name in COLUMNS])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F5F0E4")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows, start=2):
        for place, value in enumerate(cells(row), start=1):
            if value is None:
                continue
            cell = sheet.cell(number, place)
            if isinstance(value, str):
                cell.value = _CONTROL.sub("", value)[:_LONGEST]
                cell.data_type = "s"  # a text that begins with "=" is a text
            else:
                cell.value = value
                cell.number_format = "#,##0.######" if COLUMNS[place - 1] in ("value", "upper_value") else "General"
    for place, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 12)
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions


def _without_clock(memory: io.BytesIO) -> bytes:
    """Return the archive with the same date on every file, and in its properties."""
    body = io.BytesIO()
    with zipfile.ZipFile(memory) as old, zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return body.getvalue()


def _exact(row: Figure) -> list[object]:
    """Return the cells of a row with the numbers as they were read, not as the floats of a frame."""
    values = dict(zip(COLUMNS, cells(row), strict=True))
    return list({**values, "value": row.value, "upper_value": row.upper_value, "change": row.change}.values())


def _plain(cell: object) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
