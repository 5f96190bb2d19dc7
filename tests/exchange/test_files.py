"""What leaves as a file is what was answered, and what comes back is what left."""

import csv
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.utils import timezone
from django.utils.translation import override

from tamarack.assessment.actions import rating as actions
from tamarack.assessment.answers import Answer, Answers, Change
from tamarack.assessment.models import Assessment, Rating
from tamarack.assessment.queries.rating import answers_of
from tamarack.core.errors import BadFile
from tamarack.core.formats.ratings import read_ratings
from tamarack.core.formats.workbook import write_workbook
from tamarack.exchange.own_data import own_data
from tamarack.exchange.ratings import ratings_csv, ratings_json, ratings_xlsx
from tamarack.exchange.workbook import filled, take_workbook, words
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored
from tests.conftest import make_person


@pytest.fixture
def answered(person: Person, draft: Assessment) -> Answers:
    actions.rate(
        person,
        draft,
        {
            "COL.1": Change("E", note="=SUM(A1)\nÉté « chaud »"),
            "COL.2": Change("NA", "role"),
            "ETH.5": Change("0"),
            "COM.1": Change(note="Only a note"),
        },
    )
    return answers_of(draft)


def test_ratings_as_csv_are_what_the_command_line_reads(answered: Answers) -> None:
    stream = io.StringIO(ratings_csv(answered).decode(), newline="")
    (found,) = read_ratings(stream, answered.framework)
    assert {code: value for code, value in found.ratings.items() if value} == answered.ratings
    assert len(found.ratings) == 35


def test_ratings_as_json_tell_the_standing_the_reasons_and_the_notes(answered: Answers) -> None:
    data = json.loads(ratings_json(answered, timezone.localdate(), "Before my review"))
    assert (data["name"], data["framework"], data["version"]) == ("Before my review", "cacee", "1.0")
    assert data["met"] == answered.standing.met
    assert data["notes"] == {"COL.1": "=SUM(A1)\nÉté « chaud »", "COM.1": "Only a note"}
    assert data["reasons"] == {"COL.2": "role"}
    assert next(row for row in data["criteria"] if row["code"] == "COL.1")["rating"] == "E"


@pytest.mark.parametrize(
    ("language", "sheet", "told"), [("en", "Criteria", "Enhancing"), ("fr", "Critères", "Consolidation")]
)
def test_ratings_as_a_table_are_in_the_readers_language_and_notes_stay_text(
    answered: Answers, language: str, sheet: str, told: str
) -> None:
    from python_calamine import load_workbook

    with override(language):
        book = load_workbook(io.BytesIO(ratings_xlsx(answered)))
    rows = book.get_sheet_by_name(sheet).to_python()
    assert len(rows) == 36
    row = next(row for row in rows if row[0] == "COL.1")
    assert row[2:4] == [told, "=SUM(A1)\nÉté « chaud »"]


def test_a_note_that_looks_like_a_workbooks_own_markup_leaves_it_readable(answered: Answers) -> None:
    from python_calamine import load_workbook

    answers = Answers(answered.framework, {"COL.1": Answer("E", "", "<r>bold</r>")})
    rows = load_workbook(io.BytesIO(ratings_xlsx(answers))).get_sheet_by_index(0).to_python()
    assert "<r>bold</r>" in rows[1][3]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_workbook_brought_back_by_someone_else_becomes_the_same_answers(
    answered: Answers, stranger: Person, language: str
) -> None:
    data = write_workbook(answered.framework, language, words(language), filled(answered))
    taken = take_workbook(stranger, data, replace=False)
    assert taken.count == 4
    assert taken.assessment.is_draft
    assert answers_of(taken.assessment).by_code == answered.by_code


def test_what_a_workbook_leaves_empty_stays_as_it_was(answered: Answers, person: Person, cacee: Stored) -> None:
    data = write_workbook(cacee.framework, "en", words("en"), {"DIG.1": ("B", "", "")})
    draft = take_workbook(person, data, replace=False).assessment
    assert answers_of(draft).by_code == {**answered.by_code, "DIG.1": Answer("B")}


