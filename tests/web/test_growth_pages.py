"""The growth plan's pages, as someone without scripts uses them."""

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.growth.actions.doing import Doing, create_action
from tamarack.growth.models import Action, Goal, Resource, Rhythm, Role
from tamarack.growth.starters import idea_bank
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tests.web.test_results import words

STEPS = re.compile(r'<li class="step" id="([^"]+)"')


def plan(person: Person, cacee: Stored, what: str, goal: Goal | None = None, **said: object) -> Action:
    return create_action(person, cacee.framework, Doing(what, **said), goal)  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["career-centre-manager", "campus-recruiter-first-year"])
def test_the_path_on_the_page_is_the_one_that_score_prints(
    own: Client, done: Assessment, tmp_path: Path, role: str
) -> None:
    """Both files are those that the site gives; the command needs no database."""
    ratings, profile = tmp_path / "ratings.csv", tmp_path / "role.yaml"
    ratings.write_bytes(own.get(f"/en/assess/{done.pk}/files/ratings.csv").content)
    profile.write_bytes(own.get(f"/en/growth/roles/{role}.yaml").content)
    command = [sys.executable, "-m", "tamarack", "score", str(ratings), "--profile", str(profile), "--json"]
    printed = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert STEPS.findall(own.get(f"/en/growth/path/?all&role={role}").content.decode()) == printed["path"]


def test_the_path_explains_its_order(own: Client, done: Assessment, goal: Goal) -> None:
    text = words(own.get("/en/growth/path/"))
    assert "Your path to: Manager of a career centre" in text
    assert "Building first, since Enhancing rests on it" in text
    assert "Collaboration counts three times in this role." in text
    assert "The role asks for Mastering here" in text
    assert "2 ideas for it" in text


def test_a_long_path_is_shown_in_parts(own: Client, cacee: Stored) -> None:
    first = own.get("/en/growth/path/").content.decode()
    assert len(STEPS.findall(first)) == 12
    assert "Show 86 more steps" in first
    assert len(STEPS.findall(own.get("/en/growth/path/?all").content.decode())) == 98


def test_a_goal_begins_with_what_comes_first_on_the_path(own: Client, done: Assessment) -> None:
    page = own.get("/en/growth/goals/new/?role=career-centre-manager").content.decode()
    boxes = re.findall(r'name="focus" value="([^"]+)"', page)
    assert boxes[0] == "ETH.2"
    assert len(boxes) == 6
    assert "Three are advised" in page
    created = own.post("/en/growth/goals/new/", {
        "aim": "Lead", "role": "career-centre-manager", "focus": ["ETH.2"], "others": ["COM.1"], "by": "2028-03-31",
        "why_me": "For me", "why_students": "For them",
    })  # fmt: skip
    goal = Goal.objects.get()
    assert created["Location"] == f"/en/growth/goals/{goal.pk}/"
    assert (goal.focus, str(goal.by), goal.role) == (["COM.1", "ETH.2"], "2028-03-31", "career-centre-manager")
    text = words(own.get(created["Location"]))
    for said in ("Lead", "by 31 March 2028", "Why it matters to me: For me", "Towards: Manager of a career centre"):
        assert said in text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"aim": "", "others": "COL.1"}, "Please say in a line what you want to reach."),
        ({"aim": "x"}, "Please choose one criterion at least, five at most."),
        ({"aim": "x", "others": ["COL.1", "COL.2", "COL.3", "COM.1", "COM.2", "COM.3"]}, "You chose 6."),
        ({"aim": "x", "others": "COL.1", "by": "soon"}, "This is not a date."),
    ],
)
def test_a_goal_that_cannot_be_kept_says_what_to_do(
    own: Client, cacee: Stored, data: dict[str, str], told: str
) -> None:
    page = own.post("/en/growth/goals/new/", {"why_me": "kept", **data}).content.decode()
    assert told in page
    assert "kept</textarea>" in page
    assert not Goal.objects.exists()


