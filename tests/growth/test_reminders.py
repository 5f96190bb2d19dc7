"""Reminders come to those who asked, once a week at most, on their day and by their clock."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext, override
from django_tasks_db.models import DBTaskResult

from tamarack.common.mail import OnceMessage
from tamarack.common.tasks.worker import work_off
from tamarack.core.errors import UnknownCode
from tamarack.growth.actions.keeping import set_rhythm, stop_reminders
from tamarack.growth.models import Action, Rhythm
from tamarack.growth.reminders import find_reminded, reminder, send_reminders, unsubscribe_token
from tamarack.people.actions.accounts import delete_account
from tamarack.people.models import Person
from tests.conftest import make_person

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = date(2026, 11, 23)
Round = Callable[..., list[str]]


@pytest.fixture
def at(settings: Any) -> Round:
    """A round at a moment by a time zone's clock: whom mail was queued for."""
    settings.EMAIL_BACKEND = "tamarack.common.mail.QueuedBackend"
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def at(day: date, hour: float = 9, zone: str = "America/Toronto") -> list[str]:
        moment = datetime.combine(day, time(int(hour), round(hour % 1 * 60)), ZoneInfo(zone)).astimezone(UTC)
        before = DBTaskResult.objects.count()
        with mock.patch("django.utils.timezone.now", return_value=moment):
            send_reminders.call()
        rows = DBTaskResult.objects.order_by("enqueued_at")[before:]
        return [row.args_kwargs["args"][0]["to"][0].partition("@")[0] for row in rows]

    return at


def ask(person: Person, weekday: int = 0, zone: str = "", **fields: Any) -> Rhythm:
    """A person who asked for reminders and has something to do on the Monday of these tests."""
    Action.objects.create(person=person, what="Écrire à Zoé & Cie <vite>", due=MONDAY + timedelta(days=3))
    return Rhythm.objects.create(person=person, reminders=True, weekday=weekday, time_zone=zone, **fields)


def written(kept: Rhythm, today: date = MONDAY) -> OnceMessage | None:
    moment = datetime.combine(today, time(15), UTC)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        return reminder(kept)


def parts(message: EmailMultiAlternatives | None) -> tuple[str, str]:
    """The plain text and the HTML."""
    assert message
    return str(message.body), str(message.alternatives[0][0])


def test_only_who_asked_is_reminded(person: Person, stranger: Person, at: Round) -> None:
    ask(person)
    Rhythm.objects.create(person=stranger)
    Action.objects.create(person=stranger, what="Theirs", due=MONDAY)
    ask(make_person("inactive", is_active=False))
    assert at(MONDAY) == ["nadia"]
    stop_reminders(person)
    assert at(MONDAY + timedelta(weeks=1)) == []


def test_a_second_round_finds_nothing_to_do(person: Person, at: Round) -> None:
    ask(person)
    assert [at(MONDAY, hour) for hour in (9, 9.5, 14, 23)] == [["nadia"], [], [], []]


@pytest.mark.parametrize("weekday", range(7))
def test_a_reminder_comes_on_the_persons_weekday_each_week(person: Person, at: Round, weekday: int) -> None:
    kept = ask(person, weekday, reminded_for=MONDAY - timedelta(days=7 - weekday))
    Action.objects.update(due=MONDAY)
    days = [MONDAY + timedelta(days=number) for number in range(21)]
    assert [day for day in days if at(day)] == [day for day in days if day.weekday() == weekday]
    kept.refresh_from_db()
    assert kept.reminded_for == days[14 + weekday]


@pytest.mark.parametrize(
    "zone", ["America/St_Johns", "America/Vancouver", "Pacific/Kiritimati", "Pacific/Pago_Pago", ""]
)
def test_a_reminder_comes_from_seven_on_by_the_persons_clock(person: Person, at: Round, zone: str) -> None:
    ask(person, zone=zone, reminded_for=MONDAY - timedelta(days=7))
    clock = zone or "America/Toronto"
    assert at(MONDAY - timedelta(days=1), 23.75, clock) == []
    assert at(MONDAY, 6.75, clock) == []
    assert at(MONDAY, 7, clock) == ["nadia"]


def test_another_weekday_never_brings_a_second_reminder_within_a_week(person: Person, at: Round) -> None:
    kept = ask(person, weekday=0)
    days = {MONDAY + timedelta(days=number): number % 7 for number in range(35)}
    reminded = []
    for day, number in days.items():
        Rhythm.objects.update(weekday=(kept.weekday + 3 * number) % 7)  # every day another one
        if at(day):
            reminded.append(Rhythm.objects.get().reminded_for)
    assert len(reminded) > 1
    assert all(after - before >= timedelta(days=7) for before, after in pairwise(reminded))


