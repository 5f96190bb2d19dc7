"""Keeping at it: check-ins, journal, rhythm, timeline, as someone without scripts uses them."""

import re
from collections.abc import Callable

from django.test import Client

from tamarack.assessment.models import Assessment
from tamarack.growth.actions.doing import Doing, create_action
from tamarack.growth.models import CheckIn, Goal, Rhythm
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tests.web.test_results import words


def test_a_check_in_is_kept_changed_and_deleted(own: Client, cacee: Stored) -> None:
    assert (
        "Please answer one of the three questions at least."
        in own.post("/en/growth/check-in/", {"moved": " "}).content.decode()
    )
    own.post("/en/growth/check-in/", {"moved": "A first step", "next_": "A second"})
    entry = CheckIn.objects.get()
    assert "A first step" in own.get("/en/growth/journal/").content.decode()
    assert "A second" in own.get("/en/growth/check-in/").content.decode()
    own.post(f"/en/growth/check-in/{entry.pk}/", {"moved": "Another"})
    assert CheckIn.objects.get().moved == "Another"
    own.post(f"/en/growth/check-in/{entry.pk}/delete/")
    assert not CheckIn.objects.exists()


def test_the_rhythm_is_chosen_and_the_calendar_renewed_and_ended(own: Client, person: Person, cacee: Stored) -> None:
    own.post("/en/growth/rhythm/", {
        "every": "2", "next_on": "2027-01-04", "at": "08:30", "time_zone": "America/Halifax", "reminders": "on",
        "weekday": "3",
    })  # fmt: skip
    kept = Rhythm.objects.get()
    assert (kept.every, str(kept.next_on), str(kept.at), kept.reminders, kept.weekday) == (
        2,
        "2027-01-04",
        "08:30:00",
        True,
        3,
    )
    addresses = []
    for _ in range(2):
        own.post("/en/growth/rhythm/calendar/")
        page = own.get("/en/growth/rhythm/").content.decode()
        addresses.append(re.search(r'readonly value="[^"]*(/calendar/[^"]+)"', page)[1])  # type: ignore[index]
    assert own.get(addresses[0]).status_code == 404
    assert own.get(addresses[1]).status_code == 200
    own.post("/en/growth/rhythm/calendar/", {"end": "1"})
    assert own.get(addresses[1]).status_code == 404


def test_nothing_comes_by_mail_unless_asked_for(own: Client, cacee: Stored) -> None:
    assert not re.search(r'name="reminders"[^>]*checked', own.get("/en/growth/rhythm/").content.decode())


def test_the_timeline_tells_everything_in_the_order_of_time(
    own: Client, person: Person, cacee: Stored, done: Assessment, goal: Goal
) -> None:
    action = create_action(person, cacee.framework, Doing("Called Ada"), goal)
    own.post("/en/growth/actions/do/", {"do": f"done-{action.pk}"})
    own.post("/en/growth/check-in/", {"moved": "A step"})
    text = words(own.get("/en/growth/timeline/"))
    told = ("Check-in", "A step", "Action done", "Called Ada", "Goal taken up", "Lead a centre", "Assessment")
    places = [text.index(said, text.index("newest first.")) for said in told]
    assert places == sorted(places)


def test_a_trend_needs_two_assessments_and_forecasts_nothing(
    own: Client, person: Person, cacee: Stored, done: Assessment, goal: Goal, fill: Callable[..., Assessment]
) -> None:
    assert "How it has moved" not in words(own.get(f"/en/growth/goals/{goal.pk}/"))
    again = Assessment.objects.create(person=person, version_id=cacee.id)
    fill(again, submit=True, COL_1="M")
    text = words(own.get(f"/en/growth/goals/{goal.pk}/"))
    assert "How it has moved" in text
    assert "Nothing is forecast." in text
    assert re.search(r"COL Collaboration .*? 4 of 9 · .*? 5 of 9", text)


def test_a_form_that_is_sent_twice_is_taken_once(person: Person, cacee: Stored) -> None:
    """A double click sends the same page's form again; another page's form is another one."""
    own = Client(enforce_csrf_checks=True)
    own.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    def token() -> str:
        return re.findall(
            r'name="csrfmiddlewaretoken" value="([^"]+)"', own.get("/en/growth/check-in/").content.decode()
        )[0]

    said = {"moved": "One step", "csrfmiddlewaretoken": token()}
    first, second = (own.post("/en/growth/check-in/", said) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert CheckIn.objects.count() == 1
    own.post("/en/growth/check-in/", {**said, "csrfmiddlewaretoken": token()})
    assert CheckIn.objects.count() == 2


def test_a_form_that_could_not_be_taken_can_be_sent_again(person: Person, cacee: Stored) -> None:
    own = Client(enforce_csrf_checks=True)
    own.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = own.get("/en/growth/check-in/").content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
    for _ in range(2):
        response = own.post("/en/growth/check-in/", {"moved": " ", "csrfmiddlewaretoken": token})
        assert response.status_code == 200


def test_an_open_draft_stands_before_rating_the_focus_again(
    own: Client, person: Person, cacee: Stored, done: Assessment, goal: Goal
) -> None:
    assert "Rate these criteria again" in own.get("/en/growth/check-in/").content.decode() or (
        "Rate your focus again" in own.get("/en/growth/check-in/").content.decode()
    )
    draft = Assessment.objects.create(person=person, version_id=cacee.id)
    page = own.get("/en/growth/check-in/").content.decode()
    assert "once your open draft is submitted or deleted" in page
    assert f'href="/en/assess/{draft.pk}/"' in page
    assert "/check-in/rate/" not in page


def test_a_check_in_leads_to_what_was_rated_again_with_it(
    own: Client, person: Person, cacee: Stored, done: Assessment, goal: Goal
) -> None:
    own.post("/en/growth/check-in/", {"moved": "A step"})
    entry = CheckIn.objects.get()
    own.post("/en/growth/check-in/rate/", {"check_in": entry.pk})
    entry.refresh_from_db()
    assert entry.assessment is not None
    assert f'href="/en/assess/{entry.assessment.pk}/first/"' in own.get("/en/growth/journal/").content.decode()
