import time

import pytest
from django.test import Client

from tamarack.people.actions.organisations import add_team, found_organisation
from tamarack.people.models import Member, Organisation, Person, Team
from tests.conftest import make_person


@pytest.fixture
def organisation(person: Person) -> Organisation:
    """Clearwater, owned by the person."""
    return found_organisation(person, "Clearwater College", "centre", "en")


@pytest.fixture
def team(person: Person, organisation: Organisation) -> Team:
    return add_team(person, organisation, "Careers")


def join(organisation: Organisation, name: str, role: str = "member", team: Team | None = None) -> Member:
    return Member.objects.create(organisation=organisation, person=make_person(name), role=role, team=team)


def proven_long_ago(client: Client) -> None:
    """Have the sign-in of a session be so old that a fresh proof is asked for."""
    session = client.session
    session["account_authentication_methods"] = [
        {**row, "at": time.time() - 301} for row in session["account_authentication_methods"]
    ]
    session.save()
