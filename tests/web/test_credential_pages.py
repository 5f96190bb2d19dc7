"""What the pages of credentials say and do, without scripts, in both languages."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from tamarack.assessment.models import Review
from tamarack.core.formats.openbadge_check import Found, verify
from tamarack.core.formats.openbadge_image import read_credential
from tamarack.people.models import Person
from tamarack.portfolio.actions import credentials as actions
from tamarack.portfolio.actions.issuers import create_issuer, rotate_key
from tamarack.portfolio.models import Acceptance, Application, Credential
from tamarack.rubric.queries import Stored
from tests.core.badges import At
from tests.credentials import NAMES, World, make_world

OFFER = "/en/credentials/offers/clearwater/cacee/1.0/COL/B/"


@pytest.fixture
def world(person: Person, cacee: Stored) -> World:
    return make_world(person, cacee)


@pytest.fixture
def decider(visit: Callable[..., Client], world: World) -> Client:
    return visit(world.decider)


def words(response: Any) -> str:
    """What a page says, without its marks."""
    html = response.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")])).split())


def test_there_is_a_table_of_all_that_one_can_earn(own: Client, world: World) -> None:
    told = words(own.get("/en/credentials/"))
    assert "What Clearwater Career Centre issues" in told
    assert told.count("Earned: ask for it") == 1
    assert "3 criteria to go , Collaboration, Enhancing" in told
    assert "All competencies" in told


def test_before_a_review_it_says_with_whom(own: Client, world: World) -> None:
    Review.objects.all().delete()
    assert "After a review" in words(own.get("/en/credentials/"))
    told = words(own.get(OFFER))
    assert "A credential begins with a review." in told
    assert "Joanne" in told
    assert "Ask for it" not in told


def test_without_an_issuer_it_says_so(own: Client, cacee: Stored) -> None:
    assert "Nobody issues credentials here yet." in words(own.get("/en/credentials/"))


def test_what_is_missing_is_said_criterion_by_criterion(own: Client, world: World) -> None:
    told = words(own.get("/en/credentials/offers/clearwater/cacee/1.0/COL/E/"))
    assert "3 criteria are still to come." in told
    assert "Evidence for COL.1.E that your reviewer has accepted" in told
    assert "To agree in a review:" in told
    assert "Models a spirit of collaboration" in told
    Acceptance.objects.filter(support__code="COL.2.B").delete()
    told = words(own.get(OFFER))
    assert "1 criterion is still to come." in told
    assert "COL.2 Community of insight Evidence for COL.2.B" in told


def test_asking_deciding_and_showing(own: Client, decider: Client, client: Client, world: World) -> None:
    form = {"email": world.person.email, "language": "en", "shows_name": "on", "links": str(world.link.pk)}
    assert own.post(OFFER, form)["Location"] == "/en/credentials/"
    assert "Waiting for a decision" in words(own.get("/en/credentials/"))
    application = Application.objects.get()
    page = f"/en/credentials/decide/applications/{application.pk}/"
    assert "1 person waits for your decision." in words(decider.get("/en/credentials/decide/"))
    told = words(decider.get(page))
    assert "By the rule it is earned." in told
    assert "COL.1 Network and alliances Building Accepted" in told
    assert "The name Nadia" in told
    assert "The clinic" in told
    assert "looked at by Priya" in words(own.get("/en/credentials/"))
    assert decider.post(page, {"years": "3"})["Location"] == "/en/credentials/decide/"
    credential = Credential.objects.get()
    told = words(client.get(f"/en/credentials/c/{credential.key}/"))
    for part in ("Valid", "Collaboration, Building", "Nadia", "Clearwater Career Centre", "The clinic"):
        assert part in told
    assert "Yours to decide" not in told
    assert "LinkedIn" not in told
    assert "It holds" not in told
    told = words(client.get(f"/en/credentials/c/{credential.key}/?verify=1"))
    assert "It holds" in told
    assert "Nothing has changed since the issuer signed it." in told


def test_a_form_is_taken_once(visit: Callable[..., Client], world: World) -> None:
    client = visit(world.person)
    html = client.get(OFFER).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)
    assert token
    form = {"email": world.person.email, "language": "en", "csrfmiddlewaretoken": token[1]}
    for _ in range(2):
        assert client.post(OFFER, form)["Location"] == "/en/credentials/"
    assert Application.objects.count() == 1


def test_nothing_is_ticked_beforehand(own: Client, world: World) -> None:
    assert "checked" not in own.get(OFFER).content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {}, {"email": "else@where.example", "language": "en"}, {"email": "nadia@clearwater.example", "language": "de"},
        {"email": "nadia@clearwater.example", "language": "en", "links": "999999"},
        {"email": "nadia@clearwater.example", "language": "en", "links": "x"},
    ],
)  # fmt: skip
def test_bad_input_is_told_on_the_form_and_leaves_nothing(own: Client, world: World, form: dict[str, str]) -> None:
    response = own.post(OFFER, form | {"sent": "1"})
    assert response.status_code == 200
    assert 'class="error"' in response.content.decode()
    assert not Application.objects.exists()


@pytest.mark.parametrize("form", [{}, {"years": ""}, {"years": "100"}, {"years": "x"}])
def test_bad_decisions_are_told_and_decide_nothing(decider: Client, world: World, form: dict[str, str]) -> None:
    application = world.ask()
    page = f"/en/credentials/decide/applications/{application.pk}/"
    assert 'class="error"' in decider.post(page, form | {"x": "y"}).content.decode()
    assert 'class="error"' in decider.post(f"{page}decline/", {"reason": " "}).content.decode()
    application.refresh_from_db()
    assert application.is_open


def test_what_is_not_earned_any_more_cannot_be_issued(decider: Client, world: World) -> None:
    application = world.ask()
    Acceptance.objects.update(lapsed_at=timezone.now())
    page = f"/en/credentials/decide/applications/{application.pk}/"
    told = words(decider.get(page))
    assert "As things stand it is not earned" in told
    assert "Issue the credential" not in told
    assert "not earned as things stand" in words(decider.post(page, {"years": "1"}))
    assert not Credential.objects.exists()


def test_declining_and_revoking_are_told_on_ones_own_page(own: Client, decider: Client, world: World) -> None:
    application = world.ask()
    page = f"/en/credentials/decide/applications/{application.pk}/decline/"
    assert decider.post(page, {"reason": "Come <b>by</b> first."})["Location"] == "/en/credentials/decide/"
    html = own.get("/en/credentials/").content.decode()
    assert "Come &lt;b&gt;by&lt;/b&gt; first." in html
    credential = world.issue()
    page = f"/en/credentials/decide/issued/{credential.key}/"
    assert 'class="error"' in decider.post(page, {"reason": ""}).content.decode()
    assert decider.post(page, {"reason": "By mistake."})["Location"] == "/en/credentials/decide/"
    told = words(own.get(f"/en/credentials/c/{credential.key}/?verify=1"))
    assert "By mistake." in told
    assert "It does not hold" in told
    assert "The issuer has revoked it." in told
    assert "Revoke the credential" not in words(decider.get(page))


def test_what_has_ended_says_so(client: Client, world: World) -> None:
    credential = world.issue(years=1)
    Credential.objects.update(valid_until=timezone.now() - timedelta(days=1))
    assert "Ended" in words(client.get(f"/en/credentials/c/{credential.key}/"))


def test_withdrawing_hiding_and_deleting(own: Client, client: Client, world: World) -> None:
    application = world.ask()
    own.post(f"/en/credentials/applications/{application.pk}/withdraw/")
    assert "Demande" not in words(own.get("/en/credentials/"))
    assert "Withdrawn" in words(own.get("/en/credentials/"))
    again = own.post(f"/en/credentials/applications/{application.pk}/withdraw/")
    assert again.status_code == 422
    credential = world.issue()
    page = f"/en/credentials/c/{credential.key}/"
    assert own.post(f"{page}listed/", {"listed": "0"})["Location"] == page
    assert client.get(page).status_code == 404
    assert "Only you see this page" in words(own.get(page))
    own.post(f"{page}listed/", {"listed": "1"})
    assert client.get(page).status_code == 200
    assert "Delete this credential?" in words(own.get(f"{page}delete/"))
    assert own.post(f"{page}delete/")["Location"] == "/en/credentials/"
    assert client.get(page).status_code == 410


def test_files_hold_the_credential_and_verify_anywhere(client: Client, world: World) -> None:
    credential = world.issue(shows_name=True)
    sources = At({
        world.issuer.did: client.get("/issuers/clearwater/did.json").json(),
        "http://localhost:8000/issuers/clearwater/status/1/": client.get("/issuers/clearwater/status/1/").json(),
    })  # fmt: skip
    rotate_key(world.issuer)
    for name, kind in (("json", "application/json"), ("png", "image/png"), ("svg", "image/svg+xml")):
        response = client.get(f"/credentials/c/{credential.key}/credential.{name}")
        assert response["Content-Type"] == kind
        assert f'filename="col-b-credential.{name}"' in response["Content-Disposition"]
        document = read_credential(response.content)
        assert document == json.loads(credential.document)
        assert verify(document, sources, datetime.now(UTC)).found is Found.GOOD


def test_the_picture_is_the_persons_rings_without_a_total(client: Client, world: World) -> None:
    credential = world.issue()
    png = client.get(f"/credentials/c/{credential.key}/picture.png").content
    picture = Image.open(BytesIO(png))
    assert picture.size[0] == 640
    assert b"openbadge" not in png
    svg = client.get(f"/credentials/c/{credential.key}/credential.svg").content.decode()
    drawn = re.sub(r"<openbadges:credential>.*?</openbadges:credential>", "", svg, flags=re.S)
    assert "COL.1: Building" in drawn
    assert "Collaboration, Building" in drawn
    assert 'class="ring-count"' not in drawn
    assert not re.search(r"\d+ of \d+", drawn)
    page = client.get(f"/en/credentials/c/{credential.key}/").content.decode()
    assert 'class="ring-met"' in page
    assert 'class="ring-count"' not in page


def test_the_issuers_keys_stay_listed(client: Client, world: World) -> None:
    old = world.issuer.keys.get().public
    new = rotate_key(world.issuer).public
    document = client.get("/issuers/clearwater/did.json").json()
    assert document["id"] == "did:web:localhost%3A8000:issuers:clearwater"
    assert [method["publicKeyMultibase"] for method in document["verificationMethod"]] == [new, old]
    told = words(client.get("/en/issuers/clearwater/"))
    assert old in told
    assert new in told


def test_share_links_are_plain_and_the_page_asks_nobody_else(own: Client, world: World) -> None:
    credential = world.issue(shows_name=True)
    html = own.get(f"/en/credentials/c/{credential.key}/").content.decode()
    address = f"http://localhost:8000/credentials/c/{credential.key}/"
    assert f'value="{address}"' in html
    assert (
        "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&amp;name=Collaboration%2C+Building" in html
    )
    assert "mailto:?subject=Collaboration%2C%20Building" in html
    sources = re.findall(r'(?:src|srcset|action|data)="(https?:[^"]+)"', html)
    assert sources == []
    assert '<meta name="robots" content="noindex">' in html


def test_peoples_words_are_escaped(client: Client, decider: Client, world: World) -> None:
    Person.objects.filter(pk=world.person.pk).update(name="<script>alert(1)</script>")
    world.person.refresh_from_db()
    world.link.label = "<img src=x>"
    world.link.save()
    application = world.ask(shows_name=True, links=[world.link.pk])
    html = decider.get(f"/en/credentials/decide/applications/{application.pk}/").content.decode()
    assert "<script>alert" not in html
    assert "<img src=x>" not in html
    credential = actions.issue_credential(world.decider, application, 1)
    for page in (f"/en/credentials/c/{credential.key}/", f"/credentials/c/{credential.key}/credential.svg"):
        found = client.get(page).content.decode()
        assert "<script>alert" not in re.sub(r"<!\[CDATA\[.*?\]\]>", "", found, flags=re.S)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_are_whole_in_both_languages(visit: Callable[..., Client], world: World, language: str) -> None:
    credential, application = world.issue(shows_name=True), None
    world.accept(*(f"COM.{row}.B" for row in range(1, 6)))
    application = world.ask(code="COM")
    pages = [
        "credentials/",
        "credentials/offers/clearwater/cacee/1.0/COL/E/",
        "credentials/offers/clearwater/cacee/1.0/EDI/B/",
        f"credentials/c/{credential.key}/?verify=1",
        f"credentials/c/{credential.key}/delete/",
        "issuers/clearwater/",
        "issuers/clearwater/cacee/1.0/all/M/",
    ]
    deciding = ["credentials/decide/", f"credentials/decide/applications/{application.pk}/",
                f"credentials/decide/issued/{credential.key}/"]  # fmt: skip
    english = {"the ", "You ", "Issue", " of ", "Building", "Ask "}
    for person, found in ((world.person, pages), (world.decider, deciding)):
        for page in found:
            response = visit(person).get(f"/{language}/{page}")
            assert response.status_code == 200, page
            if language == "fr":
                assert [word for word in english if word in words(response)] == [], page
                assert NAMES["en"] not in words(response), page


@pytest.mark.parametrize("count", [1, 30])
def test_no_page_costs_more_with_more_rows(
    visit: Callable[..., Client], world: World, cacee: Stored, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        credential = world.issue(shows_name=True, links=[world.link.pk])
        Credential.objects.update(valid_until=timezone.now())
        Application.objects.create(
            person=world.person,
            issuer=world.issuer,
            version_id=cacee.id,
            code="COM",
            level="E",
            state=Application.State.WITHDRAWN,
        )
        if number:
            create_issuer(f"issuer-{number}", name=NAMES, url="https://x.example").deciders.add(world.decider)
    application = world.ask()
    pages = {
        "/en/credentials/": 11, OFFER: 11, f"/en/credentials/c/{credential.key}/": 1,
        f"/en/credentials/c/{credential.key}/?verify=1": 3, f"/en/credentials/c/{credential.key}/delete/": 1,
        "/en/issuers/clearwater/": 2, "/en/issuers/clearwater/cacee/1.0/COL/B/": 2,
    }  # fmt: skip
    deciding = {
        "/en/credentials/decide/": 3, f"/en/credentials/decide/applications/{application.pk}/": 8,
        f"/en/credentials/decide/issued/{credential.key}/": 1,
    }  # fmt: skip
    visit(world.decider).get(f"/en/credentials/decide/applications/{application.pk}/")  # the first look is noted
    for person, found in ((world.person, pages), (world.decider, deciding)):
        client = visit(person)
        for page, queries in found.items():
            with django_assert_num_queries(2 + queries):
                assert client.get(page).status_code == 200, page
