"""What the ratings say of a rubric: from labels where five organisations have figures, from single answers of 200."""

import json
from datetime import date
from typing import Any

import pytest

from tamarack.assessment.models import Assessment, Rating
from tamarack.core.errors import NotAllowed
from tamarack.core.privacy import between, derive
from tamarack.insight import actions
from tamarack.insight.items import item_report, periods
from tamarack.insight.models import POOL, FrameworkFigures, TeamPart
from tamarack.insight.queries import figures_of
from tamarack.insight.statistics import figures_until, make_figures
from tamarack.people.models import Grant, Member, Organisation, Person
from tamarack.rubric.queries import Stored
from tests.figures import NEXT, YEAR, Place, at

GROUP = (YEAR.begins, YEAR.ends)


@pytest.fixture
def places(cacee: Stored) -> list[Place]:
    found = []
    for number in range(5):
        place = Organisation.objects.create(code=f"p{number}", name=f"P{number}", begins=date(2025, 1, 1))
        found.append(Place(place, cacee))
    return found


def made(cacee: Stored) -> dict[str, Any]:
    figures_until(YEAR.told_on)
    found: dict[str, Any] = FrameworkFigures.objects.get(version=cacee.id).told
    return found


def test_shares_are_derived_from_the_labels_of_all_organisations(places: list[Place], cacee: Stored) -> None:
    snapshots = []
    for number, place in enumerate(places):
        place.crowd("north", {"B": 4 + number, "0": 2, "M": number, "NA": 3})
        snapshots.append(place.snapshot())
    told = made(cacee)
    parts = [part for snapshot in snapshots for part in figures_of(snapshot).parts["COL.1"]]
    expected = {level: [about, *between(parts)[level]] for level, about in derive(parts).items()}
    assert told["shares"] == {"COL.1": expected}
    about, low, high = told["not_applicable"]["COL.1"]
    assert low <= about <= high
    assert "people" not in told


def test_four_organisations_are_too_few(places: list[Place], cacee: Stored) -> None:
    for number, place in enumerate(places):
        place.crowd("north", {"B": 6} if number else {"B": 4})
        place.snapshot()
    assert made(cacee) == {"shares": {}, "not_applicable": {}}


def test_organisations_count_together_only_where_their_periods_are_the_same(places: list[Place], cacee: Stored) -> None:
    for place in places[:4]:
        place.crowd("north", {"B": 6})
        place.snapshot()
    places[4].crowd("north", {"B": 6}, date(2026, 2, 1))
    places[4].snapshot(NEXT)
    figures_until(NEXT.told_on)
    assert [row.told["shares"] for row in FrameworkFigures.objects.all()] == [{}, {}]


def test_what_is_made_is_made_once_and_never_changes(places: list[Place], cacee: Stored) -> None:
    for place in places[:4]:
        place.crowd("north", {"B": 6})
        place.snapshot()
    made(cacee)
    places[4].crowd("north", {"B": 6})
    places[4].snapshot()
    assert made(cacee)["shares"] == {}
    assert make_figures((cacee.id, *GROUP)) is None
    row = FrameworkFigures.objects.get()
    row.told = {}
    with pytest.raises(NotAllowed):
        row.save()
    with pytest.raises(NotAllowed):
        FrameworkFigures.objects.all().delete()


def test_a_period_that_runs_is_not_told(places: list[Place], cacee: Stored) -> None:
    places[0].crowd("north", {"B": 6})
    places[0].snapshot()
    figures_until(YEAR.ends)
    assert not FrameworkFigures.objects.exists()


