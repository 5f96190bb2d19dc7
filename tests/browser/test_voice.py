"""What is said to a rubric, in a real browser: a proposal and what becomes of it, a consultation left and resumed."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at

R, S = "/rubric/cacee/", "/steward/cacee/"
PAGES = [
    R, f"{R}col/", f"{R}proposals/", f"{R}proposals/new/?at=COL.1.B", f"{R}proposals/1/", f"{R}proposals/3/",
    f"{R}proposals/6/", f"{R}consultations/", f"{R}consultations/1/", f"{R}consultations/1/draft/",
    f"{R}consultations/1/answer/me/", f"{R}consultations/1/answer/me/col/", f"{S}proposals/", f"{S}proposals/3/",
    f"{S}drafts/1.1/proposals/", f"{S}consultations/", f"{S}consultations/new/", f"{S}consultations/1/",
    f"{S}consultations/1/close/", f"{S}ratings/", f"{S}review/",
]  # fmt: skip
WORDS = {
    "en": {"propose": "Propose a change COL.3.M", "line": "In a line", "why": "Why", "send": "Propose it",
           "alike": "Perhaps this is already proposed", "sure": "Mine is another one: propose it",
           "back": "Take it back", "decide": "Decide", "decline": "Decline it, with a reason", "reason": "Reason",
           "declined": "declined"},
    "fr": {"consult": "La lire et répondre", "answer": "Répondre en mon nom", "clear": "Est-ce clair?",
           "yes": "Oui", "wording": "Comment le formuleriez-vous?", "save": "Enregistrer et quitter",
           "go_on": "Continuer à répondre"},
}  # fmt: skip


def test_pages_of_voice_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    someone.sign_in_as("Joanne Whitehawk")
    assert look_at(someone, [f"/fr{page}" for page in PAGES], unfold=True) == []
    assert someone.complaints == []
    assert all(url.startswith(someone.server.address) for url in someone.asked)


def test_a_proposal_is_made_after_looking_at_similar_ones_and_its_decision_is_told(
    visitor: Callable[..., Visitor],
) -> None:
    words, proposes, keeps = WORDS["en"], visitor(), visitor()
    proposes.sign_in_as("Mei Lin Zhao")
    keeps.sign_in_as("Joanne Whitehawk")
    for title, first in (("Lead less, listen more", True), ("Lead by listening", False)):
        proposes.go(f"/en{R}col/")
        proposes.page.get_by_role("link", name=words["propose"]).click()
        proposes.page.get_by_label(words["line"], exact=True).fill(title)
        proposes.page.get_by_label(words["why"], exact=True).fill("Good leaders listen before they lead.")
        proposes.page.get_by_role("button", name=words["send"]).click()
        if not first:
            expect(proposes.page.get_by_role("heading", level=1)).to_have_text(words["alike"])
            assert proposes.axe() == []
            proposes.page.get_by_role("button", name=words["sure"]).click()
        expect(proposes.page.get_by_role("heading", level=1)).to_have_text(title)
    address = proposes.page.url

    keeps.go(f"/en{S}proposals/")
    keeps.page.get_by_role("link", name=f"{words['decide']} Lead by listening").click()
    keeps.page.get_by_label(words["decline"]).check()
    keeps.page.get_by_role("textbox", name=words["reason"]).fill("The level says so already.")
    keeps.page.get_by_role("button", name=words["decide"], exact=True).click()
    keeps.page.wait_for_url(f"**/en{S}proposals/")

    proposes.page.goto(address)
    expect(proposes.page.get_by_role("main")).to_contain_text("The level says so already.")
    expect(proposes.page.get_by_role("main")).to_contain_text(words["declined"])
    assert proposes.complaints == keeps.complaints == []


def test_a_consultation_is_answered_in_part_left_and_resumed(visitor: Callable[..., Visitor]) -> None:
    words, someone = WORDS["fr"], visitor(width=390)
    someone.sign_in_as("Amara Diallo")
    someone.go("/fr/rubric/cacee/consultations/1/")
    someone.page.get_by_role("link", name=words["answer"]).click()
    someone.page.get_by_role("link", name="ETH").click()
    first = someone.page.locator(".asked").first
    first.get_by_role("group", name=words["clear"]).get_by_label(words["yes"]).check()
    first.get_by_label(words["wording"]).fill("Plus simplement.")
    someone.page.get_by_role("button", name=words["save"]).click()
    expect(someone.page.get_by_role("main")).to_contain_text("1 sur 5")
    assert someone.axe() == []

    someone.go("/fr/rubric/cacee/consultations/1/")
    someone.page.get_by_role("link", name=words["go_on"]).click()
    someone.page.get_by_role("link", name="ETH").click()
    expect(someone.page.locator(".asked textarea").first).to_have_value("Plus simplement.")
    assert someone.complaints == []
