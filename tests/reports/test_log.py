"""The certificate of hours, the log and the totals by rule as PDF: what they say, and to machines."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from tamarack.core.errors import BadInput
from tamarack.people.models import Person
from tamarack.portfolio.actions.log import Spent, log_activity
from tamarack.portfolio.actions.schemes import add_exemption, follow_scheme
from tamarack.portfolio.models import Activity
from tamarack.portfolio.queries import log as queries
from tamarack.reports.glyphs import shown
from tamarack.reports.log import Paper, certificate_pdf, log_pdf, totals_pdf
from tamarack.rubric.queries import Stored
from tests.reports.conftest import TODAY
from tests.reports.reading import identity, page_count, paper, squeezed, tags, text_of
from tests.reports.test_notes import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def told(**changed: Any) -> Paper:
    fields = {"name": "Nadia Bouchard", "place": "Clearwater", "first": date(2026, 1, 1), "last": TODAY, "made": TODAY}
    return Paper(**{**fields, **changed})


@pytest.fixture
def done(person: Person, cacee: Stored) -> list[Activity]:
    for title, day, category, quarters, more in (
        (
            "Winter institute",
            "2026-02-03",
            "course",
            26,
            {"reflection": "I ask more.\n\nAnd listen.", "criteria": ["COL.1"]},
        ),
        ("Résumé clinic", "2026-07-01", "project", 62, {"project": "Clinic"}),
        ("Later", "2026-11-20", "course", 0, {"planned": 8}),
    ):
        spent = Spent(title, date.fromisoformat(day), category, quarters, **more)  # type: ignore[arg-type]
        log_activity(person, cacee, spent)
    return queries.activities(person)


def says(pdf: bytes, *texts: str) -> None:
    found = text_of(pdf)
    for text in texts:
        assert squeezed(text) in found, text


def test_the_certificate_says_what_was_done_and_that_it_is_one_s_own_statement(done: list[Activity]) -> None:
    pdf = certificate_pdf(done, told())
    says(
        pdf, "Certificate of hours", "Nadia Bouchard", "Clearwater", "1 January 2026 to 25 November 2026",
        "22 h (2 activities)", "3 February 2026", "Winter institute", "Résumé clinic", "15.5", "Total: 22 h",
        "By category", "Work project", "This is Nadia Bouchard’s own statement of hours",
        "Nobody else has verified it, unless someone signs below.", "Signature", "Date", "Page 1 of 1",
    )  # fmt: skip
    assert "Later" not in text_of(pdf)
    assert squeezed("I ask more") not in text_of(pdf)


def test_the_certificate_in_french(done: list[Activity]) -> None:
    with override("fr"):
        pdf = certificate_pdf(done, told())
    says(
        pdf, "Attestation d’heures", "du 1er janvier 2026 au 25 novembre 2026", "22 h (2 activités)", "15,5",
        "1er juillet 2026", "Ceci est la déclaration d’heures de Nadia Bouchard", "Total : 22 h",
    )  # fmt: skip
    assert identity(pdf)["lang"] == "fr-CA"
    assert "Activities" not in text_of(pdf)


@pytest.mark.parametrize("make", [certificate_pdf, log_pdf])
def test_files_are_accessible_and_archival(done: list[Activity], make: Any) -> None:
    pdf = make(done, told())
    found = identity(pdf)
    assert found["title"].endswith(": Nadia Bouchard")
    assert (found["lang"], found["marked"], found["shows title"]) == ("en-CA", "True", "True")
    assert "pdfuaid:part" in found["metadata"]
    structure = tags(pdf)
    assert structure.count("H1") == 1
    assert structure.count("Table") == 2
    assert structure.count("TH") == 6
    assert "Figure" not in structure


def test_the_log_has_reflections_criteria_and_proofs(done: list[Activity]) -> None:
    says(
        log_pdf(done, told()), "Professional development log", "Reflections", "I ask more.", "And listen.",
        "COL.1 · No proof", "Clinic · No proof",
    )  # fmt: skip


def test_totals_by_rule_say_what_is_asked_counted_and_to_go(person: Person, done: list[Activity]) -> None:
    following = follow_scheme(person, "sixty-in-three-years", date(2025, 3, 1))
    add_exemption(person, following, date(2025, 3, 1), date(2025, 12, 31), "parental")
    standing = queries.standing(queries.followed(person)[0], queries.log(person), TODAY)
    pdf = totals_pdf([standing], told())
    says(
        pdf, "Totals by rule", "60 hours in three calendar years", "An example, modelled on",
        "Followed since 1 March 2025.",
        "Exempt: 1 March 2025 to 31 December 2025 (Parental leave).", "Period: 2025 to 2027",
        "18 h to go in the period, of 40 h.",
        "2025 (waived)", "2027: 10 h to go in the year, of 10 h.", "Significant work projects",
    )  # fmt: skip
    assert tags(pdf).count("Table") == 1


def test_totals_without_a_scheme_say_so() -> None:
    says(totals_pdf([], told()), "No scheme is followed.")


def test_nothing_done_is_said(person: Person) -> None:
    for make in (certificate_pdf, log_pdf):
        says(make([], told()), "Nothing was done in these days.", "0 h (0 activities)")


@pytest.mark.parametrize(("name", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_on_either_paper(done: list[Activity], name: str, size: tuple[int, int]) -> None:
    assert paper(certificate_pdf(done, told(paper=name))) == {size}


def test_on_no_other_paper(done: list[Activity]) -> None:
    with pytest.raises(BadInput):
        certificate_pdf(done, told(paper="papyrus"))


def test_a_thousand_activities_take_pages_with_repeated_heads(person: Person) -> None:
    rows = [
        Activity(pk=number, person=person, title=f"Entry {number}", category="course", done_quarters=1 + number % 9,
                 on=TODAY - timedelta(days=number), reflection="Because " * 400 if number < 3 else "")
        for number in range(1, 1001)
    ]  # fmt: skip
    pdf = certificate_pdf(rows, told())
    assert page_count(pdf) > 20
    assert tags(pdf).count("TR") == 1000 + 1 + 1 + 1
    says(pdf, "Entry 1000", f"({len(rows):d} activities)")


@pytest.mark.parametrize("words", HOSTILE)
def test_one_s_own_words_are_set_as_they_are(person: Person, words: str) -> None:
    row = Activity(pk=1, person=person, title=words, category="course", done_quarters=4, on=TODAY, project=words,
                   notes=words, reflection=words)  # fmt: skip
    for make in (certificate_pdf, log_pdf):
        assert squeezed(shown(words)).replace("\xad", "") in text_of(make([row], told(name="x", place="")))


def test_same_data_same_bytes(done: list[Activity]) -> None:
    assert certificate_pdf(done, told()) == certificate_pdf(done, told())
