"""What happens to requests for feedback by itself: closing by their date, beginning as planned, reminders."""

import logging
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from tamarack.assessment.actions.closing import close
from tamarack.assessment.actions.feedback import open_planned
from tamarack.assessment.feedback_mail import closing, invitation, refusing
from tamarack.assessment.models import FeedbackRequest, FeedbackRespondent
from tamarack.common.database import write

Row = TypeVar("Row", bound=models.Model)
logger = logging.getLogger(__name__)

BEFORE = (timedelta(days=7), timedelta(days=2))
"""How long before the request's date the first and the second reminder come."""
PAUSE = timedelta(days=3)
"""The least time between two mails to the same person."""


@task()
def keep_feedback() -> None:
    """One round. What was done is not due any more, so rounds may overlap and be repeated."""
    today = timezone.localdate()
    for request in FeedbackRequest.objects.filter(state=FeedbackRequest.State.OPEN, until__lt=today):
        _try(close_by_date, request)
    planned = FeedbackRequest.objects.filter(state=FeedbackRequest.State.PLANNED, opens_on__lte=today)
    for request in planned.filter(person__is_active=True).select_related("person"):
        _try(open_planned, request)
    for respondent in due_reminders(today):
        _try(remind, respondent)


def _try(act: Callable[[Row], None], row: Row) -> None:
    """Do something for one; where that goes wrong, it is done for the others all the same."""
    try:
        act(row)
    except Exception:
        logger.exception("%s %d failed; it is tried again in the next round.", type(row).__name__, row.pk)


def close_by_date(request: FeedbackRequest) -> None:
    """Close a request whose day is over, unless another round did, and tell its person."""
    with write():
        held = FeedbackRequest.objects.select_for_update().select_related("person")
        found = held.filter(pk=request.pk, state=FeedbackRequest.State.OPEN, until__lt=timezone.localdate()).first()
        if found:
            close(found)
            closing(found).send()


def due_reminders(today: date) -> Iterator[FeedbackRespondent]:
    """Who has neither answered nor declined, and is due for the first or the second reminder."""
    due = Q()
    for number, before in enumerate(BEFORE):
        due |= Q(reminded=number, request__until__lte=today + before)
    found = FeedbackRespondent.objects.filter(
        due, request__state=FeedbackRequest.State.OPEN, request__until__gte=today, withdrawn=False,
        request__person__is_active=True, state=FeedbackRespondent.State.ASKED, mailed_on__lte=today - PAUSE,
    )  # fmt: skip
    yield from found.select_related("request__person").order_by("pk")


def remind(respondent: FeedbackRespondent) -> None:
    """Note that someone is reminded and queue the mail, both or neither, unless another round did."""
    message = None if refusing([respondent]) else invitation(respondent.request, respondent, again=True)
    with write():
        as_read = FeedbackRespondent.objects.filter(
            pk=respondent.pk, state=FeedbackRespondent.State.ASKED, reminded=respondent.reminded
        )
        if as_read.update(reminded=respondent.reminded + 1, mailed_on=timezone.localdate()) and message:
            message.send()
