"""Under real conditions: without an account or connection, in two windows, on shared computers, on paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visitor
from tests.browser.test_assessment import at_ethics, change, choose, chosen, radio
from tests.browser.test_journeys import PASSWORD, read_code
from tests.server import start

TRIAL = {
    "en": {"start": "Start: CACEE", "on": "Save and", "see": "See where you stand", "keep": "Keep it: sign up",
           "signup": "Sign up", "confirm": "Confirm", "mine": "They are mine", "erase": "Erase", "gone": "are erased",
           "pdf": "Download as PDF"},
    "fr": {"start": "Compétences de l’", "on": "Enregistrer et", "see": "Voir où vous en êtes",
           "keep": "Garder : s’inscrire",
           "signup": "S’inscrire", "confirm": "Confirmer", "mine": "Ce sont les miennes", "erase": "Effacer",
           "gone": "sont effacées", "pdf": "Télécharger en PDF"},
}  # fmt: skip


def begin_trial(someone: Visitor, language: str) -> Page:
    someone.go(f"/{language}/")
    someone.page.locator(".hero a.main").click()
    someone.page.get_by_role("main").get_by_role("button", name=TRIAL[language]["start"]).click()
    someone.page.wait_for_selector("fieldset.criterion")
    return someone.page


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390)])
def test_trying_without_an_account_and_keeping_it(visitor: Callable[..., Visitor], language: str, width: int) -> None:
    someone, words = visitor(width=width), TRIAL[language]
    page = begin_trial(someone, language)
    choose(page, "COL.1", "E")
    someone.saved()
    assert someone.axe() == []
    someone.go(f"/{language}/try/")
    assert someone.axe() == []
    page.get_by_role("button", name=words["see"]).click()
    expect(page.locator(".ring-count")).to_have_text("2")
    assert someone.axe() == []
    page.get_by_role("link", name=words["keep"].replace(" :", "\u00a0:")).click()
    address = f"trial-{language}@clearwater.ca"
    page.fill("[name=name]", "Rosalie Tremblay")
    page.fill("[name=email]", address)
    page.fill("[name=password1]", PASSWORD)
    page.get_by_role("main").get_by_role("button", name=words["signup"]).click()
    page.wait_for_selector("[name=code]")
    page.fill("[name=code]", read_code(someone, address))
    page.get_by_role("button", name=words["confirm"], exact=True).click()
    page.wait_for_url("**/try/keep/")
    assert someone.axe() == []
    page.get_by_role("button", name=words["mine"]).click()
    page.wait_for_url("**/assess/*/result/")
    expect(page.locator(".ring-count")).to_have_text("2")
    assert someone.complaints == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_trying_downloading_and_leaving(visitor: Callable[..., Visitor], language: str, tmp_path: Path) -> None:
    someone, words = visitor(), TRIAL[language]
    page = begin_trial(someone, language)
    choose(page, "COL.1", "M")
    someone.saved()
    someone.go(f"/{language}/try/result/")
    with page.expect_download() as download:
        page.get_by_role("button", name=words["pdf"]).click()
    download.value.save_as(tmp_path / "profile.pdf")
    assert (tmp_path / "profile.pdf").read_bytes().startswith(b"%PDF")
    page.locator(".button.danger").click()
    assert someone.axe() == []
    page.get_by_role("button", name=words["erase"]).click()
    expect(page.locator(".messages")).to_contain_text(words["gone"])
    someone.go(f"/{language}/try/result/")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("M")
    assert page.locator(".ring-count").count() == 0


def test_a_trial_without_scripts(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(java_script_enabled=False)
    page = begin_trial(someone, "en")
    page.locator(radio("COL.1", "B")).check()
    page.get_by_role("button", name="Save and go on").click()
    someone.go("/en/try/")
    page.get_by_role("button", name="See where you stand").click()
    expect(page.locator(".ring-count")).to_have_text("1")


def test_what_waits_of_a_trial_is_gone_from_the_browser_with_it(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.go("/en/privacy/")
    someone.page.evaluate(
        """for (const root of ["/try/", "/assess/9/"]) {
            const entry = {criterion: "COL.1", kind: "rating", value: "E", device: "x", number: 1, at: Date.now()};
            localStorage.setItem(`waiting|0123456789abcdef|${root}|COL.1|rating`, JSON.stringify(entry));
        }"""
    )
    someone.go("/en/try/")
    assert waiting(someone.page) == ["waiting|0123456789abcdef|/assess/9/|COL.1|rating"]


def submitted_elsewhere(visitor: Callable[..., Visitor]) -> tuple[Visitor, Visitor]:
    """Samuel answers COL.2 here without connection, and there submits the same assessment meanwhile."""
    here, there = visitor(), visitor()
    here.sign_in_as("Samuel Okafor")
    here.page.get_by_role("button", name="Start: CACEE").click()
    here.page.wait_for_selector("fieldset.criterion")
    choose(here.page, "COL.1", "B")
    here.saved()
    here.context.set_offline(True)
    choose(here.page, "COL.2", "B")
    expect(here.page.locator("#saved")).to_contain_text("You are offline")
    there.sign_in_as("Samuel Okafor")
    there.page.goto(re.sub(r"/col/.*$", "/", here.page.url))
    there.page.get_by_role("button", name="Submit as it is").click()
    there.page.wait_for_url("**/result/")
    return here, there


def test_an_answer_to_what_was_submitted_meanwhile_does_not_stop_the_next_assessment(
    visitor: Callable[..., Visitor],
) -> None:
    here, _ = submitted_elsewhere(visitor)
    here.page.goto("about:blank")
    here.context.set_offline(False)
    here.go("/en/assess/")
    expect(here.page.locator("#waiting")).to_contain_text("submitted and cannot change any more")
    assert here.axe() == []
    here.page.get_by_role("button", name="Start blank").click()
    here.page.wait_for_selector("fieldset.criterion")
    choose(here.page, "COL.1", "M")
    here.saved()
    here.page.get_by_role("link", name="Overview").first.click()
    here.page.get_by_role("button", name="Submit as it is").click()
    here.page.wait_for_url("**/result/")
    here.page.get_by_role("button", name="Discard what waits").click()
    assert waiting(here.page) == []
    for _ in range(2):
        here.go("/en/assess/")
        here.page.get_by_role("link", name="Delete").first.click()
        here.page.get_by_role("button", name="Delete").click()


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", 390)])
def test_what_was_answered_without_connection_survives_closing_the_page(
    visitor: Callable[..., Visitor], language: str, width: int
) -> None:
    someone = at_ethics(visitor(width=width, height=800))
    address = someone.page.url.replace("/en/", f"/{language}/").partition("#")[0] + "#ETH.5"
    page = someone.page
    page.goto(address)
    someone.context.set_offline(True)
    choose(page, "ETH.5", answer := "0" if chosen(page, "ETH.5") == "B" else "B")
    page.locator("[name='note-ETH.5']").fill("Between Kingston and Montréal")
    expect(page.locator("#saved")).to_contain_text("offline" if language == "en" else "hors ligne")
    assert someone.axe() == []
    page.close()
    someone.context.set_offline(False)
    someone.page = someone.context.new_page()
    someone.watch(someone.page)
    someone.go(f"/{language}/me/")
    expect(someone.page.locator("#waiting")).to_be_visible()
    assert someone.axe() == []
    someone.page.goto(address)
    assert chosen(someone.page, "ETH.5") == answer
    assert someone.page.locator("[name='note-ETH.5']").input_value() == "Between Kingston and Montréal"
    assert waiting(someone.page) == []


def waiting(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('waiting|'))")
    return found


def test_on_a_shared_computer_nobody_else_sees_or_sends_what_waits(visitor: Callable[..., Visitor]) -> None:
    someone = at_ethics(visitor())
    address = someone.page.url
    before = chosen(someone.page, "ETH.1")
    someone.context.set_offline(True)
    answer = change(someone.page, "ETH.1")
    expect(someone.page.locator("#saved")).to_contain_text("You are offline")
    someone.page.close()
    someone.context.set_offline(False)
    someone.context.clear_cookies()
    someone.page = someone.context.new_page()
    sent: list[str] = []
    someone.page.on("request", lambda request: sent.append(request.url) if "/answers/" in request.url else None)
    someone.sign_in_as("Liam O’Connell")
    someone.page.wait_for_load_state("networkidle")
    expect(someone.page.locator("#waiting")).to_be_hidden()
    assert sent == []
    assert len(waiting(someone.page)) == 1
    someone.page.goto(address)
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("Not found")
    someone.context.clear_cookies()
    someone.sign_in_as("Nadia Bouchard")
    expect(someone.page.locator("#waiting")).to_contain_text("are saved now")
    someone.page.goto(address)
    assert answer != before
    assert chosen(someone.page, "ETH.1") == answer


def test_what_waits_is_sent_though_the_site_exchanged_its_key(browser: Browser, tmp_path: Path) -> None:
    site = start("demo", tmp_path / "data")
    try:
        someone = at_ethics(Visitor(site, browser.new_context()))
        address = someone.page.url
        someone.context.set_offline(True)
        answer = change(someone.page, "ETH.1")
        expect(someone.page.locator("#saved")).to_contain_text("You are offline")
        someone.page.close()
        site.stop()
        keys = {"TAMARACK_SECRET_KEY": "n" * 50, "TAMARACK_OLD_SECRET_KEYS": (tmp_path / "data/secret-key").read_text()}
        site = start("demo", tmp_path / "data", PORT=site.address.rpartition(":")[2], **keys)
        someone.context.set_offline(False)
        someone.page = someone.context.new_page()
        someone.go("/en/me/")
        expect(someone.page.locator("#waiting")).to_contain_text("are saved now")
        assert waiting(someone.page) == []
        someone.page.goto(address)
        assert chosen(someone.page, "ETH.1") == answer
    finally:
        site.stop()


def test_a_page_left_open_keeps_its_answers_while_someone_else_is_signed_in(visitor: Callable[..., Visitor]) -> None:
    someone = at_ethics(visitor())
    other = someone.context.new_page()
    someone.context.clear_cookies()
    other.goto(f"{someone.server.address}/en/demo/")
    other.get_by_role("button", name="Sign in as Liam O’Connell").click()
    other.wait_for_url("**/me/")
    answer = change(someone.page, "ETH.2")
    expect(someone.page.locator("#saved")).to_contain_text("These answers wait for another account")
    expect(someone.page.get_by_role("button", name="Discard what waits")).to_be_hidden()
    assert len(waiting(someone.page)) == 1
    someone.context.clear_cookies()
    other.goto(f"{someone.server.address}/en/demo/")
    other.get_by_role("button", name="Sign in as Nadia Bouchard").click()
    other.wait_for_url("**/me/")
    someone.page.evaluate("window.dispatchEvent(new Event('focus'))")
    someone.saved()
    someone.page.reload()
    assert chosen(someone.page, "ETH.2") == answer


def test_a_note_can_be_written_on_while_it_is_saved(visitor: Callable[..., Visitor]) -> None:
    """The caret stays where it is, in the middle of the text."""
    someone = at_ethics(visitor())
    note = someone.page.locator("[name='note-ETH.3']")
    note.fill("We read the act")
    someone.saved()
    note.focus()
    someone.page.keyboard.press("Home")
    someone.page.keyboard.type("In May, ")
    someone.page.wait_for_timeout(1500)
    someone.page.keyboard.type("together, ")
    someone.page.wait_for_timeout(1500)
    expect(note).to_have_value("In May, together, We read the act")
    assert note.evaluate("area => area.selectionStart") == len("In May, together, ")


def test_undo_is_gone_once_another_window_has_written_the_same(visitor: Callable[..., Visitor]) -> None:
    one = at_ethics(visitor())
    change(one.page, "ETH.1")
    expect(one.page.get_by_role("button", name="Undo")).to_be_visible()
    other = one.context.new_page()
    other.goto(one.page.url)
    stands = change(other, "ETH.1")
    expect(one.page.locator(radio("ETH.1", stands))).to_be_checked()
    expect(one.page.get_by_role("button", name="Undo")).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_two_windows_both_show_the_latest_answer(visitor: Callable[..., Visitor], language: str) -> None:
    one = at_ethics(visitor())
    one.page.goto(one.page.url.replace("/en/", f"/{language}/"))
    other = one.context.new_page()
    other.goto(one.page.url)
    first = change(one.page, "ETH.1")
    expect(other.locator(radio("ETH.1", first))).to_be_checked()
    other.locator("[name='note-ETH.1']").fill("Seen in both")
    expect(one.page.locator("[name='note-ETH.1']")).to_have_value("Seen in both")
    expect(one.page.locator(radio("ETH.1", first))).to_be_checked()


def test_two_devices_both_show_the_answer_that_was_given_last(visitor: Callable[..., Visitor]) -> None:
    """The one on the train answered first and is heard last: the other's answer stands, on both."""
    train, desk = at_ethics(visitor(width=390, height=800)), at_ethics(visitor())
    train.page.goto(train.page.url + "#ETH.3")
    train.context.set_offline(True)
    choose(train.page, "ETH.3", "0")
    train.page.wait_for_timeout(300)
    choose(desk.page, "ETH.3", "E" if chosen(desk.page, "ETH.3") != "E" else "M")
    desk.saved()
    stands = chosen(desk.page, "ETH.3")
    train.context.set_offline(False)
    expect(train.page.locator(radio("ETH.3", str(stands)))).to_be_checked()
    assert waiting(train.page) == []
    desk.page.evaluate("window.dispatchEvent(new Event('focus'))")
    desk.page.wait_for_load_state("networkidle")
    assert chosen(desk.page, "ETH.3") == stands


