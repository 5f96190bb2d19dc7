"""What the script of the assessment page sends and is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tamarack.assessment.answers import Answer
from tamarack.assessment.models import Assessment, Rating
from tamarack.assessment.queries.rating import answers_of
from tamarack.people.models import Person
from tamarack.web.assess.sheet import owner_key
from tests.web.conftest import answer, send, told


@pytest.fixture
def address(draft: Assessment) -> str:
    return f"/en/assess/{draft.pk}/answers/"


@pytest.fixture
def owner(person: Person) -> str:
    return owner_key(person)


def test_an_answer_is_saved_and_told_with_what_stood_before(
    own: Client, draft: Assessment, address: str, owner: str
) -> None:
    send(own, address, told(owner, answer("COL.1", "rating", "E", 1)))
    response = send(own, address, told(owner, answer("COL.1", "rating", "NA-role", 2), page="COL"))
    data = response.json()
    assert data["answers"]["COL.1"] == {"rating": "NA-role", "note": ""}
    assert data["before"] == {"COL.1": {"rating": "E"}}
    assert "Saved at" in data["parts"]["saved"]
    assert "<b>1 of 35</b> criteria rated" in data["parts"]["progress"]
    assert 'aria-current="page"' in data["parts"]["side"]
    assert answers_of(draft).of("COL.1") == Answer("NA", "role")


def test_an_answer_can_be_cleared(own: Client, draft: Assessment, address: str, owner: str) -> None:
    send(own, address, told(owner, answer("COL.1", "rating", "E", 1), answer("COL.1", "note", "mine", 2)))
    send(own, address, told(owner, answer("COL.1", "rating", "", 3)))
    assert answers_of(draft).of("COL.1") == Answer("", "", "mine")


def test_sending_nothing_tells_what_others_have_written_since(
    own: Client, draft: Assessment, address: str, owner: str
) -> None:
    before = send(own, address, told(owner)).json()
    assert before["answers"] == {}
    send(own, address, told(owner, answer("COL.1", "rating", "E", 1, device="other-device")))
    assert send(own, address, told(owner, since=before["contact"])).json()["answers"]["COL.1"]["rating"] == "E"
    Rating.objects.update(saved_at=timezone.now() - timedelta(minutes=1))
    assert send(own, address, told(owner, since=before["contact"])).json()["answers"] == {}


def test_the_same_answer_sent_twice_is_saved_once(own: Client, draft: Assessment, address: str, owner: str) -> None:
    first = told(owner, answer("COL.1", "rating", "E", 1))
    send(own, address, first)
    send(own, address, told(owner, answer("COL.1", "rating", "M", 1, device="other-device")))
    again = send(own, address, first).json()
    assert again["before"] == {}
    assert again["answers"]["COL.1"]["rating"] == "M"
    assert answers_of(draft).of("COL.1") == Answer("M")


def test_another_accounts_answers_are_never_taken(
    visit: Callable[..., Client], stranger: Person, draft: Assessment, address: str, owner: str
) -> None:
    """A shared computer: Nadia's answers wait while someone else is signed in."""
    response = send(visit(stranger), address, told(owner, answer("COL.1", "rating", "E", 1)))
    assert (response.status_code, response.json()["code"]) == (403, "other_account")
    theirs = Assessment.objects.create(person=stranger, version_id=draft.version_id)
    sent = told(owner, answer("COL.1", "rating", "E", 1))
    response = send(visit(stranger), f"/en/assess/{theirs.pk}/answers/", sent)
    assert (response.status_code, response.json()["code"]) == (403, "other_account")
    assert not Rating.objects.exists()


def test_a_page_says_whose_answers_may_wait_in_the_browser_without_saying_who_it_is(
    own: Client, visit: Callable[..., Client], stranger: Person, owner: str, person: Person
) -> None:
    assert f'data-owner="{owner}"' in own.get("/en/me/").content.decode()
    assert owner not in visit(stranger).get("/en/me/").content.decode()
    assert "data-owner" not in Client().get("/en/").content.decode()
    assert str(person.pk) != owner


