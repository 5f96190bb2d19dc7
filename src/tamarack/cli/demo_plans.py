"""The demo's plans: goals, actions, check-ins, resources and role profiles of its invented people."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.cli.load import DATA
from tamarack.core.formats.profile import to_document
from tamarack.growth.actions.doing import Doing
from tamarack.growth.actions.goals import Wanted
from tamarack.growth.actions.keeping import renew_calendar
from tamarack.growth.actions.resources import Described, create_resources
from tamarack.growth.actions.roles import copy_role
from tamarack.growth.models import Action, CheckIn, Goal, GoalEvent, Resource, Rhythm
from tamarack.growth.queries import find_role
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored


def add_demo_plans(people: dict[str, Person], stored: Stored) -> None:
    """Add the plans of the demo's people, by their addresses."""
    plans = YAML(typ="safe").load((DATA / "demo_plans.yaml").read_text(encoding="utf-8"))
    for address, plan in plans.items():
        person = people[address]
        for entry in plan.get("roles", ()):
            _add_role(person, stored, entry)
        for entry in plan["goals"]:
            _add_goal(person, stored, entry)
        _add_actions(person, stored, None, plan.get("free", ()))
        for entry in plan.get("check_ins", ()):
            texts = {name: entry.get(name, "") for name in ("moved", "in_the_way", "next")}
            CheckIn.objects.create(person=person, at=_moment(entry["at"]), **texts)
        _add_resources(person, stored, plan.get("resources", ()))
        _add_rhythm(person, plan.get("rhythm", {}))


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _moment(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def _add_role(person: Person, stored: Stored, entry: dict[str, Any]) -> None:
    role = copy_role(person, stored, find_role(None, stored.framework, entry["copied_from"]), entry["name"])
    role.document |= {"description": {"": entry["description"]}}
    role.document["exceptions"] = {**role.document.get("exceptions", {}), **entry["exceptions"]}
    role.save(update_fields=["document"])


def _add_goal(person: Person, stored: Stored, entry: dict[str, Any]) -> None:
    by = _day(entry["by"]) if "by" in entry else None
    whys = {name: entry.get(name, "") for name in ("why_me", "why_students")}
    fields = Wanted(entry["aim"], entry["focus"], by, **whys).fields(stored.framework)
    if key := entry.get("role"):
        fields |= {"role": key, "profile": to_document(find_role(person, stored.framework, key).profile)}
    events = {entry["made"]: Goal.State.ACTIVE, **entry.get("state", {})}
    goal = Goal.objects.create(
        person=person,
        version_id=stored.id,
        created_at=_moment(entry["made"]),
        state=list(events.values())[-1],
        **fields,
    )
    GoalEvent.objects.bulk_create(GoalEvent(goal=goal, state=state, at=_moment(days)) for days, state in events.items())
    _add_actions(person, stored, goal, entry.get("actions", ()))


def _add_actions(person: Person, stored: Stored, goal: Goal | None, entries: Any) -> None:
    for place, entry in enumerate(entries):
        said = {name: entry[name] for name in ("what", "kind", "serves", "effort", "repeat", "notes") if name in entry}
        done = entry.get("done")
        Action.objects.create(
            person=person,
            goal=goal,
            place=place,
            state=entry.get("state", Action.State.OPEN if done is None else Action.State.DONE),
            done_on=None if done is None else _day(done),
            learned=entry.get("learned", ""),
            **Doing(due=_day(entry["due"]), **said).fields(stored.framework),
        )


def _add_resources(person: Person, stored: Stored, entries: Any) -> None:
    described = [Described(**{name: value for name, value in entry.items() if name != "problem"}) for entry in entries]
    for row, entry in zip(create_resources(person, stored, described), entries, strict=True):
        if "problem" in entry:
            Resource.objects.filter(pk=row.pk).update(problem=entry["problem"], problem_at=_moment(-9))


def _add_rhythm(person: Person, entry: dict[str, Any]) -> None:
    if entry:
        said = {name: value for name, value in entry.items() if name not in ("next_on", "calendar")}
        Rhythm.objects.create(person=person, next_on=_day(entry["next_on"]), **said)
        if entry.get("calendar"):
            renew_calendar(person)