def test_a_wrong_clock_does_not_win(visitor: Callable[..., Visitor]) -> None:
    wrong, right = at_ethics(visitor()), at_ethics(visitor())
    wrong.page.clock.install()
    wrong.context.set_offline(True)
    choose(wrong.page, "ETH.4", "0")
    wrong.page.wait_for_timeout(200)
    choose(right.page, "ETH.4", "E" if chosen(right.page, "ETH.4") != "E" else "M")
    right.saved()
    stands = str(chosen(right.page, "ETH.4"))
    wrong.page.clock.set_system_time("2036-01-01T00:00:00Z")  # put forward after answering: the answer seems older
    wrong.context.set_offline(False)
    expect(wrong.page.locator(radio("ETH.4", stands))).to_be_checked()


def test_an_answer_to_what_was_submitted_elsewhere_meanwhile_is_told_and_can_be_discarded(
    visitor: Callable[..., Visitor],
) -> None:
    here, there = submitted_elsewhere(visitor)
    here.context.set_offline(False)
    expect(here.page.locator("#saved")).to_contain_text("submitted and cannot change any more")
    assert chosen(here.page, "COL.2") == "B"
    here.page.get_by_role("button", name="Discard what waits").click()
    here.page.wait_for_load_state("networkidle")
    assert waiting(here.page) == []
    there.page.get_by_role("link", name="Delete this assessment").click()
    there.page.get_by_role("button", name="Delete").click()
    expect(there.page.get_by_text("The assessment is deleted.")).to_be_visible()


