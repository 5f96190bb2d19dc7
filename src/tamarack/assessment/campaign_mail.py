"""Mail about campaigns: the same for everybody who is asked, whether they have finished or not."""

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext, override

from tamarack.assessment.models import Campaign
from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date
from tamarack.common.letters import Letter
from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Organisation, Person


def send_campaign_mail(campaign: Campaign, person: Person, *, again: bool) -> None:
    """Queue the invitation, or a reminder, in a person's language."""
    with override(person.language):
        name = campaign.organisation.name
        subject = (
            gettext("Reminder: {organisation} invites you to assess yourself")
            if again
            else gettext("{organisation} invites you to assess yourself")
        )
        Letter(
            subject.format(organisation=name),
            [
                gettext("What it is for: {purpose}").format(purpose=campaign.purpose),
                gettext("Until {day}, if you like. Nothing follows from not taking part.").format(
                    day=long_date(campaign.until)
                ),
                gettext(
                    "Your answers are yours: {organisation} sees only how many people have started and finished, "
                    "rounded down to five, never who."
                ).format(organisation=name),
                *([gettext("Everybody who was asked gets this mail, whether they have finished or not.")]
                  if again else []),
            ],
            gettext("To your assessments"),
            site_url("assessments"),
            campaign.message,
            gettext("You get this mail because you are a member of {organisation}. To get no more of these: {link}")
            .format(organisation=name, link=site_url("campaign_mute", mute_token(person, campaign.organisation))),
            str(person),
        ).send(person.email)  # fmt: skip


def _signer() -> Signer:
    return Signer(salt="tamarack.campaign.mute", sep=".")


def mute_token(person: Person, organisation: Organisation) -> str:
    """What stands in the address by which someone mutes an organisation's campaigns, without a sign-in."""
    return _signer().sign(f"{person.pk}-{organisation.pk}")


def find_muting(token: str) -> tuple[Person, Organisation]:
    """Who mutes what by a link.

    Raises
    ------
    UnknownCode
        If the link is not genuine, or there is no such account or organisation any more.
    """
    try:
        person, _, organisation = _signer().unsign(token).partition("-")
        return Person.objects.get(pk=int(person)), Organisation.objects.get(pk=int(organisation))
    except (BadSignature, ValueError, Person.DoesNotExist, Organisation.DoesNotExist):
        raise UnknownCode(N_("This link is not complete, or it does not lead anywhere any more.")) from None