def test_the_task_waits_until_all_snapshots_are_there(places: list[Place], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr(actions, "make_snapshot", fails)
        actions.make_snapshots.func()
    assert not FrameworkFigures.objects.exists()
    actions.make_snapshots.func()
    assert FrameworkFigures.objects.exists()


def test_snapshots_keep_no_more_of_not_applicable_than_the_label(places: list[Place]) -> None:
    places[0].crowd("north", {"B": 6, "NA": 3})
    snapshot = places[0].snapshot()
    assert TeamPart.objects.get(snapshot=snapshot, code=POOL).cells["COL.1 NA"] == [[9, 1, ["north"]]]


def many(place: Place, people: int, *, statistics: bool = True) -> None:
    """Who answers two criteria alike, and a third the other way round; one in twenty does not rate the third."""
    rows = [Person(email=f"{place.organisation.code}-{n}@many.example", name="x") for n in range(people)]
    found = Person.objects.bulk_create(rows)
    Member.objects.bulk_create(Member(organisation=place.organisation, person=one, team=None) for one in found)
    Grant.objects.bulk_create(
        Grant(person=one, organisation=place.organisation, statistics=statistics) for one in found
    )  # fmt: skip
    day = at(date(2025, 6, 1))
    assessments = Assessment.objects.bulk_create(
        Assessment(person=one, version_id=place.cacee.id, started_at=day, submitted_at=day) for one in found
    )  # fmt: skip
    values = ("0", "B", "E", "M")
    Rating.objects.bulk_create(
        Rating(assessment=row, criterion=code, value=values[rank])
        for number, row in enumerate(assessments)
        for code, rank in (("COL.1", number % 4), ("COL.2", number % 4), ("COL.3", 3 - number % 4))
        if code != "COL.3" or number % 20
    )


def test_single_answers_are_told_of_two_hundred_who_allowed_it(places: list[Place], cacee: Stored) -> None:
    for place in places:
        many(place, 41)
        place.snapshot()
    told = made(cacee)
    assert told["people"] == 205
    assert told["together"] == {"COL.1 COL.2": 10}  # 190 rated COL.3: too few
    assert (told["unrated"]["COL.1"], told["unrated"]["COL.3"], told["unrated"]["DIG.1"]) == (0, 15, 205)


@pytest.mark.parametrize(("people", "places_of_them", "allowed"), [(39, 5, True), (60, 4, True), (60, 5, False)])
def test_fewer_or_of_fewer_organisations_or_without_leave_are_not(
    places: list[Place], cacee: Stored, people: int, places_of_them: int, allowed: bool
) -> None:
    for place in places[:places_of_them]:
        many(place, people, statistics=allowed)
        place.snapshot()
    assert set(made(cacee)) == {"shares", "not_applicable"}


def test_grants_given_from_now_on_say_so_and_earlier_ones_do_not(places: list[Place]) -> None:
    from tamarack.people.actions.grants import give_grant

    person = places[0].person(grants=False)
    assert give_grant(person, places[0].organisation).statistics
    assert not Grant(person=person, organisation=places[0].organisation).statistics


def test_what_is_kept_holds_no_count_of_fewer_than_five_and_no_finer_coefficient(
    places: list[Place], cacee: Stored
) -> None:
    for place in places:
        many(place, 44)
        place.snapshot()
    told = made(cacee)
    numbers = [told["people"], *told["unrated"].values(), *told["to_confirm"].values()]
    assert all(number % 5 == 0 for number in numbers)
    assert all(isinstance(tenths, int) for tenths in told["together"].values())
    assert "@" not in json.dumps(told)


def test_the_report_names_what_stands_out_and_in_words(places: list[Place], cacee: Stored) -> None:
    for place in places:
        for _ in range(40):
            place.submit(place.person(), COL_1="B", COL_2="M", COL_3="0")
        place.snapshot()
    made(cacee)
    found = periods(FrameworkFigures.objects.get().version.framework)
    report = item_report(cacee.framework, found[0])
    assert [(noted.criterion.code, noted.level) for noted in report.nearly_all][:2] == [
        ("COL.1", "Building"),
        ("COL.2", "Building"),
    ]
    assert ("COL.3", "Building") in [(noted.criterion.code, noted.level) for noted in report.hardly_any]
    assert ("COL.2", "Building / Enhancing") in [(noted.criterion.code, noted.level) for noted in report.alike]
    assert report.items[0].shares["B"].words == "about 95\u00a0%"
    assert report.items[0].shares["B"].interval == "90 to 100\u00a0%"


def test_without_a_period_there_is_nothing_yet(cacee: Stored) -> None:
    assert not item_report(cacee.framework, None).has_shares
