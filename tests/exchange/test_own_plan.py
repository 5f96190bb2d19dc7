"""All of someone's plan goes with them, and goes when they go. A model that is added is added here too."""

import json
import zipfile
from datetime import date, time
from fractions import Fraction
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from tamarack.core.formats.profile import read_profile
from tamarack.core.roles import RoleProfile
from tamarack.exchange.own_data import own_data
from tamarack.exchange.resources import read_resources
from tamarack.growth import queries
from tamarack.growth.actions import doing, goals, keeping, roles
from tamarack.growth.actions.resources import Described, create_resources, report_resource
from tamarack.growth.models import (
    Action,
    CheckIn,
    Goal,
    GoalEvent,
    LearningEvent,
    Match,
    Offer,
    OfferedLevel,
    Resource,
    Rhythm,
    Role,
    SignUp,
    TeamFocus,
    Template,
    Wish,
)
from tamarack.people.actions.accounts import delete_account
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored

FILES: dict[type[Model], str] = {
    Role: "role-profiles.json", Goal: "goals.json", Action: "actions.json", CheckIn: "check-ins.json",
    Resource: "resources.json", Rhythm: "rhythm.json", GoalEvent: "goals.json",
}  # fmt: skip
TOGETHER: set[type[Model]] = {LearningEvent, Match, Offer, OfferedLevel, SignUp, TeamFocus, Template, Wish}
"""What `test_own_together` looks at."""
PROFILE = RoleProfile({"COL": "E"}, {"COM.4": "B"}, {"COL": Fraction(3, 2)}, {"": "Été au centre"}, {"": "Mine"})


def plan_something(person: Person, cacee: Stored) -> None:
    role = roles.create_role(person, cacee, PROFILE)
    wanted = goals.Wanted("Bring employers in", ["COL.2"], date(2027, 6, 18), "Why me", "Why them")
    goal = goals.create_goal(person, cacee, wanted, queries.Offered(f"own-{role.pk}", PROFILE, role))
    goals.move_goal(person, goal, "paused")
    told = doing.Doing("Call", "with", ["COL.2.B"], date(2026, 12, 4), "hours", "term", "Some notes")
    doing.finish_action(person, doing.create_action(person, cacee.framework, told, goal), "Much")
    doing.create_action(person, cacee.framework, doing.Doing("Free"))
    keeping.check_in(person, moved="This moved", in_the_way="", next_="That")
    keeping.set_rhythm(
        person, every=4, next_on=None, at=time(8, 30), time_zone="America/Halifax", reminders=True, weekday=3
    )
    keeping.renew_calendar(person)
    (resource,) = create_resources(person, cacee, [Described("Guide", "course", "https://example.org/", minutes=9)])
    report_resource(person, resource, "dead")


def archive(person: Person) -> dict[str, bytes]:
    with zipfile.ZipFile(own_data(person)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def as_json(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


@pytest.fixture
def planned(person: Person, stranger: Person, cacee: Stored) -> Person:
    for each in (stranger, person):
        plan_something(each, cacee)
    return person


def test_every_field_of_every_model_is_in_the_archive(planned: Person) -> None:
    assert set(FILES) | TOGETHER == set(apps.get_app_config("growth").get_models())
    files = archive(planned)
    for model, name in FILES.items():
        if model is GoalEvent:
            continue
        found = json.loads(files[name])
        rows = list(model._default_manager.filter(person=planned))
        assert rows
        for row in rows:
            entry = next(each for each in found if each["id"] == row.pk) if isinstance(found, list) else found
            for field in row._meta.concrete_fields:
                if field.name not in ("person", "version", "calendar"):
                    assert entry[field.name] == as_json(field.value_from_object(row)), field
        assert not isinstance(found, list) or len(found) == len(rows), "nobody else's"


def test_goals_have_their_history_and_what_belongs_together_is_told(planned: Person) -> None:
    files = archive(planned)
    (goal,) = json.loads(files["goals.json"])
    assert [event["state"] for event in goal["history"]] == ["active", "paused"]
    assert (goal["framework"], goal["version"]) == ("cacee", "1.0")
    assert [action["goal"] for action in json.loads(files["actions.json"])] == [goal["id"], goal["id"], None]


def test_role_profiles_and_resources_can_be_read_again(planned: Person, cacee: Stored) -> None:
    files = archive(planned)
    (name,) = (name for name in files if name.startswith("role-profiles/"))
    assert read_profile(files[name], cacee.framework) == PROFILE
    (resource,) = read_resources(files["resources.csv"], cacee.framework)
    assert (resource.title, resource.minutes) == ("Guide", 9)


def test_the_key_to_the_calendar_stays(planned: Person) -> None:
    files = archive(planned)
    assert json.loads(files["rhythm.json"])["calendar"] is True
    assert queries.rhythm(planned).calendar.encode() not in b"".join(files.values())


def test_the_read_me_names_every_file(planned: Person) -> None:
    files = archive(planned)
    told = files["READ ME.txt"].decode()
    assert all(name.partition("/")[0] in told for name in files if name != "READ ME.txt")


def test_the_plan_is_erased_with_the_account(planned: Person, stranger: Person) -> None:
    before = {model: model._default_manager.count() for model in FILES}
    delete_account(planned)
    for model, count in before.items():
        assert 0 < model._default_manager.count() == count // 2, model
    assert not Goal.objects.exclude(person=stranger).exists()
