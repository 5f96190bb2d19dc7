"""What an entry begins with, where it is entered from something that a person has already."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tamarack.growth.models import Action, LearningEvent
from tamarack.portfolio.models import Activity, Evidence
from tamarack.rubric.queries import Stored

QUARTER, QUARTERS_A_DAY = timedelta(minutes=15), 32
"""An event that takes days is not listened to at night: a working day is what is suggested."""
CATEGORIES = {
    Evidence.Kind.PROJECT: Activity.Category.PROJECT,
    Evidence.Kind.EVENT: Activity.Category.TEACHING,
    Evidence.Kind.PUBLICATION: Activity.Category.RESEARCH,
    Evidence.Kind.COURSE: Activity.Category.COURSE,
}
"""The category that a kind of evidence suggests."""
KINDS = {Action.Kind.DO: Activity.Category.PROJECT, Action.Kind.LEARN: Activity.Category.COURSE}
"""The category that a kind of action suggests."""


@dataclass(frozen=True)
class Start:
    """What the form begins with, and the number of the action or evidence that it is entered from."""

    initial: dict[str, Any] = field(default_factory=dict)
    action: int | None = None
    evidence: int | None = None


def from_action(action: Action, stored: Stored) -> Start:
    """A done action: its words, its day, the criteria that it serves, and what was learned."""
    initial = {
        "title": action.what,
        "on": action.done_on,
        "category": KINDS.get(Action.Kind(action.kind), Activity.Category.OTHER),
        "criteria": _criteria(stored, action.serves),
        "reflection": action.learned,
    }
    return Start(initial, action=action.pk)


def from_evidence(evidence: Evidence, stored: Stored, today: date) -> Start:
    """Evidence: its title, its last day, and the criteria that it supports."""
    initial = {
        "title": evidence.title,
        "on": min(evidence.dated, today),
        "category": CATEGORIES.get(Evidence.Kind(evidence.kind), Activity.Category.OTHER),
        "criteria": _criteria(stored, (support.code for support in evidence.supports.all())),
    }
    return Start(initial, evidence=evidence.pk)


def from_event(event: LearningEvent, stored: Stored) -> Start:
    """A learning event that one took part in: its title, its day, its length, and the criteria that it is for."""
    starts = event.starts_at.astimezone(event.zone)
    known = {row.code for row in stored.framework.criteria}
    initial = {
        "title": event.title,
        "on": starts.date(),
        "done": min(round((event.ends_at - event.starts_at) / QUARTER), QUARTERS_A_DAY),
        "category": Activity.Category.WORKSHOP,
        "criteria": [code for code in event.criteria if code in known],
    }
    return Start(initial)


def from_activity(activity: Activity, stored: Stored, today: date) -> Start:
    """The same activity once more, today."""
    initial = {
        "title": activity.title,
        "on": today,
        "done": activity.done_quarters or activity.planned_quarters,
        "category": activity.category,
        "project": activity.project,
        "criteria": _criteria(stored, (f"{code}." for code in activity.criteria)),
    }
    return Start(initial)


def _criteria(stored: Stored, descriptors: Iterable[str]) -> list[str]:
    """The criteria of some descriptors, as far as the present version has them."""
    wanted = {code.rpartition(".")[0] for code in descriptors}
    return [row.code for row in stored.framework.criteria if row.code in wanted]
