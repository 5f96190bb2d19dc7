"""Writes about schemes: follow one, say since when, be exempt for a time."""

from datetime import date

from django.utils import timezone

from tamarack.common.checks import check_choice, check_day, check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.schemes import NONE, years_after
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.portfolio.models import ACTIVITY_TITLE_MOST, Exemption, Following
from tamarack.portfolio.schemes import find_scheme

EXEMPTIONS_MOST = 50


def follow_scheme(person: Person, key: str, since: date) -> Following:
    """Follow a scheme since a day, or follow it since another day."""
    find_scheme(key)
    check_day(since)
    if since > years_after(timezone.localdate(), 1):
        raise BadInput(N_("A scheme can begin within a year from today at the latest. Please look at the date again."))
    with write():
        return Following.objects.update_or_create(person=person, scheme=key, defaults={"since": since})[0]


def leave_scheme(person: Person, following: Following) -> None:
    """Follow a scheme no more; its exemptions go with it, the log stays."""
    check_own(person, following)
    with write():
        following.delete()


def add_exemption(
    person: Person, following: Following, began: date, ended: date, reason: str, note: str = ""
) -> Exemption:
    """Say that a scheme asks less from one day to another, and why."""
    check_own(person, following)
    check_day(began), check_day(ended)
    if find_scheme(following.scheme).exemption == NONE:
        raise BadInput(N_("This scheme knows no exemptions."))
    if ended < began:
        raise BadInput(N_("It ends before it begins. Please look at both dates again."))
    fields = {
        "reason": check_choice(reason, Exemption.Reason.values),
        "note": check_text(note, ACTIVITY_TITLE_MOST),
    }
    with write():
        if following.exemptions.count() >= EXEMPTIONS_MOST:
            raise BadInput(N_("A scheme can have {most} exemptions at most."), most=EXEMPTIONS_MOST)
        return Exemption.objects.create(following=following, began=began, ended=ended, **fields)


def delete_exemption(person: Person, exemption: Exemption) -> None:
    """Take an exemption back."""
    check_own(person, exemption.following)
    with write():
        exemption.delete()
