"""A real browser against the real server, on a data folder of its own."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.server import Server, start

SMALL_AND_DARK: dict[str, Any] = {"width": 390, "color_scheme": "dark"}
"""A phone at night. The sweep looks at every page in English, light and wide; tests of a part do so in French and like
this."""
AXE = (Path(__file__).parent.parent / "vendor" / "axe-4.14.1.min.js").read_text()
SAVED = re.compile("^\\s*(Saved at|Enregistré à)")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = start("demo", tmp_path_factory.mktemp("browser") / "data")
    yield server
    server.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Someone at a browser; remembers what went wrong on the pages they saw."""

    def __init__(self, server: Server, context: BrowserContext) -> None:
        self.server = server
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(8000)
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.watch(self.page)

    def watch(self, page: Page) -> None:
        page.on("console", lambda told: self.complaints.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def go(self, path: str) -> None:
        self.page.goto(self.server.address + path)

    def sign_in_as(self, name: str) -> None:
        self.go("/en/demo/")
        self.page.get_by_role("button", name=f"Sign in as {name}").click()

    def settled(self) -> None:
        """Wait until colours that change have changed: in between, nothing is to be measured."""
        self.page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")

    def axe(self, *rules: str) -> list[str]:
        """What axe finds on the page as it is, by all of its rules or some."""
        self.settled()
        script = f"{AXE};axe.run(document, {{runOnly: {json.dumps(rules or RULES)}}}).then(found => found.violations)"
        found: list[dict[str, Any]] = self.page.evaluate(script)
        return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]

    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        wide: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wide

    def saved(self) -> None:
        """Wait until the page says that it is saved."""
        expect(self.page.locator("#saved")).to_have_text(SAVED)


def look_at(someone: Visitor, pages: list[str], *, unfold: bool = False) -> list[str]:
    """What is wrong with pages by axe and by their width, perhaps with all that is folded away shown."""
    wrong = []
    for page in pages:
        someone.go(page)
        if unfold:
            someone.page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
        wrong += [f"{page} {found}" for found in someone.axe()]
        if someone.sideways() > 0:
            wrong.append(f"{page} is {someone.sideways()} px too wide")
    return wrong


def press_until(someone: Visitor, condition: str) -> None:
    """Press Tab until the focus is where it should be; each stop must show its focus."""
    for _ in range(120):
        someone.page.keyboard.press("Tab")
        if someone.page.evaluate(condition):
            return
    raise AssertionError(f"Tab never led to: {condition}")


@pytest.fixture
def visitor(server: Server, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    contexts: list[BrowserContext] = []

    def visitor(width: int = 1280, height: int = 900, **options: Any) -> Visitor:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        return Visitor(server, contexts[-1])

    yield visitor
    for context in contexts:
        context.close()
