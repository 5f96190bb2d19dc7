"""Writes about the professional development log: activities, planned and done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from tamarack.common.checks import check_choice, check_day, check_text, in_order
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.hours import HOURS_MOST, QUARTERS
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.portfolio.actions.files import add_file
from tamarack.portfolio.models import ACTIVITY_TITLE_MOST, NOTES_MOST, PROJECT_MOST, Activity
from tamarack.rubric.queries import Stored

ACTIVITIES_MOST = 10_000


@dataclass(frozen=True)
class Spent:
    """What a person says of an activity; hours are in quarters."""

    title: str
    on: date
    category: str
    done: int = 0
    planned: int = 0
    project: str = ""
    criteria: Sequence[str] = ()
    notes: str = ""
    reflection: str = ""

    def fields(self, stored: Stored) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput, UnknownCode
            If it cannot be kept.
        """
        if not self.done and not self.planned:
            raise BadInput(N_("Please give the hours, done or planned: a quarter of an hour at least."))
        if not all(0 <= hours <= HOURS_MOST * QUARTERS for hours in (self.done, self.planned)):
            raise BadInput(N_("One entry can have {most} hours at most."), most=HOURS_MOST)
        if self.done and self.on > timezone.localdate():
            raise BadInput(N_("This day is still to come, so that nothing can be done yet. Please plan the hours."))
        return {
            "title": check_text(self.title, ACTIVITY_TITLE_MOST, needed=True),
            "on": check_day(self.on),
            "category": check_choice(self.category, Activity.Category.values),
            "done_quarters": self.done,
            "planned_quarters": self.planned,
            "project": check_text(self.project, PROJECT_MOST),
            "version_id": stored.id,
            "criteria": in_order(stored.framework, self.criteria),
            "notes": check_text(self.notes, NOTES_MOST),
            "reflection": check_text(self.reflection, NOTES_MOST),
        }


def log_activity(
    person: Person,
    stored: Stored,
    spent: Spent,
    proof: "UploadedFile[bytes] | None" = None,
    *,
    action: int | None = None,
    evidence: int | None = None,
) -> Activity:
    """Put an activity into the log, perhaps with a proof: both, or neither.

    `action` and `evidence` are the numbers of what it was entered from.
    """
    fields = spent.fields(stored)
    with write():
        if Activity.objects.filter(person=person).count() >= ACTIVITIES_MOST:
            raise BadInput(N_("Your log has {most} entries already. Please delete some first."), most=ACTIVITIES_MOST)
        activity = Activity.objects.create(person=person, action=action, evidence=evidence, **fields)
        if proof:
            add_file(person, proof, activity=activity)
        return activity


def change_activity(
    person: Person, activity: Activity, stored: Stored, spent: Spent, proof: "UploadedFile[bytes] | None" = None
) -> None:
    """Change what an activity says, and perhaps add a proof: both, or neither."""
    check_own(person, activity)
    fields = spent.fields(stored)
    with write():
        for name, value in fields.items():
            setattr(activity, name, value)
        activity.save(update_fields=list(fields))
        if proof:
            add_file(person, proof, activity=activity)


def do_activity(person: Person, activity: Activity) -> None:
    """Call a planned activity done, as planned; today, where its day is still to come. What is done stays as it is."""
    check_own(person, activity)
    with write():
        fresh = Activity.objects.select_for_update().get(pk=activity.pk)
        if fresh.is_done:
            return
        fresh.done_quarters = fresh.planned_quarters
        fresh.on = min(fresh.on, timezone.localdate())
        fresh.save(update_fields=["done_quarters", "on"])


def delete_activity(person: Person, activity: Activity) -> None:
    """Erase an activity with its proofs."""
    check_own(person, activity)
    with write():
        activity.delete()
