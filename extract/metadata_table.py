"""The metadata table: a CSV file that says of each text when, where and by whom it was published."""

from __future__ import annotations

import csv
import io
import os
import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from extract.source import read
from ontology.errors import InputError

FIELDS = ("date", "title", "publisher", "url", "place")
_COLUMNS = ("path", *FIELDS)
_DAY = re.compile(r"(\d{4})\s*[-/.年_]?\s*(\d{1,2})\s*[-/.月_]?\s*(\d{1,2})\s*日?")
# Without signs between them, the parts must have their full width.
_DIGITS = re.compile(r"\d{8}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `date` is ISO, what is not known is ""."""

    path: str
    date: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    place: str = ""

    def known(self) -> dict[str, str]:
        """Return what the row holds, by name."""
        return {name: getattr(self, name) for name in FIELDS if getattr(self, name)}


class Table:
    """Rows by file. `warnings` says, one line each, what was passed over in reading."""

    def __init__(self, folder: Path, rows: dict[str, Row], warnings: tuple[str, ...] = ()) -> None:
        """Take rows whose paths are relative to `folder`, or names of files anywhere."""
        self.warnings = warnings
        self._exact = {os.path.realpath(folder / path): row for path, row in rows.items()}
        self._by_name: dict[str, Row | None] = {}
        for path, row in rows.items():
            name = Path(path).name
            self._by_name[name] = None if name in self._by_name else row

    def row(self, path: Path) -> Row | None:
        """Return the row of a file: by its path, else by its name where only one row has that name."""
        return self._exact.get(os.path.realpath(path)) or self._by_name.get(path.name)


def load_table(path: Path) -> Table:
    """Read a metadata table; raise InputError, with the line, for what is wrong in it."""
    lines = csv.reader(io.StringIO(read(path).text, newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(lines)]
        if "path" not in header:
            raise InputError(f"{path}: has no column named path (the columns are {', '.join(_COLUMNS)})")
        warnings = [_unknown(path, name) for name in header if name not in _COLUMNS]
        rows: dict[str, Row] = {}
        for values in lines:
            if any(value.strip() for value in values):
                row = _row(path, lines.line_num, header, values)
                if row.path in rows:
                    raise InputError(f"{path}, line {lines.line_num}: a second row for {row.path}")
                rows[row.path] = row
    except csv.Error as error:
        raise InputError(f"{path}, line {lines.line_num}: not CSV ({error})") from error
    folder = path.parent
    missing = [name for name in rows if not (folder / name).exists()]
    warnings += [f"{path}: no file {name}" for name in missing]
    return Table(folder, rows, tuple(warnings))


def _unknown(path: Path, name: str) -> str:
    near = get_close_matches(name, _COLUMNS, 1)
    return f"{path}: column {name!r} is not used" + (f"; did you mean {near[0]!r}?" if near else "")


def _row(path: Path, line: int, header: list[str], values: list[str]) -> Row:
    if len(values) > len(header):
        raise InputError(f"{path}, line {line}: {len(values)} values for {len(header)} columns")
    cells = {name: value.strip() for name, value in zip(header, values, strict=False) if name in _COLUMNS}
    if not cells.get("path"):
        raise InputError(f"{path}, line {line}: no path")
    if cells.get("date"):
        day = parse_date(cells["date"])
        if day is None:
            raise InputError(f"{path}, line {line}: {cells['date']!r} is not a date such as 2024-05-01")
        cells["date"] = day.isoformat()
    return Row(**cells)


def parse_date(text: str) -> date | None:
    """Return the day that a text is (`2024-05-01`, `20240501`, `2024年5月1日`, with a time of day perhaps), or None."""
    bare = re.sub(r"[ T]\d{1,2}:\d\d.*$", "", text.strip())
    match = _DAY.fullmatch(bare)
    if match is None or (bare.isdigit() and not _DIGITS.fullmatch(bare)):
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
