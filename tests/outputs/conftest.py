"""A headless Chromium for all tests of the page, with the network cut."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Route, sync_playwright

from kg import KnowledgeGraph
from outputs.page import write_page

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium; skip where there is none (tests/browser.sh installs it)."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium here: tests/browser.sh installs it")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Return what opens the page of a graph; afterwards nothing was fetched, no script of others ran, no error came."""
    context = browser.new_context(reduced_motion="reduce", accept_downloads=True)
    wrong: list[str] = []

    def cut(route: Route) -> None:
        if route.request.url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            wrong.append(f"request: {route.request.url}")
            route.abort()

    def refuse(dialog: Dialog) -> None:
        wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def logged(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    def opened(
        graph: KnowledgeGraph, *, size: tuple[int, int] = (1400, 900), title: str = "县志", hash_: str = ""
    ) -> Page:
        write_page(graph, tmp_path / "page.html", title=title)
        page = context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.set_default_timeout(10_000)
        page.route("**/*", cut)
        page.on("console", logged)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", refuse)
        page.goto((tmp_path / "page.html").as_uri() + hash_)
        page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    context.close()
    assert wrong == []
