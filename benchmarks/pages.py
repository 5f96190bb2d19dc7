"""What is measured: who asks for which page, and what it may cost."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from benchmarks.client import Answer, Client, find

PERSON = "Nadia Bouchard"
CRITERION = "DIG.1"
BARE_REQUESTS, PAGE_REQUESTS = 300, 50


@dataclass(frozen=True)
class Page:
    """A page to measure. One that has no `bare` is a bare view itself; one that has no limit is only shown."""

    name: str
    ask: Callable[[], Answer]
    marker: str
    bare: str | None = None
    limit: float | None = None

    @property
    def requests(self) -> int:
        """How many a round: bare views are cheap, and everything is divided by them."""
        return PAGE_REQUESTS if self.bare else BARE_REQUESTS

    def visit(self) -> Answer:
        """Ask for the page and see that it came."""
        return self.ask().require(self.marker)


@dataclass(frozen=True)
class Addresses:
    """Where the pages are in this run."""

    home: str
    rubric: str
    competency: str
    everything: str
    result: str
    me: str


def addresses(member: Client) -> Addresses:
    """Find the member's draft and newest result."""
    history = member.get("/en/assess/").require("History")
    draft = find(re.compile(r'href="(/en/assess/\d+/)"'), history)
    return Addresses(
        home="/en/",
        rubric="/en/rubric/cacee/col/",
        competency=f"{draft}dig/",
        everything=f"{draft}all/",
        result=find(re.compile(r'href="(/en/assess/\d+/result/)"'), history),
        me="/en/me/",
    )


def pages(visitor: Client, member: Client, at: Addresses) -> list[Page]:
    """Everything measured, in the order of a round."""
    public, private = "bare view, signed out", "bare view, signed in"
    rubric, rating = 'id="COL.1.M"', f'name="rating-{CRITERION}"'
    return [
        Page(public, lambda: visitor.get("/healthz"), "ok"),
        Page("rubric page, from the cache", lambda: visitor.get(at.rubric), rubric, public, 2),
        Page("rubric page, made anew", lambda: visitor.get(f"{at.rubric}?x=1"), rubric, public),
        Page(private, lambda: member.get("/healthz"), "ok"),
        Page("assessment, one competency", lambda: member.get(at.competency), rating, private, 3),
        Page("assessment, all 35 criteria", lambda: member.get(at.everything), rating, private, 4),
        Page("a save", saves(member, at.competency), 'name="undo"', private, 4),
        Page("result", lambda: member.get(at.result), "Your standing by competency", private, 5),
        Page("me/", lambda: member.get(at.me), "Your most useful next steps", private, 5),
    ]


def saves(member: Client, address: str) -> Callable[[], Answer]:
    """Saves of one criterion as htmx sends them, each with another rating and note, so that each is written."""
    token, number = member.token(address), count()

    def save() -> Answer:
        turn = next(number)
        fields = {
            "csrfmiddlewaretoken": token,
            f"rating-{CRITERION}": "BE"[turn % 2],
            f"note-{CRITERION}": f"I set up a shared calendar of workshops with the faculties, {turn} of them.",
        }
        return member.post(address, fields, htmx=True)

    return save