def test_a_goal_is_paused_and_taken_up_and_its_history_stays(own: Client, goal: Goal) -> None:
    for state in ("paused", "active", "let_go"):
        own.post(f"/en/growth/goals/{goal.pk}/state/", {"state": state})
    text = words(own.get(f"/en/growth/goals/{goal.pk}/"))
    assert re.search(r"Active \d.*Paused \d.*Active \d.*Let go \d", text)
    assert "1 goal reached or let go" in words(own.get("/en/growth/"))


def test_one_click_makes_an_idea_an_action_under_the_goal_that_it_serves(
    own: Client, cacee: Stored, goal: Goal, done: Assessment
) -> None:
    page = own.get("/en/growth/ideas/COL.1.M/").content.decode()
    idea = idea_bank(cacee.framework)["COL.1.M"][0]
    assert 'name="idea" value="COL.1.M-0"' in page
    response = own.post("/en/growth/ideas/take/", {"idea": "COL.1.M-0"})
    action = Action.objects.get()
    assert response["Location"] == f"/en/growth/actions/{action.pk}/"
    assert (action.what, action.kind, action.serves, action.goal) == (idea.text["en"], idea.kind, ["COL.1.M"], goal)
    own.post("/fr/growth/ideas/take/", {"idea": "ETH.1.B-1"})
    other = Action.objects.latest("pk")
    assert (other.what, other.goal) == (idea_bank(cacee.framework)["ETH.1.B"][1].text["fr"], None)


@pytest.mark.parametrize("idea", ["", "COL.1.M", "COL.1.M-99", "COL.9.M-0", "COL.1.M--1", "COL.1.M-²"])
def test_an_idea_that_is_not_there_is_told(own: Client, cacee: Stored, idea: str) -> None:
    assert own.post("/en/growth/ideas/take/", {"idea": idea}).status_code == 422
    assert not Action.objects.exists()


def test_a_tick_makes_an_action_done_and_asks_what_was_learned(
    own: Client, person: Person, cacee: Stored, goal: Goal
) -> None:
    action = plan(person, cacee, "Call <Ada>", goal)
    back = own.post("/en/growth/actions/do/", {"do": f"done-{action.pk}", "back": f"goal-{goal.pk}"})["Location"]
    assert back == f"/en/growth/goals/{goal.pk}/?done={action.pk}"
    assert "What did you learn?" in own.get(back).content.decode()
    own.post(f"/en/growth/actions/{action.pk}/learned/", {"learned": "She answers", "back": "growth"})
    assert "She answers" in own.get("/en/growth/journal/").content.decode()
    page = own.get("/en/growth/").content.decode()
    assert "Call &lt;Ada&gt;" in page
    assert "Learned: She answers" in words(own.get("/en/growth/"))


def test_done_is_undone_at_once(own: Client, person: Person, cacee: Stored) -> None:
    action = plan(person, cacee, "Call")
    own.post("/en/growth/actions/do/", {"do": f"done-{action.pk}"})
    own.post(f"/en/growth/actions/{action.pk}/learned/", {"undo": "1"})
    action.refresh_from_db()
    assert (action.state, action.done_on) == ("open", None)


def test_what_repeats_says_when_it_comes_back(own: Client, person: Person, cacee: Stored) -> None:
    action = plan(person, cacee, "Look", due=timezone.localdate(), repeat="week")
    own.post("/en/growth/actions/do/", {"do": f"done-{action.pk}"})
    assert "It comes back: the next one is planned for" in own.get("/en/growth/").content.decode()


@pytest.mark.parametrize("do", ["", "done", "done-", "done-x", "fly-{pk}", "done-99999999999999999999"])
def test_a_button_that_says_nothing_known_changes_nothing(own: Client, person: Person, cacee: Stored, do: str) -> None:
    action = plan(person, cacee, "Call")
    assert own.post("/en/growth/actions/do/", {"do": do.format(pk=action.pk)}).status_code in (404, 422)
    action.refresh_from_db()
    assert action.state == "open"