def test_a_workbook_that_disagrees_with_the_draft_is_taken_only_if_one_says_so(
    answered: Answers, person: Person, cacee: Stored, draft: Assessment
) -> None:
    data = write_workbook(cacee.framework, "en", words("en"), {"COL.1": ("M", "", "another"), "DIG.1": ("B", "", "")})
    with pytest.raises(BadFile) as refused:
        take_workbook(person, data, replace=False)
    assert [str(problem) for problem in refused.value.problems] == [
        "Your draft has another answer for COL.1.", "Your draft has another example for COL.1.",
    ]  # fmt: skip
    assert answers_of(draft).by_code == answered.by_code
    take_workbook(person, data, replace=True)
    assert answers_of(draft).of("COL.1") == Answer("M", "", "another")


def test_nothing_is_taken_of_a_workbook_with_one_wrong_answer(stranger: Person, cacee: Stored) -> None:
    from dataclasses import replace

    called = replace(words("en"), not_yet="Not really")
    data = write_workbook(cacee.framework, "en", called, {"COL.1": ("0", "", ""), "COL.2": ("B", "", "")})
    with pytest.raises(BadFile) as refused:
        take_workbook(stranger, data, replace=False)
    assert any("COL!" in str(problem) and "Not really" in str(problem) for problem in refused.value.problems)
    assert not Assessment.objects.filter(person=stranger).exists()
    assert not Rating.objects.exists()


def test_all_own_data_is_one_archive_of_open_formats(
    answered: Answers, person: Person, fill: Callable[..., Assessment], cacee: Stored
) -> None:
    team = Team.objects.create(
        organisation=Organisation.objects.create(code="clearwater", name="Clearwater"), code="x", name="Careers"
    )
    Member.objects.create(organisation=team.organisation, team=team, person=person)
    done = Assessment.objects.create(
        person=person, version_id=cacee.id, name="Été", submitted_at=timezone.now(), first=["COL.1"], role="own-1"
    )
    fill(done).ratings.filter(criterion="COL.1").update(carried=True)
    person.former_addresses.create(email="nadia@former.example")
    with zipfile.ZipFile(own_data(person)) as archive:
        assert archive.testzip() is None
        account = json.loads(archive.read("account.json"))
        assessments = json.loads(archive.read("assessments.json"))
        tables = [name for name in archive.namelist() if name.startswith("ratings/")]
        rows = list(csv.DictReader(io.StringIO(archive.read(tables[0]).decode(), newline="")))
    assert account["email"] == person.email
    places = [(row["organisation"], row["team"], row["role"]) for row in account["organisations"]]
    assert places == [("Clearwater", "Careers", "member")]
    assert {entry["name"] for entry in assessments} == {"", "Été"}
    drafted = next(entry for entry in assessments if entry["submitted"] is None)
    assert drafted["answers"]["COL.2"] == {
        "value": "NA", "reason": "role", "note": "", "carried": False, "confirm": "",
        "saved": drafted["answers"]["COL.2"]["saved"],
    }  # fmt: skip
    assert drafted["answers"]["COL.2"]["saved"][:4] == str(timezone.now().year)
    finished = next(entry for entry in assessments if entry["submitted"])
    assert (drafted["first"], drafted["role"]) == ([], "")
    assert (finished["id"], finished["first"], finished["role"]) == (done.pk, ["COL.1"], "own-1")
    assert finished["answers"]["COL.1"]["carried"] is True
    assert account["addresses"] == [{"email": person.email, "verified": True, "primary": True}]
    assert [row["email"] for row in account["former_addresses"]] == ["nadia@former.example"]
    assert len(tables) == 2
    assert len(rows) == 35


def test_nobody_elses_data_is_in_it(answered: Answers, cacee: Stored) -> None:
    with zipfile.ZipFile(own_data(make_person("someone"))) as archive:
        assert json.loads(archive.read("assessments.json")) == []
        assert b"chaud" not in b"".join(archive.read(name) for name in archive.namelist())
