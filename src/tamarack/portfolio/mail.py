"""Letters about evidence: to those who are asked to confirm it, and to the one whose it is."""

from django.utils.translation import gettext, override

from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date
from tamarack.common.letters import Letter
from tamarack.common.links import link_token
from tamarack.portfolio.models import Endorsement

SALT = "endorsement"


def endorsement_address(endorsement: Endorsement) -> str:
    """The private link of someone who is asked to confirm evidence."""
    return site_url("endorse", link_token(SALT, endorsement))


def ask_to_confirm(endorsement: Endorsement) -> None:
    """Ask someone to confirm."""
    person = endorsement.evidence.person
    with override(endorsement.language):
        Letter(
            gettext("{name} asks you to confirm something").format(name=person),
            [
                gettext("{name} keeps a portfolio in Tamarack and asks you to confirm one entry:").format(name=person),
                endorsement.evidence.title,
                gettext("You need no account. You see the entry first, and may decline without a reason."),
                gettext("The link is for you alone, works once and until {day}.").format(
                    day=long_date(endorsement.until)
                ),
            ],
            gettext("Read it and answer"),
            endorsement_address(endorsement),
            endorsement.message,
            gettext("You get this mail because {name} gave your address. Nothing else is sent to it.").format(
                name=person
            ),
            endorsement.name,
        ).send(endorsement.email)


def thank_for_confirming(endorsement: Endorsement) -> None:
    """Thank someone, with the link that takes the confirmation back."""
    with override(endorsement.language):
        Letter(
            gettext("You confirmed “{title}”").format(title=endorsement.evidence.title),
            [
                gettext("Thank you. {name} can now show that you confirmed it.").format(
                    name=endorsement.evidence.person
                ),
                gettext("You may take it back at any time, with the link below. Please keep this mail."),
            ],
            gettext("See it, or take it back"),
            endorsement_address(endorsement),
            name=endorsement.name,
        ).send(endorsement.email)


def tell_confirmed(endorsement: Endorsement) -> None:
    """Tell the person that someone confirmed."""
    person = endorsement.evidence.person
    with override(person.language):
        Letter(
            gettext("{name} confirmed “{title}”").format(name=endorsement.name, title=endorsement.evidence.title),
            [gettext("It stands beside your evidence now.")],
            gettext("See it"),
            site_url("evidence", endorsement.evidence_id),
            name=str(person),
        ).send(person.email)
