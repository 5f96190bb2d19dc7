"""Reviews: two people, what each may do and when, and that what is signed stays."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tamarack.assessment.actions import review as actions
from tamarack.assessment.actions.rating import delete_assessment
from tamarack.assessment.actions.review import Invitation
from tamarack.assessment.models import Assessment, Rating, Review, ReviewEvent
from tamarack.assessment.queries.review import signed_review_of, signed_reviews, talked
from tamarack.core.errors import BadInput, BadRating, NotAllowed
from tamarack.people.models import Person
from tamarack.people.queries.log import own_entries
from tamarack.portfolio.actions.evidence import Told, change_evidence, explain_support
from tamarack.portfolio.actions.files import add_file
from tamarack.portfolio.actions.impact import Change, add_impact
from tamarack.portfolio.actions.reviewed import accept_evidence, seen_as, share_evidence, take_back_acceptance
from tamarack.portfolio.models import Acceptance, Evidence
from tamarack.rubric.queries import Stored
from tests.conftest import make_person
from tests.portfolio.conftest import upload


def soon() -> date:
    return timezone.localdate() + timedelta(days=30)


@pytest.fixture
def done(draft: Assessment, fill: Callable[..., Assessment]) -> Assessment:
    """Three criteria of Collaboration, rated."""
    return fill(draft, count=3, submit=True, COL_1="E")


@pytest.fixture
def reviewer(db: None) -> Person:
    return make_person("joanne")


@pytest.fixture
def invited(person: Person, done: Assessment, reviewer: Person) -> Review:
    return actions.invite(person, done, Invitation("Joanne", reviewer.email, "manager", soon(), "Half an hour?"))


@pytest.fixture
def review(invited: Review, reviewer: Person) -> Review:
    actions.take_up(reviewer, invited)
    invited.refresh_from_db()
    return invited


def signed(person: Person, reviewer: Person, review: Review) -> Review:
    actions.agree(reviewer, review, "COL")
    actions.sign(reviewer, review, actions.seal_of(review))
    actions.sign(person, review, actions.seal_of(review))
    review.refresh_from_db()
    return review


def test_an_invitation_goes_to_its_address_and_quotes_its_message(invited: Review, reviewer: Person) -> None:
    assert mail.outbox[-1].to == [reviewer.email]
    assert "Half an hour?" in mail.outbox[-1].body


def test_only_the_account_with_the_invited_address_takes_it_up(
    invited: Review, stranger: Person, person: Person
) -> None:
    for someone in (stranger, person):
        with pytest.raises(NotAllowed):
            actions.take_up(someone, invited)


def test_an_invitation_is_answered_once(invited: Review, reviewer: Person) -> None:
    actions.decline(reviewer, invited)
    with pytest.raises(NotAllowed):
        actions.take_up(reviewer, invited)


def test_drafts_and_others_assessments_are_not_reviewed(
    person: Person, stranger: Person, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    invitation = Invitation("Joanne", "joanne@clearwater.example", "peer", soon())
    with pytest.raises(NotAllowed):
        actions.invite(person, draft, invitation)
    fill(draft, submit=True)
    with pytest.raises(NotAllowed):
        actions.invite(stranger, draft, invitation)


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "not an address"}, {"email": "nadia@clearwater.example"}, {"name": " "}, {"relation": "friend"},
        {"until": date(2020, 1, 1)}, {"until": date(2199, 1, 1)}, {"message": "x" * 4001},
    ],
)  # fmt: skip
def test_an_invitation_that_cannot_be_right_leaves_nothing(
    person: Person, done: Assessment, wrong: dict[str, Any]
) -> None:
    right: dict[str, Any] = {"name": "J", "email": "j@x.example", "relation": "peer", "until": soon()}
    with pytest.raises(BadInput):
        actions.invite(person, done, Invitation(**right | wrong))
    assert not Review.objects.exists()
    assert not mail.outbox


def test_one_click_agrees_with_a_competency(review: Review, reviewer: Person) -> None:
    actions.agree(reviewer, review, "COL")
    assert talked(review).agreed == {"COL.1": "E", "COL.2": "B", "COL.3": "B"}


def test_a_difference_needs_a_reason_and_is_settled_by_either(person: Person, review: Review, reviewer: Person) -> None:
    with pytest.raises(BadInput):
        actions.differ(reviewer, review, "COL.1", "M", " ")
    actions.agree(reviewer, review, "COL")
    actions.differ(reviewer, review, "COL.1", "M", "You lead the network of five campuses.")
    assert actions.unsettled(review) == ["COL.1"]
    with pytest.raises(BadInput, match=r"COL\.1"):
        actions.sign(person, review, actions.seal_of(review))
    actions.settle(person, review, "COL.1", "M")
    assert talked(review).agreed["COL.1"] == "M"


def test_self_ratings_stay_as_they_were(person: Person, review: Review, reviewer: Person, done: Assessment) -> None:
    before = list(Rating.objects.order_by("pk").values())
    actions.differ(reviewer, review, "COL.1", "0", "I have not seen it.")
    actions.settle(person, review, "COL.1", "B")
    actions.agree(reviewer, review, "COL")
    signed(person, reviewer, review)
    assert list(Rating.objects.order_by("pk").values()) == before


def test_a_level_without_a_descriptor_can_not_be_agreed(person: Person, review: Review, reviewer: Person) -> None:
    with pytest.raises(BadRating):
        actions.differ(reviewer, review, "EDI.5", "M", "x")
    with pytest.raises(BadRating):
        actions.settle(person, review, "ETH.2", "E")


def test_a_change_takes_signatures_back(person: Person, review: Review, reviewer: Person) -> None:
    actions.agree(reviewer, review, "COL")
    actions.sign(person, review, actions.seal_of(review))
    actions.differ(reviewer, review, "COL.2", "E", "More than that.")
    review.refresh_from_db()
    assert review.person_signed_at is None


def test_both_sign_and_then_nothing_changes(person: Person, review: Review, reviewer: Person) -> None:
    signed(person, reviewer, review)
    assert review.is_signed
    for attempt in (
        lambda: actions.agree(reviewer, review, "COL"),
        lambda: actions.differ(reviewer, review, "COL.1", "B", "x"),
        lambda: actions.settle(person, review, "COL.1", "B"),
        lambda: actions.say(person, review, "x"),
        lambda: actions.unsign(person, review),
        lambda: actions.leave(reviewer, review),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert talked(review).agreed["COL.1"] == "E"


def test_a_profile_says_with_whom_it_was_agreed(
    person: Person, review: Review, reviewer: Person, done: Assessment
) -> None:
    assert signed_review_of(done) is None
    signed(person, reviewer, review)
    assert signed_review_of(done) == ("Joanne", timezone.localdate())


def test_one_alone_can_not_sign_for_both(person: Person, review: Review, reviewer: Person) -> None:
    actions.agree(reviewer, review, "COL")
    actions.sign(person, review, actions.seal_of(review))
    actions.sign(person, review, actions.seal_of(review))
    review.refresh_from_db()
    assert not review.is_signed
    actions.unsign(person, review)
    review.refresh_from_db()
    assert review.person_signed_at is None


def test_the_person_does_not_evaluate_and_a_stranger_does_nothing(
    person: Person, stranger: Person, review: Review
) -> None:
    for someone in (person, stranger):
        with pytest.raises(NotAllowed):
            actions.agree(someone, review, "COL")
    for attempt in (
        lambda who, which: actions.sign(who, which, ""),
        actions.leave,
        lambda who, which: actions.say(who, which, "x"),
    ):
        with pytest.raises(NotAllowed):
            attempt(stranger, review)


@pytest.mark.parametrize("who", ["person", "reviewer"])
def test_either_may_step_back_before_signing(person: Person, review: Review, reviewer: Person, who: str) -> None:
    actions.leave(person if who == "person" else reviewer, review)
    with pytest.raises(NotAllowed):
        actions.agree(reviewer, review, "COL")


def test_a_review_does_not_go_on_after_its_day(person: Person, review: Review, reviewer: Person) -> None:
    Review.objects.update(until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        actions.agree(reviewer, review, "COL")


def test_a_correction_is_a_new_review_that_refers_to_the_old_one(
    person: Person, review: Review, reviewer: Person, done: Assessment
) -> None:
    invitation = Invitation("Joanne", reviewer.email, "manager", soon())
    with pytest.raises(NotAllowed):
        actions.invite(person, done, invitation, review)
    signed(person, reviewer, review)
    correction = actions.invite(person, done, invitation, review)
    assert signed_reviews(person) == [review]
    actions.take_up(reviewer, correction)
    signed(person, reviewer, correction)
    assert signed_reviews(person) == [correction]
    assert talked(review).agreed == talked(correction).agreed


def test_who_did_what_and_when_is_logged(person: Person, review: Review, reviewer: Person) -> None:
    actions.note_seen(reviewer, review)
    actions.note_seen(reviewer, review)
    signed(person, reviewer, review)
    log = [(event.who, event.what) for event in ReviewEvent.objects.order_by("pk")]
    assert log == [
        (person, "invited"), (reviewer, "took_up"), (reviewer, "saw"), (reviewer, "evaluated"), (reviewer, "signed"),
        (person, "signed"),
    ]  # fmt: skip


def test_no_mail_tells_a_rating(person: Person, review: Review, reviewer: Person) -> None:
    actions.differ(reviewer, review, "COL.1", "M", "a secret reason")
    actions.settle(person, review, "COL.1", "M")
    actions.agree(reviewer, review, "COL")
    signed(person, reviewer, review)
    text = "".join(str(message.body) for message in mail.outbox)
    assert "secret" not in text
    assert "COL" not in text


@pytest.fixture
def shown(person: Person, review: Review, keep: Callable[..., Evidence]) -> Evidence:
    evidence = keep(serves=["COL.1.B", "COL.1.E"])
    share_evidence(person, review, [evidence])
    return evidence


def accepted() -> set[str]:
    return set(Acceptance.objects.filter(lapsed_at=None).values_list("support__code", flat=True))


@pytest.fixture
def all_accepted(review: Review, reviewer: Person, shown: Evidence) -> Evidence:
    for support in shown.supports.all():
        accept_evidence(reviewer, review, support, seen_as(support))
    assert accepted() == {"COL.1.B", "COL.1.E"}
    return shown


EDITS: dict[str, Callable[[Person, Stored, Evidence], object]] = {
    "words": lambda who, stored, one: change_evidence(who, stored, one, Told("Other", serves=["COL.1.B", "COL.1.E"])),
    "a file": lambda who, stored, one: add_file(who, upload(), evidence=one),
    "impact": lambda who, stored, one: add_impact(who, one, Change("more", date(2026, 11, 1))),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_of_evidence_lapses_its_acceptance(
    person: Person, cacee: Stored, all_accepted: Evidence, edit: str
) -> None:
    EDITS[edit](person, cacee, all_accepted)
    assert accepted() == set()


def test_a_new_sentence_lapses_the_acceptance_for_its_descriptor_alone(person: Person, all_accepted: Evidence) -> None:
    explain_support(person, all_accepted, {"COL.1.B": "By the network.", "COL.1.E": ""})
    assert accepted() == {"COL.1.E"}


def test_tags_and_another_descriptor_lapse_nothing(person: Person, cacee: Stored, all_accepted: Evidence) -> None:
    same = Told(all_accepted.title, ended=all_accepted.ended, tags=["new"], serves=["COL.1.B", "COL.1.E", "COL.2.B"])
    change_evidence(person, cacee, all_accepted, same)
    assert accepted() == {"COL.1.B", "COL.1.E"}


def test_an_acceptance_is_taken_back_and_given_again(review: Review, reviewer: Person, all_accepted: Evidence) -> None:
    support = all_accepted.supports.first()
    assert support
    take_back_acceptance(reviewer, review, support)
    assert accepted() == {"COL.1.E"}
    accept_evidence(reviewer, review, support, seen_as(support))
    accept_evidence(reviewer, review, support, seen_as(support))
    assert Acceptance.objects.filter(lapsed_at=None).count() == 2


def test_evidence_that_is_not_shown_is_not_accepted(
    person: Person, review: Review, reviewer: Person, shown: Evidence
) -> None:
    share_evidence(person, review, [])
    support = shown.supports.first()
    assert support
    with pytest.raises(NotAllowed):
        accept_evidence(reviewer, review, support, seen_as(support))
    with pytest.raises(NotAllowed):
        accept_evidence(person, review, support, seen_as(support))


def test_nobody_shows_anothers_evidence(stranger: Person, review: Review, shown: Evidence) -> None:
    with pytest.raises(NotAllowed):
        share_evidence(stranger, review, [shown])


def test_reviews_go_with_the_assessment_and_the_account(person: Person, reviewer: Person, review: Review) -> None:
    reviewer.delete()
    review.refresh_from_db()
    assert review.reviewer is None
    delete_assessment(person, review.assessment)
    assert not Review.objects.exists()


def test_nobody_signs_what_they_have_not_seen(person: Person, review: Review, reviewer: Person) -> None:
    actions.agree(reviewer, review, "COL")
    seen = actions.seal_of(review)
    actions.settle(person, review, "COL.1", "M")
    actions.sign(person, review, actions.seal_of(review))
    with pytest.raises(BadInput, match="changed in the meantime"):
        actions.sign(reviewer, review, seen)
    review.refresh_from_db()
    assert not review.is_signed


def test_nobody_accepts_what_they_have_not_read(
    person: Person, cacee: Stored, review: Review, reviewer: Person, shown: Evidence
) -> None:
    support = shown.supports.first()
    assert support
    seen = seen_as(support)
    change_evidence(person, cacee, shown, Told("Quite another thing", serves=["COL.1.B", "COL.1.E"]))
    with pytest.raises(BadInput, match="changed in the meantime"):
        accept_evidence(reviewer, review, support, seen)
    assert accepted() == set()


def test_agreeing_with_the_rest_keeps_what_was_differed_on(review: Review, reviewer: Person) -> None:
    actions.differ(reviewer, review, "COL.1", "M", "You lead it.")
    actions.agree(reviewer, review, "COL")
    rating = talked(review).ratings["COL.1"]
    assert (rating.value, rating.reason, rating.agreed) == ("M", "You lead it.", "")


def test_nobody_reviews_themselves_by_another_address(person: Person, done: Assessment) -> None:
    invited = actions.invite(person, done, Invitation("Me", "other@clearwater.example", "peer", soon()))
    person.email = "other@clearwater.example"
    person.save()
    with pytest.raises(NotAllowed):
        actions.take_up(person, invited)
    with pytest.raises(BadInput, match="your own address"):
        actions.invite(person, done, Invitation("Me", "NADIA@clearwater.example", "peer", soon()))


def test_what_a_reviewer_saw_and_did_is_in_the_person_s_log_once_a_day(
    person: Person, reviewer: Person, review: Review
) -> None:
    actions.note_seen(reviewer, review)
    actions.note_seen(reviewer, review)
    signed(person, reviewer, review)
    lines = own_entries(person, "").object_list
    assert {(str(line.what), line.by, line.of) for line in lines} == {
        ("saw", reviewer, person), ("reviewed", reviewer, person),
    }  # fmt: skip
    assert len(lines) == 2
