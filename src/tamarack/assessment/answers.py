"""Answers: what a person says of each criterion, what changes it, and which stands where several came."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from tamarack.core import growth, levels
from tamarack.core.framework import Framework
from tamarack.core.ratings import Ratings
from tamarack.core.roles import RoleProfile

LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What texts from elsewhere end lines with."""
SEEN_MOST = 40
"""Numbers that are remembered for each criterion, two a browser; of more than that, the oldest are forgotten."""


class Answer(NamedTuple):
    """What a person says of a criterion; `carried` is what was taken over and not looked at again. What came from
    another version and waits for a yes says why in `confirm`: until then it counts as unrated."""

    value: str = ""
    reason: str = ""
    note: str = ""
    carried: bool = False
    confirm: str = ""

    @property
    def is_rated(self) -> bool:
        """Whether there is a rating that counts, not just a note."""
        return self.value != "" and self.confirm == ""

    @property
    def counted(self) -> str | None:
        """The rating that counts; None where there is none."""
        return self.value if self.is_rated else None

    @property
    def waits(self) -> bool:
        """Whether there is a rating that waits for a yes."""
        return self.value != "" and self.confirm != ""


UNRATED = Answer()


@dataclass(frozen=True)
class Sent:
    """How a browser sent an answer: its own id, and how long ago it was given.

    Attributes
    ----------
    device, number
        The answer's id: a browser's own name, and a number that only grows there.
    age
        How long before sending it was given, by the browser's clock.
    contact
        When that browser had last heard from the server, by the server's clock.
    """

    device: str
    number: int
    age: timedelta
    contact: datetime

    def given_at(self, received: datetime) -> datetime:
        """When it was given: never before the last contact nor after its receipt, whatever the browser's clock says."""
        return min(max(received - self.age, self.contact), received)


@dataclass(frozen=True)
class Change:
    """What someone changes about an answer; None leaves it as it was.

    `rated` and `noted` say how rating and note were sent; without them they count from their receipt.
    """

    value: str | None = None
    reason: str = ""
    note: str | None = None
    rated: Sent | None = None
    noted: Sent | None = None


@dataclass(frozen=True)
class Held:
    """An answer as it is kept: what stands, since when, and the last number seen of each kind from each browser."""

    answer: Answer = UNRATED
    rated_at: datetime | None = None
    noted_at: datetime | None = None
    seen: Mapping[str, int] = field(default_factory=dict)

    def after(self, change: Change, received: datetime) -> "Held":
        """What is kept after a change: the rating and the note that were given last, in whichever order they came."""
        held = self
        if change.value is not None and (at := held._time("rating", change.rated, received)):
            held = held._remember("rating", change.rated)
            if _stands(at, held.rated_at, received):
                answer = held.answer._replace(value=change.value, reason=change.reason, carried=False, confirm="")
                held = replace(held, answer=answer, rated_at=at)
        if change.note is not None and (at := held._time("note", change.noted, received)):
            held = held._remember("note", change.noted)
            if _stands(at, held.noted_at, received):
                held = replace(held, answer=held.answer._replace(note=change.note), noted_at=at)
        return held

    def _time(self, kind: str, sent: Sent | None, received: datetime) -> datetime | None:
        """When it was given; None for a replay, and for one that was overtaken by a later one of its browser."""
        if sent is None:
            return received
        return sent.given_at(received) if sent.number > self.seen.get(f"{kind} {sent.device}", -1) else None

    def _remember(self, kind: str, sent: Sent | None) -> "Held":
        if sent is None:
            return self
        seen = sorted({**self.seen, f"{kind} {sent.device}": sent.number}.items(), key=lambda entry: entry[1])
        return replace(self, seen=dict(seen[-SEEN_MOST:]))


def _stands(at: datetime, before: datetime | None, received: datetime) -> bool:
    """Whether what was given at a time stands over what was given before: not if that is later. What seems to be from
    the future is no obstacle: the server's clock has gone back since."""
    return before is None or at >= before or before > received


class Answers:
    """All answers on a framework, with what they come to."""

    def __init__(self, framework: Framework, by_code: Mapping[str, Answer]) -> None:
        self.framework = framework
        self.by_code = by_code
        self._way: tuple[RoleProfile, tuple[growth.Step, ...]] | None = None

    def of(self, criterion: str) -> Answer:
        """The answer for a criterion; `UNRATED` where there is none."""
        return self.by_code.get(criterion, UNRATED)

    @cached_property
    def ratings(self) -> Ratings:
        """The ratings as the arithmetic takes them."""
        return {code: answer.value for code, answer in self.by_code.items() if answer.is_rated}

    @cached_property
    def waiting(self) -> dict[str, Answer]:
        """What came from another version and waits for a yes, by criterion, in the rubric's order."""
        found = ((row.code, self.of(row.code)) for row in self.framework.criteria)
        return {code: answer for code, answer in found if answer.waits}

    @cached_property
    def given(self) -> Ratings:
        """The ratings with those that wait for a yes, for pictures that show these as what they are."""
        return {**self.ratings, **{code: answer.value for code, answer in self.waiting.items()}}

    @cached_property
    def standing(self) -> levels.Standing:
        """Where these answers stand."""
        return levels.standing(self.framework, self.ratings)

    @cached_property
    def path(self) -> tuple[growth.Step, ...]:
        """The way to the top level, foundations first."""
        return growth.path(self.framework, self.ratings)

    def path_to(self, profile: RoleProfile | None) -> tuple[growth.Step, ...]:
        """The way to a role, or to the top level; reckoned once for the same one."""
        if profile is None:
            return self.path
        if self._way is None or self._way[0] is not profile:
            self._way = profile, growth.path(self.framework, self.ratings, profile)
        return self._way[1]

    @property
    def first_unrated(self) -> str | None:
        """The criterion to go on with; None where all are rated."""
        return next((row.code for row in self.framework.criteria if row.code not in self.ratings), None)


def lines(note: str | None) -> str | None:
    """A note with line ends as they are stored, without white space at its end and without half characters."""
    if note is None:
        return None
    whole = note.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return LINE_ENDS.sub("\n", whole).rstrip()
