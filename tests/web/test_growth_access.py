"""Every page and button of the growth plan, for every kind of visitor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment
from tamarack.growth.actions import doing, goals, keeping, resources, roles
from tamarack.growth.actions.doing import Doing
from tamarack.growth.actions.goals import Wanted
from tamarack.growth.actions.resources import Described
from tamarack.growth.models import Action, CheckIn, Goal, Resource, Rhythm, Role
from tamarack.growth.queries import find_role
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored
from tests.conftest import make_person

PAGES = [
    "/en/growth/", "/en/growth/path/", "/en/growth/path/?role=campus-recruiter", "/en/growth/timeline/",
    "/en/growth/roles/", "/en/growth/roles/new/", "/en/growth/roles/compare/",
    "/en/growth/roles/compare/?a=campus-recruiter&b=head-of-early-talent", "/en/growth/roles/campus-recruiter/",
    "/en/growth/roles/campus-recruiter.yaml", "/en/growth/goals/new/", "/en/growth/actions/new/", "/en/growth/ideas/",
    "/en/growth/ideas/COL.1.B/", "/en/growth/resources/", "/en/growth/resources/new/", "/en/growth/resources/take/",
    "/en/growth/resources/resources.csv", "/en/growth/check-in/", "/en/growth/journal/", "/en/growth/rhythm/",
    "/en/assess/short/", "/en/assess/short/?role=campus-recruiter",
]  # fmt: skip
OWN = [
    "/en/growth/roles/own-{role}/", "/en/growth/roles/own-{role}.yaml", "/en/growth/roles/own/{role}/change/",
    "/en/growth/roles/own/{role}/delete/", "/en/growth/goals/{goal}/", "/en/growth/goals/{goal}/change/",
    "/en/growth/goals/{goal}/delete/", "/en/growth/actions/{action}/", "/en/growth/actions/{action}/delete/",
    "/en/growth/resources/{resource}/", "/en/growth/resources/{resource}/delete/",
    "/en/growth/check-in/{check_in}/", "/en/growth/check-in/{check_in}/delete/",
]  # fmt: skip
POSTS: list[tuple[str, dict[str, Any]]] = [
    ("/en/growth/roles/own-{role}/copy/", {}),
    ("/en/growth/roles/own/{role}/change/", {"name": "Taken", "target-COL": "B"}),
    ("/en/growth/roles/own/{role}/delete/", {}),
    ("/en/growth/goals/{goal}/change/", {"aim": "Taken", "focus": "COL.1"}),
    ("/en/growth/goals/{goal}/state/", {"state": "let_go"}),
    ("/en/growth/goals/{goal}/update/", {}),
    ("/en/growth/goals/{goal}/delete/", {}),
    ("/en/growth/actions/do/", {"do": "done-{action}"}),
    ("/en/growth/actions/{action}/", {"what": "Taken", "kind": "do"}),
    ("/en/growth/actions/{action}/learned/", {"learned": "Taken"}),
    ("/en/growth/actions/{action}/delete/", {}),
    ("/en/growth/actions/order/", {"goal": "{goal}", "action": "{action}"}),
    ("/en/growth/resources/{resource}/", {"title": "Taken", "kind": "link"}),
    ("/en/growth/resources/{resource}/report/", {"problem": "dead"}),
    ("/en/growth/resources/{resource}/delete/", {}),
    ("/en/growth/check-in/{check_in}/", {"moved": "Taken"}),
    ("/en/growth/check-in/{check_in}/delete/", {}),
]
ANYONES = ["/en/growth/ideas/take/", "/en/growth/rhythm/calendar/", "/en/growth/rubric/"]
"""What acts on the one who is signed in alone."""
RATE = "/en/growth/check-in/rate/"
WHO = ["owner", "teammate", "stranger", "administrator", "signed out"]


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
    return {**found, "signed out": None}


@pytest.fixture
def ids(person: Person, cacee: Stored, draft: Assessment, fill: Callable[..., Assessment]) -> dict[str, int]:
    fill(draft, submit=True)
    role = roles.copy_role(person, cacee, find_role(person, cacee.framework, "campus-recruiter"), "Nadia’s secret role")
    goal = goals.create_goal(person, cacee, Wanted("Nadia’s secret aim", ["COL.1"]))
    action = doing.create_action(person, cacee.framework, Doing("Nadia’s secret action"), goal)
    doing.finish_action(person, action, "Nadia’s secret lesson")
    (resource,) = resources.create_resources(person, cacee, [Described("Nadia’s secret source")])
    check_in = keeping.check_in(person, moved="Nadia’s secret step", in_the_way="", next_="")
    rows = {"role": role, "goal": goal, "action": action, "resource": resource, "check_in": check_in}
    return {name: row.pk for name, row in rows.items()}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", WHO)
def test_the_plan_s_pages_are_for_who_is_signed_in_and_tell_nothing_of_others(
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
        assert "secret" not in response.content.decode("utf-8-sig")


@pytest.mark.parametrize("page", OWN)
@pytest.mark.parametrize("who", WHO)
def test_what_is_in_a_plan_is_its_persons_alone(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page.format(**ids))
    assert response.status_code == {"owner": 200, "signed out": 302}.get(who, 404)
    if who != "owner":
        assert "secret" not in response.content.decode()


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Role, Goal, Action, Resource, CheckIn, Rhythm)]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("address", "data"), POSTS)
@pytest.mark.parametrize("who", WHO[1:])
def test_nobody_else_changes_a_plan(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], who: str,
    address: str, data: dict[str, str],
) -> None:  # fmt: skip
    before = everything()
    sent = {name: value.format(**ids) for name, value in data.items()}
    response = visit(visitors[who]).post(address.format(**ids), sent)
    assert response.status_code == (302 if who == "signed out" else 404)
    assert everything() == before


@pytest.mark.parametrize("address", [*ANYONES, RATE])
def test_buttons_ask_to_sign_in(client: Client, ids: dict[str, int], address: str) -> None:
    before = everything()
    assert client.post(address, {"idea": "COL.1.B-0"})["Location"].startswith("/en/account/login/")
    assert everything() == before


@pytest.mark.parametrize(
    "address",
    [
        address
        for address, _ in POSTS
        if address.endswith(("state/", "update/", "copy/", "learned/", "order/", "report/", "do/"))
    ]
    + ANYONES,
)
def test_what_changes_something_is_not_done_by_a_link(own: Client, ids: dict[str, int], address: str) -> None:
    assert own.get(address.format(**ids)).status_code == 405


def test_nobody_s_action_goes_under_anothers_goal(
    visit: Callable[..., Client], stranger: Person, ids: dict[str, int]
) -> None:
    theirs = visit(stranger)
    theirs.get(f"/en/growth/actions/new/?goal={ids['goal']}")
    response = theirs.post("/en/growth/actions/new/", {"what": "x", "kind": "do", "goal": str(ids["goal"])})
    assert response.status_code == 200
    assert not Action.objects.filter(person=stranger).exists()


def test_nobody_aims_for_anothers_role(visit: Callable[..., Client], stranger: Person, ids: dict[str, int]) -> None:
    response = visit(stranger).post(
        "/en/growth/goals/new/", {"aim": "x", "others": "COL.1", "role": f"own-{ids['role']}"}
    )
    assert response.status_code == 200
    assert not Goal.objects.filter(person=stranger).exists()
    assert visit(stranger).get(f"/en/growth/path/?role=own-{ids['role']}").status_code == 404
    assert visit(stranger).get(f"/en/assess/short/?role=own-{ids['role']}").status_code == 404


def test_every_address_of_the_plan_is_in_this_file() -> None:
    from django.urls import get_resolver

    from tamarack.web.growth import urls

    numbers = dict.fromkeys(("role", "goal", "action", "resource", "check_in"), 1)
    pages = [*PAGES, *OWN, *(address for address, _ in POSTS), *ANYONES, RATE]
    tested = {get_resolver().resolve(page.format(**numbers).partition("?")[0]).url_name for page in pages}
    assert {pattern.name for pattern in urls.urlpatterns} - tested == set()


def test_reloading_the_rating_of_the_focus_leads_back(own: Client, ids: dict[str, int]) -> None:
    assert own.get(RATE)["Location"] == "/en/growth/journal/"
