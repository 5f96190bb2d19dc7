"""Snapshots: who is counted, that nothing is counted twice, and that what is told is what the command tells."""

import csv
import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamarack.assessment.actions.rating import start_partial, submit_assessment
from tamarack.assessment.models import Assessment, Rating
from tamarack.cli.aggregate import _counted
from tamarack.core.errors import NotAllowed
from tamarack.core.formats.figures import to_json
from tamarack.core.formats.ratings import read_ratings
from tamarack.core.privacy import figures
from tamarack.insight import actions
from tamarack.insight.actions import make_snapshots, snapshots_until
from tamarack.insight.models import POOL, TOTAL, Counted, Snapshot, TeamPart
from tamarack.insight.periods import Period, ended, next_period
from tamarack.insight.queries import counted_in, figures_of
from tamarack.people.models import Grant, Member, Organisation
from tests.figures import NEXT, YEAR, Place, at

EXAMPLE = {
    "north": {"B": 4, "0": 1},
    "south": {"B": 1, "0": 2},
    "west": {"B": 2, "0": 10},
    "east": {"B": 9, "0": 21},
}


def told(snapshot: Snapshot) -> dict[str, Any]:
    return to_json(figures_of(snapshot))


def raters(snapshot: Snapshot, criterion: str = "COL.1") -> int:
    cells: dict[str, Any] = TeamPart.objects.get(snapshot=snapshot, code=TOTAL).cells
    return int(cells[criterion][0]) if criterion in cells else 0


def test_the_example_of_the_design_from_the_database(place: Place) -> None:
    for team, tally in EXAMPLE.items():
        place.crowd(team, tally)
    found = told(place.snapshot())
    cells = {group["code"]: group["cells"]["COL.1"] for group in found["groups"]}
    assert cells["north"] == cells["south"] == "pooled"
    assert cells["east"]["at_or_above"]["B"] == "30 %"
    assert found["pool"]["COL.1"]["at_or_above"]["B"] == "half or more"
    assert found["total"]["COL.1"]["about"]["B"] == "30 %"
    assert found["total"]["COL.2"] is None


def test_a_snapshot_tells_what_the_command_tells_of_the_same_ratings(place: Place) -> None:
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(["person", "group", "criterion", "rating"])
    for number in range(60):
        team = ("north", "south", "west", "tiny")[number % 4 if number < 40 else 0]
        person = place.person(team)
        values = {}
        for index, row in enumerate(place.cacee.framework.criteria):
            choices = ["0", *row.levels, "NA", ""]
            values[row.code.replace(".", "_")] = choices[(number * 7 + index * number) % len(choices)]
            writer.writerow([person.pk, team, row.code, values[row.code.replace(".", "_")]])
        place.submit(person, **values)
    stream.seek(0)
    from_file = figures(
        place.cacee.framework, _counted(read_ratings(stream, place.cacee.framework, needed=("person", "group")))
    )
    assert json.dumps(told(place.snapshot())) == json.dumps(to_json(from_file))


def test_only_what_was_submitted_in_the_period_counts_from_its_first_to_its_last_moment(place: Place) -> None:
    people = [place.person() for _ in range(9)]
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    rows = [place.submit(person, day) for person, day in zip(people, days, strict=False)]
    for row, moment in zip(rows, (YEAR.since - timedelta(seconds=1), YEAR.since,
                                  YEAR.until - timedelta(seconds=1), YEAR.until), strict=True):  # fmt: skip
        Assessment.objects.filter(pk=row.pk).update(submitted_at=moment)
    Assessment.objects.create(person=people[5], version_id=place.cacee.id)  # a draft
    snapshot = place.snapshot()
    assert set(Counted.objects.filter(snapshot=snapshot).values_list("assessment", flat=True)) == {
        rows[1].pk,
        rows[2].pk,
    }


def test_only_members_whose_grant_names_the_organisation_count(place: Place, elsewhere: Place) -> None:
    place.crowd("north", {"B": 5})
    place.submit(place.person(grants=False))
    withdrawn = place.person()
    place.submit(withdrawn)
    Grant.objects.filter(person=withdrawn).update(withdrawn_at=at(date(2025, 7, 1)))
    names_another = place.person(grants=False)
    Grant.objects.create(person=names_another, organisation=elsewhere.organisation)
    place.submit(names_another)
    left = place.person()
    place.submit(left)
    Member.objects.filter(person=left).delete()
    assert raters(place.snapshot()) == 5
    assert raters(elsewhere.snapshot()) == 0


