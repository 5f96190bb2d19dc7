"""What every page promises to a browser: nothing inline, nothing from elsewhere, nothing kept by others."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment
from tamarack.people.models import Person
from tamarack.web import limits

PAGES = ["/en/", "/en/rubric/cacee/col/", "/en/account/login/", "/en/account/signup/", "/fr/me/",
         "/en/assess/{pk}/col/", "/en/assess/", "/en/nope", "/admin/login/"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_content_security_policy_lets_nothing_in(own: Client, draft: Assessment, page: str) -> None:
    response = own.get(page.format(pk=draft.pk))
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    for banned in ("unsafe", "http:", "https:", "*"):
        assert banned not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("page", PAGES[:-1])
def test_no_page_has_inline_script_or_style_or_asks_another_site(own: Client, draft: Assessment, page: str) -> None:
    html = own.get(page.format(pk=draft.pk)).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert "<style" not in html
    assert not re.search(r"\s(style|on\w+)=", html)
    loaded = re.findall(
        r'<(?:script|img|iframe)[^>]*src="([^"]+)"|<link rel="(?:stylesheet|icon|preload)" href="([^"]+)"', html
    )
    for address in ("".join(found) for found in loaded):
        assert address.startswith("/static/"), address


HEADERS = {
    "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy",
    "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
}  # fmt: skip
EVERYTHING = [
    "/", "/healthz", "/robots.txt", "/en/", "/fr/nope", "/nope", "/en/me/", "/en/search/?q=a", "/admin/",
    "/admin/login/",
    "/en/rubric/cacee/cacee.yaml", "/en/rubric/cacee/rings.png", "/en/account/login/", "/en/account/data/",
    "/calendar/none.ics", "/en/assess/{pk}/col/", "/en/join/none/", "/sso/saml/none/metadata/", "/en/account/grants/",
]  # fmt: skip


@pytest.mark.parametrize("page", EVERYTHING)
def test_every_answer_carries_every_header(own: Client, draft: Assessment, page: str) -> None:
    """Pages, files, errors and redirects; for who is signed in and who is not."""
    for client in (own, Client()):
        response = client.get(page.format(pk=draft.pk))
        assert HEADERS - set(response.headers) == set(), (page, response.status_code)


def test_refusals_and_failures_carry_them_too(own: Client, draft: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    monkeypatch.setattr("tamarack.web.site.views.render", lambda *_: 1 / 0)
    for response in (strict.post("/en/account/login/"), strict.get("/en/privacy/"),
                     strict.get("/en/", headers={"host": "evil.example"}), own.put("/en/account/logout/"),
                     own.get(f"/en/assess/{draft.pk}/submit/")):  # fmt: skip
        assert response.status_code >= 400
        assert HEADERS - set(response.headers) == set(), response.status_code


def test_the_forms_cookie_is_out_of_scripts_reach(draft: Assessment, own: Client) -> None:
    own.get(f"/en/assess/{draft.pk}/col/")
    assert own.cookies["csrftoken"]["httponly"]


def test_a_public_page_sets_no_cookie(client: Client, cacee: object) -> None:
    for page in ("/en/", "/en/rubric/cacee/col/", "/fr/privacy/"):
        assert not client.get(page).cookies


def test_healthz_is_bare(client: Client, own: Callable[..., Client]) -> None:
    assert client.get("/healthz").content == b"ok"
    assert own.get("/healthz").content == b"ok"  # type: ignore[attr-defined]


def test_search_engines_are_kept_from_private_pages(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    for part in ("/en/me/", "/fr/assess/", "/en/account/", "/fr/growth/", "/en/unsubscribe/", "/calendar/"):
        assert f"Disallow: {part}" in text


def test_trace_is_refused(client: Client) -> None:
    answer = client.generic("TRACE", "/en/", HTTP_X_SECRET="words of a header")
    assert (answer.status_code, answer.content) == (405, b"")


def test_a_foreign_host_is_refused(client: Client) -> None:
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400


def test_attempts_to_get_around_are_logged_without_anything_of_a_person(
    person: Person, draft: Assessment, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(limits.LIMITS, "search", limits.Limit(most=0, seconds=60, per="network"))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    strict.post(f"/en/assess/{draft.pk}/eth/", {"rating-ETH.1": "B"})
    strict.get("/en/search/?q=words")
    names = {"django.security.csrf", "tamarack.limits"}
    told = {record.name: record.getMessage() for record in caplog.records if record.name in names}
    assert set(told) == names
    assert not any(word in line for line in told.values() for word in (person.email, person.name, "words"))
