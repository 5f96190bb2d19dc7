"""What is limited on pages is limited by programs too, and both are counted together."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tamarack.api.document import document
from tamarack.api.limits import LIMITS
from tamarack.api.schema import operations
from tamarack.common.limits import Limit
from tamarack.people.actions.organisations import found_organisation
from tamarack.people.models import Organisation, Person
from tamarack.rubric.queries import Stored
from tamarack.web import limits as pages
from tests.api.conftest import Program, token_for
from tests.api.coverage import HERE
from tests.api.test_foundation import problem

FREE = {
    "join": "by an own number: there is nothing to guess",
}
"""Pages with a limit whose operation needs none, and why."""


@pytest.fixture
def place(person: Person) -> Organisation:
    return found_organisation(person, "Clearwater", "employer", "en")


@pytest.fixture
def twice(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let something be done twice an hour, on pages and by programs."""

    def narrow(operation: str) -> None:
        page = LIMITS[operation][1]
        limit = Limit(2, 3600, pages.LIMITS[page].per, pages.LIMITS[page].methods)
        monkeypatch.setitem(pages.LIMITS, page, limit)
        monkeypatch.setitem(LIMITS, operation, (limit, page))

    return narrow


def test_an_operation_has_the_limit_of_its_page() -> None:
    assert {page: limit for limit, page in LIMITS.values()} == {page: pages.LIMITS[page] for _, page in LIMITS.values()}
    limited = {page: HERE[page] for page in pages.LIMITS if page in HERE and page not in FREE}
    known = {operation["operationId"] for _, _, operation in operations(document())}
    without = {page for page, operation in limited.items() if operation in known and operation not in LIMITS}
    assert without == set()
    assert set(LIMITS) - known == set()


def test_files_and_what_is_read_from_files_have_one() -> None:
    binary = {
        operation["operationId"]
        for _, _, operation in operations(document())
        if "application/octet-stream" in str(operation["responses"]) or "multipart" in str(operation.get("requestBody"))
    }
    assert binary - set(LIMITS) == {"read_file", "take_crosswalk_file"}, "a stored file as it is; a few rows of one"


def test_nobody_is_mailed_again_and_again_by_a_program(
    person: Person, place: Organisation, twice: Callable[[str], None], mailoutbox: list[Any]
) -> None:
    twice("invite_member")
    where = f"/organisations/{place.code}/invitations"
    scripts = [Program(token_for(person)), Program(token_for(person, organisation=place)), Program(token_for(person))]
    answers = [script.post(where, {"email": "victim@example.ca"}) for script in scripts]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    problem(answers[-1], 429, "too_many_calls")
    assert 0 < int(answers[-1]["Retry-After"]) <= 3600
    assert answers[-1]["RateLimit"]
    assert [message.to for message in mailoutbox].count(["victim@example.ca"]) == 2


def test_pages_and_programs_are_counted_together(
    client: Client, person: Person, place: Organisation, twice: Callable[[str], None]
) -> None:
    twice("invite_member")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = f"/en/orgs/{place.code}/invitations/"
    client.post(where, {"email": "one@example.ca", "role": "member"})
    script = Program(token_for(person))
    here = f"/organisations/{place.code}/invitations"
    assert script.post(here, {"email": "two@example.ca"}).status_code == 201
    assert script.post(here, {"email": "three@example.ca"}).status_code == 429
    assert client.post(where, {"email": "four@example.ca", "role": "member"}).status_code == 429


def test_what_anyone_may_read_is_counted_by_network(
    cacee: Stored, twice: Callable[[str], None], mine: Program, stranger: Person
) -> None:
    twice("compare_versions")
    where = "/frameworks/cacee/compare/1.0/1.0"
    callers: list[Any] = [Program(), mine, Program(token_for(stranger))]
    assert [script.get(where).status_code == 429 for script in callers] == [False, False, True]


def test_a_program_without_a_scope_counts_for_nobody(
    person: Person, place: Organisation, twice: Callable[[str], None]
) -> None:
    twice("invite_member")
    reader = Program(token_for(person, "organisations:read"))
    where = f"/organisations/{place.code}/invitations"
    assert {reader.post(where, {"email": "a@example.ca"}).status_code for _ in range(3)} == {403}
    assert Program(token_for(person)).post(where, {"email": "a@example.ca"}).status_code == 201


def test_other_networks_of_ipv6_are_not_other_addresses_of_one(settings: Any, db: None) -> None:
    settings.API_CALLS_ANONYMOUS = 1
    found = [
        Client(REMOTE_ADDR=f"2001:db8:1:{net}::{n}").get("/api/v1/frameworks") for net, n in ((2, 3), (2, 4), (3, 3))
    ]
    assert [response.status_code for response in found] == [200, 429, 200]