def test_the_last_assessment_of_a_person_counts_and_no_answer_of_an_earlier_one(place: Place) -> None:
    people = place.crowd("north", {"0": 6}, date(2025, 3, 1))
    for person in people:
        place.submit(person, date(2025, 9, 1), COL_1="M", COL_2="")
        Rating.objects.create(assessment=person.assessments.latest("-submitted_at"), criterion="COL.2", value="B")
    found = told(place.snapshot())
    assert found["groups"][0]["cells"]["COL.1"]["at_or_above"]["M"] == "half or more"
    assert found["total"]["COL.2"] is None


def test_na_and_unrated_do_not_count(place: Place) -> None:
    for value in ["B"] * 5 + ["NA", ""]:
        place.submit(place.person(), COL_1=value)
    assert raters(place.snapshot()) == 5


def test_carried_answers_count_where_they_were_given_in_the_period(place: Place) -> None:
    """A check-in carries over what it does not ask for: that is the person's answer still."""
    people = place.crowd("north", {"B": 5})
    for person in people:
        place.submit(person, date(2025, 9, 1), carried=("COL_1",), COL_1="B", COL_2="E")
    assert raters(snapshot := place.snapshot()) == 5
    assert raters(snapshot, "COL.2") == 5


def test_answers_carried_over_from_an_earlier_period_are_not_told_again(place: Place) -> None:
    people = place.crowd("north", {"B": 20})
    first = place.snapshot()
    for person in people:
        place.submit(person, date(2026, 3, 1), carried=("COL_1",), COL_1="B", COL_2="E")
    second = place.snapshot(NEXT)
    assert (raters(first), raters(second), raters(second, "COL.2")) == (20, 0, 20)


def test_a_real_check_in_of_the_next_period_counts_with_its_focus_alone(place: Place) -> None:
    for _ in range(5):
        person = place.person()
        place.submit(person, COL_1="B", COL_2="B", COL_3="B")
        draft = start_partial(person, place.cacee, ["COL.2"])
        submit_assessment(person, draft)
        Assessment.objects.filter(pk=draft.pk).update(submitted_at=at(date(2026, 2, 1)))
    place.snapshot()
    second = place.snapshot(NEXT)
    assert [raters(second, code) for code in ("COL.1", "COL.2", "COL.3")] == [0, 5, 0]


def test_no_two_snapshots_share_an_answer_when_people_move(place: Place, elsewhere: Place) -> None:
    people = place.crowd("north", {"B": 6})
    first = place.snapshot()
    for person in people:
        Member.objects.filter(person=person).update(organisation=elsewhere.organisation, team=elsewhere.team("north"))
        Grant.objects.filter(person=person).update(organisation=elsewhere.organisation)
        place.submit(person, date(2025, 12, 20), carried=("COL_1",), COL_1="B", COL_2="B")
    second = elsewhere.snapshot(Period(date(2025, 3, 1), date(2026, 2, 28)))
    assert (raters(first), raters(second), raters(second, "COL.2")) == (6, 0, 6)
    assert Counted.objects.count() == 12


def test_an_answer_stays_counted_when_its_organisation_is_gone(place: Place, elsewhere: Place) -> None:
    people = place.crowd("north", {"B": 6})
    place.snapshot()
    place.organisation.delete()
    assert not Snapshot.objects.exists()
    for person in people:
        Member.objects.create(person=person, organisation=elsewhere.organisation)
        Grant.objects.create(person=person, organisation=elsewhere.organisation)
    assert raters(elsewhere.snapshot()) == 0


def test_withdrawal_and_erasure_hold_for_what_is_made_afterwards(place: Place) -> None:
    people = place.crowd("north", {"B": 7})
    first = place.snapshot()
    before = told(first)
    for person in people:
        place.submit(person, date(2026, 5, 1))
    Grant.objects.filter(person=people[0]).update(withdrawn_at=at(date(2026, 6, 1)))
    people[1].delete()
    assert raters(place.snapshot(NEXT)) == 5
    assert told(first) == before
    assert Counted.objects.filter(snapshot=first).count() == 6


def test_those_without_a_team_are_a_group_of_their_own(place: Place) -> None:
    place.crowd("north", {"B": 6})
    assert [group["code"] for group in told(place.snapshot())["groups"]] == ["north"]
    for _ in range(6):
        place.submit(place.person(None), date(2026, 2, 1))
    place.crowd("north", {"B": 5}, date(2026, 2, 1))
    assert [group["code"] for group in told(place.snapshot(NEXT))["groups"]] == ["", "north"]


def test_teams_without_any_rater_are_told_together_with_others(place: Place) -> None:
    place.crowd("north", {"B": 6})
    place.team("empty")
    found = told(place.snapshot())
    assert found["pool"]["COL.1"]["groups"] == ["empty", "north"]


def test_an_organisation_may_ask_for_more_people(place: Place) -> None:
    place.crowd("north", {"B": 6})
    Organisation.objects.filter(pk=place.organisation.pk).update(k=7)
    place.organisation.refresh_from_db()
    snapshot = place.snapshot()
    assert (snapshot.k, told(snapshot)["total"]["COL.1"]) == (7, None)


