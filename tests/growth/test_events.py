"""Learning events: planned by leads, signed up for by those they are for, told of by mail, kept only by choice."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from tamarack.assessment.models import Assessment
from tamarack.common.models import Entry
from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.exchange.calendar import calendar_ics, event_ics
from tamarack.growth.actions import events
from tamarack.growth.models import LearningEvent, SignUp
from tamarack.growth.queries import team as queries
from tamarack.people.models import Member, Person
from tamarack.rubric.queries import Stored
from tests.together import Place, in_the_past, planned


@pytest.fixture
def place(cacee: Stored) -> Place:
    return Place(cacee)


@pytest.fixture
def event(place: Place) -> LearningEvent:
    return events.plan_event(place.lead, place.team, place.stored, planned("Clinic", criteria=["MTN.1", "COL.1"]))


def test_criteria_are_kept_in_the_order_of_the_rubric(event: LearningEvent) -> None:
    assert event.criteria == ["COL.1", "MTN.1"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": " "}, "Some words are needed"),
        ({"hours": 0}, "not after the start"),
        ({"hours": -1}, "not after the start"),
        ({"hours": 24 * 40}, "31 days at most"),
        ({"days": -2}, "time has passed"),
        ({"where": ""}, "where it is"),
        ({"link": "javascript:alert(1)"}, "not a web address"),
        ({"capacity": 0}, "number from 1"),
        ({"days": 100_000}, "cannot be meant"),
    ],
)
def test_an_event_that_cannot_be_right_is_refused(place: Place, wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        events.plan_event(place.lead, place.team, place.stored, planned(**wrong))
    assert not LearningEvent.objects.exists()


def test_an_event_names_criteria_of_the_rubric_and_a_time_zone_that_there_is(place: Place) -> None:
    with pytest.raises(UnknownCode):
        events.plan_event(place.lead, place.team, place.stored, planned(criteria=["COL.9"]))
    said = {**vars(planned()), "time_zone": "Mars/Olympus"}
    with pytest.raises(BadInput, match="Mars/Olympus"):
        events.plan_event(place.lead, place.team, place.stored, events.Planned(**said))


@pytest.mark.parametrize("who", ["member", "other"])
def test_only_who_leads_the_team_plans_changes_and_cancels(place: Place, event: LearningEvent, who: str) -> None:
    person = getattr(place, who)
    for act in (
        lambda: events.plan_event(person, place.team, place.stored, planned()),
        lambda: events.change_event(person, event, place.stored, planned()),
        lambda: events.cancel_event(person, event),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_event_is_for_the_team_or_for_the_whole_organisation(
    place: Place, event: LearningEvent, stranger: Person
) -> None:
    for person in (place.member, place.lead):
        events.sign_up(person, event)
    for person in (place.other, place.owner, stranger):
        with pytest.raises(NotAllowed):
            events.sign_up(person, event)
    events.change_event(place.lead, event, place.stored, planned("Clinic", for_all=True))
    for person in (place.other, place.owner):
        events.sign_up(person, event)
    with pytest.raises(NotAllowed):
        events.sign_up(stranger, event)
    assert len(queries.who_comes(event)) == 4


def test_signing_up_twice_counts_once_and_can_be_taken_back(place: Place, event: LearningEvent) -> None:
    for _ in range(2):
        events.sign_up(place.member, event)
    assert SignUp.objects.count() == 1
    for _ in range(2):
        events.leave_event(place.member, event)
    assert SignUp.objects.count() == 0


def test_no_more_come_than_there_are_places(place: Place) -> None:
    event = events.plan_event(place.lead, place.team, place.stored, planned(capacity=1))
    events.sign_up(place.member, event)
    with pytest.raises(BadInput, match="All 1 places are taken"):
        events.sign_up(place.lead, event)
    events.leave_event(place.member, event)
    events.sign_up(place.lead, event)


def test_fewer_places_than_people_are_refused(place: Place, event: LearningEvent) -> None:
    for person in (place.member, place.lead):
        events.sign_up(person, event)
    with pytest.raises(BadInput, match="2 people have signed up"):
        events.change_event(place.lead, event, place.stored, planned(capacity=1))


def test_what_is_over_or_cancelled_is_not_changed_and_not_signed_up_for(place: Place, event: LearningEvent) -> None:
    over = in_the_past(events.plan_event(place.lead, place.team, place.stored, planned()))
    events.cancel_event(place.lead, event)
    for found in (over, event):
        for act in (
            lambda found=found: events.sign_up(place.member, found),
            lambda found=found: events.leave_event(place.member, found),
            lambda found=found: events.cancel_event(place.lead, found),
            lambda found=found: events.change_event(place.lead, found, place.stored, planned()),
        ):
            with pytest.raises(BadInput, match="over, or does not take place"):
                act()  # type: ignore[no-untyped-call]


def test_who_signed_up_is_told_of_changes_and_cancellation_in_their_language(
    place: Place, event: LearningEvent, mailoutbox: list[Any]
) -> None:
    Person.objects.filter(pk=place.member.pk).update(language="fr")
    for person in (place.member, place.lead):
        events.sign_up(person, event)
    events.change_event(place.lead, event, place.stored, planned("Clinic, longer", hours=3, where="Room 7"))
    told = {message.to[0]: message for message in mailoutbox}
    assert set(told) == {place.member.email, place.lead.email}
    assert "Changed: Clinic, longer" in told[place.lead.email].subject
    assert "Room 7" in str(told[place.lead.email].body)
    assert "/en/teams/clearwater/career/plan/events/" in str(told[place.lead.email].body)
    assert "/fr/teams/clearwater/career/plan/events/" in str(told[place.member.email].body)
    events.cancel_event(place.lead, event, "The speaker is ill")
    last = [message for message in mailoutbox if message.to == [place.lead.email]][-1]
    assert "Cancelled: Clinic, longer" in last.subject
    assert "The speaker is ill" in str(last.body)
    assert list(Entry.objects.filter(what__contains="event").order_by("pk").values_list("what", flat=True)) == [
        "changed_event", "cancelled_event"
    ]  # fmt: skip


def test_saving_without_a_change_tells_nobody(place: Place, mailoutbox: list[Any]) -> None:
    said = planned()
    event = events.plan_event(place.lead, place.team, place.stored, said)
    events.sign_up(place.member, event)
    events.change_event(place.lead, LearningEvent.objects.get(), place.stored, said)
    assert mailoutbox == []


def part(content: bytes) -> Any:
    (entry,) = Calendar.from_ical(content.decode()).walk("VEVENT")
    return entry


def test_a_calendar_gets_the_event_in_its_own_time_zone_and_hears_of_changes(
    place: Place, event: LearningEvent
) -> None:
    entry = part(event_ics(event, place.member))
    assert entry.decoded("DTSTART") == event.starts_at
    assert entry["DTSTART"].params["TZID"] == "America/Toronto"
    assert entry.decoded("DTEND") - entry.decoded("DTSTART") == timedelta(hours=2)
    assert (entry["SUMMARY"], entry["LOCATION"], entry["STATUS"], entry["SEQUENCE"]) == (
        "Clinic", "Room 12", "CONFIRMED", 0
    )  # fmt: skip
    events.change_event(place.lead, event, place.stored, planned("Later"))
    changed = part(event_ics(event, place.member))
    assert (changed["UID"], changed["SUMMARY"], changed["SEQUENCE"]) == (entry["UID"], "Later", 1)


def test_the_private_calendar_has_what_one_signed_up_for_and_says_what_is_cancelled(
    place: Place, event: LearningEvent
) -> None:
    far = {**vars(planned("Elsewhere")), "time_zone": "America/Vancouver"}
    other = events.plan_event(place.lead, place.team, place.stored, events.Planned(**far))
    events.plan_event(place.lead, place.team, place.stored, planned("Not mine"))
    for found in (event, other):
        events.sign_up(place.member, found)
    events.cancel_event(place.lead, event)
    calendar = Calendar.from_ical(calendar_ics(place.member).decode())
    told = {str(entry["SUMMARY"]): str(entry["STATUS"]) for entry in calendar.walk("VEVENT")}
    assert told == {"Clinic": "CANCELLED", "Elsewhere": "CONFIRMED"}
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    assert {"America/Toronto", "America/Vancouver"} <= zones
    Member.objects.filter(person=place.member).delete()
    assert not Calendar.from_ical(calendar_ics(place.member).decode()).walk("VEVENT")


def test_who_leaves_the_organisation_does_not_come_and_keeps_what_they_took_part_in(
    place: Place, event: LearningEvent
) -> None:
    past = events.plan_event(place.lead, place.team, place.stored, planned("Past"))
    for found in (event, past):
        events.sign_up(place.member, found)
    in_the_past(past)
    Member.objects.filter(person=place.member).delete()
    assert queries.who_comes(event) == queries.who_comes(past) == []
    assert queries.joined_event(place.member, str(past.pk)) == past
    assert queries.joined_event(place.member, str(event.pk)) is None


def test_only_what_one_signed_up_for_and_is_over_can_be_kept(place: Place, event: LearningEvent) -> None:
    events.sign_up(place.member, event)
    assert queries.joined_event(place.member, str(event.pk)) is None
    in_the_past(event)
    assert queries.joined_event(place.member, str(event.pk)) == event
    for key in ("", "x", "99999999999999999999"):
        assert queries.joined_event(place.member, key) is None
    assert queries.joined_event(place.lead, str(event.pk)) is None
    event.cancelled_at = timezone.now()
    event.save()
    assert queries.joined_event(place.member, str(event.pk)) is None


def test_sign_ups_vanish_with_the_account_and_events_stay(place: Place, event: LearningEvent) -> None:
    for person in (place.member, place.lead):
        events.sign_up(person, event)
    place.member.delete()
    place.lead.delete()
    assert not SignUp.objects.exists()
    assert LearningEvent.objects.get().made_by is None


def test_nothing_is_made_by_itself_of_an_event(place: Place, event: LearningEvent, draft: Assessment) -> None:
    from tamarack.portfolio.models import Activity, Evidence

    events.sign_up(place.member, event)
    in_the_past(event)
    assert not Evidence.objects.exists()
    assert not Activity.objects.exists()
