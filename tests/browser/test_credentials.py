"""Credentials in a real browser: earned, asked for, issued, verified, hidden, in both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at, press_until

OFFER = "clearwater/cacee/1.0"
PAGES = [
    "/credentials/", f"/credentials/offers/{OFFER}/COL/B/", f"/credentials/offers/{OFFER}/EDI/B/",
    f"/credentials/offers/{OFFER}/COL/E/", f"/credentials/offers/{OFFER}/all/M/", "/credentials/c/{valid}/",
    "/credentials/c/{valid}/?verify=1", "/credentials/c/{revoked}/?verify=1", "/credentials/c/{valid}/delete/",
    "/credentials/c/0/", "/issuers/clearwater/", f"/issuers/{OFFER}/COL/B/", f"/issuers/{OFFER}/all/B/",
]  # fmt: skip
DECIDING = [
    "/credentials/", "/credentials/decide/", "/credentials/decide/applications/{application}/",
    "/credentials/decide/issued/{valid}/", "/credentials/decide/issued/{revoked}/",
]  # fmt: skip
WORDS = {
    "en": {
        "name": "My name may stand", "ask": "Ask for it", "waiting": "Waiting for a decision", "held": "Held",
        "issue": "Issue the credential", "verify": "Verify it now", "holds": "It holds",
        "hide": "Hide this page from others", "only": "Only you see this page", "show": "Let others see this page",
        "revoke": "Revoke the credential", "reason": "Reason", "not": "It does not hold", "sure": "Delete",
        "delete": "Delete this credential", "gone": "This credential is gone", "decide": "Decide about others",
    },
    "fr": {
        "name": "Mon nom peut figurer", "ask": "Le demander", "waiting": "En attente d’une décision", "held": "Obtenu",
        "issue": "Délivrer le titre numérique", "verify": "Le vérifier maintenant",
        "holds": "Il est authentique et en vigueur", "hide": "Masquer cette page aux autres",
        "only": "Page visible de vous seulement", "show": "Laisser les autres voir cette page",
        "revoke": "Révoquer le titre numérique", "reason": "Raison", "not": "Il n’est pas valable", "sure": "Supprimer",
        "delete": "Supprimer ce titre numérique", "gone": "Ce titre numérique n’est plus là",
        "decide": "Décider des titres numériques",
    },
}  # fmt: skip


def keys(someone: Visitor) -> dict[str, str]:
    """What stands in the addresses of Nadia's credentials."""
    someone.go("/en/credentials/")
    rows = someone.page.locator("main li").filter(has=someone.page.locator("a[href*='/credentials/c/']"))
    found = {}
    for state, word in (("valid", "Valid"), ("revoked", "Revoked")):
        address = rows.filter(has_text=re.compile(rf"{word}\s*$")).locator("a").first.get_attribute("href")
        found[state] = str(address).split("/")[-2]
    return found


def test_pages_of_credentials_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    someone.sign_in_as("Nadia Bouchard")
    found = keys(someone)
    assert look_at(someone, [f"/fr{page.format(**found)}" for page in PAGES], unfold=True) == []
    decider = visitor(**SMALL_AND_DARK)
    decider.sign_in_as("Priya Raman")
    decider.go("/en/credentials/decide/")
    waiting = decider.page.locator("a[href*='/decide/applications/']").filter(has_text="Nadia Bouchard").first
    found["application"] = str(waiting.get_attribute("href")).split("/")[-2]
    assert look_at(decider, [f"/fr{page.format(**found)}" for page in DECIDING]) == []
    signed_out = visitor(**SMALL_AND_DARK)
    assert look_at(signed_out, [f"/fr{page.format(**found)}" for page in PAGES[5:8]]) == []
    for each in (someone, decider, signed_out):
        assert [told for told in each.complaints if "404" not in told] == []
        assert all(url.startswith(each.server.address) for url in each.asked)


