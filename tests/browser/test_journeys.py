"""Whole journeys: from signing up to where one stands, with scripts, by keyboard alone, and without scripts."""

import re
from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor, press_until

PASSWORD = "tamarack needles 42"
MOST_CLICKS = 45
"""From signing in to a result of 35 ratings (Moodle: 215)."""

_number = count(1)

WORDS = {
    "en": {"signup": "Sign up", "login": "Sign in", "out": "Sign out", "start": "Start: CACEE", "on": "Save and",
           "submit": "Submit and see", "heading": "Where you stand", "confirm": "Confirm"},
    "fr": {"signup": "S’inscrire", "login": "Se connecter", "out": "Se déconnecter", "start": "Compétences de l’",
           "on": "Enregistrer et", "submit": "Soumettre et voir", "heading": "Où vous en êtes", "confirm": "Confirmer"},
}  # fmt: skip


def sign_up(someone: Visitor, language: str) -> str:
    address = f"journey{next(_number)}@clearwater.ca"
    someone.go(f"/{language}/account/signup/")
    assert someone.axe() == []
    someone.page.fill("[name=name]", "Amara Diallo")
    someone.page.fill("[name=email]", address)
    someone.page.fill("[name=password1]", PASSWORD)
    someone.page.get_by_role("button", name=WORDS[language]["signup"]).click()
    someone.page.wait_for_selector("[name=code]")
    assert someone.axe() == []
    code = read_code(someone, address)
    someone.page.fill("[name=code]", code)
    someone.page.get_by_role("button", name=WORDS[language]["confirm"], exact=True).click()
    someone.page.wait_for_url("**/me/")
    return address


def read_code(someone: Visitor, address: str) -> str:
    """The code from the demo's mail page, in a window of its own."""
    page = someone.context.new_page()
    for _ in range(40):
        page.goto(f"{someone.server.address}/en/demo/mail/")
        letter = page.locator("article", has_text=address)
        if letter.count():
            found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", letter.first.inner_text(), re.MULTILINE)
            assert found
            page.close()
            return found[1]
        page.wait_for_timeout(250)
    raise AssertionError(f"no mail to {address}")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_sign_up_to_where_i_stand(visitor: Callable[..., Visitor], language: str, scheme: str) -> None:
    someone, words = visitor(color_scheme=scheme), WORDS[language]
    address = sign_up(someone, language)
    someone.go(f"/{language}/account/")
    someone.page.get_by_role("button", name=words["out"]).click()

    clicks = 0

    def click(target: object) -> None:
        nonlocal clicks
        clicks += 1
        target.click()  # type: ignore[attr-defined]

    someone.go(f"/{language}/account/login/")
    someone.page.fill("[name=login]", address)
    someone.page.fill("[name=password]", PASSWORD)
    click(someone.page.get_by_role("main").get_by_role("button", name=words["login"], exact=True))
    click(someone.page.get_by_role("button", name=words["start"]))
    for competency in ("col", "com", "dig", "edi", "eth", "sme", "mtn"):
        someone.page.wait_for_url(re.compile(f"/{competency}/"))
        for criterion in someone.page.query_selector_all("fieldset.criterion"):
            cards = criterion.query_selector_all(".card:not(.void)")
            click(cards[min(1, len(cards) - 1)])
        someone.saved()
        assert someone.axe() == [], competency
        click(someone.page.get_by_role("button", name=words["on"]).last)
    click(someone.page.get_by_role("button", name=words["submit"]))
    expect(someone.page.get_by_role("heading", level=1)).to_have_text(words["heading"])
    assert someone.axe() == []
    assert clicks <= MOST_CLICKS
    someone.page.locator("#all > summary").click()
    assert someone.axe() == []
    assert someone.page.locator(".rings .ring-count").text_content() == "68"
    assert someone.complaints == []
    assert all(url.startswith(someone.server.address) for url in someone.asked)