WORKBOOK = {
    "en": ("with the answers of my draft", "Upload", "criteria taken over", "Nothing was taken from it"),
    "fr": ("avec les réponses de mon brouillon", "Téléverser", "critères repris", "Rien n’en a été repris"),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_workbook_goes_out_and_comes_back(visitor: Callable[..., Visitor], tmp_path: Path, language: str) -> None:
    link, button, taken, refused = WORKBOOK[language]
    someone = visitor()
    someone.sign_in_as("Nadia Bouchard")
    someone.go(f"/{language}/assess/workbook/")
    page = someone.page
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    download.value.save_as(tmp_path / "workbook.xlsx")
    page.locator("input[type=file]").set_input_files(tmp_path / "workbook.xlsx")
    page.get_by_role("button", name=button).click()
    page.wait_for_url(re.compile(rf"/{language}/assess/\d+/$"))
    expect(page.get_by_text(taken)).to_be_visible()
    someone.go(f"/{language}/assess/workbook/")
    (tmp_path / "other.xlsx").write_bytes(b"not a workbook")
    page.locator("input[type=file]").set_input_files(tmp_path / "other.xlsx")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_contain_text(refused)
    assert someone.axe() == []


@pytest.mark.parametrize(("language", "pdf"), [("en", "Download as PDF"), ("fr", "Télécharger en PDF")])
def test_a_profile_leaves_as_pdf_by_keyboard(visitor: Callable[..., Visitor], language: str, pdf: str) -> None:
    someone = visitor()
    someone.sign_in_as("Nadia Bouchard")
    someone.go(f"/{language}/me/")
    someone.page.get_by_role("link", name=pdf).focus()
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url("**/files/")
    someone.page.get_by_role("button", name=pdf).focus()
    with someone.page.expect_download() as download:
        someone.page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("profile.pdf")


@pytest.mark.parametrize(("language", "search", "h1"), [("en", "Search", "Network"), ("fr", "Rechercher", "Réseau")])
def test_searching_from_any_page_without_scripts(
    visitor: Callable[..., Visitor], language: str, search: str, h1: str
) -> None:
    someone = visitor(java_script_enabled=False)
    someone.go(f"/{language}/privacy/")
    someone.page.get_by_role("link", name=search).first.click()
    someone.page.get_by_role("searchbox").fill("COL.1")
    someone.page.get_by_role("main").get_by_role("button", name=search).click()
    someone.page.get_by_role("link", name="COL.1").first.click()
    assert someone.page.url.endswith("/rubric/cacee/col/#COL.1")
    expect(someone.page.locator("[id='COL.1']")).to_contain_text(h1)


@pytest.mark.parametrize(
    ("language", "all_of_it", "first", "compare", "moved"),
    [
        ("en", "All of it over time", "From", "Compare", "What moved from"),
        ("fr", "Toute l’évolution", "Du", "Comparer", "Ce qui a changé du"),
    ],
)
def test_two_dates_are_compared(
    visitor: Callable[..., Visitor], language: str, all_of_it: str, first: str, compare: str, moved: str
) -> None:
    someone = visitor(width=390 if language == "fr" else 1280)
    someone.sign_in_as("Nadia Bouchard")
    someone.go(f"/{language}/me/")
    someone.page.get_by_role("link", name=all_of_it).click()
    someone.page.get_by_label(first, exact=True).select_option(index=0)
    someone.page.get_by_role("button", name=compare).click()
    expect(someone.page.locator("svg.rings")).to_have_count(2)
    expect(someone.page.get_by_role("heading", name=moved)).to_be_visible()
    assert someone.axe() == []
