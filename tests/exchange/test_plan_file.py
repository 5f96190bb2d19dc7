"""The plan as a workbook says what the plan says, as text and dates, whatever people write."""

import csv
import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from python_calamine import load_workbook

from tamarack.assessment.answers import Answer, Answers
from tamarack.core.roles import RoleProfile
from tamarack.exchange.plan import plan_xlsx
from tamarack.growth.actions.doing import Doing, create_action, finish_action
from tamarack.growth.actions.goals import Wanted, create_goal, move_goal
from tamarack.growth.models import LINE_MOST, TEXT_MOST, Action
from tamarack.growth.queries import Offered, Plan, plan
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored

HOSTILE = [
    "=1+1",
    "<r><b>x</b></r>",
    "http://example.org",
    "{=A1}",
    "12",
    "@SUM(A1)",
    "a\ufffe\uffffb",
    "'x",
    "Été\r\nligne",
]
ROLE = RoleProfile({"COL": "E"}, name={"": "Senior educator"})


@pytest.fixture
def kept(person: Person, cacee: Stored) -> Plan:
    wanted = Wanted("=1+1", ["DIG.7", "COL.2"], date(2027, 6, 18), "Why\nme", "Why them")
    goal = create_goal(person, cacee, wanted, Offered("own-1", ROLE))
    move_goal(person, create_goal(person, cacee, Wanted("Rest", ["COM.1"])), "paused")
    first = Doing("Check the form", "with", ["COL.2.E", "COL.2.B"], date(2026, 12, 4), "hours", "term", "Some notes")
    create_action(person, cacee.framework, first, goal)
    done = create_action(person, cacee.framework, Doing("Read"))
    finish_action(person, done, "Much")
    Action.objects.filter(pk=done.pk).update(done_on=date(2026, 11, 12))
    return plan(person)


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def answers(cacee: Stored) -> Answers:
    return Answers(cacee.framework, {"COL.1": Answer("E"), "COL.2": Answer("B"), "COL.3": Answer("0")})


def test_it_says_what_the_plan_says_and_dates_are_dates(kept: Plan, cacee: Stored) -> None:
    with override("en"):
        found = sheets(plan_xlsx(answers(cacee), kept, ROLE))
    assert list(found) == ["Goals", "Actions", "Growth path"]
    assert found["Goals"][0][:4] == ["Aim", "State", "Role profile", "By when"]
    assert found["Goals"][1:] == [
        ["=1+1", "Active", "Senior educator", date(2027, 6, 18), "COL.2, DIG.7", "Why\nme", "Why them"],
        ["Rest", "Paused", "", "", "COM.1", "", ""],
    ]
    assert found["Actions"][1:] == [
        ["Check the form", "=1+1", "With and through others", "To do", date(2026, 12, 4), "A few hours",
         "Every term (four months)", "COL.2.B, COL.2.E", "Some notes", "", ""],
        ["Read", "", "Experience on the job", "Done", "", "", "", "", "", date(2026, 11, 12), "Much"],
    ]  # fmt: skip


def test_the_path_is_that_of_the_page_and_says_what_is_planned(kept: Plan, cacee: Stored) -> None:
    with override("en"):
        rows = sheets(plan_xlsx(answers(cacee), kept, ROLE))["Growth path"]
    assert [(row[0], row[1], row[6]) for row in rows[1:]] == [
        (1, "COL.3.B", "No"), (2, "COL.2.E", "Yes"), (3, "COL.3.E", "No"),
    ]  # fmt: skip
    assert rows[1][3:5] == ["Building", "Collaboration"]
    assert "**" not in "".join(map(str, rows))
    assert len(sheets(plan_xlsx(answers(cacee), kept))["Growth path"]) == 1 + 95


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_empty_plan_has_the_heads_and_the_path(cacee: Stored, language: str) -> None:
    with override(language):
        found = list(sheets(plan_xlsx(Answers(cacee.framework, {}), Plan([]))).values())
    assert [len(rows) for rows in found] == [1, 1, 99]


def test_whatever_people_write_stays_text(person: Person, cacee: Stored) -> None:
    for text in [*HOSTILE, "x" * LINE_MOST]:
        goal = create_goal(person, cacee, Wanted(text, ["COL.1"], why_me="y" * TEXT_MOST))
        create_action(person, cacee.framework, Doing(text, notes=text), goal)
    data = plan_xlsx(Answers(cacee.framework, {}), plan(person))
    told = [row[0].strip() for row in list(sheets(data).values())[1][1:]]
    assert told == [*(text.replace("\ufffe\uffff", "").replace("\r", "") for text in HOSTILE), "x" * LINE_MOST]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(name) or b"hyperlink" in parts.read(name) for name in parts.namelist())


def test_heads_stay_in_view_and_rows_can_be_filtered(kept: Plan, cacee: Stored) -> None:
    with zipfile.ZipFile(io.BytesIO(plan_xlsx(answers(cacee), kept))) as parts:
        for number in (1, 2, 3):
            sheet = parts.read(f"xl/worksheets/sheet{number}.xml")
            assert b'state="frozen"' in sheet
            assert b"<autoFilter" in sheet


def test_libreoffice_opens_it(person: Person, cacee: Stored, kept: Plan, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "This test needs LibreOffice: run scripts/libreoffice.sh, as `make test` does."
    for text in HOSTILE:
        create_action(person, cacee.framework, Doing(text, due=date(2027, 1, 31)))
    with override("fr"):
        (tmp_path / "plan.xlsx").write_bytes(plan_xlsx(answers(cacee), plan(person)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    convert = [office, "--headless", profile, "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "plan.xlsx")], check=True, capture_output=True, timeout=180)
    (saved,) = tmp_path.glob("*.csv")
    rows = list(csv.reader(io.StringIO(saved.read_text("utf-8-sig"), newline="")))
    assert [row[0].strip() for row in rows[1:]] == [
        "Check the form", "Read", *(text.replace("\ufffe\uffff", "").replace("\r", "") for text in HOSTILE),
    ]  # fmt: skip
    assert rows[-1][4] in ("2027-01-31", "31.01.2027", "01/31/27", "01/31/2027"), "a date, not its number"
