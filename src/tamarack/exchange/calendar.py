"""Actions, check-ins and learning events as iCalendar (RFC 5545), as Apple, Google and Outlook read it; and the private
address of all that is someone's."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext, override
from icalendar import Calendar, Event, Timezone, vDuration
from icalendar.cal.timezone import TimezoneDaylight, TimezoneStandard

from tamarack.common.addresses import site_url
from tamarack.common.keys import digests
from tamarack.common.numbers import whole
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework
from tamarack.growth.models import Action, LearningEvent, Rhythm
from tamarack.growth.queries import dated_actions, rhythm
from tamarack.growth.queries.team import dated_events
from tamarack.people.models import Person
from tamarack.rubric.texts import say
from tamarack.stewardship.models import NextReview

LASTS = timedelta(minutes=30)
"""How long a check-in takes."""
REFRESH = timedelta(hours=6)
"""After which time a calendar should look again."""
ZONE_YEARS = 10
"""How far ahead the clocks of a time zone are told where they follow no rule."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def action_ics(action: Action) -> bytes:
    """An action that has a day, as a file for a calendar.

    Raises
    ------
    UnknownCode
        If it has none.
    """
    if action.due is None:
        raise UnknownCode(N_("This action has no date, so no calendar can show it. Please give it one first."))
    with override(action.person.language):
        calendar = _calendar()
        event = _action(action, action.due)
        aim = gettext("Goal: {aim}").format(aim=action.goal.aim) if action.goal else ""
        if text := "\n\n".join(filter(None, (aim, action.notes))):
            event.add("DESCRIPTION", "\n".join(text.splitlines()))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def check_in_ics(kept: Rhythm) -> bytes:
    """The next check-in and those after it, as a file for a calendar.

    Raises
    ------
    UnknownCode
        If there is none.
    """
    if kept.next_on is None:
        raise UnknownCode(N_("There is no next check-in. Please choose how often you want to check in first."))
    with override(kept.person.language):
        calendar = _calendar()
        calendar.add_component(_time_zone(kept.zone.key, kept.next_on.year))
        calendar.add_component(_check_in(kept, kept.next_on))
    return bytes(calendar.to_ical())


