"""Every page and file of figures, for every kind of visitor."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tamarack.common.models import Entry
from tamarack.insight.models import Snapshot
from tamarack.people.models import Member, Organisation, Person
from tamarack.rubric.queries import Stored
from tamarack.web.insight.urls import org_urlpatterns, team_urlpatterns, urlpatterns
from tests.conftest import make_person
from tests.figures import Place

PAGES = {
    "org_figures": "/en/orgs/clear/figures/",
    "org_figures_file": "/en/orgs/clear/figures/figures.csv",
    "org_compared": "/en/orgs/clear/figures/compared/",
    "org_compared_file": "/en/orgs/clear/figures/compared/figures.csv",
    "team_figures": "/en/teams/clear/north/figures/",
    "team_figures_file": "/en/teams/clear/north/figures/figures.csv",
}
INSIDE = ["owner", "lead", "member", "teammate who counts"]
OUTSIDE = ["stranger", "owner elsewhere", "owner of the association", "steward", "administrator", "left"]


@pytest.fixture
def visitors(cacee: Stored, person: Person, stranger: Person) -> dict[str, Person | None]:
    association = Organisation.objects.create(code="all", name="All of us", kind="association")
    organisation = Organisation.objects.create(
        code="clear", name="Clearwater", begins=date(2025, 1, 1), association=association
    )
    place = Place(organisation, cacee)
    counts = place.crowd("north", {"B": 4, "E": 4})[0]
    place.snapshot()
    elsewhere = Organisation.objects.create(code="else", name="Elsewhere")
    found: dict[str, Person | None] = {"stranger": stranger, "teammate who counts": counts, "signed out": None}
    for name, home, role in (
        ("owner", organisation, "owner"),
        ("lead", organisation, "lead"),
        ("member", organisation, "member"),
        ("owner elsewhere", elsewhere, "owner"),
        ("owner of the association", association, "owner"),
    ):
        found[name] = make_person(name.replace(" ", "-"))
        team = place.team("north") if home == organisation and name != "owner" else None
        Member.objects.create(organisation=home, person=found[name], role=role, team=team)
    found["steward"] = make_person("steward", is_staff=True)
    found["administrator"] = make_person("admin", is_staff=True, is_superuser=True)
    found["left"] = make_person("left")
    Member.objects.create(organisation=organisation, person=found["left"])
    Member.objects.filter(person=found["left"]).delete()
    return found


def test_every_address_of_figures_is_among_these() -> None:
    names = {pattern.name for pattern in (*org_urlpatterns, *team_urlpatterns, *urlpatterns)}
    assert names == {*PAGES, "method"}


@pytest.mark.parametrize("page", PAGES.values())
def test_figures_are_for_the_members_of_the_organisation(
    visit: Callable[..., Client], visitors: dict[str, Person | None], page: str
) -> None:
    for who in INSIDE:
        response = visit(visitors[who]).get(page)
        assert response.status_code == 200, who
        assert "no-store" in response["Cache-Control"]
    unknown = visit(visitors["stranger"]).get(page.replace("clear", "no-such"))
    for who in OUTSIDE:
        response = visit(visitors[who]).get(page)
        assert response.status_code == unknown.status_code == 404, who
        assert b"half or more" not in response.content
    response = visit(None).get(page)
    assert response.status_code == 302
    assert response["Location"].startswith("/en/account/login/?next=/en/")


def test_an_association_s_people_see_the_organisations_and_no_team_of_theirs(
    visit: Callable[..., Client], visitors: dict[str, Person | None]
) -> None:
    client = visit(visitors["owner of the association"])
    page = client.get("/en/orgs/all/figures/").content.decode()
    assert "Clearwater" in page
    assert "North" not in page
    assert client.get("/en/teams/clear/north/figures/").status_code == 404


def test_who_leads_the_team_is_led_to_its_plan(
    visit: Callable[..., Client], visitors: dict[str, Person | None]
) -> None:
    found = {who: b"Plan training" in visit(visitors[who]).get(PAGES["team_figures"]).content for who in INSIDE}
    assert found == {"owner": True, "lead": True, "member": False, "teammate who counts": False}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_method_is_for_everybody(
    visit: Callable[..., Client], visitors: dict[str, Person | None], language: str
) -> None:
    for person in visitors.values():
        assert visit(person).get(f"/{language}/method/").status_code == 200


def test_reading_is_written_down_once_a_day_and_downloading_each_time(
    visit: Callable[..., Client], visitors: dict[str, Person | None]
) -> None:
    lead = visitors["lead"]
    assert lead
    client = visit(lead)
    for _ in range(3):
        client.get(PAGES["org_figures"])
        client.get(PAGES["team_figures"])
    client.get(PAGES["team_figures_file"])
    found = Entry.objects.filter(by=lead.audit_key).order_by("pk").values_list("what", "about", "of")
    assert list(found) == [("read_figures", "", None), ("read_figures", "north", None), ("took_figures", "north", None)]
    assert not Entry.objects.exclude(by=lead.audit_key).filter(what__endswith="figures").exists()


def test_figures_are_only_read(visit: Callable[..., Client], visitors: dict[str, Person | None]) -> None:
    before = list(Snapshot.objects.values())
    for page in PAGES.values():
        for method in ("post", "put", "delete"):
            getattr(visit(visitors["owner"]), method)(page, {"k": "1"})
    assert list(Snapshot.objects.values()) == before
