"""The guided assessment, as a browser without scripts uses it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tamarack.assessment.answers import Answer
from tamarack.assessment.models import Assessment, Rating
from tamarack.assessment.queries.rating import answers_of
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored


def test_starting_opens_the_first_criterion(own: Client, cacee: Stored) -> None:
    response = own.post("/en/assess/", {"framework": "cacee"})
    draft = Assessment.objects.get()
    assert response["Location"] == f"/en/assess/{draft.pk}/col/#COL.1"


def test_starting_from_a_competency_opens_that_one(own: Client, cacee: Stored) -> None:
    assert "Start with Ethics" in own.get("/en/assess/on/cacee/eth/").content.decode()
    response = own.post("/en/assess/", {"framework": "cacee", "competency": "ETH"})
    assert response["Location"].endswith("/eth/")


def test_a_page_without_scripts_saves_all_its_criteria(own: Client, draft: Assessment) -> None:
    response = own.post(
        f"/en/assess/{draft.pk}/col/",
        {"rating-COL.1": "E", "note-COL.1": "A coffee hour.\r\nMonthly.", "rating-COL.2": "0", "note-COL.2": "",
         "note-COL.3": "Only a note."},
        follow=True,
    )  # fmt: skip
    assert "Saved." in response.content.decode()
    answers = answers_of(draft)
    assert answers.of("COL.1") == Answer("E", "", "A coffee hour.\nMonthly.")
    assert answers.of("COL.2") == Answer("0")
    assert answers.of("COL.3") == Answer("", "", "Only a note.")


def test_saving_and_going_on_leads_to_the_next_competency_and_at_last_to_the_overview(
    own: Client, draft: Assessment
) -> None:
    assert own.post(f"/en/assess/{draft.pk}/col/", {"go": "on"})["Location"] == f"/en/assess/{draft.pk}/com/"
    assert own.post(f"/en/assess/{draft.pk}/mtn/", {"go": "on"})["Location"] == f"/en/assess/{draft.pk}/"
    assert own.post(f"/en/assess/{draft.pk}/all/", {"go": "on"})["Location"] == f"/en/assess/{draft.pk}/"


def test_the_chosen_radio_and_the_note_are_shown_again(own: Client, draft: Assessment) -> None:
    own.post(f"/en/assess/{draft.pk}/col/", {"rating-COL.1": "NA-role", "note-COL.1": "</textarea><b>&"})
    page = own.get(f"/en/assess/{draft.pk}/col/").content.decode()
    assert re.search(r'name="rating-COL\.1" value="NA-role" checked', page)
    assert "&lt;/textarea&gt;&lt;b&gt;&amp;</textarea>" in page
    assert page.count(" checked") == 1


def test_a_note_that_begins_with_empty_lines_keeps_them(own: Client, draft: Assessment) -> None:
    own.post(f"/en/assess/{draft.pk}/col/", {"note-COL.1": "\r\n\r\nAfter two lines."})
    assert ">\n\n\nAfter two lines.</textarea>" in own.get(f"/en/assess/{draft.pk}/col/").content.decode()


def test_an_answer_can_be_cleared_and_the_note_stays(own: Client, draft: Assessment) -> None:
    page = f"/en/assess/{draft.pk}/col/"
    own.post(page, {"rating-COL.1": "E", "note-COL.1": "mine"})
    own.post(page, {"clear": "COL.1"})
    assert answers_of(draft).of("COL.1") == Answer("", "", "mine")


def test_a_page_that_was_opened_before_an_answer_does_not_take_it_back(own: Client, draft: Assessment) -> None:
    """Another window rated COL.1 meanwhile; this one has no radio chosen for it."""
    page = f"/en/assess/{draft.pk}/col/"
    own.post(page, {"rating-COL.1": "E"})
    own.post(page, {"rating-COL.2": "B", "note-COL.2": ""})
    assert answers_of(draft).ratings == {"COL.1": "E", "COL.2": "B"}


def test_a_form_changes_only_what_was_changed_on_it(own: Client, draft: Assessment) -> None:
    """This page was made when COL.1 was B; another device has rated it E since, and noted something."""
    page = f"/en/assess/{draft.pk}/col/"
    own.post(page, {"rating-COL.1": "B", "note-COL.1": "first"})
    was = re.search(r'name="was-COL\.1" value="([^"]*)"', own.get(page).content.decode())
    assert was
    own.post(page, {"rating-COL.1": "E", "note-COL.1": "second"})
    stale = {"was-COL.1": was[1], "rating-COL.1": "B", "note-COL.1": "first", "rating-COL.2": "M"}
    own.post(page, stale)
    assert answers_of(draft).by_code == {"COL.1": Answer("E", "", "second"), "COL.2": Answer("M")}
    own.post(page, {**stale, "rating-COL.1": "M"})
    assert answers_of(draft).of("COL.1") == Answer("M", "", "second")


def test_resuming_leads_to_the_first_unrated_criterion(
    own: Client, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft, count=18)
    assert f"/en/assess/{draft.pk}/edi/#EDI.4" in own.get("/en/me/").content.decode()
    assert f"/en/assess/{draft.pk}/edi/#EDI.4" in own.get(f"/en/assess/{draft.pk}/").content.decode()


def test_the_overview_says_what_is_unrated_and_that_submitting_is_provisional(
    own: Client, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft, count=33)
    text = own.get(f"/en/assess/{draft.pk}/").content.decode()
    assert "33 of 35" in text
    assert "Submit as it is (provisional)" in text
    assert "Campus engagement" in text
    assert "Experiential learning" in text


def test_nothing_can_be_submitted_from_an_empty_overview(own: Client, draft: Assessment) -> None:
    assert "submit/" not in own.get(f"/en/assess/{draft.pk}/").content.decode()


def test_submitting_leads_to_the_result(own: Client, draft: Assessment, fill: Callable[..., Assessment]) -> None:
    fill(draft)
    assert own.post(f"/en/assess/{draft.pk}/submit/")["Location"] == f"/en/assess/{draft.pk}/result/"
    assert own.get(f"/en/assess/{draft.pk}/")["Location"] == f"/en/assess/{draft.pk}/result/"


def test_submitting_needs_a_post(own: Client, draft: Assessment) -> None:
    assert own.get(f"/en/assess/{draft.pk}/submit/").status_code == 405
    assert Assessment.objects.get().is_draft


def test_the_next_one_shows_last_times_answers_beside(
    own: Client, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft, COL_1="M", submit=True)
    Rating.objects.filter(criterion="COL.1").update(note="A <b>coffee</b> hour")
    own.post("/en/assess/", {"framework": "cacee", "from": "blank"})
    new = Assessment.objects.get(submitted_at=None)
    page = own.get(f"/en/assess/{new.pk}/col/").content.decode()
    assert "Last time: Mastering · A &lt;b&gt;coffee&lt;/b&gt; hour" in page
    assert "Show what I answered last time" in page
    assert " checked" not in page


def test_the_first_one_offers_no_last_time(own: Client, draft: Assessment) -> None:
    assert "last time" not in own.get(f"/en/assess/{draft.pk}/col/").content.decode()


def test_deleting_asks_first_and_then_erases(own: Client, draft: Assessment, fill: Callable[..., Assessment]) -> None:
    fill(draft, count=1)
    assert "Its 1 rating goes" in own.get(f"/en/assess/{draft.pk}/delete/").content.decode()
    assert Assessment.objects.exists()
    assert "The assessment is deleted" in own.post(f"/en/assess/{draft.pk}/delete/", follow=True).content.decode()
    assert not Assessment.objects.exists()


def test_a_card_shows_what_is_new_against_the_level_below(own: Client, draft: Assessment) -> None:
    page = own.get(f"/en/assess/{draft.pk}/mtn/").content.decode()
    assert '<b>Oversees and creates </b><span class="known"><b>efficient and effective recruitment' in page


def test_an_empty_cell_is_no_choice(own: Client, draft: Assessment) -> None:
    page = own.get(f"/en/assess/{draft.pk}/eth/").content.decode()
    assert 'name="rating-ETH.2" value="E"' not in page
    assert page.count("No descriptor at this level") == 3


def test_an_unfinished_page_keeps_its_place_when_the_language_changes(own: Client, draft: Assessment) -> None:
    assert f'href="/fr/assess/{draft.pk}/eth/"' in own.get(f"/en/assess/{draft.pk}/eth/").content.decode()
    assert "Décrit votre pratique" in own.get(f"/fr/assess/{draft.pk}/eth/").content.decode()


def test_two_people_never_see_each_others_words(
    visit: Callable[..., Client], own: Client, stranger: Person, draft: Assessment, cacee: Stored
) -> None:
    """Criteria are kept rendered and reused; a person's words are put in each time."""
    theirs = Assessment.objects.create(person=stranger, version_id=cacee.id)
    own.post(f"/en/assess/{draft.pk}/col/", {"rating-COL.1": "E", "note-COL.1": "Nadia's secret"})
    visit(stranger).post(f"/en/assess/{theirs.pk}/col/", {"rating-COL.1": "E", "note-COL.1": "another"})
    assert "secret" in own.get(f"/en/assess/{draft.pk}/col/").content.decode()
    assert "secret" not in visit(stranger).get(f"/en/assess/{theirs.pk}/col/").content.decode()


@pytest.mark.parametrize("path", ["xxx", "col1", "%00", "é"])
def test_a_competency_that_does_not_exist_is_not_found(own: Client, draft: Assessment, path: str) -> None:
    assert own.get(f"/en/assess/{draft.pk}/{path}/").status_code == 404
