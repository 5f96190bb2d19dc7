"""The short start, and rating the focus alone: what is asked, what is carried, what stays open."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tamarack.assessment.actions import rating as actions
from tamarack.assessment.actions.rating import start_partial
from tamarack.assessment.answers import Change
from tamarack.assessment.models import Assessment, Rating
from tamarack.assessment.queries.rating import answers_of
from tamarack.assessment.trial import own_trial
from tamarack.core.errors import NotAllowed
from tamarack.core.roles import short_start
from tamarack.growth.actions.goals import Wanted, create_goal
from tamarack.growth.starters import starter_roles
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tamarack.web.assess.sheet import owner_key
from tamarack.web.trial.cookie import NAME
from tests.web.conftest import answer, send, told
from tests.web.test_results import words

ROLE = "recruitment-coordinator"


def asked(cacee: Stored) -> list[str]:
    return [row.criterion for row in short_start(cacee.framework, starter_roles(cacee.framework)[ROLE])]


def test_the_role_says_what_is_asked_and_why(own: Client, cacee: Stored) -> None:
    text = words(own.get(f"/en/assess/short/?role={ROLE}"))
    assert "12 criteria are asked first." in text
    assert "COM Communication counts double" in text or "COM Communication counts three times" in text
    assert "COM.1 Verbal and non-verbal skills asked at Enhancing" in text


def test_only_what_weighs_most_is_asked(own: Client, cacee: Stored) -> None:
    response = own.post("/en/assess/short/", {"role": ROLE})
    assert re.fullmatch(r"/en/assess/\d+/first/", response["Location"])
    page = own.get(response["Location"]).content.decode()
    assert re.findall(r'<fieldset class="criterion" id="([^"]+)"', page) == asked(cacee)
    assert "In this role, for instance:" in page


def test_answers_are_saved_and_the_rest_stays_open(own: Client, person: Person, cacee: Stored) -> None:
    address = own.post("/en/assess/short/", {"role": ROLE})["Location"]
    saved = own.post(address, {**{f"rating-{code}": "B" for code in asked(cacee)}, "go": "on"})
    draft = Assessment.objects.get()
    assert saved["Location"] == f"/en/assess/{draft.pk}/"
    assert set(answers_of(draft).ratings) == set(asked(cacee))
    assert "The 12 criteria that weigh most for" in words(own.get(f"/en/assess/{draft.pk}/"))
    own.post(f"/en/assess/{draft.pk}/submit/")
    assert "Provisional. 23 criteria are not rated" in words(own.get(f"/en/assess/{draft.pk}/result/"))


def test_going_on_leads_to_what_is_asked_first_then_to_the_rest(own: Client, cacee: Stored) -> None:
    address = own.post("/en/assess/short/", {"role": ROLE})["Location"]
    first, *rest = asked(cacee)
    own.post(address, {f"rating-{first}": "B"})
    overview = own.get(address.replace("first/", "")).content.decode()
    assert f'href="{address}#{rest[0]}"' in overview
    own.post(address, {f"rating-{code}": "B" for code in rest})
    overview = own.get(address.replace("first/", "")).content.decode()
    assert "first/#" not in overview


def test_an_open_draft_is_taken_with_its_answers(own: Client, person: Person, draft: Assessment, cacee: Stored) -> None:
    actions.rate(person, draft, {"MTN.1": Change("B")})
    own.post("/en/assess/short/", {"role": ROLE})
    assert Assessment.objects.get().role == ROLE
    assert answers_of(draft).ratings == {"MTN.1": "B"}


def test_an_unknown_role_is_told(own: Client, cacee: Stored) -> None:
    assert own.get("/en/assess/short/?role=wizard").status_code == 404
    assert own.post("/en/assess/short/", {"role": "wizard"}).status_code == 404
    assert not Assessment.objects.exists()


def test_a_trial_can_start_short_and_is_kept_with_its_role(client: Client, own: Client, cacee: Stored) -> None:
    response = client.post("/en/try/short/", {"role": ROLE})
    assert response["Location"] == "/en/try/first/"
    page = client.get("/en/try/first/").content.decode()
    assert re.findall(r'<fieldset class="criterion" id="([^"]+)"', page) == asked(cacee)
    client.post("/en/try/first/", {f"rating-{asked(cacee)[0]}": "B"})
    assert f"/en/try/first/#{asked(cacee)[1]}" in client.get("/en/try/").content.decode()
    assert own_trial(client.cookies[NAME].value).role == ROLE
    own.cookies[NAME] = client.cookies[NAME].value
    own.post("/en/try/keep/")
    assert (Assessment.objects.get().role, Assessment.objects.get().first) == (ROLE, asked(cacee))


@pytest.fixture
def submitted(draft: Assessment, fill: Callable[..., Assessment]) -> Assessment:
    return fill(draft, submit=True, MTN_1="E")


def test_rating_the_focus_again_carries_everything_else(
    own: Client, person: Person, cacee: Stored, submitted: Assessment
) -> None:
    create_goal(person, cacee, Wanted("Grow", ["DIG.7", "COL.1"]))
    address = own.post("/en/growth/check-in/rate/")["Location"]
    page = own.get(address).content.decode()
    assert re.findall(r'<fieldset class="criterion" id="([^"]+)"', page) == ["COL.1", "DIG.7"]
    assert page.count("Carried over from your last assessment") == 2
    own.post(address, {"rating-COL.1": "M"})
    draft = Assessment.objects.get(submitted_at=None)
    answers = answers_of(draft)
    assert answers.ratings == {**answers_of(submitted).ratings, "COL.1": "M"}
    assert not answers.of("COL.1").carried
    assert answers.of("MTN.1").carried


def test_a_result_says_which_answers_are_carried(
    own: Client, person: Person, cacee: Stored, submitted: Assessment
) -> None:
    draft = start_partial(person, cacee, ["COL.1", "COL.2"])
    actions.rate(person, draft, {"COL.1": Change("M")})
    own.post(f"/en/assess/{draft.pk}/submit/")
    text = words(own.get(f"/en/assess/{draft.pk}/result/"))
    assert "33 answers are carried over from" in text
    assert text.count("Carried over") == 33
    assert Rating.objects.filter(assessment=draft, carried=True).count() == 33


def test_choosing_a_carried_answer_again_makes_it_ones_own(
    person: Person, cacee: Stored, submitted: Assessment
) -> None:
    draft = start_partial(person, cacee, ["COL.1"])
    assert answers_of(draft).of("MTN.1").carried
    before = actions.rate(person, draft, {"MTN.1": Change("E")})
    assert not answers_of(draft).of("MTN.1").carried
    assert set(before) == {"MTN.1"}


def test_there_is_nothing_to_carry_without_a_submitted_assessment_or_beside_a_draft(
    person: Person, cacee: Stored, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    with pytest.raises(NotAllowed, match="no submitted assessment"):
        start_partial(person, cacee, ["COL.1"])
    fill(draft, submit=True)
    start_partial(person, cacee, ["COL.1"])
    with pytest.raises(NotAllowed, match="a draft already"):
        start_partial(person, cacee, ["COL.2"])


def test_a_short_start_on_top_of_carried_answers_leaves_them_carried(
    person: Person, cacee: Stored, submitted: Assessment
) -> None:
    draft = start_partial(person, cacee, ["COL.1"])
    draft = actions.start_short(person, cacee, ROLE, asked(cacee))
    actions.submit_assessment(person, draft)
    assert Rating.objects.filter(assessment=draft, carried=True).count() == 35


def test_bringing_back_the_workbook_of_carried_answers_leaves_them_carried(
    person: Person, cacee: Stored, submitted: Assessment
) -> None:
    from tamarack.exchange.workbook import take_workbook
    from tamarack.web.assess.files import workbook_of

    draft = start_partial(person, cacee, ["COL.1"])
    take_workbook(person, workbook_of(answers_of(draft)), replace=False)
    assert Rating.objects.filter(assessment=draft, carried=True).count() == 35


def test_the_way_back_to_what_is_asked_first_stays_after_an_answer(own: Client, person: Person, cacee: Stored) -> None:
    address = own.post("/en/assess/short/", {"role": ROLE})["Location"]
    answers = address.replace("first/", "answers/")
    sent = told(owner_key(person), answer("COM.1", "rating", "B", 1), page="first")
    side = send(own, answers, sent).json()["parts"]["side"]
    assert f'href="{address}" aria-current="page"' in side


def test_asking_again_gives_the_same_draft(own: Client, person: Person, cacee: Stored, submitted: Assessment) -> None:
    create_goal(person, cacee, Wanted("Grow", ["COL.1"]))
    assert own.post("/en/growth/check-in/rate/")["Location"] == own.post("/en/growth/check-in/rate/")["Location"]


def test_without_a_focus_nothing_is_started(own: Client, submitted: Assessment) -> None:
    response = own.post("/en/growth/check-in/rate/")
    assert response.status_code == 422
    assert "Please make a goal first" in response.content.decode()
    assert not Assessment.objects.filter(submitted_at=None).exists()


def test_a_result_leads_to_the_role_of_its_short_start(own: Client, person: Person, cacee: Stored) -> None:
    address = own.post("/en/assess/short/", {"role": ROLE})["Location"]
    own.post(address, {f"rating-{code}": "B" for code in asked(cacee)})
    draft = Assessment.objects.get()
    own.post(f"/en/assess/{draft.pk}/submit/")
    text = words(own.get(f"/en/assess/{draft.pk}/result/"))
    assert "Towards: Early-talent recruitment coordinator" in text
    assert "Aim for this role" in text
    assert "23 criteria are still open; what you have answered is kept." in text
    assert "Towards: Early-talent recruitment coordinator" in words(own.get("/en/me/"))
    own.post("/en/assess/", {"framework": "cacee", "from": "last"})
    assert len(answers_of(Assessment.objects.get(submitted_at=None)).ratings) == 12
