"""Signing in by a real browser: a passkey from end to end with an authenticator of the browser; how the pages look."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at

PAGES = ["/account/signing-in/", "/account/sessions/", "/account/email/", "/account/passkeys/add/",
         "/account/second-step/app/", "/orgs/clearwater/signing-in/", "/orgs/clearwater/signing-in/provider/remove/",
         ]  # fmt: skip
OPEN = ["/account/login/", "/account/organisation/", "/account/signup/"]


def at_localhost(someone: Visitor) -> Visitor:
    """Browsers offer passkeys at “localhost”, and not at 127.0.0.1; with an authenticator that says yes."""
    someone.server = type(someone.server)(
        someone.server.process, someone.server.address.replace("127.0.0.1", "localhost"), someone.server.said
    )
    devtools = someone.context.new_cdp_session(someone.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip
    return someone


def test_a_passkey_is_made_opens_the_account_alone_and_is_removed(visitor: Callable[..., Visitor]) -> None:
    someone = at_localhost(visitor())
    page = someone.page
    someone.sign_in_as("Amara Diallo")
    someone.go("/en/account/passkeys/add/")
    page.get_by_label("What it is called").fill("My laptop")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="Use a security key").click()  # who came by the demo's button proves who they are
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert len(re.findall(r"\b\d{8}\b", page.locator(".codes").inner_text())) == 10
    someone.go("/en/account/signing-in/")
    expect(page.get_by_text("My laptop", exact=True).first).to_be_visible()
    someone.go("/en/account/sessions/")
    page.get_by_role("button", name="Sign out").last.click()
    someone.go("/en/account/login/?next=/en/account/signing-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(re.compile("/en/account/signing-in/$"))
    page.get_by_role("link", name="Remove My laptop").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()
    assert someone.complaints == []


def test_an_owner_is_led_to_set_a_second_step_up_with_the_keyboard(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.sign_in_as("Kateri Jacobs")
    someone.go("/en/orgs/maple-careers/")
    expect(someone.page.get_by_role("heading", level=1)).to_contain_text("Maple Careers")
    assert someone.complaints == []


def test_every_page_of_signing_in_is_accessible_and_fits(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    wrong = look_at(someone, [f"/fr{page}" for page in OPEN])
    someone.sign_in_as("Joanne Whitehawk")
    assert wrong + look_at(someone, [f"/fr{page}" for page in PAGES]) == []
