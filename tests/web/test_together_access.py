"""Every page and button of what organisations and teams do together, for every kind of visitor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment
from tamarack.growth.models import (
    LearningEvent,
    Match,
    Offer,
    OfferedLevel,
    Resource,
    Role,
    SignUp,
    TeamFocus,
    Template,
    Wish,
)
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tests.conftest import make_person
from tests.together import Place

WHO = ("owner", "lead", "member", "other", "stranger", "administrator", "signed out")
"""Owner and lead of the organisation and the team, member of the team, member of another team of the organisation; a
stranger, who owns another organisation; an administrator; nobody."""
OUTSIDE = {"stranger": 404, "administrator": 404, "signed out": 302}
EVERYONE = {"owner": 200, "lead": 200, "member": 200, "other": 200, **OUTSIDE}
OWNERS = {"owner": 200, "lead": 403, "member": 403, "other": 403, **OUTSIDE}
LEADS = {"owner": 200, "lead": 200, "member": 403, "other": 403, **OUTSIDE}
TEAM = {"owner": 200, "lead": 200, "member": 200, "other": 404, **OUTSIDE}
TWO = {"owner": 404, "lead": 404, "member": 200, "other": 200, **OUTSIDE}
ORG, PLAN = "/en/orgs/clearwater/", "/en/teams/clearwater/career/plan/"
PAGES = {
    f"{ORG}roles/": EVERYONE,
    f"{ORG}roles/new/": OWNERS,
    f"{ORG}roles/{{role}}/change/": OWNERS,
    f"{ORG}roles/{{role}}/delete/": OWNERS,
    f"{ORG}resources/": EVERYONE,
    f"{ORG}resources/new/": OWNERS,
    f"{ORG}resources/{{shared}}/": OWNERS,
    f"{ORG}resources/{{shared}}/delete/": OWNERS,
    f"{ORG}helpers/": EVERYONE,
    f"{ORG}helpers/offer/": EVERYONE,
    f"{ORG}helpers/seek/": EVERYONE,
    PLAN: EVERYONE,
    f"{PLAN}focus/": LEADS,
    f"{PLAN}resources/new/": LEADS,
    f"{PLAN}resources/{{of_team}}/": LEADS,
    f"{PLAN}resources/{{of_team}}/delete/": LEADS,
    f"{PLAN}events/new/": LEADS,
    f"{PLAN}events/{{event}}/": TEAM,
    f"{PLAN}events/{{for_all}}/": EVERYONE,
    f"{PLAN}events/{{event}}/change/": LEADS,
    f"{PLAN}events/{{event}}/cancel/": LEADS,
    f"{PLAN}events/{{event}}/event.ics": TEAM,
    f"{PLAN}templates/review/new/": LEADS,
    f"{PLAN}templates/feedback/new/": LEADS,
    f"{PLAN}templates/{{review}}/": LEADS,
    f"{PLAN}templates/{{feedback}}/": LEADS,
    f"{PLAN}templates/{{feedback}}/delete/": LEADS,
    "/en/teams/clearwater/career/helpers/": TEAM,
    "/en/helpers/{match}/": TWO,
    "/en/growth/roles/org-{role}/": EVERYONE,
    "/en/growth/roles/org-{role}.yaml": EVERYONE,
    "/en/growth/path/?role=org-{role}": EVERYONE,
    "/en/reviews/new/?template={review}": TEAM,
    "/en/feedback/new/?template={feedback}": TEAM,
}
EVENT = {"title": "Taken", "on": "2199-01-02", "begins": "09:00", "ends": "10:00", "time_zone": "America/Toronto",
         "where": "Here"}  # fmt: skip
POSTS: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    f"{ORG}roles/new/": ({"name": "Taken", "target-COL": "B"}, OWNERS),
    f"{ORG}roles/{{role}}/change/": ({"name": "Taken", "target-COL": "B"}, OWNERS),
    f"{ORG}roles/{{role}}/delete/": ({}, OWNERS),
    f"{ORG}resources/new/": ({"title": "Taken", "kind": "link"}, OWNERS),
    f"{ORG}resources/{{shared}}/": ({"title": "Taken", "kind": "link"}, OWNERS),
    f"{ORG}resources/{{shared}}/delete/": ({}, OWNERS),
    f"{ORG}helpers/offer/": ({"level-COL.1": "M", "capacity": "2", "languages": "en", "reach": "team"}, EVERYONE),
    f"{ORG}helpers/offer/withdraw/": ({}, EVERYONE),
    f"{ORG}helpers/seek/": ({"criteria": "COL.2", "languages": "en", "reach": "team"}, EVERYONE),
    f"{ORG}helpers/seek/withdraw/": ({}, EVERYONE),
    f"{ORG}helpers/seek/ask/": ({}, {**EVERYONE, "owner": 404, "lead": 404, "member": 404}),
    f"{ORG}helpers/propose/": ({}, {**EVERYONE, "member": 403, "other": 403}),
    f"{PLAN}focus/": ({"criteria": "ETH.1"}, LEADS),
    f"{PLAN}resources/new/": ({"title": "Taken", "kind": "link"}, LEADS),
    f"{PLAN}resources/{{of_team}}/": ({"title": "Taken", "kind": "link"}, LEADS),
    f"{PLAN}resources/{{of_team}}/delete/": ({}, LEADS),
    f"{PLAN}events/new/": (EVENT, LEADS),
    f"{PLAN}events/{{event}}/change/": (EVENT, LEADS),
    f"{PLAN}events/{{event}}/cancel/": ({"reason": "Taken"}, LEADS),
    f"{PLAN}events/{{event}}/sign-up/": ({}, {**TEAM, "owner": 403}),
    f"{PLAN}events/{{for_all}}/sign-up/": ({}, EVERYONE),
    f"{PLAN}events/{{event}}/leave/": ({}, TEAM),
    f"{PLAN}templates/review/new/": ({"title": "Taken", "relation": "peer", "days": "9"}, LEADS),
    f"{PLAN}templates/{{review}}/": ({"title": "Taken", "relation": "peer", "days": "9"}, LEADS),
    f"{PLAN}templates/{{feedback}}/delete/": ({}, LEADS),
    "/en/helpers/{match}/": ({"yes": "1"}, TWO),
    "/en/growth/roles/org-{role}/copy/": ({}, EVERYONE),
}
BUTTONS = ("withdraw/", "ask/", "propose/", "sign-up/", "leave/", "copy/")
TABLES = (LearningEvent, Match, Offer, OfferedLevel, Resource, Role, SignUp, TeamFocus, Template, Wish)


@pytest.fixture
def place(cacee: Stored) -> Place:
    return Place(cacee)


@pytest.fixture
def ids(place: Place, fill: Callable[..., Assessment]) -> dict[str, int]:
    return place.furnish(fill)


@pytest.fixture
def visitors(place: Place, cacee: Stored, fill: Callable[..., Assessment]) -> dict[str, Person | None]:
    elsewhere = Place(cacee, "boreal")
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    place.rate(fill, elsewhere.owner, administrator)
    inside = {name: getattr(place, name) for name in WHO[:4]}
    return {**inside, "stranger": elsewhere.owner, "administrator": administrator, "signed out": None}


def everything() -> list[Any]:
    return [list(model._default_manager.order_by("pk").values()) for model in TABLES]  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", WHO)
def test_pages_show_to_whom_they_are_for(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], who: str
) -> None:
    client = visit(visitors[who])
    for page, expected in PAGES.items():
        response = client.get(page.format(**ids))
        assert response.status_code == expected[who], page
        if response.status_code != 200:
            assert "secret" not in response.content.decode(), page
        if response.status_code == 302:
            assert response["Location"].startswith("/en/account/login/?next=/en/"), page
        if response.status_code == 200:
            assert "no-store" in response["Cache-Control"], page


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("address", POSTS)
def test_only_those_who_may_change_something(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], who: str, address: str
) -> None:
    data, expected = POSTS[address]
    before = everything()
    response = visit(visitors[who]).post(address.format(**ids), data)
    assert response.status_code == (302 if expected[who] == 200 else expected[who])
    if expected[who] != 200:
        assert everything() == before


def test_what_changes_something_is_not_done_by_a_link(
    visit: Callable[..., Client], place: Place, ids: dict[str, int]
) -> None:
    client = visit(place.owner)
    for address in POSTS:
        if address.endswith(BUTTONS):
            assert client.get(address.format(**ids)).status_code == 405, address


def test_unknown_places_and_others_places_answer_alike(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int]
) -> None:
    client = visit(visitors["stranger"])
    for page in PAGES:
        real = client.get(page.format(**ids))
        if real.status_code == 404 and page.startswith(("/en/orgs/", "/en/teams/")):
            made_up = client.get(page.format(**ids).replace("clearwater", "nowhere"))
            assert made_up.status_code == 404, page
            assert (
                made_up.content.decode().replace("nowhere", "clearwater").partition("<main")[2]
                == (real.content.decode().partition("<main")[2])
            ), page


def test_numbers_of_another_place_lead_nowhere(
    visit: Callable[..., Client], place: Place, cacee: Stored, ids: dict[str, int]
) -> None:
    elsewhere = Place(cacee, "boreal")
    client, before = visit(elsewhere.owner), everything()
    for address in {**PAGES, **POSTS}:
        if "{" in address and address.startswith(("/en/orgs/", "/en/teams/")) and not address.endswith(BUTTONS):
            theirs = address.format(**ids).replace("clearwater", "boreal")
            assert client.get(theirs).status_code == 404, theirs
            assert client.post(theirs, {"title": "x", "name": "x"}).status_code == 404, theirs
    assert everything() == before


def test_what_is_only_for_the_team_is_told_to_nobody_else(
    visit: Callable[..., Client], place: Place, ids: dict[str, int]
) -> None:
    page = visit(place.other).get(PLAN).content.decode()
    assert "secret" not in page
    assert "An open talk" in page
    assert "A secret team guide" not in visit(place.other).get("/en/growth/resources/").content.decode()
    assert "A secret team guide" in visit(place.member).get("/en/growth/resources/").content.decode()


def test_every_address_of_what_is_done_together_is_in_this_file() -> None:
    from django.urls import get_resolver

    from tamarack.web.together import urls

    names = dict.fromkeys(("role", "shared", "of_team", "event", "for_all", "past", "review", "feedback", "match"), 1)
    tested = {get_resolver().resolve(page.format(**names).partition("?")[0]).url_name for page in {**PAGES, **POSTS}}
    assert {pattern.name for pattern in [*urls.organisation, *urls.team, urls.urlpatterns[-1]]} - tested == set()
