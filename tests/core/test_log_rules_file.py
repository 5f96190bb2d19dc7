"""The rules of a scheme as a file: read whole, or refused with every problem and its line."""

from pathlib import Path

import pytest

from tamarack.core.errors import BadFile
from tamarack.core.formats import load_framework
from tamarack.core.formats.log_rules import read_rules
from tamarack.core.framework import Framework

DATA = Path(__file__).parents[2] / "src/tamarack/data"
LOG = ("course", "reading")
GOOD = """\
name: {en: Twenty hours, fr: Vingt heures}
description: {en: Any, fr: Toutes}
label: {en: An example, fr: Un exemple}
period: {kind: calendar, years: 2}
minimum: {period: 20, year: 5}
categories:
  - code: all
    name: {en: All, fr: Toutes}
    takes: [course, reading]
    most: {activity: 8, project: 12, year: 10, period: 15}
needs: {categories: 1, competencies: [COL, ETH], named: true}
carry_over: 4
exemption: {kind: waive, days: 90}
report_within: 30
keep_proof: {years: 2, after: period}
"""


@pytest.fixture(scope="module")
def rubric() -> Framework:
    return load_framework((DATA / "cacee.yaml").read_bytes())


def test_rules_are_read_with_hours_in_quarters(rubric: Framework) -> None:
    found = read_rules(GOOD.encode(), "twenty", rubric, LOG)
    assert (found.key, found.years, found.minimum, found.yearly, found.carry_over) == ("twenty", 2, 80, 20, 16)
    (category,) = found.categories
    assert (category.activity, category.project, category.year, category.period) == (32, 48, 40, 60)
    assert (found.needs, found.covers, found.named) == (1, ("COL", "ETH"), True)
    assert (found.exemption, found.waived_from, found.keep_years, found.keep_after) == ("waive", 90, 2, "period")
    assert found.category("course") is category
    assert found.category("other") is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((", fr: Vingt heures}", "}"), [(1, "The text in “fr” is missing")]),
        (("carry_over", "carry_ower"), [(12, "Is “carry_over” meant?")]),
        (("period: {kind: calendar, years: 2}", "periods: 2"), [(4, "is not known"), (1, "“period” is missing")]),
        (("years: 2}", "years: two}"), [(4, "whole number, not \"two\"")]),
        (("years: 2}", "years: 2, rolling: perhaps}"), [(4, "true or false")]),
        (("kind: calendar", "kind: lunar"), [(4, "“lunar” cannot be chosen here")]),
        (("kind: calendar, years: 2", "kind: calendar, years: 0"), [(4, "from 1 to 10, not 0")]),
        (("period: 20", "period: -1"), [(5, "from 0 to 10000, not -1")]),
        (("period: 20", "period: 12.5"), [(5, "whole number")]),
        (("categories: 1", "categories: 2"), [(11, "from 0 to 1, not 2")]),
        (("[course, reading]", "[course, cooking]"), [(9, "“cooking” cannot be chosen here")]),
        (("[course, reading]", "[course, course]"), [(9, "takes “course” already")]),
        (("[COL, ETH]", "[COL, XYZ]"), [(11, "XYZ")]),
        (("competencies: [COL, ETH], named", "named"), [(11, "no competencies that an activity could name")]),
        (("kind: waive", "kind: forgive"), [(13, "“forgive” cannot be chosen here")]),
        (("after: period", "after: lunch"), [(15, "“lunch” cannot be chosen here")]),
        (("days: 90", "days: 400"), [(13, "from 1 to 366, not 400")]),
        (("report_within: 30", "report_within: 999"), [(14, "from 0 to 366")]),
        (("most: {activity: 8", "most: {activity: -8"), [(10, "from 0 to 10000")]),
        (
            ("years: 2}", "years: 2, rolling: true}"),
            [(10, "Periods that overlap cannot have this"), (12, "Periods that overlap cannot have this")],
        ),
        ((GOOD, "- a"), [(1, "not the rules of a scheme")]),
    ],
)  # fmt: skip
def test_every_problem_is_told_with_its_line(
    rubric: Framework, change: tuple[str, str], told: list[tuple[int, str]]
) -> None:
    with pytest.raises(BadFile) as caught:
        read_rules(GOOD.replace(*change).encode(), "twenty", rubric, LOG)
    found = sorted((problem.line or 0, problem.translated(str)) for problem in caught.value.problems)
    assert [line for line, _ in found] == sorted(line for line, _ in told), found
    for (_, message), (_, words) in zip(found, sorted(told), strict=True):
        assert words in message
    assert "twenty.yaml" in caught.value.message


def test_a_code_that_is_given_twice_is_told(rubric: Framework) -> None:
    twice = GOOD.replace("needs:", "  - {code: all, name: {en: x, fr: y}, takes: [reading]}\nneeds:").replace(
        ", reading]", "]"
    )
    with pytest.raises(BadFile) as caught:
        read_rules(twice.encode(), "twenty", rubric, LOG)
    assert [problem.line for problem in caught.value.problems] == [11]


@pytest.mark.parametrize("path", sorted((DATA / "log_rules").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_sets_that_come_along_say_that_they_are_examples_in_both_languages(rubric: Framework, path: Path) -> None:
    taken = ["course", "workshop", "conference", "reading", "project", "mentoring", "teaching", "research"]
    found = read_rules(path.read_bytes(), path.stem, rubric, [*taken, "association", "other"])
    assert "example" in found.label["en"]
    assert "Check with" in found.label["en"]
    assert "exemple" in found.label["fr"]
    assert "Vérifiez auprès" in found.label["fr"]
