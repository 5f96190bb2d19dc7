"""Tokens and webhooks in a real browser, in both languages; and the page that tells what programs can do."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at

PAGES = ["/account/tokens/", "/account/webhooks/", "/api/"]
WORDS = {
    "en": {"name": "Name", "scope": "Read your professional development log", "make": "Make a token",
           "copied": "I have copied it", "revoke": "Revoke", "revoked": "Revoked. Programs", "url": "Web address",
           "event": "An action is done", "hook": "Make a webhook", "delete": "Delete", "gone": "is deleted"},
    "fr": {"name": "Nom", "scope": "Lire votre journal de perfectionnement", "make": "Créer un jeton",
           "copied": "Je l’ai copié", "revoke": "Révoquer", "revoked": "Révoqué. Les programmes",
           "url": "Adresse web", "event": "Une action est faite", "hook": "Créer un webhook", "delete": "Supprimer",
           "gone": "est supprimé"},
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_someone_makes_a_token_and_a_webhook_and_ends_both(visitor: Callable[..., Visitor], language: str) -> None:
    someone, words = visitor(width=390), WORDS[language]
    someone.sign_in_as("Nadia Bouchard")
    page = someone.page
    someone.go(f"/{language}/account/tokens/")
    page.get_by_label(words["name"], exact=True).fill(f"A script ({language})")
    page.get_by_label(words["scope"]).check()
    page.get_by_role("button", name=words["make"]).click()
    text = page.get_by_label(f"A script ({language})").input_value()
    assert text.startswith("tamarack_p_")
    answered = page.request.get(f"{someone.server.address}/api/v1/log", headers={"Authorization": f"Bearer {text}"})
    assert answered.status == 200
    page.get_by_role("link", name=words["copied"]).click()
    assert text not in page.content()
    page.get_by_role("button", name=f"{words['revoke']} A script ({language})").click()
    expect(page.get_by_text(words["revoked"])).to_be_visible()
    assert (
        page.request.get(f"{someone.server.address}/api/v1/log", headers={"Authorization": f"Bearer {text}"}).status
        == 401
    )

    someone.go(f"/{language}/account/webhooks/")
    page.get_by_label(words["name"], exact=True).fill(f"A board ({language})")
    page.get_by_label(words["url"]).fill("https://example.ca/hook")
    page.get_by_label(words["event"]).check()
    page.get_by_role("button", name=words["hook"]).click()
    assert page.locator("#secret").input_value().startswith("whsec_")
    page.get_by_role("button", name=words["delete"], exact=True).click()
    expect(page.get_by_text(words["gone"])).to_be_visible()


def test_the_pages_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    someone.sign_in_as("Nadia Bouchard")
    assert look_at(someone, [f"/fr{page}" for page in PAGES]) == []
