"""Every page, button and file of the professional development log, for every kind of visitor."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from tamarack.assessment.models import Assessment, Review
from tamarack.growth.actions.doing import Doing, create_action, finish_action
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.portfolio.actions.evidence import Told, keep_evidence
from tamarack.portfolio.actions.files import add_file
from tamarack.portfolio.actions.log import Spent, log_activity
from tamarack.portfolio.actions.schemes import add_exemption, follow_scheme
from tamarack.portfolio.models import Activity, Evidence, Exemption, File, Following, SharedEvidence
from tamarack.rubric.queries import Stored
from tests.conftest import make_person
from tests.portfolio.conftest import upload

DAYS = "first=2026-01-01&last=2026-11-25"
PAGES = [
    "/en/portfolio/log/", "/en/portfolio/log/?scheme=sixty-in-three-years",
    "/en/portfolio/log/?year=2026&category=workshop",
    "/en/portfolio/log/new/", "/en/portfolio/log/new/?action={action}", "/en/portfolio/log/new/?evidence={evidence}",
    "/en/portfolio/log/new/?again={activity}", "/en/portfolio/log/schemes/",
    "/en/portfolio/log/schemes/sixty-in-three-years/", "/en/portfolio/log/schemes/no-minimum/",
    "/en/portfolio/log/take/", f"/en/portfolio/log/take/?{DAYS}",
]  # fmt: skip
FILES = [
    "/en/portfolio/log/take/log.csv", f"/en/portfolio/log/take/log.csv?{DAYS}",
    f"/en/portfolio/log/take/certificate.pdf?{DAYS}", f"/en/portfolio/log/take/audit-pack.zip?{DAYS}",
]  # fmt: skip
OWN = [
    "/en/portfolio/log/{activity}/", "/en/portfolio/log/{activity}/delete/", "/en/portfolio/log/proofs/{proof}/remove/",
    "/en/portfolio/log/schemes/sixty-in-three-years/leave/",
]  # fmt: skip
POSTS: list[tuple[str, dict[str, Any]]] = [
    ("/en/portfolio/log/{activity}/", {"title": "Taken", "on": "2026-03-02", "done": "1", "category": "course"}),
    ("/en/portfolio/log/{planned}/done/", {}),
    ("/en/portfolio/log/{activity}/delete/", {}),
    ("/en/portfolio/log/proofs/{proof}/remove/", {}),
    ("/en/portfolio/log/schemes/sixty-in-three-years/leave/", {}),
    ("/en/portfolio/log/schemes/sixty-in-three-years/exempt/",
     {"began": "2026-01-01", "ended": "2026-02-01", "reason": "care"}),
    ("/en/portfolio/log/exemptions/{exemption}/remove/", {}),
]  # fmt: skip
OWN_ALONE = [
    ("/en/portfolio/log/new/", {"title": "x", "on": "2026-03-02", "done": "1", "category": "course"}),
    ("/en/portfolio/log/schemes/no-minimum/follow/", {"since": "2026-01-01"}),
]
"""What acts on the one who is signed in alone."""
NOBODY = ("respondent", "signed out")
"""Without an account; a respondent has a link to something else."""
WHO = ["owner", "teammate", "reviewer", "stranger", "administrator", *NOBODY]


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def visitors(person: Person, stranger: Person) -> dict[str, Person | None]:
    team = Team.objects.create(
        organisation=Organisation.objects.create(code="clearwater", name="Clearwater"), code="career", name="Careers"
    )
    teammate = make_person("teammate")
    for member in (person, teammate):
        Member.objects.create(organisation=team.organisation, team=team, person=member)
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    found = {"owner": person, "teammate": teammate, "stranger": stranger, "administrator": administrator}
    return {**found, "reviewer": make_person("reviewer"), **dict.fromkeys(NOBODY)}


@pytest.fixture
def ids(person: Person, cacee: Stored, visitors: dict[str, Person | None]) -> dict[str, int]:
    day = date(2026, 3, 2)
    told = {
        "project": "secret project",
        "notes": "secret notes",
        "reflection": "secret thoughts",
        "criteria": ["COL.1"],
    }
    activity = log_activity(
        person, cacee, Spent("Nadia’s secret workshop", day, "workshop", 6, **told), upload("secret.pdf")
    )  # type: ignore[arg-type]
    planned = log_activity(person, cacee, Spent("Nadia’s secret plan", day, "workshop", 0, 6))
    following = follow_scheme(person, "sixty-in-three-years", date(2024, 1, 1))
    exemption = add_exemption(person, following, day, day, "illness", "secret reason")
    action = create_action(person, cacee.framework, Doing("Nadia’s secret action", serves=["COL.1.B"]))
    finish_action(person, action, "Nadia’s secret lesson")
    evidence = keep_evidence(person, cacee, Told("Nadia’s secret evidence", ended=day, serves=["COL.1.B"]))
    _grant_evidence(person, cacee, evidence, visitors["reviewer"])
    rows = {"activity": activity, "planned": planned, "exemption": exemption, "action": action, "evidence": evidence}
    return {**{name: row.pk for name, row in rows.items()}, "proof": activity.files.get().pk}


def _grant_evidence(person: Person, cacee: Stored, evidence: Evidence, reviewer: Person | None) -> None:
    """Let a reviewer see evidence: that gives them no view of the log."""
    assessment = Assessment.objects.create(person=person, version_id=cacee.id, submitted_at=timezone.now())
    review = Review.objects.create(
        assessment=assessment, person=person, reviewer=reviewer, until=date(2199, 1, 1), state=Review.State.OPEN
    )
    SharedEvidence.objects.create(review=review, evidence=evidence)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", WHO)
def test_the_log_s_pages_are_for_who_is_signed_in_and_tell_nothing_of_others(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page.format(**ids))
    if visitors[who] is None:
        assert response.status_code == 302
        assert response["Location"].startswith("/en/account/login/?next=/en/")
        return
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    if who != "owner":
        assert "secret" not in response.content.decode("utf-8-sig")


def said(response: Any) -> str:
    """All that a file says, whatever it is packed in."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(name + archive.read(name).decode("latin-1") for name in archive.namelist())
    return str(content.decode("latin-1"))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("who", WHO)
