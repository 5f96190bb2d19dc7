"""Every page, button and file of the portfolio, for every kind of visitor."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tamarack.assessment.models import Assessment, Review, ReviewEvent
from tamarack.common.links import link_token
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.portfolio.actions.endorsements import ask_endorsement
from tamarack.portfolio.actions.files import add_file
from tamarack.portfolio.actions.impact import Change, add_impact
from tamarack.portfolio.actions.showcases import Composed, compose, share_showcase
from tamarack.portfolio.models import Endorsement, Evidence, File, Impact, SharedEvidence, Showcase, ShowcaseEntry
from tests.conftest import make_person
from tests.portfolio.conftest import picture, upload

PAGES = [
    "/en/portfolio/", "/en/portfolio/?words=clinic", "/en/portfolio/new/", "/en/portfolio/coverage/",
    "/en/portfolio/impact/", "/en/portfolio/showcases/", "/en/portfolio/showcases/new/", "/en/portfolio/archive/",
]  # fmt: skip
OWN = [
    "/en/portfolio/{evidence}/", "/en/portfolio/{evidence}/change/", "/en/portfolio/{evidence}/delete/",
    "/en/portfolio/{evidence}/impact/", "/en/portfolio/{evidence}/endorse/", "/en/portfolio/impact/{impact}/",
    "/en/portfolio/files/{file}/", "/en/portfolio/files/{file}/delete/", "/en/portfolio/showcases/{showcase}/",
    "/en/portfolio/showcases/{showcase}/change/", "/en/portfolio/showcases/{showcase}/delete/",
    "/en/portfolio/showcases/{showcase}/showcase.pdf",
]  # fmt: skip
CHANGED = {"changed": "Taken", "on": "2026-01-01", "audience": "students", "known_by": "data"}
POSTS: list[tuple[str, dict[str, Any]]] = [
    ("/en/portfolio/{evidence}/change/", {"title": "Taken", "kind": "project"}),
    ("/en/portfolio/{evidence}/delete/", {}),
    ("/en/portfolio/{evidence}/how/", {"how-COL.1.B": "Taken"}),
    ("/en/portfolio/{evidence}/files/", {}),
    ("/en/portfolio/{evidence}/impact/", CHANGED),
    ("/en/portfolio/{evidence}/endorse/", {"name": "X", "email": "x@example.org", "language": "en"}),
    ("/en/portfolio/impact/{impact}/", CHANGED),
    ("/en/portfolio/impact/{impact}/", {"delete": "1"}),
    ("/en/portfolio/files/{file}/delete/", {}),
    ("/en/portfolio/endorsements/{endorsement}/withdraw/", {}),
    ("/en/portfolio/showcases/{showcase}/change/", {"title": "Taken", "language": "en"}),
    ("/en/portfolio/showcases/{showcase}/parts/", {}),
    ("/en/portfolio/showcases/{showcase}/share/", {"until": "2027-01-01"}),
    ("/en/portfolio/showcases/{showcase}/share/", {"revoke": "1"}),
    ("/en/portfolio/showcases/{showcase}/delete/", {}),
]  # fmt: skip
ONLY_POSTED = ["how/", "files/", "withdraw/", "parts/", "share/"]
WHO = ["owner", "reviewer", "teammate", "stranger", "administrator", "signed out"]
SEEN_BY_REVIEWER = "/en/portfolio/files/{file}/"


@pytest.fixture
def visitors(person: Person, stranger: Person) -> dict[str, Person | None]:
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater")
    team = Team.objects.create(organisation=organisation, code="career", name="Careers")
    teammate, reviewer = make_person("teammate"), make_person("reviewer")
    for member in (person, teammate):
        Member.objects.create(organisation=team.organisation, team=team, person=member)
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    found = {"owner": person, "teammate": teammate, "stranger": stranger, "administrator": administrator}
    return {**found, "reviewer": reviewer, "signed out": None}


@pytest.fixture
def ids(
    person: Person, visitors: dict[str, Person | None], draft: Assessment, fill: Callable[..., Assessment],
    keep: Callable[..., Evidence],
) -> dict[str, int]:  # fmt: skip
    fill(draft, submit=True)
    evidence = keep("A secret clinic", did="secret", serves=["COL.1.B"])
    file = add_file(person, upload("secret.txt", b"secret"), evidence=evidence)
    impact = add_impact(person, evidence, Change("secret visits", date(2026, 11, 1), people=5))
    endorsement = ask_endorsement(person, evidence, "Secret Witness", "witness@example.org")
    showcase = compose(person, Composed("A secret showcase", "en"), [evidence])
    share_showcase(person, showcase, timezone.localdate() + timedelta(days=9))
    review = Review.objects.create(
        person=person, assessment=draft, reviewer=visitors["reviewer"], reviewer_name="R", reviewer_email="r@x.example",
        until=timezone.localdate() + timedelta(days=9), state=Review.State.OPEN,
    )  # fmt: skip
    SharedEvidence.objects.create(review=review, evidence=evidence)
    rows = {
        "evidence": evidence, "file": file, "impact": impact, "endorsement": endorsement, "showcase": showcase,
    }  # fmt: skip
    return {name: row.pk for name, row in rows.items()}


def body(response: Any) -> str:
    content = response.getvalue() if response.streaming else response.content
    return str(content.decode("utf-8", "replace"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", WHO)
def test_the_portfolio_s_pages_are_for_who_is_signed_in_and_tell_nothing_of_others(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page)
    if visitors[who] is None:
        assert response.status_code == 302
        assert response["Location"].startswith("/en/account/login/?next=/en/")
        return
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    if who != "owner":
        assert "secret" not in body(response)


@pytest.mark.parametrize("page", OWN)
@pytest.mark.parametrize("who", WHO)
def test_what_is_in_a_portfolio_is_seen_by_its_person_and_its_files_by_a_reviewer_with_a_grant(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page.format(**ids))
    granted = who == "reviewer" and page == SEEN_BY_REVIEWER
    expected = 200 if who == "owner" or granted else 302 if who == "signed out" else 404
    assert response.status_code == expected
    if expected != 200:
        assert "secret" not in body(response)


@pytest.mark.parametrize("state", [Review.State.INVITED, Review.State.DECLINED, Review.State.LEFT])
def test_a_reviewer_whose_review_is_not_on_sees_no_file(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], state: str
) -> None:
    Review.objects.update(state=state)
    assert visit(visitors["reviewer"]).get(SEEN_BY_REVIEWER.format(**ids)).status_code == 404


def test_a_reviewer_s_look_at_a_file_is_in_the_log_that_both_read(
    visit: Callable[..., Client], visitors: dict[str, Person | None], own: Client, ids: dict[str, int]
) -> None:
    own.get(SEEN_BY_REVIEWER.format(**ids))
    assert not ReviewEvent.objects.exists()
    visit(visitors["reviewer"]).get(SEEN_BY_REVIEWER.format(**ids))
    event = ReviewEvent.objects.get()
    assert (event.who, event.what, event.about) == (visitors["reviewer"], "saw_evidence", "secret.txt")


def test_a_grant_ends_on_its_day(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int]
) -> None:
    reviewer = visit(visitors["reviewer"])
    Review.objects.update(until=timezone.localdate())
    assert reviewer.get(SEEN_BY_REVIEWER.format(**ids)).status_code == 200
    Review.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert reviewer.get(SEEN_BY_REVIEWER.format(**ids)).status_code == 404


def everything() -> list[Any]:
    models = (Evidence, File, Impact, Endorsement, Showcase, ShowcaseEntry)
    return [list(model.objects.order_by("pk").values()) for model in models]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("address", "data"), POSTS)
@pytest.mark.parametrize("who", WHO[1:])
def test_nobody_else_changes_a_portfolio(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], who: str,
    address: str, data: dict[str, str],
) -> None:  # fmt: skip
    before = everything()
    response = visit(visitors[who]).post(address.format(**ids), data)
    assert response.status_code == (302 if who == "signed out" else 404)
    assert everything() == before


@pytest.mark.parametrize("address", [page for page, _ in POSTS if page.endswith(tuple(ONLY_POSTED))])
def test_what_changes_something_is_not_done_by_a_link(own: Client, ids: dict[str, int], address: str) -> None:
    assert own.get(address.format(**ids)).status_code == 405


def test_every_address_of_the_portfolio_is_in_this_file() -> None:
    from django.urls import get_resolver

    from tamarack.web.portfolio import link_urls, urls

    numbers = dict.fromkeys(("evidence", "file", "impact", "endorsement", "showcase"), 1)
    pages = [*PAGES, *OWN, *(address for address, _ in POSTS), *LINKED]
    tested = {get_resolver().resolve(page.format(**numbers, token="x").partition("?")[0]).url_name for page in pages}
    assert {pattern.name for pattern in (*urls.urlpatterns, *link_urls.urlpatterns)} - tested == set()


LINKED = [
    "/en/endorse/{token}/", "/en/showcase/{token}/", "/en/showcase/{token}/showcase.pdf",
    "/en/showcase/{token}/files/{file}/",
]  # fmt: skip


def shared_pages(ids: dict[str, int]) -> list[str]:
    token = link_token("showcase", Showcase.objects.get(pk=ids["showcase"]))
    return [page.format(token=token, **ids) for page in LINKED[1:]]


def test_who_has_the_link_sees_a_showcase_and_no_search_engine_is_to_keep_it(
    client: Client, ids: dict[str, int]
) -> None:
    page, pdf, file = shared_pages(ids)
    for address in (page, pdf):
        response = client.get(address)
        assert response.status_code == 200
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "same-origin"
        assert "no-store" in response["Cache-Control"]
    assert client.get(file).status_code == 404  # files were not chosen
    ShowcaseEntry.objects.update(shows_files=True)
    assert body(client.get(file)) == "secret"


def test_a_showcase_s_link_leads_nowhere_once_it_is_over_revoked_renewed_or_made_up(
    client: Client, person: Person, ids: dict[str, int]
) -> None:
    showcase = Showcase.objects.get(pk=ids["showcase"])
    token = link_token("showcase", showcase)
    foreign = link_token("endorsement", showcase)  # signed, but for something else
    for bad in (token[:-1], f"{token}x", foreign, "x", f"{showcase.pk}-", f"{showcase.pk}-{showcase.link}"):
        assert client.get(f"/en/showcase/{bad}/").status_code == 404
    Showcase.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert client.get(f"/en/showcase/{token}/").status_code == 404
    share_showcase(person, showcase, timezone.localdate())
    assert client.get(f"/en/showcase/{token}/").status_code == 404
    fresh = link_token("showcase", showcase)
    assert client.get(f"/en/showcase/{fresh}/").status_code == 200
    Person.objects.update(is_active=False)
    assert client.get(f"/en/showcase/{fresh}/").status_code == 404


def test_a_showcase_shows_what_was_chosen_and_nothing_else(
    client: Client, person: Person, draft: Assessment, ids: dict[str, int], keep: Callable[..., Evidence]
) -> None:
    keep("Another secret project")
    Evidence.objects.filter(pk=ids["evidence"]).update(reflection="secret thought", held_by="secret holder")
    page = shared_pages(ids)[0]
    text = client.get(page).content.decode()
    assert "A secret clinic" in text
    assert "secret visits" in text
    for hidden in ("Another secret project", "secret thought", "secret holder", "secret.txt", "Secret Witness",
                   person.email, "Self-assessment", "<svg class=\"rings"):  # fmt: skip
        assert hidden not in text
    ShowcaseEntry.objects.update(shows_reflection=True, shows_impact=False, shows_supports=False)
    text = client.get(page).content.decode()
    assert "secret thought" in text
    assert "secret visits" not in text
    assert "COL.1.B" not in text


def test_a_showcase_with_a_standing_tells_no_total(
    client: Client, person: Person, draft: Assessment, ids: dict[str, int]
) -> None:
    showcase = Showcase.objects.get(pk=ids["showcase"])
    showcase.assessment = draft
    showcase.save()
    text = client.get(shared_pages(ids)[0]).content.decode()
    assert "Self-assessment" in text
    assert "of 98 met" not in text
    assert "35 of" not in text


def test_anothers_entries_and_assessments_go_on_no_showcase(
    visit: Callable[..., Client], stranger: Person, draft: Assessment, ids: dict[str, int]
) -> None:
    response = visit(stranger).post(
        "/en/portfolio/showcases/new/",
        {"title": "x", "language": "en", "entries": [str(ids["evidence"])], "assessment": str(draft.pk)},
    )
    assert response.status_code == 200
    assert not Showcase.objects.filter(person=stranger).exists()


def test_a_file_can_not_run_in_the_browser(own: Client, person: Person, ids: dict[str, int]) -> None:
    text = own.get(f"/en/portfolio/files/{ids['file']}/")
    assert text["Content-Disposition"].startswith("attachment;")
    shown = add_file(person, upload("photo.png", picture("PNG")), evidence=Evidence.objects.get(pk=ids["evidence"]))
    image = own.get(f"/en/portfolio/files/{shown.pk}/")
    assert image["Content-Disposition"].startswith("inline;")
    for response in (text, image):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]


def endorse_page(ids: dict[str, int]) -> str:
    return f"/en/endorse/{link_token('endorsement', Endorsement.objects.get(pk=ids['endorsement']))}/"


def test_someone_outside_confirms_once_and_takes_it_back(client: Client, own: Client, ids: dict[str, int]) -> None:
    page = endorse_page(ids)
    text = client.get(page)
    assert "A secret clinic" in text.content.decode()
    assert "secret.txt" not in text.content.decode()
    assert text["X-Robots-Tag"] == "noindex, nofollow"
    assert "changed in the meantime" in client.post(page, {"confirm": "1", "seen": "x"}).content.decode()
    seen = Evidence.objects.get().edited_at.isoformat()
    client.post(page, {"confirm": "1", "role": "Dean", "words": "<b>It is so</b>", "seen": seen})
    assert client.get(page).status_code == 404  # the link is used up
    client.post(page, {"confirm": "1", "words": "again"})
    confirmed = Endorsement.objects.get(pk=ids["endorsement"])
    assert confirmed.stands
    assert "&lt;b&gt;It is so&lt;/b&gt;" in own.get(f"/en/portfolio/{ids['evidence']}/").content.decode()
    back = endorse_page(ids)
    assert back in mail.outbox[-2].body
    client.post(back, {"revoke": "1"})
    taken = Endorsement.objects.get(pk=ids["endorsement"])
    assert not taken.stands
    assert taken.words == ""
    assert client.post(back, {"confirm": "1"}).status_code == 403


@pytest.mark.parametrize("how", ["withdrawn", "late", "declined", "deleted"])
def test_a_request_that_is_over_can_not_be_answered(client: Client, own: Client, ids: dict[str, int], how: str) -> None:
    page = endorse_page(ids)
    if how == "withdrawn":
        own.post(f"/en/portfolio/endorsements/{ids['endorsement']}/withdraw/")
    elif how == "late":
        Endorsement.objects.update(until=timezone.now() - timedelta(minutes=1))
        assert "This request is over" in client.get(page).content.decode()
        assert "secret" not in client.get(page).content.decode().replace("A secret clinic", "")
    elif how == "declined":
        client.post(page, {"decline": "1"})
    else:
        own.post(f"/en/portfolio/{ids['evidence']}/delete/")
    seen = Evidence.objects.get().edited_at.isoformat() if how != "deleted" else ""
    assert client.post(page, {"confirm": "1", "seen": seen}).status_code in (403, 404)
    assert not Endorsement.objects.exclude(confirmed_at=None).exists()
