"""The plan's files, as a browser sees them."""

import io
import re
from collections.abc import Callable
from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import load_workbook

from tamarack.assessment.models import Assessment
from tamarack.core.roles import RoleProfile
from tamarack.growth.actions.doing import Doing, create_action
from tamarack.growth.actions.goals import Wanted, create_goal
from tamarack.growth.actions.keeping import set_rhythm
from tamarack.growth.queries import Offered
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored
from tests.reports.reading import identity, page_count, paper, squeezed, text_of

ROLE = Offered("own-1", RoleProfile({"COL": "E"}, name={"": "Senior educator"}))


@pytest.fixture
def planned(person: Person, cacee: Stored, draft: Assessment, fill: Callable[..., Assessment]) -> None:
    fill(draft, submit=True)
    goal = create_goal(person, cacee, Wanted("Bring employers in", ["COL.2"], date(2027, 6, 18)), ROLE)
    create_action(person, cacee.framework, Doing("Write to three employers"), goal)
    set_rhythm(
        person, every=4, next_on=date(2027, 1, 8), at=time(9), time_zone="America/Vancouver", reminders=False, weekday=0
    )
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater")
    team = Team.objects.create(organisation=organisation, code="x", name="Careers")
    Member.objects.create(organisation=organisation, person=person, team=team)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("plan.pdf", "application/pdf"),
        ("plan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_the_plan_can_be_taken_along(own: Client, planned: None, name: str, kind: str) -> None:
    response = own.get(f"/fr/growth/files/{name}")
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert re.fullmatch(rf'attachment; filename="tamarack-\d{{4}}-\d\d-\d\d-{name}"', response["Content-Disposition"])
    assert "no-store" in response["Cache-Control"]


def test_the_pdf_says_who_where_and_what_on_one_page(own: Client, planned: None) -> None:
    made = own.get("/en/growth/files/plan.pdf").content
    text = text_of(made)
    for words in (
        "Nadia", "Careers, Clearwater", "Senior educator", "Bring employers in", "Write to three employers",
        "Next check-in 8 January 2027",
    ):  # fmt: skip
        assert squeezed(words) in text
    assert page_count(made) == 1
    assert identity(made)["lang"] == "en-CA"
    assert identity(own.get("/fr/growth/files/plan.pdf").content)["lang"] == "fr-CA"


@pytest.mark.parametrize(
    ("query", "size"), [("", (612, 792)), ("?paper=a4", (595, 842)), ("?paper=../etc", (612, 792))]
)
def test_paper_is_letter_unless_a4_is_asked_for(own: Client, planned: None, query: str, size: tuple[int, int]) -> None:
    assert paper(own.get(f"/en/growth/files/plan.pdf{query}").content) == {size}


def test_the_path_in_the_workbook_leads_to_the_role_of_the_leading_goal(own: Client, planned: None) -> None:
    book = load_workbook(io.BytesIO(own.get("/en/growth/files/plan.xlsx").content))
    rows = book.get_sheet_by_index(2).to_python()
    assert [row[1] for row in rows[1:]] == ["COL.1.E", "COL.2.E", "COL.3.E"]


def test_without_anything_there_are_files_all_the_same(own: Client, cacee: Stored) -> None:
    assert own.get("/en/growth/files/plan.pdf").content.startswith(b"%PDF")
    assert own.get("/en/growth/files/plan.xlsx").content.startswith(b"PK")


def test_a_file_that_there_is_not(own: Client, cacee: Stored) -> None:
    response = own.get("/en/growth/files/plan.docx")
    assert response.status_code == 404
    assert "There is no file “plan.docx” here." in response.content.decode()


def test_nothing_of_anyone_elses_is_in_it(visit: Callable[..., Client], stranger: Person, planned: None) -> None:
    text = text_of(visit(stranger).get("/en/growth/files/plan.pdf").content)
    assert "employersin" not in text
    assert "Nothingisplannedyet" in text


@pytest.mark.parametrize("name", ["plan.pdf", "plan.xlsx"])
def test_the_number_of_queries_does_not_grow_with_the_plan(
    own: Client, person: Person, cacee: Stored, planned: None, name: str
) -> None:
    counts = []
    for number in (1, 30):
        for index in range(number):
            goal = create_goal(person, cacee, Wanted(f"Aim {index}", ["COL.1"]))
            create_action(person, cacee.framework, Doing("Something", due=timezone.localdate()), goal)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            own.get(f"/en/growth/files/{name}")
        counts.append(len(asked))
    assert counts[0] == counts[1]
