"""What happens to requests by themselves, and the mail that is sent: never a sign of an answer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tamarack.assessment import feedback_tasks
from tamarack.assessment.actions import answering
from tamarack.assessment.actions import feedback as asking
from tamarack.assessment.models import Assessment, FeedbackAnswer, FeedbackRequest, FeedbackRespondent
from tamarack.assessment.queries import feedback as queries
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tests.feedback import ask, people, respondent_of, say, unnamed


@pytest.fixture
def asked(person: Person, cacee: Stored) -> FeedbackRequest:
    return ask(person, cacee)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Run a round as if it were another day."""

    def run(day: date) -> None:
        for module in (feedback_tasks, asking, answering):
            monkeypatch.setattr(module.timezone, "localdate", lambda *_: day)
        feedback_tasks.keep_feedback.func()
        monkeypatch.undo()

    return run


def names(mail: list[Any]) -> list[str]:
    return sorted(message.to[0].partition("@")[0] for message in mail)


def test_an_invitation_says_what_it_is_and_has_a_link_of_its_own(
    person: Person, cacee: Stored, mailoutbox: list[Any]
) -> None:
    Person.objects.filter(pk=person.pk).update(name="<b>Nadia</b>\nX")
    person.refresh_from_db()
    ask(person, cacee)
    links = set()
    for message in mailoutbox:
        ((html, kind),) = message.alternatives
        assert kind == "text/html"
        assert message.subject == "[Tamarack] <b>Nadia</b> X asks for your feedback"
        assert "<b>Nadia" not in html
        assert "Please be frank." in message.body
        assert "about 5 minutes" in message.body
        (link,) = [line for line in message.body.split() if "/feedback/for/" in line]
        links.add(link)
        assert link in html
    assert len(links) == 7


def test_people_are_written_to_in_their_language(person: Person, cacee: Stored, mailoutbox: list[Any]) -> None:
    request = ask(person, cacee)
    mailoutbox.clear()
    french = [asking.Invited("Zoé", "zoe@others.example", "peers", "fr")]
    asking.invite_more(person, request, french)
    (message,) = mailoutbox
    assert "vous demande une rétroaction" in message.subject
    assert "/fr/feedback/for/" in message.body


def test_reminders_come_twice_at_most_and_only_to_who_has_done_nothing(
    asked: FeedbackRequest, on: Callable[[date], None], mailoutbox: list[Any]
) -> None:
    say(asked, "Pia")
    say(asked, "Per", give=False)
    answering.decline(respondent_of(asked, "Sam"))
    asking.withdraw_link(asked.person, asked, respondent_of(asked, "Ted"))
    mailoutbox.clear()
    on(asked.until - timedelta(days=8))
    assert mailoutbox == []
    for _ in range(2):
        on(asked.until - timedelta(days=7))
    assert names(mailoutbox) == ["mona", "pam", "per", "sue"]
    assert all(message.subject.startswith("[Tamarack] Reminder:") for message in mailoutbox)
    mailoutbox.clear()
    say(asked, "Per")
    for days in (6, 3, 2, 1, 0):
        on(asked.until - timedelta(days=days))
    assert names(mailoutbox) == ["mona", "pam", "sue"]


def test_a_short_request_does_not_remind_at_once(
    person: Person, cacee: Stored, on: Callable[[date], None], mailoutbox: list[Any]
) -> None:
    today = timezone.localdate()
    ask(person, cacee, until=today + timedelta(days=4))
    mailoutbox.clear()
    for days in (0, 1, 2):
        on(today + timedelta(days=days))
    assert mailoutbox == []
    for days in (3, 4):
        on(today + timedelta(days=days))
    assert len(mailoutbox) == 7


def test_whoever_wants_no_requests_gets_no_reminder(
    asked: FeedbackRequest, on: Callable[[date], None], mailoutbox: list[Any], person: Person, cacee: Stored
) -> None:
    other = ask(person, cacee)
    answering.decline(respondent_of(asked, "Pia"), for_ever=True)
    mailoutbox.clear()
    on(other.until - timedelta(days=7))
    assert "pia" not in names(mailoutbox)


