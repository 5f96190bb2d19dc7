"""Every page, file and button of credentials, for every kind of visitor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.portfolio.actions import credentials as actions
from tamarack.portfolio.models import Application, Credential, Status
from tamarack.rubric.queries import Stored
from tests.conftest import make_person
from tests.credentials import World, make_world

OFFER = "clearwater/cacee/1.0"
SIGNED_IN = ["/en/credentials/", f"/en/credentials/offers/{OFFER}/COL/B/", f"/en/credentials/offers/{OFFER}/all/M/"]
PUBLIC = [
    "/en/issuers/clearwater/",
    f"/en/issuers/{OFFER}/COL/B/",
    "/issuers/clearwater/did.json",
    "/issuers/clearwater/status/1/",
]
CREDENTIAL = [
    "/en/credentials/c/{key}/", "/en/credentials/c/{key}/?verify=1", "/credentials/c/{key}/picture.png",
    "/credentials/c/{key}/credential.json", "/credentials/c/{key}/credential.png",
    "/credentials/c/{key}/credential.svg",
]  # fmt: skip
ADDRESS = "/credentials/c/{key}/"
OWN = ["/en/credentials/c/{key}/delete/"]
DECIDE = [
    "/en/credentials/decide/",
    "/en/credentials/decide/applications/{application}/",
    "/en/credentials/decide/issued/{key}/",
]
OWN_POSTS: list[tuple[str, dict[str, str]]] = [
    ("/en/credentials/applications/{application}/withdraw/", {}),
    ("/en/credentials/c/{key}/listed/", {"listed": "0"}),
    ("/en/credentials/c/{key}/delete/", {}),
]
DECIDE_POSTS: list[tuple[str, dict[str, str]]] = [
    ("/en/credentials/decide/applications/{application}/", {"years": "3"}),
    ("/en/credentials/decide/applications/{application}/decline/", {"reason": "x"}),
    ("/en/credentials/decide/issued/{key}/", {"reason": "x"}),
    ("/en/credentials/decide/erased/", {"address": "{key}"}),
]
ASK = f"/en/credentials/offers/{OFFER}/EDI/B/"
WHO = ["owner", "decider", "reviewer", "teammate", "stranger", "administrator", "signed out"]


@pytest.fixture
def world(person: Person, cacee: Stored) -> World:
    return make_world(person, cacee)


@pytest.fixture
def visitors(world: World, stranger: Person) -> dict[str, Person | None]:
    team = Team.objects.create(
        organisation=Organisation.objects.create(code="clearwater", name="Clearwater"), code="career", name="Careers"
    )
    teammate = make_person("teammate")
    for member in (world.person, teammate):
        Member.objects.create(organisation=team.organisation, team=team, person=member)
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    return {
        "owner": world.person, "decider": world.decider, "reviewer": world.reviewer, "teammate": teammate,
        "stranger": stranger, "administrator": administrator, "signed out": None,
    }  # fmt: skip


@pytest.fixture
def ids(world: World) -> dict[str, Any]:
    """A credential of Nadia's with her name, and something that she asks for."""
    credential = world.issue(shows_name=True, links=[world.link.pk])
    world.accept(*(f"COM.{row}.B" for row in range(1, 6)), *(f"EDI.{row}.B" for row in range(1, 6)))
    return {"key": credential.key, "application": world.ask(code="COM").pk}


def everything() -> list[Any]:
    fields = ("pk", "state", "reason")
    return [
        list(Application.objects.order_by("pk").values(*fields)), list(Credential.objects.order_by("pk").values()),
        list(Status.objects.order_by("pk").values()),
    ]  # fmt: skip


@pytest.mark.parametrize("page", SIGNED_IN)
@pytest.mark.parametrize("who", WHO)
def test_ones_own_pages_are_for_who_is_signed_in_and_tell_nothing_of_others(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page)
    if visitors[who] is None:
        assert response.status_code == 302
        assert response["Location"].startswith("/en/account/login/?next=/en/credentials/")
        return
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    if who != "owner":
        assert "Nadia" not in response.content.decode()
        assert ids["key"] not in response.content.decode()


