"""The log as files, and in the archive of all that is one's own."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from tamarack.exchange.log import counts_csv, log_csv, totals_csv
from tamarack.exchange.own_data import own_data
from tamarack.people.models import Person
from tamarack.portfolio.actions.log import Spent, log_activity
from tamarack.portfolio.actions.schemes import add_exemption, follow_scheme
from tamarack.portfolio.models import Activity, Following
from tamarack.portfolio.queries import log as queries
from tamarack.rubric.queries import Stored
from tests.portfolio.conftest import PDF, upload

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", '=HYPERLINK("x")']


@pytest.fixture(autouse=True)
def _store(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def enter(
    person: Person, cacee: Stored, title: str, day: str, quarters: int, category: str = "course", **more: Any
) -> Activity:
    proof = more.pop("proof", None)
    return log_activity(person, cacee, Spent(title, date.fromisoformat(day), category, quarters, **more), proof)


def table(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_log_as_csv(person: Person, cacee: Stored) -> None:
    enter(
        person, cacee, "Clinic", "2026-03-02", 62, "project", project="P", criteria=["SME.1", "COL.3"], proof=upload()
    )
    enter(person, cacee, "Later", "2026-03-03", 0, planned=5)
    first, second = table(log_csv(queries.activities(person)))
    file = Activity.objects.get(title="Clinic").files.get()
    assert first == {
        "date": "2026-03-02", "title": "Clinic", "category": "project", "hours_done": "15.5", "hours_planned": "0",
        "project": "P", "criteria": "COL.3 SME.1", "reflection": "", "notes": "",
        "proofs": f"proofs/2026-03-02-{file.pk}-outline.pdf",
    }  # fmt: skip
    assert (second["hours_done"], second["hours_planned"]) == ("0", "1.25")


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_is_a_formula(person: Person, cacee: Stored, words: str) -> None:
    enter(person, cacee, words, "2026-03-02", 4, project=words, notes=words, reflection=words)
    (row,) = table(log_csv(queries.activities(person)))
    assert {row[name] for name in ("title", "project", "notes", "reflection")} == {f"'{words}"}


def test_hours_and_hundreds_are_numbers_that_any_program_reads(person: Person, cacee: Stored) -> None:
    with override("fr"):
        for quarters in (400, 401, 4000):
            enter(person, cacee, "x", "2026-03-02", quarters)
        assert [row["hours_done"] for row in table(log_csv(queries.activities(person)))] == ["100", "100.25", "1000"]


def standing_of(person: Person, key: str, since: date) -> queries.Standing:
    return queries.standing(follow_scheme(person, key, since), queries.log(person), date(2026, 11, 25))


def test_totals_by_rule_are_the_sums_of_what_counts(person: Person, cacee: Stored) -> None:
    enter(person, cacee, "Clinic", "2025-03-02", 120, "project", project="P", criteria=["COL.1"])
    enter(person, cacee, "Course", "2026-03-02", 30, criteria=["ETH.1"])
    enter(person, cacee, "Other", "2026-03-02", 4, "other")
    standing = standing_of(person, "sixty-in-three-years", date(2024, 5, 1))
    totals = table(totals_csv([standing], date(2026, 1, 1), date(2026, 12, 31)))
    found = {(row["part"], row["name"], row["from"]): (row["asked"], row["counted"], row["to_go"]) for row in totals}
    assert found["period", "", "2024-01-01"] == ("60", "32.5", "27.5")
    assert found["year", "", "2024-01-01"] == ("10", "0", "10")
    assert found["year", "", "2025-01-01"] == ("10", "25", "0")
    assert found["year", "", "2026-01-01"] == ("10", "7.5", "2.5")
    assert found["category", "Significant work projects", "2024-01-01"] == ("", "25", "")
    counts = table(counts_csv([standing], queries.activities(person)))
    assert [(row["title"], row["hours_counted"]) for row in counts] == [
        ("Clinic", "25"),
        ("Course", "7.5"),
        ("Other", "0"),
    ]
    assert sum(float(row["hours_counted"]) for row in counts) == 32.5
    assert "5\u00a0h beyond the 25\u00a0h" in counts[0]["why_not_all"]
    assert [row["keep_proof_until"] for row in counts] == ["2029-01-31", "2030-01-31", ""]


def test_only_periods_that_touch_the_days_are_told(person: Person, cacee: Stored) -> None:
    standing = standing_of(person, "twenty-five-a-year", date(2024, 3, 14))
    rows = table(totals_csv([standing], date(2025, 3, 13), date(2025, 3, 14)))
    assert {row["period_from"] for row in rows} == {"2024-03-14", "2025-03-14"}
    covered = [row for row in rows if row["part"] == "competency" and row["period_from"] == "2025-03-14"]
    assert [(row["name"], row["to_go"]) for row in covered][:2] == [("COL", "1"), ("COM", "1")]


def test_all_of_the_log_is_in_one_s_own_data(person: Person, stranger: Person, cacee: Stored) -> None:
    activity = enter(person, cacee, "Clinic", "2026-03-02", 6, reflection="Été", notes="n", proof=upload())
    enter(stranger, cacee, "Someone else’s", "2026-03-02", 6)
    following = follow_scheme(person, "sixty-in-three-years", date(2024, 5, 1))
    add_exemption(person, following, date(2025, 1, 1), date(2025, 2, 1), "parental", "Twins")
    Following.objects.create(person=person, scheme="of-old", since=date(2020, 1, 1))
    with zipfile.ZipFile(own_data(person)) as archive:
        (log,) = json.loads(archive.read("log.json"))
        assert set(log) >= {field.name for field in Activity._meta.concrete_fields} - {"person"}
        assert (log["title"], log["reflection"], log["done_quarters"], log["version"]) == ("Clinic", "Été", 6, "1.0")
        (proof,) = log["proofs"]
        assert archive.read(proof["file"]) == PDF
        assert json.loads(archive.read("schemes.json")) == [
            {
                "scheme": "sixty-in-three-years", "since": "2024-05-01",
                "exemptions": [
                    {"from": "2025-01-01", "until": "2025-02-01", "reason": "parental", "note": "Twins"},
                ],
            },
            {"scheme": "of-old", "since": "2020-01-01", "exemptions": []},
        ]  # fmt: skip
        assert [row["title"] for row in table(archive.read("log.csv"))] == ["Clinic"]
        assert "log.json: your professional development log." in archive.read("READ ME.txt").decode()
    assert str(activity.pk) in str(log["id"])
