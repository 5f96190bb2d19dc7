"""What pages of proposals and consultations show, say and keep."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tamarack.cli.load import shipped
from tamarack.exchange.own_stewardship import stewardship_documents
from tamarack.people.models import Person
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.queries import Stored, current_version, forget_current
from tamarack.stewardship.actions import store
from tamarack.stewardship.actions.consulting import Answered, answer, close_consultation, listen, publish_results
from tamarack.stewardship.actions.proposals import Decision, add_comment, decide, follow, support_proposal
from tamarack.stewardship.models import Answer, Follow, Listener, NextReview, Proposal
from tamarack.stewardship.voice_mail import unhear_token
from tests.conftest import make_person
from tests.voice import YES, Voice

R, S = "/en/rubric/cacee/", "/en/steward/cacee/"
SAID = {"title": "Say employers", "reason": "They are missed.", "subject": "COL.1.B", "kind": "change",
        "wording-fr": "Les employeurs", "links": "https://x.example\nhttps://y.example"}  # fmt: skip


@pytest.fixture
def voice(cacee: Stored) -> Voice:
    return Voice(cacee)


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_similar_ones_are_shown_first_and_nothing_is_kept_before(
    visit: Callable[..., Client], voice: Voice, stranger: Person
) -> None:
    there = voice.propose("Name partners")
    page = visit(stranger).post(f"{R}proposals/new/", SAID).content.decode()
    assert "Perhaps this is already proposed" in page
    assert f"/proposals/{there.pk}/" in page
    assert Proposal.objects.count() == 1
    response = visit(stranger).post(f"{R}proposals/new/", {**SAID, "sure": "1"})
    kept = Proposal.objects.latest("pk")
    assert response["Location"] == f"{R}proposals/{kept.pk}/"
    assert (kept.wording, len(kept.links)) == ({"fr": "Les employeurs"}, 2)


def test_where_nothing_is_alike_a_proposal_is_kept_at_once(visit: Callable[..., Client], voice: Voice) -> None:
    assert visit(voice.member).post(f"{R}proposals/new/", SAID).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [{"links": "javascript:alert(1)"}, {"title": ""}, {"reason": ""}, {"subject": ""}, {"subject": "COL.9"},
     {"kind": "x"}, {"links": "https://a.example " * 6}, {"title": "x" * 201}, {"reason": "\x00"}],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_on_the_form(
    visit: Callable[..., Client], voice: Voice, wrong: dict[str, str]
) -> None:
    response = visit(voice.member).post(f"{R}proposals/new/", {**SAID, **wrong})
    assert response.status_code == 200
    assert 'class="error"' in response.content.decode()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("query", ["?at=COL.1.B", "?at=XYZ", "?at=" + "x" * 900, "?at=%00"])
def test_the_form_begins_with_the_place_of_the_link(visit: Callable[..., Client], voice: Voice, query: str) -> None:
    page = text(visit(voice.member), f"{R}proposals/new/{query}")
    assert ('value="COL.1.B" selected' in page) == (query == "?at=COL.1.B")


def test_the_public_pages_lead_to_a_proposal_and_announce(visit: Callable[..., Client], voice: Voice) -> None:
    NextReview.objects.create(framework=voice.rubric, day="2199-03-02", text={"en": "All of it"})
    consultation = voice.consult()
    assert f'href="{R}proposals/new/?at=COL.1.B"' in text(visit(), f"{R}col/")
    page = text(visit(), R)
    assert "Next review: 2 March 2199." in page
    assert f"{R}consultations/{consultation.pk}/" in page
    calendar = visit().get(f"{R}review.ics")
    assert b"DTSTART;VALUE=DATE:21990302" in calendar.content
    assert calendar["Content-Type"].startswith("text/calendar")


def test_a_rubric_without_a_review_has_no_calendar_file(visit: Callable[..., Client], voice: Voice) -> None:
    text(visit(), f"{R}review.ics", 404)


@pytest.mark.parametrize(
    "query", ["?state=open", "?state=x", "?q=alumni", "?q=%00", "?competency=COL", "?mine=1", "?q=" + "x" * 999]
)
def test_proposals_are_found_by_words_state_and_competency(
    visit: Callable[..., Client], voice: Voice, query: str
) -> None:
    voice.propose()
    assert "Name alumni" in text(visit(), f"{R}proposals/{query}") or query in ("?q=" + "x" * 999,)


def test_words_are_escaped_and_names_shown_only_where_chosen(visit: Callable[..., Client], voice: Voice) -> None:
    proposal = voice.propose("<b>x</b>")
    add_comment(voice.member, proposal, "<script>1</script>", named=False)
    page = text(visit(), f"{R}proposals/{proposal.pk}/")
    assert "<b>x</b>" not in page
    assert "<script>1" not in page
    assert "A member" in page
    assert voice.member.name not in page


def test_who_follows_sees_what_is_new_once(visit: Callable[..., Client], voice: Voice, stranger: Person) -> None:
    proposal = voice.propose()
    client = visit(voice.member)
    add_comment(stranger, proposal, "Good", named=False)
    assert ">new</span>" in text(client, f"{R}proposals/")
    assert ">new</span>" in text(client, f"{R}proposals/{proposal.pk}/")
    assert ">new</span>" not in text(client, f"{R}proposals/{proposal.pk}/")
    assert ">new</span>" not in text(client, f"{R}proposals/")


def test_a_link_in_the_mail_ends_it_by_one_click_and_not_by_reading(
    visit: Callable[..., Client], voice: Voice, stranger: Person
) -> None:
    proposal = voice.propose()
    follow(stranger, proposal)
    listen(stranger, voice.rubric, wanted=True)
    rows: list[tuple[Any, Any]] = [
        (Follow, Follow.objects.get(person=stranger)), (Listener, Listener.objects.get())
    ]  # fmt: skip
    for model, row in rows:
        address = f"/en/unhear/{unhear_token(row)}/"
        assert visit().get(address).status_code == 200
        assert model.objects.filter(pk=row.pk).exists()
        client = Client(enforce_csrf_checks=True)
        assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not model.objects.filter(pk=row.pk).exists()
    assert visit().get("/en/unhear/made-up/").status_code == 404


def test_a_consultation_can_be_left_and_resumed(visit: Callable[..., Client], voice: Voice) -> None:
    consultation = voice.consult()
    client, here = visit(voice.member), f"{R}consultations/{consultation.pk}/answer/me/"
    response = client.post(f"{here}col/", {"COL.1-clear": "yes", "COL.1-wording": "Mine", "COL.1-quote": "on"})
    assert response["Location"] == f"{here}com/"
    assert "1 of 3 answered" in text(client, here)
    page = text(client, f"{here}col/")
    assert "\nMine</textarea>" in page
    assert client.post(f"{here}mtn/", {"leave": "1"})["Location"] == here
    row = Answer.objects.get()
    assert (row.clear, row.wording, row.quote, row.named) == ("yes", "Mine", True, False)


def test_answers_that_are_none_are_refused(visit: Callable[..., Client], voice: Voice) -> None:
    consultation = voice.consult()
    response = visit(voice.member).post(
        f"{R}consultations/{consultation.pk}/answer/me/col/", {"COL.1-clear": "very", "COL.2-wording": "x" * 4001}
    )
    assert response.status_code == 200
    assert not Answer.objects.exists()
    text(visit(voice.member), f"{R}consultations/{consultation.pk}/answer/me/xyz/", 404)


def test_when_it_is_over_answers_are_refused_with_a_reason(visit: Callable[..., Client], voice: Voice) -> None:
    consultation = voice.consult()
    close_consultation(consultation)
    page = text(visit(voice.member), f"{R}consultations/{consultation.pk}/answer/me/", 403)
    assert "This consultation is not open" in page


def test_the_draft_is_shown_as_it_was_and_a_missing_text_as_missing(visit: Callable[..., Client], voice: Voice) -> None:
    document = voice.draft.document
    del document["competencies"][0]["criteria"][0]["descriptors"]["B"]["fr"]
    store(voice.draft, document, voice.steward)
    consultation = voice.consult()
    page = text(visit(), f"/fr/rubric/cacee/consultations/{consultation.pk}/draft/")
    assert page.count('<span lang="en">') == 1
    assert text(visit(), f"{R}consultations/{consultation.pk}/draft/").count('<span lang="fr">') == 0


def test_results_are_told_in_words_with_quotes_and_without_formulas(visit: Callable[..., Client], voice: Voice) -> None:
    consultation = voice.consult()
    voice.crowd(consultation, 6)
    for words, quote in (("=1+1", True), ("Keep this quiet", False)):
        who = make_person(f"w{len(words)}")
        answer(who, consultation, None, {"COL.1": Answered(YES, words, quote, named=True)})
    close_consultation(consultation)
    publish_results(voice.steward, consultation)
    address = f"{R}consultations/{consultation.pk}/results/"
    page = text(visit(), address)
    assert "8 people answered" in page
    assert "half or more" in page
    assert "=1+1" in page
    assert "Keep this quiet" not in page
    assert "Keep this quiet" in text(visit(voice.steward), address)
    rows = list(csv.DictReader(io.StringIO(visit().get(f"{address}results.csv").content.decode("utf-8-sig"))))
    first = rows[0]
    assert (first["Criterion"], first["Had an opinion"], first["Yes"]) == ("COL.1", "at least 5", "half or more")
    assert rows[1]["Had an opinion"] == "fewer than five"
    workbook = visit().get(f"{address}results.xlsx")
    assert workbook.content.startswith(b"PK")
    assert b"<f>" not in workbook.content
    text(visit(), f"{address}results.exe", 404)


def test_stewards_plan_close_and_publish(visit: Callable[..., Client], voice: Voice) -> None:
    client, today = visit(voice.steward), timezone.localdate()
    data = {"draft": str(voice.draft.pk), "opens": str(today), "closes": str(today + timedelta(days=9)),
            "text-en": "Tell us", "text-fr": "Dites"}  # fmt: skip
    assert 'class="error"' in client.post(f"{S}consultations/new/", {**data, "text-fr": ""}).content.decode()
    address = client.post(f"{S}consultations/new/", data)["Location"]
    response = client.post(address, {"closes": str(today + timedelta(days=30)), "text-en": "More", "text-fr": "Plus"})
    assert response.status_code == 302
    assert client.post(f"{address}close/").status_code == 302
    assert "Publish the results" in text(client, address)
    assert client.post(f"{address}publish/").status_code == 302
    assert "public since" in text(client, address)


def test_stewards_decide_and_see_on_the_draft_what_is_to_be_worked_in(
    visit: Callable[..., Client], voice: Voice
) -> None:
    proposal, client = voice.propose(), visit(voice.steward)
    wrong = client.post(f"{S}proposals/{proposal.pk}/", {"state": "accepted"}).content.decode()
    assert "Please choose the draft" in wrong
    client.post(f"{S}proposals/{proposal.pk}/", {"state": "accepted", "draft": str(voice.draft.pk)})
    page = text(client, f"{S}drafts/1.1/proposals/")
    assert proposal.title in page
    assert "1 is still to be worked in." in page
    client.post(f"{S}proposals/{proposal.pk}/done/", {"done": "1"})
    assert "0 are still to be worked in." in text(client, f"{S}drafts/1.1/proposals/")


def test_it_is_too_early_for_ratings_and_the_page_says_what_it_takes(
    visit: Callable[..., Client], voice: Voice
) -> None:
    page = text(visit(voice.steward), f"{S}ratings/")
    assert "5 organisations with the same period" in page
    assert "200 people from 5 organisations" in page
    assert "nobody has allowed" in page


def test_a_list_asks_as_much_of_few_proposals_as_of_many(visit: Callable[..., Client], voice: Voice) -> None:
    def ask(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    proposal = voice.propose()
    add_comment(voice.member, proposal, "x", named=True)
    decide(voice.steward, voice.propose("Accepted"), Decision("accepted", draft=voice.draft))
    client = visit(voice.steward)
    pages = [f"{R}proposals/", f"{S}proposals/", f"{R}proposals/{proposal.pk}/", f"{R}proposals/new/?at=COL.1.B",
             f"{S}drafts/1.1/proposals/", f"{S}proposals/{proposal.pk}/"]  # fmt: skip
    for address in pages:
        client.get(address)
    few = [ask(client, address) for address in pages]
    for number in range(30):
        other = make_person(f"other{number}")
        support_proposal(other, proposal, "Yes", named=True)
        add_comment(other, proposal, "x", named=True)
        decide(voice.steward, voice.propose(f"More {number}"), Decision("accepted", draft=voice.draft))
        voice.propose(f"Open {number}")
    assert [ask(client, address) for address in pages] == few


def test_ones_own_data_has_all_that_one_said(voice: Voice, stranger: Person) -> None:
    proposal, consultation = voice.propose(), voice.consult()
    support_proposal(stranger, proposal, "Yes", named=True)
    add_comment(stranger, proposal, "Good", named=False)
    listen(stranger, voice.rubric, wanted=True)
    answer(stranger, consultation, None, {"COL.1": Answered(YES, "Words")})
    mine, theirs = (stewardship_documents(person) for person in (voice.member, stranger))
    assert mine["proposals.json"]["made"][0]["title"] == "Name alumni"
    assert mine["proposals.json"]["follows"] == [{"framework": "cacee", "proposal": "Name alumni"}]
    assert theirs["proposals.json"]["supported"][0]["reason"] == "Yes"
    assert theirs["proposals.json"]["comments"][0]["text"] == "Good"
    assert theirs["consultations.json"]["answers"][0]["wording"] == "Words"
    assert theirs["consultations.json"]["hears_of"][0]["framework"] == "cacee"


def test_another_rubric_with_five_levels_and_three_languages_is_talked_about_as_well(
    visit: Callable[..., Client], cacee: Stored
) -> None:
    """Nothing here knows CACEE, three levels or two languages."""
    version = publish_framework(shipped("example"))
    forget_current()
    other = Voice(current_version("example"))
    rubric, row = other.stored.framework, other.stored.framework.criteria[0]
    here, cell = "/en/rubric/example/", f"{row.code}.{rubric.levels[-1].code}"
    page = text(visit(other.member), f"{here}proposals/new/?at={cell}")
    assert f'value="{cell}" selected' in page
    assert "Your wording in Spanish" in page
    said = {**SAID, "subject": cell, "wording-es": "Mejor así"}
    address = visit(other.member).post(f"{here}proposals/new/", said)["Location"]
    assert 'lang="es">Mejor así' in text(visit(), address)
    consultation = other.consult()
    part = f"{here}consultations/{consultation.pk}/answer/me/{row.competency.lower()}/"
    assert visit(other.member).post(part, {f"{row.code}-clear": "no", "leave": "1"}).status_code == 302
    assert text(visit(), f"{here}consultations/{consultation.pk}/draft/").count("<th") > len(rubric.levels)
    for page in ("proposals/", "consultations/", "consultations/new/", "ratings/", "review/"):
        text(visit(other.steward), f"/en/steward/example/{page}")
    assert version.framework.code == "example"
