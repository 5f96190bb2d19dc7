"""What organisations and teams do together, in a real browser: two find each other, an event becomes evidence."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at

ORG, TEAM = "/orgs/{org}/", "/teams/{org}/{team}/"
PAGES = [
    f"{ORG}roles/", f"{ORG}roles/new/", f"{ORG}roles/{{role}}/change/", f"{ORG}roles/{{role}}/delete/",
    f"{ORG}resources/", f"{ORG}resources/new/", f"{ORG}resources/{{shared}}/", f"{ORG}resources/{{shared}}/delete/",
    f"{ORG}helpers/", f"{ORG}helpers/offer/", f"{ORG}helpers/seek/", f"{TEAM}helpers/", f"{TEAM}plan/",
    f"{TEAM}plan/focus/", f"{TEAM}plan/resources/new/", f"{TEAM}plan/resources/{{of_team}}/",
    f"{TEAM}plan/resources/{{of_team}}/delete/", f"{TEAM}plan/events/new/", f"{TEAM}plan/events/{{event}}/",
    f"{TEAM}plan/events/{{event}}/change/", f"{TEAM}plan/events/{{event}}/cancel/",
    f"{TEAM}plan/templates/review/new/", f"{TEAM}plan/templates/feedback/new/", f"{TEAM}plan/templates/{{template}}/",
    f"{TEAM}plan/templates/{{template}}/delete/", "/reviews/new/?template={template}", "/growth/roles/org-{role}/",
    "/growth/roles/", "/growth/resources/",
]  # fmt: skip
OWNERS = {"clearwater": ("Joanne Whitehawk", "career-education"), "boreal": ("Geneviève Tremblay", "campus")}
WORDS = {
    "en": {"offer": "Offer help", "done": "Offer it", "seek": "Seek help", "save": "Save", "find": "Find my best match",
           "yes": "Yes, gladly", "reach": "How to reach each other", "sign": "Sign up", "leave": "Leave it again",
           "comes": "Who comes", "keep": "Keep it as evidence", "end": "End it", "over": "You worked together"},
    "fr": {"offer": "Offrir de l’aide", "done": "Offrir", "seek": "Chercher de l’aide", "save": "Enregistrer",
           "find": "Trouver qui convient le mieux", "yes": "Oui, avec plaisir", "reach": "Comment vous joindre",
           "sign": "S’inscrire", "leave": "Me désister", "comes": "Qui participe",
           "keep": "La conserver comme élément de preuve", "end": "Y mettre fin",
           "over": "Vous avez travaillé ensemble"},
}  # fmt: skip


def numbers(someone: Visitor, org: str, team: str) -> dict[str, str]:
    """The ids of what an organisation and its team share and plan."""
    found = {"org": org, "team": team}
    for name, page, pattern in (
        ("role", f"orgs/{org}/roles/", r"roles/(\d+)/change/"),
        ("shared", f"orgs/{org}/resources/", r"resources/(\d+)/"),
        ("of_team", f"teams/{org}/{team}/plan/", r"plan/resources/(\d+)/"),
        ("event", f"teams/{org}/{team}/plan/", r"plan/events/(\d+)/"),
        ("template", f"teams/{org}/{team}/plan/", r"reviews/new/\?template=(\d+)"),
    ):
        someone.go(f"/en/{page}")
        match = re.search(pattern, someone.page.content())
        assert match, name
        found[name] = match[1]
    return found


def test_pages_of_what_is_done_together_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    for org, (owner, team) in OWNERS.items():
        someone = visitor(**SMALL_AND_DARK)
        someone.sign_in_as(owner)
        ids = numbers(someone, org, team)
        assert look_at(someone, [f"/fr{page.format(**ids)}" for page in PAGES], unfold=True) == []
        assert someone.complaints == []
        assert all(url.startswith(someone.server.address) for url in someone.asked)


@pytest.mark.parametrize(
    ("language", "org", "helper", "seeker", "width"),
    [
        ("en", "clearwater", "Liam O’Connell", "Mei Lin Zhao", 1280),
        ("fr", "boreal", "Marc-André Lavoie", "Amara Diallo", 390),
    ],
)
def test_two_find_each_other_and_reach_each_other_when_both_have_said_yes(
    visitor: Callable[..., Visitor], language: str, org: str, helper: str, seeker: str, width: int
) -> None:
    words, place = WORDS[language], f"/{language}/orgs/{org}/helpers/"
    helps, seeks = visitor(width=width), visitor(width=width)
    helps.sign_in_as(helper)
    seeks.sign_in_as(seeker)

    helps.go(place)
    helps.page.get_by_role("link", name=words["offer"], exact=True).click()
    choice = helps.page.locator("select[name^='level-DIG']").first
    code = (choice.get_attribute("name") or "").removeprefix("level-")
    helps.page.locator("details", has=choice).locator("summary").click()
    choice.select_option(index=1)
    for language_box in helps.page.locator("[name=languages]").all():
        language_box.check()
    helps.page.get_by_role("button", name=words["done"], exact=True).click()
    expect(helps.page.locator("#offer")).to_contain_text(code)
    assert helps.axe() == []

    seeks.go(place)
    seeks.page.get_by_role("link", name=words["seek"], exact=True).click()
    for box in seeks.page.locator("[name=criteria]").all():
        box.set_checked(False)
    seeks.page.locator(f"[name=criteria][value='{code}']").check()
    seeks.page.get_by_role("button", name=words["save"], exact=True).click()
    seeks.page.get_by_role("button", name=words["find"]).click()
    seeks.page.wait_for_url("**/helpers/*/")
    expect(seeks.page.get_by_role("heading", level=1)).to_contain_text(helper)
    expect(seeks.page.get_by_role("main")).to_contain_text(code)
    assert seeks.axe() == []
    seeks.page.get_by_role("button", name=words["yes"]).click()
    expect(seeks.page.get_by_text(words["reach"])).to_have_count(0)

    helps.go(place)
    helps.page.locator("#matches").get_by_role("link", name=re.compile(seeker)).click()
    helps.page.get_by_role("button", name=words["yes"]).click()
    expect(helps.page.get_by_role("heading", name=words["reach"])).to_be_visible()
    expect(helps.page.locator(".contact a[href^='mailto:']")).to_contain_text("@")
    assert helps.axe() == []
    seeks.page.reload()
    expect(seeks.page.get_by_role("heading", name=words["reach"])).to_be_visible()
    seeks.page.get_by_role("button", name=words["end"]).click()
    expect(seeks.page.get_by_role("main")).to_contain_text(words["over"])
    assert helps.complaints == seeks.complaints == []


@pytest.mark.parametrize(
    ("language", "org", "team", "name", "width", "script"),
    [
        ("en", "clearwater", "career-education", "Samuel Okafor", 1280, True),
        ("fr", "boreal", "campus", "Amara Diallo", 390, False),
    ],
)
def test_from_signing_up_to_evidence(
    visitor: Callable[..., Visitor], language: str, org: str, team: str, name: str, width: int, script: bool
) -> None:
    someone, words = visitor(width=width, java_script_enabled=script), WORDS[language]
    someone.sign_in_as(name)
    page, plan = someone.page, f"/{language}/teams/{org}/{team}/plan/"
    someone.go(plan)
    page.locator("#events").get_by_role("link").first.click()
    page.get_by_role("button", name=words["sign"]).click()
    expect(page.get_by_role("heading", name=words["comes"])).to_be_visible()
    expect(page.locator(".aside")).to_contain_text(name)
    assert not script or someone.axe() == []
    page.get_by_role("button", name=words["leave"]).click()
    expect(page.get_by_role("heading", name=words["comes"])).to_have_count(0)

    home = {"clearwater": "employer-relations", "boreal": team}[org]
    someone.go(f"/{language}/teams/{org}/{home}/plan/")
    page.get_by_role("link", name=words["keep"]).first.click()
    title = page.locator("[name=title]").input_value()
    assert title
    assert page.locator("[name=ended]").input_value()
    page.locator("main form .button.main").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert someone.complaints == []
