"""Every page that people of the demo come to, in both languages: valid HTML, titles, reflow, text spacing, targets,
focus, motion, forced colours, edges, and what axe finds."""

import json
import os
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tamarack.web import permissions
from tests.browser.conftest import Visitor
from tests.browser.crawl import Found, Kind, explore, open_page
from tests.server import Server, run

HERE = Path(__file__).parent
MEASURES = (HERE / "measures.js").read_text("utf-8")
CHECKER = Path(os.environ.get("VENV", Path(__file__).parents[2] / ".venv")) / "vnu" / "vnu.jar"
UNFOLD = "for (const part of document.querySelectorAll('main details')) part.open = true"
PREPARE = (HERE / "sweep_world.py").read_text("utf-8")
PASSWORD = "tamarack needles 42"
NAMELESS = "someone.with.quite.a.long.address@careers.clearwater.example"
SESSIONS = ("secured", "midway", "newcomer", "joining")
"""Who has a second step and a provider; who has yet to do it; who has not confirmed an address; who comes from one."""
OWNER = ("orgs/", "teams/", "steward/", "privacy-office/", "rubric/", "credentials/", "reviews/", "campaigns/")

ELSEWHERE = {
    **dict.fromkeys((row.name for row in permissions.ADMINISTRATION), "Django’s own pages"),
    "first_administrator": "the form of signing up, before there is an administrator",
    "account_connect": "tests/people/test_single_sign_on.py", "second_step_lost": "tests/people/test_second_step.py",
    "feedback_step": "tests/browser/test_feedback.py", "assess_confirm": "tests/web/test_short_start.py",
    "trial_keep": "tests/browser/test_pages.py", "draft_change": "tests/web/test_workshop_pages.py",
    "consultation_results": "tests/web/test_voice_pages.py",
    **dict.fromkeys(
        ("saml_finish_acs", "saml_sls", "api_to_docs", "assess_first", "trial_first",
         "check_in_rate", "achievement_address", "credential_address", "mfa_list_webauthn",
         "openid_connect_callback", "account_confirm_login_code"), "leads on"),
    **dict.fromkeys(("healthz", "readyz", "api_document", "issuer_did", "status_list", "saml_metadata",
                     "mfa_login_webauthn"), "for machines"),
    **dict.fromkeys(
        ("rubric_review", "release", "release_key", "workbook_blank", "calendar_feed", "account_archive", "org_logo",
         "credential_brought", "credential_picture", "showcase_shared_pdf", "portfolio_archive"), "a file"),
}  # fmt: skip
"""Names of addresses that the sweep does not open, and why, or what does."""


SAME: tuple[set[str], ...] = (
    {"trial_short", "assess_short"}, {"trial_competency", "assess_competency"}, {"trial_result", "me"},
    {"trial_everything", "assess_everything"}, {"framework", "version"}, {"competency", "version_competency"},
    {"check_in", "check_in_change"}, {"account_data", "account_bring"}, {"evidence", "review_evidence"},
    {"impact_new", "impact_change"}, {"team_resource_new", "org_resource_new"}, {"team_resource", "org_resource"},
    {"team_resource_delete", "org_resource_delete"}, {"assess_here", "assessments"}, {"issuer", "org"},
    {"role_new", "org_role_new"}, {"role_change", "org_role_change"}, {"role_delete", "org_role_delete"},
    {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_confirm_elsewhere"},
    {"tokens", "org_tokens"}, {"webhooks", "org_webhooks"}, {"webhook", "org_webhook"},
)  # fmt: skip
"""Pages that are the same thing in two places, or of two people, and may be called the same."""


@dataclass
class Sweep:
    """The pages that were seen, with whose they are, and what is wrong with them by what was measured."""

    pages: list[tuple[str, Found]] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)

    def note(self, measure: str, page: Found, found: list[str]) -> None:
        self.wrong.setdefault(measure, []).extend(f"{page.path} {one}" for one in found)


