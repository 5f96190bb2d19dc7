"""Calendars as Apple, Google and Outlook read them, checked by a parser that is not the writer's, and their address."""

import re
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from django.utils import timezone
from django.utils.translation import gettext, override
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from pytest_django import DjangoAssertNumQueries

from tamarack.core.errors import UnknownCode
from tamarack.exchange.calendar import action_ics, calendar_ics, calendar_token, check_in_ics, find_calendar
from tamarack.growth.actions.keeping import renew_calendar, revoke_calendar
from tamarack.growth.models import Action, Goal, Rhythm
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored

WORDS = "Écouter, relire ; puis résumer \\ l’échange à l’été « prochain », où des élèves répètent ; déjà prêt·e·s"
NOTES = "Première ligne, avec virgule ; et point-virgule\r\nDeuxième : é" + "é" * 200
CHANGES = (date(2026, 3, 8), date(2026, 11, 1), date(2027, 3, 14), date(2027, 11, 7))
"""When clocks change in Canada."""


@pytest.fixture
def goal(person: Person, cacee: Stored) -> Goal:
    return Goal.objects.create(person=person, version_id=cacee.id, aim="Diriger l’équipe, un jour")


@pytest.fixture
def action(person: Person, goal: Goal) -> Action:
    return Action.objects.create(person=person, goal=goal, what=WORDS, notes=NOTES, due=date(2026, 11, 1))


def make_rhythm(person: Person, zone: str = "America/St_Johns", every: int = 2) -> Rhythm:
    return Rhythm.objects.create(person=person, every=every, next_on=date(2026, 2, 26), at=time(8, 30), time_zone=zone)


def parsed(content: bytes) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(content.decode())


def own_clocks(content: bytes, zone: str) -> Calendar:
    """The calendar by the clocks that it tells itself: a zone that the parser knew it would take from this machine."""
    text = re.sub(r"X-WR-TIMEZONE:.*\r\n", "", content.decode()).replace(zone, "Somewhere/Else")
    return IcsCalendarStream.calendar_from_ics(text)


def the_event(content: bytes) -> Event:
    (event,) = parsed(content).events
    return event


def test_an_action_is_a_whole_day_that_makes_nobody_busy(action: Action) -> None:
    event = the_event(action_ics(action))
    assert (event.start, event.end, event.transparency) == (date(2026, 11, 1), date(2026, 11, 2), "TRANSPARENT")
    assert event.summary == WORDS
    assert event.description == f"Goal: Diriger l’équipe, un jour\n\n{NOTES}".replace("\r\n", "\n")
    assert event.url == f"http://localhost:8000/en/growth/actions/{action.pk}/"
    assert event.categories == ["Experience on the job"]
    assert event.dtstamp == event.last_modified == action.changed_at.replace(microsecond=0)
    assert event.dtstamp.tzinfo == UTC


def test_a_day_is_the_same_in_every_time_zone(action: Action) -> None:
    assert b"\r\nDTSTART;VALUE=DATE:20261101\r\nDTEND;VALUE=DATE:20261102\r\n" in action_ics(action)
    for zone in ("Pacific/Kiritimati", "America/Vancouver", "Pacific/Pago_Pago"):
        Rhythm.objects.update_or_create(person=action.person, defaults={"time_zone": zone})
        (event,) = parsed(calendar_ics(action.person)).events
        assert (event.start, event.end) == (date(2026, 11, 1), date(2026, 11, 2))


def test_an_action_without_a_goal_or_notes_says_no_more_than_its_words(person: Person) -> None:
    action = Action.objects.create(person=person, what="Read\r\nand think", due=date(2026, 12, 31))
    event = the_event(action_ics(action))
    assert (event.summary, event.description) == ("Read and think", None)
    assert event.end == date(2027, 1, 1)


def test_what_is_no_event_is_refused_with_what_to_do(person: Person) -> None:
    with pytest.raises(UnknownCode, match="has no date"):
        action_ics(Action.objects.create(person=person, what="Some day"))
    with pytest.raises(UnknownCode, match="no next check-in"):
        check_in_ics(Rhythm(person=person))


def test_a_calendar_knows_an_event_again_after_it_has_changed(action: Action) -> None:
    before = the_event(action_ics(action))
    action.what, action.due, action.changed_at = "Other", date(2026, 12, 1), action.changed_at + timedelta(hours=1)
    after = the_event(action_ics(action))
    assert before.uid == after.uid == f"action-{action.pk}@localhost"
    assert after.dtstamp > before.dtstamp


