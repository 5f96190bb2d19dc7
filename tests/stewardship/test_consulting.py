"""Consultations: opening, answering once, closing, what is told; and reminders of reviews."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.people.actions.accounts import delete_account
from tamarack.people.models import Person
from tamarack.rubric.models import Life
from tamarack.rubric.queries import Stored, status
from tamarack.stewardship.actions import drop_draft, store
from tamarack.stewardship.actions.calendar import set_review
from tamarack.stewardship.actions.consulting import (
    Answered,
    Planned,
    answer,
    close_consultation,
    end_quotes,
    listen,
    plan_consultation,
    publish_results,
)
from tamarack.stewardship.actions.life import set_status
from tamarack.stewardship.actions.publishing import publish
from tamarack.stewardship.models import Answer, Consultation, NextReview, Response
from tamarack.stewardship.queries import voice as queries
from tamarack.stewardship.results import ORGANISATIONS, PEOPLE
from tamarack.stewardship.rules import in_consultation
from tamarack.stewardship.voice_tasks import keep_voice, remind
from tests.conftest import make_person
from tests.voice import TEXT, YES, Voice, own_organisation

DAY = timedelta(days=1)


@pytest.fixture
def voice(cacee: Stored) -> Voice:
    return Voice(cacee)


def today() -> date:
    return timezone.localdate()


def test_opening_today_keeps_the_text_and_changes_the_status(voice: Voice) -> None:
    consultation = voice.consult()
    assert consultation.document is not None
    assert consultation.document["version"] == "1.1"
    assert status(voice.rubric, "1.1") == Life.Status.CONSULTATION
    assert in_consultation(voice.draft)
    close_consultation(consultation, voice.steward)
    assert status(voice.rubric, "1.1") == Life.Status.DRAFT
    assert not in_consultation(voice.draft)


def test_a_consultation_to_come_opens_and_closes_on_its_days_by_itself(
    voice: Voice, stranger: Person, mailoutbox: list[Any]
) -> None:
    listen(stranger, voice.rubric, wanted=True)
    consultation = voice.consult(today() + DAY, today() + 3 * DAY)
    keep_voice.func()
    assert not in_consultation(voice.draft)
    Consultation.objects.update(opens=today())
    for _ in range(2):
        keep_voice.func()
    assert in_consultation(voice.draft)
    assert [message.to for message in mailoutbox] == [[stranger.email]]
    assert "List-Unsubscribe" in mailoutbox[0].extra_headers
    Consultation.objects.update(opens=today() - 3 * DAY, closes=today() - DAY)
    keep_voice.func()
    consultation.refresh_from_db()
    assert consultation.closed_at
    assert consultation.closes == today() - DAY
    assert consultation.results == {who: {"answered": None, "criteria": {}} for who in (PEOPLE, ORGANISATIONS)}


def test_a_draft_has_one_consultation_at_a_time(voice: Voice) -> None:
    voice.consult()
    with pytest.raises(NotAllowed):
        voice.consult()


def test_days_and_texts_have_to_be_right(voice: Voice) -> None:
    for wrong in (Planned(today(), today() - DAY, TEXT), Planned(today() - 9 * DAY, today() - DAY, TEXT),
                  Planned(today(), today(), {"en": "Only"}), Planned(date(1, 1, 1), today(), TEXT)):  # fmt: skip
        with pytest.raises(BadInput):
            plan_consultation(voice.steward, voice.draft, wrong)
    with pytest.raises(NotAllowed):
        plan_consultation(voice.member, voice.draft, Planned(today(), today(), TEXT))


def test_a_person_and_an_organisation_answer_once_and_may_change_it_until_it_closes(voice: Voice) -> None:
    consultation, place = voice.consult(), own_organisation(voice.member)
    for wording in ("First", "Second"):
        answer(voice.member, consultation, None, {"COL.1": Answered(YES, wording)})
        answer(voice.member, consultation, place, {"COL.1": Answered(YES, wording)})
    assert Response.objects.count() == 2
    assert set(Answer.objects.values_list("wording", flat=True)) == {"Second"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(consultation=consultation, person=voice.member)
    answer(voice.member, consultation, None, {"COL.1": Answered({})})
    assert Answer.objects.count() == 1
    close_consultation(consultation)
    with pytest.raises(NotAllowed):
        answer(voice.member, consultation, None, {"COL.1": Answered(YES)})


def test_only_an_owner_answers_for_an_organisation(voice: Voice, stranger: Person) -> None:
    consultation, place = voice.consult(), own_organisation(voice.member)
    with pytest.raises(NotAllowed):
        answer(stranger, consultation, place, {"COL.1": Answered(YES)})


def test_an_answer_is_about_a_criterion_of_the_draft_and_one_of_the_opinions(voice: Voice) -> None:
    consultation = voice.consult()
    with pytest.raises(UnknownCode):
        answer(voice.member, consultation, None, {"XYZ.1": Answered(YES)})
    with pytest.raises(BadInput):
        answer(voice.member, consultation, None, {"COL.1": Answered({"clear": "very"})})


def test_results_tell_labels_from_five_answers_on_people_and_organisations_apart(voice: Voice) -> None:
    consultation = voice.consult()
    voice.crowd(consultation, 12)
    voice.crowd(consultation, 4, "COL.2")
    for number in range(4):
        owner = make_person(f"owner{number}")
        answer(owner, consultation, own_organisation(owner, f"org{number}"), {"COL.1": Answered(YES)})
    close_consultation(consultation)
    consultation.refresh_from_db()
    count, told = queries.told_of(consultation, PEOPLE)
    assert count == 16
    clear = told["COL.1"]["clear"]
    assert (clear.at_least, clear.yes.step, clear.partly.step) == (10, 3, 3)
    assert told["COL.1"]["distinct"].yes.step == 0
    assert told["COL.2"] == {}
    assert queries.told_of(consultation, ORGANISATIONS) == (None, {"COL.1": {}})


def test_results_never_change_and_hold_no_single_answer(voice: Voice) -> None:
    consultation = voice.consult()
    people = voice.crowd(consultation, 6)
    close_consultation(consultation)
    before = Consultation.objects.get().results
    for person in people[:3]:
        delete_account(person)
    close_consultation(consultation)
    assert Consultation.objects.get().results == before
    assert Answer.objects.count() == 3


def test_words_are_quoted_only_where_that_is_allowed_and_named_only_where_that_is(voice: Voice) -> None:
    consultation = voice.consult()
    for number, (quote, named) in enumerate([(False, True), (True, False), (True, True)]):
        person = make_person(f"said{number}")
        answer(person, consultation, None, {"COL.1": Answered(YES, f"Words {number}", quote, named)})
    close_consultation(consultation)
    assert queries.quotes(consultation)["COL.1"] == [
        {"text": "Words 1", "name": "", "organisation": False},
        {"text": "Words 2", "name": "Said2", "organisation": False},
    ]
    end_quotes(person, consultation)
    assert [entry["text"] for entry in queries.quotes(consultation)["COL.1"]] == ["Words 1"]


def test_results_are_for_stewards_until_they_publish_them(voice: Voice, stranger: Person) -> None:
    consultation = voice.consult()
    with pytest.raises(NotAllowed):
        publish_results(voice.steward, consultation)
    close_consultation(consultation)
    for reader in (None, stranger, voice.member):
        with pytest.raises(UnknownCode):
            queries.told_consultation(reader, "cacee", consultation.pk)
    assert queries.told_consultation(voice.steward, "cacee", consultation.pk)
    publish_results(voice.steward, consultation)
    assert queries.told_consultation(None, "cacee", consultation.pk)


def test_what_never_opened_is_taken_off(voice: Voice) -> None:
    close_consultation(voice.consult(today() + DAY), voice.steward)
    assert not Consultation.objects.exists()


@pytest.mark.parametrize(
    ("left", "mails"), [(31, 0), (30, 1), (29, 1), (28, 0), (8, 0), (7, 1), (1, 0), (0, 1), (-1, 0)]
)
def test_stewards_are_reminded_of_a_review_once_each_time(
    voice: Voice, mailoutbox: list[Any], left: int, mails: int
) -> None:
    NextReview.objects.create(framework=voice.rubric, day=today() + left * DAY, text={"en": "All of it"})
    review = NextReview.objects.select_related("framework").get()
    for _ in range(2):
        remind(review, today())
    assert [message.to for message in mailoutbox] == [[voice.steward.email]] * mails


def test_a_review_moved_to_another_day_is_reminded_of_anew(voice: Voice, mailoutbox: list[Any]) -> None:
    for days in (7, 30):
        set_review(voice.steward, voice.rubric, today() + days * DAY, {"en": "x", "fr": ""})
        keep_voice.func()
    assert len(mailoutbox) == 2
    assert NextReview.objects.get().text == {"en": "x"}
    with pytest.raises(BadInput):
        set_review(voice.steward, voice.rubric, today() - DAY, {})
    with pytest.raises(NotAllowed):
        set_review(voice.member, voice.rubric, today(), {})


def test_while_it_is_open_the_texts_stay_as_they_are(voice: Voice) -> None:
    consultation = voice.consult()
    for change in (
        lambda: store(voice.draft, {**voice.draft.document, "title": {"en": "Other"}}, voice.steward),
        lambda: drop_draft(voice.steward, voice.draft),
        lambda: publish(voice.steward, voice.draft, voice.draft.revision, ""),
    ):
        with pytest.raises(NotAllowed):
            change()
    close_consultation(consultation)
    store(voice.draft, {**voice.draft.document, "title": {"en": "Other"}}, voice.steward)


def test_a_status_that_was_changed_by_hand_stops_nothing(voice: Voice) -> None:
    set_status(voice.steward, voice.rubric, "1.1", Life.Status.CONSULTATION)
    consultation = voice.consult()
    set_status(voice.steward, voice.rubric, "1.1", Life.Status.DRAFT)
    close_consultation(consultation)
    assert status(voice.rubric, "1.1") == Life.Status.DRAFT


def test_one_opens_by_itself_also_when_who_planned_it_keeps_the_rubric_no_more(voice: Voice) -> None:
    voice.consult(today() + DAY, today() + 3 * DAY)
    Consultation.objects.update(opens=today())
    voice.steward.stewardships.all().delete()
    keep_voice.func()
    assert in_consultation(voice.draft)
