"""The workshop in a real browser: two stewards at one draft, by keyboard, with what a second one would overwrite."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at

PAGES = [
    "", "edit/", "edit/COL/", "edit/COL/?show=en", "edit/ETH/?show=fr,en", "at/COL.1/", "at/ETH.2.E/", "at/level:B/",
    "history/", "translation/", "checks/", "drop/", "change/move/?code=COL.1", "change/merge/?code=COL.1",
    "change/add_level/", "change/add_criterion/?code=COL",
]  # fmt: skip


def begin(someone: Visitor, code: str) -> str:
    """A copy of the rubric to work on, begun through the pages; its draft's address."""
    someone.go("/en/steward/new/")
    page = someone.page
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_label("as a copy of a rubric").check()
    page.get_by_label("Copy of (optional)").select_option("cacee")
    page.get_by_role("button", name="Begin it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CACEE Competencies")
    return f"/en/steward/{code}/drafts/1.0/"


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text("Saved at")


def test_two_stewards_write_and_neither_loses_a_word(visitor: Callable[..., Visitor]) -> None:
    joanne, nadia = visitor(), visitor()
    joanne.sign_in_as("Joanne Whitehawk")
    nadia.sign_in_as("Nadia Bouchard")
    root = begin(joanne, "workshop-two")
    joanne.go("/en/steward/workshop-two/stewards/")
    joanne.page.get_by_label("Email address").fill("nadia.bouchard@clearwater.example")
    joanne.page.get_by_role("button", name="Add").click()
    joanne.go(f"{root}edit/COL/?show=en")
    nadia.go(f"{root}edit/COL/?show=en")
    expect(nadia.page.locator("#here")).to_contain_text("Joanne Whitehawk is here")

    # By keyboard: from cell to cell, into one, bold, out again; it saves itself
    cell = joanne.page.locator("[id='COL.1.B']")
    cell.focus()
    joanne.page.keyboard.press("ArrowRight")
    expect(joanne.page.locator("[id='COL.1.E']")).to_be_focused()
    joanne.page.keyboard.press("ArrowLeft")
    joanne.page.keyboard.press("Enter")
    joanne.page.keyboard.press("Control+a")
    joanne.page.keyboard.type("Takes part")
    joanne.page.keyboard.press("Control+a")
    joanne.page.keyboard.press("Control+b")
    joanne.page.keyboard.press("End")
    joanne.page.keyboard.type(" in networks.")
    joanne.page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    saved(joanne.page)
    expect(cell.locator(".shown b")).to_have_text("Takes part")

    # The second began with the old text: nothing is overwritten, and they choose
    theirs = nadia.page.locator("[id='COL.1.B']")
    theirs.click()
    theirs.locator("textarea").fill("Joins networks.")
    nadia.page.keyboard.press("Escape")
    conflict = nadia.page.locator(".conflict")
    expect(conflict).to_contain_text("Joanne Whitehawk changed this text")
    assert nadia.axe() == []
    conflict.locator("textarea").fill("**Takes part** in networks, and joins new ones.")
    conflict.get_by_role("button", name="Save your text").click()
    saved(nadia.page)
    joanne.page.reload()
    expect(cell.locator(".shown")).to_have_text("Takes part in networks, and joins new ones.")

    # Undo takes back one's own last edit, where it still stands
    nadia.page.get_by_role("button", name="Undo").click()
    expect(nadia.page.locator("[id='COL.1.B'] .shown")).to_have_text("Takes part in networks.")
    nadia.page.get_by_role("button", name="Redo").click()
    expect(nadia.page.locator("[id='COL.1.B'] .shown")).to_contain_text("joins new ones")
    wrong = [told for told in [*joanne.complaints, *nadia.complaints] if "409" not in told]
    assert wrong == []


def test_structure_by_mouse_and_without_scripts(visitor: Callable[..., Visitor]) -> None:
    joanne = visitor(height=2400)  # so that nothing scrolls while it is dragged
    joanne.sign_in_as("Joanne Whitehawk")
    root = begin(joanne, "workshop-parts")
    joanne.go(f"{root}edit/COL/?show=en")
    page = joanne.page
    page.locator("tbody[data-row='COL.3'] .handle").drag_to(page.locator("tbody[data-row='COL.1'] .row-head"))
    expect(page.locator("#grid tbody").first).to_have_attribute("data-row", "COL.3")
    page.reload()
    expect(page.locator("#grid tbody").first).to_have_attribute("data-row", "COL.3")
    page.locator("tbody[data-row='COL.2'] .handle").drag_to(page.locator("li[data-area='COM']"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Move to another competency: COL.2")
    page.get_by_role("button", name="Move to another").click()
    expect(page).to_have_url(f"{joanne.server.address}{root}edit/COM/#COM.6")

    plain = visitor(java_script_enabled=False)
    plain.sign_in_as("Joanne Whitehawk")
    plain.go(f"{root}edit/COM/?show=en,fr")
    plain.page.get_by_label("COM.1.B, French").fill("Écoute.")
    plain.page.get_by_role("button", name="Move COM.2 up").click()
    expect(plain.page.get_by_label("COM.1.B, French")).to_have_value("Écoute.")
    plain.go(f"{root}change/split/?code=COM.3")
    plain.page.get_by_role("button", name="Split in two").click()
    expect(plain.page.locator(".messages")).to_contain_text("COM.3 split in COM.3 and COM.7")
    plain.go(f"{root}history/")
    plain.page.get_by_role("button", name=re.compile("Take back.*COM.3 split")).click()
    expect(plain.page.locator(".messages")).to_contain_text("Taken back")


def test_pages_of_the_workshop_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    joanne = visitor(**SMALL_AND_DARK)
    joanne.sign_in_as("Joanne Whitehawk")
    root = begin(joanne, "workshop-small").replace("/en/", "/fr/")
    pages = ("", "new/", "cacee/", "cacee/draft/", "cacee/stewards/", "cacee/versions/1.0/withdraw/")
    own = [f"/fr/steward/{page}" for page in pages]
    assert look_at(joanne, [*own, *(root + page for page in PAGES)]) == []
