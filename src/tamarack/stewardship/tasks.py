"""Answers of everyone are taken along to a new version in the background: drafts are prepared, nothing is submitted."""

import time

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from tamarack.assessment.actions.carrying import AT_ONCE, prepare_drafts
from tamarack.assessment.carrying import line_to
from tamarack.assessment.models import Assessment
from tamarack.common.database import write
from tamarack.stewardship.models import CarryOver

A_ROUND = 60.0
"""Seconds after which a task makes room for others."""


def begin_carry_over(version_id: int) -> None:
    """See that everyone's answers are taken along to a version."""
    people = _people(version_id, 0).count()
    CarryOver.objects.create(version_id=version_id, people=people, ended_at=None if people else timezone.now())


@task()
def carry_on() -> None:
    """One round: drafts for some people at a time, each time whole, until all are through or the time is up."""
    until = time.monotonic() + A_ROUND
    while time.monotonic() < until:
        version_id = CarryOver.objects.filter(ended_at=None).values_list("pk", flat=True).first()
        if version_id is None:
            return
        carry_some(version_id)
    carry_on.enqueue()


def carry_some(version_id: int) -> None:
    """Prepare the next drafts."""
    with write():
        row = CarryOver.objects.select_for_update().get(pk=version_id)
        if row.ended_at is not None:
            return
        people = list(_people(version_id, row.last)[:AT_ONCE])
        prepare_drafts(version_id, people)
        row.done += len(people)
        row.last = people[-1] if people else row.last
        row.ended_at = None if len(people) == AT_ONCE else timezone.now()
        row.save()


def _people(version_id: int, after: int) -> "QuerySet[Assessment, int]":
    """The accounts that submitted on an earlier version, by number."""
    earlier = line_to(version_id)[:-1]
    rows = Assessment.objects.filter(version_id__in=earlier, submitted_at__isnull=False, person_id__gt=after)
    return rows.order_by("person_id").values_list("person_id", flat=True).distinct()
