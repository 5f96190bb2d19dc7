"""Writes about when a rubric is looked at next."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from tamarack.common.checks import check_day, check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.people.models import Person
from tamarack.rubric.models import Framework
from tamarack.stewardship.announcing import forget_announced
from tamarack.stewardship.models import NextReview
from tamarack.stewardship.models.voice import WHY_MOST
from tamarack.stewardship.rules import check_steward


def set_review(person: Person, framework: Framework, day: date, text: Mapping[str, str]) -> None:
    """Say when a rubric is looked at next.

    Raises
    ------
    BadInput
        If the day has passed.
    """
    check_steward(person, framework)
    check_day(day)
    if day < timezone.localdate():
        raise BadInput(N_("This day has passed. Please choose one that is still to come."))
    said = {code: words for code, entry in text.items() if (words := check_text(entry, WHY_MOST))}
    with write():
        NextReview.objects.update_or_create(
            framework=framework, defaults={"day": day, "text": said, "set_at": timezone.now(), "set_by": person}
        )
    forget_announced()


def end_review(person: Person, framework: Framework) -> None:
    """Say that there is no day for it."""
    check_steward(person, framework)
    with write():
        NextReview.objects.filter(framework=framework).delete()
    forget_announced()
