"""The portfolio and reviews in a real browser: from an entry to what both signed, in both languages, also by key."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SMALL_AND_DARK, Visitor, look_at, press_until

PAGES = [
    "/portfolio/", "/portfolio/?words=clinic&kind=project", "/portfolio/?words=nothing", "/portfolio/new/?at=COL.1",
    "/portfolio/{entry}/", "/portfolio/{entry}/change/", "/portfolio/{entry}/delete/", "/portfolio/{entry}/impact/",
    "/portfolio/{entry}/endorse/", "/portfolio/impact/", "/portfolio/impact/{impact}/", "/portfolio/coverage/",
    "/portfolio/files/{file}/delete/", "/portfolio/showcases/", "/portfolio/showcases/new/",
    "/portfolio/showcases/{showcase}/", "/portfolio/showcases/{showcase}/change/",
    "/portfolio/showcases/{showcase}/delete/", "/reviews/", "/reviews/new/", "/reviews/{review}/",
    "/reviews/{review}/meeting/", "/reviews/{review}/leave/", "/reviews/{signed}/",
]  # fmt: skip
WORDS = {
    "en": {
        "keep": "Keep it", "tell": "Tell what changed", "add": "Add the file", "coverage": "Evidence supports",
        "compose": "Compose it", "link": "Make the link", "invite": "Send the invitation", "take": "Take it up",
        "agree": "I agree with all of it", "accept": "Accept it", "sign": "Sign what is agreed",
        "signed": "Signed by both", "shared": "chose what is on this page", "accepted": "Accepted,",
    },
    "fr": {
        "keep": "Conserver", "tell": "Raconter ce qui a changé", "add": "Ajouter le fichier",
        "coverage": "Des éléments de preuve appuient", "compose": "La composer", "link": "Créer le lien",
        "invite": "Envoyer l’invitation", "take": "Accepter", "agree": "Je suis d’accord avec tout",
        "accept": "L’accepter", "sign": "Signer ce qui est convenu", "signed": "Signé par les deux",
        "shared": "a choisi ce qui figure sur cette page", "accepted": "Accepté,",
    },
}  # fmt: skip


def numbers(someone: Visitor) -> dict[str, str]:
    """The ids of what Nadia has in her portfolio and reviews."""
    found = {}
    for name, page, pattern in (
        ("entry", "portfolio/?words=first-generation+students+come", r'href="/en/portfolio/(\d+)/"'),
        ("impact", "portfolio/{entry}/", r'href="/en/portfolio/impact/(\d+)/"'),
        ("file", "portfolio/{entry}/", r'href="/en/portfolio/files/(\d+)/"'),
        ("showcase", "portfolio/{entry}/", r'href="/en/portfolio/showcases/(\d+)/"'),
        ("review", "reviews/", r'href="/en/reviews/(\d+)/"(?:(?!</li>).)*Under way'),
        ("signed", "reviews/", r'href="/en/reviews/(\d+)/"(?:(?!</li>).)*Signed by both'),
    ):
        someone.go(f"/en/{page.format(**found)}")
        match = re.search(pattern, someone.page.content(), re.S)
        assert match, name
        found[name] = match[1]
    return found


def test_pages_of_proof_are_accessible_and_fit(visitor: Callable[..., Visitor]) -> None:
    someone = visitor(**SMALL_AND_DARK)
    someone.sign_in_as("Nadia Bouchard")
    ids = numbers(someone)
    assert look_at(someone, [f"/fr{page.format(**ids)}" for page in PAGES], unfold=True) == []
    someone.go(f"/fr/portfolio/showcases/{ids['showcase']}/")
    shared = someone.page.locator("#address").input_value().replace("/en/", "/fr/")
    visitor_outside = visitor(**SMALL_AND_DARK)
    assert look_at(visitor_outside, [shared[len(someone.server.address) :]]) == []
    reviewer = visitor(**SMALL_AND_DARK)
    reviewer.sign_in_as("Priya Raman")
    pages = [f"/reviews/{ids['review']}/", f"/reviews/{ids['review']}/evidence/{ids['entry']}/", "/reviews/"]
    assert look_at(reviewer, [f"/fr{page}" for page in pages], unfold=True) == []
    for one in (someone, visitor_outside, reviewer):
        assert one.complaints == []
        assert all(url.startswith(one.server.address) for url in one.asked)


@pytest.mark.parametrize(
    ("language", "name", "reviewer", "address", "width"),
    [
        ("en", "Kateri Jacobs", "Mei Lin Zhao", "meilin.zhao@clearwater.example", 1280),
        ("fr", "Geneviève Tremblay", "Marc-André Lavoie", "marcandre.lavoie@boreal.example", 390),
    ],
)
def test_from_an_entry_to_what_both_signed(
    visitor: Callable[..., Visitor], language: str, name: str, reviewer: str, address: str, width: int, tmp_path: Path
) -> None:
    someone, words = visitor(width=width, height=800), WORDS[language]
    someone.sign_in_as(name)
    page = someone.page
    main = page.get_by_role("main")

    someone.go(f"/{language}/portfolio/new/?at=COL.1")
    page.locator("[name=title]").fill("A path into the office")
    page.locator("[name=did]").fill("Opened the door on Fridays.")
    page.locator("[name=serves][value='COL.1.B']").check()
    page.get_by_role("button", name=words["keep"], exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A path into the office")
    (outline := tmp_path / "Outline.txt").write_text("Fridays at ten")
    page.locator("[name=file]").set_input_files(outline)
    page.get_by_role("button", name=words["add"]).click()
    expect(main.get_by_role("link", name="Outline.txt", exact=True)).to_be_visible()
    page.get_by_role("link", name=words["tell"]).click()
    page.locator("[name=changed]").fill("people came in")
    page.locator("[name=after]").fill("12")
    page.locator("[name=people]").fill("12")
    page.get_by_role("button", name=words["keep"], exact=True).click()
    expect(main.locator(".figure", has_text="12")).to_be_visible()
    entry = page.url.partition("#")[0]
    someone.go(f"/{language}/portfolio/coverage/")
    expect(main.get_by_text(words["coverage"])).to_be_visible()

    someone.go(f"/{language}/portfolio/showcases/new/")
    page.locator("[name=title]").fill("For the door")
    page.get_by_label("A path into the office").check()
    page.get_by_role("button", name=words["compose"], exact=True).click()
    page.get_by_role("button", name=words["link"]).click()
    shared = page.locator("#address").input_value()
    outside = visitor(width=width)
    outside.page.goto(shared)
    expect(outside.page.get_by_text(words["shared"])).to_be_visible()
    expect(outside.page.get_by_text("Opened the door on Fridays.")).to_be_visible()
    assert outside.page.get_by_text("Outline.txt").count() == 0

    someone.go(f"/{language}/reviews/new/?evidence={re.findall(r'[0-9]+', entry)[-1]}")
    page.locator("[name=name]").fill(reviewer)
    page.locator("[name=email]").fill(address)
    page.get_by_role("button", name=words["invite"]).click()
    review = page.url
    other = visitor(width=width)
    other.sign_in_as(reviewer)
    other.page.goto(review)
    other.page.get_by_role("button", name=words["take"], exact=True).click()
    with other.page.expect_navigation():
        other.page.get_by_role("button", name=words["accept"]).click()
    while (agree := other.page.get_by_role("button", name=words["agree"])).count():
        with other.page.expect_navigation():
            agree.first.click()
    assert other.axe() == []
    other.page.get_by_role("button", name=words["sign"]).click()
    page.goto(review)
    page.get_by_role("button", name=words["sign"]).click()
    expect(main.get_by_text(words["signed"])).to_be_visible()
    page.goto(entry)
    expect(main.get_by_text(words["accepted"])).to_be_visible()
    expect(main.get_by_text(reviewer)).to_be_visible()
    assert someone.axe() == []
    for one in (someone, outside, other):
        assert one.complaints == []


def test_an_entry_by_keyboard_alone(visitor: Callable[..., Visitor]) -> None:
    someone = visitor()
    someone.sign_in_as("Liam O’Connell")
    someone.go("/en/portfolio/")
    keys = someone.page.keyboard
    press_until(someone, "document.activeElement.textContent.trim() === 'Add evidence'")
    keys.press("Enter")
    someone.page.wait_for_url("**/portfolio/new/")
    press_until(someone, "document.activeElement.name === 'title'")
    keys.type("By keyboard")
    keys.press("Enter")
    someone.page.wait_for_url(re.compile(r"/portfolio/\d+/$"))
    press_until(someone, "document.activeElement.textContent.trim() === 'Tell what changed'")
    keys.press("Enter")
    someone.page.wait_for_url(re.compile(r"/impact/$"))
    press_until(someone, "document.activeElement.name === 'changed'")
    keys.type("people came")
    keys.press("Enter")
    someone.page.wait_for_url(re.compile("#impact"))
    expect(someone.page.get_by_role("main").get_by_text("people came", exact=True).first).to_be_visible()


def test_someone_outside_confirms_an_entry_by_the_link_in_the_mail_and_takes_it_back(
    visitor: Callable[..., Visitor],
) -> None:
    someone = visitor()
    someone.sign_in_as("Samuel Okafor")
    someone.go("/en/portfolio/new/")
    someone.page.locator("[name=title]").fill("A talk with parents")
    someone.page.get_by_role("button", name="Keep it", exact=True).click()
    someone.page.get_by_role("link", name="Ask someone to confirm it").click()
    someone.page.locator("[name=name]").fill("Ada Witness")
    someone.page.locator("[name=email]").fill("ada.witness@others.example")
    someone.page.get_by_role("button", name="Send the request").click()
    entry = someone.page.url
    outside = visitor(width=390)
    link = mailed(outside, "asks you to confirm", "ada.witness@others.example")
    outside.page.goto(link)
    assert outside.axe() == []
    outside.page.locator("[name=words]").fill("I was there.")
    outside.page.get_by_role("button", name="I confirm it").click()
    expect(outside.page.get_by_role("heading", level=1)).to_have_text("Thank you")
    someone.page.goto(entry)
    expect(someone.page.get_by_text("I was there.")).to_be_visible()
    outside.page.goto(mailed(outside, "You confirmed", "ada.witness@others.example"))
    outside.page.get_by_role("button", name="Take it back").click()
    expect(outside.page.get_by_role("heading", level=1)).to_have_text("You took it back")
    someone.page.goto(entry)
    expect(someone.page.get_by_text("Taken back")).to_be_visible()
    assert someone.complaints == []
    assert outside.complaints == []


def mailed(someone: Visitor, subject: str, to: str) -> str:
    """The address of the link in the newest mail with that subject, from the demo's mail page."""
    page = someone.context.new_page()
    for _ in range(100):
        page.goto(f"{someone.server.address}/en/demo/mail/")
        mail = page.get_by_role("article").filter(has_text=to).filter(has_text=subject)
        if mail.count():
            link = re.findall(r"http\S+/endorse/[^\s\"<]+", mail.first.inner_html())[0]
            page.close()
            return str(link)
        page.wait_for_timeout(200)
    raise AssertionError(f"no mail “{subject}” came")