@pytest.fixture(scope="module")
def seeds(server: Server) -> dict[str, Any]:
    """What the demo has no link to, made for this: addresses by who opens them."""
    told = run("manage", "shell", "--verbosity", "0", "-c", PREPARE, data=server.said.parent, TAMARACK_DEMO="1")
    assert told.returncode == 0, told.stderr
    return dict(json.loads(told.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def english(server: Server, browser: Browser, seeds: dict[str, Any]) -> Sweep:
    """The pages in English, found by following links; each measured in every way."""
    sweep, kinds = Sweep(), set[Kind]()
    proposer, *proposal = seeds.pop("proposer")
    for who, starts, within in (
        ("", ["/en/", "/en/demo/", "/en/demo/mail/", "/en/try/", *seeds[""]], ("",)),
        ("trial", ["/en/try/eth/", "/en/try/all/", "/en/try/result/", "/en/try/erase/"], ("try/",)),
        ("Nadia Bouchard", ["/en/me/", "/en/account/", *seeds["Nadia Bouchard"]], ("",)),
        ("Joanne Whitehawk", ["/en/steward/cacee/consultations/", "/en/steward/cacee/", "/en/steward/", "/en/orgs/",
                              "/en/privacy-office/", "/en/account/grants/give/clearwater/",
                              "/en/steward/example/versions/1.0/restore/"], OWNER),
        ("Priya Raman", ["/en/credentials/decide/", "/en/reviews/"], ("credentials/", "reviews/")),
        (proposer, proposal, ("rubric/cacee/proposals/",)),
        ("administrator@clearwater.example", ["/en/tasks/"], ("tasks/",)),
        (NAMELESS, ["/en/me/", *seeds[NAMELESS]], ("account/webhooks/",)),
        *((who, seeds[who][1:], ("account/none/",)) for who in SESSIONS),
    ):  # fmt: skip
        someone = come(server, browser, who, seeds)
        seen = kinds if who in ("", "trial", NAMELESS) else set()
        for page in explore(someone, starts, seen, within):
            if page.path not in {other.path for _, other in sweep.pages}:
                measure(someone, page, sweep)
                sweep.pages.append((who, page))
        kinds |= seen
        someone.context.close()
    return sweep


@pytest.fixture(scope="module")
def french(server: Server, browser: Browser, english: Sweep, seeds: dict[str, Any]) -> Sweep:
    """One page of each name in French, whose words are longer: what depends on words is measured again."""
    sweep = Sweep()
    pages = {page.name: (who, page) for who, page in reversed(english.pages)}.values()
    for who in dict.fromkeys(who for who, _ in english.pages):
        someone = come(server, browser, who, seeds, "fr")
        for path in [page.path for whose, page in pages if whose == who]:
            page = open_page(someone, path.replace("/en/", "/fr/", 1))
            if page is not None:
                fits(someone, page, sweep)
                sweep.pages.append((who, page))
        someone.context.close()
    return sweep


def come(server: Server, browser: Browser, who: str, seeds: dict[str, Any], language: str = "en") -> Visitor:
    """Someone at a browser: signed out, with a trial or a session, one of the demo's people, or by their address."""
    someone = Visitor(server, browser.new_context(viewport={"width": 1280, "height": 900}))
    if who == "trial":
        someone.go(f"/{language}/try/?at=eth")
        someone.page.get_by_role("main").locator("form button").first.click()
        someone.page.locator("input[name='rating-ETH.1'][value='B']").check(force=True)
        someone.saved()
    elif who in SESSIONS:
        someone.context.add_cookies([{"name": "sessionid", "value": seeds[who][0], "url": server.address}])
    elif "@" in who:
        someone.go("/en/account/login/")
        someone.page.locator("input[name=login]").fill(who)
        someone.page.locator("input[name=password]").fill(PASSWORD)
        someone.page.locator("main form button").first.click()
    elif who:
        someone.sign_in_as(who)
    return someone


def measure(someone: Visitor, page: Found, sweep: Sweep) -> None:
    """Measure the page on which someone stands, as it is and as readers set it."""
    tab, ask = someone.page, someone.page.evaluate
    fits(someone, page, sweep)
    tab.keyboard.press("Tab")  # from here on the browser shows what has the focus
    sweep.note("focus", page, ask("measures.focus()"))  # narrow: in one column, the order is that seen
    tab.set_viewport_size({"width": 1280, "height": 900})
    for scheme, rules in (("light", ()), ("dark", ("color-contrast",))):
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        someone.settled()
        sweep.note("edges", page, ask("[...measures.edges(), ...measures.strokes()]"))
        sweep.note("axe", page, someone.axe(*rules))
    tab.emulate_media(reduced_motion="reduce", forced_colors="active", color_scheme="light")
    sweep.note("motion", page, ask("measures.moving()"))
    stops = ask("measures.focus()")
    sweep.note("forced", page, [one for one in stops if one.endswith(("shows no focus", "is covered"))])
    tab.emulate_media(reduced_motion="no-preference", forced_colors="none")


def fits(someone: Visitor, page: Found, sweep: Sweep) -> None:
    """Measure what depends on how long words are: with all that is folded away shown."""
    tab, ask = someone.page, someone.page.evaluate
    ask(MEASURES)
    ask(UNFOLD)
    for width in (1280, 320, 390):
        tab.set_viewport_size({"width": width, "height": 900})
        sweep.note("reflow", page, too_wide(someone, width))
        if width == 390:
            sweep.note("targets", page, ask("measures.targets()"))
            continue
        ask("measures.spaced(true)")
        sweep.note("spacing", page, ask("[...measures.clipped(), ...measures.overlaps()]") + too_wide(someone, width))
        ask("measures.spaced(false)")


def too_wide(someone: Visitor, width: int) -> list[str]:
    wide = someone.sideways()
    return [f"is {wide} px wider than {width}"] if wide > 0 else []


def test_every_address_is_swept_or_it_is_said_why_not(english: Sweep, french: Sweep) -> None:
    rows = {row.name for part in permissions.PARTS.values() for row in part if "GET" in row.takes}
    pages = {name for name in rows if not name.endswith(("_file", "_calendar"))}
    seen = {page.name for _, page in english.pages}
    assert pages - seen - set(ELSEWHERE) == set()
    assert seen - {page.name for _, page in french.pages} == set()


@pytest.mark.parametrize("measure", ["reflow", "spacing", "targets", "focus", "edges", "motion", "forced", "axe"])
def test_nothing_is_found_on_any_page(english: Sweep, french: Sweep, measure: str) -> None:
    """Width at 320 to 1280 px; letters and lines set apart; targets; focus seen and in order; edges; motion; axe."""
    wrong = english.wrong[measure] + french.wrong.get(measure, [])
    assert not wrong, "\n".join(wrong)


def test_html_is_valid(english: Sweep, french: Sweep, tmp_path: Path) -> None:
    pages = [page for _, page in english.pages + french.pages]
    files = {tmp_path / f"{number}.html": page for number, page in enumerate(pages)}
    for file, page in files.items():
        file.write_text(page.html, "utf-8")
    told = subprocess.run(
        ["java", "-jar", CHECKER, "--format", "json", *files], capture_output=True, text=True, timeout=120
    )  # fmt: skip
    messages = [one for one in json.loads(told.stderr)["messages"] if "appears to be written in" not in one["message"]]
    names = {file.as_uri(): page.path for file, page in files.items()}
    wrong = [f"{names[one['url'].replace('file:/', 'file:///', 1)]} {one['message']}" for one in messages]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_titles_and_language_tell_pages_apart(english: Sweep, french: Sweep, language: str) -> None:
    pages = [page for _, page in (english if language == "en" else french).pages]
    names: dict[str, set[str]] = {}
    for page in pages:
        title = re.search(r"<title>(.*?)</title>", page.html, re.S)
        assert title, page.path
        assert f'<html lang="{language}-CA"' in page.html, page.path
        names.setdefault(title[1].strip(), set()).add(page.name)
    shared = {title: said for title, said in names.items() if not any(said <= same for same in SAME)}
    assert {title: said for title, said in shared.items() if len(said) > 1 or title == "Tamarack"} == {}


def test_what_is_measured_would_be_found(visitor: Any) -> None:
    """Each measure on a page with its fault."""
    page = visitor(width=390, height=600).page
    page.set_content((HERE / "faults.html").read_text("utf-8"))
    page.evaluate(MEASURES)
    page.keyboard.press("Tab")
    found = page.evaluate(
        "[...measures.clipped(), ...measures.overlaps(), ...measures.targets(), ...measures.moving(), "
        "...measures.focus(), ...measures.edges(), ...measures.strokes()]"
    )
    for word in ("cuts its text off", "overlap", "no room around", "moves", "shows no focus", "jumps the order",
                 "stands above it", "is covered", "edge that is hard to see", "ring-open is hard"):  # fmt: skip
        assert any(word in one for one in found), (word, found)


def test_states_differ_without_colour(visitor: Any) -> None:
    """In forced colours: what is chosen from what is not, and the states of rings, by shape, width or pattern."""
    someone = visitor(forced_colors="active")
    someone.sign_in_as("Nadia Bouchard")
    someone.go("/en/assess/")
    draft = re.search(r'href="(/en/assess/\d+/)"', someone.page.content())
    assert draft
    someone.go(draft[1] + "eth/")
    drawn = """node => { const style = getComputedStyle(node);
        return [style.boxShadow, style.backgroundColor, style.borderTopWidth, style.borderTopStyle].join() }"""
    for kind in (".card", ".slim"):
        for chosen in someone.page.locator(f"{kind} input:checked").all()[:3]:
            free = chosen.locator(f"xpath=ancestor::fieldset[1]//input[not(@value='{chosen.get_attribute('value')}')]")
            assert chosen.evaluate(drawn) != free.first.evaluate(drawn)
    someone.go("/en/me/")
    shapes = someone.page.evaluate("""() => Object.fromEntries(
        [...document.querySelectorAll("svg.rings path, svg.rings circle")].map(node => {
            const style = getComputedStyle(node);
            return [node.classList[0], [style.fill === "none" ? "none" : style.fill, style.strokeWidth,
                style.strokeDasharray].join(" ")] }))""")
    states = [shapes[name] for name in ("ring-met", "ring-wanted", "ring-open", "ring-absent") if name in shapes]
    assert len(states) >= 2
    assert len(set(states)) == len(states), shapes
