"""What pages weigh on the wire: bodies as a browser gets them, packed."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin

from benchmarks.client import Answer, Client
from benchmarks.pages import Addresses
from benchmarks.report import Figure, Table, figures

FIRST_LIMIT, LATER_LIMIT, SCRIPT_LIMIT = 100, 30, 15
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
IN_STYLES = re.compile(r"""url\(["']?([^"')]+)""")


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


def weights(visitor: Client, member: Client, guest: Client, at: Addresses) -> Table:
    """Each page's first view (with everything it loads) and later ones (without what the browser keeps)."""
    browser = _Browser(visitor)
    found = []
    for name, page in _pages(visitor, member, guest, at).items():
        files = browser.linked(page.require("</html>")).values()
        again = [file for file in files if "immutable" not in file.headers.get("cache-control", "")]
        found += [
            _weight(f"{name}, first view", FIRST_LIMIT, page, *files),
            _weight(f"{name}, later", LATER_LIMIT, page, *again),
        ]
    own = [file for address, file in browser.files.items() if address.endswith(".js") and "/vendor/" not in address]
    return figures("weights", "on the wire", [*found, _weight("own JavaScript", SCRIPT_LIMIT, *own)])


def _pages(visitor: Client, member: Client, guest: Client, at: Addresses) -> dict[str, Answer]:
    return {
        "home": visitor.get(at.home),
        "rubric page": visitor.get(at.rubric),
        "search": visitor.get(at.search),
        "try/": visitor.get(at.try_it),
        "try/, one competency": guest.get(at.trial),
        "assessment, one competency": member.get(at.competency),
        "assessment, all 35 criteria": member.get(at.everything),
        "result": member.get(at.result),
        "me/": member.get(at.me),
        "growth plan": member.get(at.plan),
        "growth path": member.get(at.path),
        "a role profile": member.get(at.role),
        "over time": member.get(at.over_time),
    }


def _weight(name: str, limit: int, *answers: Answer) -> Figure:
    return Figure(name, sum(len(answer.wire) for answer in answers) / 1000, limit, unit="kB", digits=1)