def test_switching_reminders_off_and_on_brings_no_second_one(person: Person, at: Round) -> None:
    ask(person)
    assert at(MONDAY) == ["nadia"]
    for on in (False, True):
        set_rhythm(person, every=0, next_on=None, at=time(9), time_zone="America/Vancouver", reminders=on, weekday=0)
    assert at(MONDAY, 20) == []


def test_a_reminder_is_made_up_for_the_day_after_and_left_out_later(
    person: Person, stranger: Person, at: Round
) -> None:
    ask(person)
    assert at(MONDAY + timedelta(days=1)) == ["nadia"]
    ask(stranger)
    assert at(MONDAY + timedelta(days=2)) == []
    assert {kept.reminded_for for kept in Rhythm.objects.all()} == {MONDAY}
    assert at(MONDAY + timedelta(days=7)) == ["nadia", "stranger"]


def test_who_asks_in_mid_week_hears_on_their_next_weekday(person: Person, at: Round) -> None:
    ask(person)
    assert [at(MONDAY + timedelta(days=number)) for number in (3, 6, 7)] == [[], [], ["nadia"]]


def test_nothing_to_say_is_not_said(person: Person, at: Round) -> None:
    Rhythm.objects.create(person=person, reminders=True, every=4, next_on=MONDAY + timedelta(days=8))
    for state, due in (("done", 0), ("let_go", -9), ("open", 8), ("under_way", None)):
        day = None if due is None else MONDAY + timedelta(days=due)
        Action.objects.create(person=person, what=state, state=state, due=day)
    assert at(MONDAY) == []
    assert at(MONDAY + timedelta(days=1)) == []  # its day was Monday
    assert at(MONDAY + timedelta(days=7)) == ["nadia"]


def test_a_check_in_alone_is_something_to_say(person: Person) -> None:
    kept = Rhythm.objects.create(person=person, reminders=True, every=4, next_on=MONDAY + timedelta(days=7))
    text, page = parts(written(kept))
    assert "Your next check-in: 30 November 2026." in text
    assert "Your next check-in: 30 November 2026." in page
    assert "planned" not in text
    assert "Your check-in of 30 November 2026 is still open." in parts(written(kept, MONDAY + timedelta(days=8)))[0]


def test_a_reminder_tells_the_week_what_is_open_the_check_in_and_where_to_go(person: Person) -> None:
    kept = ask(person, every=4, next_on=date(2026, 12, 24))
    Action.objects.create(person=person, what="Read\r\non", due=MONDAY - timedelta(days=1))
    message = written(kept)
    text, page = parts(message)
    assert message
    assert message.subject == "[Tamarack] Your plan this week"
    assert message.to == [person.email]
    assert (
        "this week:\n\n- Écrire à Zoé & Cie <vite> (26 November 2026)\n\nStill open:\n\n- Read on (22 November 2026)\n"
        in text
    )
    assert "Your next check-in: 24 December 2026." in text
    assert "Écrire à Zoé &amp; Cie &lt;vite&gt; (26 November 2026)" in page
    token = unsubscribe_token(person)
    for address in ("", "rhythm/"):
        assert f"http://localhost:8000/en/growth/{address}\n" in text
        assert f'href="http://localhost:8000/en/growth/{address}"' in page
    assert text.endswith(f"\nhttp://localhost:8000/en/unsubscribe/{token}/\n")
    assert f'href="http://localhost:8000/en/unsubscribe/{token}/"' in page
    assert "\n\n\n" not in text


def test_a_long_list_is_cut_short(person: Person) -> None:
    kept = ask(person)
    Action.objects.bulk_create(Action(person=person, what="More", due=MONDAY) for _ in range(24))
    text, page = parts(written(kept))
    assert text.count("\n- ") == page.count("<li>") == 20
    assert "Your plan has 5 more." in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_reminder_is_in_the_persons_language(person: Person, language: str) -> None:
    person.language = language
    with override("fr" if language == "en" else "en"):
        message = written(ask(person))
    text, page = parts(message)
    with override(language):
        assert message
        assert message.subject == f"[Tamarack] {gettext('Your plan this week')}"
        assert gettext("You get this because you asked for reminders, once a week at most.") in page
        assert gettext("What you planned for this week:") in text
    assert {"en": "26 November 2026", "fr": "26 novembre 2026"}[language] in text
    assert f'<html lang="{language}-CA">' in page
    assert set(re.findall(r"8000/(..)/", text + page)) == {language}


