"""Pages of the rubric, of a trial and of one's own in French, on a phone, in the dark: axe finds nothing, nothing
scrolls sideways, nothing is asked of others. And what holds of pages altogether."""

import gzip
import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at

PUBLIC = ["/", "/rubric/", "/rubric/cacee/", "/rubric/cacee/col/", "/rubric/cacee/edi/", "/about/", "/privacy/",
          "/accessibility/", "/account/login/", "/account/signup/", "/account/password/reset/", "/demo/", "/demo/mail/",
          "/nope/", "/try/", "/search/", "/search/?q=student", "/search/?q=xylophone"]  # fmt: skip
PRIVATE = ["/me/", "/assess/", "/assess/{draft}/", "/assess/{draft}/eth/", "/assess/{draft}/all/",
           "/assess/{draft}/delete/", "/assess/{done}/result/", "/account/", "/me/over-time/",
           "/assess/{draft}/details/", "/assess/{done}/files/", "/assess/workbook/", "/account/email/",
           "/account/password/set/", "/account/delete/", "/account/logout/"]  # fmt: skip
TRIAL = ["", "eth/", "all/", "result/", "erase/"]
FIRST_VIEW, LATER_VIEW, OWN_SCRIPT = 100_000, 30_000, 15_000


def numbers(someone: Visitor) -> dict[str, str]:
    """The ids of Nadia's draft and of her newest result."""
    someone.go("/en/assess/")
    html = someone.page.content()
    done = re.search(r"/assess/(\d+)/result/", html)
    draft = re.search(r'href="/en/assess/(\d+)/"', html)
    assert done
    assert draft
    return {"done": done[1], "draft": draft[1]}


def test_pages_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    wrong = look_at(someone, [f"/fr{page}" for page in PUBLIC])
    someone.go("/fr/try/?at=eth")
    someone.page.get_by_role("main").locator("form button").first.click()
    choice = someone.page.locator("input[name='rating-ETH.1'][value='B']")
    choice.wait_for()
    choice.check(force=True)
    someone.saved()
    wrong += look_at(someone, [f"/fr/try/{page}" for page in TRIAL])
    someone.sign_in_as("Nadia Bouchard")
    wrong += look_at(someone, ["/fr/try/keep/"])
    ids = numbers(someone)
    wrong += look_at(someone, [f"/fr{page.format(**ids)}" for page in PRIVATE])
    assert wrong == []
    assert [told for told in someone.complaints if "404" not in told] == []
    assert all(url.startswith(someone.server.address) for url in someone.asked)


