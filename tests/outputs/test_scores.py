"""The page of a comparison: it holds everything, keeps text as text, and finds errors by what is in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kg.evaluation import Count, Fault, Judged, Sheet
from kg.evaluation.sheet import Piece
from ontology.errors import InputError
from outputs.scores import render, write_scores

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def sheet() -> Sheet:
    """Return a comparison with three errors, one of them hostile."""
    made = Sheet(documents=2)
    made.add("mention", "PLACE", gold=4, found=5, right=3)
    made.add("entity", "PLACE", gold=2, found=2, right=1)
    made.add("figure", "all", gold=1, found=1, right=1)
    made.confusion.update({("PLACE", "PLACE"): 3, ("PLACE", ""): 1, ("", "EVENT"): 1})
    pieces = (Piece("他走过"), Piece("白鹭", "gold"), Piece("大桥", "both"), Piece(HOSTILE))
    made.faults = [
        Fault(
            "mention", "border", "PLACE", "PLACE 白鹭大桥", "PLACE 大桥", "a.txt", (3, 7), "place.road", 0.81, pieces
        ),
        Fault("mention", "missing", "PLACE", f"PLACE {HOSTILE}", "", "a.txt", (9, 12)),
        Fault("relation", "invented", "launched", "", "甲 launched 乙", "b.txt", (1, 5), "launched-verb", 0.5),
    ]
    made.judged = [Judged("mention", "place.road", 0.81, right) for right in (True, True, True, False)]
    return made


def test_the_page_holds_scores_errors_and_calibration(sheet: Sheet) -> None:
    page = render(sheet, title="gold.json")
    for part in ("gold.json", "0.667", "place.road", "0.81", "a.txt:3–7", "+0.060", 'class="gold">白鹭</mark>'):
        assert part in page


def test_an_empty_comparison_makes_a_page() -> None:
    assert "没有错误" in render(Sheet(), title="gold.json")


def test_the_share_of_nothing_is_zero() -> None:
    assert (Count().precision, Count().recall, Count().f1) == (0.0, 0.0, 0.0)


def test_the_page_runs_no_script_of_the_text_and_loads_nothing(sheet: Sheet, tmp_path: Path, browser: Browser) -> None:
    target = tmp_path / "scores.html"
    write_scores(sheet, target, title=HOSTILE)
    page = browser.new_page()
    seen: list[str] = []
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("console", lambda message: seen.append(message.text))
    page.on("request", lambda request: seen.append(request.url) if not request.url.startswith("file:") else None)
    page.goto(target.as_uri())
    assert seen == []
    expect(page.locator("blockquote")).to_contain_text(HOSTILE)
    page.close()


def test_errors_are_found_by_type_and_words(sheet: Sheet, tmp_path: Path, browser: Browser) -> None:
    target = tmp_path / "scores.html"
    write_scores(sheet, target, title="gold.json")
    page = browser.new_page()
    page.goto(target.as_uri())
    page.fill("input[type=search]", "PLACE.road 白鹭")
    expect(page.locator("details.group:visible")).to_have_count(1)
    expect(page.locator("output")).to_have_text("1 / 3")
    page.fill("input[type=search]", "")
    page.select_option("select", "launched")
    expect(page.locator("details.group:visible summary")).to_contain_text("关系：多找的")
    page.close()


def test_a_target_that_cannot_be_written_is_one_error(sheet: Sheet, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(json.dumps(None))
    with pytest.raises(InputError, match="cannot write"):
        write_scores(sheet, tmp_path / "file" / "page.html", title="gold.json")