@pytest.mark.parametrize("page", PUBLIC)
@pytest.mark.parametrize("who", WHO)
def test_what_is_public_is_for_everyone_and_names_nobody(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page)
    assert response.status_code == 200
    if who != "owner":
        assert "Nadia" not in response.content.decode()


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("page", CREDENTIAL)
@pytest.mark.parametrize("who", WHO)
def test_a_credential_is_for_whoever_has_its_address_unless_it_is_hidden(
    visit: Callable[..., Client], visitors: dict[str, Person | None], world: World, ids: dict[str, Any], page: str,
    who: str, listed: bool,
) -> None:  # fmt: skip
    Credential.objects.update(listed=listed)
    response = visit(visitors[who]).get(page.format(**ids))
    assert response.status_code == (200 if listed or who == "owner" else 404)
    if response.status_code == 200:
        assert response["X-Robots-Tag"] == "noindex"
        assert "no-store" in response["Cache-Control"]
        assert b"secret" not in response.content
        assert world.person.email.encode() not in response.content
    else:
        assert b"Nadia" not in response.content


@pytest.mark.parametrize("who", WHO)
def test_a_credential_answers_programs_and_leads_people(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], who: str
) -> None:
    client, address = visit(visitors[who]), ADDRESS.format(**ids)
    response = client.get(address, headers={"accept": "text/html", "accept-language": "fr"})
    assert response["Location"] == f"/fr{address}"
    for kind in ("application/json", "application/ld+json", "application/vc"):
        response = client.get(address, headers={"accept": kind})
        assert response.json()["id"].endswith(address)
        assert response["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in response["Vary"]
    Credential.objects.update(listed=False)
    expected = 200 if who == "owner" else 404
    assert client.get(address, headers={"accept": "application/json"}, follow=True).status_code == expected


@pytest.mark.parametrize("page", OWN)
@pytest.mark.parametrize("who", WHO)
def test_what_one_does_with_a_credential_is_its_persons_alone(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page.format(**ids))
    assert response.status_code == {"owner": 200, "signed out": 302}.get(who, 404)


@pytest.mark.parametrize("page", DECIDE)
@pytest.mark.parametrize("who", WHO)
def test_deciding_is_for_those_who_decide(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page.format(**ids))
    assert response.status_code == {"decider": 200, "signed out": 302}.get(who, 404)
    if who == "decider":
        assert "Nadia" in response.content.decode()
        assert "secret" not in response.content.decode(), "neither the title nor the text of evidence"
        assert "nadia@" not in response.content.decode()


@pytest.mark.parametrize(("address", "data"), OWN_POSTS)
@pytest.mark.parametrize("who", WHO[1:])
def test_nobody_else_acts_for_its_person(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], who: str, address: str,
    data: dict[str, str],
) -> None:  # fmt: skip
    before = everything()
    response = visit(visitors[who]).post(address.format(**ids), data)
    assert response.status_code == (302 if who == "signed out" else 404)
    assert everything() == before


@pytest.mark.parametrize(("address", "data"), DECIDE_POSTS)
@pytest.mark.parametrize("who", [name for name in WHO if name != "decider"])
def test_nobody_else_decides(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], who: str, address: str,
    data: dict[str, str],
) -> None:  # fmt: skip
    before = everything()
    response = visit(visitors[who]).post(address.format(**ids), data)
    assert response.status_code == (302 if who == "signed out" else 404)
    assert everything() == before


@pytest.mark.parametrize("who", WHO[1:])
def test_everyone_asks_for_themselves_alone(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, Any], who: str
) -> None:
    before = everything()
    response = visit(visitors[who]).post(ASK, {"email": "nadia@clearwater.example", "language": "en"})
    assert response.status_code == (302 if who == "signed out" else 200)
    assert everything() == before


