"""Every page that people of the demo can come to, found by following links from their first pages as they do."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from playwright.sync_api import Error

from tests.browser.conftest import Visitor

HREF = re.compile(r'href="([^"#]+)')
Kind = tuple[str, tuple[str, ...]]
"""Pages of one kind: the route of their address, and the names of what is asked after it."""


@dataclass(frozen=True)
class Found:
    """A page as it came: where, its name in the URL configuration, its HTML."""

    path: str
    name: str
    html: str


def kind_of(address: str) -> Kind | None:
    """The kind of an address; None where no page of ours is."""
    parts = urlsplit(address)
    try:
        return where(parts.path).route, tuple(sorted({name for name, _ in parse_qsl(parts.query, True)}))
    except Resolver404:
        return None


def where(path: str) -> ResolverMatch:
    """What the URL configuration has for a path, in the language that it is in."""
    with translation.override("fr" if path.startswith("/fr/") else "en"):
        return resolve(path)


def explore(someone: Visitor, seeds: list[str], kinds: set[Kind], within: tuple[str, ...] = ("",)) -> Iterator[Found]:
    """Stand on one page of each kind that is reached from some first ones, but for `kinds` that were seen before."""
    language = seeds[0].split("/")[1]
    waiting = deque(seeds)
    while waiting:
        path = waiting.popleft()
        page = open_page(someone, path)
        if page is None:
            continue
        yield page
        for href in HREF.findall(page.html):
            target = urlsplit(urljoin(someone.page.url, unescape(href)))
            kind, ours = kind_of(target.path + "?" + target.query), f"//{target.netloc}" in someone.server.address
            inside = target.path.startswith(tuple(f"/{language}/{start}" for start in within))
            if ours and inside and kind and kind not in kinds and "next" not in kind[1]:
                kinds.add(kind)
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))


def open_page(someone: Visitor, path: str) -> Found | None:
    """Open an address; None where it is a file, or leads to a page of another kind."""
    try:
        response = someone.page.goto(someone.server.address + path)
    except Error as error:
        if "Download is starting" in error.message or "ERR_ABORTED" in error.message:
            return None
        raise
    assert response is not None
    assert response.status < 500, path
    asked, came = kind_of(path), kind_of(someone.page.url)
    if (
        asked is None
        or came is None
        or asked[0] != came[0]
        or response.status >= 400
        or "text/html" not in response.headers.get("content-type", "")
    ):
        return None
    return Found(path, where(urlsplit(someone.page.url).path).view_name, response.text())