def test_mail_programs_can_stop_reminders_by_one_click(person: Person, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://grow.clearwater-university.example"
    message = written(ask(person))
    assert message
    stop = f"https://grow.clearwater-university.example/en/unsubscribe/{unsubscribe_token(person)}/"
    raw = message.message().as_bytes(linesep="\r\n").replace(b"\r\n ", b" ")
    assert re.search(rb"\r\nList-Unsubscribe: *<" + re.escape(stop.encode()) + rb">\r\n", raw)
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert b"\r\nAuto-Submitted: auto-generated\r\n" in raw


def test_a_reminder_has_plain_text_first_and_fetches_nothing(person: Person) -> None:
    message = written(ask(person))
    assert message
    kinds = [part.get_content_type() for part in message.message().walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    page = parts(message)[1]
    assert not re.search(r"<(img|link|script|style|iframe|object|video|audio)\b|\b(src|style|background)=|url\(", page)
    assert all(address.startswith("http://localhost:8000/") for address in re.findall(r'href="([^"]*)"', page))


def test_a_reminder_reaches_its_person_through_the_queue(person: Person, at: Round) -> None:
    ask(person)
    at(MONDAY)
    assert DBTaskResult.objects.get().args_kwargs["args"][0]["once"] is True
    work_off()
    (arrived,) = mail.outbox
    assert arrived.to == [person.email]
    assert arrived.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_mail_and_note_are_written_together_or_not_at_all(person: Person, at: Round) -> None:
    kept = ask(person)
    with mock.patch("tamarack.common.mail.QueuedBackend.send_messages", side_effect=RuntimeError):
        assert at(MONDAY) == []
    kept.refresh_from_db()
    assert kept.reminded_for is None
    assert at(MONDAY, 10) == ["nadia"]


def test_one_persons_trouble_keeps_no_reminder_from_others(person: Person, stranger: Person, at: Round) -> None:
    ask(person)
    ask(stranger)

    def fails_for_nadia(kept: Rhythm) -> OnceMessage | None:
        if kept.person == person:
            raise RuntimeError
        return reminder(kept)

    with mock.patch("tamarack.growth.reminders.reminder", fails_for_nadia):
        assert at(MONDAY) == ["stranger"]
    assert at(MONDAY, 10) == ["nadia"]


def test_a_round_that_read_what_another_one_has_done_meanwhile_sends_nothing(person: Person, at: Round) -> None:
    ask(person)

    def meanwhile(kept: Rhythm) -> OnceMessage | None:
        with mock.patch("tamarack.growth.reminders.reminder", reminder):
            assert at(MONDAY) == ["nadia"]
        return reminder(kept)

    with mock.patch("tamarack.growth.reminders.reminder", meanwhile):
        assert at(MONDAY, 10) == ["nadia"]  # the other round's alone
    assert DBTaskResult.objects.count() == 1


def test_everybody_is_reminded_in_groups(at: Round) -> None:
    for number in range(7):
        ask(make_person(f"person{number}"), zone="America/Halifax" if number % 2 else "")
    with mock.patch("tamarack.growth.reminders.TOGETHER", 2):
        assert len(set(at(MONDAY, 12))) == 7
    assert at(MONDAY, 13) == []


def test_a_round_reads_nothing_of_those_who_are_not_due(at: Round, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        ask(make_person(f"person{number}"), reminded_for=MONDAY)
    with django_assert_max_num_queries(4):  # the time zones, those due in the only one, and the test's two
        assert at(MONDAY) == []


def test_an_account_takes_its_reminders_along(person: Person, at: Round) -> None:
    ask(person)
    at(MONDAY)
    delete_account(person)
    [told] = DBTaskResult.objects.all()
    assert told.args_kwargs["args"][0]["subject"] == "[Tamarack] Your account is deleted"
    assert at(MONDAY, 10) == []


def test_a_link_that_stops_reminders_names_its_person_and_cannot_be_made_up(person: Person, stranger: Person) -> None:
    token, other = unsubscribe_token(person), unsubscribe_token(stranger)
    assert find_reminded(token) == person
    assert "/" not in token
    assert person.email not in token
    for guess in ("", ".", str(person.pk), f"{person.pk}.", f"{stranger.pk}.{token.partition('.')[2]}", token[:-1]):
        with pytest.raises(UnknownCode):
            find_reminded(guess)
    stranger.delete()
    with pytest.raises(UnknownCode):
        find_reminded(other)
