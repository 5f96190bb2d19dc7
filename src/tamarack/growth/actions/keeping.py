"""Writes about keeping at it: check-ins, their interval, reminders, the calendar's private address."""

import secrets
from datetime import date, time, timedelta
from zoneinfo import available_timezones

from tamarack.assessment.models import Assessment
from tamarack.common.checks import check_day, check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.growth.models import TEXT_MOST, CheckIn, Rhythm
from tamarack.people.models import Person
from tamarack.people.rules import check_own


def check_in(person: Person, *, moved: str, in_the_way: str, next_: str) -> CheckIn:
    """Keep a check-in, and say when the next one is.

    Raises
    ------
    BadInput
        If nothing is said.
    """
    texts = _texts(moved, in_the_way, next_)
    with write():
        found = CheckIn.objects.create(person=person, **texts)
        kept = _kept(person)
        if kept.every:
            kept.next_on = kept.today + timedelta(weeks=kept.every)
            kept.save(update_fields=["next_on"])
    return found


def _kept(person: Person) -> Rhythm:
    """A person's rhythm, held until it is written; only what is chosen here is, since reminders write it too."""
    return Rhythm.objects.select_for_update().get_or_create(person=person)[0]


def change_check_in(person: Person, entry: CheckIn, *, moved: str, in_the_way: str, next_: str) -> None:
    """Change what a check-in says."""
    check_own(person, entry)
    texts = _texts(moved, in_the_way, next_)
    with write():
        CheckIn.objects.filter(pk=entry.pk).update(**texts)


def _texts(moved: str, in_the_way: str, next_: str) -> dict[str, str]:
    found = {name: check_text(text, TEXT_MOST)
             for name, text in (("moved", moved), ("in_the_way", in_the_way), ("next", next_))}  # fmt: skip
    if not any(found.values()):
        raise BadInput(N_("A check-in answers one of the three questions at least."))
    return found


def link_assessment(person: Person, entry: CheckIn, assessment: Assessment) -> None:
    """Say that an assessment began with a check-in."""
    check_own(person, entry, assessment)
    with write():
        CheckIn.objects.filter(pk=entry.pk).update(assessment=assessment)


def delete_check_in(person: Person, entry: CheckIn) -> None:
    """Erase a check-in."""
    check_own(person, entry)
    with write():
        entry.delete()


def set_rhythm(
    person: Person, *, every: int, next_on: date | None, at: time, time_zone: str, reminders: bool, weekday: int
) -> Rhythm:
    """Choose when check-ins are, in which time zone, and whether reminders come."""
    if every not in Rhythm.Every.values or weekday not in Rhythm.Weekday.values:
        raise BadInput(N_("This interval cannot be chosen. Please choose one of those that are offered."))
    check_day(next_on)
    if time_zone and time_zone not in available_timezones():
        raise BadInput(N_("There is no time zone “{name}”."), name=time_zone[:60])
    with write():
        kept = _kept(person)
        kept.every, kept.at, kept.time_zone, kept.weekday = every, at, time_zone, weekday
        kept.next_on = (next_on or kept.today + timedelta(weeks=every)) if every else None
        kept.reminders = reminders
        kept.save(update_fields=["every", "at", "time_zone", "weekday", "next_on", "reminders"])
    return kept


def stop_reminders(person: Person) -> None:
    """Send no more reminders."""
    with write():
        Rhythm.objects.filter(person=person).update(reminders=False)


def renew_calendar(person: Person) -> Rhythm:
    """Make a private address of the calendar; the one before, if there is one, ends."""
    with write():
        kept = _kept(person)
        kept.calendar = secrets.token_hex(20)
        kept.save(update_fields=["calendar"])
    return kept


def revoke_calendar(person: Person) -> None:
    """End the private address of the calendar."""
    with write():
        Rhythm.objects.filter(person=person).update(calendar="")
