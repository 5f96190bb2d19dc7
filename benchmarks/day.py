"""One person's campaign day: read the invitation, answer competency by competency, submit, look, share; and again."""

import random
import re
import threading
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPException

from benchmarks.client import TOKEN, Answer, Client, find
from benchmarks.sheet import Sheet

DRAFT = re.compile(r"/en/assess/\d+/")
BARE = "bare view"
HOME, TEAM, FIGURES, LIST, START = "home", "team page", "team figures", "assessments", "start an assessment"
READ, RATE, NOTE, SUBMIT = "read a guided page", "save a rating", "save a note", "submit"
RESULT, PDF, FORM, SHARE = "result", "PDF", "form to share", "share with a reviewer"
BACK = "take that back"
KINDS = (HOME, TEAM, FIGURES, LIST, START, READ, RATE, NOTE, SUBMIT, RESULT, PDF, FORM, SHARE, BACK)
NOTE_EVERY = 3
"""One note to so many ratings."""
LONGEST = 4
"""Nobody thinks for longer than so many times the mean: connections stay open."""
SAYS = "We asked the faculties first, and built the calendar of workshops from what students told us, {}."


@dataclass
class Seen:
    """What someone saw: how many seconds each kind of request took, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


class Visitor(threading.Thread):
    """Someone signed in, who goes on until told to stop, with some thinking between two requests."""

    def __init__(self, port: int, row: dict[str, str], think: float, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.client, self.team = Client(port), row["team"]
        self.client.cookies["sessionid"] = row["session"]
        self.think, self.stop, self.seen = think, stop, Seen()

    def steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """What to do, one after the other, and what kind it is."""
        raise NotImplementedError

    def run(self) -> None:
        """Do it."""
        self.stop.wait(random.uniform(0, self.think))
        while not self.stop.is_set():
            for kind, step in self.steps():
                if not self._do(kind, step) or self._pause():
                    break

    def _do(self, kind: str, step: Callable[[], object]) -> bool:
        """Whether it went well; if not, this person begins anew."""
        try:
            step()
        except (OSError, HTTPException, AssertionError) as error:
            self.seen.errors.append(f"{kind}: {error!r}")
        except Exception:
            self.seen.errors.append(f"{kind}: {traceback.format_exc()}")
        else:
            self.seen.took[kind].append(self.client.last.took)
            return True
        self.client.connection.close()
        self._pause()
        return False

    def _pause(self) -> bool:
        return self.stop.wait(min(random.expovariate(1 / self.think), LONGEST * self.think))


class Watcher(Visitor):
    """Asks for the bare view, as many others do it at the same time."""

    def steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """The one thing."""
        yield BARE, lambda: self.client.get("/healthz").require("ok")


class Colleague(Visitor):
    """Who takes part in the campaign, over and over; the first time from one competency on, so that people differ."""

    def __init__(
        self, port: int, row: dict[str, str], think: float, stop: threading.Event, *, areas: list[str]
    ) -> None:
        super().__init__(port, row, think, stop)
        self.areas, self.left, self.turn = areas, areas, 0
        self.page: Answer
        self.sheet: Sheet
        self.draft = self.shared = ""

    def begin_at(self, place: int) -> "Colleague":
        """Leave out the competencies before one, this once."""
        self.left = self.areas[place % len(self.areas) :]
        return self

    def steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """The day."""
        yield HOME, self._get("/en/me/", "</html>")
        yield TEAM, self._get(self.team, "</html>")
        yield LIST, self._get("/en/assess/", "csrfmiddlewaretoken")
        yield START, self._start
        areas, self.left = self.left, self.areas
        for area in areas:
            yield READ, lambda area=area: self._open(area)  # type: ignore[misc]
            yield from self._answers(area)
        yield SUBMIT, self._submit
        yield RESULT, self._get(f"{self.draft}result/", "Your standing by competency")
        yield PDF, self._pdf
        yield FIGURES, self._get(f"{self.team}figures/", "</html>")
        number = self.draft.split("/")[3]
        yield FORM, self._get(f"/en/reviews/new/?assessment={number}", "csrfmiddlewaretoken")
        yield SHARE, lambda: self._share(number)
        yield BACK, self._take_back  # there may be ten at a time

    def _get(self, address: str, marker: str) -> Callable[[], object]:
        def get() -> None:
            self.page = self.client.get(address).require(marker)

        return get

    def _send(self, address: str, token: str, **fields: str) -> str:
        return (
            self.client.post(address, {"csrfmiddlewaretoken": token} | fields).require(status=302).headers["location"]
        )

    def _start(self) -> None:
        where = self._send("/en/assess/", find(TOKEN, self.page), framework="cacee", **{"from": "blank"})
        found = DRAFT.match(where)
        assert found, where
        self.draft = found[0]

    def _open(self, area: str) -> None:
        self.sheet = Sheet(self.client, f"{self.draft}{area}/")

    def _answers(self, area: str) -> Iterator[tuple[str, Callable[[], object]]]:
        for code, choices in self.sheet.choices.items():
            self.turn += 1
            yield RATE, self._save(area, code, "rating", random.choice(choices))
            if self.turn % NOTE_EVERY == 0:
                yield NOTE, self._save(area, code, "note", SAYS.format(self.turn))

    def _save(self, area: str, code: str, kind: str, value: str) -> Callable[[], object]:
        def save() -> None:
            answer = self.sheet.send([self.sheet.entry(code, kind, value)], area.upper()).require('"before"')
            assert answer.told["answers"][code][kind] == value, answer.text

        return save

    def _submit(self) -> None:
        where = self._send(f"{self.draft}submit/", self.sheet.token)
        assert where.endswith("/result/"), where

    def _pdf(self) -> None:
        answer = self.client.get(f"{self.draft}files/profile.pdf")
        assert answer.status == 200, answer.status
        assert answer.wire.startswith(b"%PDF") or "content-encoding" in answer.headers, answer.headers

    def _take_back(self) -> None:
        self._send(f"{self.shared}leave/", self.sheet.token)

    def _share(self, number: str) -> None:
        self.shared = self._send(
            "/en/reviews/new/", find(TOKEN, self.page), assessment=number, name="Joanne Roy", relation="mentor",
            email="joanne@lakeside.example", message="", shows_notes="on",
            until=(date.today() + timedelta(days=30)).isoformat(),
        )  # fmt: skip