@pytest.mark.parametrize("zone", ["America/St_Johns", "America/Toronto"])
@pytest.mark.parametrize("clocks", ["the reader’s", "the calendar’s"])
def test_a_check_in_stays_at_its_time_when_the_clocks_change(person: Person, zone: str, clocks: str) -> None:
    content = check_in_ics(make_rhythm(person, zone))
    calendar = parsed(content) if clocks == "the reader’s" else own_clocks(content, zone)
    span = calendar.timeline_tz(ZoneInfo(zone)).overlapping(
        datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    )
    found = list(span)
    assert [event.start.date() for event in found] == [date(2026, 2, 26) + timedelta(weeks=2 * n) for n in range(49)]
    for event in found:
        wall = event.start.replace(tzinfo=None)
        assert wall.time() == time(8, 30)
        assert event.start.astimezone(UTC) == wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        assert event.end - event.start == timedelta(minutes=30)
    offsets = [event.start.utcoffset() for event in found]
    assert sum(before != after for before, after in pairwise(offsets)) == len(CHANGES)


def test_a_place_whose_clocks_never_change_has_no_rule(person: Person) -> None:
    content = check_in_ics(make_rhythm(person, "America/Regina", every=13))
    (zone,) = parsed(content).timezones
    assert (len(zone.standard), zone.daylight) == (1, [])
    assert b"RRULE:FREQ=WEEKLY;INTERVAL=13" in content
    assert b"FREQ=YEARLY" not in content


