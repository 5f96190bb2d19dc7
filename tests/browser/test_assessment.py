"""The assessment page in a real browser: saving, undo, lost connections, phones, switches."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SAVED, Visitor
from tests.server import children, start


@pytest.fixture
def nadia(visitor: Callable[..., Visitor]) -> Visitor:
    return at_ethics(visitor())


def at_ethics(someone: Visitor) -> Visitor:
    someone.sign_in_as("Nadia Bouchard")
    someone.page.get_by_role("link", name="Go on with").click()
    someone.page.wait_for_url("**/assess/**")
    someone.page.goto(re.sub(r"/\w+/(#.*)?$", "/eth/", someone.page.url))
    return someone


def radio(criterion: str, value: str) -> str:
    return f"input[type='radio'][name='rating-{criterion}'][value='{value}']"


def choose(page: Page, criterion: str, value: str) -> None:
    page.locator("label", has=page.locator(radio(criterion, value))).click()


def change(page: Page, criterion: str) -> str:
    """Choose another answer than the one that stands, and say which."""
    value = "M" if chosen(page, criterion) == "B" else "B"
    choose(page, criterion, value)
    return value


def chosen(page: Page, criterion: str) -> str | None:
    value: str | None = page.evaluate(
        f"(document.querySelector(\"input[type='radio'][name='rating-{criterion}']:checked\") || {{value: null}}).value"
    )
    return value


def test_choosing_marks_what_stands_below_as_included(nadia: Visitor) -> None:
    choose(nadia.page, "ETH.3", "M")
    card = nadia.page.locator("[id='ETH.3'] .card")
    for index, text in ((0, "Included in your choice"), (1, "Included in your choice"), (2, "Describes your practice")):
        expect(card.nth(index).get_by_text(text)).to_be_visible()
    choose(nadia.page, "ETH.3", "0")
    expect(nadia.page.locator("[id='ETH.3']").get_by_text("Included in your choice").first).to_be_hidden()


def test_undo_sets_the_answer_back_on_the_page_and_on_the_server(nadia: Visitor) -> None:
    before = change(nadia.page, "ETH.1")
    nadia.saved()
    change(nadia.page, "ETH.1")
    nadia.saved()
    nadia.page.get_by_role("button", name="Undo").click()
    expect(nadia.page.locator(radio("ETH.1", before))).to_be_checked()
    expect(nadia.page.get_by_role("button", name="Undo")).to_be_hidden()
    nadia.page.reload()
    assert chosen(nadia.page, "ETH.1") == before
    assert nadia.complaints == []


def test_a_criterion_that_was_set_back_still_saves(nadia: Visitor) -> None:
    before = change(nadia.page, "ETH.1")
    nadia.saved()
    nadia.page.locator("[id='ETH.1']").get_by_role("button", name="Clear this answer").click()
    expect(nadia.page.locator(radio("ETH.1", before))).not_to_be_checked()
    choose(nadia.page, "ETH.1", "E")
    nadia.saved()
    nadia.page.wait_for_load_state("networkidle")
    nadia.page.reload()
    assert chosen(nadia.page, "ETH.1") == "E"


def test_going_on_at_once_loses_nothing(nadia: Visitor) -> None:
    """Chosen, and gone on before the choice could be saved."""
    before = nadia.page.url
    nadia.page.locator("[name='note-ETH.5']").fill("In a hurry")
    answer = change(nadia.page, "ETH.5")
    nadia.page.get_by_role("button", name="Save and go on").click()
    nadia.page.wait_for_url("**/sme/")
    nadia.page.goto(before)
    assert chosen(nadia.page, "ETH.5") == answer
    assert nadia.page.locator("[name='note-ETH.5']").input_value() == "In a hurry"


def test_a_note_saves_itself_while_one_types(nadia: Visitor) -> None:
    nadia.page.locator("[name='note-ETH.4']").press_sequentially("Read the new act with the team")
    nadia.saved()
    nadia.page.wait_for_load_state("networkidle")
    nadia.page.reload()
    assert nadia.page.locator("[name='note-ETH.4']").input_value() == "Read the new act with the team"


def test_without_connection_it_says_so_and_sends_when_it_is_back(nadia: Visitor) -> None:
    nadia.context.set_offline(True)
    choose(nadia.page, "ETH.5", answer := "0" if chosen(nadia.page, "ETH.5") == "B" else "B")
    expect(nadia.page.locator("#saved")).to_contain_text("Not saved yet. You are offline.")
    nadia.context.set_offline(False)
    nadia.saved()
    nadia.page.reload()
    assert chosen(nadia.page, "ETH.5") == answer


def test_signed_out_in_the_middle_nothing_is_lost(visitor: Callable[..., Visitor]) -> None:
    someone = at_ethics(visitor())
    someone.context.clear_cookies(name="sessionid")
    answer = change(someone.page, "ETH.2")
    expect(someone.page.locator("#saved")).to_contain_text("you are signed out")
    expect(someone.page.get_by_role("link", name="Sign in again in a new window")).to_be_visible()
    assert chosen(someone.page, "ETH.2") == answer
    again = someone.context.new_page()
    again.goto(f"{someone.server.address}/en/demo/")
    again.get_by_role("button", name="Sign in as Nadia Bouchard").click()
    again.wait_for_url("**/me/")
    again.close()
    someone.page.evaluate("window.dispatchEvent(new Event('focus'))")
    someone.saved()
    someone.page.reload()
    assert chosen(someone.page, "ETH.2") == answer


def test_two_windows_keep_the_latest_answer_of_each(visitor: Callable[..., Visitor]) -> None:
    one = at_ethics(visitor())
    other = one.context.new_page()
    other.goto(one.page.url)
    first = change(one.page, "ETH.1")
    one.saved()
    second = change(other, "ETH.4")
    expect(other.locator("#saved")).to_have_text(SAVED)
    one.page.reload()
    assert (chosen(one.page, "ETH.1"), chosen(one.page, "ETH.4")) == (first, second)


def test_on_a_phone_one_criterion_fills_the_screen(visitor: Callable[..., Visitor]) -> None:
    someone = at_ethics(visitor(width=390, height=800))
    page = someone.page
    page.goto(page.url + "#ETH.1")
    shown = page.locator("fieldset.criterion:visible")
    expect(shown).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollHeight") < 2200
    expect(page.locator("[id='ETH.1']").get_by_role("button", name="Back")).to_be_hidden()
    for code in ("ETH.2", "ETH.3", "ETH.4", "ETH.5"):
        shown.get_by_role("button", name="Next").click()
        expect(page.locator(f"[id='{code}']")).to_be_visible()
        expect(shown).to_have_count(1)
    expect(shown.get_by_role("button", name="Next")).to_be_hidden()
    expect(page.get_by_role("button", name="Save and go on")).to_be_visible()
    shown.get_by_role("button", name="Back").click()
    expect(page.locator("[id='ETH.4']")).to_be_visible()
    assert someone.axe() == []


def test_switches_show_less_and_last_time_and_are_remembered(nadia: Visitor) -> None:
    page = nadia.page
    page.get_by_role("link", name="Meeting Talent Needs").click()
    card = page.locator("[id='MTN.3'] .card").nth(2)
    expect(card).to_contain_text("efficient and effective recruitment")
    page.get_by_label("Show only what is new").check()
    expect(card.locator(".known")).to_be_hidden()
    expect(page.get_by_text("Last time:").first).to_be_hidden()
    page.get_by_label("Show what I answered last time").check()
    expect(page.get_by_text("Last time:").first).to_be_visible()
    assert nadia.axe() == []
    page.reload()
    expect(page.get_by_label("Show only what is new")).to_be_checked()
    expect(card.locator(".known")).to_be_hidden()


def test_what_the_page_calls_saved_survives_a_kill(visitor: Callable[..., Visitor], tmp_path: Path) -> None:
    server = start("demo", tmp_path / "data")
    someone = visitor()
    someone.server = server
    at_ethics(someone)
    answer = change(someone.page, "ETH.2")
    someone.saved()
    family = children(server.process.pid)
    for pid in [server.process.pid, *family]:
        os.kill(pid, signal.SIGKILL)
    server.process.wait()
    again = start("demo", tmp_path / "data", PORT=server.address.rsplit(":", 1)[1])
    someone.page.reload()
    assert chosen(someone.page, "ETH.2") == answer
    again.stop()


def test_where_the_browser_keeps_nothing_answers_are_saved_all_the_same(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    at_ethics(someone)
    answer = change(someone.page, "ETH.3")
    someone.saved()
    someone.page.reload()
    assert chosen(someone.page, "ETH.3") == answer
