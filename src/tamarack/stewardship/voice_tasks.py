"""What is done by itself: consultations open and close on their days, and stewards are reminded of reviews."""

import logging
from datetime import date, timedelta

from django.utils import timezone
from django_tasks import task

from tamarack.common.database import write
from tamarack.people.models import Person
from tamarack.rubric.queries import current
from tamarack.stewardship.actions.consulting import close_consultation, open_consultation
from tamarack.stewardship.models import Consultation, NextReview, ReviewReminder
from tamarack.stewardship.voice_mail import tell_review

logger = logging.getLogger(__name__)

AHEAD = (30, 7, 0)
"""How many days before a review its stewards are reminded."""
MADE_UP_FOR = timedelta(days=1)
"""How late a reminder may be where the server was down on its day; afterwards it is left out."""


@task()
def keep_voice() -> None:
    """One round. What was done is not due any more; so rounds may overlap."""
    today = timezone.localdate()
    for consultation in _due(today):
        try:
            _keep(consultation, today)
        except Exception:
            logger.exception("Consultation %d could not be opened or closed; it is tried again.", consultation.pk)
    for review in NextReview.objects.select_related("framework"):
        try:
            remind(review, today)
        except Exception:
            logger.exception("Reminders of review %d failed; they are tried again.", review.pk)


def _due(today: date) -> list[Consultation]:
    rows = Consultation.objects.filter(closed_at=None, opens__lte=today)
    return list(rows.select_related("draft__framework", "begun_by"))


def _keep(consultation: Consultation, today: date) -> None:
    """Open or close one, unless another round did."""
    with write():
        rows = Consultation.objects.select_for_update(of=("self",)).select_related("draft__framework", "begun_by")
        held = rows.get(pk=consultation.pk)
        if held.opened_at is None and today <= held.closes and held.draft.is_open:
            open_consultation(held)
        elif held.closed_at is None and (today > held.closes or not held.draft.is_open):
            close_consultation(held)


def remind(review: NextReview, today: date) -> None:
    """Remind the stewards if a reminder is due: each once, on its day or the one after."""
    ahead = next((days for days in AHEAD if _is_due(review.day, days, today)), None)
    if ahead is None:
        return
    stored = current().get(review.framework.code)
    title = dict(stored.framework.title) if stored else {"": review.framework.code}
    with write():
        _, new = ReviewReminder.objects.get_or_create(framework=review.framework, day=review.day, ahead=ahead)
        if new:
            for steward in Person.objects.filter(stewardships__framework=review.framework, is_active=True):
                tell_review(review, steward, ahead, title)


def _is_due(day: date, ahead: int, today: date) -> bool:
    on = day - timedelta(days=ahead)
    return on <= today <= min(on + MADE_UP_FOR, day)
