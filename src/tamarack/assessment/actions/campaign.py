"""Writes about campaigns: beginning one, reminding everybody alike, ending it, muting its mail."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from tamarack.assessment import rules
from tamarack.assessment.campaign_tasks import keep_campaigns
from tamarack.assessment.models import (
    CAMPAIGN_MESSAGE_MOST,
    PURPOSE_MOST,
    Asked,
    Campaign,
    CampaignMute,
)
from tamarack.assessment.queries.campaign import audience, counted_elsewhere, overlapping
from tamarack.common import events
from tamarack.common.checks import check_day, check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.people.audit import What, record
from tamarack.people.models import Organisation, Person, Team
from tamarack.people.rules import check_leads, check_owner

WEEK = timedelta(days=7)
LONGEST = timedelta(days=366)
NOT_RUN = N_("Only who runs this campaign can do this.")


@dataclass(frozen=True)
class Plan:
    """What a campaign is to be: whom it asks (all, or a team), what for, until when, and in which words."""

    purpose: str
    until: date
    message: str = ""
    team: Team | None = None


def begin_campaign(person: Person, organisation: Organisation, plan: Plan) -> Campaign:
    """Ask everyone who is a member now. The worker sends the mail.

    Raises
    ------
    NotAllowed
        If the person is no owner, or does not lead the team.
    BadInput
        If a text or the day can't be right, nobody would be asked, or another campaign asks some of them already.
    """
    if plan.team is None:
        check_owner(person, organisation)
    else:
        check_leads(person, plan.team)
        if plan.team.organisation_id != organisation.pk:
            raise BadInput(N_("This team is not one of {organisation}."), organisation=organisation.name)
    purpose = check_text(plan.purpose, PURPOSE_MOST, needed=True)
    message = check_text(plan.message, CAMPAIGN_MESSAGE_MOST)
    _check_until(plan.until)
    with write():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if overlapping(organisation, plan.team).exists():
            raise BadInput(N_("A campaign that asks some of these people is still on. Please end it first."))
        members = audience(organisation, plan.team)
        people = list(members.order_by("pk").values_list("person", flat=True))
        if not people:
            raise BadInput(N_("There is nobody to ask."))
        campaign = Campaign.objects.create(
            organisation=organisation, team=plan.team, purpose=purpose, message=message, until=plan.until,
            begun_by=person,
        )  # fmt: skip
        others = counted_elsewhere(members)
        Asked.objects.bulk_create(Asked(campaign=campaign, person_id=pk, counts=pk not in others) for pk in people)
        record(What.BEGAN, by=person, organisation=organisation, about=purpose)
        events.tell("campaign.begun", campaign.pk, organisation=organisation.pk)
        keep_campaigns.enqueue()  # sends the mail soon
    return campaign


def _check_until(until: date) -> None:
    check_day(until)
    today = timezone.localdate()
    if not today < until <= today + LONGEST:
        raise BadInput(N_("Please choose a day after today, and within a year."))


def remind_all(person: Person, campaign: Campaign) -> None:
    """Send everybody the same mail again, whether they have finished or not; at most once a week.

    Raises
    ------
    NotAllowed
        If the person does not run it, it is over, or a mail went out less than a week ago.
    """
    _check_runs(person, campaign)
    now = timezone.now()
    with write():
        due = Campaign.objects.filter(pk=campaign.pk, ended_on=None, until__gte=timezone.localdate())
        if not due.filter(mailed_at__lte=now - WEEK).update(mails=F("mails") + 1, mailed_at=now):
            raise NotAllowed(N_("Everybody gets a mail at most once a week, and only while the campaign is on."))
        record(What.REMINDED, by=person, organisation=campaign.organisation, about=campaign.purpose)
        keep_campaigns.enqueue()


def end_campaign(person: Person, campaign: Campaign) -> None:
    """End it now. What was counted last stays; it is not counted once more.

    Raises
    ------
    NotAllowed
        If the person does not run it, or it is over.
    """
    _check_runs(person, campaign)
    with write():
        if not Campaign.objects.filter(pk=campaign.pk, ended_on=None).update(ended_on=timezone.localdate()):
            raise NotAllowed(N_("This campaign is over already."))
        record(What.ENDED, by=person, organisation=campaign.organisation, about=campaign.purpose)
        events.tell("campaign.ended", campaign.pk, organisation=campaign.organisation_id)


def _check_runs(person: Person, campaign: Campaign) -> None:
    if not rules.runs.test(person, campaign):
        raise NotAllowed(NOT_RUN)


def mute(person: Person, organisation: Organisation, *, off: bool = False) -> None:
    """Send someone no more mail about an organisation's campaigns, or send it again."""
    with write():
        if off:
            CampaignMute.objects.filter(person=person, organisation=organisation).delete()
        else:
            CampaignMute.objects.get_or_create(person=person, organisation=organisation)