def test_a_snapshot_never_changes(place: Place) -> None:
    snapshot = place.snapshot()
    part = snapshot.parts.get(code=POOL)
    snapshot.k = 9
    for change in (snapshot.save, snapshot.delete, part.save, part.delete):
        with pytest.raises(NotAllowed):
            change()
    with pytest.raises(NotAllowed):
        Snapshot.objects.all().delete()
    with pytest.raises(NotAllowed):
        TeamPart.objects.update(cells={})


def test_periods_follow_each_other_whatever_their_length_becomes(place: Place) -> None:
    organisation = place.organisation
    first = next_period(organisation, None)
    assert first == YEAR
    organisation.months = 3
    second = next_period(organisation, first.ends)
    assert second == Period(date(2026, 1, 1), date(2026, 3, 31))
    organisation.begins = date(2026, 2, 1)
    assert next_period(organisation, date(2026, 1, 31)).ends == date(2026, 5, 1)  # 90 days, not February's 89
    assert next_period(organisation, date(2025, 6, 30)).begins == date(2026, 2, 1)


def test_what_is_over_is_caught_up_with_and_made_once(place: Place) -> None:
    place.organisation.months = 6
    place.organisation.save()
    place.crowd("north", {"B": 5}, date(2025, 3, 1))
    today = date(2026, 8, 15)
    assert [period.begins for period in ended(place.organisation, None, today)] == [
        date(2025, 1, 1),
        date(2025, 7, 1),
        date(2026, 1, 1),
    ]
    made = snapshots_until(place.organisation, today)
    assert [(row.begins, row.ends) for row in made][-1] == (date(2026, 1, 1), date(2026, 6, 30))
    assert snapshots_until(place.organisation, today) == []
    assert [raters(row) for row in made] == [5, 0, 0]


def test_the_last_day_of_a_period_is_not_over_yet(place: Place) -> None:
    assert snapshots_until(place.organisation, YEAR.ends) == []
    assert len(snapshots_until(place.organisation, YEAR.told_on)) == 1


def test_a_round_that_is_killed_leaves_nothing_and_the_next_makes_it_whole(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.crowd("north", {"B": 5})

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(actions, "to_cells", die)
        with pytest.raises(KeyboardInterrupt):
            snapshots_until(place.organisation, YEAR.told_on)
    assert not Snapshot.objects.exists()
    assert not Counted.objects.exists()
    assert raters(snapshots_until(place.organisation, YEAR.told_on)[0]) == 5


def test_the_task_makes_those_of_all_organisations_and_one_failure_stops_none(
    place: Place, elsewhere: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = actions.make_snapshot

    def fails_once(organisation: Organisation, *rest: Any) -> Snapshot:
        if organisation == place.organisation:
            raise ValueError
        return real(organisation, *rest)

    monkeypatch.setattr(actions, "make_snapshot", fails_once)
    make_snapshots.func()
    assert set(Snapshot.objects.values_list("organisation", flat=True)) == {elsewhere.organisation.pk}
    monkeypatch.undo()
    make_snapshots.func()
    assert Snapshot.objects.filter(organisation=place.organisation).exists()


def test_making_a_snapshot_asks_as_much_of_few_as_of_many(place: Place) -> None:
    place.crowd("north", {"B": 5})
    with CaptureQueriesContext(
        connection,
    ) as few:
        place.snapshot()
    for team in ("a", "b", "c"):
        place.crowd(team, {"B": 9, "E": 4}, date(2026, 2, 1))
    with CaptureQueriesContext(connection) as many:
        place.snapshot(NEXT)
    assert len(many) == len(few)


def test_a_snapshot_may_take_longer_than_a_page(place: Place) -> None:
    if connection.vendor == "sqlite":
        return
    place.crowd("north", {"B": 5})
    with connection.cursor() as cursor:
        cursor.execute("""
            CREATE FUNCTION pg_temp.slowly() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN PERFORM pg_sleep(0.6); RETURN NULL; END';
            CREATE TRIGGER slowly AFTER INSERT ON insight_counted EXECUTE FUNCTION pg_temp.slowly();
            SET LOCAL statement_timeout = 500;
        """)
    assert raters(snapshots_until(place.organisation, YEAR.told_on)[0]) == 5


def test_a_person_is_told_in_which_snapshots_their_answers_were_counted(place: Place) -> None:
    person = place.person()
    row = place.submit(person)
    snapshot = place.snapshot()
    assert counted_in(person) == [
        {"assessment": row.pk, "organisation": "Clearwater", "begins": YEAR.begins, "ends": YEAR.ends,
         "made": snapshot.made_at, "last_of_the_period": True}
    ]  # fmt: skip
