"""Pages and files of figures say what the labels say, for which period, with whom, and nothing more."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tamarack.exchange.own_data import own_data
from tamarack.growth.models import Role
from tamarack.insight.models import Counted, Snapshot
from tamarack.people.models import Grant, Member, Organisation, Person
from tamarack.rubric.queries import Stored
from tests.figures import NEXT, Place

ORG, TEAM = "/en/orgs/clear/figures/", "/en/teams/clear/{}/figures/"
EXAMPLE = {
    "north": {"B": 4, "0": 1},
    "south": {"B": 1, "0": 2},
    "west": {"B": 2, "0": 10},
    "east": {"B": 9, "0": 21},
}


@pytest.fixture
def place(cacee: Stored, person: Person) -> Place:
    organisation = Organisation.objects.create(code="clear", name="Clearwater", begins=date(2025, 1, 1))
    place = Place(organisation, cacee)
    Member.objects.create(organisation=organisation, person=person, team=place.team("north"), role="owner")
    return place


@pytest.fixture
def example(place: Place) -> Place:
    for team, tally in EXAMPLE.items():
        place.crowd(team, tally)
    place.snapshot()
    return place


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


def row(client: Client, address: str, code: str = "COL.1") -> list[str]:
    """The cells of a criterion, in words, without what only screen readers skip."""
    page = client.get(address).content.decode()
    found = re.search(rf'<tr><th scope="row"><span class="code">{code}</span>.*?</tr>', page, re.S)
    assert found
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found[0], re.S)
    plain = [re.sub(r'<span aria-hidden="true">.*?</span>|<[^>]+>', "", cell) for cell in cells]
    return [" ".join(cell.replace("\xa0", " ").split()) for cell in plain]


def test_the_organisation_s_page_tells_the_design_s_example(own: Client, example: Place) -> None:
    assert row(own, f"{ORG}?level=B") == [
        "30 %", "With South", "With North", "under a quarter", "half or more", "about 30 %"
    ]  # fmt: skip
    page = text(own, ORG)
    assert "Answers submitted from 1 January 2025 to 31 December 2025. The next figures come on 1 January 2027." in page


def test_a_team_s_page_tells_its_own_part_or_with_whom_it_is_told(own: Client, example: Place) -> None:
    assert row(own, f"{TEAM.format('east')}?level=B") == ["30 %", "about 30 %"]
    assert row(own, f"{TEAM.format('south')}?level=B") == ["With North", "half or more", "about 30 %"]


def test_a_choice_takes_whole_parts(own: Client, example: Place) -> None:
    assert row(own, f"{ORG}?level=B&part=east&part=west")[-2:] == ["about 25 %", "about 30 %"]
    assert row(own, f"{ORG}?level=B&part=south") == ["With North", "half or more", "too few people", "about 30 %"]
    assert row(own, f"{ORG}?level=B&part=south&part=north")[-2] == "about 75 %"
    assert row(own, f"{ORG}?level=B&part=no-such") == row(own, f"{ORG}?level=B")


def test_nothing_on_a_page_says_how_many_rated_or_granted(own: Client, place: Place) -> None:
    place.crowd("north", {"B": 977})
    place.snapshot()
    for address in (ORG, TEAM.format("north")):
        assert not re.search(r"\b977\b", text(own, address))


def test_before_the_first_snapshot_a_page_says_when_it_comes_and_what_it_takes(own: Client, place: Place) -> None:
    place.crowd("north", {"B": 4})
    page = text(own, TEAM.format("north"))
    assert "No figures yet. The first ones come on 1 January 2026." in page
    assert "from 1 January 2025 to 31 December 2025" in page
    assert "5 people or more" in page
    Grant.objects.all().delete()
    assert text(own, TEAM.format("north")) == page


def test_a_team_that_came_after_the_snapshot_waits_for_the_next(own: Client, example: Place) -> None:
    example.team("new")
    page = text(own, TEAM.format("new"))
    assert "No figures yet. The first ones come on 1 January 2027." in page
    assert own.get(f"{TEAM.format('new')}figures.csv").status_code == 404


def test_too_few_in_all_is_a_dash_that_is_explained(own: Client, place: Place) -> None:
    place.crowd("north", {"B": 4})
    place.snapshot()
    assert row(own, f"{ORG}?level=B") == ["too few people", "too few people"]
    assert "A dash: fewer than 5 people" in text(own, ORG)


def test_levels_without_a_descriptor_are_named_and_left_out(own: Client, example: Place) -> None:
    page = text(own, f"{ORG}?level=E")
    assert "Without a descriptor at this level: EDI.5, ETH.2, ETH.5, SME.5" in page


def test_strengths_and_what_to_train_next_come_from_labels_against_the_role(own: Client, place: Place) -> None:
    for _ in range(10):
        place.submit(place.person("north"), COL_1="M", COL_2="0", COL_3="B")
    place.snapshot()
    page = text(own, f"{TEAM.format('north')}?as=campus-recruiter")
    strengths, trainings = page.partition("Strengths")[2].partition("Criterion by criterion")[0].split("What to train")
    assert "three quarters or more COL.1" in strengths
    assert "under a quarter COL.2" in trainings
    assert "COL.2" not in strengths


def test_figures_can_be_held_against_the_organisation_s_own_role_profile(own: Client, example: Place) -> None:
    role = Role.objects.create(
        organisation=example.organisation,
        version_id=example.cacee.id,
        document={"name": "Our own adviser", "targets": {"COL": "B"}},
    )
    page = text(own, f"{ORG}?as=org-{role.pk}")
    assert "Share of people at the level that this role asks for, or above: Our own adviser." in page
    assert row(own, f"{ORG}?as=org-{role.pk}") == row(own, f"{ORG}?level=B")
    elsewhere = Organisation.objects.create(code="else", name="Elsewhere")
    Role.objects.filter(pk=role.pk).update(organisation=elsewhere)
    assert own.get(f"{ORG}?as=org-{role.pk}").status_code == 404


def test_each_period_is_told_on_its_own_and_the_earlier_ones_stay(own: Client, example: Place) -> None:
    before = row(own, f"{ORG}?level=B")
    example.crowd("east", {"B": 30}, date(2026, 4, 1))
    example.snapshot(NEXT)
    assert row(own, f"{ORG}?level=B")[-1] == "about 95 %"
    assert row(own, f"{ORG}?level=B&until=2025-12-31") == before
    assert "Over time" in text(own, ORG)
    page = text(own, f"{ORG}?level=B&until=2025-12-31")
    assert "1 January 2026 to 31 December 2026" not in page


@pytest.mark.parametrize(
    "said", ["level=Q", "as=no-such", "until=yesterday", "until=2024-12-31", "until=%00", "level=%F0%9F%8C%B2"]
)
def test_what_cannot_be_asked_for_is_not_found(own: Client, example: Place, said: str) -> None:
    assert own.get(f"{ORG}?{said}").status_code == 404


def test_many_teams_are_shown_by_dozens_and_chosen_from(own: Client, place: Place) -> None:
    for number in range(20):
        place.crowd(f"team-{number:02}", {"B": 5})
    Member.objects.filter(team=place.team("north")).update(team=place.team("team-00"))
    place.snapshot()
    assert len(row(own, f"{ORG}?level=B")) == 12 + 2
    assert "9 more have no column here" in text(own, ORG)


@pytest.mark.parametrize("teams", [1, 30])
def test_thirty_teams_cost_no_more_queries_than_one(own: Client, place: Place, teams: int) -> None:
    for number in range(teams):
        place.crowd(f"team-{number:02}", {"B": 5})
    place.snapshot()
    costs = []
    for address in (ORG, f"{ORG}?part=team-00", TEAM.format("team-00"), f"{ORG}figures.csv"):
        own.get(address)  # the first reading of a day is written down
        with CaptureQueriesContext(connection) as queries:
            assert own.get(address).status_code == 200
        costs.append(len(queries))
    assert costs == [10, 10, 10, 12]


def associated(cacee: Stored, count: int) -> tuple[Organisation, list[Place]]:
    association = Organisation.objects.create(code="all", name="All of us", kind="association")
    places = []
    for number in range(count):
        organisation = Organisation.objects.create(
            code=f"org-{number}", name=f"Org {number}", begins=date(2025, 1, 1), association=association
        )
        places.append(Place(organisation, cacee))
        places[-1].crowd("a", {"B": 5, "0": 5})
        places[-1].snapshot()
    return association, places


def test_an_association_derives_from_the_labels_of_its_organisations(
    own: Client, person: Person, cacee: Stored
) -> None:
    association, _ = associated(cacee, 2)
    Member.objects.create(organisation=association, person=person)
    # ten people in quarters: five of ten is “half to three quarters”, which allows 5, 6 and 7
    assert row(own, "/en/orgs/all/figures/?level=B") == ["about 60 %", "about 60 %", "about 60 %"]
    assert row(own, "/en/orgs/all/figures/?level=B&part=org-0") == ["about 60 %", "about 60 %", "about 60 %"]
    assert "The newest figures of each organisation, up to 31 December 2025." in text(own, "/en/orgs/all/figures/")


def test_an_organisation_is_compared_where_five_have_figures(own: Client, person: Person, cacee: Stored) -> None:
    _, places = associated(cacee, 4)
    Member.objects.create(organisation=places[0].organisation, person=person)
    address = "/en/orgs/org-0/figures/compared/?level=B"
    assert row(own, address) == ["too few people", "too few people"]
    fifth = Organisation.objects.create(
        code="fifth", name="Fifth", begins=date(2025, 1, 1), association=places[0].organisation.association
    )
    place = Place(fifth, cacee)
    place.crowd("a", {"M": 20})
    place.snapshot()
    assert row(own, address) == ["about 60 %", "about 70 %"]  # (4 × 6 + 19) of 60


def test_without_an_association_there_is_nothing_to_compare(own: Client, example: Place) -> None:
    assert own.get(f"{ORG}compared/").status_code == 404


def test_the_files_have_the_labels_of_the_page(own: Client, example: Place) -> None:
    table = list(csv.reader(StringIO(own.get(f"{ORG}figures.csv").content.decode("utf-8-sig"))))
    assert table[0] == [
        "criterion", "name", "level", "East", "North", "South", "West", "Other teams together", "All teams"
    ]  # fmt: skip
    cells = [cell.replace("\xa0", " ") for cell in table[1]]
    assert cells[2:] == [
        "B", "30 %", "With South", "With North", "under a quarter", "half or more", "about 30 %"
    ]  # fmt: skip
    assert len(table) == 98 + 1
    book = CalamineWorkbook.from_filelike(BytesIO(own.get(f"{ORG}figures.xlsx").content))
    sheet = book.get_sheet_by_index(0).to_python()
    assert [str(cell).replace("\xa0", " ") for cell in sheet[1]][3:9] == cells[3:]
    assert book.sheet_names == ["Figures", "How to read this"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("address", ["orgs/clear/figures/", "teams/clear/south/figures/"])
def test_the_pdf_is_made_in_both_languages(own: Client, example: Place, language: str, address: str) -> None:
    response = own.get(f"/{language}/{address}figures.pdf")
    assert response.content.startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"


def test_there_is_no_file_of_another_kind_and_none_before_the_first_figures(own: Client, place: Place) -> None:
    assert own.get(f"{ORG}figures.csv").status_code == 404
    place.snapshot()
    assert own.get(f"{ORG}figures.csv").status_code == 200
    assert own.get(f"{ORG}figures.exe").status_code == 404


def test_one_s_own_data_says_in_which_snapshots_one_was_counted(example: Place) -> None:
    import json
    from zipfile import ZipFile

    person = Counted.objects.select_related("assessment__person").first().assessment.person  # type: ignore[union-attr]
    archive = ZipFile(own_data(person))
    found = json.loads(archive.read("counted.json"))
    assert [(entry["organisation"], entry["begins"]) for entry in found] == [("Clearwater", "2025-01-01")]


def test_nothing_of_a_person_is_left_when_the_account_is_gone(example: Place) -> None:
    person = Counted.objects.select_related("assessment__person").first().assessment.person  # type: ignore[union-attr]
    person.delete()
    assert Counted.objects.count() == 49
    assert Snapshot.objects.count() == 1