def test_an_action_is_planned_with_everything(own: Client, cacee: Stored, goal: Goal) -> None:
    page = own.get(f"/en/growth/actions/new/?goal={goal.pk}&at=ETH.2.M").content.decode()
    assert re.findall(r'name="serves" value="([^"]+)"', page)[0] == "ETH.2.M"
    own.post("/en/growth/actions/new/", {
        "what": "Do it", "goal": goal.pk, "kind": "with", "due": "2027-01-02", "effort": "day", "repeat": "term",
        "serves": [], "also": "SME.1.B", "notes": "n",
    })  # fmt: skip
    action = Action.objects.get()
    assert (action.what, action.goal, action.kind, str(action.due)) == ("Do it", goal, "with", "2027-01-02")
    assert (action.effort, action.repeat, action.serves, action.notes) == ("day", "term", ["SME.1.B"], "n")
    own.post(f"/en/growth/actions/{action.pk}/", {"what": "Do that", "kind": "do", "serves": "SME.1.B"})
    action.refresh_from_db()
    assert (action.what, action.goal, action.due, action.serves) == ("Do that", None, None, ["SME.1.B"])


def test_home_shows_the_week_without_blame_and_one_next_step(
    own: Client, person: Person, cacee: Stored, done: Assessment, goal: Goal
) -> None:
    today = timezone.localdate()
    plan(person, cacee, "Next month", due=today + timedelta(days=30))
    plan(person, cacee, "In a week", due=today + timedelta(days=7))
    plan(person, cacee, "Late", due=today - timedelta(days=3), serves=["ETH.2.B"])
    Rhythm.objects.create(person=person, every=1, next_on=today)
    text = words(own.get("/en/me/"))
    week = text[text.index("This week") : text.index("Towards:")]
    assert week.index("Late") < week.index("In a week")
    assert "still open" in week
    assert "Next month" not in week
    assert "A check-in was planned for" in week
    step = week[week.index("One next step") :]
    assert "ETH.2" not in step
    for blame in ("overdue", "late ", "missed", "failed"):
        assert blame not in week


def test_who_has_planned_nothing_sees_no_week(own: Client, done: Assessment) -> None:
    text = words(own.get("/en/me/"))
    assert "This week" not in text
    assert "Make a growth plan" in text


def test_the_result_leads_to_the_goal_s_role(own: Client, done: Assessment, goal: Goal) -> None:
    page = own.get(f"/en/assess/{done.pk}/result/")
    text = words(page)
    assert "Towards: Manager of a career centre" in text
    assert re.search(r"\d+ descriptors stand between your practice today and this role", text)
    assert "Plan this ETH.2 Building" in text
    assert 'class="ring-wanted"' in page.content.decode()


def test_resources_are_kept_found_reported_and_changed(own: Client, cacee: Stored) -> None:
    own.post("/en/growth/resources/new/", {
        "title": "Guide", "kind": "link", "url": "https://a.example/x", "minutes": "30", "criteria": ["COL.1"],
        "levels": ["B"], "cost": "free",
    })  # fmt: skip
    own.post("/en/growth/resources/new/", {"title": "Spare", "kind": "note"})
    resource = Resource.objects.get(title="Guide")
    assert "Kept: Spare" in words(own.get("/en/growth/resources/"))
    found = words(own.get("/en/growth/resources/?at=COL.1"))
    assert "Guide" in found
    assert "Spare" not in found
    assert "Guide" in own.get("/en/growth/ideas/COL.1.B/").content.decode()
    own.post(f"/en/growth/resources/{resource.pk}/report/", {"problem": "dead"})
    assert "The link is dead" in own.get("/en/growth/resources/").content.decode()
    own.post(f"/en/growth/resources/{resource.pk}/", {"title": "Guide", "kind": "link", "url": "https://b.example"})
    assert "The link is dead" not in own.get("/en/growth/resources/").content.decode()


def test_a_bad_file_of_resources_says_where_and_nothing_is_taken(own: Client, cacee: Stored) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = SimpleUploadedFile("r.csv", b"title,minutes,criteria\nGood,10,COL.1\n,x,COL.1\nThird,5,COL.9\n")
    response = own.post("/en/growth/resources/take/", {"file": bad})
    assert response.status_code == 422
    text = words(response)
    for place in (
        "Line 3, column title:",
        "Line 3, column minutes:",
        "Line 4, column criteria:",
        "Nothing was imported.",
    ):
        assert place in text
    assert not Resource.objects.exists()
    good = SimpleUploadedFile(
        "r.csv", own.get("/en/growth/resources/resources.csv").content + b"Guide,link,,,,,,,,\r\n"
    )
    own.post("/en/growth/resources/take/", {"file": good})
    assert Resource.objects.get().title == "Guide"


