"""A rubric's new version in a real browser: published by a steward, read by anyone, taken up by who had answered."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at

R, S = "/rubric/example/", "/steward/example/"
PAGES = [
    f"{R}versions/", f"{R}versions/1.0/", f"{R}versions/1.0/peo/", f"{R}compare/1.0/1.1/",
    f"{R}compare/1.0/1.1/?view=inline&lang=es&kind=meaning", "/rubric/cacee/compare/1.0/1.1/",
    f"{S}drafts/1.2/changes/", f"{S}drafts/1.2/publish/", f"{S}drafts/1.1/publish/",
    f"{S}versions/1.0/restore/", "/growth/",
]  # fmt: skip


def test_pages_of_versions_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    someone.sign_in_as("Joanne Whitehawk")
    assert look_at(someone, [f"/fr{page}" for page in PAGES], unfold=True) == []
    assert someone.complaints == []


def test_whoever_answered_on_the_version_before_confirms_what_changed(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(width=390)
    someone.sign_in_as("Étienne Gagnon")
    someone.go("/fr/me/")
    someone.page.get_by_role("link", name="Voir ce qui est à confirmer").click()
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("Confirmez vos réponses")
    expect(someone.page.locator("ins", has_text="croyances")).to_be_visible()
    assert someone.axe() == []
    someone.page.get_by_role("button", name="Tient toujours : Conduite").press("Enter")
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("Il ne reste rien à confirmer")
    someone.page.locator("main a.button.main").click()
    someone.page.locator("main form[action$='/submit/'] button").click()
    expect(someone.page).to_have_url(re.compile("/result/$"))
    someone.go("/fr/me/over-time/")
    expect(someone.page.get_by_text("version 1.1 de la grille")).to_be_visible()
    assert someone.complaints == []


def test_a_steward_declares_and_publishes_and_everyone_reads_what_changed(visitor: Callable[..., Visitor]) -> None:
    steward, reader = visitor(), visitor()
    steward.sign_in_as("Joanne Whitehawk")
    steward.go(f"/en{S}drafts/1.2/publish/")
    expect(steward.page.get_by_role("heading", name="What stands in the way")).to_be_visible()
    steward.page.get_by_role("link", name="Declare changes").click()
    steward.page.get_by_role("button", name="Declare all as proposed").click()
    expect(steward.page.get_by_role("heading", name="Proposed")).to_have_count(0)
    steward.page.get_by_role("navigation").get_by_role("link", name="Publish").click()
    steward.page.get_by_label("Why, in a sentence or two").fill("Names make thanks personal.")
    steward.page.get_by_label("I know that a published version never changes again.").check()
    steward.page.get_by_role("button", name="Publish version 1.2").click()
    expect(steward.page.get_by_role("heading", level=1)).to_have_text("Version 1.2 is published")
    reader.go(f"/en{R}compare/1.1/1.2/")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("What version 1.2 changes")
    expect(reader.page.locator(".change ins").first).to_be_visible()
    assert steward.complaints == reader.complaints == []
