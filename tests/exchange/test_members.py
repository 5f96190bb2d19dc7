"""A file of members: looked at first, then done as it said; a file with a wrong row does nothing."""

import pytest
from django.core import mail

from tamarack.core.errors import BadFile
from tamarack.exchange.members import bring_members, look_at_members
from tamarack.people.actions.organisations import add_team, found_organisation
from tamarack.people.models import Invitation, Member, Organisation, Person, Team
from tests.conftest import make_person


@pytest.fixture
def organisation(person: Person) -> Organisation:
    organisation = found_organisation(person, "Clearwater", "centre", "en")
    add_team(person, organisation, "Career education")
    return organisation


def test_each_row_tells_what_would_happen_and_nothing_does(organisation: Organisation) -> None:
    Member.objects.create(organisation=organisation, person=make_person("mia"))
    Member.objects.create(organisation=organisation, person=make_person("leo"))
    rows = look_at_members(
        organisation,
        "email,role,team\nNEW@example.org,lead,career-education\nmia@clearwater.example,owner,\n"
        "leo@clearwater.example,member,\n",
    )
    assert [(row.line, row.email, row.outcome) for row in rows] == [
        (2, "new@example.org", "invite"), (3, "mia@clearwater.example", "change"),
        (4, "leo@clearwater.example", "same"),
    ]  # fmt: skip
    assert not mail.outbox
    assert not Invitation.objects.exists()


def test_a_french_file_with_semicolons_is_understood(organisation: Organisation) -> None:
    [row] = look_at_members(
        organisation, "\ufeffCourriel;Rôle;Équipe\r\na@b.ca;responsable;Career education\r\n".lstrip("\ufeff")
    )
    assert (row.email, row.role, row.team) == ("a@b.ca", "lead", Team.objects.get())


def test_bringing_them_invites_and_changes(person: Person, organisation: Organisation) -> None:
    mia = Member.objects.create(organisation=organisation, person=make_person("mia"))
    text = f"email,role\n{person.email},member\nnew@example.org,\nmia@clearwater.example,owner\n"
    assert bring_members(person, organisation, look_at_members(organisation, text)) == {"invited": 1, "changed": 2}
    mia.refresh_from_db()
    assert mia.role == "owner"
    assert Member.objects.get(person=person).role == "member"
    assert [letter.to for letter in mail.outbox] == [["new@example.org"]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", []), ("name\nMia\n", []), ("email,email\na@b.ca,a@b.ca\n", []), ("email\n", []), ("email\n\n", []),
        ("email\nnobody\n\na@b.ca\na@b.ca\n", [2, 5]), ("email,role\na@b.ca,boss\n", [2]),
        ("email,team\na@b.ca,Nowhere\n", [2]), ("email,role\na@b.ca,lead\n", [2]),
        ("email,role\nnadia@clearwater.example,member\n", [1]),
    ],
)  # fmt: skip
def test_a_file_with_a_wrong_row_is_refused_with_every_place(
    organisation: Organisation, text: str, told: list[int]
) -> None:
    with pytest.raises(BadFile) as refused:
        look_at_members(organisation, text)
    assert [line for line, _ in refused.value.problems] == told
