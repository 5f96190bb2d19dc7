"""Organisations in a real browser: set up, joined, allowed and withdrawn, left, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at

ORG = "/orgs/clearwater/"
PAGES = [
    "/orgs/", "/orgs/new/", ORG, f"{ORG}members/", f"{ORG}members/?words=xyz", f"{ORG}members/import/",
    f"{ORG}invitations/", f"{ORG}settings/", f"{ORG}settings/delete/", f"{ORG}teams/", f"{ORG}teams/coop/",
    f"{ORG}ask/", f"{ORG}association/", f"{ORG}log/", f"{ORG}leave/", "/teams/clearwater/coop/", "/account/grants/",
    "/account/grants/give/clearwater/", "/account/log/",
]  # fmt: skip
WORDS = {
    "en": {
        "new": "Set an organisation up", "make": "Set it up", "invite": "Invite people", "send": "Invite",
        "join": "Join", "read": "Read what that means", "yes": "Let my answers count", "withdraw": "Withdraw",
        "leave": "Leave Journey College", "go": "Leave", "ask": "Ask everybody", "end": "Delete it for good",
        "counts": "Your answers count nowhere", "gone": "You have left Journey College",
    },
    "fr": {
        "new": "Créer une organisation", "make": "La créer", "invite": "Inviter des personnes", "send": "Inviter",
        "join": "Rejoindre", "read": "Lire ce que cela veut dire", "yes": "Autoriser à compter mes réponses",
        "withdraw": "Retirer", "leave": "Quitter Journey College", "go": "Quitter", "ask": "Demander à tout le monde",
        "end": "Supprimer pour de bon", "counts": "Vos réponses ne comptent nulle part",
        "gone": "Vous avez quitté Journey College",
    },
}  # fmt: skip


def test_pages_of_organisations_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    someone.sign_in_as("Joanne Whitehawk")
    assert look_at(someone, [f"/fr{page}" for page in PAGES], unfold=True) == []
    assert someone.complaints == []
    assert all(url.startswith(someone.server.address) for url in someone.asked)


@pytest.mark.parametrize(
    ("language", "owner", "guest", "width"),
    [("en", "Samuel Okafor", "Daniel Friesen", 1280), ("fr", "Amara Diallo", "Liam O’Connell", 390)],
)
def test_from_an_invitation_to_leaving_with_everything(
    visitor: Callable[..., Visitor], language: str, owner: str, guest: str, width: int
) -> None:
    host, words = visitor(width=width), WORDS[language]
    host.sign_in_as(owner)
    host.go(f"/{language}/orgs/")
    page = host.page
    page.get_by_role("link", name=words["new"]).click()
    page.get_by_label("Nom" if language == "fr" else "Name").fill("Journey College")
    page.get_by_role("button", name=words["make"]).click()
    code = page.url.rstrip("/").rpartition("/")[2]
    page.get_by_role("link", name=words["invite"]).click()
    page.locator("[name=domain]").fill("clearwater.example" if language == "fr" else "boreal.example")
    page.get_by_role("button", name=words["send"], exact=True).click()
    link = page.locator("input[readonly]").input_value()
    host.go(f"/{language}/orgs/{code}/ask/")
    page.locator("[name=purpose]").fill("To plan what we learn next")
    page.get_by_role("button", name=words["ask"]).click()
    expect(page.locator("blockquote")).to_have_text("To plan what we learn next")

    member = visitor(width=width)
    member.sign_in_as(guest)
    page = member.page
    page.goto(link.replace("/en/", f"/{language}/"))
    assert member.axe() == []
    page.get_by_role("button", name=words["join"]).click()
    page.get_by_role("link", name=words["read"]).click()
    expect(page.locator("blockquote")).to_have_text("To plan what we learn next")
    page.get_by_role("button", name=words["yes"]).click()
    expect(page.get_by_text("Journey College").first).to_be_visible()
    page.get_by_role("button", name=words["withdraw"], exact=True).first.click()
    expect(page.get_by_text(words["counts"])).to_be_visible()
    member.go(f"/{language}/orgs/{code}/")
    page.get_by_role("link", name=words["leave"]).click()
    page.get_by_role("button", name=words["go"], exact=True).click()
    expect(page.get_by_text(words["gone"])).to_be_visible()

    host.go(f"/{language}/orgs/{code}/settings/delete/")
    host.page.locator("[name=name]").fill("Journey College")
    host.page.get_by_role("button", name=words["end"]).click()
    host.page.wait_for_url(f"**/{language}/orgs/")
    assert host.complaints == []
    assert member.complaints == []
