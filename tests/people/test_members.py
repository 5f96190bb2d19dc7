"""Who is in an organisation: invited, joined, moved, removed, gone."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.people.actions import members as actions
from tamarack.people.actions.grants import give_grant
from tamarack.people.links import find_invitation, invitation_token
from tamarack.people.models import Grant, Invitation, Member, Organisation, Person, Team
from tests.conftest import make_person
from tests.people.conftest import join


def test_an_address_is_invited_by_mail_and_joins_with_it_alone(
    person: Person, organisation: Organisation, team: Team, stranger: Person
) -> None:
    invitation = actions.invite(person, organisation, email="Mia@Example.org", role="lead", team=team)
    [letter] = mail.outbox
    assert letter.to == ["mia@example.org"]
    assert f"/join/{invitation_token(invitation)}/" in letter.body
    with pytest.raises(NotAllowed):
        actions.take_up(stranger, invitation)
    mia = Person.objects.create_user("mia@example.org", name="Mia")
    EmailAddress.objects.create(user=mia, email="mia@example.org", verified=False, primary=True)
    with pytest.raises(NotAllowed):
        actions.take_up(mia, invitation)
    EmailAddress.objects.filter(user=mia).update(verified=True)
    member = actions.take_up(mia, invitation)
    assert (member.role, member.team) == ("lead", team)
    with pytest.raises(NotAllowed):
        actions.take_up(mia, invitation)


def test_a_domain_s_link_makes_members_of_its_addresses_alone(person: Person, organisation: Organisation) -> None:
    invitation = actions.invite(person, organisation, domain="@Clearwater.Example")
    assert not mail.outbox
    assert [actions.take_up(make_person(name), invitation).role for name in ("one", "two")] == ["member", "member"]
    for address in ("x@sub.clearwater.example", "x@notclearwater.example", "clearwater.example@evil.example"):
        other = Person.objects.create_user(address, name="X")
        EmailAddress.objects.create(user=other, email=address, verified=True, primary=True)
        with pytest.raises(NotAllowed):
            actions.take_up(other, invitation)


@pytest.mark.parametrize(
    "given",
    [
        {}, {"email": "a@b.ca", "domain": "b.ca"}, {"email": "nobody"}, {"domain": "no domain"},
        {"domain": "localhost"}, {"domain": "b.ca", "role": "owner"}, {"domain": "b.ca", "role": "lead"},
        {"email": "a@b.ca", "role": "boss"}, {"email": "a@b.ca", "role": "lead"},
    ],
)  # fmt: skip
def test_an_invitation_that_cannot_be_meant_is_refused(
    person: Person, organisation: Organisation, given: dict[str, Any]
) -> None:
    with pytest.raises(BadInput):
        actions.invite(person, organisation, **given)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("end", ["until", "revoked_at", "declined_at"])
def test_an_invitation_that_is_over_lets_nobody_in(
    person: Person, organisation: Organisation, stranger: Person, end: str
) -> None:
    invitation = actions.invite(person, organisation, email=stranger.email)
    setattr(invitation, end, timezone.now() - timedelta(seconds=1))
    invitation.save()
    with pytest.raises(NotAllowed):
        actions.take_up(stranger, invitation)


def test_inviting_again_ends_the_older_invitation(person: Person, organisation: Organisation) -> None:
    first = actions.invite(person, organisation, email="a@b.ca")
    actions.invite(person, organisation, email="a@b.ca", role="owner")
    first.refresh_from_db()
    assert first.revoked_at
    with pytest.raises(BadInput, match="in Clearwater College already"):
        actions.invite(person, organisation, email=person.email)


def test_a_link_that_was_made_up_leads_nowhere(person: Person, organisation: Organisation) -> None:
    token = invitation_token(actions.invite(person, organisation, email="a@b.ca"))
    assert find_invitation(token).email == "a@b.ca"
    for wrong in (token[:-1], "x" + token, token.replace("-", "-0", 1), ""):
        with pytest.raises(UnknownCode):
            find_invitation(wrong)


def test_whoever_is_invited_can_decline(person: Person, organisation: Organisation, stranger: Person) -> None:
    invitation = actions.invite(person, organisation, email=stranger.email)
    with pytest.raises(NotAllowed):
        actions.decline(person, invitation)
    actions.decline(stranger, invitation)
    assert not Invitation.objects.get().is_open


def test_joining_by_an_invitation_to_a_team_that_is_gone_makes_a_member(
    person: Person, organisation: Organisation, team: Team, stranger: Person
) -> None:
    invitation = actions.invite(person, organisation, email=stranger.email, role="lead", team=team)
    team.delete()
    member = actions.take_up(stranger, invitation)
    assert (member.role, member.team) == ("member", None)


def test_only_owners_invite_move_and_remove(person: Person, organisation: Organisation, team: Team) -> None:
    lead, member = join(organisation, "lead", "lead", team), join(organisation, "member", team=team)
    invitation = actions.invite(person, organisation, email="a@b.ca")
    for act in (
        lambda: actions.invite(lead.person, organisation, email="x@y.ca"),
        lambda: actions.revoke(lead.person, invitation),
        lambda: actions.change_member(lead.person, member, role="owner", team=None),
        lambda: actions.remove_member(lead.person, member),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_last_owner_cannot_go_or_become_less(person: Person, organisation: Organisation) -> None:
    own = Member.objects.get()
    for act in (
        lambda: actions.leave(person, organisation),
        lambda: actions.remove_member(person, own),
        lambda: actions.change_member(person, own, role="member", team=None),
    ):
        with pytest.raises(BadInput, match="no owner"):
            act()
    other = join(organisation, "other")
    actions.change_member(person, other, role="owner", team=None)
    actions.leave(person, organisation)
    assert [row.person for row in organisation.members.all()] == [other.person]


def test_a_team_of_another_organisation_is_nobody_s_home(
    person: Person, organisation: Organisation, team: Team, stranger: Person
) -> None:
    from tamarack.people.actions.organisations import add_team, found_organisation

    other = add_team(stranger, found_organisation(stranger, "Other", "employer", "en"), "Theirs")
    with pytest.raises(BadInput, match="not one of"):
        actions.change_member(person, join(organisation, "member"), role="member", team=other)


def test_who_leaves_or_is_removed_counts_there_no_more(person: Person, organisation: Organisation) -> None:
    one, two = join(organisation, "one"), join(organisation, "two")
    for member in (one, two):
        give_grant(member.person, organisation)
    actions.leave(one.person, organisation)
    actions.remove_member(person, two)
    assert not Grant.objects.filter(withdrawn_at=None).exists()
    assert [letter.to for letter in mail.outbox] == [["two@clearwater.example"]]


def test_a_person_may_be_in_several_organisations(organisation: Organisation, stranger: Person) -> None:
    from tamarack.people.actions.organisations import found_organisation

    other = found_organisation(stranger, "Other", "employer", "en")
    Member.objects.create(organisation=organisation, person=stranger)
    actions.leave(stranger, organisation)
    assert [row.organisation for row in stranger.memberships.all()] == [other]
