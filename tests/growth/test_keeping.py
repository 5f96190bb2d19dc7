"""Check-ins, rhythm, resources, role profiles of one's own."""

import re
from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.core.roles import RoleProfile
from tamarack.growth.actions import keeping, resources, roles
from tamarack.growth.actions.resources import Described
from tamarack.growth.models import CheckIn, Resource, Rhythm, Role
from tamarack.growth.queries import check_ins, find_role, own_roles, rhythm
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored

SAID = {"at": time(9), "time_zone": "", "reminders": False, "weekday": 0}


def test_a_check_in_needs_one_answer(person: Person) -> None:
    with pytest.raises(BadInput):
        keeping.check_in(person, moved=" ", in_the_way="", next_="\n")
    kept = keeping.check_in(person, moved="", in_the_way="", next_="Call")
    assert [entry.next for entry in check_ins(person)] == ["Call"]
    keeping.change_check_in(person, kept, moved="Much", in_the_way="", next_="")
    assert (CheckIn.objects.get().moved, CheckIn.objects.get().next) == ("Much", "")


def test_a_check_in_says_when_the_next_one_is(person: Person) -> None:
    keeping.set_rhythm(person, every=2, next_on=date(2026, 1, 1), **SAID)
    assert rhythm(person).next_on == date(2026, 1, 1)
    keeping.check_in(person, moved="x", in_the_way="", next_="")
    assert rhythm(person).next_on == rhythm(person).today + timedelta(weeks=2)


def test_without_an_interval_there_is_no_next_check_in(person: Person) -> None:
    keeping.set_rhythm(person, every=0, next_on=date(2026, 1, 1), **SAID)
    keeping.check_in(person, moved="x", in_the_way="", next_="")
    assert rhythm(person).next_on is None


@pytest.mark.parametrize("said", [{"every": 3}, {"every": 1, "weekday": 9}, {"every": 1, "time_zone": "Moon/Base"}])
def test_a_rhythm_that_cannot_be_is_refused(person: Person, said: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        keeping.set_rhythm(person, **{"next_on": None, **SAID, **said})  # type: ignore[arg-type]
    assert not Rhythm.objects.exists()


def test_a_day_is_the_one_where_the_person_lives() -> None:
    assert Rhythm(time_zone="Pacific/Kiritimati").today > Rhythm(time_zone="Pacific/Niue").today


def test_the_calendar_s_address_is_another_one_after_renewal_and_none_after_its_end(person: Person) -> None:
    first = keeping.renew_calendar(person).calendar
    second = keeping.renew_calendar(person).calendar
    assert len({first, second, ""}) == 3
    keeping.revoke_calendar(person)
    assert rhythm(person).calendar == ""


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"title": ""}, BadInput),
        ({"url": "javascript:alert(1)"}, BadInput),
        ({"url": "ftp://x.example"}, BadInput),
        ({"minutes": 0}, BadInput),
        ({"criteria": ["COL.9"]}, UnknownCode),
        ({"levels": ["Z"]}, UnknownCode),
        ({"kind": "film"}, BadInput),
        ({"language": "xx"}, BadInput),
    ],
)
def test_resources_are_kept_all_or_none(
    person: Person, cacee: Stored, said: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        resources.create_resources(
            person,
            cacee,
            [Described("Good"), Described(**{"title": "x", **said})],  # type: ignore[arg-type]
        )
    assert not Resource.objects.exists()


def test_what_was_reported_of_a_resource_is_settled_by_changing_it(person: Person, cacee: Stored) -> None:
    (kept,) = resources.create_resources(person, cacee, [Described("Guide", url="https://a.example")])
    resources.report_resource(person, kept, "dead")
    reported = Resource.objects.get()
    assert (reported.problem, reported.problem_at is not None) == ("dead", True)
    resources.change_resource(person, kept, Described("Guide", url="https://b.example"))
    assert (Resource.objects.get().problem, Resource.objects.get().problem_at) == ("", None)


def test_nobody_else_changes_what_someone_keeps(person: Person, stranger: Person, cacee: Stored) -> None:
    (kept,) = resources.create_resources(person, cacee, [Described("Guide")])
    entry = keeping.check_in(person, moved="x", in_the_way="", next_="")
    for attempt in (
        lambda: resources.change_resource(stranger, kept, Described("Mine")),
        lambda: resources.report_resource(stranger, kept, "dead"),
        lambda: resources.delete_resource(stranger, kept),
        lambda: keeping.change_check_in(stranger, entry, moved="y", in_the_way="", next_=""),
        lambda: keeping.delete_check_in(stranger, entry),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert (Resource.objects.get().title, CheckIn.objects.get().moved) == ("Guide", "x")


def test_a_copy_of_a_role_is_ones_own_in_the_words_one_read(person: Person, cacee: Stored) -> None:
    starter = find_role(person, cacee.framework, "campus-recruiter")
    copied = roles.copy_role(person, cacee, starter, "Mine")
    (own,) = own_roles(person, cacee.id)
    assert own.profile.targets == starter.profile.targets
    assert own.profile.weights == starter.profile.weights
    assert (own.profile.name, own.starter, own.row) == ({"": "Mine"}, "campus-recruiter", copied)
    assert own.profile.description == {"": starter.profile.description["en"]}


@pytest.mark.parametrize(
    ("profile", "error"),
    [
        (RoleProfile({"COL": "B"}, name={"": " "}), BadInput),
        (RoleProfile({}, name={"": "Nothing asked"}), BadInput),
        (RoleProfile({"FOO": "B"}, name={"": "x"}), UnknownCode),
        (RoleProfile({"COL": "Z"}, name={"": "x"}), UnknownCode),
        (RoleProfile({"COL": "B"}, {"COL.9": "B"}, name={"": "x"}), UnknownCode),
        (RoleProfile({"COL": "B"}, weights={"COL": Fraction(0)}, name={"": "x"}), BadInput),
    ],
)
def test_a_role_profile_that_cannot_be_kept_is_refused(
    person: Person, cacee: Stored, profile: RoleProfile, error: type[Exception]
) -> None:
    with pytest.raises(error):
        roles.create_role(person, cacee, profile)
    assert not Role.objects.exists()


def test_what_is_chosen_here_never_writes_back_what_a_reminder_or_its_end_has_written(person: Person) -> None:
    keeping.set_rhythm(person, every=2, next_on=None, **SAID)
    for write, columns in (
        (lambda: keeping.check_in(person, moved="x", in_the_way="", next_=""), {"next_on"}),
        (lambda: keeping.renew_calendar(person), {"calendar"}),
    ):
        with CaptureQueriesContext(connection) as queries:
            write()
        (update,) = [row["sql"] for row in queries if row["sql"].startswith('UPDATE "growth_rhythm"')]
        assert set(re.findall(r'"(\w+)" = ', update.partition(" WHERE ")[0])) == columns
