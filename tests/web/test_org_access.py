"""Every page and button of organisations, for every kind of visitor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tamarack.people.actions.grants import ask_everybody, give_grant
from tamarack.people.actions.members import invite
from tamarack.people.actions.organisations import add_team, found_organisation
from tamarack.people.models import Grant, Invitation, Member, Organisation, Person, PutAside, Team
from tamarack.web.account import urls as account_urls
from tamarack.web.orgs import team_urls, urls
from tests.conftest import make_person
from tests.people.conftest import join

ORG, ACCOUNT = "/en/orgs/secret/", "/en/account/"
FOR_MEMBERS = [
    ORG,
    f"{ORG}leave/",
    f"{ORG}logo.png",
    f"{ORG}members/",
    "/en/teams/secret/hidden/",
    f"{ACCOUNT}grants/give/secret/",
]
FOR_OWNERS = [
    f"{ORG}{part}" for part in (
        "log/", "ask/", "members/import/", "members/{member}/", "members/{member}/remove/", "invitations/", "settings/",
        "settings/delete/", "teams/", "teams/hidden/", "association/",
    )
]  # fmt: skip
OWNERS_POST: list[tuple[str, dict[str, Any]]] = [
    (f"{ORG}ask/", {"purpose": "Taken"}), (f"{ORG}ask/", {"end": "1"}),
    (f"{ORG}members/{{member}}/", {"role": "owner"}),
    (f"{ORG}members/{{member}}/remove/", {}), (f"{ORG}invitations/", {"email": "x@example.org", "role": "member"}),
    (f"{ORG}invitations/{{invitation}}/revoke/", {}),
    (f"{ORG}members/import/", {"rows": "email\nx@y.ca", "bring": "1"}),
    (f"{ORG}settings/", {"name": "Taken", "kind": "employer", "language": "en"}),
    (f"{ORG}settings/counting/", {"k": "50", "threshold": "3", "months": "12", "begins": "2026-01-01"}),
    (f"{ORG}settings/logo/", {"remove": "1"}), (f"{ORG}settings/delete/", {"name": "Secret"}),
    (f"{ORG}teams/", {"name": "Taken"}), (f"{ORG}teams/hidden/", {"name": "Taken"}),
    (f"{ORG}teams/hidden/", {"remove": "1"}),
    (f"{ORG}association/", {"leave": "1"}), (f"{ORG}association/{{member}}/", {"yes": "1"}),
]  # fmt: skip
OWN_POSTS = [f"{ACCOUNT}grants/{{grant}}/withdraw/", f"{ACCOUNT}grants/asks/{{ask}}/aside/"]
EVERYBODY = ["/en/orgs/", "/en/orgs/new/", f"{ACCOUNT}grants/", f"{ACCOUNT}log/"]
WHO = ["owner", "lead", "member", "stranger", "administrator", "signed out"]


@pytest.fixture
def visitors(person: Person, stranger: Person) -> dict[str, Person | None]:
    organisation = found_organisation(person, "Secret", "centre", "en")
    team = add_team(person, organisation, "Hidden")
    lead, member = join(organisation, "lead", "lead", team).person, join(organisation, "member", team=team).person
    organisation.logo, organisation.logo_text = b"\x89PNG", "Secret logo"
    organisation.save()
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    found = {"owner": person, "lead": lead, "member": member, "stranger": stranger, "administrator": administrator}
    return {**found, "signed out": None}


@pytest.fixture
def ids(visitors: dict[str, Person | None], person: Person) -> dict[str, int]:
    organisation = Organisation.objects.get()
    member = Member.objects.get(person=visitors["member"])
    return {
        "member": member.pk,
        "invitation": invite(person, organisation, email="secret@example.org").pk,
        "ask": ask_everybody(person, organisation, "Secret purpose").pk,
        "grant": give_grant(member.person, organisation).pk,
    }


@pytest.mark.parametrize("page", FOR_MEMBERS + FOR_OWNERS)
@pytest.mark.parametrize("who", WHO)
def test_an_organisation_is_for_its_members_and_its_affairs_for_its_owners(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page.format(**ids))
    inside = who in ("owner", "lead", "member")
    expected = (
        302 if who == "signed out" else 404 if not inside else 403 if page in FOR_OWNERS and who != "owner" else 200
    )
    assert response.status_code == expected
    if not inside:
        assert "Secret" not in response.content.decode()


@pytest.mark.parametrize(("page", "data"), OWNERS_POST)
@pytest.mark.parametrize("who", ["lead", "member", "stranger", "administrator", "signed out"])
def test_nobody_but_an_owner_changes_an_organisation(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str,
    data: dict[str, Any], who: str,
) -> None:  # fmt: skip
    def state() -> list[Any]:
        kept = (Organisation, Team, Member, Invitation, Grant)
        return [list(model.objects.order_by("pk").values()) for model in kept]

    before = state()
    response = visit(visitors[who]).post(page.format(**ids), data)
    assert response.status_code in (302, 403, 404)
    if who == "signed out":
        assert "/account/login/" in response["Location"]
    assert state() == before


@pytest.mark.parametrize("page", OWN_POSTS)
@pytest.mark.parametrize("who", WHO)
def test_what_one_allows_is_one_s_own_to_take_back(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    visit(visitors[who]).post(page.format(**ids))
    if "withdraw" in page:
        assert (Grant.objects.get().withdrawn_at is not None) == (who == "member")
    else:
        assert [row.person for row in PutAside.objects.all()] == (
            [visitors[who]] if who in ("owner", "lead", "member") else []
        )


@pytest.mark.parametrize("page", EVERYBODY)
@pytest.mark.parametrize("who", WHO)
def test_lists_show_one_s_own(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page)
    assert response.status_code == (302 if who == "signed out" else 200)
    if who in ("stranger", "administrator"):
        assert "Secret" not in response.content.decode()
    if who != "signed out":
        assert "no-store" in response["Cache-Control"]


SIGNING = ("org_signing", "org_second", "org_domain", "org_provider", "org_second", "org_token", "org_webhook")
GRANTS = ("grants", "grant_give", "grant_withdraw", "ask_aside", "activity")


def test_every_address_is_asked(ids: dict[str, int]) -> None:
    asked = {page.format(**ids) for page in [*FOR_MEMBERS, *FOR_OWNERS, *EVERYBODY, *OWN_POSTS]}
    asked |= {page.format(**ids) for page, _ in OWNERS_POST}
    signing = {
        row.name
        for row in urls.urlpatterns
        if (row.name or "").startswith(
            ("org_signing", "org_second", "org_domain", "org_provider", "org_token", "org_webhook")
        )
    }
    names = (
        {get_resolver().resolve(page).url_name for page in asked} | {"join"} | signing
    )  # test_org_pages, test_permissions_access
    grants = [row for row in account_urls.urlpatterns if getattr(row, "name", "") in GRANTS]
    parts = [*urls.urlpatterns, *team_urls.urlpatterns, *grants]
    assert {entry.name for entry in parts} <= names
