"""Figures in a real browser: a lead reads where the team stands, in both languages, without scripts and by key."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at, press_until

PAGES = [
    "/orgs/clearwater/figures/", "/orgs/clearwater/figures/?level=E&part=coop&part=career-education",
    "/orgs/clearwater/figures/compared/", "/teams/clearwater/career-education/figures/",
    "/teams/clearwater/employer-relations/figures/?level=M&as=career-centre-manager", "/method/",
]  # fmt: skip
WORDS = {
    "en": {
        "figures": "Figures", "stand": "Where Career education stands", "train": "What to train next",
        "level": "Enhancing or above", "role": "Role profile", "show": "Show", "choose": "Choose teams",
        "chosen": "Chosen together", "method": "How figures are made", "about": "about 30",
        "manager": "Career centre manager",
    },
    "fr": {
        "figures": "Données regroupées", "stand": "Où en est l’équipe", "train": "À travailler ensuite",
        "level": "Consolidation ou plus", "role": "Profil de rôle", "show": "Afficher", "choose": "Choisir des équipes",
        "chosen": "Choix dans son ensemble", "method": "Comment les données sont établies", "about": "environ 30",
        "manager": "Gestionnaire",
    },
}  # fmt: skip


def test_pages_of_figures_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    someone.sign_in_as("Nadia Bouchard")
    assert look_at(someone, [f"/fr{page}" for page in PAGES], unfold=True) == []
    assert [told for told in someone.complaints if "404" not in told] == []
    assert all(url.startswith(someone.server.address) for url in someone.asked)


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390)])
def test_an_association_s_page_is_accessible_and_fits(
    visitor: Callable[..., Visitor], language: str, width: int
) -> None:
    someone = visitor(width=width)
    someone.sign_in_as("Kateri Jacobs")
    assert look_at(someone, [f"/{language}/orgs/maple-careers/figures/"], unfold=True) == []


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390)])
def test_a_lead_goes_from_the_team_to_what_to_train_and_to_the_method(
    visitor: Callable[..., Visitor], language: str, width: int
) -> None:
    someone, words = visitor(width=width, java_script_enabled=False), WORDS[language]
    someone.sign_in_as("Nadia Bouchard")
    page = someone.page
    someone.go(f"/{language}/teams/clearwater/career-education/")
    page.get_by_role("link", name=words["figures"], exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words["stand"])
    expect(page.get_by_role("heading", name=words["train"])).to_be_visible()
    page.get_by_label(words["role"]).select_option("career-centre-manager")
    page.get_by_role("button", name=words["show"], exact=True).click()
    expect(page).to_have_url(re.compile("as=career-centre-manager"))
    page.get_by_role("link", name=words["level"]).click()
    expect(page).to_have_url(re.compile("level=E&as=career-centre-manager"))
    expect(page.locator("table.heat").first.get_by_role("row").filter(has_text="COL.1")).to_have_count(1)
    page.get_by_role("main").get_by_role("link", name=words["method"]).first.click()
    expect(page.get_by_role("row").filter(has_text=words["about"])).to_have_count(1)


def test_teams_are_chosen_by_key_and_told_together(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.sign_in_as("Nadia Bouchard")
    someone.go("/en/orgs/clearwater/figures/")
    press_until(someone, "document.activeElement.tagName === 'SUMMARY' && document.activeElement.closest('.choose')")
    someone.page.keyboard.press("Enter")
    press_until(someone, "document.activeElement.value === 'coop'")
    someone.page.keyboard.press("Space")
    press_until(someone, "document.activeElement.matches('.pick button')")
    someone.page.keyboard.press("Enter")
    expect(someone.page).to_have_url(re.compile("part=coop"))
    expect(someone.page.get_by_role("columnheader", name="Chosen together").first).to_be_visible()
    expect(someone.page.get_by_role("columnheader", name="Career education")).to_have_count(0)


@pytest.mark.parametrize("kind", ["CSV", "XLSX", "PDF"])
def test_figures_are_downloaded_with_what_was_chosen(visitor: Callable[..., Visitor], kind: str) -> None:
    someone = visitor()
    someone.sign_in_as("Joanne Whitehawk")
    someone.go("/en/orgs/clearwater/figures/?part=coop")
    with someone.page.expect_download() as coming:
        someone.page.get_by_role("link", name=f"Download as {kind}").click()
    assert coming.value.suggested_filename.endswith(f".{kind.lower()}")
    if kind == "CSV":
        head = coming.value.path().read_text(encoding="utf-8-sig").splitlines()[0]
        assert "Chosen together" in head
        assert "Career education" not in head
