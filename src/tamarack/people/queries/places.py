"""Reads about where people work."""

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Invitation, Member, Organisation, Person, Team
from tamarack.people.models.places import LEAST_THRESHOLD
from tamarack.people.second_step import check_second_step

A_PAGE = 100
"""People on a page."""
NO_ORGANISATION = N_("There is no such organisation among yours.")
NO_TEAM = N_("There is no such team.")


def memberships(person: Person) -> list[Member]:
    """Someone's places, with their organisations and home teams."""
    return list(person.memberships.select_related("organisation", "team__organisation").order_by("pk"))


def workplace(person: Person) -> str:
    """Where someone works: their first place; empty where they have none."""
    return next((row.place for row in memberships(person)), "")


def feedback_threshold(person: Person) -> int:
    """The fewest respondents of a group whose feedback is shown to someone: the most that their organisations ask."""
    return max([LEAST_THRESHOLD, *person.memberships.values_list("organisation__threshold", flat=True)])


def membership(person: Person, organisation: Organisation) -> Member | None:
    """Someone's place in an organisation."""
    return Member.objects.select_related("team").filter(person=person, organisation=organisation).first()


def find_organisation(person: Person, code: str) -> Organisation:
    """An organisation that the person is in.

    Raises
    ------
    UnknownCode
        If there is none of this code, or the person is not in it.
    SecondStepNeeded
        If it asks its owners for a second step, which this one has not.
    """
    place = Member.objects.select_related("organisation__association").filter(organisation__code=code, person=person)
    row = place.first()
    if row is None:
        raise UnknownCode(NO_ORGANISATION)
    check_second_step(person, row.organisation, row.role)
    return row.organisation


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


def members_of(organisation: Organisation) -> QuerySet[Member]:
    """Who is in an organisation, by name."""
    return organisation.members.select_related("person", "team").order_by("person__name", "pk")


def members_page(organisation: Organisation, words: str, page: str, *, addresses: bool) -> Page[Member]:
    """Who is in an organisation, by name, a page at a time; those whose name (or address) has the words."""
    found = members_of(organisation)
    for word in words.split():
        named = Q(person__name__icontains=word) | Q(team__name__icontains=word)
        found = found.filter(named | Q(person__email__icontains=word) if addresses else named)
    return Paginator(found, A_PAGE).get_page(page)


def members_of_team(team: Team) -> QuerySet[Member]:
    """Whose home team it is, by name."""
    return team.members.select_related("person").order_by("person__name", "pk")


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Who is invited and has not answered; those that ended are told as such by the row."""
    found = organisation.invitations.filter(taken_at=None, declined_at=None, revoked_at=None)
    return found.select_related("team", "invited_by")


def find_member(organisation: Organisation, pk: int) -> Member:
    """A place in an organisation by its number.

    Raises
    ------
    UnknownCode
        If there is none.
    """
    row = organisation.members.select_related("person", "team", "organisation").filter(pk=pk).first()
    if row is None:
        raise UnknownCode(N_("There is nobody like that in {organisation}."), organisation=organisation.name)
    return row


def find_open_invitation(organisation: Organisation, pk: int) -> Invitation:
    """An invitation of an organisation's by its number.

    Raises
    ------
    UnknownCode
        If there is none, or it has been answered or taken back.
    """
    row = open_invitations(organisation).filter(pk=pk).first()
    if row is None:
        raise UnknownCode(N_("This invitation has been answered or taken back."))
    return row


def confirmed_addresses(person: Person) -> set[str]:
    """The addresses that someone has proved to have, in small letters."""
    from allauth.account.models import EmailAddress

    found = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return {address.lower() for address in found}


def associations() -> list[Organisation]:
    """Every association here, by name."""
    return list(Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION))


def find_association(code: str) -> Organisation:
    """An association by its code.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    found = next((row for row in associations() if row.code == code), None)
    if found is None:
        raise UnknownCode(N_("There is no such association here."))
    return found


def invitations_to(person: Person) -> list[Invitation]:
    """The open invitations to someone's confirmed addresses."""
    found = Invitation.objects.filter(email__in=confirmed_addresses(person), until__gt=timezone.now())
    found = found.filter(taken_at=None, declined_at=None, revoked_at=None)
    return list(found.select_related("organisation", "invited_by"))


def find_invitation_to(person: Person, pk: int) -> Invitation:
    """One of the open invitations to someone.

    Raises
    ------
    UnknownCode
        If there is none: whether there was, or for whom, is not told.
    """
    found = next((row for row in invitations_to(person) if row.pk == pk), None)
    if found is None:
        raise UnknownCode(N_("There is no such invitation any more."))
    return found


def owners_of(organisation: Organisation) -> list[Member]:
    """An organisation's owners, by name."""
    found = organisation.members.filter(role=Member.Role.OWNER)
    return list(found.select_related("person").order_by("person__name", "pk"))


def wanting(association: Organisation) -> list[Organisation]:
    """The organisations that ask an association to count their figures."""
    return list(association.wanted_by.all())


def counted_by(association: Organisation) -> list[Organisation]:
    """The organisations whose figures an association counts."""
    return list(association.organisations.all())


def associate(association: Organisation, pk: int) -> Organisation:
    """An organisation that asks an association, or is counted by it.

    Raises
    ------
    UnknownCode
        If there is none of this number.
    """
    found = Organisation.objects.filter(Q(wants=association) | Q(association=association), pk=pk).first()
    if found is None:
        raise UnknownCode(N_("This organisation has taken its question back."))
    return found