def test_a_request_closes_after_its_last_day_and_its_person_is_told_once(
    asked: FeedbackRequest, on: Callable[[date], None], mailoutbox: list[Any]
) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name)
    mailoutbox.clear()
    on(asked.until)
    asked.refresh_from_db()
    assert asked.is_open
    mailoutbox.clear()
    for _ in range(2):
        on(asked.until + timedelta(days=1))
    asked.refresh_from_db()
    assert asked.is_closed
    assert queries.result(asked).rows[0].cells
    (message,) = mailoutbox
    assert message.to == ["nadia@clearwater.example"]
    assert f"/en/feedback/{asked.pk}/" in message.body


def test_the_mail_is_the_same_whether_anyone_answered(
    person: Person, cacee: Stored, on: Callable[[date], None], mailoutbox: list[Any]
) -> None:
    with_answers, without = ask(person, cacee), ask(person, cacee)
    for name in ("Pia", "Per", "Pam"):
        say(with_answers, name, remarks={"COL.1": unnamed("something")})
    mailoutbox.clear()
    on(without.until + timedelta(days=1))
    bodies = {message.body.replace(f"/{row.pk}/", "/") for message in mailoutbox for row in (with_answers, without)}
    assert sum("/feedback/\n" in body for body in bodies) == 1


def test_nothing_is_sent_to_anyone_when_someone_answers(asked: FeedbackRequest, mailoutbox: list[Any]) -> None:
    mailoutbox.clear()
    for name in ("Pia", "Per", "Pam"):
        answering.take_answer_back(say(asked, name))
        say(asked, name)
    answering.decline(respondent_of(asked, "Sam"))
    assert mailoutbox == []


def test_a_planned_request_begins_on_its_day_with_the_newest_assessment(
    asked: FeedbackRequest, cacee: Stored, draft: Assessment, fill: Callable[..., Assessment],
    on: Callable[[date], None], mailoutbox: list[Any],
) -> None:  # fmt: skip
    for name in ("Pia", "Per", "Pam"):
        say(asked, name)
    asking.close_request(asked.person, asked)
    asked.refresh_from_db()
    planned = asking.plan_again(asked.person, asked, "COL.1")
    fill(draft, submit=True)
    mailoutbox.clear()
    on(planned.opens_on - timedelta(days=1))
    assert mailoutbox == []
    for _ in range(2):
        on(planned.opens_on)
    planned.refresh_from_db()
    assert planned.is_open
    assert planned.assessment == draft
    assert planned.promise["en"]
    assert len(mailoutbox) == 7
    assert set(planned.respondents.values_list("mailed_on", flat=True)) == {planned.opens_on}


def test_a_cancelled_plan_sends_nothing(
    asked: FeedbackRequest, on: Callable[[date], None], mailoutbox: list[Any]
) -> None:
    for name in ("Pia", "Per", "Pam"):
        say(asked, name)
    asking.close_request(asked.person, asked)
    asked.refresh_from_db()
    planned = asking.plan_again(asked.person, asked, "COL.1")
    asking.delete_request(asked.person, planned)
    mailoutbox.clear()
    on(planned.opens_on)
    assert mailoutbox == []


def test_one_that_fails_does_not_hold_the_others_up(person: Person, cacee: Stored, on: Callable[[date], None]) -> None:
    first, second = ask(person, cacee), ask(person, cacee)
    FeedbackRequest.objects.filter(pk=first.pk).update(criteria=["NO.1"])
    FeedbackRespondent.objects.filter(request=first, name="Pia").update(state="answered")
    pia = respondent_of(first, "Pia")
    FeedbackAnswer.objects.create(respondent=pia, ratings={"NO.1": "B"}, remarks={"x": "broken"})
    on(second.until + timedelta(days=1))
    second.refresh_from_db()
    first.refresh_from_db()
    assert second.is_closed
    assert first.is_open


def test_the_round_is_among_the_repeated_tasks(settings: Any) -> None:
    assert feedback_tasks.keep_feedback.module_path in settings.REPEATED_TASKS


def test_more_people_can_be_asked_while_it_is_open(asked: FeedbackRequest, mailoutbox: list[Any]) -> None:
    mailoutbox.clear()
    asking.invite_more(asked.person, asked, people({"students": ["Sol"]}))
    assert names(mailoutbox) == ["sol"]
