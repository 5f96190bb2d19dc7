"""Who may do what together, on top of who is a member, a lead or an owner (`tamarack.people.rules`)."""

import rules

from tamarack.core.errors import N_, NotAllowed
from tamarack.growth.models import LearningEvent, Match, Resource, Role, SignUp, Template
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.people.rules import in_team, is_member, is_own, is_owner, leads


@rules.predicate
def keeps(person: Person, thing: Role | Resource) -> bool:
    """Whether the person may change it: as their own, as an owner of its organisation, as who leads its team."""
    if thing.organisation is None:
        return bool(is_own.test(person, thing))
    if isinstance(thing, Resource) and thing.team is not None:
        return bool(leads.test(person, thing.team))
    return bool(is_owner.test(person, thing.organisation))


@rules.predicate
def uses(person: Person, role: Role) -> bool:
    """Whether the person may aim for a role profile: their own, or one of an organisation that they are in."""
    if role.organisation is None:
        return bool(is_own.test(person, role))
    return bool(is_member.test(person, role.organisation))


@rules.predicate
def sees_team_plan(person: Person, team: Team) -> bool:
    """Whether the person is in the team or leads it, and so sees all that it plans, and who helps with what."""
    return bool(in_team.test(person, team) or leads.test(person, team))


@rules.predicate
def sees_event(person: Person, event: LearningEvent) -> bool:
    """Whether the person sees an event: in its team, or in its organisation if the event is for all of it."""
    return bool(
        sees_team_plan.test(person, event.team) or (event.for_all and is_member.test(person, event.team.organisation))
    )


@rules.predicate
def leads_event(person: Person, event: LearningEvent) -> bool:
    """Whether the person may change or cancel an event: who leads its team."""
    return bool(leads.test(person, event.team))


@rules.predicate
def may_join(person: Person, event: LearningEvent) -> bool:
    """Whether an event is for the person: in its team, or in its organisation if the event is for all of it."""
    return bool(in_team.test(person, event.team) or (event.for_all and is_member.test(person, event.team.organisation)))


@rules.predicate
def sees_who_comes(person: Person, event: LearningEvent) -> bool:
    """Whether the person sees who signed up: leads, and who has signed up."""
    return bool(
        leads.test(person, event.team)
        or (sees_event.test(person, event) and SignUp.objects.filter(person=person, event=event).exists())
    )


@rules.predicate
def may_start_from(person: Person, template: Template) -> bool:
    """Whether a template is for the person: their team's, or one that they lead."""
    return bool(sees_team_plan.test(person, template.team))


@rules.predicate
def may_propose(person: Person, organisation: Organisation) -> bool:
    """Whether the person may let the matching run for everybody: its leads and owners."""
    roles = (Member.Role.LEAD, Member.Role.OWNER)
    return Member.objects.filter(person=person, organisation=organisation, role__in=roles).exists()


@rules.predicate
def takes_part(person: Person, match: Match) -> bool:
    """Whether the person is one of the two."""
    return person.pk in (match.helper_id, match.seeker_id)


@rules.predicate
def sees_contact(person: Person, match: Match) -> bool:
    """Whether the person sees how to reach the other: when both have said yes, until one ends it."""
    return bool(takes_part.test(person, match) and match.is_under_way)


def check_keeps(person: Person, thing: Role | Resource) -> None:
    """See that the person may change it.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not keeps.test(person, thing):
        raise NotAllowed(N_("Only the person whose this is can change it."))


def check_uses(person: Person, role: Role | None) -> None:
    """See that the person may aim for a role profile; a starter is anyone's.

    Raises
    ------
    NotAllowed
        If not.
    """
    if role is not None and not uses.test(person, role):
        raise NotAllowed(N_("Only the person whose this is can change it."))


def check_may_join(person: Person, event: LearningEvent) -> None:
    """See that an event is for the person.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not may_join.test(person, event):
        raise NotAllowed(N_("This event is for the people of {team}."), team=event.team.name)


def check_sees_who_comes(person: Person, event: LearningEvent) -> None:
    """See that the person may see who signed up.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not sees_who_comes.test(person, event):
        raise NotAllowed(N_("Who comes is told to those who come, and to who leads the team."))


def check_may_propose(person: Person, organisation: Organisation) -> None:
    """See that the person may let the matching run.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not may_propose.test(person, organisation):
        raise NotAllowed(N_("Only who leads a team of {organisation}, or owns it, can do this."),
                         organisation=organisation.name)  # fmt: skip


def check_takes_part(person: Person, match: Match) -> None:
    """See that the person is one of the two.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not takes_part.test(person, match):
        raise NotAllowed(N_("Only the two who were proposed to each other can do this."))
