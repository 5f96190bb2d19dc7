"""The professional development log in a real browser: entered, followed, taken along, in both languages."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at, press_until

LOG = "/portfolio/log/"
PAGES = [
    LOG, f"{LOG}?scheme=sixty-in-three-years", f"{LOG}?year=1999", f"{LOG}new/", f"{LOG}{{activity}}/",
    f"{LOG}{{activity}}/delete/", f"{LOG}proofs/{{proof}}/remove/", f"{LOG}schemes/",
    f"{LOG}schemes/sixty-in-three-years/", f"{LOG}schemes/twenty-five-a-year/", f"{LOG}schemes/no-minimum/",
    f"{LOG}schemes/sixty-in-three-years/leave/", f"{LOG}take/", f"{LOG}take/certificate.pdf?first=x&last=y",
]  # fmt: skip
WORDS = {
    "en": {
        "enter": "Enter an activity", "put": "Put it into the log", "done": "It is done", "again": "Did it again",
        "schemes": "Schemes", "scheme": "25 hours a year from the certification’s anniversary",
        "follow": "Follow this scheme",
        "hours": "1.5 h", "save": "Save",
        "take": "Certificate and audit pack", "certificate": "Download the certificate",
        "pack": "Download the audit pack",
        "exemption": "Add an exemption", "note": "Note the exemption", "why": "names no criterion",
        "counts": "of 25 h", "wrong": "kept in quarters",
    },
    "fr": {
        "enter": "Inscrire une activité", "put": "Inscrire au registre",
        "done": "C’est fait", "again": "La refaire",
        "schemes": "Régimes", "scheme": "25 heures par an à partir de l’anniversaire de la certification",
        "follow": "Suivre ce régime",
        "hours": "1,5 h", "save": "Enregistrer", "take": "Attestation et dossier de vérification",
        "certificate": "Télécharger l’attestation",
        "pack": "Télécharger le dossier de vérification",
        "exemption": "Ajouter une exemption", "note": "Noter l’exemption", "why": "ne nomme aucun critère",
        "counts": "sur 25 h", "wrong": "par quarts",
    },
}  # fmt: skip


def numbers(someone: Visitor) -> dict[str, str]:
    """The ids of an activity with a proof, and of its proof."""
    someone.go(f"/en{LOG}?category=course")
    someone.page.locator(".entry", has_text="1 proof").first.locator(".what a").click()
    activity = re.search(r"/log/(\d+)/", someone.page.url)
    proof = re.search(r"/proofs/(\d+)/remove/", someone.page.content())
    assert activity
    assert proof
    return {"activity": activity[1], "proof": proof[1]}


def test_pages_of_the_log_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    someone.sign_in_as("Nadia Bouchard")
    ids = numbers(someone)
    assert look_at(someone, [f"/fr{page.format(**ids)}" for page in PAGES], unfold=True) == []
    assert [told for told in someone.complaints if "422" not in told] == []
    assert all(url.startswith(someone.server.address) for url in someone.asked)


@pytest.mark.parametrize(
    ("language", "name", "width"), [("en", "Priya Raman", 1280), ("fr", "Geneviève Tremblay", 390)]
)
def test_from_an_activity_to_an_audit_pack(
    visitor: Callable[..., Visitor], language: str, name: str, width: int
) -> None:
    someone, words = visitor(width=width, height=800), WORDS[language]
    someone.sign_in_as(name)
    page = someone.page
    main = page.get_by_role("main")

    someone.go(f"/{language}{LOG}")
    main.get_by_role("link", name=words["enter"]).click()
    page.locator("[name=title]").fill("A webinar")
    page.locator("[name=done]").fill("1.3")
    page.get_by_role("button", name=words["put"]).click()
    expect(main.get_by_text(words["wrong"])).to_be_visible()
    assert someone.axe() == []
    page.locator("[name=done]").fill("1 h 30")
    page.locator("[name=category]").select_option("workshop")
    page.get_by_role("button", name=words["put"]).click()
    expect(page.locator(".entry .amount").first).to_have_text(words["hours"].replace(" ", "\u00a0"))

    main.get_by_role("link", name=words["enter"]).click()
    page.locator("[name=title]").fill("A course to come")
    page.locator("[name=on]").fill(page.evaluate("new Date(Date.now() + 5 * 86400000).toISOString().slice(0, 10)"))
    page.locator("[name=planned]").fill("2")
    page.get_by_role("button", name=words["put"]).click()
    page.get_by_role("button", name=words["done"]).click()
    expect(page.locator(".entry.planned")).to_have_count(0)

    someone.go(f"/{language}{LOG}schemes/")
    main.get_by_role("link", name=words["scheme"]).click()
    page.locator("[name=since]").fill(page.evaluate("new Date(Date.now() - 9 * 86400000).toISOString().slice(0, 10)"))
    page.get_by_role("button", name=words["follow"]).click()
    expect(main.get_by_text(words["why"]).first).to_be_visible()
    assert someone.axe() == []

    page.locator(".entry .what a", has_text="A webinar").click()
    page.locator("details.more details summary").click()
    page.locator("[name=criteria][value='COL.1']").check()
    page.locator("[name=reflection]").fill("I ask more")
    page.locator("[name=proof]").set_input_files({"name": "proof.txt", "mimeType": "text/plain", "buffer": b"Attended"})
    page.get_by_role("button", name=words["save"]).click()
    expect(main.locator(".file-name a")).to_have_text("proof.txt")
    expect(main.locator(".aside .figure b")).to_have_text(re.compile(r"1[.,]5\sh"))
    assert someone.axe() == []

    someone.go(f"/{language}{LOG}schemes/twenty-five-a-year/")
    page.get_by_text(words["exemption"]).click()
    page.locator("[name=began]").fill(page.evaluate("new Date().toISOString().slice(0, 10)"))
    page.locator("[name=ended]").fill(page.evaluate("new Date(Date.now() + 200 * 86400000).toISOString().slice(0, 10)"))
    page.get_by_role("button", name=words["note"]).click()
    expect(page.locator(".lede")).not_to_contain_text(words["counts"].replace(" ", "\u00a0"))

    someone.go(f"/{language}{LOG}take/")
    with page.expect_download() as download:
        page.get_by_role("button", name=words["certificate"]).click()
    assert download.value.suggested_filename.endswith("-certificate.pdf")
    with page.expect_download() as download:
        page.get_by_role("button", name=words["pack"]).click()
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        (proof,) = [name for name in archive.namelist() if name.startswith("proofs/")]
        assert archive.read(proof) == b"Attended"
        assert b"I ask more" in archive.read("reflections.csv")
    assert someone.complaints == []


def test_an_entry_by_keyboard_alone_and_once_more(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.sign_in_as("Samuel Okafor")
    someone.go(f"/en{LOG}new/")
    keys = someone.page.keyboard
    press_until(someone, "document.activeElement.name === 'title'")
    keys.type("Ethics round")
    press_until(someone, "document.activeElement.name === 'done'")
    keys.type("2")
    keys.press("Enter")
    someone.page.wait_for_url(re.compile("/log/#activity-"))
    press_until(someone, "document.activeElement.textContent.includes('Did it again')")
    keys.press("Enter")
    someone.page.wait_for_url(re.compile("again="))
    press_until(someone, "document.activeElement.textContent.trim() === 'Put it into the log'")
    keys.press("Enter")
    someone.page.wait_for_url(re.compile("/log/#activity-"))
    expect(someone.page.locator(".entry")).to_have_count(2)


def test_the_log_without_scripts(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(java_script_enabled=False)
    someone.sign_in_as("Amara Diallo")
    someone.go(f"/fr{LOG}new/")
    someone.page.locator("[name=title]").fill("Formation")
    someone.page.locator("[name=planned]").fill("1,5")
    someone.page.get_by_role("button", name="Inscrire au registre").click()
    someone.page.get_by_role("button", name="C’est fait").click()
    expect(someone.page.locator(".entry .amount")).to_have_text("1,5\u00a0h")


def test_what_is_done_in_the_plan_goes_into_the_log(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.sign_in_as("Nadia Bouchard")
    someone.go("/en/growth/")
    done = someone.page.locator(".action.done .words > a").first
    what = done.inner_text().removeprefix("Done:").strip()
    done.click()
    someone.page.get_by_role("link", name="Put it into the professional development log").click()
    expect(someone.page.locator("[name=title]")).to_have_value(what)