def test_what_changes_something_is_not_done_by_a_link(own: Client, ids: dict[str, Any]) -> None:
    before = everything()
    for address in ("/en/credentials/applications/{application}/withdraw/", "/en/credentials/c/{key}/listed/",
                    "/en/credentials/decide/applications/{application}/decline/"):  # fmt: skip
        assert own.get(address.format(**ids)).status_code == 405
    assert everything() == before


def test_once_decided_or_withdrawn_nothing_is_seen_any_more(
    visit: Callable[..., Client], world: World, ids: dict[str, Any]
) -> None:
    page = DECIDE[1].format(**ids)
    assert visit(world.decider).get(page).status_code == 200
    actions.withdraw_application(world.person, Application.objects.get(pk=ids["application"]))
    assert visit(world.decider).get(page).status_code == 404
    assert "Communication" not in visit(world.decider).get("/en/credentials/decide/").content.decode()


def test_a_deleted_credential_is_gone(visit: Callable[..., Client], world: World, ids: dict[str, Any]) -> None:
    actions.delete_credential(world.person, Credential.objects.get())
    for who in (None, world.person, world.decider):
        client = visit(who)
        response = client.get(CREDENTIAL[0].format(**ids))
        assert response.status_code == 410
        assert "gone" in response.content.decode()
        assert "Nadia" not in response.content.decode().replace(str(who), "")
        assert client.get(CREDENTIAL[3].format(**ids)).status_code == 410
        assert client.get(ADDRESS.format(**ids), headers={"accept": "application/json"}).status_code == 410


@pytest.mark.parametrize(
    "page",
    [
        "/en/credentials/c/0000/", "/credentials/c/0000/picture.png", "/credentials/c/0000/credential.json",
        "/en/credentials/c/0000/delete/", "/en/credentials/decide/issued/0000/",
        "/en/credentials/decide/applications/0/", "/en/credentials/decide/applications/99999999999999999999/",
        "/en/issuers/nobody/", "/issuers/nobody/did.json", "/issuers/clearwater/status/2/",
        "/issuers/clearwater/status/99999999999999999999/", "/issuers/nobody/status/1/",
        f"/en/issuers/{OFFER}/XXX/B/", f"/en/issuers/{OFFER}/COL/X/", "/en/issuers/clearwater/cacee/9.9/COL/B/",
        "/en/issuers/clearwater/nothing/1.0/COL/B/", "/en/issuers/nobody/cacee/1.0/COL/B/",
        f"/en/credentials/offers/{OFFER}/COL.1/B/", "/en/credentials/offers/nobody/cacee/1.0/COL/B/",
    ],
)  # fmt: skip
def test_what_there_is_not_is_not_found(visit: Callable[..., Client], world: World, page: str) -> None:
    assert visit(world.decider).get(page).status_code == 404


def test_an_unknown_file_is_not_found(client: Client, ids: dict[str, Any]) -> None:
    assert client.get(f"/credentials/c/{ids['key']}/badge.exe").status_code == 404


def test_every_address_of_credentials_is_in_this_file() -> None:
    from tamarack.web.credentials import root_urls, urls

    numbers = {"key": "abc", "application": 1}
    achievement = f"/issuers/{OFFER}/COL/B/"
    posts = [address for address, _ in [*OWN_POSTS, *DECIDE_POSTS]]
    pages = [*SIGNED_IN, *PUBLIC, *CREDENTIAL, ADDRESS, *OWN, *DECIDE, *posts, ASK, achievement]
    tested = {get_resolver().resolve(page.format(**numbers).partition("?")[0]).url_name for page in pages}
    tested |= {"credential_brought"}  # tests/web/test_permissions_access.py
    assert {pattern.name for pattern in [*urls.urlpatterns, *root_urls.urlpatterns]} - tested == set()


def test_what_an_achievement_is_called_leads_to_its_page(client: Client, world: World) -> None:
    response = client.get(f"/issuers/{OFFER}/COL/B/", headers={"accept-language": "fr"})
    assert response["Location"] == f"/fr/issuers/{OFFER}/COL/B/"
