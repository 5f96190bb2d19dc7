"""Writes about who is in an organisation: invitations, roles, home teams, leaving."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_domain_name
from django.utils import timezone

from tamarack.common import events
from tamarack.common.checks import check_choice, check_email, check_text
from tamarack.common.database import write
from tamarack.common.links import new_link
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.people.audit import What, record
from tamarack.people.mail import tell_invited, tell_removed
from tamarack.people.models import Grant, Invitation, Member, Organisation, Person, Team
from tamarack.people.models.places import INVITATION_LASTS
from tamarack.people.queries.places import confirmed_addresses
from tamarack.people.rules import check_owner
from tamarack.people.single_sign_on import disconnect_member

OPEN_MOST = 2000
"""Invitations that an organisation can have open at a time."""
LAST_OWNER = N_("{organisation} would have no owner. Please make someone else its owner first.")


def invite(
    person: Person, organisation: Organisation, *, email: str = "", domain: str = "", role: str = Member.Role.MEMBER,
    team: Team | None = None,
) -> Invitation:  # fmt: skip
    """Invite an address, which gets a mail, or everybody with an address of a domain, who need the link.

    An older open invitation of the same address or domain ends.
    """
    check_owner(person, organisation)
    email, domain = _checked(email, domain)
    check_choice(role, Member.Role.values)
    if domain and role != Member.Role.MEMBER:
        raise BadInput(N_("A link for a whole domain makes members only. Please invite owners and leads by address."))
    check_place(organisation, role, team)
    with write():
        open_ones = organisation.invitations.filter(taken_at=None, declined_at=None, revoked_at=None)
        open_ones.filter(email=email, domain=domain).update(revoked_at=timezone.now())
        if email and organisation.members.filter(person__email=email).exists():
            raise BadInput(N_("{email} is in {organisation} already."), email=email, organisation=organisation.name)
        if open_ones.count() >= OPEN_MOST:
            raise BadInput(N_("{most} invitations are open. Please take some back first."), most=OPEN_MOST)
        invitation = Invitation.objects.create(
            organisation=organisation, email=email, domain=domain, role=role, team=team, link=new_link(),
            until=timezone.now() + INVITATION_LASTS, invited_by=person,
        )  # fmt: skip
        record(What.INVITED, by=person, organisation=organisation)
        if email:
            tell_invited(invitation)
    return invitation


def _checked(email: str, domain: str) -> tuple[str, str]:
    email, domain = email.strip(), check_text(domain, 200).lower().removeprefix("@")
    if bool(email) == bool(domain):
        raise BadInput(N_("Please give an address or a domain, one of them."))
    if email:
        return check_email(email), ""
    try:
        validate_domain_name(domain)
    except ValidationError:
        raise BadInput(N_("This is not a domain, such as clearwater.ca. Please look at it again.")) from None
    return "", domain


def check_place(organisation: Organisation, role: str, team: Team | None) -> None:
    """See that a team is the organisation's, and that a lead has one to lead.

    Raises
    ------
    BadInput
        If not.
    """
    if team and team.organisation_id != organisation.pk:
        raise BadInput(N_("This team is not one of {organisation}."), organisation=organisation.name)
    if role == Member.Role.LEAD and team is None:
        raise BadInput(N_("A team lead needs a team to lead. Please choose one."))


def revoke(person: Person, invitation: Invitation) -> None:
    """Take an invitation back; its link leads nowhere any more."""
    check_owner(person, invitation.organisation)
    with write():
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record(What.REVOKED, by=person, organisation=invitation.organisation)


def is_for(invitation: Invitation, person: Person) -> bool:
    """Whether someone has proved to have the address, or an address of the domain."""
    known = confirmed_addresses(person)
    if invitation.email:
        return invitation.email in known
    return any(address.rpartition("@")[2] == invitation.domain for address in known)


def take_up(person: Person, invitation: Invitation) -> Member:
    """Join by an invitation."""
    with write():
        held = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "team")
        kept = held.get(pk=invitation.pk)
        if not kept.is_open or not is_for(kept, person):
            raise NotAllowed(N_("This invitation is not for you, or it was answered or withdrawn."))
        values = {"role": kept.role, "team": kept.team}
        if kept.role == Member.Role.LEAD and kept.team is None:  # the team is gone
            values["role"] = Member.Role.MEMBER
        member, new = Member.objects.get_or_create(organisation=kept.organisation, person=person, defaults=values)
        if kept.email:
            kept.taken_at = timezone.now()
            kept.save(update_fields=["taken_at"])
        if new:
            record(What.JOINED, by=person, of=person, organisation=kept.organisation)
            events.tell("member.joined", member.pk, organisation=kept.organisation_id)
    return member


def decline(person: Person, invitation: Invitation) -> None:
    """Decline an invitation by address; nobody is asked why."""
    with write():
        if not invitation.is_open or not invitation.email or not is_for(invitation, person):
            raise NotAllowed(N_("This invitation is not for you, or it was answered or withdrawn."))
        invitation.declined_at = timezone.now()
        invitation.save(update_fields=["declined_at"])


def change_member(person: Person, member: Member, *, role: str, team: Team | None) -> None:
    """Change someone's role and home team."""
    organisation = member.organisation
    check_owner(person, organisation)
    check_choice(role, Member.Role.values)
    check_place(organisation, role, team)
    with write():
        kept = _locked(member)
        if role != Member.Role.OWNER:
            _check_other_owner(kept)
        kept.role, kept.team = role, team
        kept.save(update_fields=["role", "team"])
        about = f"{role} {team.name if team else ''}".strip()
        record(What.MOVED, by=person, of=kept.person, organisation=organisation, about=about)


def remove_member(person: Person, member: Member) -> None:
    """Remove someone from an organisation. What is theirs stays theirs; they are told."""
    organisation = member.organisation
    check_owner(person, organisation)
    with write():
        kept = _locked(member)
        _check_other_owner(kept)
        record(What.REMOVED, by=person, of=kept.person, organisation=organisation)
        end_membership(kept)
        if kept.person_id != person.pk:
            tell_removed(kept.person, organisation.name)


def leave(person: Person, organisation: Organisation) -> None:
    """Leave an organisation, with everything of one's own; figures made until today stay as they are."""
    with write():
        kept = _locked(Member.objects.get(person=person, organisation=organisation))
        _check_other_owner(kept)
        record(What.LEFT, by=person, of=person, organisation=organisation)
        end_membership(kept)


def end_membership(member: Member) -> None:
    """End a membership, and with it the grant to count there. Whoever asks for it writes it down."""
    events.tell("member.left", member.pk, organisation=member.organisation_id)
    open_ones = Grant.objects.filter(person=member.person_id, organisation=member.organisation_id, withdrawn_at=None)
    open_ones.update(withdrawn_at=timezone.now())
    disconnect_member(member.person, member.organisation_id)
    member.delete()


def _locked(member: Member) -> Member:
    """A membership as it is now, with the organisation's others held, so that two owners cannot leave at once."""
    held = Member.objects.select_for_update(of=("self",)).filter(organisation=member.organisation_id).order_by("pk")
    return next(row for row in held.select_related("person", "organisation") if row.pk == member.pk)


def _check_other_owner(member: Member) -> None:
    if member.role != Member.Role.OWNER:
        return
    others = Member.objects.filter(organisation=member.organisation_id, role=Member.Role.OWNER).exclude(pk=member.pk)
    if not others.exists():
        raise BadInput(LAST_OWNER, organisation=member.organisation.name)