def test_someone_signed_out_is_told_that_nothing_is_lost(address: str, owner: str) -> None:
    response = send(Client(), address, told(owner))
    assert response.status_code == 401
    assert "Your answers are kept" in response.json()["title"]
    assert response["Content-Type"] == "application/problem+json"


def test_a_stale_token_is_answered_with_a_fresh_one(person: Person, address: str, owner: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    refused = send(strict, address, told(owner))
    assert (refused.status_code, refused.json()["code"]) == (403, "token")
    headers = {"accept": "application/json", "x-csrftoken": refused.json()["token"]}
    again = strict.post(address, told(owner), content_type="application/json", headers=headers)
    assert again.status_code == 200


def test_a_submitted_assessment_takes_nothing_and_says_so(
    own: Client, draft: Assessment, address: str, owner: str
) -> None:
    own.post(f"/en/assess/{draft.pk}/submit/")
    response = send(own, address, told(owner, answer("COL.1", "rating", "E", 1)))
    assert response.status_code == 403
    assert "submitted and cannot change any more" in response.json()["title"]
    assert not Rating.objects.exists()


GOOD = answer("COL.1", "rating", "E", 1)
BAD: list[Any] = [
    [{**GOOD, "kind": "colour"}], [{**GOOD, "value": 3}], [{**GOOD, "value": None}], [{**GOOD, "number": -1}],
    [{**GOOD, "number": "1"}], [{**GOOD, "number": 2**60}], [{**GOOD, "number": True}], [{**GOOD, "age": 1.5}],
    [{**GOOD, "device": "x"}], [{**GOOD, "device": None}], [{**GOOD, "device": "<script>alert"}], ["x"], "x", 7,
    {"a": 1}, [{"criterion": "COL.1"}], [GOOD] * 201, [None],
]  # fmt: skip


@pytest.mark.parametrize("answers", BAD)
def test_what_no_script_of_ours_sends_is_refused_whole(own: Client, address: str, owner: str, answers: Any) -> None:
    response = send(own, address, {**told(owner, answer("COL.2", "rating", "B", 1)), "answers": answers})
    assert response.status_code == 422
    assert "cannot be read" in response.json()["title"]
    assert not Rating.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_mapping_is_refused(own: Client, address: str, body: bytes) -> None:
    response = own.post(address, body, content_type="application/json", headers={"accept": "application/json"})
    assert response.status_code == 422


@pytest.mark.parametrize("since", [None, "x", -1, 10**30, 1.5, []])
def test_a_last_contact_that_cannot_be_right_tells_everything(
    own: Client, address: str, owner: str, since: Any
) -> None:
    send(own, address, told(owner, GOOD))
    assert "COL.1" in send(own, address, {**told(owner), "since": since}).json()["answers"]


@pytest.mark.parametrize("contact", [None, "x", -1, 10**30, 2**52])
def test_a_contact_that_cannot_be_right_harms_nothing(
    own: Client, draft: Assessment, address: str, owner: str, contact: Any
) -> None:
    assert send(own, address, told(owner, {**GOOD, "contact": contact, "age": 2**52})).status_code == 200
    assert answers_of(draft).of("COL.1") == Answer("E")


def test_one_answer_that_cannot_be_right_refuses_all_that_came_with_it(own: Client, address: str, owner: str) -> None:
    sent = told(owner, GOOD, answer("ETH.2", "rating", "E", 2))
    response = send(own, address, sent)
    assert response.status_code == 422
    assert "no descriptor at level E" in response.json()["title"]
    assert not Rating.objects.exists()


def test_half_a_character_does_not_stop_what_comes_with_it(
    own: Client, draft: Assessment, address: str, owner: str
) -> None:
    """A script can cut a picture character in half; the database cannot keep one half."""
    sent = told(owner, answer("COL.1", "note", "a\ud83d", 1), answer("COL.2", "note", "b\x0bc\u2028d", 2))
    assert send(own, address, sent).status_code == 200
    assert answers_of(draft).of("COL.1").note == "a\ufffd"
    assert answers_of(draft).of("COL.2").note == "b\nc\nd"


def test_answers_are_taken_by_post_alone(own: Client, address: str) -> None:
    assert own.get(address).status_code == 405
