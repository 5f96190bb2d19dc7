"""What pages weigh on the wire: bodies as a browser gets them, packed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin

from benchmarks.client import Answer, Client
from benchmarks.pages import Addresses

FIRST_LIMIT, LATER_LIMIT, SCRIPT_LIMIT = 100_000, 30_000, 15_000
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
IN_STYLES = re.compile(r"""url\(["']?([^"')]+)""")


@dataclass(frozen=True)
class Weight:
    """Bytes of a page, and what they may be."""

    name: str
    bytes: int
    limit: int

    @property
    def within(self) -> bool:
        """Whether the limit is kept."""
        return self.bytes <= self.limit


class _Links(HTMLParser):
    """Collects what a browser loads with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag loads."""
        attributes = dict(attrs)
        if tag == "link" and LOADED & set((attributes.get("rel") or "").split()):
            self.found.append(attributes.get("href") or "")
        elif tag in ("script", "img", "source", "iframe") and attributes.get("src"):
            self.found.append(attributes["src"] or "")


class _Browser:
    """Loads pages with what they link, each file once."""

    def __init__(self, visitor: Client) -> None:
        self.visitor = visitor
        self.files: dict[str, Answer] = {}

    def file(self, address: str) -> Answer:
        """A file that a page links."""
        if address not in self.files:
            self.files[address] = self.visitor.get(address).require()
        return self.files[address]

    def linked(self, page: Answer) -> dict[str, Answer]:
        """Every file that a page loads, by address, with those that its style sheets load."""
        links = _Links()
        links.feed(page.text)
        found = {address: self.file(address) for address in _absolute(page.address, links.found)}
        for sheet in [address for address in found if address.endswith(".css")]:
            fonts = _absolute(sheet, IN_STYLES.findall(found[sheet].text))
            found |= {address: self.file(address) for address in fonts}
        return found


def _absolute(base: str, links: Iterable[str]) -> list[str]:
    return [urljoin(base, link) for link in links if not link.startswith(("data:", "#"))]


def weights(visitor: Client, member: Client, at: Addresses) -> list[Weight]:
    """Each page's first view (with everything it loads) and later ones (without what the browser keeps)."""
    browser = _Browser(visitor)
    pages = {
        "home": visitor.get(at.home),
        "rubric page": visitor.get(at.rubric),
        "assessment, one competency": member.get(at.competency),
        "assessment, all 35 criteria": member.get(at.everything),
        "result": member.get(at.result),
        "me/": member.get(at.me),
    }
    found = []
    for name, page in pages.items():
        files = browser.linked(page.require("</html>")).values()
        again = [file for file in files if "immutable" not in file.headers.get("cache-control", "")]
        found += [
            Weight(f"{name}, first view", _bytes(page, *files), FIRST_LIMIT),
            Weight(f"{name}, later", _bytes(page, *again), LATER_LIMIT),
        ]
    own = [file for address, file in browser.files.items() if address.endswith(".js") and "/vendor/" not in address]
    return [*found, Weight("own JavaScript", _bytes(*own), SCRIPT_LIMIT)]


def _bytes(*answers: Answer) -> int:
    return sum(len(answer.wire) for answer in answers)
