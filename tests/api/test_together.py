"""What organisations, teams and helpers do by the API, what stewards do, and the files that are brought and taken."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tamarack.assessment.models import Assessment, Imported, Rating
from tamarack.cli.load import DATA, shipped
from tamarack.growth.models import Offer, SignUp
from tamarack.people.actions.organisations import add_team, found_organisation
from tamarack.people.models import Invitation, Member, Person
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import name_steward
from tamarack.stewardship.models import Draft
from tests.api.conftest import Program, token_for
from tests.api.test_foundation import problem
from tests.conftest import make_person

pytestmark = pytest.mark.django_db
HERE = "/organisations/clearwater"
TEAM = f"{HERE}/teams/advising"
SAID = {"languages": ["en"], "reach": "organisation"}


def send(script: Program, path: str, *files: tuple[str, bytes], field: str = "file", **headers: str) -> Any:
    """Send files."""
    data = {field: [SimpleUploadedFile(name, content) for name, content in files]}
    return Client().post(f"/api/v1{path}", data, headers={"Authorization": f"Bearer {script.token}", **headers})


@pytest.fixture
def place(person: Person, cacee: Stored) -> Any:
    """An organisation that Nadia owns, with a team."""
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    return add_team(person, organisation, "Advising")


def member(place: Any, name: str, role: str = "member") -> Program:
    someone = make_person(name)
    Member.objects.create(organisation=place.organisation, team=place, person=someone, role=role)
    return Program(token_for(someone))


def rate(person: Person, cacee: Stored, level: str) -> None:
    done = Assessment.objects.create(person=person, version_id=cacee.id, submitted_at=timezone.now())
    Rating.objects.create(assessment=done, criterion="COL.1", value=level)


# What is shared


def test_owners_share_role_profiles_and_members_aim_for_them(mine: Program, place: Any) -> None:
    tomasz = member(place, "tomasz")
    made = mine.post(f"{HERE}/roles", {"name": "Advisor", "targets": {"COL": "E"}}).json()
    assert tomasz.get(f"{HERE}/roles/{made['id']}").json() == made
    assert [row["id"] for row in tomasz.get(f"{HERE}/roles").json()["items"]] == [made["id"]]
    changed = mine.patch(f"{HERE}/roles/{made['id']}", {"name": "Lead advisor"}).json()
    assert (changed["name"], changed["targets"]) == ({"": "Lead advisor"}, {"COL": "E"})
    problem(tomasz.patch(f"{HERE}/roles/{made['id']}", {"name": "Mine"}), 403, "not_allowed")
    assert mine.delete(f"{HERE}/roles/{made['id']}").status_code == 204
    problem(mine.get(f"{HERE}/roles/{made['id']}"), 404, "unknown_code")


def test_a_teams_resources_are_the_teams_and_kept_by_who_leads_it(mine: Program, place: Any) -> None:
    lead, inside = member(place, "lead", "lead"), member(place, "tomasz")
    elsewhere = Program(token_for(make_person("other")))
    Member.objects.create(organisation=place.organisation, person=Person.objects.get(name="Other"))
    made = lead.post(f"{HERE}/resources", {"title": "How to coach", "team": "advising"}).json()
    shown = f"{HERE}/resources/{made['id']}"
    assert [row["id"] for row in inside.get(f"{HERE}/resources?team=advising").json()["items"]] == [made["id"]]
    assert inside.get(f"{HERE}/resources").json()["items"] == []
    for path in (shown, f"{HERE}/resources?team=advising"):
        problem(elsewhere.get(path), 404, "unknown_code")
    problem(inside.delete(shown), 403, "not_allowed")
    assert lead.patch(shown, {"notes": "Short."}).json()["notes"] == "Short."
    problem(inside.post(f"{HERE}/resources", {"title": "For all"}), 403, "not_allowed")
    assert mine.post(f"{HERE}/resources", {"title": "For all"}).status_code == 201


def test_a_team_has_a_focus_and_templates(place: Any) -> None:
    lead, inside = member(place, "lead", "lead"), member(place, "tomasz")
    assert inside.get(f"{TEAM}/focus").json()["criteria"] == []
    tag = lead.get(f"{TEAM}/focus")["ETag"]
    chosen = lead.patch(f"{TEAM}/focus", {"criteria": ["DIG.7", "COL.1"], "why": "Asked for"}, tag)
    assert chosen.json()["criteria"] == ["COL.1", "DIG.7"]
    problem(lead.patch(f"{TEAM}/focus", {"why": "Late"}, tag), 412, "changed")
    assert inside.get(f"{TEAM}/focus").json()["by"] == {"name": "Lead"}
    problem(inside.patch(f"{TEAM}/focus", {"why": "Mine"}), 403, "not_allowed")
    made = lead.post(f"{TEAM}/templates", {"kind": "review", "title": "Yearly", "days": 60}).json()
    assert inside.get(f"{TEAM}/templates").json()["items"] == [made]
    assert lead.patch(f"{TEAM}/templates/{made['id']}", {"days": 30}).json()["days"] == 30
    assert lead.delete(f"{TEAM}/templates/{made['id']}").status_code == 204


def test_people_sign_up_for_events_and_see_who_comes(place: Any) -> None:
    lead, tomasz, aya = member(place, "lead", "lead"), member(place, "tomasz"), member(place, "aya")
    begins = timezone.now() + timedelta(days=3)
    said = {"title": "An hour", "starts_at": begins.isoformat(timespec="seconds"), "where": "Room 12", "capacity": 1,
            "ends_at": (begins + timedelta(hours=1)).isoformat(timespec="seconds")}  # fmt: skip
    made = lead.post(f"{TEAM}/events", said).json()
    event = f"{TEAM}/events/{made['id']}"
    assert made["time_zone"]
    problem(tomasz.get(f"{event}/people"), 403, "not_allowed")
    joined = tomasz.put(f"{event}/coming", {"coming": True}).json()
    assert (joined["joined"], joined["coming"]) == (True, 1)
    problem(aya.put(f"{event}/coming", {"coming": True}), 422, "bad_input")
    assert tomasz.get(f"{event}/people").json()["items"] == [{"name": "Tomasz"}]
    assert b"An hour" in tomasz.get(f"{event}/file").content
    assert lead.patch(event, {"where": "Room 13"}).json()["where"] == "Room 13"
    problem(lead.patch(event, {"ends_at": said["starts_at"]}), 422, "bad_input")
    assert [row["id"] for row in aya.get(f"{TEAM}/events").json()["items"]] == [made["id"]]
    assert tomasz.put(f"{event}/coming", {"coming": False}).json()["coming"] == 0
    assert lead.post(f"{event}/cancel", {"reason": "Ill"}).json()["cancelled"] is True
    assert not SignUp.objects.exists()


def test_who_seeks_and_who_helps_find_each_other_and_a_no_is_told_nobody(
    mine: Program, person: Person, place: Any, cacee: Stored
) -> None:
    helper = member(place, "tomasz")
    rate(Person.objects.get(name="Tomasz"), cacee, "E")
    had = helper.get(f"{HERE}/helpers/offer/levels").json()["levels"]
    assert [(row["criterion"], row["level"], row["source"]) for row in had] == [("COL.1", "E", "self")]
    problem(helper.get(f"{HERE}/helpers/offer"), 404, "unknown_code")
    problem(helper.put(f"{HERE}/helpers/offer", {"levels": {"COL.1": "M"}, **SAID}), 422, "bad_input")
    assert helper.put(f"{HERE}/helpers/offer", {"levels": {"COL.1": "E"}, **SAID}).json()["capacity"] == 1
    assert [row["name"] for row in mine.get(f"{HERE}/helpers").json()["items"]] == ["Tomasz"]
    problem(mine.post(f"{HERE}/helpers/wish/ask"), 404, "unknown_code")
    mine.put(f"{HERE}/helpers/wish", {"criteria": ["COL.1"], **SAID})
    found = mine.post(f"{HERE}/helpers/wish/ask").json()["match"]
    assert (found["other"], found["helps"], found["email"]) == ({"name": "Tomasz"}, False, None)
    assert mine.post(f"{HERE}/helpers/wish/ask").json() == {"match": None}
    match = f"/matches/{found['id']}"
    assert helper.post(f"{match}/answer", {"yes": False}).json()["says"] == "no"
    assert (mine.get(match).json()["open"], mine.get(match).json()["agreed"]) == (True, False)
    helper.post(f"{match}/answer", {"yes": True})
    assert mine.post(f"{match}/answer", {"yes": True}).json()["email"] == "tomasz@clearwater.example"
    assert mine.post(f"{match}/end").json()["under_way"] is False
    assert helper.get(f"{TEAM}/coverage").json()["helpers"]["COL.1"] == 1
    assert mine.post(f"{HERE}/helpers/propose").json() == {"count": 0}
    assert helper.delete(f"{HERE}/helpers/offer").status_code == 204
    assert not Offer.objects.exists()


# Files


def test_a_workbook_is_taken_filled_in_and_brought_back(mine: Program, person: Person, cacee: Stored) -> None:
    assert mine.get("/frameworks/cacee/workbook").content[:2] == b"PK"
    problem(send(mine, "/assessments/workbook", ("a.xlsx", b"no workbook")), 422, "bad_file")
    draft = mine.post("/assessments", {"framework": "cacee"}).json()
    mine.post(f"/assessments/{draft['id']}/answers", {"answers": [{"criterion": "COL.1", "rating": "E"}]})
    filled = mine.get(f"/assessments/{draft['id']}/files/workbook.xlsx").content
    mine.delete(f"/assessments/{draft['id']}")
    taken = send(mine, "/assessments/workbook", ("a.xlsx", filled)).json()
    assert (taken["count"], taken["assessment"]["submitted_at"]) == (1, None)
    assert b"COL.1" in mine.get(f"/assessments/{taken['assessment']['id']}/files/ratings.csv").content
    problem(mine.get(f"/assessments/{taken['assessment']['id']}/files/other.csv"), 404, "unknown_code")


def test_resources_are_brought_by_a_file_all_of_them_or_none(mine: Program, cacee: Stored) -> None:
    wrong = send(mine, "/resources/file", ("a.csv", b"title,minutes\nGood,5\nBad,soon\n"), **{"Accept-Language": "fr"})
    (entry,) = problem(wrong, 422, "bad_file")["errors"]
    assert (entry["in"], entry["at"]) == ("file", "3 minutes")
    assert entry["detail"].startswith("La durée est un nombre entier")
    assert send(mine, "/resources/file", ("a.csv", b"title,minutes\nGood,5\nFine,6\n")).json() == {"count": 2}
    assert b"Fine" in mine.get("/resources/file").content


def test_a_file_that_is_too_large_is_refused_before_it_is_read(mine: Program, cacee: Stored) -> None:
    problem(send(mine, "/resources/file", ("a.csv", b"x" * 5_000_001)), 413, "too_large")


def test_many_members_come_by_a_file_after_a_look(mine: Program, place: Any) -> None:
    list_ = b"email,team\nnew@example.org,advising\n"
    looked = send(mine, f"{HERE}/members/import/look", ("a.csv", list_)).json()["rows"]
    assert [(row["line"], row["email"], row["team"], row["outcome"]) for row in looked] == [
        (2, "new@example.org", "advising", "invite")
    ]
    assert not Invitation.objects.exists()
    assert send(mine, f"{HERE}/members/import", ("a.csv", list_)).json() == {"invited": 1, "changed": 0}
    wrong = send(mine, f"{HERE}/members/import", ("a.csv", b"email\nno address\n"))
    assert [entry["at"] for entry in problem(wrong, 422, "bad_file")["errors"]] == ["2"]
    problem(send(member(place, "tomasz"), f"{HERE}/members/import", ("a.csv", list_)), 403, "not_allowed")


def test_the_forms_of_a_cohort_wait_for_their_people(mine: Program, person: Person, place: Any) -> None:
    draft = mine.post("/assessments", {"framework": "cacee"}).json()
    mine.post(f"/assessments/{draft['id']}/answers", {"answers": [{"criterion": "COL.1", "rating": "E"}]})
    filled = mine.get(f"/assessments/{draft['id']}/files/workbook.xlsx").content
    member(place, "tomasz")
    forms = (("tomasz@clearwater.example.xlsx", filled), ("nobody@example.org.xlsx", filled))
    looked = send(mine, f"{HERE}/cohort/look", *forms, field="files").json()["forms"]
    assert [(row["taken"], row["answers"]) for row in looked] == [(False, 0), (True, 1)]
    assert not Imported.objects.exists()
    assert send(mine, f"{HERE}/cohort", *forms, field="files").json() == {"count": 1}
    assert Imported.objects.get().person.name == "Tomasz"


def test_archives_are_asked_for_taken_and_brought(mine: Program, person: Person, cacee: Stored) -> None:
    problem(mine.get("/me/archive/file"), 404, "unknown_code")
    assert mine.post("/me/archive").json()["kind"] == "take"
    assert mine.get("/me/archive").json()["brought"] is None
    brought = send(mine, "/me/archive/bring", ("a.zip", b"no archive")).json()
    assert brought["kind"] == "bring"
    assert b"".join(mine.get("/portfolio/archive").streaming_content)[:2] == b"PK"


def test_archives_are_limited(mine: Program, cacee: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    from tamarack.api.limits import LIMITS
    from tamarack.common.limits import Limit

    monkeypatch.setitem(LIMITS, "read_portfolio_archive", (Limit(1, 3600), "portfolio_archive"))
    mine.get("/portfolio/archive")
    response = mine.get("/portfolio/archive")
    problem(response, 429, "too_many_calls")
    assert int(response["Retry-After"]) > 0


# Rubrics


@pytest.fixture
def steward(person: Person, cacee: Stored, mine: Program) -> Program:
    name_steward(person, Version.objects.select_related("framework").get(pk=cacee.id).framework)
    return mine


def test_stewards_begin_rubrics_and_name_each_other(steward: Program, stranger: Person) -> None:
    copied = steward.post("/kept", {"code": "advising", "copy_of": "cacee"}).json()
    assert copied["document"]["framework"] == "advising"
    blank = {"code": "short", "title": "Short", "languages": ["en"],
             "levels": [{"code": "A", "name": "One"}, {"code": "B", "name": "Two"}]}  # fmt: skip
    assert steward.post("/kept", blank).json()["document"]["title"] == {"en": "Short"}
    read = send(steward, "/kept/file?code=third", ("example.yaml", (DATA / "example.yaml").read_bytes()))
    assert read.json()["document"]["framework"] == "third"
    problem(steward.post("/kept", blank), 422, "bad_input")
    problem(Program(token_for(stranger)).post("/kept", {**blank, "code": "fourth"}), 403, "not_allowed")
    added = steward.post("/kept/cacee/stewards", {"email": stranger.email}).json()
    assert Program(token_for(stranger)).get("/kept/cacee/stewards").status_code == 200
    assert steward.delete(f"/kept/cacee/stewards/{added['id']}").status_code == 204
    (last,) = steward.get("/kept/cacee/stewards").json()["items"]
    problem(steward.delete(f"/kept/cacee/stewards/{last['id']}"), 422, "bad_input")


def test_a_draft_is_translated_talked_about_and_taken_back(steward: Program) -> None:
    draft = "/kept/cacee/drafts/2.0"
    steward.post("/kept/cacee/drafts", {"number": "2.0"})
    text = {"subject": "COL.1", "field": "name", "language": "en"}
    steward.post(f"{draft}/texts", {"texts": [{**text, "text": "Another name"}]})
    key = {**text, "language": "fr"}
    (outdated,) = steward.get(f"{draft}/texts?language=fr&state=outdated").json()["items"]
    assert {name: outdated[name] for name in key} == key
    assert steward.post(f"{draft}/texts/review", {"texts": [key]}).json() == {"count": 1}
    assert steward.get(f"{draft}/texts?language=fr&state=outdated").json()["items"] == []
    said = steward.post(f"{draft}/comments", {"subject": "COL.1", "text": "Better?"}).json()
    problem(steward.post(f"{draft}/comments", {"subject": "NO.1", "text": "Where?"}), 404, "unknown_code")
    assert steward.put(f"{draft}/comments/{said['id']}/settled", {"settled": True}).json()["settled"] is True
    assert [row["id"] for row in steward.get(f"{draft}/comments?subject=COL.1").json()["items"]] == [said["id"]]
    (edit,) = steward.get(f"{draft}/history").json()["items"]
    assert (edit["after"], edit["stands"]) == ("Another name", True)
    steward.post(f"{draft}/undo", {"edit": edit["id"]})
    assert [row["stands"] for row in steward.get(f"{draft}/history").json()["items"]] == [True, False]
    problem(steward.post(f"{draft}/undo", {"edit": edit["id"]}), 422, "bad_input")


def test_a_draft_has_hints_in_the_language_that_is_asked_for(steward: Program) -> None:
    draft = "/kept/cacee/drafts/2.0"
    steward.post("/kept/cacee/drafts", {"number": "2.0"})
    before = steward.get(f"{draft}/hints?limit=100").json()["items"]
    long = " ".join(["Leads"] + ["others and teams"] * 15) + "."
    steward.post(f"{draft}/texts", {"texts": [{"subject": "COL.1.B", "field": "text", "language": "en", "text": long}]})
    found = steward.get(f"{draft}/hints?limit=100").json()["items"]
    new = [row for row in found if row not in before and row["at"] == "COL.1.B"]
    assert {row["kind"] for row in new} >= {"long_sentence", "changed_in_one_language"}
    french = Program(steward.token, language="fr").get(f"{draft}/hints?limit=100").json()["items"]
    assert [row["kind"] for row in french] == [row["kind"] for row in found]
    assert [row["said"] for row in french] != [row["said"] for row in found]


def test_what_publishing_would_do_to_people_is_told_in_steps_of_five(
    steward: Program, fill: Callable[..., Assessment], cacee: Stored
) -> None:
    draft = "/kept/cacee/drafts/2.0"
    steward.post("/kept/cacee/drafts", {"number": "2.0"})
    assert steward.get(f"{draft}/effect").json() == {"people": None, "asked": None}
    for number in range(7):
        fill(Assessment.objects.create(person=make_person(f"rater{number}"), version_id=cacee.id), submit=True)
    assert steward.get(f"{draft}/effect").json() == {"people": 5, "asked": None}


def test_changes_are_declared_as_they_are_proposed(steward: Program) -> None:
    draft = "/kept/cacee/drafts/2.0"
    steward.post("/kept/cacee/drafts", {"number": "2.0"})
    for language in ("en", "fr"):
        said = {"subject": "COL.1.B", "field": "text", "language": language, "text": "All else."}
        steward.post(f"{draft}/texts", {"texts": [said]})
    found = steward.get(f"{draft}/changes").json()
    assert [(row["kind"], row["at"]) for row in found["proposed"]] == [("revised", "COL.1.B")]
    problem(steward.post(f"{draft}/changes", {"revision": 1, "add": found["proposed"]}), 422, "bad_input")
    declared = steward.post(f"{draft}/changes", {"revision": found["revision"], "add": found["proposed"]}).json()
    assert (declared["declared"], declared["proposed"], declared["contradictions"]) == (found["proposed"], [], [])
    wrong = {"kind": "moved", "at": "COL.1"}
    problem(steward.post(f"{draft}/changes", {"revision": declared["revision"], "add": [wrong]}), 422, "bad_input")
    removed = {"revision": declared["revision"], "remove": declared["declared"]}
    assert steward.post(f"{draft}/changes", removed).json()["declared"] == []


def test_a_draft_goes_to_translators_and_comes_back(steward: Program) -> None:
    draft = "/kept/cacee/drafts/2.0"
    steward.post("/kept/cacee/drafts", {"number": "2.0"})
    names = [row["name"] for row in steward.get(f"{draft}/files?limit=100").json()["items"]]
    assert {"cacee-2.0.yaml", "cacee-2.0-en-fr.xlf"} <= set(names)
    file = steward.get(f"{draft}/files/cacee-2.0-en-fr.xlf").content
    taken = send(steward, f"{draft}/translation", ("a.xlf", file)).json()
    assert taken["language"] == "fr"
    problem(steward.get(f"{draft}/files/other.yaml"), 404, "unknown_code")
    problem(send(steward, f"{draft}/translation", ("a.xlf", b"<no/>")), 422, "bad_file")


def test_a_version_is_restored_and_the_next_review_announced(steward: Program, cacee: Stored) -> None:
    problem(steward.post("/kept/cacee/versions/1.0/restore", {"number": "2.0"}), 403, "not_allowed")
    steward.post("/kept/cacee/drafts", {"number": "2.0"})
    draft = Draft.objects.get(number="2.0")
    steward.post("/kept/cacee/drafts/2.0/publish", {"revision": draft.revision, "why": "New."})
    restored = steward.post("/kept/cacee/versions/1.0/restore", {"number": "3.0"}).json()
    assert restored["document"]["restores"] == "1.0"
    problem(steward.get("/kept/cacee/review"), 404, "unknown_code")
    day = (timezone.localdate() + timedelta(days=90)).isoformat()
    assert steward.put("/kept/cacee/review", {"day": day, "text": {"en": "All of it"}}).json()["day"] == day
    problem(steward.put("/kept/cacee/review", {"day": "2020-01-01"}), 422, "bad_input")
    assert steward.delete("/kept/cacee/review").status_code == 204


def test_a_crosswalk_is_the_same_from_both_sides(steward: Program) -> None:
    publish_framework(shipped("example"))
    assert steward.post("/kept/cacee/crosswalks", {"other": "example"}).json() == {"other": "example"}
    here = "/kept/cacee/crosswalks/example"
    related = steward.put(f"{here}/relations/COL.1/PEO.1", {"kind": "broader", "note": "Ours is wider."}).json()
    assert (related["mine"], related["kind"], related["theirs"]) == ("COL.1", "broader", "PEO.1")
    problem(steward.put(f"{here}/relations/COL.1/NO.1", {"kind": "same"}), 404, "unknown_code")
    file = steward.get(f"{here}/file").content
    assert file.splitlines()[1] == b"COL.1,broader,PEO.1,Ours is wider."
    assert steward.delete(f"{here}/relations/COL.1/PEO.1").status_code == 204
    assert steward.get(f"{here}/relations").json()["items"] == []
    assert send(steward, f"{here}/file", ("a.csv", file)).json() == {"count": 1}
    assert len(steward.get(f"{here}/relations").json()["items"]) == 1


# Papers


@pytest.mark.parametrize(("path", "starts"), [
    ("/plan/files/plan.pdf?paper=a4", b"%PDF"), ("/plan/files/plan.xlsx", b"PK"),
    ("/log/files/log.csv", b"\xef\xbb\xbf"),
    ("/log/files/certificate.pdf?first=2026-01-01&last=2026-12-31", b"%PDF"),
    ("/log/files/audit-pack.zip?first=2026-01-01&last=2026-12-31", b"PK"),
])  # fmt: skip
def test_plan_and_log_are_taken_along_as_papers(person: Person, cacee: Stored, path: str, starts: bytes) -> None:
    answer = Program(token_for(person)).get(path)
    assert answer.status_code == 200, answer.content
    assert answer.content.startswith(starts)
    assert "attachment" in answer["Content-Disposition"]


def test_a_certificate_needs_its_days(person: Person, cacee: Stored) -> None:
    script = Program(token_for(person))
    problem(script.get("/log/files/certificate.pdf"), 422, "bad_input")
    assert script.get("/plan/files/none.pdf").status_code == 404
