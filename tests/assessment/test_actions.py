"""Rating, submitting and deleting: what is written, what is refused, and that nothing is half-written."""

from collections.abc import Callable

import pytest

from tamarack.assessment.actions import rating as actions
from tamarack.assessment.answers import UNRATED, Answer, Change
from tamarack.assessment.models import NOTE_MOST, Assessment, Rating
from tamarack.assessment.queries import rating as queries
from tamarack.assessment.queries.rating import answers_of
from tamarack.core.errors import BadInput, BadRating, NotAllowed, TamarackError, UnknownCode
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored


def test_a_rating_is_saved_with_its_note(person: Person, draft: Assessment) -> None:
    actions.rate(person, draft, {"COL.1": Change("E", note="A coffee hour.")})
    assert answers_of(draft).of("COL.1") == Answer("E", "", "A coffee hour.")


def test_a_change_leaves_alone_what_it_does_not_name(person: Person, draft: Assessment) -> None:
    actions.rate(person, draft, {"COL.1": Change("E", note="A coffee hour.")})
    actions.rate(person, draft, {"COL.1": Change("M")})
    actions.rate(person, draft, {"COL.1": Change(note="Two coffee hours.")})
    assert answers_of(draft).of("COL.1") == Answer("M", "", "Two coffee hours.")


def test_saving_says_what_stood_before_so_that_it_can_be_undone(person: Person, draft: Assessment) -> None:
    assert actions.rate(person, draft, {"COL.1": Change("E")}) == {"COL.1": UNRATED}
    assert actions.rate(person, draft, {"COL.1": Change("NA", "role")}) == {"COL.1": Answer("E")}
    assert actions.rate(person, draft, {"COL.1": Change("")}) == {"COL.1": Answer("NA", "role")}
    assert not answers_of(draft).of("COL.1").is_rated


def test_saving_the_same_twice_changes_nothing(person: Person, draft: Assessment) -> None:
    actions.rate(person, draft, {"COL.1": Change("E")})
    before = Rating.objects.get().saved_at
    assert actions.rate(person, draft, {"COL.1": Change("E")}) == {}
    assert Rating.objects.get().saved_at == before


@pytest.mark.parametrize(
    ("code", "change", "error"),
    [
        ("ETH.2", Change("E"), BadRating),
        ("COL.1", Change("X"), BadRating),
        ("COL.1", Change("B", "role"), BadRating),
        ("COL.1", Change("NA"), BadRating),
        ("COL.1", Change("NA", "lazy"), BadRating),
        ("COL.9", Change("B"), UnknownCode),
        ("COL.1\x00", Change("B"), UnknownCode),
        ("COL.1", Change(note="x" * (NOTE_MOST + 1)), BadInput),
        ("COL.1", Change(note="x" * 10_000_000), BadInput),
        ("COL.1", Change(note="bell \x07"), BadInput),
        ("COL.1", Change(note="nul \x00"), BadInput),
    ],
)
def test_an_answer_that_cannot_be_right_is_refused_with_all_that_came_with_it(
    person: Person, draft: Assessment, code: str, change: Change, error: type[TamarackError]
) -> None:
    with pytest.raises(error):
        actions.rate(person, draft, {"COL.2": Change("B"), code: change})
    assert not Rating.objects.exists()


def test_someone_elses_draft_cannot_be_rated(stranger: Person, draft: Assessment) -> None:
    with pytest.raises(NotAllowed):
        actions.rate(stranger, draft, {"COL.1": Change("B")})
    assert not Rating.objects.exists()


def test_a_submitted_assessment_cannot_be_rated_even_from_a_stale_copy(person: Person, draft: Assessment) -> None:
    stale = Assessment.objects.get(pk=draft.pk)
    actions.submit_assessment(person, draft)
    with pytest.raises(NotAllowed, match="submitted"):
        actions.rate(person, stale, {"COL.1": Change("B")})
    assert not Rating.objects.exists()


def test_a_deleted_draft_cannot_be_rated(person: Person, draft: Assessment) -> None:
    stale = Assessment.objects.get(pk=draft.pk)
    actions.delete_assessment(person, draft)
    with pytest.raises(UnknownCode):
        actions.rate(person, stale, {"COL.1": Change("B")})


def test_an_assessment_is_submitted_once(person: Person, draft: Assessment) -> None:
    actions.submit_assessment(person, draft)
    when = Assessment.objects.get().submitted_at
    with pytest.raises(NotAllowed):
        actions.submit_assessment(person, Assessment.objects.get())
    assert Assessment.objects.get().submitted_at == when


def test_a_stranger_cannot_submit_or_delete(stranger: Person, draft: Assessment) -> None:
    with pytest.raises(NotAllowed):
        actions.submit_assessment(stranger, draft)
    with pytest.raises(NotAllowed):
        actions.delete_assessment(stranger, draft)
    assert Assessment.objects.get().is_draft


def test_deleting_erases_the_ratings_too(person: Person, draft: Assessment, fill: Callable[..., Assessment]) -> None:
    actions.delete_assessment(person, fill(draft, submit=True))
    assert not Rating.objects.exists()
    assert not Assessment.objects.exists()


def test_starting_again_gives_back_the_open_draft(person: Person, draft: Assessment, cacee: Stored) -> None:
    assert actions.start_assessment(person, cacee) == draft


def test_a_new_one_can_start_from_the_last_answers(
    person: Person, draft: Assessment, cacee: Stored, fill: Callable[..., Assessment]
) -> None:
    last = fill(draft, submit=True)
    again = actions.start_assessment(person, cacee, last, copy=True)
    assert again != last
    assert answers_of(again).ratings == answers_of(last).ratings
    assert again.previous == last


def test_a_new_one_can_start_blank_and_still_remembers_the_last(
    person: Person, draft: Assessment, cacee: Stored, fill: Callable[..., Assessment]
) -> None:
    again = actions.start_assessment(person, cacee, fill(draft, submit=True))
    assert answers_of(again).ratings == {}
    assert again.previous == draft


def test_nobody_starts_from_someone_elses_answers(
    stranger: Person, draft: Assessment, cacee: Stored, fill: Callable[..., Assessment]
) -> None:
    again = actions.start_assessment(stranger, cacee, fill(draft, submit=True), copy=True)
    assert again.previous is None
    assert not again.ratings.exists()


def test_an_assessment_is_found_by_its_person_alone(person: Person, stranger: Person, draft: Assessment) -> None:
    assert queries.own_assessment(person, draft.pk) == draft
    for other, pk in ((stranger, draft.pk), (person, draft.pk + 1), (person, 10**30)):
        with pytest.raises(UnknownCode, match="You have no such assessment"):
            queries.own_assessment(other, pk)