def test_a_new_persons_empty_pages_are_accessible(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.sign_in_as("Samuel Okafor")
    pages = [
        "/en/me/",
        "/fr/me/",
        "/en/assess/",
        "/en/assess/on/cacee/eth/",
        "/fr/me/over-time/",
        "/en/assess/workbook/",
        "/en/growth/",
        "/fr/growth/path/",
        "/en/growth/roles/campus-recruiter/",
        "/fr/growth/resources/",
        "/en/growth/journal/",
        "/fr/growth/timeline/",
    ]
    assert look_at(someone, pages) == []


def test_pages_read_in_forced_colours(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(forced_colors="active")
    someone.sign_in_as("Nadia Bouchard")
    ids = numbers(someone)
    pages = ["/en/rubric/cacee/col/", f"/en/assess/{ids['draft']}/eth/", f"/en/assess/{ids['done']}/result/",
             "/en/me/over-time/", "/en/search/?q=student", "/en/growth/", "/en/growth/timeline/"]  # fmt: skip
    assert look_at(someone, pages) == []


def test_text_can_be_four_times_as_large(visitor: Callable[..., Visitor]) -> None:
    """400 % zoom of a 1280 px window leaves 320 px by 225."""
    someone = visitor(width=320, height=225)
    someone.sign_in_as("Nadia Bouchard")
    ids = numbers(someone)
    assert look_at(someone, ["/fr/rubric/cacee/edi/", f"/fr/assess/{ids['draft']}/eth/", "/fr/growth/"]) == []


def test_ones_own_scheme_wins_over_the_devices(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(color_scheme="light")
    someone.sign_in_as("Daniel Friesen")
    someone.go("/en/account/")
    someone.page.get_by_label("Colours").select_option("dark")
    someone.page.get_by_role("button", name="Save").click()
    expect(someone.page.get_by_text("Your settings are saved.")).to_be_visible()
    assert someone.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 23, 20)"
    assert someone.axe() == []


def test_a_link_to_a_descriptor_can_be_copied_and_leads_there(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(permissions=["clipboard-read", "clipboard-write"])
    someone.go("/en/rubric/cacee/col/")
    someone.page.get_by_role("button", name="Copy link COL.2.E").click()
    link = someone.page.evaluate("navigator.clipboard.readText()")
    assert link == f"{someone.server.address}/en/rubric/cacee/col/#COL.2.E"
    someone.page.goto(link)
    expect(someone.page.locator("[id='COL.2.E']")).to_be_in_viewport()


def test_the_menu_opens_and_closes_by_key(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(width=390)
    someone.go("/en/rubric/cacee/col/")
    menu = someone.page.locator(".masthead summary")
    menu.focus()
    someone.page.keyboard.press("Enter")
    expect(someone.page.locator(".masthead details").get_by_role("link", name="Sign in")).to_be_visible()
    assert someone.axe() == []
    someone.page.keyboard.press("Escape")
    expect(someone.page.locator(".masthead details").get_by_role("link", name="Sign in")).to_be_hidden()


def test_the_switch_of_languages_stays_on_the_place(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.go("/en/rubric/cacee/eth/")
    someone.page.get_by_role("link", name="Français").first.click()
    assert someone.page.url.endswith("/fr/rubric/cacee/eth/")
    expect(someone.page.get_by_role("heading", level=1)).to_have_text("Éthique")


def test_a_printed_rubric_leaves_out_what_paper_cannot_use(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.go("/en/rubric/cacee/col/")
    someone.page.emulate_media(media="print")
    expect(someone.page.locator("nav.wide")).to_be_hidden()
    expect(someone.page.get_by_role("link", name="Rate yourself")).to_be_hidden()
    expect(someone.page.get_by_text("Develops and maintains a varied network")).to_be_visible()


def test_pages_are_light(visitor: Callable[..., Visitor]) -> None:
    """Bytes over the wire, compressed, as the browser's own network log counts them."""
    someone = visitor()
    someone.sign_in_as("Nadia Bouchard")
    ids = numbers(someone)
    pages = ["/en/", "/fr/rubric/cacee/edi/", "/en/me/", f"/fr/assess/{ids['draft']}/eth/",
             f"/en/assess/{ids['draft']}/all/", f"/en/assess/{ids['done']}/result/", "/en/try/", "/fr/me/over-time/",
             "/en/search/?q=student", "/en/growth/", "/fr/growth/path/?all&role=",
             "/en/growth/roles/head-of-early-talent/", "/en/growth/ideas/?at=dig"]  # fmt: skip
    state = someone.context.storage_state()
    for page in pages:
        fresh = visitor(storage_state=state)
        assert transferred(fresh, page) <= FIRST_VIEW, page
        assert transferred(fresh, page) <= LATER_VIEW, page


def transferred(someone: Visitor, page: str) -> int:
    log = someone.context.new_cdp_session(someone.page)
    log.send("Network.enable")
    sizes: list[int] = []
    log.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    someone.page.goto(someone.server.address + page, wait_until="networkidle")
    log.detach()
    assert sizes
    return sum(sizes)


def test_our_own_scripts_are_small(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.sign_in_as("Nadia Bouchard")
    someone.go(f"/en/assess/{numbers(someone)['draft']}/eth/")
    sources = someone.page.eval_on_selector_all("script[src]", "found => found.map(script => script.src)")
    own = [source for source in sources if "/vendor/" not in source]
    assert len(own) == 3
    assert sum(len(gzip.compress(someone.page.request.get(source).body())) for source in own) <= OWN_SCRIPT
