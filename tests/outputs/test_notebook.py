"""The graph page inside a notebook's cell, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ontology.errors import NotFoundError
from outputs.notebook import picture
from tests.outputs.factory import small


def test_a_cell_draws_what_is_around_an_entity(browser: Browser, tmp_path: Path) -> None:
    with small(tmp_path) as graph:
        cell = picture(graph, "顾砚秋", radius=1)
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><meta charset='utf-8'><body>{cell._repr_html_()}</body>", "utf-8")
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(notebook.as_uri())
    inner = page.frame_locator("iframe")
    inner.locator("html[data-ready]").wait_for(timeout=10_000)
    assert inner.locator("title").text_content() == "顾砚秋"
    assert errors == []
    page.close()


def test_a_picture_is_saved_as_a_page(tmp_path: Path) -> None:
    with small(tmp_path) as graph:
        made = picture(graph)
    made.save(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text("utf-8") == made.page


def test_a_picture_of_nobody_is_refused(tmp_path: Path) -> None:
    with small(tmp_path) as graph, pytest.raises(NotFoundError):
        picture(graph, "无此人")