@pytest.mark.parametrize(
    ("language", "name", "code", "width"),
    [("en", "Nadia Bouchard", "EDI", 1280), ("fr", "Étienne Gagnon", "COL", 390)],
)
def test_from_earning_to_showing_to_taking_back(
    visitor: Callable[..., Visitor], language: str, name: str, code: str, width: int
) -> None:
    words, someone, decider, anyone = WORDS[language], visitor(width=width), visitor(width=width), visitor(width=width)
    someone.sign_in_as(name)
    page = someone.page
    someone.go(f"/{language}/credentials/")
    page.locator(f"a[href*='/{code}/B/']").click()
    page.get_by_label(words["name"]).check()
    page.locator("[name=links]").first.check()
    assert someone.axe() == []
    page.get_by_role("button", name=words["ask"]).click()
    expect(page.get_by_role("main")).to_contain_text(words["waiting"])

    decider.sign_in_as("Priya Raman")
    decider.go(f"/{language}/credentials/")
    decider.page.get_by_role("link", name=words["decide"]).click()
    decider.page.locator("a[href*='/decide/applications/']").filter(has_text=name).last.click()
    decider.page.locator("[name=years]").select_option("2")
    decider.page.get_by_role("button", name=words["issue"]).click()
    decider.page.wait_for_url("**/credentials/decide/")

    page.reload()
    expect(page.locator(f"a[href*='/{code}/B/']")).to_contain_text(words["held"])
    page.locator("main li a[href*='/credentials/c/']").first.click()
    address = page.locator("#address").input_value()
    anyone.page.goto(address)
    expect(anyone.page.locator(".tag").first).to_have_text(re.compile(r"\s*Valid.?\s*"))
    anyone.go(f"/{language}{address.partition(someone.server.address)[2]}")
    expect(anyone.page.get_by_role("main")).to_contain_text(name)
    anyone.page.get_by_role("button", name=words["verify"]).click()
    expect(anyone.page.get_by_role("heading", name=words["holds"])).to_be_visible()
    assert anyone.page.locator(".checks .good").count() == 6
    with anyone.page.expect_download() as download:
        anyone.page.locator("a[href$='credential.png']").click()
    assert download.value.suggested_filename == f"{code.lower()}-b-credential.png"

    page.get_by_role("button", name=words["hide"]).click()
    expect(page.get_by_role("main")).to_contain_text(words["only"])
    anyone.page.reload()
    expect(anyone.page.get_by_role("button", name=words["verify"])).to_have_count(0)
    page.get_by_role("button", name=words["show"]).click()

    key = address.rstrip("/").split("/")[-1]
    decider.go(f"/{language}/credentials/decide/issued/{key}/")
    decider.page.get_by_label(words["reason"]).fill("Issued too early.")
    decider.page.get_by_role("button", name=words["revoke"]).click()
    anyone.go(f"/{language}/credentials/c/{key}/?verify=1")
    expect(anyone.page.get_by_role("heading", name=words["not"])).to_be_visible()
    expect(anyone.page.get_by_role("main")).to_contain_text("Issued too early.")
    assert anyone.axe() == []

    page.get_by_role("link", name=words["delete"]).click()
    page.get_by_role("button", name=words["sure"], exact=True).click()
    page.wait_for_url(f"**/{language}/credentials/")
    anyone.page.reload()
    expect(anyone.page.get_by_role("heading", level=1)).to_have_text(words["gone"])
    assert anyone.axe() == []


def test_verifying_works_by_key_and_without_scripts(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(java_script_enabled=True)
    someone.sign_in_as("Nadia Bouchard")
    key = keys(someone)["valid"]
    someone.go(f"/en/credentials/c/{key}/")
    press_until(someone, "document.activeElement.name === 'verify'")
    someone.page.keyboard.press("Enter")
    expect(someone.page.get_by_role("heading", name="It holds")).to_be_visible()
    plain = visitor(java_script_enabled=False)
    plain.go(f"/en/credentials/c/{key}/")
    expect(plain.page.get_by_role("button", name="Copy link")).to_be_hidden()
    plain.page.get_by_role("button", name="Verify it now").click()
    expect(plain.page.get_by_role("heading", name="It holds")).to_be_visible()
    expect(plain.page.get_by_role("img", name=re.compile("Growth rings: Collaboration"))).to_be_visible()
