"""What an administrator changes about members is written down, and names nobody whose account is gone."""

import json
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from tamarack.common.models import Entry
from tamarack.people.actions.accounts import delete_account
from tamarack.people.actions.grants import ask_everybody, give_grant
from tamarack.people.audit import What
from tamarack.people.models import Grant, Member, Organisation, Person, Team
from tests.conftest import make_person


@pytest.fixture
def administrator(db: None) -> Person:
    return make_person("admin", is_staff=True, is_superuser=True)


@pytest.fixture
def admin(administrator: Person) -> Client:
    client = Client()
    client.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def nadia(organisation: Organisation, stranger: Person) -> Member:
    """Someone who is a member."""
    Person.objects.filter(pk=stranger.pk).update(name="Éloïse Zq7marked")
    return Member.objects.create(person=Person.objects.get(pk=stranger.pk), organisation=organisation)


def save(admin: Client, organisation: Organisation, *members: dict[str, Any]) -> None:
    """Send the page of an organisation, with rows of members; each may be there already (`id`)."""
    there = sum("id" in row for row in members)
    data: dict[str, Any] = {
        "code": organisation.code, "name": organisation.name, "kind": organisation.kind, "language": "en",
        "teams-TOTAL_FORMS": 0, "teams-INITIAL_FORMS": 0,
        "members-TOTAL_FORMS": len(members), "members-INITIAL_FORMS": there,
    }  # fmt: skip
    for index, row in enumerate(members):
        data |= {f"members-{index}-{name}": value for name, value in row.items()}
    response = admin.post(f"/admin/people/organisation/{organisation.pk}/change/", data)
    assert response.status_code == 302, response.content.decode()


def test_a_name_in_djangos_own_log_goes_with_the_account(
    admin: Client, organisation: Organisation, nadia: Member
) -> None:
    save(admin, organisation, {"id": nadia.pk, "person": nadia.person_id, "role": "owner"})
    old = [{"changed": {"name": "member", "object": str(nadia), "fields": ["Role"]}}]
    LogEntry.objects.create(
        user=Person.objects.get(is_staff=True), content_type=ContentType.objects.get_for_model(Organisation),
        object_id=organisation.pk, object_repr="Clearwater", action_flag=CHANGE, change_message=json.dumps(old),
    )  # fmt: skip
    delete_account(nadia.person)
    told = [str(row.get_change_message()) + row.change_message for row in LogEntry.objects.all()]
    assert len(told) == 2
    assert not [text for text in told if "Zq7marked" in text]


def test_no_name_of_a_member_is_written_there_at_all(admin: Client, organisation: Organisation, nadia: Member) -> None:
    save(admin, organisation, {"id": nadia.pk, "person": nadia.person_id, "role": "lead"})
    entry = LogEntry.objects.get()
    assert json.loads(entry.change_message) == [{"changed": {"name": "member", "object": "", "fields": ["Role"]}}]


def test_who_is_made_an_owner_moved_or_taken_out_reads_it_and_so_do_owners(
    admin: Client, administrator: Person, organisation: Organisation, team: Team, nadia: Member
) -> None:
    save(admin, organisation, {"id": nadia.pk, "person": nadia.person_id, "role": "lead", "team": team.pk},
         {"person": administrator.pk, "role": "owner"})  # fmt: skip
    nadia.refresh_from_db()
    save(admin, organisation, {"id": nadia.pk, "person": nadia.person_id, "role": "lead", "DELETE": "on"})
    entries = Entry.objects.filter(by=administrator.audit_key).order_by("pk")
    assert {row.organisation for row in entries} == {organisation.pk}
    assert {(row.what, row.of, row.about) for row in entries} == {
        (What.ADDED, administrator.audit_key, "owner"), (What.MOVED, nadia.person.audit_key, "lead Careers"),
        (What.REMOVED, nadia.person.audit_key, ""),
    }  # fmt: skip


def test_who_is_taken_out_counts_there_no_more(
    admin: Client, person: Person, organisation: Organisation, nadia: Member
) -> None:
    ask_everybody(person, organisation, "To see what to train.")
    grant = give_grant(nadia.person, organisation)
    save(admin, organisation, {"id": nadia.pk, "person": nadia.person_id, "role": "member", "DELETE": "on"})
    assert Grant.objects.get(pk=grant.pk).withdrawn_at is not None


def test_a_membership_is_not_given_to_somebody_else(
    admin: Client, administrator: Person, organisation: Organisation, nadia: Member
) -> None:
    save(admin, organisation, {"id": nadia.pk, "person": administrator.pk, "role": "owner"})
    assert Member.objects.get(pk=nadia.pk).person_id == nadia.person_id
