"""The trial without an account: the same assessment in the session alone; kept, downloaded, or gone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tamarack.assessment import trial as trials
from tamarack.assessment.answers import Answer, Change
from tamarack.assessment.models import Assessment, Rating
from tamarack.assessment.queries.rating import answers_of
from tamarack.common.sessions import kept_key
from tamarack.core.errors import UnknownCode
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tamarack.web.assess.sheet import TrialSheet
from tamarack.web.trial.cookie import NAME
from tests.web.conftest import answer, send, told


@pytest.fixture
def trying(client: Client, cacee: Stored) -> Client:
    client.post("/en/try/start/", {"framework": "cacee"})
    return client


def held(trying: Client) -> trials.Trial:
    return trials.own_trial(trying.cookies[NAME].value)


def rate(trying: Client) -> None:
    trying.post("/en/try/col/", {"rating-COL.1": "E", "note-COL.1": "A coffee hour", "rating-COL.2": "NA-role"})


def test_looking_at_the_first_page_stores_nothing(client: Client, cacee: Stored) -> None:
    page = client.get("/en/try/").content.decode()
    assert "For 24 hours after your last answer" in page
    assert not Session.objects.exists()


def test_it_begins_with_the_first_criterion_or_the_competency_one_came_from(client: Client, cacee: Stored) -> None:
    assert client.post("/en/try/start/", {"framework": "cacee"})["Location"] == "/en/try/col/#COL.1"
    assert client.get("/en/try/?at=eth")["Location"] == "/en/try/eth/"
    other = Client()
    assert 'name="competency" value="eth"' in other.get("/en/try/?at=eth").content.decode()
    start = other.post("/en/try/start/", {"framework": "cacee", "competency": "eth"})
    assert start["Location"] == "/en/try/eth/"


def test_answers_are_in_the_session_and_in_no_table(trying: Client) -> None:
    rate(trying)
    page = trying.get("/en/try/col/").content.decode()
    assert 'name="rating-COL.1" value="E" checked' in page
    assert "A coffee hour" in page
    assert not Rating.objects.exists()
    assert not Assessment.objects.exists()


def test_its_script_saves_as_that_of_an_assessment(trying: Client) -> None:
    key = held(trying).key
    data = send(trying, "/en/try/answers/", told(key, answer("COL.1", "rating", "E", 1))).json()
    assert data["answers"]["COL.1"]["rating"] == "E"
    assert "Saved at" in data["parts"]["saved"]
    assert "sessionid" not in trying.cookies
    again = send(trying, "/en/try/answers/", told("someone", answer("COL.1", "rating", "M", 2)))
    assert again.status_code == 403
    assert held(trying).answers.of("COL.1") == Answer("E")


def test_the_result_shows_the_standing_and_the_ways_on(trying: Client) -> None:
    rate(trying)
    page = trying.get("/en/try/result/").content.decode()
    assert "You meet 2 of the 95 descriptors that apply to you" in page
    assert 'href="/en/account/signup/?next=/en/try/keep/"' in page
    assert "/en/try/result/profile.pdf" in page
    assert "Erase the trial" in page


def test_a_result_of_nothing_is_refused_with_a_reason(trying: Client) -> None:
    response = trying.get("/en/try/result/")
    assert response.status_code == 422
    assert "Nothing is rated yet" in response.content.decode()


@pytest.mark.parametrize(
    ("name", "starts"),
    [("profile.pdf", b"%PDF"), ("ratings.csv", b"criterion,rating\r\nCOL.1,E"), ("ratings.json", b"{"),
     ("ratings.xlsx", b"PK"), ("workbook.xlsx", b"PK")],
)  # fmt: skip
def test_it_can_be_downloaded(trying: Client, name: str, starts: bytes) -> None:
    rate(trying)
    response = trying.get(f"/en/try/result/{name}")
    assert response.status_code == 200
    assert response.content.startswith(starts)
    assert response["Content-Disposition"].startswith("attachment")


def test_it_is_gone_a_day_after_its_last_answer(trying: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    rate(trying)
    key = held(trying).session
    assert trying.cookies[NAME]["max-age"] == trials.LASTS.total_seconds()
    assert trying.cookies[NAME]["httponly"]
    later = timezone.now() + trials.LASTS + timedelta(minutes=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert trying.get("/en/try/col/").status_code == 404
    assert "Try it without an account" in trying.get("/en/try/").content.decode()
    call_command("clearsessions")
    assert not Session.objects.filter(session_key=kept_key(key)).exists()


def test_each_answer_adds_a_day(trying: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(hours=23)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    rate(trying)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later + timedelta(hours=23))
    assert trying.get("/en/try/col/").status_code == 200


def test_erasing_asks_first_and_then_erases(trying: Client) -> None:
    rate(trying)
    assert "Its 2 ratings go" in trying.get("/en/try/erase/").content.decode()
    assert trying.get("/en/try/col/").status_code == 200
    key = held(trying).session
    assert "The answers of the trial are erased" in trying.post("/en/try/erase/", follow=True).content.decode()
    assert not Session.objects.filter(session_key=kept_key(key)).exists()
    assert not trying.cookies[NAME].value


def sign_in(trying: Client, person: Person) -> None:
    """As one signs in: the session goes on under a new key."""
    person.set_password("tamarack needles 42")
    person.save()
    trying.post("/en/account/login/", {"login": person.email, "password": "tamarack needles 42"})
    assert trying.session["_auth_user_id"] == str(person.pk)


def test_signing_in_asks_whose_they_are_and_then_makes_them_an_assessment(trying: Client, person: Person) -> None:
    rate(trying)
    trying.get("/en/try/result/")
    sign_in(trying, person)
    assert "Keep or erase them" in trying.get("/en/me/").content.decode()
    assert "with 2 ratings" in trying.get("/en/try/keep/").content.decode()
    assert not Assessment.objects.exists()
    response = trying.post("/en/try/keep/")
    kept = Assessment.objects.get()
    assert response["Location"] == f"/en/assess/{kept.pk}/result/"
    assert (kept.person, kept.is_draft) == (person, False)
    assert answers_of(kept).by_code["COL.1"] == Answer("E", "", "A coffee hour")
    assert answers_of(kept).by_code["COL.2"] == Answer("NA", "role")
    assert trying.get("/en/try/keep/")["Location"] == "/en/me/"


def test_one_whose_result_was_not_looked_at_becomes_a_draft(trying: Client, person: Person) -> None:
    rate(trying)
    sign_in(trying, person)
    trying.post("/en/try/keep/")
    assert Assessment.objects.get().is_draft


def test_a_draft_that_is_there_is_not_overwritten(trying: Client, draft: Assessment, person: Person) -> None:
    rate(trying)
    sign_in(trying, person)
    response = trying.post("/en/try/keep/")
    assert response.status_code == 403
    assert "You have a draft already" in response.content.decode()
    assert held(trying).answers.ratings


def test_signing_in_makes_neither_the_trial_last_longer_nor_the_session_shorter(trying: Client, person: Person) -> None:
    rate(trying)
    sign_in(trying, person)
    kept = Session.objects.get(session_key=kept_key(held(trying).session))
    assert kept.expire_date <= timezone.now() + trials.LASTS
    assert trying.session.get_expiry_age() > 10 * trials.LASTS.total_seconds()


def test_two_windows_that_save_at_once_lose_nothing(trying: Client) -> None:
    """Both have read the session before either writes."""
    session = held(trying).session
    trials.rate_trial(session, {"COL.1": Change("E")})
    stale = TrialSheet(held(trying))
    trials.rate_trial(session, {"COL.2": Change("B")})
    stale.rate({"COL.3": Change("M")})
    assert held(trying).answers.ratings == {"COL.1": "E", "COL.2": "B", "COL.3": "M"}


def test_a_trial_is_kept_once(trying: Client, person: Person, stranger: Person) -> None:
    rate(trying)
    session = held(trying).session
    trials.keep_trial(person, session)
    with pytest.raises(UnknownCode):
        trials.keep_trial(person, session)
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("session", [None, "", "x", "x" * 500, "ÿ" * 32])
def test_a_session_that_cannot_be_right_has_no_trial(db: None, session: str | None) -> None:
    assert trials.find_trial(session) is None


def test_the_session_of_someone_signed_in_is_no_trial(own: Client, cacee: Stored) -> None:
    assert trials.find_trial(own.session.session_key) is None


@pytest.mark.parametrize("data", [{}, {"framework": "nope"}, {"framework": "cacee", "competency": "x"}])
def test_starting_on_something_unknown(client: Client, cacee: Stored, data: dict[str, Any]) -> None:
    assert client.post("/en/try/start/", data).status_code == 404


def test_two_browsers_never_see_each_others_answers(trying: Client, visit: Callable[..., Client]) -> None:
    rate(trying)
    other = visit()
    other.post("/en/try/start/", {"framework": "cacee"})
    assert "A coffee hour" not in other.get("/en/try/col/").content.decode()
