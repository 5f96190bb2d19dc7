"""What every page promises to a browser: nothing inline, nothing from elsewhere, nothing kept by others."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment

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


def test_a_foreign_host_is_refused(client: Client) -> None:
    assert client.get("/en/", headers={"host": "evil.example"}).status_code == 400