def test_the_plan_with_nothing_in_it_says_how_to_begin(own: Client, cacee: Stored) -> None:
    for page, said in (
        ("/en/growth/", "No goal yet. One is enough to begin with."),
        ("/en/growth/path/", "Nothing is rated yet"),
        ("/en/growth/journal/", "Check-ins and what you learn from your actions stand here"),
        ("/en/growth/resources/", "Keep what helps you to grow"),
        ("/en/growth/timeline/", "will stand here"),
    ):
        assert said in words(own.get(page))


@pytest.mark.parametrize(
    ("address", "data", "told"),
    [
        ("roles/new/", {"name": "Mine", "description": "kept words"}, "Please choose a level for one competency"),
        ("actions/new/", {"what": "kept words", "kind": "do", "due": "0026-01-01"}, "This year cannot be meant"),
        ("goals/new/", {"aim": "kept words", "focus": "COL.1", "by": "0026-01-01"}, "This year cannot be meant"),
        ("goals/new/", {"aim": "kept words", "focus": "COL.1", "by": "2020-01-01"}, "This day has passed."),
        ("resources/new/", {"title": "kept words", "kind": "link", "url": "ftp://a.example"}, "not a web address"),
        ("check-in/", {"moved": "kept words \x01"}, "control characters"),
    ],
)
def test_what_is_refused_is_told_on_its_form_and_nothing_is_lost(
    own: Client, cacee: Stored, address: str, data: dict[str, str], told: str
) -> None:
    response = own.post(f"/en/growth/{address}", data)
    assert response.status_code == 200
    page = response.content.decode()
    assert told in page.replace("Null characters are not allowed.", "control characters")
    assert "kept words" in page


def test_the_path_of_a_goal_is_the_one_that_it_was_made_with(own: Client, cacee: Stored, done: Assessment) -> None:
    address = own.post("/en/growth/roles/campus-recruiter/copy/")["Location"]
    role = Role.objects.get()
    own.post("/en/growth/goals/new/", {"aim": "x", "others": "MTN.1", "role": f"own-{role.pk}"})
    goal = Goal.objects.get()
    link = f"/en/growth/path/?role=goal-{goal.pk}"
    assert link in own.get(f"/en/growth/goals/{goal.pk}/").content.decode()
    before = STEPS.findall(own.get(f"{link}&all").content.decode())
    own.post(address, {"name": "Ours", "target-ETH": "M"})
    assert STEPS.findall(own.get(f"{link}&all").content.decode()) == before
    own.post(f"/en/growth/roles/own/{role.pk}/delete/")
    assert STEPS.findall(own.get(f"{link}&all").content.decode()) == before


def test_buttons_beside_an_action_s_form_keep_what_was_written(own: Client, person: Person, cacee: Stored) -> None:
    action = plan(person, cacee, "Call")
    own.post(f"/en/growth/actions/{action.pk}/", {"what": "Call twice", "kind": "do", "then": "under_way"})
    action.refresh_from_db()
    assert (action.what, action.state) == ("Call twice", "under_way")
    done = own.post(f"/en/growth/actions/{action.pk}/", {"what": "Call thrice", "kind": "do", "then": "done"})
    assert done["Location"] == f"/en/growth/?done={action.pk}"
    action.refresh_from_db()
    assert (action.what, action.state) == ("Call thrice", "done")


def test_an_idea_that_is_an_action_already_says_so(own: Client, cacee: Stored) -> None:
    own.post("/fr/growth/ideas/take/", {"idea": "COL.1.B-0"})
    for page in ("/en/growth/ideas/COL.1.B/", "/en/growth/ideas/?at=col", "/en/growth/path/"):
        html = own.get(page).content.decode()
        assert 'value="COL.1.B-0"' not in html
        assert 'value="COL.1.B-1"' in html


def test_who_comes_by_a_link_to_what_takes_forms_is_told(own: Client, cacee: Stored) -> None:
    response = own.get("/en/growth/actions/do/")
    assert response.status_code == 405
    assert "it only takes what a page sends" in response.content.decode()
