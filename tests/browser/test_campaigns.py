"""Campaigns and a cohort's forms in a real browser, in both languages."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tamarack.core.formats import load_framework
from tamarack.core.formats.workbook import write_workbook
from tamarack.exchange.workbook import words as workbook_words
from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at

PAGES = ["campaigns/", "campaigns/new/", "campaigns/{campaign}/", "campaigns/{campaign}/end/", "forms/"]
CACEE = Path(__file__).parents[2] / "src" / "tamarack" / "data" / "cacee.yaml"
WORDS = {
    "en": {
        "begin": "Begin a campaign", "send": "Begin, and send the mail", "purpose": "What it is for", "until": "Until",
        "none": "not counted yet", "asked": "invites you to assess yourself", "mute": "No more mail about it",
        "again": "Have its mail again", "end": "End it before its day", "yes": "End the campaign",
        "figures": "To the figures", "show": "Show what would happen", "bring": "Bring them in",
        "would": "1 form would wait", "waits": "1 form waits", "take": "Take it into my draft", "taken": "Taken into",
        "files": "Forms",
    },
    "fr": {
        "begin": "Commencer une campagne", "send": "Commencer et envoyer", "purpose": "À quoi cela sert",
        "until": "Jusqu’au", "none": "pas encore compté", "asked": "vous invite à vous autoévaluer",
        "mute": "Plus de courriels à ce sujet", "again": "Recevoir de nouveau", "end": "Y mettre fin avant son jour",
        "yes": "Mettre fin à la campagne", "figures": "Aux données regroupées", "show": "Montrer ce qui se passerait",
        "bring": "Les importer", "would": "1 formulaire attendrait", "waits": "1 formulaire attend",
        "take": "Prendre dans mon ébauche", "taken": "Pris dans", "files": "Formulaires",
    },
}  # fmt: skip


def test_pages_of_campaigns_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    for name, code in (("Joanne Whitehawk", "clearwater"), ("Geneviève Tremblay", "boreal")):
        someone = visitor(**SMALL_AND_DARK)
        someone.sign_in_as(name)
        someone.go(f"/en/orgs/{code}/campaigns/")
        campaign = (someone.page.locator("main .rows a").first.get_attribute("href") or "").split("/")[-2]
        pages = [f"/fr/orgs/{code}/{page.format(campaign=campaign)}" for page in PAGES]
        assert look_at(someone, [*pages, "/fr/assess/"]) == []
        assert someone.complaints == []
        assert all(url.startswith(someone.server.address) for url in someone.asked)


@pytest.mark.parametrize(
    ("language", "name", "address", "width"),
    [
        ("en", "Daniel Friesen", "daniel.friesen@boreal.example", 1280),
        ("fr", "Liam O’Connell", "liam.oconnell@clearwater.example", 390),
    ],
)
def test_a_campaign_and_a_form_from_beginning_to_end(
    visitor: Callable[..., Visitor], tmp_path: Path, language: str, name: str, address: str, width: int
) -> None:
    someone, words = visitor(width=width), WORDS[language]
    someone.sign_in_as(name)
    page = someone.page
    someone.go(f"/{language}/orgs/new/")
    page.locator("input[name=name]").fill(f"Campaign {language}")
    page.locator("main form button.main").click()
    code = page.url.split("/orgs/")[1].split("/")[0]

    someone.go(f"/{language}/orgs/{code}/campaigns/")
    page.get_by_role("link", name=words["begin"]).click()
    page.get_by_label(words["purpose"], exact=True).fill("To try this")
    page.get_by_label(words["until"], exact=True).fill((date.today() + timedelta(days=20)).isoformat())
    page.get_by_role("button", name=words["send"]).click()
    expect(page.locator("main dd").first).to_have_text(words["none"])
    campaign = page.url

    someone.go("/en/demo/mail/")
    for _ in range(40):
        link = re.search(r"/(?:en|fr)(/campaigns/mail/[^/]+/)", page.content())
        if link:
            break
        page.wait_for_timeout(500)
        page.reload()
    assert link, "the mail comes within seconds"
    assert look_at(someone, [f"/{language}{link[1]}"]) == []

    someone.go(f"/{language}/assess/")
    mine = page.locator("section.asked", has_text="To try this")
    expect(mine.get_by_role("heading")).to_contain_text(words["asked"])
    mine.get_by_role("button", name=words["mute"]).click()
    page.locator("section.asked", has_text="To try this").get_by_role("button", name=words["again"]).click()

    form = tmp_path / f"{address}.xlsx"
    framework = load_framework(CACEE.read_bytes())
    form.write_bytes(write_workbook(framework, "en", workbook_words("en"), {"COL.1": ("E", "", "A clinic")}))
    someone.go(f"/{language}/orgs/{code}/forms/")
    for press, told in (("show", "would"), ("bring", "waits")):
        page.get_by_label(words["files"], exact=True).set_input_files(str(form))
        page.get_by_role("button", name=words[press]).click()
        expect(page.get_by_role("main")).to_contain_text(words[told])
        assert someone.axe() == []
        assert someone.sideways() <= 0
    someone.go(f"/{language}/assess/")
    page.get_by_role("button", name=words["take"]).click()
    expect(page.get_by_role("main")).to_contain_text(words["taken"])

    page.goto(campaign)
    page.get_by_role("link", name=words["end"]).click()
    page.get_by_role("button", name=words["yes"]).click()
    expect(page.get_by_role("link", name=words["figures"])).to_be_visible()
    assert someone.complaints == []
