"""What is measured: who asks for which page, and what it may cost."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from benchmarks.client import Answer, Client, find
from benchmarks.sheet import Sheet

PERSON = "Nadia Bouchard"
MANY, SOME = 300, 50
"""Requests a round: many of what is cheap, so that it can be told apart from noise."""
PUBLIC, PRIVATE = "bare view, signed out", "bare view, signed in"


@dataclass(frozen=True)
class Page:
    """A page to measure. One that has no `bare` is a bare view itself; one that has no limit is only shown."""

    name: str
    ask: Callable[[], Answer]
    marker: str
    bare: str | None = None
    limit: float | None = None
    status: int = 200
    requests: int = SOME

    def visit(self) -> Answer:
        """Ask for the page and see that it came."""
        return self.see(self.ask())

    def see(self, answer: Answer) -> Answer:
        """See that an answer is this page."""
        return answer.require(self.marker, self.status)


@dataclass(frozen=True)
class Addresses:
    """Where the pages are in this run."""

    competency: str
    everything: str
    result: str
    trial: str
    feedback: str
    home: str = "/en/"
    rubric: str = "/en/rubric/cacee/col/"
    search: str = "/en/search/?q=student"
    try_it: str = "/en/try/"
    me: str = "/en/me/"
    over_time: str = "/en/me/over-time/"
    plan: str = "/en/growth/"
    path: str = "/en/growth/path/"
    role: str = "/en/growth/roles/career-centre-manager/"


def addresses(member: Client, guest: Client, feedback: int = 0) -> Addresses:
    """Find the member's draft and newest result, and begin a trial as a guest without an account.

    `feedback` is the number of a closed request of the member’s, where its result is wanted.
    """
    history = member.get("/en/assess/").require("History")
    draft = find(re.compile(r'href="(/en/assess/\d+/)"'), history)
    return Addresses(
        competency=f"{draft}dig/",
        everything=f"{draft}all/",
        result=find(re.compile(r'href="(/en/assess/\d+/result/)"'), history),
        feedback=f"/en/feedback/{feedback}/",
        trial=guest.follow_form("/en/try/", "/en/try/start/", {"framework": "cacee"}).partition("#")[0],
    )


def pages(visitor: Client, member: Client, guest: Client, keeper: Client, at: Addresses) -> list[Page]:
    """Everything measured, in the order of a round; the keeper has a portfolio of a thousand entries."""
    return [*_public(visitor, guest, at), *_private(member, at), *_portfolio(keeper)]


def _portfolio(keeper: Client) -> list[Page]:
    at = "/en/portfolio/"
    return [
        Page("portfolio, 1,000 entries", lambda: keeper.get(at), "Page 1 of", PRIVATE, 15),
        Page("portfolio, looked through", lambda: keeper.get(f"{at}?words=clinic&at=COL"), "Page 1 of", PRIVATE),
        Page("coverage, 1,000 entries", lambda: keeper.get(f"{at}coverage/"), "Evidence supports", PRIVATE),
        Page("a year’s impact, 250 entries", lambda: keeper.get(f"{at}impact/"), "All of", PRIVATE),
    ]


def _public(visitor: Client, guest: Client, at: Addresses) -> list[Page]:
    rubric = 'id="COL.1.M"'
    tag = visitor.get(at.rubric).require(rubric).headers["etag"]
    return [
        Page(PUBLIC, lambda: visitor.get("/healthz"), "ok", requests=MANY),
        Page("rubric page, unchanged (304)", lambda: unchanged(visitor, at.rubric, tag), "", PUBLIC, 1.2, 304, MANY),
        Page("rubric page, from the cache", lambda: visitor.get(at.rubric), rubric, PUBLIC, 2, requests=MANY),
        Page("rubric page, made anew", lambda: visitor.get(f"{at.rubric}?x=1"), rubric, PUBLIC),
        Page("search", lambda: visitor.get(at.search), "</html>", PUBLIC),
        Page("a save without an account", saves(guest, at.trial), '"saved"', PUBLIC),
    ]


def _private(member: Client, at: Addresses) -> list[Page]:
    rating = 'name="rating-DIG.1"'
    return [
        Page(PRIVATE, lambda: member.get("/healthz"), "ok", requests=MANY),
        Page("assessment, one competency", lambda: member.get(at.competency), rating, PRIVATE, 3),
        Page("assessment, all 35 criteria", lambda: member.get(at.everything), rating, PRIVATE, 4),
        Page("a save", saves(member, at.competency), '"saved"', PRIVATE, 4),
        Page("result", lambda: member.get(at.result), "Your standing by competency", PRIVATE, 5),
        Page("me/", lambda: member.get(at.me), "One next step", PRIVATE, 5),
        Page("growth plan", lambda: member.get(at.plan), "Your growth plan", PRIVATE, 5),
        Page("growth path", lambda: member.get(at.path), "Your path to", PRIVATE, 5),
        Page("feedback result, 50 respondents", lambda: member.get(at.feedback), "Widest apart", PRIVATE, 8),
        Page("a role profile", lambda: member.get(at.role), "What you already bring", PRIVATE),
        Page("over time", lambda: member.get(at.over_time), "</html>", PRIVATE),
    ]


def unchanged(visitor: Client, address: str, tag: str) -> Answer:
    """Ask for a page that the browser has, as it does when its time is over."""
    return visitor.get(address, **{"If-None-Match": tag})


def saves(client: Client, address: str) -> Callable[[], Answer]:
    """Saves as the page's script sends them: a rating and a note of a criterion in turn, each another one."""
    sheet, number = Sheet(client, address), count()
    criterion, choices = next(iter(sheet.choices.items()))

    def save() -> Answer:
        turn = next(number)
        note = f"I set up a shared calendar of workshops with the faculties, {turn} of them."
        entry = sheet.entry(criterion, *(("note", note) if turn % 2 else ("rating", choices[turn // 2 % 2])))
        return sheet.send([entry], criterion.partition(".")[0])

    return save
