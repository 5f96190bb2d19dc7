"""Reads about where people work."""

from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Invitation, Member, Organisation, Person, Team

NO_ORGANISATION = N_("There is no such organisation among yours.")
NO_TEAM = N_("There is no such team.")


def memberships(person: Person) -> list[Member]:
    """Someone's places, with their organisations and home teams."""
    return list(person.memberships.select_related("organisation", "team__organisation").order_by("pk"))


def workplace(person: Person) -> str:
    """Where someone works: their first place; empty where they have none."""
    return next((row.place for row in memberships(person)), "")


def membership(person: Person, organisation: Organisation) -> Member | None:
    """Someone's place in an organisation."""
    return Member.objects.select_related("team").filter(person=person, organisation=organisation).first()


def find_organisation(person: Person, code: str) -> Organisation:
    """An organisation that the person is in.

    Raises
    ------
    UnknownCode
        If there is none of this code, or the person is not in it.
    """
    found = Organisation.objects.select_related("association").filter(code=code, members__person=person).first()
    if found is None:
        raise UnknownCode(NO_ORGANISATION)
    return found


def find_team(person: Person, code: str, team: str) -> Team:
    """A team of an organisation that the person is in.

    Raises
    ------
    UnknownCode
        If there is none of these codes, or the person is not in the organisation.
    """
    found = Team.objects.filter(organisation=find_organisation(person, code), code=team)
    row = found.select_related("organisation__association").first()
    if row is None:
        raise UnknownCode(NO_TEAM)
    return row


def teams_of(organisation: Organisation) -> list[Team]:
    """An organisation's teams, by name."""
    return list(organisation.teams.all())


def members_of(organisation: Organisation) -> list[Member]:
    """Who is in an organisation, by name."""
    return list(organisation.members.select_related("person", "team").order_by("person__name", "pk"))


def members_of_team(team: Team) -> list[Member]:
    """Whose home team it is, by name."""
    return list(team.members.select_related("person").order_by("person__name", "pk"))


def open_invitations(organisation: Organisation) -> list[Invitation]:
    """Who is invited and has not answered; those that ended are told as such by the row."""
    found = organisation.invitations.filter(taken_at=None, declined_at=None, revoked_at=None)
    return list(found.select_related("team", "invited_by"))
