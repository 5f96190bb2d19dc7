"""One of the demo's people at their draft: answers one criterion after the other and never lets go of an answer."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from typing import Any, Protocol

from benchmarks.client import Client
from benchmarks.sheet import Entry, Sheet

Key = tuple[str, str]
"""A criterion, and whether it is its rating or its note."""
DRAFT = re.compile(r"/en/assess/\d+/")
PAUSE = 0.1
"""Seconds before what failed is sent again."""
GIVE_UP = 120.0
CALM = 0.75
"""Seconds after a failure until a fresh connection is opened, so that people are spread over all processes again."""


class Signal(Protocol):
    """Tells when to stop."""

    def is_set(self) -> bool:
        """Whether it is time."""
        ...


@dataclass(frozen=True)
class Attempt:
    """A request: when, over which connection, whether it saves or only reads, and why it failed, if it did."""

    begun: float
    ended: float
    port: int
    saves: bool
    why: str

    @property
    def ok(self) -> bool:
        """Whether it was answered."""
        return not self.why


@dataclass
class Record:
    """What someone saw."""

    name: str
    attempts: list[Attempt] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Answers that were acknowledged and are not there."""
    doubled: list[str] = field(default_factory=list)
    """Answers that were there already, and changed something when they came once more."""


class Person:
    """Someone signed in, with a draft open on the page that has all criteria."""

    def __init__(self, port: int, name: str, session: str = "") -> None:
        self.client = Client(port)
        if session:
            self.client.cookies["sessionid"] = session
        else:
            self.client.sign_in(name)
        draft = self.client.follow_form("/en/assess/", "/en/assess/", {"framework": "cacee", "from": "blank"})
        found = DRAFT.match(draft)
        if not found:
            raise AssertionError(f"{name} was sent to {draft}, and not to a draft")
        self.draft = int(found[0].split("/")[3])
        self.sheet = Sheet(self.client, f"{found[0]}all/")
        self.waiting: dict[Key, Entry] = {}
        self.saved: dict[Key, str] = {}
        self.record = Record(name)
        self.reconnect_at = float("inf")

    def go_on(self, stop: Signal, think: float) -> None:
        """Answer and save until it is time to stop; then see that everything is there."""
        for turn in count():
            if stop.is_set():
                break
            self._answer(turn)
            self._save()
            if time.monotonic() > self.reconnect_at:
                self.client.connection.close()
                self.reconnect_at = float("inf")
            if think:
                time.sleep(think)
        self._look()

    def _answer(self, turn: int) -> None:
        """Choose another rating for a criterion, or write another note; then it waits to be sent."""
        codes = list(self.sheet.choices)
        again, place = divmod(turn // 2, len(codes))
        code, choices = codes[place], self.sheet.choices[codes[place]]
        kind, value = ("note", f"An example, {turn}.") if turn % 2 else ("rating", choices[again % len(choices)])
        self.waiting[code, kind] = self.sheet.entry(code, kind, value)

    def _save(self) -> None:
        """Send what waits, with the same ids, until it is taken. After a failure look first what is there."""
        there: set[Key] = set()
        until = time.monotonic() + GIVE_UP
        while (told := self._ask(list(self.waiting.values()))) is None:
            if time.monotonic() > until:
                raise TimeoutError(f"{self.record.name}'s answers were not taken for {GIVE_UP:.0f} s")
            time.sleep(PAUSE)
            there = self._look()
            self.reconnect_at = time.monotonic() + CALM
        changed = told["before"]
        self.record.doubled += [" ".join(key) for key in there if key[0] in changed]
        self.saved |= {key: entry["value"] for key, entry in self.waiting.items()}
        self.waiting.clear()

    def _look(self) -> set[Key]:
        """See that what was acknowledged is there; returns which of the answers that wait are there as well."""
        until = time.monotonic() + GIVE_UP
        while (told := self._ask([])) is None:
            if time.monotonic() > until:
                raise TimeoutError(f"{self.record.name}'s answers could not be read for {GIVE_UP:.0f} s")
            time.sleep(PAUSE)
        stored = {(code, kind): value for code, answer in told["answers"].items() for kind, value in answer.items()}
        there = {key for key, entry in self.waiting.items() if stored.get(key) == entry["value"]}
        self.record.lost += [
            f"{code} {kind}: {stored.get((code, kind))!r} and not {value!r}"
            for (code, kind), value in self.saved.items()
            if stored.get((code, kind)) != value and (code, kind) not in there
        ]
        return there

    def _ask(self, entries: Sequence[Entry]) -> dict[str, Any] | None:
        """Send answers, or ask for all with none to send; None where the server fails."""
        begun, port, told, why = time.monotonic(), 0, None, ""
        try:
            port = self.client.connect()
            page = entries[0]["criterion"].partition(".")[0] if entries else ""
            answer = self.sheet.send(entries, page, since=None if entries else 0)
            if answer.status < 500:
                told = answer.require().told
            else:
                why = f"{answer.status}"
        except (OSError, HTTPException) as error:
            why = repr(error)
            self.client.connection.close()
        self.record.attempts.append(Attempt(begun, time.monotonic(), port, bool(entries), why))
        return told
