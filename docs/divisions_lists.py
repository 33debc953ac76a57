"""Make extract/data/divisions_villages.txt and divisions_words.txt; see divisions.md.

    python docs/divisions_lists.py CHINA_DIVISION/dist JIEBA/dict.txt

The first is the unpacked npm package china-division 2.7.0, the second the dictionary of the PyPI package jieba 0.42.1.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from ontology.divisions import load

DATA = Path(__file__).parent.parent / "extract" / "data"
HAN = re.compile(r"[\u3400-\u9fff]{2,5}")
OFFICE = re.compile(r"(?:社区|村|嘎查|居民|村民)?(?:居委会|居民委员会|村委会|村民委员会|社区|村|嘎查)$")
COMMON = 100  # occurrences in jieba's corpus from which a word of two characters counts as common


def villages(dist: Path) -> list[str]:
    """Return the names of villages and communities without their last word, two to five characters."""
    with (dist / "villages.csv").open(encoding="utf-8") as lines:
        names = {OFFICE.sub("", row["name"]) for row in csv.DictReader(lines)}
    names = {re.sub(r"村$", "", name) if len(name) > 2 else name for name in names}
    return sorted(name for name in names if HAN.fullmatch(name))


def words(dictionary: Path) -> list[str]:
    """Return the common words of two characters that are no names; regions (山区, 西南) count as words."""
    divisions = set(load().upper_forms)
    found = []
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split()
        name = tag[:2] in ("nr", "nz") or (tag == "ns" and word in divisions)
        if len(word) == 2 and HAN.fullmatch(word) and int(count) >= COMMON and not name:
            found.append(word)
    return sorted(found)


def write(name: str, notes: str, items: list[str]) -> None:
    """Write a word list under its notes, the words of one first character on one line."""
    lines: dict[str, list[str]] = {}
    for item in items:
        lines.setdefault(item[0], []).append(item)
    head = "".join(f"# {line}\n" for line in notes.splitlines())
    (DATA / name).write_text(head + "".join(" ".join(line) + "\n" for line in lines.values()), encoding="utf-8")


if __name__ == "__main__":
    write(
        "divisions_villages.txt",
        "Names of villages and communities, without 村 or 社区: National Bureau of Statistics as of 2023-06-30,\n"
        "by way of npm china-division 2.7.0 (MIT). How it is made: docs/divisions.md.",
        villages(Path(sys.argv[1])),
    )
    write(
        "divisions_words.txt",
        "Common words of two characters that are no names, to tell where a word ends: the dictionary of PyPI\n"
        "jieba 0.42.1 (MIT), words counted 100 times or more. How it is made: docs/divisions.md.",
        words(Path(sys.argv[2])),
    )
