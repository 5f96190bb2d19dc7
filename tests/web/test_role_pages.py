"""Role profiles on pages: against where one stands, one's own, two side by side."""

import re

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment
from tamarack.growth.models import Goal, Role
from tamarack.rubric.queries import Stored
from tests.web.test_results import words


def test_a_role_is_compared_with_where_one_stands(own: Client, done: Assessment) -> None:
    text = words(own.get("/en/growth/roles/career-centre-manager/"))
    assert "descriptors that the role asks for" in text
    assert "Tamarack’s suggestion, not CACEE’s" in text
    assert "What you already bring" in text
    assert "DIG.7 Accessibility and data privacy Mastering beyond what is asked" in text
    assert "What it looks like in this role" in text


def test_without_answers_a_role_shows_what_it_asks_and_offers_the_short_start(own: Client, cacee: Stored) -> None:
    text = words(own.get("/en/growth/roles/career-centre-manager/"))
    assert "What it asks for" in text
    assert "Take the short start for this role" in text
    assert "What you already bring" not in text


def test_two_roles_tell_what_would_change(own: Client, done: Assessment) -> None:
    text = words(own.get("/en/growth/roles/compare/?a=campus-recruiter&b=early-talent-manager"))
    assert (
        "What would change if you moved from “Experienced campus recruiter” to “Early-talent program manager”" in text
    )
    assert re.search(r"\d+ criteria ask for more", text)
    same = words(own.get("/en/growth/roles/compare/?a=campus-recruiter&b=campus-recruiter"))
    assert "nothing; both ask for the same" in same


def test_a_role_is_copied_changed_and_deleted(own: Client, cacee: Stored) -> None:
    address = own.post("/en/growth/roles/campus-recruiter/copy/")["Location"]
    role = Role.objects.get()
    assert 'value="Experienced campus recruiter (my copy)"' in own.get(address).content.decode()
    own.post(
        address,
        {"name": "Ours", "target-COL": "M", "weight-COL": "2.5", "exception-COL.1": "M", "exception-COL.2": "B"},
    )
    role.refresh_from_db()
    assert role.document == {
        "name": {"": "Ours"}, "side": "recruiter", "targets": {"COL": "M"}, "exceptions": {"COL.2": "B"},
        "weights": {"COL": 2.5},
    }  # fmt: skip
    assert "Ours" in own.get("/en/growth/roles/").content.decode()
    own.post(f"/en/growth/roles/own/{role.pk}/delete/")
    assert not Role.objects.exists()


@pytest.mark.parametrize("data", [{"name": ""}, {"name": "x", "weight-COL": "-1"}, {"name": "x", "target-COL": "Z"}])
def test_a_role_that_cannot_be_kept_says_so_and_keeps_what_was_written(
    own: Client, cacee: Stored, data: dict[str, str]
) -> None:
    response = own.post("/en/growth/roles/new/", {"target-ETH": "E", **data})
    assert response.status_code == 200
    assert re.search(r'name="target-ETH".*?value="E" selected', response.content.decode(), re.S)
    assert not Role.objects.exists()


def test_a_changed_role_profile_offers_the_update(own: Client, cacee: Stored) -> None:
    address = own.post("/en/growth/roles/campus-recruiter/copy/")["Location"]
    key = f"own-{Role.objects.get().pk}"
    own.post("/en/growth/goals/new/", {"aim": "x", "others": "COL.1", "role": key})
    goal = Goal.objects.get()
    assert "has changed since" not in own.get(f"/en/growth/goals/{goal.pk}/").content.decode()
    own.post(address, {"name": "Ours", "target-COL": "B"})
    assert "has changed since you made this goal" in own.get(f"/en/growth/goals/{goal.pk}/").content.decode()
    own.post(f"/en/growth/goals/{goal.pk}/update/")
    goal.refresh_from_db()
    assert goal.asked is not None
    assert goal.asked.targets == {"COL": "B"}
    assert "has changed since" not in own.get(f"/en/growth/goals/{goal.pk}/").content.decode()


def test_a_goal_whose_role_is_gone_can_still_be_changed(own: Client, cacee: Stored) -> None:
    own.post("/en/growth/roles/campus-recruiter/copy/")
    role = Role.objects.get()
    own.post("/en/growth/goals/new/", {"aim": "x", "others": "COL.1", "role": f"own-{role.pk}"})
    goal = Goal.objects.get()
    own.post(f"/en/growth/roles/own/{role.pk}/delete/")
    own.post(f"/en/growth/goals/{goal.pk}/change/", {"aim": "y", "others": "COL.1", "role": goal.role})
    goal.refresh_from_db()
    assert (goal.aim, goal.asked is not None) == ("y", True)
