"""Letters about organisations."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext, override

from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date
from tamarack.common.letters import Letter
from tamarack.people.links import invitation_address
from tamarack.people.models import Invitation, Person


def tell_invited(invitation: Invitation) -> None:
    """Invite someone, in the language of their account if they have one, else in the organisation's."""
    organisation, by = invitation.organisation, invitation.invited_by
    account = Person.objects.filter(email=invitation.email).first()
    with override(account.language if account else organisation.language):
        Letter(
            gettext("{organisation} invites you to join it in Tamarack").format(organisation=organisation.name),
            [
                gettext("{name} invites you to join {organisation} in Tamarack, where you see where you stand on a "
                        "shared rubric, and choose where to grow.").format(name=by, organisation=organisation.name),
                gettext("Joining shows the organisation your name and address, and nothing of what you answer or keep: "
                        "that stays yours, and you can leave at any time and take it along."),
                gettext("The invitation holds until {day}, for this address.").format(day=long_date(invitation.until)),
            ],
            gettext("To the invitation"),
            invitation_address(invitation),
            foot=gettext("You get this mail because {name} gave your address. You need not answer.").format(name=by),
        ).send(invitation.email)  # fmt: skip


def tell_erased(person: Person, addresses: Iterable[str], address: str, until: datetime) -> None:
    """Tell someone at every address of theirs that their account is erased, and how they can still take that back."""
    with override(person.language):
        for to in sorted(addresses):
            Letter(
                gettext("Your account is deleted"),
                [
                    gettext("Your account and everything in it are deleted, and nobody sees anything of it any more."),
                    gettext("Until {day} you, and you alone, can take that back by this link. After that nothing can, "
                            "and the link is gone with the rest.").format(day=long_date(until)),
                    gettext("If it was not you who deleted it, take it back and change your password at once."),
                ],
                gettext("Take it back"),
                address,
                name=str(person),
            ).send(to)  # fmt: skip


def tell_removed(person: Person, organisation: str) -> None:
    """Tell someone that an owner removed them; what is theirs stays theirs."""
    with override(person.language):
        Letter(
            gettext("You are no longer in {organisation}").format(organisation=organisation),
            [
                gettext("An owner of {organisation} has removed you from it.").format(organisation=organisation),
                gettext("Everything of yours stays yours, in your account: your assessments, plan, portfolio and log."),
            ],
            gettext("To your account"),
            site_url("me"),
            name=str(person),
        ).send(person.email)
