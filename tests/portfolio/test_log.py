"""The log's writes and reads: what is kept, what is refused and leaves nothing behind, whose it is."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import override

from tamarack.core.errors import BadInput, NotAllowed, TamarackError, UnknownCode
from tamarack.people.actions.accounts import delete_account
from tamarack.people.leaving import end_leaving
from tamarack.people.models import Leaving, Person
from tamarack.portfolio import log_words
from tamarack.portfolio.actions import log as actions
from tamarack.portfolio.actions.files import remove_file
from tamarack.portfolio.actions.log import Spent
from tamarack.portfolio.actions.schemes import add_exemption, delete_exemption, follow_scheme, leave_scheme
from tamarack.portfolio.models import Activity, Exemption, File, Following
from tamarack.portfolio.queries import log as queries
from tamarack.portfolio.schemes import find_scheme, schemes
from tamarack.rubric.queries import Stored
from tests.portfolio.conftest import upload

DAY = date(2026, 3, 2)
LogIt = Callable[..., Activity]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def log_it(person: Person, cacee: Stored) -> LogIt:
    def log_it(
        title: str = "Webinar", on: date = DAY, category: str = "workshop", done: int = 6, **more: Any
    ) -> Activity:
        proof = more.pop("proof", None)
        return actions.log_activity(person, cacee, Spent(title, on, category, done, **more), proof)

    return log_it


def test_an_activity_is_kept_as_it_was_told(person: Person, cacee: Stored, log_it: LogIt) -> None:
    log_it(" Clinic ", category="project", done=62, planned=40, project=" Clinic ", criteria=["SME.1", "COL.3"],
           notes="n", reflection="r", proof=upload())  # fmt: skip
    kept = Activity.objects.get()
    assert (kept.title, kept.category, kept.on, kept.done_quarters, kept.planned_quarters) == (
        "Clinic", "project", DAY, 62, 40,
    )  # fmt: skip
    assert (kept.project, kept.criteria, kept.notes, kept.reflection) == ("Clinic", ["COL.3", "SME.1"], "n", "r")
    assert kept.version_id == cacee.id
    assert [file.name for file in kept.files.all()] == ["outline.pdf"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title": " "}, "Some words are needed"),
        ({"title": "x" * 301}, "300 fit"),
        ({"done": 0}, "Please give the hours"),
        ({"done": -1}, "1000 hours at most"),
        ({"done": 4001}, "1000 hours at most"),
        ({"planned": 4001}, "1000 hours at most"),
        ({"category": "cooking"}, "cannot be chosen here"),
        ({"on": date(1066, 1, 1)}, "The year 1066"),
        ({"project": "x" * 121}, "120 fit"),
        ({"notes": "\x07"}, "control characters"),
        ({"reflection": "x" * 4001}, "4000 fit"),
        ({"criteria": ["COL.99"]}, "COL.99"),
        ({"proof": upload("virus.exe", b"MZ")}, "are not taken"),
        ({"proof": upload("empty.pdf", b"")}, "is empty"),
        ({"proof": upload("not.pdf", b"hello")}, "is not what its name says"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_nothing_behind(
    log_it: LogIt, store: Path, changed: dict[str, Any], told: str
) -> None:
    with pytest.raises(TamarackError) as caught:
        log_it(**changed)
    assert told in caught.value.message
    assert not Activity.objects.exists()
    assert not File.objects.exists()
    assert [path for path in store.rglob("*") if path.is_file()] == []


def test_nothing_can_be_done_on_a_day_that_is_still_to_come(log_it: LogIt) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(BadInput, match="still to come"):
        log_it(on=tomorrow)
    assert log_it(on=tomorrow, done=0, planned=8).planned_quarters == 8
    assert log_it(on=timezone.localdate()).is_done


def test_a_change_with_a_bad_proof_changes_nothing(person: Person, cacee: Stored, log_it: LogIt) -> None:
    activity = log_it()
    with pytest.raises(BadInput):
        actions.change_activity(
            person, activity, cacee, Spent("Changed", DAY, "course", 4), upload("not.pdf", b"hello")
        )
    assert Activity.objects.get().title == "Webinar"
    actions.change_activity(person, activity, cacee, Spent("Changed", DAY, "course", 4), upload())
    assert (Activity.objects.get().title, File.objects.count()) == ("Changed", 1)


def test_a_planned_activity_is_done_in_one_step_and_only_once(log_it: LogIt, person: Person) -> None:
    today = timezone.localdate()
    ahead, behind = log_it(on=today + timedelta(9), done=0, planned=8), log_it(on=DAY, done=0, planned=3)
    for activity in (ahead, behind, ahead):
        actions.do_activity(person, activity)
    assert [(row.on, row.done_quarters) for row in Activity.objects.order_by("pk")] == [(today, 8), (DAY, 3)]
    actions.do_activity(person, log_it(done=5, planned=9))
    assert Activity.objects.latest("pk").done_quarters == 5


def test_nobody_else_changes_a_log(person: Person, stranger: Person, cacee: Stored, log_it: LogIt) -> None:
    activity = log_it(done=0, planned=4, proof=upload())
    following = follow_scheme(person, "sixty-in-three-years", DAY)
    exemption = add_exemption(person, following, DAY, DAY, "parental")
    before = list(Activity.objects.values())
    for change in (
        lambda: actions.change_activity(stranger, activity, cacee, Spent("x", DAY, "course", 4)),
        lambda: actions.do_activity(stranger, activity),
        lambda: actions.delete_activity(stranger, activity),
        lambda: remove_file(stranger, activity.files.get()),
        lambda: leave_scheme(stranger, following),
        lambda: add_exemption(stranger, following, DAY, DAY, "care"),
        lambda: delete_exemption(stranger, exemption),
    ):
        with pytest.raises(NotAllowed):
            change()
    assert list(Activity.objects.values()) == before
    assert (Following.objects.count(), Exemption.objects.count(), File.objects.count()) == (1, 1, 1)
    for find in (
        lambda: queries.own_activity(stranger, activity.pk),
        lambda: queries.own_activity(stranger, 10**30),
        lambda: queries.own_exemption(stranger, exemption.pk),
        lambda: queries.own_following(stranger, "sixty-in-three-years"),
        lambda: queries.own_following(stranger, "none-such"),
    ):
        with pytest.raises(UnknownCode):
            find()
    assert queries.find_activity(stranger, str(activity.pk)) is None
    assert queries.log(stranger).entries == []
    assert queries.activities(stranger) == queries.followed(stranger) == []
    assert queries.titles(stranger, DAY, DAY) == {}


@pytest.mark.django_db(transaction=True)
def test_a_deleted_activity_takes_its_proofs_along(person: Person, log_it: LogIt) -> None:
    activity = log_it(proof=upload())
    stored = activity.files.get().stored
    actions.delete_activity(person, activity)
    assert not File.objects.exists()
    assert not default_storage.exists(stored)


@pytest.mark.django_db(transaction=True)
def test_the_log_vanishes_with_the_account(person: Person, log_it: LogIt) -> None:
    stored = log_it(proof=upload()).files.get().stored
    add_exemption(person, follow_scheme(person, "sixty-in-three-years", DAY), DAY, DAY, "parental")
    delete_account(person)
    assert not any(model.objects.exists() for model in (Activity, Following, Exemption, File))
    Leaving.objects.update(until=timezone.now() - timedelta(seconds=1))
    end_leaving()
    assert not default_storage.exists(stored)


# Schemes


def test_a_scheme_is_followed_once_and_its_day_can_change(person: Person) -> None:
    for since in (DAY, date(2025, 1, 1)):
        follow_scheme(person, "twenty-five-a-year", since)
    assert [(row.scheme, row.since) for row in Following.objects.all()] == [("twenty-five-a-year", date(2025, 1, 1))]


@pytest.mark.parametrize(
    ("key", "since", "told"),
    [
        ("none-such", DAY, "no scheme “none-such”"),
        ("no-minimum", date(1800, 1, 1), "The year 1800"),
        ("no-minimum", date(2190, 1, 1), "within a year from today"),
    ],
)
def test_a_scheme_that_cannot_be_followed_so(person: Person, key: str, since: date, told: str) -> None:
    with pytest.raises(TamarackError, match=told):
        follow_scheme(person, key, since)
    assert not Following.objects.exists()


@pytest.mark.parametrize(
    ("key", "began", "ended", "reason", "told"),
    [
        ("no-minimum", DAY, DAY, "care", "knows no exemptions"),
        ("sixty-in-three-years", DAY, DAY - timedelta(1), "care", "ends before it begins"),
        ("sixty-in-three-years", DAY, DAY, "lazy", "cannot be chosen here"),
        ("sixty-in-three-years", date(1200, 1, 1), DAY, "care", "The year 1200"),
    ],
)
def test_an_exemption_that_cannot_be(
    person: Person, key: str, began: date, ended: date, reason: str, told: str
) -> None:
    following = follow_scheme(person, key, DAY)
    with pytest.raises(BadInput, match=told):
        add_exemption(person, following, began, ended, reason)
    assert not Exemption.objects.exists()


def test_leaving_a_scheme_leaves_the_log(person: Person, log_it: LogIt) -> None:
    log_it()
    following = follow_scheme(person, "sixty-in-three-years", DAY)
    add_exemption(person, following, DAY, DAY, "parental")
    leave_scheme(person, following)
    assert (Activity.objects.count(), Following.objects.count(), Exemption.objects.count()) == (1, 0, 0)


def test_one_activity_counts_in_several_schemes_once_in_each(person: Person, log_it: LogIt) -> None:
    activity = log_it(category="project", done=30 * 4, project="Clinic", criteria=["COL.1"])
    for key in schemes():
        follow_scheme(person, key, date(2026, 1, 1))
    log = queries.log(person)
    counted = {
        following.scheme: [
            count.counted / 4
            for count in queries.standing(following, log, date(2026, 11, 25)).now.counts
            if count.entry.id == activity.pk
        ]
        for following in queries.followed(person)
    }
    assert counted == {
        "hundred-in-three-years": [25], "sixty-in-three-years": [25], "twenty-five-a-year": [30], "no-minimum": [30],
    }  # fmt: skip


def test_what_is_planned_is_told_beside_what_is_done(person: Person, log_it: LogIt) -> None:
    log_it(done=20 * 4)
    log_it(done=0, planned=45 * 4, on=date(2026, 12, 1))
    following = follow_scheme(person, "sixty-in-three-years", date(2026, 1, 1))
    standing = queries.standing(following, queries.log(person), date(2026, 11, 25))
    assert (standing.now.present.counted / 4, standing.ahead.present.counted / 4) == (20, 65)
    assert standing.planned


def test_the_competencies_are_those_of_the_version_that_the_criteria_are_of(person: Person, log_it: LogIt) -> None:
    log_it(criteria=["COL.1", "ETH.2"])
    (entry,) = queries.log(person).entries
    assert entry.competencies == {"COL", "ETH"}


def test_a_scheme_whose_rules_are_gone_is_left_out_but_not_lost(person: Person) -> None:
    Following.objects.create(person=person, scheme="of-old", since=DAY)
    assert queries.followed(person) == []
    assert [row.scheme for row in queries.all_followed(person)] == ["of-old"]


# In words


@pytest.mark.parametrize(
    ("quarters", "english", "french"),
    [(0, "0", "0"), (6, "1.5", "1,5"), (5, "1.25", "1,25"), (4, "1", "1"), (4000, "1,000", "1\u00a0000")],
)
def test_hours_by_language(quarters: int, english: str, french: str) -> None:
    with override("en"):
        assert log_words.hours(quarters) == f"{english}\u00a0h"
    with override("fr"):
        assert log_words.hours(quarters) == f"{french}\u00a0h"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_scheme_says_what_it_asks_for_in_both_languages(cacee: Stored, language: str) -> None:
    with override(language):
        told = {key: log_words.asks(rules) for key, rules in schemes().items()}
    assert all(told.values())
    assert not any("{" in sentence for sentences in told.values() for sentence in sentences)
    with override("en"):
        assert log_words.asks(find_scheme("sixty-in-three-years")) == [
            "A period is 3 calendar years.",
            "Periods roll: one ends with every year.",
            "60\u00a0h in a period.",
            "10\u00a0h in each year.",
            "Significant work projects: one project counts 25\u00a0h at most, however many entries it has.",
            "An exemption of 180 days or more in a year waives that year.",
            "It is reported within 31 days after the end of a year.",
            "Proofs are kept for 3 years after an activity’s year was reported.",
        ]
