"""Writes about actions: what a person will do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max
from django.utils import timezone

from tamarack.common import events
from tamarack.common.checks import check_choice, check_day, check_text, descriptors_in_order
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Framework
from tamarack.growth.models import LINE_MOST, TEXT_MOST, Action, Goal
from tamarack.growth.queries import active_goals, rhythm
from tamarack.growth.starters import idea_bank
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.rubric.queries import Stored
from tamarack.rubric.texts import say

ACTIONS_MOST = 2000
SERVES_MOST = 20


@dataclass(frozen=True)
class Doing:
    """What a person says of an action."""

    what: str
    kind: str = Action.Kind.DO
    serves: Sequence[str] = ()
    due: date | None = None
    effort: str = ""
    repeat: str = ""
    notes: str = ""

    def fields(self, rubric: Framework) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput, UnknownCode
            If it cannot be kept.
        """
        serves = descriptors_in_order(rubric, self.serves)
        if len(serves) > SERVES_MOST:
            raise BadInput(N_("An action can serve {most} descriptors at most."), most=SERVES_MOST)
        return {
            "what": check_text(self.what, LINE_MOST, needed=True),
            "kind": check_choice(self.kind, Action.Kind.values),
            "serves": serves,
            "due": check_day(self.due),
            "effort": check_choice(self.effort, ["", *Action.Effort.values]),
            "repeat": check_choice(self.repeat, ["", *Action.Repeat.values]),
            "notes": check_text(self.notes, TEXT_MOST),
        }


def create_action(person: Person, rubric: Framework, doing: Doing, goal: Goal | None = None) -> Action:
    """Plan an action, under a goal or free; it stands last there."""
    check_own(person, goal)
    fields = doing.fields(rubric)
    with write():
        own = Action.objects.filter(person=person)
        if own.count() >= ACTIONS_MOST:
            raise BadInput(N_("You have {most} actions already. Please delete some first."), most=ACTIONS_MOST)
        return Action.objects.create(person=person, goal=goal, place=_last(person, goal), **fields)


def _last(person: Person, goal: Goal | None) -> int:
    last = Action.objects.filter(person=person, goal=goal).aggregate(last=Max("place"))["last"]
    return 0 if last is None else last + 1


def take_idea(person: Person, stored: Stored, code: str, number: int) -> Action:
    """Make an idea an action, under the active goal whose focus it serves.

    Raises
    ------
    BadInput
        If there is no such idea.
    """
    rubric = stored.framework
    ideas = idea_bank(rubric).get(code, ())
    if number >= len(ideas):
        raise BadInput(N_("There is no such idea any more. Please reload the page."))
    criterion, _ = rubric.descriptor(code)
    goal = next((goal for goal in active_goals(person) if criterion.code in goal.focus), None)
    return create_action(person, rubric, Doing(say(ideas[number].text), ideas[number].kind, [code]), goal)


def take_suggestion(person: Person, rubric: Framework, text: str) -> Action:
    """Make what someone suggested to try next an action: its words in a line, all of them in the notes if they are
    more."""
    line = " ".join(text.split())
    what = line if len(line) <= LINE_MOST else f"{line[: LINE_MOST - 1]}…"
    return create_action(person, rubric, Doing(what, notes=line if what != line else ""))


def change_action(person: Person, rubric: Framework, action: Action, doing: Doing, goal: Goal | None = None) -> None:
    """Change what an action says, and which goal it is under."""
    check_own(person, action, goal)
    fields = doing.fields(rubric)
    with write():
        if (goal.pk if goal else None) != action.goal_id:
            fields |= {"goal": goal, "place": _last(person, goal)}
        _save(action, fields)


def finish_action(person: Person, action: Action, learned: str | None = None) -> Action | None:
    """Call an action done, perhaps with what was learned; gives back the next one where it is repeated.

    Finishing what is done already only changes what was learned, if that is given.
    """
    check_own(person, action)
    fields: dict[str, Any] = {"state": Action.State.DONE}
    if learned is not None:
        fields["learned"] = check_text(learned, LINE_MOST)
    today = rhythm(person).today
    with write():
        fresh = Action.objects.select_for_update().get(pk=action.pk)
        _save(action, {**fields, "done_on": fresh.done_on or today})
        if not fresh.is_done:
            events.tell("action.done", action.pk, person=person.pk)
        if fresh.is_done or not action.repeat or Action.objects.filter(follows=action).exists():
            return None
        return _create_following(action, today)


def _create_following(action: Action, today: date) -> Action:
    """The same again, on its next day."""
    now = timezone.now()
    return Action.objects.create(
        person_id=action.person_id, goal_id=action.goal_id, what=action.what, kind=action.kind, serves=action.serves,
        due=action.due_again(today), effort=action.effort, repeat=action.repeat, notes=action.notes,
        place=action.place, follows=action, created_at=now, changed_at=now,
    )  # fmt: skip


def move_action(person: Person, action: Action, state: str) -> None:
    """Take an action up, let it go, or open it again; one that followed it, and was not touched, goes then."""
    check_own(person, action)
    check_choice(state, [value for value in Action.State.values if value != Action.State.DONE])
    with write():
        if action.is_done:
            Action.objects.filter(follows=action, state=Action.State.OPEN, changed_at=F("created_at")).delete()
        _save(action, {"state": state, "done_on": None})


def order_actions(person: Person, goal: Goal | None, order: Sequence[int]) -> None:
    """Put the actions under a goal, or the free ones, into an order; those that are not named come after it."""
    check_own(person, goal)
    wanted = {pk: place for place, pk in enumerate(order)}
    with write():
        rows = list(Action.objects.filter(person=person, goal=goal))
        rows.sort(key=lambda row: wanted.get(row.pk, len(wanted)))
        for place, row in enumerate(rows):
            row.place = place
        Action.objects.bulk_update(rows, ["place"])


def shift_action(person: Person, action: Action, by: int) -> None:
    """Move an action up (-1) or down (1) among the open ones, or the closed ones, beside it."""
    check_own(person, action)
    with write():
        rows = list(Action.objects.filter(person=person, goal=action.goal_id))
        beside = [row.pk for row in rows if row.is_open == action.is_open]
        at = beside.index(action.pk)
        if 0 <= at + by < len(beside):
            beside[at], beside[at + by] = beside[at + by], beside[at]
        order_actions(person, action.goal, [*beside, *(row.pk for row in rows if row.is_open != action.is_open)])


def delete_action(person: Person, action: Action) -> None:
    """Erase an action."""
    check_own(person, action)
    with write():
        action.delete()


def _save(action: Action, fields: dict[str, Any]) -> None:
    fields |= {"changed_at": timezone.now()}
    for name, value in fields.items():
        setattr(action, name, value)
    action.save(update_fields=list(fields))
