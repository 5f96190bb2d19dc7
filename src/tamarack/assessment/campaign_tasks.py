"""What happens to campaigns by itself: mail, the count once a day, the end."""

import logging
from datetime import datetime, time, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django_tasks import task

from tamarack.assessment.actions.imported import forget_old
from tamarack.assessment.campaign_mail import send_campaign_mail
from tamarack.assessment.models import Asked, Assessment, Campaign, CampaignMute
from tamarack.common.database import write

logger = logging.getLogger(__name__)

DAY = timedelta(days=1)
STEP = 5
"""Numbers are rounded down to a multiple of this."""
TOGETHER = 200
"""How many people are written to in one transaction."""


@task()
def keep_campaigns() -> None:
    """One round. What was done is not due any more, so rounds may overlap and be repeated."""
    for campaign in Campaign.objects.filter(ended_on=None).select_related("organisation", "team"):
        try:
            send_mail(campaign)
            count(campaign)
        except Exception:
            logger.exception("Campaign %d failed; it is tried again in the next round.", campaign.pk)
    forget_old()


def send_mail(campaign: Campaign) -> None:
    """Send everybody who has not got it the latest mail: the same to all, but to who has left or muted it."""
    if not campaign.runs_on(timezone.localdate()):
        return
    while due := _due(campaign):
        with write():
            still = Asked.objects.select_for_update().filter(
                pk__in=[row.pk for row, _ in due], mails__lt=campaign.mails
            )
            numbers = set(still.values_list("pk", flat=True))
            still.update(mails=campaign.mails)
            for row, reached in due:
                if reached and row.pk in numbers:
                    send_campaign_mail(campaign, row.person, again=campaign.mails > 1)


def _due(campaign: Campaign) -> list[tuple[Asked, bool]]:
    """Some of those who have not got the latest mail, and whether it may reach them."""
    muted = CampaignMute.objects.filter(person=OuterRef("person"), organisation=campaign.organisation_id)
    member = campaign.organisation.members.filter(person=OuterRef("person"))
    rows = Asked.objects.filter(campaign=campaign, mails__lt=campaign.mails).select_related("person")
    rows = rows.annotate(reached=Exists(member) & ~Exists(muted) & Q(person__is_active=True))
    return [(row, row.reached) for row in rows.order_by("pk")[:TOGETHER]]


def count(campaign: Campaign) -> None:
    """Count once a day who had started and finished when the day began, and end what is over.

    The numbers are rounded down and never fall: neither leaving, nor erasing an account, nor deleting a draft shows.
    """
    today = timezone.localdate()
    if campaign.counted_on == today or timezone.localdate(campaign.begun_at) == today:
        return
    began = timezone.make_aware(datetime.combine(min(today, campaign.until + DAY), time.min))
    started, finished = (rounded(number) for number in _counted(campaign, began))
    with write():
        held = Campaign.objects.select_for_update().filter(pk=campaign.pk, ended_on=None).first()
        if held is None or held.counted_on == today:
            return
        held.started, held.finished = max(held.started, started), max(held.finished, finished)
        held.counted_on = today
        held.ended_on = today if held.until < today else None
        held.save(update_fields=["started", "finished", "counted_on", "ended_on"])


def _counted(campaign: Campaign, before: datetime) -> tuple[int, int]:
    """How many of those counted started and finished since the campaign began, and before a moment."""
    asked = Asked.objects.filter(campaign=campaign, counts=True)
    asked = asked.filter(Exists(campaign.organisation.members.filter(person=OuterRef("person"))))
    theirs = Assessment.objects.filter(person=OuterRef("person"), started_at__lt=before)
    since = campaign.begun_at
    done = theirs.filter(submitted_at__gte=since, submitted_at__lt=before)
    prepared = Q(saved_at=F("started_at"), submitted_at=None)  # for a new version, by nobody's own doing
    started = theirs.filter(started_at__gte=since).exclude(prepared)
    return asked.filter(Exists(started) | Exists(done)).count(), asked.filter(Exists(done)).count()


def rounded(number: int) -> int:
    """Down to a multiple of five."""
    return number - number % STEP
