"""All of someone's plan as files in open formats: goals, actions, check-ins, role profiles, resources, rhythm."""

from typing import Any

from django.db.models import Model, prefetch_related_objects

from tamarack.core.formats.profile import write_profile
from tamarack.exchange.resources import resources_csv
from tamarack.growth import queries
from tamarack.growth.models import Goal, Role
from tamarack.people.models import Person
from tamarack.rubric.queries import framework


def plan_documents(person: Person) -> dict[str, Any]:
    """What is written as JSON, by the name of its file."""
    plan = queries.plan(person)
    prefetch_related_objects(plan.goals, "events")
    return {
        "goals.json": [{**fields(goal), "history": _history(goal)} for goal in plan.goals],
        "actions.json": [fields(action) for action in plan.all_actions],
        "check-ins.json": [fields(entry) for entry in queries.check_ins(person)],
        "role-profiles.json": [fields(role) for role in _roles(person)],
        "resources.json": [fields(resource) for resource in queries.resources(person)],
        "rhythm.json": _rhythm(person),
    }


def plan_tables(person: Person) -> dict[str, bytes]:
    """What can be taken elsewhere as a file of its own, by its name."""
    roles = {f"role-profiles/{role.pk}.yaml": _as_yaml(role) for role in _roles(person)}
    return {"resources.csv": resources_csv(queries.resources(person)), **roles}


def fields(row: Model) -> dict[str, Any]:
    """Every field of a row but whose it is; of a version its rubric and its number."""
    values = {
        field.name: field.value_from_object(row) for field in row._meta.concrete_fields if field.name != "person"
    }  # fmt: skip
    if values.get("version"):
        rubric = framework(values["version"])
        values |= {"framework": rubric.code, "version": rubric.version}
    return values


def _history(goal: Goal) -> list[dict[str, Any]]:
    return [{"state": event.state, "at": event.at} for event in queries.history_of(goal)]


def _roles(person: Person) -> list[Role]:
    return list(person.roles.all())


def _as_yaml(role: Role) -> bytes:
    return write_profile(role.profile, framework(role.version_id))


def _rhythm(person: Person) -> dict[str, Any]:
    """The rhythm; of the calendar's private address only whether there is one, since it opens the calendar."""
    values = fields(queries.rhythm(person))
    return {**values, "calendar": bool(values["calendar"])}
