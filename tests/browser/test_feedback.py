"""Feedback in a real browser, in both languages: asked, answered by a link on a phone, closed, read, used."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at, press_until

OWN = [
    "/feedback/", "/feedback/new/", "/feedback/{open}/", "/feedback/{open}/people/", "/feedback/{open}/close/",
    "/feedback/{open}/delete/", "/feedback/{closed}/", "/feedback/{closed}/?by=apart", "/feedback/{closed}/reflect/",
]  # fmt: skip
WORDS = {
    "en": {
        "send": "Send the invitations", "begin": "I have read this. Begin", "later": "Save and go on later",
        "saved": "Saved. You can go on", "goon": "Go on", "give": "Give this feedback",
        "thanks": "You have given your feedback",
        "close": "Close it now",
        "sure": "Close it and see the result", "result": "How others see your practice",
        "reflect": "Reflect on this feedback", "focus": "Make it a focus criterion",
        "again": "Ask the same people again",
        "planned": "Planned: the invitations go out", "cancel": "Cancel this request", "cancelit": "Cancel the request",
        "action": "Make it an action", "plan": "In your plan now",
    },
    "fr": {
        "send": "Envoyer les invitations", "begin": "J’ai lu ceci. Commencer",
        "later": "Enregistrer et continuer plus tard",
        "saved": "Enregistré. Vous pouvez continuer", "goon": "Continuer", "give": "Donner cette rétroaction",
        "thanks": "Votre rétroaction est donnée", "close": "Clore maintenant", "sure": "Clore et voir le résultat",
        "result": "Comment les autres voient votre pratique", "reflect": "Réfléchir à cette rétroaction",
        "focus": "En faire un critère prioritaire", "again": "Redemander aux mêmes personnes",
        "planned": "Prévue", "cancel": "Annuler cette demande", "cancelit": "Annuler la demande",
        "action": "En faire une action", "plan": "Elle est dans votre plan",
    },
}  # fmt: skip


def link_to(someone: Visitor, address: str) -> str:
    """The private link in the newest mail to an address, from the demo's mail page."""
    page = someone.context.new_page()
    for _ in range(60):
        page.goto(f"{someone.server.address}/en/demo/mail/")
        letter = page.locator("article", has_text=address)
        if letter.count():
            link = letter.first.locator("a[href*='/feedback/for/']").first.get_attribute("href") or ""
            page.close()
            return link.removeprefix(someone.server.address)
        page.wait_for_timeout(250)
    raise AssertionError(f"no invitation to {address}")


def numbers(someone: Visitor) -> dict[str, str]:
    """Nadia's open request and her closed one."""
    someone.go("/en/feedback/")
    rows = dict.fromkeys(("open", "closed"), "")
    for row in someone.page.locator(".asked").all():
        number = re.search(r"/feedback/(\d+)/", row.inner_html())
        assert number
        rows["open" if "open until" in row.inner_text() else "closed"] = number[1]
    return rows


def test_pages_of_feedback_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone, other = visitor(**SMALL_AND_DARK), visitor(**SMALL_AND_DARK)
    someone.sign_in_as("Nadia Bouchard")
    ids = numbers(someone)
    wrong = look_at(someone, [f"/fr{page.format(**ids)}" for page in OWN], unfold=True)
    link = link_to(other, "cmurphy@harbourfoods.example").replace("/en/", "/fr/", 1)
    wrong += look_at(other, [link, f"{link}x/"], unfold=True)
    other.go(link)
    other.page.locator("button[value=begin]").click()
    other.page.wait_for_url("**/answer/all/")
    wrong += look_at(other, [f"{link}answer/all/"])
    assert wrong == []
    assert [told for told in someone.complaints + other.complaints if "404" not in told] == []
    assert all(url.startswith(someone.server.address) for url in someone.asked + other.asked)


