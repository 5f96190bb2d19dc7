"""A team's focus and templates, and an organisation's role profiles and resources."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.common.models import Entry
from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.core.roles import RoleProfile
from tamarack.growth import queries
from tamarack.growth.actions import goals, resources, roles, team
from tamarack.growth.actions.goals import Wanted
from tamarack.growth.actions.resources import Described
from tamarack.growth.actions.team import Prepared
from tamarack.growth.models import Resource, Role, TeamFocus, Template
from tamarack.growth.queries import team as team_queries
from tamarack.people.models import Member
from tamarack.rubric.queries import Stored
from tests.together import Place

PROFILE = RoleProfile({"COL": "E"}, name={"": "Educator here"})


@pytest.fixture
def place(cacee: Stored) -> Place:
    return Place(cacee)


@pytest.fixture
def role(place: Place) -> Role:
    return roles.create_role(place.owner, place.stored, PROFILE, organisation=place.organisation)


def test_a_role_and_a_resource_are_a_persons_or_an_organisations(place: Place) -> None:
    said = {"version_id": place.stored.id}
    for fields in ({}, {"person": place.owner, "organisation": place.organisation}):
        for make in (
            lambda fields=fields: Role.objects.create(document={}, **said, **fields),
            lambda fields=fields: Resource.objects.create(title="x", **said, **fields),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                make()  # type: ignore[no-untyped-call]
    with pytest.raises(IntegrityError), transaction.atomic():
        Resource.objects.create(title="x", person=place.lead, team=place.team, **said)


@pytest.mark.parametrize("who", ["lead", "member", "other"])
def test_only_owners_keep_what_is_the_organisations(place: Place, role: Role, who: str) -> None:
    person = getattr(place, who)
    shared = resources.share_resource(place.owner, place.stored, Described("Guide"), place.organisation)
    for act in (
        lambda: roles.create_role(person, place.stored, PROFILE, organisation=place.organisation),
        lambda: roles.change_role(person, role, PROFILE),
        lambda: roles.delete_role(person, role),
        lambda: resources.share_resource(person, place.stored, Described("x"), place.organisation),
        lambda: resources.change_resource(person, shared, Described("x")),
        lambda: resources.report_resource(person, shared, "dead"),
        lambda: resources.delete_resource(person, shared),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert (Role.objects.count(), Resource.objects.get().title) == (1, "Guide")


def test_members_find_their_organisations_role_profiles_after_their_own(place: Place, role: Role) -> None:
    own = roles.create_role(place.member, place.stored, RoleProfile({"COM": "B"}, name={"": "Mine"}))
    found = queries.own_roles(place.member, place.stored.id)
    assert [(entry.key, entry.organisation, entry.is_own) for entry in found] == [
        (f"own-{own.pk}", "", True), (f"org-{role.pk}", "Clearwater", False)
    ]  # fmt: skip
    assert queries.find_role(place.member, place.stored.framework, f"org-{role.pk}").organisation == "Clearwater"
    elsewhere = Place(place.stored, "boreal")
    assert queries.own_roles(elsewhere.member, place.stored.id) == []
    for key in (f"org-{role.pk}", "org-", "org-x", "org-99999999999999999999"):
        with pytest.raises(UnknownCode):
            queries.find_role(elsewhere.member, place.stored.framework, key)
    with pytest.raises(UnknownCode):
        queries.find_role(place.member, place.stored.framework, f"own-{role.pk}")


def test_a_goal_keeps_what_an_organisations_role_asked_for_when_its_person_leaves(place: Place, role: Role) -> None:
    offered = queries.find_role(place.member, place.stored.framework, f"org-{role.pk}")
    goal = goals.create_goal(place.member, place.stored, Wanted("Grow", ["COL.1"]), offered)
    roles.change_role(place.owner, role, RoleProfile({"COL": "M"}, name={"": "Educator here"}))
    goal.refresh_from_db()
    assert queries.newer_profile(place.member, place.stored.framework, goal)
    Member.objects.filter(person=place.member).delete()
    assert queries.newer_profile(place.member, place.stored.framework, goal) is None
    assert goal.asked
    assert goal.asked.targets == {"COL": "E"}
    assert queries.own_roles(place.member, place.stored.id) == []


def test_a_copy_of_an_organisations_role_is_ones_own(place: Place, role: Role) -> None:
    offered = queries.find_role(place.member, place.stored.framework, f"org-{role.pk}")
    copy = roles.copy_role(place.member, place.stored, offered, "Mine")
    assert (copy.person, copy.organisation) == (place.member, None)


def test_a_team_s_resources_are_its_leads_to_keep_and_its_people_s_to_find(place: Place) -> None:
    share = resources.share_resource
    of_team = share(place.lead, place.stored, Described("Ours"), place.organisation, place.team)
    share(place.owner, place.stored, Described("For all"), place.organisation)
    resources.create_resources(place.member, place.stored, [Described("Own")])
    with pytest.raises(NotAllowed):
        share(place.member, place.stored, Described("x"), place.organisation, place.team)
    resources.change_resource(place.owner, of_team, Described("Ours, changed"))
    assert [row.title for row in queries.library(place.member)] == ["Own", "For all", "Ours, changed"]
    assert [row.title for row in queries.library(place.other)] == ["For all"]
    assert [row.title for row in queries.resources(place.member)] == ["Own"]
    assert queries.library(Place(place.stored, "boreal").member) == []


def test_what_is_shared_for_a_focus_is_of_the_team_and_of_all(place: Place) -> None:
    share = resources.share_resource
    share(place.lead, place.stored, Described("Ours", criteria=["ETH.1"]), place.organisation, place.team)
    share(place.owner, place.stored, Described("For all", criteria=["COL.1"]), place.organisation)
    share(place.owner, place.stored, Described("Elsewhere", criteria=["ETH.1"]), place.organisation)
    share(place.owner, place.stored, Described("Theirs", criteria=["COL.1"]), place.organisation, place.other_team)
    assert {row.title for row in team_queries.resources_for(place.team, ["COL.1"])} == {"Ours", "For all"}


def test_changes_of_what_is_shared_are_in_the_log(place: Place, role: Role) -> None:
    roles.delete_role(place.owner, role)
    rows = Entry.objects.filter(what="changed_library")
    assert set(rows.values_list("by", "organisation", "about")) == {
        (place.owner.audit_key, place.organisation.pk, "Educator here")
    }
    assert rows.count() == 2


def test_a_focus_is_five_criteria_at_most_and_chosen_by_leads(place: Place) -> None:
    until = timezone.localdate() + timedelta(days=90)
    team.set_focus(place.lead, place.team, place.stored, ["MTN.1", "COL.1", "COL.1"], " Because. ", until)
    focus = team_queries.focus_of_team(place.team)
    assert focus
    assert (focus.criteria, focus.why, focus.until, focus.set_by) == (["COL.1", "MTN.1"], "Because.", until, place.lead)
    team.set_focus(place.owner, place.team, place.stored, [])
    assert TeamFocus.objects.get().criteria == []
    wrong: list[tuple[list[str], date | None]] = [
        (["COL.1", "COL.2", "COL.3", "COM.1", "COM.2", "COM.3"], None), (["COL.1"], date(1066, 1, 1))
    ]  # fmt: skip
    for criteria, day in wrong:
        with pytest.raises(BadInput):
            team.set_focus(place.lead, place.team, place.stored, criteria, "", day)
    with pytest.raises(UnknownCode):
        team.set_focus(place.lead, place.team, place.stored, ["COL.9"])
    for person in (place.member, place.other):
        with pytest.raises(NotAllowed):
            team.set_focus(person, place.team, place.stored, ["COL.1"])


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("review", {"title": ""}), ("review", {"days": 0}), ("review", {"days": 366}), ("review", {"relation": "boss"}),
        ("feedback", {"criteria": []}), ("feedback", {"days": 121}), ("feedback", {"message": "x" * 2001}),
        ("survey", {}),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_right_is_refused(place: Place, kind: str, wrong: dict[str, Any]) -> None:
    said: dict[str, Any] = {"title": "x", "criteria": ["COL.1"], **wrong}
    with pytest.raises(BadInput):
        team.prepare_template(place.lead, place.team, place.stored, kind, Prepared(**said))
    assert not Template.objects.exists()


def test_a_template_is_for_the_people_of_its_team(place: Place) -> None:
    said = Prepared("Autumn", "Please look", 30, "mentor", ["COL.1"])
    template = team.prepare_template(place.lead, place.team, place.stored, "review", said)
    key = str(template.pk)
    for person in (place.member, place.lead, place.owner):
        assert team_queries.find_template(person, key, "review") == template
    for person, asked, kind in (
        (place.other, key, "review"), (place.member, key, "feedback"), (place.member, "x", "review")
    ):  # fmt: skip
        with pytest.raises(UnknownCode):
            team_queries.find_template(person, asked, kind)
    assert team_queries.find_template(place.member, "", "review") is None
    for person in (place.member, place.other):
        for act in (
            lambda person=person: team.change_template(person, template, place.stored, said),
            lambda person=person: team.delete_template(person, template),
        ):
            with pytest.raises(NotAllowed):
                act()  # type: ignore[no-untyped-call]


def test_what_a_lead_made_stays_with_the_team_when_their_account_goes(
    place: Place, fill: Callable[..., Assessment]
) -> None:
    place.furnish(fill)
    place.lead.delete()
    assert TeamFocus.objects.get().set_by is None
    assert Template.objects.filter(made_by=None).count() == 2
    assert Resource.objects.filter(team=place.team).count() == 1