ZONES = ["America/St_Johns", "America/Halifax", "America/Toronto", "America/Winnipeg", "America/Regina",
         "America/Edmonton", "America/Vancouver", "America/Whitehorse", "America/Iqaluit", "America/Santiago",
         "Europe/Paris", "Europe/Dublin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_the_clocks_that_are_told_are_those_of_the_time_zone(person: Person, zone: str) -> None:
    """Read by dateutil, which asks nobody else; hours that exist twice or never are read differently and left out."""
    text = calendar_ics(make_rhythm(person, zone).person).decode().replace("\r\n ", "").replace("\r\n", "\n")
    found, real = tzical(StringIO(text)).get(zone), ZoneInfo(zone)
    moment = datetime(2026, 1, 1)
    while moment < datetime(2035, 12, 1):
        sure = moment.replace(tzinfo=real).utcoffset() == moment.replace(tzinfo=real, fold=1).utcoffset()
        assert not sure or moment.replace(tzinfo=found).utcoffset() == moment.replace(tzinfo=real).utcoffset(), moment
        moment += timedelta(hours=7, minutes=30)


def test_outlook_finds_rules_for_canadas_clocks(person: Person) -> None:
    """It reads no RDATE (MS-STANOICAL 2.2.47), and a rule of one weekday of one month alone."""
    text = check_in_ics(make_rhythm(person)).decode()
    part = text[text.index("BEGIN:VTIMEZONE") : text.index("END:VTIMEZONE")]
    assert "RDATE" not in part
    assert re.findall(r"DTSTART:\d{8}(T\d+)\r\nRRULE:(.*)\r\n", part) == [
        ("T020000", "FREQ=YEARLY;BYDAY=2SU;BYMONTH=3"),
        ("T020000", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"),
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_calendar_has_what_calendars_need(action: Action, language: str) -> None:
    person = action.person
    person.language = language
    make_rhythm(person)
    content = calendar_ics(person)
    calendar = parsed(content)
    assert (calendar.version, calendar.method, calendar.calscale) == ("2.0", "PUBLISH", "GREGORIAN")
    assert "Tamarack" in calendar.prodid
    assert calendar.x_wr_timezone == "America/St_Johns"
    assert calendar.refresh_interval == timedelta(hours=6)
    assert b"\r\nX-PUBLISHED-TTL:PT6H\r\n" in content
    used = set(re.findall(rb";TZID=([^:;]+)", content))
    assert used == {b"America/St_Johns"} == {zone.tz_id.encode() for zone in calendar.timezones}
    assert {event.uid for event in calendar.events} == {
        f"action-{action.pk}@localhost",
        f"check-in-{person.pk}@localhost",
    }
    assert all(event.dtstamp and event.dtstart and event.summary for event in calendar.events)
    with override(language):
        name, check_in = gettext("Tamarack: my plan"), gettext("Check-in: look at my plan")
    assert calendar.name == [name]
    assert f"X-WR-CALNAME:{name}" in content.decode()
    assert calendar.events[0].summary == check_in
    assert all(f"/{language}/growth/" in str(event.url) for event in calendar.events)


def test_lines_are_folded_between_letters(action: Action) -> None:
    content = action_ics(action)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert sum(line.startswith(b" ") for line in lines) > 5
    assert all(line.decode() is not None for line in lines)  # raises where a letter was cut


def test_what_means_something_to_a_calendar_is_escaped(action: Action) -> None:
    whole = action_ics(action).replace(b"\r\n ", b"").decode()
    assert "\r\nSUMMARY:Écouter\\, relire \\; puis résumer \\\\ l’échange" in whole
    assert "un jour\\n\\nPremière ligne\\, avec virgule \\; et point-virgule\\nDeuxième : é" in whole


def test_words_cannot_become_properties(person: Person) -> None:
    what = "Call\r\nEND:VEVENT\r\nATTACH:https://evil.example/"
    notes = "a\rBEGIN:VALARM\u2028b\x85c\nEND:VALARM"
    action = Action.objects.create(person=person, what=what, notes=notes, due=date(2026, 5, 5))
    event = the_event(action_ics(action))
    assert event.summary == "Call END:VEVENT ATTACH:https://evil.example/"
    assert event.description == "a\nBEGIN:VALARM\nb\nc\nEND:VALARM"
    assert (event.attach, event.alarm) == ([], [])


def test_the_calendar_shows_what_is_open_and_has_a_day(person: Person, stranger: Person) -> None:
    today = timezone.localdate()
    for state in Action.State.values:
        Action.objects.create(person=person, what=state, state=state, due=today)
    Action.objects.create(person=person, what="some day")
    Action.objects.create(person=stranger, what="not mine", due=today)
    assert {event.summary for event in parsed(calendar_ics(person)).events} == {"open", "under_way"}


def test_a_calendar_of_someone_without_a_plan_is_valid(person: Person) -> None:
    calendar = parsed(calendar_ics(person))
    assert (calendar.events, [zone.tz_id for zone in calendar.timezones]) == ([], ["America/Toronto"])


@pytest.mark.parametrize("count", [1, 30])
def test_the_calendar_takes_as_many_queries_for_thirty_actions_as_for_one(
    person: Person, goal: Goal, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_rhythm(person)
    for number in range(count):
        Action.objects.create(person=person, goal=goal, what=f"Action {number}", due=date(2026, 5, 5))
    with django_assert_num_queries(3):
        assert calendar_ics(person).count(b"BEGIN:VEVENT") == count + 1


def test_a_private_address_leads_to_its_persons_calendar_until_it_is_renewed_or_revoked(person: Person) -> None:
    first = calendar_token(renew_calendar(person))
    assert find_calendar(first).person == person
    second = calendar_token(renew_calendar(person))
    assert first != second
    assert find_calendar(second).person == person
    with pytest.raises(UnknownCode):
        find_calendar(first)
    revoke_calendar(person)
    for token in (first, second, calendar_token(Rhythm.objects.get())):
        with pytest.raises(UnknownCode):
            find_calendar(token)


def test_a_private_address_ends_with_the_account(person: Person) -> None:
    token = calendar_token(renew_calendar(person))
    Person.objects.update(is_active=False)
    with pytest.raises(UnknownCode):
        find_calendar(token)
    person.delete()
    with pytest.raises(UnknownCode):
        find_calendar(token)


def test_a_private_address_cannot_be_guessed(person: Person, stranger: Person) -> None:
    kept, other = renew_calendar(person), renew_calendar(stranger)
    sign = calendar_token(kept).partition("-")[2]
    numbers = ["", "0", f"{other.pk}", f"0{kept.pk}", "٣", "9" * 400, f"{2**63}"]
    signs = ["", sign[:-1], f"{sign}0", sign.upper(), "é"]
    guesses = ["", f"{kept.pk}", *(f"{number}-{sign}" for number in numbers), *(f"{kept.pk}-{end}" for end in signs)]
    for guess in guesses:
        with pytest.raises(UnknownCode):
            find_calendar(guess)
