"""The matrix of permissions: every page for every kind of visitor, cell by cell."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client

from tamarack.people.models import Person
from tamarack.rubric.queries import current_version
from tamarack.web.assess.sheet import owner_key
from tamarack.web.guards import JOINER, MIDWAY, NEWCOMER, NOBODY, OPEN_TO_ALL, TRIAL, Row, Visitor
from tamarack.web.permissions import ROWS
from tests.conftest import one_world
from tests.permissions.page import FILES, page
from tests.permissions.signing import begin_joining, begin_sign_in, begin_sign_up, sign_in
from tests.permissions.world import World, make_world, own_names
from tests.web.conftest import answer as given
from tests.web.conftest import send, told

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/account/login/"


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One world for all tests here, gone afterwards, and every visitor's cookies."""
    files = tmp_path_factory.mktemp("files")
    with one_world(django_db_blocker, MEDIA_ROOT=files):
        world = make_world(current_version("cacee"))
        yield world, {visitor.name: _cookies(visitor, world) for visitor in [*world.visitors, *world.others]}, files


def _cookies(visitor: Visitor, world: World) -> Any:
    client = Client()
    if visitor.person:
        sign_in(client, visitor.person)
    if visitor.holds == MIDWAY:
        begin_sign_in(client, Person.objects.get(email="nadia@clearwater.example"))
    if visitor.holds == NEWCOMER:
        begin_sign_up(client)
    if visitor.holds == JOINER:
        begin_joining(client, world.things["openid_provider"].address["provider_id"])
    if visitor.holds == TRIAL:
        client.post("/en/try/short/", {"role": "campus-recruiter"})
        client.post("/en/try/col/", {"rating-COL.1": "E"})
    return client.cookies


@pytest.fixture
def world(made: Any, settings: Any) -> World:
    settings.MEDIA_ROOT = made[2]
    world: World = made[0]
    return world


@pytest.fixture
def _django_db_helper(django_db_blocker: Any) -> Iterator[None]:
    """Instead of a transaction a test (pytest-django's), one for all: every request takes itself back."""
    with django_db_blocker.unblock():
        yield


def answer(world: World, cookies: Any, row: Row, visitor: Visitor, method: str) -> HttpResponseBase:
    """What a visitor is answered; whatever it did is taken back."""
    headers = {"accept": "application/json"} if row.name in ("credential_address", "mfa_login_webauthn") else {}
    client = Client(headers=headers, SERVER_NAME="localhost")
    client.cookies = cookies[visitor.name].copy()
    response: HttpResponseBase
    with transaction.atomic():
        if row.name == "first_administrator":
            Person.objects.update(is_superuser=False)
        address = world.address(row, visitor)
        if row.name == "assessment_answers":
            key = owner_key(visitor.person) if visitor.person else ""
            response = send(client, address, told(key, given("COL.1", "rating", "B", 1)))
        else:
            ask = client.get if method == "GET" else client.post
            response = ask(address, world.data(row), follow=bool(headers))
        transaction.set_rollback(True)
    return response


def is_let_in(response: HttpResponseBase) -> bool:
    """Whether a page was shown or a form looked at, rather than asked to sign in, or told that there is none."""
    assert response.status_code < 500
    assert response.status_code != 405, "the matrix says that the page takes this"
    to_sign_in = response.status_code == 302 and response["Location"].startswith((SIGN_IN, "/admin/login/"))
    return not to_sign_in and response.status_code not in (401, 403, 404)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}-{row.of}" if row.of else row.name)
def test_a_page_lets_in_whom_the_matrix_says(world: World, made: Any, row: Row) -> None:
    others = [] if row.guard in OPEN_TO_ALL else world.others
    for visitor in [*world.visitors, *others]:
        for method in row.takes:
            response = answer(world, made[1], row, visitor, method)
            assert is_let_in(response) == world.allows(row, visitor), (visitor.name, method, response.status_code)


def test_every_address_has_a_row() -> None:
    assert own_names() - {row.name for row in ROWS} == {"", "robots.txt", "api_unknown"}, "what all may know"
    assert {row.name for row in ROWS} <= own_names()


def test_what_is_someones_own_is_let_to_somebody(world: World) -> None:
    """A row that nobody passes would say nothing about its page."""
    for row in ROWS:
        assert row.guard is NOBODY or any(world.allows(row, visitor) for visitor in [*world.visitors, *world.others]), (
            row
        )


def test_an_administrator_passes_nowhere_but_where_everyone_does(world: World) -> None:
    passes = {row.name for row in ROWS for visitor in world.visitors
              if visitor.name == "administrator" and world.allows(row, visitor)}  # fmt: skip
    signed_in = {row.name for row in ROWS for visitor in world.visitors
                 if visitor.name == "stranger" and world.allows(row, visitor)}  # fmt: skip
    own = {name for name in passes - signed_in if not name.startswith("admin:")}
    assert own == {"tasks", "tasks_again", "tasks_drop"}, "which tell nothing of anyone"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_docs_show_the_matrix_as_it_is(world: World, language: str) -> None:
    """`make docs` writes them anew."""
    assert FILES[language].read_text(encoding="utf-8") == page(world, language)
