"""No page costs more queries with more rows; and what a page costs is written down."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.growth.actions.doing import Doing, create_action, finish_action
from tamarack.growth.actions.goals import Wanted, create_goal
from tamarack.growth.actions.keeping import check_in
from tamarack.growth.actions.resources import Described, create_resources
from tamarack.growth.actions.roles import copy_role
from tamarack.growth.queries import find_role
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tamarack.stewardship.announcing import announced
from tamarack.web.assess.sheet import owner_key
from tests.own_data import archive_of
from tests.web.conftest import answer, send, told

SESSION_AND_USER = 2


def test_a_public_page_needs_no_query(client: Client, cacee: Stored, django_assert_num_queries: Any) -> None:
    announced("cacee")  # asked for once in a while, as what is current
    for page in ("/en/", "/en/rubric/", "/en/rubric/cacee/", "/en/rubric/cacee/col/", "/en/rubric/cacee/col/?fresh=1"):
        with django_assert_num_queries(0):
            assert client.get(page).status_code == 200


@pytest.mark.parametrize("rated", [1, 35])
@pytest.mark.parametrize(
    ("page", "queries"), [("/en/assess/{pk}/col/", 3), ("/en/assess/{pk}/all/", 3), ("/en/assess/{pk}/", 2)]
)
def test_thirty_five_ratings_cost_no_more_queries_than_one(
    own: Client, draft: Assessment, fill: Callable[..., Assessment], django_assert_num_queries: Any,
    rated: int, page: str, queries: int,
) -> None:  # fmt: skip
    fill(draft, count=rated)
    with django_assert_num_queries(SESSION_AND_USER + queries):
        own.get(page.format(pk=draft.pk))


@pytest.mark.parametrize("rated", [1, 35])
def test_a_result_costs_five_queries(
    own: Client, draft: Assessment, fill: Callable[..., Assessment], django_assert_num_queries: Any, rated: int
) -> None:
    fill(draft, count=rated, submit=True)
    with django_assert_num_queries(SESSION_AND_USER + 3):
        own.get(f"/en/assess/{draft.pk}/result/")


@pytest.mark.parametrize("count", [1, 30])
def test_home_and_history_cost_the_same_with_thirty_assessments(
    own: Client,
    person: Person,
    cacee: Stored,
    fill: Callable[..., Assessment],
    django_assert_num_queries: Any,
    count: int,
) -> None:
    for _ in range(count):
        fill(Assessment.objects.create(person=person, version_id=cacee.id, submitted_at=timezone.now()))
    for page, queries in (("/en/me/", 5), ("/en/assess/", 3), ("/en/me/over-time/", 2)):
        with django_assert_num_queries(SESSION_AND_USER + queries):
            own.get(page)


OWN_DATA = 99


@pytest.mark.parametrize("count", [1, 30])
def test_files_cost_the_same_with_thirty_assessments(
    own: Client, person: Person, cacee: Stored, fill: Callable[..., Assessment], django_assert_num_queries: Any,
    count: int,
) -> None:  # fmt: skip
    for _ in range(count):
        last = fill(Assessment.objects.create(person=person, version_id=cacee.id, submitted_at=timezone.now()))
    with django_assert_num_queries(OWN_DATA):
        archive_of(person)
    pages = {"/en/account/data/": 5, "/en/assess/workbook/": 1, f"/en/assess/{last.pk}/files/": 1}
    files = {"profile.pdf": 8, "ratings.csv": 5, "workbook.xlsx": 5}
    pages |= {f"/en/assess/{last.pk}/files/{name}": queries for name, queries in files.items()}
    for page, queries in pages.items():
        with django_assert_num_queries(SESSION_AND_USER + queries):
            assert own.get(page).status_code == 200


def test_a_save_costs_a_fixed_number_of_queries(
    own: Client, person: Person, draft: Assessment, fill: Callable[..., Assessment], django_assert_max_num_queries: Any
) -> None:
    fill(draft)
    with django_assert_max_num_queries(SESSION_AND_USER + 8):
        sent = told(owner_key(person), answer("COL.1", "rating", "M", 1), answer("COL.1", "note", "x", 2), page="COL")
        assert send(own, f"/en/assess/{draft.pk}/answers/", sent).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_the_plan_costs_the_same_with_thirty_actions(
    own: Client, person: Person, cacee: Stored, draft: Assessment, fill: Callable[..., Assessment],
    django_assert_num_queries: Any, count: int,
) -> None:  # fmt: skip
    fill(draft, submit=True)
    goal = create_goal(person, cacee, Wanted("Grow", ["COL.1"]), find_role(person, cacee.framework, "campus-recruiter"))
    for index in range(count):
        doing = Doing("Call", serves=["COL.1.B"], due=timezone.localdate())
        for under in (goal, None):
            finish_action(person, create_action(person, cacee.framework, doing, under), "Much")
            action = create_action(person, cacee.framework, doing, under)
        check_in(person, moved="x", in_the_way="", next_="")
        create_resources(person, cacee, [Described("Guide", criteria=["COL.1"])])
        copy_role(person, cacee, find_role(person, cacee.framework, "campus-recruiter"), f"Mine {index}")
    pages = {
        "/en/me/": 5, "/en/growth/": 5, "/en/growth/path/": 5, "/en/growth/timeline/": 7, "/en/growth/journal/": 5,
        "/en/growth/roles/": 1, "/en/growth/roles/campus-recruiter/": 2, "/en/growth/roles/compare/": 3,
        f"/en/growth/goals/{goal.pk}/": 8, f"/en/growth/actions/{action.pk}/": 3, "/en/growth/resources/": 1,
        "/en/growth/ideas/COL.1.B/": 5, "/en/growth/ideas/": 2, "/en/growth/check-in/": 3, "/en/growth/goals/new/": 3,
        "/en/growth/rhythm/": 1, "/en/assess/short/": 1,
    }  # fmt: skip
    for page, queries in pages.items():
        with django_assert_num_queries(SESSION_AND_USER + queries):
            assert own.get(page).status_code == 200, page
