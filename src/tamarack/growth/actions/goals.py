"""Writes about goals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from tamarack.common import events
from tamarack.common.checks import check_choice, check_day, check_text, in_order
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.formats.profile import to_document
from tamarack.core.framework import Framework
from tamarack.growth.models import FOCUS_MOST, LINE_MOST, TEXT_MOST, Goal, GoalEvent
from tamarack.growth.queries import Offered, newer_profile
from tamarack.growth.rules import check_uses
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.rubric.queries import Stored, framework

GOALS_MOST = 100
PASSED = N_("This day has passed. Please choose one that is still to come, or none.")


@dataclass(frozen=True)
class Wanted:
    """What a person says of a goal."""

    aim: str
    focus: Sequence[str]
    by: date | None = None
    why_me: str = ""
    why_students: str = ""

    def fields(self, rubric: Framework) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput, UnknownCode
            If it cannot be kept.
        """
        focus = in_order(rubric, self.focus)
        if not 1 <= len(focus) <= FOCUS_MOST:
            raise BadInput(N_("A goal has from 1 to {most} focus criteria; you chose {count}."),
                           most=FOCUS_MOST, count=len(focus))  # fmt: skip
        return {
            "aim": check_text(self.aim, LINE_MOST, needed=True),
            "focus": focus,
            "by": check_day(self.by),
            "why_me": check_text(self.why_me, TEXT_MOST),
            "why_students": check_text(self.why_students, TEXT_MOST),
        }


def _check_ahead(by: date | None, was: date | None = None) -> None:
    if by and by < timezone.localdate() and by != was:
        raise BadInput(PASSED)


def create_goal(person: Person, version: Stored, wanted: Wanted, role: Offered | None = None) -> Goal:
    """Make a goal; with a role profile, it keeps what that asks for today."""
    _check_ahead(wanted.by)
    fields = wanted.fields(version.framework) | _role_fields(person, role)
    with write():
        if Goal.objects.filter(person=person).count() >= GOALS_MOST:
            raise BadInput(N_("You have {most} goals already. Please delete one first."), most=GOALS_MOST)
        goal = Goal.objects.create(person=person, version_id=version.id, **fields)
        GoalEvent.objects.create(goal=goal, state=goal.state, at=goal.created_at)
    return goal


def change_goal(person: Person, goal: Goal, wanted: Wanted, role: Offered | None = None) -> None:
    """Change what a goal says. Its role profile is taken anew only if it is another one."""
    check_own(person, goal)
    _check_ahead(wanted.by, goal.by)
    fields = wanted.fields(framework(goal.version_id))
    if (role.key if role else "") != goal.role:
        fields |= _role_fields(person, role)
    _save(goal, fields)


def focus_on(person: Person, version: Stored, criterion: str, goal: Goal | None, aim: str) -> Goal:
    """Make a criterion a focus criterion of a goal; without a goal, of a new one with this aim."""
    if goal is None:
        return create_goal(person, version, Wanted(aim[:LINE_MOST], [criterion]))
    check_own(person, goal)
    focus = in_order(framework(goal.version_id), [*goal.focus, criterion])
    if len(focus) > FOCUS_MOST:
        raise BadInput(
            N_("“{aim}” has {most} focus criteria already. Please take one out of it first, or make another goal."),
            aim=goal.aim, most=FOCUS_MOST,
        )  # fmt: skip
    _save(goal, {"focus": focus})
    return goal


def update_goal_profile(person: Person, goal: Goal) -> None:
    """Take over what a goal's role profile asks for by now."""
    check_own(person, goal)
    if profile := newer_profile(person, framework(goal.version_id), goal):
        _save(goal, {"profile": to_document(profile)})


def move_goal(person: Person, goal: Goal, state: str) -> None:
    """Pause a goal, take it up again, call it reached, or let it go; what became of it is kept."""
    check_own(person, goal)
    check_choice(state, Goal.State.values)
    if state != goal.state:
        goal.state = state
        with write():
            goal.save(update_fields=["state"])
            GoalEvent.objects.create(goal=goal, state=state)
            events.tell("goal.moved", goal.pk, person=person.pk)


def delete_goal(person: Person, goal: Goal) -> None:
    """Erase a goal with its history. Its actions stay, under no goal."""
    check_own(person, goal)
    with write():
        goal.delete()


def _role_fields(person: Person, role: Offered | None) -> dict[str, Any]:
    if role is None:
        return {"role": "", "profile": None}
    check_uses(person, role.row)
    return {"role": role.key, "profile": to_document(role.profile)}


def _save(goal: Goal, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(goal, name, value)
    with write():
        goal.save(update_fields=list(fields))
