"""Answers that come late, twice or out of order: the latest given stands, and nothing is lost or counted twice."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.assessment.actions import rating as actions
from tamarack.assessment.answers import SEEN_MOST, Answer, Change, Held, Sent
from tamarack.assessment.models import Assessment, Rating
from tamarack.assessment.queries.rating import answers_of
from tamarack.people.models import Person

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def rating(value: str, number: int, *, age: float = 0, contact: float = 0, device: str = "train") -> Change:
    return Change(value, rated=Sent(device, number, timedelta(minutes=age), at(contact)))


def note(text: str, number: int, *, age: float = 0, contact: float = 0, device: str = "train") -> Change:
    return Change(note=text, noted=Sent(device, number, timedelta(minutes=age), at(contact)))


def test_an_answer_given_earlier_and_received_later_does_not_win() -> None:
    """Given on the train at 12:30, received at 14:00; at 13:00 another device answered."""
    held = Held().after(rating("M", 1, device="desk"), at(60))
    late = held.after(rating("B", 1, age=90), at(120))
    assert late.answer == Answer("M")


def test_an_answer_given_later_wins_even_over_one_received_first() -> None:
    held = Held().after(rating("M", 1, device="desk"), at(60))
    assert held.after(rating("B", 1, age=10), at(120)).answer == Answer("B")


def test_a_time_before_the_last_contact_counts_as_that_contact() -> None:
    """A clock that was put back says that it was answered yesterday, but the page was only opened at 13:30."""
    held = Held().after(rating("M", 1, device="desk"), at(60))
    assert held.after(rating("B", 1, age=24 * 60, contact=90), at(120)).answer == Answer("B")


def test_a_time_after_its_receipt_counts_as_its_receipt() -> None:
    """A clock that was put forward says that it was answered tomorrow: a later answer wins all the same."""
    held = Held().after(rating("B", 1, age=-24 * 60), at(60))
    assert held.rated_at == at(60)
    assert held.after(rating("M", 1, device="desk"), at(61)).answer == Answer("M")


def test_a_last_contact_still_to_come_counts_as_the_receipt() -> None:
    assert Held().after(rating("B", 1, contact=999), at(60)).rated_at == at(60)


def test_a_replay_changes_nothing_even_after_a_later_answer() -> None:
    held = Held().after(rating("B", 1), at(1)).after(rating("M", 1, device="desk"), at(2))
    assert held.after(rating("B", 1), at(60)) is held


def test_an_answer_that_was_overtaken_by_a_later_one_of_its_browser_changes_nothing() -> None:
    held = Held().after(rating("M", 2), at(1))
    assert held.after(rating("B", 1), at(2)) is held


def test_rating_and_note_are_told_apart() -> None:
    """The note written on the train at 12:30 stays, though the rating was changed elsewhere at 13:00."""
    held = Held().after(rating("M", 1, device="desk"), at(60))
    held = held.after(note("A coffee hour", 2, age=90), at(120)).after(rating("B", 1, age=91), at(120))
    assert held.answer == Answer("M", "", "A coffee hour")


def test_a_form_counts_from_its_receipt() -> None:
    held = Held().after(rating("M", 1), at(1))
    assert held.after(Change("B"), at(2)).answer == Answer("B")


def test_so_many_browsers_are_remembered_and_no_more() -> None:
    held = Held()
    for number in range(2 * SEEN_MOST):
        held = held.after(rating("B", number, device=f"browser-{number}"), at(number))
    assert len(held.seen) == SEEN_MOST


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[str, list[tuple[Change, datetime]]]:
    """Answers of three browsers, sent at once or late, delivered in the order of sending, some of them again."""
    given_at = draw(st.lists(st.integers(0, 500), min_size=1, max_size=8, unique=True).map(sorted))
    sends = []
    for number, minute in enumerate(given_at):
        waits = draw(st.integers(0, 300))
        change = rating(f"L{number}", number, age=waits, device=draw(st.sampled_from("abc")))
        sends.append((minute + waits, change))
        if draw(st.booleans()):
            sends.append((minute + waits + draw(st.integers(0, 500)), change))
    sends.sort(key=lambda entry: entry[0])
    return f"L{len(given_at) - 1}", [(change, at(minute)) for minute, change in sends]


@given(deliveries())
def test_the_answer_given_last_stands_in_whichever_order_and_however_often_they_come(
    case: tuple[str, list[tuple[Change, datetime]]],
) -> None:
    last, delivered = case
    held = Held()
    for change, received in delivered:
        held = held.after(change, received)
    assert held.answer.value == last


def test_a_replay_is_harmless_in_the_database(person: Person, draft: Assessment) -> None:
    actions.rate(person, draft, {"COL.1": rating("B", 1)})
    actions.rate(person, draft, {"COL.1": rating("M", 1, device="desk")})
    assert actions.rate(person, draft, {"COL.1": rating("B", 1)}) == {}
    assert answers_of(draft).of("COL.1") == Answer("M")


def test_an_answer_that_came_too_late_is_remembered_so_that_its_replay_is_known(
    person: Person, draft: Assessment
) -> None:
    actions.rate(person, draft, {"COL.1": Change("M")})
    before = Rating.objects.get().saved_at
    assert actions.rate(person, draft, {"COL.1": rating("B", 7, age=10**6, contact=-(10**6))}) == {}
    row = Rating.objects.get()
    assert (row.value, row.seen, row.saved_at) == ("M", {"rating train": 7}, before)


def test_what_browsers_were_seen_is_forgotten_at_submission(person: Person, draft: Assessment) -> None:
    actions.rate(person, draft, {"COL.1": rating("B", 1)})
    actions.submit_assessment(person, draft)
    assert Rating.objects.get().seen == {}


@pytest.mark.parametrize("name", ["x" * 81])
def test_a_name_has_its_length(person: Person, draft: Assessment, name: str) -> None:
    from tamarack.core.errors import BadInput

    with pytest.raises(BadInput, match="80 fit"):
        actions.describe_assessment(person, draft, name=name, as_of=None)