def test_the_log_s_files_hold_one_s_own_alone(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], file: str, who: str
) -> None:
    response = visit(visitors[who]).get(file)
    if visitors[who] is None:
        assert response["Location"].startswith("/en/account/login/?next=/en/")
        return
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "attachment" in response["Content-Disposition"]
    assert ("secret" in said(response)) == (who == "owner" and not file.startswith("/en/portfolio/log/take/cert"))


@pytest.mark.parametrize("page", OWN)
@pytest.mark.parametrize("who", WHO)
def test_what_is_in_a_log_is_its_persons_alone(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page.format(**ids))
    assert response.status_code == {"owner": 200, **dict.fromkeys(NOBODY, 302)}.get(who, 404)
    if who != "owner":
        assert "secret" not in response.content.decode()


@pytest.mark.parametrize("page", OWN)
def test_what_is_anothers_and_what_there_is_not_answer_alike(
    visit: Callable[..., Client], stranger: Person, ids: dict[str, int], page: str
) -> None:
    client = visit(stranger)
    told = []
    for numbers in (ids, dict.fromkeys(ids, 999_999)):
        address = page.format(**numbers)
        told.append(client.get(address).content.decode().replace(address.removeprefix("/en"), "…"))
    assert told[0] == told[1]
    assert client.get(page.format(**dict.fromkeys(ids, 10**30))).status_code == 404


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Activity, Following, Exemption, File)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("address", "data"), POSTS)
@pytest.mark.parametrize("who", WHO[1:])
def test_nobody_else_changes_a_log(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], who: str,
    address: str, data: dict[str, str],
) -> None:  # fmt: skip
    before = everything()
    response = visit(visitors[who]).post(address.format(**ids), data)
    assert response.status_code == (302 if who in NOBODY else 404)
    assert everything() == before


@pytest.mark.parametrize(("address", "data"), POSTS)
def test_the_owner_changes_it(own: Client, ids: dict[str, int], address: str, data: dict[str, str]) -> None:
    before = everything()
    assert own.post(address.format(**ids), data).status_code == 302
    assert everything() != before


@pytest.mark.parametrize(("address", "data"), OWN_ALONE)
def test_buttons_ask_to_sign_in(client: Client, ids: dict[str, int], address: str, data: dict[str, str]) -> None:
    before = everything()
    assert client.post(address, data)["Location"].startswith("/en/account/login/")
    assert everything() == before


@pytest.mark.parametrize(
    "address",
    [
        "/en/portfolio/log/{planned}/done/", "/en/portfolio/log/schemes/no-minimum/follow/",
        "/en/portfolio/log/schemes/sixty-in-three-years/exempt/", "/en/portfolio/log/exemptions/{exemption}/remove/",
    ],
)  # fmt: skip
def test_what_changes_something_is_not_done_by_a_link(own: Client, ids: dict[str, int], address: str) -> None:
    before = everything()
    assert own.get(address.format(**ids)).status_code == 405
    assert everything() == before


def test_a_proof_of_evidence_is_not_removed_here(own: Client, person: Person, ids: dict[str, int]) -> None:
    file = add_file(person, upload("other.pdf"), evidence=Evidence.objects.get(pk=ids["evidence"]))
    assert own.post(f"/en/portfolio/log/proofs/{file.pk}/remove/").status_code == 404
    assert File.objects.filter(pk=file.pk).exists()


def test_every_address_of_the_log_is_in_this_file() -> None:
    from django.urls import get_resolver

    from tamarack.web.log import urls

    numbers = dict.fromkeys(("activity", "planned", "proof", "exemption", "action", "evidence"), 1)
    pages = [*PAGES, *FILES, *OWN, *(address for address, _ in [*POSTS, *OWN_ALONE])]
    with override("en"):
        tested = {get_resolver().resolve(page.format(**numbers).partition("?")[0]).url_name for page in pages}
    assert {pattern.name for pattern in urls.urlpatterns} - tested == set()