def test_by_keyboard_alone(visitor: Callable[..., Visitor]) -> None:
    """Samuel has never assessed himself. No pointer is used from here on."""
    someone = visitor()
    someone.go("/en/demo/")
    keys = someone.page.keyboard
    someone.page.get_by_role("button", name="Sign in as Samuel Okafor").focus()
    keys.press("Enter")
    someone.page.wait_for_url("**/me/")
    press_until(someone, "document.activeElement.textContent.includes('Start:')")
    keys.press("Enter")
    someone.page.wait_for_url("**/col/*")
    press_until(someone, "document.activeElement.name === 'note-COL.1'")
    keys.type("A coffee hour with three faculties")
    keys.press("Tab")
    keys.press("Space")
    keys.press("ArrowRight")
    assert active(someone) == ["rating-COL.1", "E"]
    keys.press("Enter")
    assert active(someone)[0] == "rating-COL.2"
    keys.press("Space")
    keys.press("Shift+Enter")
    assert active(someone) == ["rating-COL.1", "E"]
    keys.press("Enter")
    keys.press("Enter")
    assert active(someone)[0] == "rating-COL.3"
    keys.press("ArrowLeft")
    assert active(someone) == ["rating-COL.3", "NA-opportunity"]
    someone.saved()
    keys.press("Enter")
    assert someone.page.evaluate("document.activeElement.name") == "go"
    keys.press("Enter")
    someone.page.wait_for_url("**/com/")
    press_until(someone, "document.activeElement.textContent.trim() === 'Overview'")
    keys.press("Enter")
    expect(someone.page.get_by_text("3 of 35", exact=False).first).to_be_visible()
    press_until(someone, "document.activeElement.textContent.includes('Submit as it is')")
    keys.press("Enter")
    someone.page.wait_for_url("**/result/")
    expect(someone.page.get_by_text("A coffee hour with three faculties")).to_have_count(1)
    press_until(someone, "document.activeElement.textContent.includes('Delete this assessment')")
    keys.press("Enter")
    someone.page.wait_for_url("**/delete/")
    press_until(someone, "document.activeElement.textContent.trim() === 'Delete'")
    keys.press("Enter")
    expect(someone.page.get_by_text("The assessment is deleted.")).to_be_visible()


def active(someone: Visitor) -> list[str]:
    found: list[str] = someone.page.evaluate("[document.activeElement.name, document.activeElement.value]")
    return found


def test_without_scripts(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(java_script_enabled=False)
    someone.sign_in_as("Samuel Okafor")
    someone.page.get_by_role("button", name="Start: CACEE").click()
    for _ in range(7):
        for radio in someone.page.locator(".card input[value=B]").all():
            radio.check()
        someone.page.locator("textarea").first.fill("An example without scripts")
        someone.page.get_by_role("button", name="Save and").click()
    someone.page.get_by_role("button", name="Submit and see").click()
    assert someone.page.locator(".ring-count").text_content() == "35"
    expect(someone.page.locator("td", has_text="An example without scripts")).to_have_count(7)
    someone.page.get_by_role("link", name="Delete this assessment").click()
    someone.page.get_by_role("button", name="Delete").click()
    expect(someone.page.get_by_text("The assessment is deleted.")).to_be_visible()


def test_left_on_one_device_resumed_on_another(visitor: Callable[..., Visitor]) -> None:
    here, there = visitor(), visitor(width=390, height=800)
    here.sign_in_as("Amara Diallo")
    here.go("/en/me/")
    here.page.get_by_role("link", name="Go on with Communication").click()
    assert here.page.url.endswith("/com/#COM.3")
    here.page.locator("[id='COM.3'] .card").first.click()
    here.saved()
    there.sign_in_as("Amara Diallo")
    there.go("/en/me/")
    there.page.get_by_role("link", name="Go on with Communication").click()
    assert there.page.url.endswith("/com/#COM.4")
    expect(there.page.locator("[id='COM.4']")).to_be_visible()
    expect(there.page.locator("[id='COM.3']")).to_be_hidden()