def answer(someone: Visitor, link: str, words: dict[str, str], *, half_way: bool = False) -> None:
    """Read who sees what, answer, perhaps in two goes, and give it."""
    page = someone.page
    someone.go(link)
    page.get_by_role("button", name=words["begin"]).click()
    for card in page.locator("fieldset.criterion").all():
        card.locator(".card:not(.void)").first.click()
    page.locator("textarea").first.fill("You ask before you tell.")
    if half_way:
        page.get_by_role("button", name=words["later"]).click()
        expect(page.get_by_role("status")).to_contain_text(words["saved"])
        page.get_by_role("button", name=words["goon"]).click()
        expect(page.locator("textarea").first).to_have_value("You ask before you tell.")
    page.locator("textarea").last.fill("Try a shorter meeting")
    page.get_by_role("button", name=words["give"]).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words["thanks"])


@pytest.mark.parametrize(("language", "name"), [("en", "Joanne Whitehawk"), ("fr", "Geneviève Tremblay")])
def test_from_a_request_to_what_comes_of_it(visitor: Callable[..., Visitor], language: str, name: str) -> None:
    someone, words = visitor(), WORDS[language]
    someone.sign_in_as(name)
    page = someone.page
    someone.go(f"/{language}/feedback/new/")
    page.locator("[name=about]").select_option("COL")
    page.locator("[name=title]").fill("A journey")
    addresses = [f"{who}-{language}@journey.example" for who in ("ann", "bo", "cy")]
    for number, address in enumerate(addresses, start=1):
        page.locator(f"[name=person-{number}-name]").fill(address[:2])
        page.locator(f"[name=person-{number}-email]").fill(address)
        page.locator(f"[name=person-{number}-language]").select_option(language)
    page.get_by_role("button", name=words["send"]).last.click()
    page.wait_for_url(re.compile(r"/feedback/\d+/$"))
    request = page.url
    expect(page.get_by_role("link", name=words["close"])).to_have_count(0)

    answer(visitor(width=390, height=800), link_to(someone, addresses[0]), words, half_way=True)
    answer(
        visitor(width=390, height=800, java_script_enabled=False), link_to(someone, addresses[1]), words, half_way=True
    )
    answer(visitor(), link_to(someone, addresses[2]), words)

    page.goto(request)
    page.get_by_role("link", name=words["close"]).click()
    page.get_by_role("button", name=words["sure"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words["result"])
    expect(page.locator(".dumbbell")).to_have_count(3)
    expect(page.locator("#comments")).to_contain_text("You ask before you tell.")
    assert someone.axe() == []

    page.get_by_role("link", name=words["reflect"]).click()
    assert someone.axe() == []
    page.get_by_role("button", name=words["action"]).first.click()
    expect(page.get_by_role("main")).to_contain_text(words["plan"])
    expect(page.locator("[name=what]")).to_have_value("Try a shorter meeting")
    page.goto(f"{request}reflect/")
    page.get_by_role("button", name=words["again"]).first.click()
    expect(page.get_by_role("main")).to_contain_text(words["planned"])
    page.get_by_role("link", name=words["cancel"]).click()
    page.get_by_role("button", name=words["cancelit"]).click()
    page.wait_for_url("**/feedback/")
    page.goto(f"{request}reflect/")
    page.get_by_role("button", name=words["focus"]).first.click()
    page.wait_for_url(re.compile(r"/growth/goals/\d+/$"))
    assert someone.complaints == []


def test_feedback_is_given_by_keyboard_alone(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.go(link_to(someone, "twhitecloud@prairieworks.example"))
    keys = someone.page.keyboard
    press_until(someone, "document.activeElement.textContent.includes('I have read this')")
    keys.press("Enter")
    someone.page.wait_for_url("**/answer/all/")
    press_until(someone, "document.activeElement.type === 'radio'")
    keys.press("ArrowUp")
    press_until(someone, "document.activeElement.id === 'remark-DIG.7'")
    keys.type("Clear and kind")
    press_until(someone, "document.activeElement.textContent.includes('Save and go on later')")
    keys.press("Enter")
    expect(someone.page.get_by_role("status")).to_contain_text("Saved.")


def test_the_wide_table_scrolls_by_key_in_a_region_of_its_own(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(width=390)
    someone.sign_in_as("Nadia Bouchard")
    someone.go(f"/en/feedback/{numbers(someone)['closed']}/")
    press_until(someone, "document.activeElement.classList.contains('scroll')")
    for _ in range(5):
        someone.page.keyboard.press("ArrowRight")
    someone.page.wait_for_timeout(300)
    assert someone.page.evaluate("document.activeElement.scrollLeft") > 0
