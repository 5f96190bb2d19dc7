"""Who may change what is someone's own: that person. Not even an administrator has a grant
(`tamarack.assessment.rules` says why). And what members, leads and owners may do in their organisation."""

from typing import Protocol

import rules
from django.db.models import Q

from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Member, Organisation, Person, PrivacyOfficer, Team
from tamarack.people.second_step import check_second_step


class Owned(Protocol):
    """Something of a person's; nobody's where it is an organisation's."""

    @property
    def person_id(self) -> int | None:
        """Whose it is."""


@rules.predicate
def is_own(person: Person, thing: Owned) -> bool:
    """Whether it is the person's."""
    return thing.person_id == person.pk


def check_own(person: Person, *things: Owned | None) -> None:
    """See that everything is the person's.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not all(is_own.test(person, thing) for thing in things if thing is not None):
        raise NotAllowed(N_("Only the person whose this is can change it."))


@rules.predicate
def is_officer(person: Person) -> bool:
    """Whether the person answers for personal information here."""
    return PrivacyOfficer.objects.filter(person=person).exists()


@rules.predicate
def is_member(person: Person, organisation: Organisation) -> bool:
    """Whether the person is in the organisation."""
    return Member.objects.filter(person=person, organisation=organisation).exists()


@rules.predicate
def is_owner(person: Person, organisation: Organisation) -> bool:
    """Whether the person is an owner of the organisation."""
    return Member.objects.filter(person=person, organisation=organisation, role=Member.Role.OWNER).exists()


@rules.predicate
def in_team(person: Person, team: Team) -> bool:
    """Whether it is the person's home team."""
    return Member.objects.filter(person=person, team=team).exists()


@rules.predicate
def leads(person: Person, team: Team) -> bool:
    """Whether the person leads the team, or owns its organisation."""
    lead = Q(team=team, role=Member.Role.LEAD) | Q(organisation=team.organisation_id, role=Member.Role.OWNER)
    return Member.objects.filter(lead, person=person).exists()


def check_member(person: Person, organisation: Organisation) -> None:
    """See that the person is in the organisation.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not is_member.test(person, organisation):
        raise NotAllowed(N_("Only the members of {organisation} can do this."), organisation=organisation.name)


def check_owner(person: Person, organisation: Organisation) -> None:
    """See that the person is an owner of the organisation.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not is_owner.test(person, organisation):
        raise NotAllowed(N_("Only the owners of {organisation} can do this."), organisation=organisation.name)
    check_second_step(person, organisation, Member.Role.OWNER)


def check_leads(person: Person, team: Team) -> None:
    """See that the person leads the team, or owns its organisation.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not leads.test(person, team):
        raise NotAllowed(N_("Only who leads {team} can do this."), team=team.name)