def event_ics(event: LearningEvent, reader: Person) -> bytes:
    """A learning event as a file for the reader's calendar."""
    with override(reader.language):
        calendar = _calendar()
        calendar.add_component(_time_zone(event.time_zone, event.starts_at.year))
        entry = _learning_event(event)
        if text := "\n\n".join(filter(None, (event.link, event.what))):
            entry.add("DESCRIPTION", "\n".join(text.splitlines()))
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def calendar_ics(person: Person) -> bytes:
    """All open actions that have a day, the check-ins, and the learning events that the person signed up for, as a
    calendar to subscribe to; without goals and notes."""
    kept = rhythm(person)
    events = dated_events(person, timezone.now())
    with override(person.language):
        calendar = _calendar()
        name = gettext("Tamarack: my plan")
        calendar.add("NAME", name)
        calendar.add("X-WR-CALNAME", name)
        calendar.add("X-WR-TIMEZONE", kept.zone.key)
        calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
        # Also where no check-in is in it: a calendar without any part would not be valid.
        calendar.add_component(_time_zone(kept.zone.key, (kept.next_on or kept.today).year))
        if kept.next_on:
            calendar.add_component(_check_in(kept, kept.next_on))
        for action in dated_actions(person):
            if action.due:
                calendar.add_component(_action(action, action.due))
        for zone in sorted({event.time_zone for event in events} - {kept.zone.key}):
            calendar.add_component(_time_zone(zone, min(e.starts_at.year for e in events if e.time_zone == zone)))
        for event in events:
            calendar.add_component(_learning_event(event))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    """A calendar that is published. It names no organizer: with one, calendars would take it for an invitation."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Tamarack//tamarack//EN")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    return calendar


def _action(action: Action, due: date) -> Event:
    """A whole day, during which nobody is taken for busy."""
    event = _event(f"action-{action.pk}", action.what, action.changed_at, site_url("action", action.pk))
    event.add("DTSTART", due)
    event.add("DTEND", due + timedelta(days=1))
    event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", [action.get_kind_display()])
    return event


def _check_in(kept: Rhythm, first: date) -> Event:
    """Half an hour, again and again, at the same time by the clock on the wall."""
    event = _event(f"check-in-{kept.pk}", gettext("Check-in: look at my plan"), timezone.now(), site_url("check_in"))
    event.add("DTSTART", datetime.combine(first, kept.at, kept.zone))
    event.add("DURATION", LASTS)
    event.add("RRULE", {"FREQ": "WEEKLY", "INTERVAL": kept.every})
    return event


def _learning_event(event: LearningEvent) -> Event:
    """From its start to its end, in its own time zone; also where it is cancelled, so that calendars take it out."""
    team = event.team
    url = site_url("event", team.organisation.code, team.code, event.pk)
    entry = _event(f"event-{event.pk}", event.title, event.changed_at, url)
    entry.add("DTSTART", event.starts_at.astimezone(event.zone))
    entry.add("DTEND", event.ends_at.astimezone(event.zone))
    entry.add("SEQUENCE", event.changes)
    entry.add("STATUS", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if event.where:
        entry.add("LOCATION", event.where)
    return entry


def _event(name: str, summary: str, changed: datetime, url: str) -> Event:
    event = Event()
    event.add("UID", f"{name}@{urlsplit(settings.SITE_ADDRESS).hostname}")
    event.add("DTSTAMP", changed.astimezone(UTC))
    event.add("LAST-MODIFIED", changed.astimezone(UTC))
    event.add("SUMMARY", " ".join(summary.splitlines()))
    event.add("URL", url)
    return event


def _time_zone(key: str, year: int) -> Timezone:
    """The clocks of a time zone in a year and the ten after it."""
    zone = Timezone.from_tzinfo(ZoneInfo(key), key, date(year - 1, 1, 1), date(year + ZONE_YEARS, 1, 1))
    del zone["COMMENT"]
    if len(zone.subcomponents) > 1:
        del zone.subcomponents[0]  # how the clocks stood when the year before began
    for part in zone.subcomponents:
        _set_changes(part)
    return zone


def _set_changes(part: TimezoneStandard | TimezoneDaylight) -> None:
    """Tell when clocks change as Outlook reads it: as a rule, where all years follow one.

    icalendar tells each change by itself, and the hour by the new clock where clocks go forward; it is the old one's
    that counts (RFC 5545, 3.6.5).
    """
    forward = max(part.TZOFFSETTO - part.TZOFFSETFROM, timedelta())
    changes = [start - forward for start in (part.DTSTART, *(entry[0] for entry in part.rdates))]
    part.pop("RDATE", None)
    part.DTSTART = changes[0]
    if by_day := _same_day(changes):
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": changes[0].month, "BYDAY": by_day})
    elif changes[1:]:
        part.add("RDATE", changes[1:])


def _same_day(changes: Sequence[datetime]) -> str:
    """Which weekday of a month all changes are on, as 2SU or -1SU; empty where they are on no such one each year."""
    if len({(day.month, day.weekday(), day.time()) for day in changes}) > 1 or len(changes) < ZONE_YEARS:
        return ""
    weeks = {(day.day + 6) // 7 for day in changes}
    last = all(day.day + 7 > monthrange(day.year, day.month)[1] for day in changes)
    week = weeks.pop() if len(weeks) == 1 else -1 if last else 0
    return f"{week}{WEEKDAYS[changes[0].weekday()]}" if week else ""


def calendar_token(kept: Rhythm) -> str:
    """What the private address of a person's calendar is known by; it changes when the address is renewed."""
    return _tokens(kept)[0]


def _tokens(kept: Rhythm) -> list[str]:
    return [f"{kept.pk}-{digest.hex()}" for digest in digests("tamarack.calendar", f"{kept.pk} {kept.calendar}")]


def find_calendar(token: str) -> Rhythm:
    """Whose calendar a private address shows.

    Raises
    ------
    UnknownCode
        If the address is wrong or has ended, or its person has no account any more; which, is not told.
    """
    number = whole(token.partition("-")[0])
    if number is not None:
        kept = Rhythm.objects.select_related("person").filter(pk=number, person__is_active=True).first()
        if kept and kept.calendar and any(constant_time_compare(token, known) for known in _tokens(kept)):
            return kept
    raise UnknownCode(N_("There is no calendar at this address. It may have been renewed or ended."))


def review_ics(review: NextReview, rubric: Framework) -> bytes:
    """The day of a rubric's next review as a file for calendars, in the reader's language."""
    calendar = _calendar()
    title = gettext("Review of the rubric: {title}").format(title=say(rubric.title))
    entry = _event(f"review-{review.pk}", title, review.set_at, site_url("consultations", rubric.code))
    entry.add("DTSTART", review.day)
    entry.add("DTEND", review.day + timedelta(days=1))
    entry.add("TRANSP", "TRANSPARENT")
    if text := say(review.text):
        entry.add("DESCRIPTION", "\n".join(text.splitlines()))
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
