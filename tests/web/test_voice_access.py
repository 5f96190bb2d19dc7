"""Every page and button of proposals, consultations, ratings and reviews, for every kind of visitor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions.consulting import close_consultation
from tamarack.stewardship.actions.proposals import add_comment
from tamarack.stewardship.models import (
    Answer,
    Comment,
    Consultation,
    Follow,
    Listener,
    NextReview,
    Proposal,
    Response,
    Support,
)
from tests.conftest import make_person
from tests.voice import Voice, own_organisation

WHO = ("steward", "member", "stranger", "administrator", "signed out")
"""Who keeps the rubric; who made the proposal and the comment, and owns an organisation; others."""
ANYONE = dict.fromkeys(WHO, 200)
SIGNED_IN = {**ANYONE, "signed out": 302}
STEWARD = {"steward": 200, "member": 404, "stranger": 404, "administrator": 404, "signed out": 302}
MAKER = {"steward": 403, "member": 200, "stranger": 403, "administrator": 403, "signed out": 302}
OTHERS = {**SIGNED_IN, "member": 403}
OWNER = {"steward": 404, "member": 200, "stranger": 404, "administrator": 404, "signed out": 302}
RESULTS = {**dict.fromkeys(WHO, 404), "steward": 200}
R, S = "/en/rubric/cacee/", "/en/steward/cacee/"
PAGES = {
    f"{R}proposals/": ANYONE,
    f"{R}proposals/?q=alumni&competency=COL&state=open&mine=1": ANYONE,
    f"{R}proposals/new/?at=COL.1.B": SIGNED_IN,
    f"{R}proposals/{{proposal}}/": ANYONE,
    f"{R}proposals/{{proposal}}/change/": MAKER,
    f"{R}proposals/{{proposal}}/withdraw/": MAKER,
    f"{R}consultations/": ANYONE,
    f"{R}consultations/{{open}}/": ANYONE,
    f"{R}consultations/{{open}}/draft/": ANYONE,
    f"{R}consultations/{{closed}}/": ANYONE,
    f"{R}consultations/{{closed}}/draft/": RESULTS,
    f"{R}consultations/{{open}}/answer/me/": SIGNED_IN,
    f"{R}consultations/{{open}}/answer/me/col/": SIGNED_IN,
    f"{R}consultations/{{open}}/answer/org-clear/": OWNER,
    f"{R}consultations/{{open}}/answer/org-clear/col/": OWNER,
    f"{R}consultations/{{open}}/results/": dict.fromkeys(WHO, 404),
    f"{R}consultations/{{closed}}/results/": RESULTS,
    f"{R}consultations/{{closed}}/results/results.csv": RESULTS,
    f"{R}consultations/{{closed}}/results/results.xlsx": RESULTS,
    f"{R}review.ics": ANYONE,
    f"{S}proposals/": STEWARD,
    f"{S}proposals/{{proposal}}/": STEWARD,
    f"{S}drafts/1.1/proposals/": STEWARD,
    f"{S}consultations/": STEWARD,
    f"{S}consultations/new/": STEWARD,
    f"{S}consultations/{{open}}/": STEWARD,
    f"{S}consultations/{{open}}/close/": STEWARD,
    f"{S}ratings/": STEWARD,
    f"{S}review/": STEWARD,
}
TEXTS = {"text-en": "Taken", "text-fr": "Pris"}
SAID = {"title": "Taken", "reason": "Why", "subject": "ETH.1", "kind": "change"}
POSTS: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    f"{R}proposals/new/": (SAID, SIGNED_IN),
    f"{R}proposals/{{proposal}}/change/": (SAID, MAKER),
    f"{R}proposals/{{proposal}}/withdraw/": ({}, MAKER),
    f"{R}proposals/{{proposal}}/support/": ({"reason": "Yes"}, OTHERS),
    f"{R}proposals/{{proposal}}/follow/": ({}, SIGNED_IN),
    f"{R}proposals/{{proposal}}/comments/": ({"text": "Taken"}, SIGNED_IN),
    f"{R}proposals/{{proposal}}/comments/{{comment}}/delete/": ({}, {**SIGNED_IN, "stranger": 403,
                                                                   "administrator": 403}),
    f"{R}consultations/listen/": ({}, SIGNED_IN),
    f"{R}consultations/{{closed}}/quotes/": ({}, SIGNED_IN),
    f"{R}consultations/{{open}}/answer/me/col/": ({"COL.1-clear": "yes"}, SIGNED_IN),
    f"{R}consultations/{{open}}/answer/org-clear/col/": ({"COL.1-clear": "yes"}, OWNER),
    f"{S}proposals/{{proposal}}/": ({"state": "declined", "why": "No"}, STEWARD),
    f"{S}proposals/{{proposal}}/done/": ({"done": "1"}, STEWARD),
    f"{S}consultations/new/": ({"draft": "{free}", "opens": "2199-01-01", "closes": "2199-02-01", **TEXTS}, STEWARD),
    f"{S}consultations/{{open}}/": ({"closes": "2199-02-01", **TEXTS}, STEWARD),
    f"{S}consultations/{{open}}/close/": ({}, STEWARD),
    f"{S}consultations/{{closed}}/publish/": ({}, STEWARD),
    f"{S}review/": ({"day": "2199-02-01", **TEXTS}, STEWARD),
}  # fmt: skip
BUTTONS = ("support/", "follow/", "comments/", "delete/", "listen/", "quotes/", "done/", "publish/")
TABLES = (Answer, Comment, Consultation, Follow, Listener, NextReview, Proposal, Response, Support)


@pytest.fixture
def voice(cacee: Stored) -> Voice:
    return Voice(cacee)


@pytest.fixture
def ids(voice: Voice) -> dict[str, int]:
    proposal = voice.propose()
    comment = add_comment(voice.member, proposal, "Mine", named=False)
    own_organisation(voice.member)
    closed = voice.consult()
    close_consultation(closed)
    NextReview.objects.create(framework=voice.rubric, day="2199-01-01")
    free = type(voice.draft).objects.create(framework=voice.rubric, number="2.0", document=voice.draft.document)
    opened = voice.consult()
    return {"proposal": proposal.pk, "comment": comment.pk, "closed": closed.pk, "open": opened.pk, "free": free.pk}


@pytest.fixture
def visitors(voice: Voice, stranger: Person) -> dict[str, Person | None]:
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    people = (voice.steward, voice.member, stranger, administrator, None)
    return dict(zip(WHO, people, strict=True))


def everything() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in TABLES]


@pytest.mark.parametrize("who", WHO)
def test_pages_show_to_whom_they_are_for(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], who: str
) -> None:
    client = visit(visitors[who])
    for page, expected in PAGES.items():
        response = client.get(page.format(**ids))
        assert response.status_code == expected[who], page
        if response.status_code == 302:
            assert response["Location"].startswith("/en/account/login/?next=/en/"), page


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("address", POSTS)
def test_only_those_who_may_change_something(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], who: str, address: str
) -> None:
    data, expected = POSTS[address]
    data = {key: value.format(**ids) for key, value in data.items()}
    before = everything()
    response = visit(visitors[who]).post(address.format(**ids), data)
    assert response.status_code == (302 if expected[who] == 200 else expected[who])
    if expected[who] != 200 or response["Location"].startswith("/en/account/login/"):
        assert everything() == before


def test_what_changes_something_is_not_done_by_a_link(
    visit: Callable[..., Client], voice: Voice, ids: dict[str, int]
) -> None:
    client = visit(voice.steward)
    for address in POSTS:
        if address.endswith(BUTTONS):
            assert client.get(address.format(**ids)).status_code == 405, address


def test_numbers_of_another_rubric_lead_nowhere(
    visit: Callable[..., Client], voice: Voice, ids: dict[str, int]
) -> None:
    client = visit(voice.steward)
    for address in {**PAGES, **POSTS}:
        if "{" in address:
            for other in (address.format(**ids).replace("/cacee/", "/nowhere/"),
                          address.format(**dict.fromkeys(ids, 999999))):  # fmt: skip
                assert client.get(other).status_code in (404, 405), other
                assert client.post(other, {}).status_code in (404, 405), other


def test_every_address_of_voice_is_in_this_file() -> None:
    from django.urls import get_resolver

    from tamarack.web.voice import urls

    names = dict.fromkeys(("proposal", "comment", "closed", "open"), 1)
    tested = {get_resolver().resolve(page.format(**names).partition("?")[0]).url_name for page in {**PAGES, **POSTS}}
    assert {pattern.name for pattern in [*urls.rubric_urlpatterns, *urls.steward_urlpatterns]} - tested == set()
