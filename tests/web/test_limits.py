"""Whatever is expensive, or can be guessed at, can be asked for so often and no oftener; by all processes together."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.test import Client, RequestFactory

from tamarack.common.limits import Limit, forget_tallies, network_of, wait_for
from tamarack.common.models import Tally
from tamarack.people import devices
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tamarack.web import limits
from tamarack.web.guards import WITH_LINK
from tamarack.web.permissions import ROWS
from tests.permissions.world import own_names

EXPENSIVE = ("_file", "_pdf", "_archive", "_picture", "archive", "workbook", "search", "compare", "import", "cohort",
             "_data", "translation", "_new")  # fmt: skip
SMALL = {
    **dict.fromkeys(
        ("role_new", "goal_new", "action_new", "resource_new", "check_in_new", "impact_new", "showcase_new",
         "feedback_new", "org_role_new", "org_resource_new", "team_resource_new", "event_new", "template_new",
         "draft_new", "consultation_new", "roles_compare", "breach_new"), "a row or two, of who is signed in",
    ),
}  # fmt: skip
"""What sounds expensive and is not, and why."""


def test_what_is_guessable_has_a_limit() -> None:
    links = {row.name for row in ROWS if row.guard is WITH_LINK}
    assert links - set(limits.LIMITS) == set()


def test_what_is_expensive_has_a_limit_or_a_reason() -> None:
    names = {name for name in own_names() if name.endswith(EXPENSIVE)}
    assert names - set(limits.LIMITS) - set(SMALL) - limits.BY_ALLAUTH == set()


def test_no_limit_is_of_a_page_that_is_not_there() -> None:
    from django.urls import get_resolver

    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert set(limits.LIMITS) - known == set()
    assert known >= limits.BY_ALLAUTH


def test_saving_an_answer_has_none_and_costs_nothing_more() -> None:
    assert not {"assessment_answers", "trial_answers", "assess_competency", "trial_competency"} & set(limits.LIMITS)


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def narrow(name: str, **change: Any) -> None:
        values = {"most": 2, "seconds": 60, "per": "network", "methods": ("GET", "POST"), **change}
        monkeypatch.setitem(limits.LIMITS, name, Limit(**values))

    return narrow


@pytest.mark.parametrize(("language", "words"), [("en", "Too many requests"), ("fr", "Trop de demandes")])
def test_what_is_asked_for_too_often_is_refused_with_when_to_try_again(
    client: Client, cacee: Stored, narrow: Callable[..., None], language: str, words: str
) -> None:
    narrow("search")
    for _ in range(2):
        assert client.get(f"/{language}/search/?q=equity").status_code == 200
    response = client.get(f"/{language}/search/?q=equity")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert words in response.content.decode()
    told = client.get(f"/{language}/search/", headers={"accept": "application/json"})
    assert (told.status_code, told.json()["code"]) == (429, "too_many")
    assert client.get(f"/{language}/").status_code == 200, "everything else is as it was"


def test_the_library_of_accounts_answers_alike(client: Client, db: None) -> None:
    from django.core.cache import cache

    cache.clear()
    for _ in range(21):
        response = client.post("/en/account/password/reset/", {"email": "nobody@clearwater.example"})
    assert response.status_code == 429
    assert "Too many requests" in response.content.decode()
    assert int(response["Retry-After"]) > 0


def test_people_are_counted_each_and_so_are_addresses(
    visit: Callable[..., Client], person: Person, stranger: Person, narrow: Callable[..., None]
) -> None:
    narrow("account_data", most=1, per="person")
    own, other = visit(person), visit(stranger)
    assert [client.get("/en/account/data/").status_code for client in (own, own, other)] == [200, 429, 200]


@pytest.mark.parametrize("method", ["head", "options"])
def test_whatever_does_as_get_does_counts_as_get_does(
    client: Client, cacee: Stored, narrow: Callable[..., None], method: str
) -> None:
    narrow("search", most=1)
    assert getattr(client, method)("/en/search/?q=equity").status_code == 200
    assert client.get("/en/search/?q=equity").status_code == 429


def test_no_archive_is_made_for_who_asks_for_its_headers_alone_too_often(
    visit: Callable[..., Client], person: Person, narrow: Callable[..., None]
) -> None:
    narrow("portfolio_archive", most=1, per="person")
    own = visit(person)
    assert [own.head("/en/portfolio/archive/").status_code for _ in range(2)] == [200, 429]


def test_a_limit_of_posts_counts_no_reading(
    visit: Callable[..., Client], person: Person, narrow: Callable[..., None]
) -> None:
    narrow("review_new", most=1, per="person", methods=("POST",))
    own = visit(person)
    assert [own.head("/en/reviews/new/").status_code for _ in range(3)].count(429) == 0


def test_a_window_ends(db: None) -> None:
    limit = Limit(1, 60)
    assert wait_for(limit, "a page", "someone") == 0
    assert 0 < wait_for(limit, "a page", "someone") <= 60
    assert wait_for(limit, "a page", "someone else") == 0
    Tally.objects.update(until=int(time.time()))
    assert wait_for(limit, "a page", "someone") == 0
    Tally.objects.update(until=int(time.time()) - 1)
    forget_tallies.func()  # type: ignore[attr-defined]
    assert not Tally.objects.exists()


def test_counting_costs_one_statement_in_one_transaction(db: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # and the savepoint of this test's transaction
        wait_for(Limit(9, 60), "a page", "someone")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [(0, "203.0.113.9", "192.0.2.1"), (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"), (1, "", "192.0.2.1"),
     (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"), (2, "203.0.113.9", "192.0.2.1"),
     (1, "nonsense", ""), (1, "::ffff:203.0.113.9", "203.0.113.9"), (1, "2001:db8:1:2:3::4", "2001:db8:1:2::")],
)  # fmt: skip
def test_behind_proxies_the_address_is_the_one_that_the_last_of_them_saw(
    settings: Any, proxies: int, forwarded: str, seen: str
) -> None:
    """What someone writes into the header themselves helps nobody."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", **more)
    assert network_of(request) == seen


def test_who_comes_by_ipv4_to_a_socket_of_ipv6_is_counted_and_told_by_the_own_address(rf: RequestFactory) -> None:
    request = rf.get("/", REMOTE_ADDR="::ffff:203.0.113.9")
    assert network_of(request) == "203.0.113.9"
    assert get_adapter(request).get_client_ip(request) == "203.0.113.9"
    assert devices.network(request) == "203.0.113.0"
