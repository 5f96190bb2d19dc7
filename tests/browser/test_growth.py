"""The growth plan in a real browser: from a role to a plan, kept at, in both languages, by pointer and by key."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at, press_until

PAGES = [
    "/growth/", "/growth/path/", "/growth/roles/", "/growth/roles/career-centre-manager/", "/growth/roles/new/",
    "/growth/roles/compare/?a=campus-recruiter&b=early-talent-manager", "/growth/roles/own-{role}/",
    "/growth/roles/own/{role}/change/", "/growth/roles/own/{role}/delete/", "/growth/goals/new/?role=career-educator",
    "/growth/goals/{goal}/", "/growth/goals/{goal}/change/", "/growth/goals/{goal}/delete/",
    "/growth/actions/new/?goal={goal}", "/growth/actions/{action}/", "/growth/actions/{action}/delete/",
    "/growth/?done={done}", "/growth/ideas/?at=dig", "/growth/ideas/DIG.7.E/", "/growth/resources/",
    "/growth/resources/new/", "/growth/resources/take/", "/growth/resources/{resource}/",
    "/growth/resources/{resource}/delete/", "/growth/check-in/", "/growth/check-in/{check_in}/",
    "/growth/check-in/{check_in}/delete/", "/growth/journal/", "/growth/timeline/", "/growth/rhythm/", "/me/",
    "/assess/short/", "/assess/short/?role=campus-recruiter", "/growth/nothing/",
]  # fmt: skip
ROLE = {"en": "Experienced campus recruiter", "fr": "Spécialiste d’expérience du recrutement sur les campus"}
WORDS = {
    "en": {
        "plan": "Growth plan", "short": "Short start: only", "these": "Start with these", "save": "Save and see",
        "submit": "Submit as it is", "aim": "Aim for this role", "make": "Make this goal", "idea": "Make it an action",
        "saveit": "Save", "week": "This week", "done": "Done:", "keep": "Keep it as a reflection",
        "journal": "Journal", "check": "Check in now", "moved": "What moved?", "keepit": "Keep it",
        "again": "Rate your focus again", "carried": "Carried over", "first": "asked first", "close": "Submit and see",
    },
    "fr": {
        "plan": "Plan de croissance", "short": "Démarrage rapide : seulement", "these": "Commencer par ceux-ci",
        "save": "Enregistrer et voir", "submit": "Soumettre tel quel", "aim": "Viser ce rôle",
        "make": "Fixer cet objectif", "idea": "En faire une action", "saveit": "Enregistrer", "week": "Cette semaine",
        "done": "Faite :", "keep": "Conserver comme réflexion", "journal": "Journal",
        "check": "Faire le point maintenant", "moved": "Qu’est-ce qui a avancé?", "keepit": "Conserver",
        "again": "Revoir vos critères prioritaires", "carried": "Reprise", "first": "demandés d’abord",
        "close": "Soumettre et voir",
    },
}  # fmt: skip


def numbers(someone: Visitor) -> dict[str, str]:
    """The ids of what Nadia has in her plan."""
    found = {}
    for name, page, pattern in (
        ("role", "roles/", r"roles/own-(\d+)/"),
        ("goal", "", r'href="/en/growth/goals/(\d+)/"'),
        ("action", "", r'class="action open" id="action-(\d+)"'),
        ("done", "", r'class="action done" id="action-(\d+)"'),
        ("resource", "resources/", r'href="/en/growth/resources/(\d+)/"'),
        ("check_in", "journal/", r'id="check-in-(\d+)"'),
    ):
        someone.go(f"/en/growth/{page}")
        match = re.search(pattern, someone.page.content())
        assert match, name
        found[name] = match[1]
    return found


def test_pages_of_the_plan_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    someone.sign_in_as("Nadia Bouchard")
    ids = numbers(someone)
    assert look_at(someone, [f"/fr{page.format(**ids)}" for page in PAGES], unfold=True) == []
    assert [told for told in someone.complaints if "404" not in told] == []
    assert all(url.startswith(someone.server.address) for url in someone.asked)


@pytest.mark.parametrize(
    ("language", "name", "width"), [("en", "Mei Lin Zhao", 1280), ("fr", "Marc-André Lavoie", 390)]
)
def test_from_a_role_to_a_plan_that_is_kept_at(
    visitor: Callable[..., Visitor], language: str, name: str, width: int
) -> None:
    someone, words = visitor(width=width, height=800), WORDS[language]
    someone.sign_in_as(name)
    page = someone.page
    main = page.get_by_role("main")

    someone.go(f"/{language}/assess/")
    someone.go(f"/{language}/assess/short/")
    page.get_by_role("link", name=ROLE[language]).click()
    expect(main.get_by_text(words["first"]).first).to_be_visible()
    page.get_by_role("button", name=words["these"]).click()
    answer_what_is_asked(someone)
    assert someone.axe() == []
    someone.go(re.sub(r"^.*?(/\w\w/.*)first/$", r"\1", page.url.partition("#")[0]))
    page.get_by_role("button", name=words["submit"]).or_(page.get_by_role("button", name=words["close"])).click()
    page.wait_for_url("**/result/")

    someone.go(f"/{language}/growth/roles/campus-recruiter/")
    page.get_by_role("link", name=words["aim"]).click()
    page.locator("[name=aim]").fill("Recruit for the north")
    page.locator("[name=focus]").first.check()
    page.get_by_role("button", name=words["make"]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recruit for the north")

    page.locator(".focus a").first.click()
    page.get_by_role("button", name=words["idea"]).first.click()
    day = page.evaluate("new Date(Date.now() + 86400000).toISOString().slice(0, 10)")
    page.locator("[name=due]").fill(day)
    page.get_by_role("button", name=words["saveit"], exact=True).click()
    expect(page.locator(".goal .action")).to_have_count(2)

    someone.go(f"/{language}/me/")
    expect(page.get_by_role("heading", name=words["week"])).to_be_visible()
    assert someone.axe() == []
    page.locator(".week .box").first.click()
    page.locator("#learned").fill("A thing worth keeping")
    page.get_by_role("button", name=words["keep"]).click()

    someone.go(f"/{language}/growth/journal/")
    expect(main.get_by_text("A thing worth keeping")).to_be_visible()
    page.get_by_role("link", name=words["check"]).click()
    page.get_by_label(words["moved"]).fill("Two calls")
    page.get_by_role("button", name=words["keepit"], exact=True).click()
    expect(main.get_by_text("Two calls")).to_be_visible()
    page.get_by_role("button", name=words["again"]).click()
    page.locator("fieldset.criterion .card:not(.void)").nth(1).click()
    someone.saved()
    someone.go(re.sub(r"^.*?(/\w\w/.*)first/$", r"\1", page.url.partition("#")[0]))
    page.get_by_role("button", name=words["submit"]).or_(page.get_by_role("button", name=words["close"])).click()
    page.locator("#all > summary").click()
    expect(page.locator("#all .tag", has_text=words["carried"]).first).to_be_visible()
    assert someone.axe() == []
    assert someone.complaints == []


def answer_what_is_asked(someone: Visitor) -> None:
    """Choose the first card of each criterion: of all that show, or one after the other, as a phone has it."""
    criteria = someone.page.locator("fieldset.criterion")
    expect(criteria.first).to_be_visible()
    someone.page.wait_for_load_state()
    while True:
        shown = [row for row in criteria.all() if row.is_visible()]
        for criterion in shown:
            criterion.locator(".card:not(.void)").first.click()
        if shown[-1].get_attribute("id") == criteria.last.get_attribute("id"):
            break
        shown[-1].locator("[data-go='1']").click()
    someone.saved()


def order(someone: Visitor) -> list[str]:
    return [
        text.strip()
        for text in someone.page.locator(".goal").first.locator(".action.open .words > a").all_inner_texts()
    ]


def test_actions_are_put_in_order_by_key_and_by_dragging(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.sign_in_as("Étienne Gagnon")
    someone.go("/en/growth/")
    first, second, third = order(someone)
    press_until(someone, f"document.activeElement.textContent.includes('Move down: {first[:20]}')")
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url(re.compile(r"#action-"))
    assert order(someone) == [second, first, third]
    rows = someone.page.locator(".goal").first.locator(".action.open")
    with someone.page.expect_navigation():
        rows.nth(2).drag_to(rows.nth(0), target_position={"x": 200, "y": 4})
    assert order(someone) == [third, second, first]
    someone.go("/en/growth/")
    assert order(someone) == [third, second, first]


def test_a_goal_and_its_actions_by_keyboard_alone(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.sign_in_as("Liam O’Connell")
    someone.go("/en/growth/goals/new/?role=career-educator")
    keys = someone.page.keyboard
    press_until(someone, "document.activeElement.name === 'aim'")
    keys.type("Run the drop-in hours")
    press_until(someone, "document.activeElement.name === 'focus'")
    keys.press("Space")
    press_until(someone, "document.activeElement.textContent.trim() === 'Make this goal'")
    keys.press("Enter")
    someone.page.wait_for_url(re.compile(r"/goals/\d+/$"))
    press_until(someone, "document.activeElement.textContent.trim() === 'Add an action'")
    keys.press("Enter")
    someone.page.wait_for_url("**/actions/new/**")
    press_until(someone, "document.activeElement.name === 'what'")
    keys.type("Ask to lead one drop-in")
    keys.press("Enter")
    someone.page.wait_for_url(re.compile("/growth/#action-"))
    press_until(someone, "document.activeElement.textContent.includes('Done: Ask to lead one drop-in')")
    keys.press("Enter")
    someone.page.wait_for_url(re.compile("done="))
    press_until(someone, "document.activeElement.id === 'learned'")
    keys.type("They like being asked")
    keys.press("Enter")
    expect(someone.page.get_by_text("Learned: They like being asked")).to_be_visible()


def test_a_plan_without_scripts(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(java_script_enabled=False)
    someone.sign_in_as("Daniel Friesen")
    someone.go("/en/growth/ideas/COM.1.E/")
    someone.page.get_by_role("button", name="Make it an action").first.click()
    someone.page.get_by_role("button", name="Save", exact=True).click()
    rows = someone.page.locator(".goal").first.locator(".action.open .words > a")
    expect(rows).to_have_count(2)
    last = rows.nth(1).inner_text()
    someone.page.get_by_role("button", name=f"Move up: {last}").click()
    expect(rows.first).to_have_text(last)
    someone.page.get_by_role("button", name=f"Done: {last}").click()
    someone.page.get_by_role("button", name="Undo: it is not done").click()
    expect(rows).to_have_count(2)
