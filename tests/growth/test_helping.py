"""Who helps whom: only at levels that one has, matched within reach, begun when both say yes, ended by either."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tamarack.assessment.actions import review as reviews
from tamarack.assessment.actions.review import Invitation
from tamarack.assessment.models import Assessment, Review, ReviewRating
from tamarack.common.models import Entry
from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.growth.actions import helping
from tamarack.growth.models import AGAIN_AFTER, OPEN_FOR, Match, Offer, OfferedLevel, Wish
from tamarack.growth.queries import helping as queries
from tamarack.people.models import Member, Organisation, Person
from tamarack.rubric.queries import Stored
from tests.together import Place, agree

Fill = Callable[..., Assessment]


@pytest.fixture
def place(cacee: Stored, fill: Fill) -> Place:
    place = Place(cacee)
    place.rate(fill, place.owner, place.lead, place.member, place.other, COL_1="M", COL_2="E")
    return place


def sign(place: Place, person: Person, reviewer: Person, **agreed: str) -> None:
    """Have a review signed in which these ratings were agreed."""
    assessment = Assessment.objects.filter(person=person).latest("pk")
    invitation = Invitation(reviewer.name, reviewer.email, "peer", timezone.localdate() + timedelta(days=9))
    review = reviews.invite(person, assessment, invitation)
    for code, value in agreed.items():
        ReviewRating.objects.create(review=review, criterion=code.replace("_", "."), value=value, agreed=value)
    now = timezone.now()
    Review.objects.filter(pk=review.pk).update(
        state="signed", person_signed_at=now, reviewer_signed_at=now, reviewer=reviewer
    )


def asked(place: Place, person: Person, *criteria: str, **said: Any) -> Match | None:
    return helping.ask_match(person, place.seek(person, *criteria, **said), place.stored)


def test_a_level_is_offered_as_agreed_or_as_self_rated_and_never_higher(place: Place) -> None:
    sign(place, place.member, place.lead, COL_1="E", COL_3="M", ETH_1="NA")
    had = queries.levels_had(place.member, place.stored)
    assert [(entry.level, entry.source) for entry in had["COL.1"]] == [("E", "agreed"), ("M", "self")]
    assert [(entry.level, entry.source) for entry in had["COL.2"]] == [("E", "self")]
    assert [(entry.level, entry.source) for entry in had["COL.3"]] == [("M", "agreed")]  # their own is lower
    offer = place.offer(place.member, {"COL.1": "E", "COL.2": "E"})
    kept = {row.criterion: (row.level, row.source, row.of) for row in offer.levels.all()}
    assert kept == {"COL.1": ("E", "agreed", timezone.localdate()), "COL.2": ("E", "self", timezone.localdate())}
    with pytest.raises(BadInput, match=r"COL\.2 only at a level"):
        place.offer(place.member, {"COL.2": "M"})
    with pytest.raises(UnknownCode):
        place.offer(place.member, {"COL.9": "M"})
    assert OfferedLevel.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"levels": {}}, {"levels": {"COL.1": "X"}}, {"capacity": 0}, {"capacity": 21}, {"languages": []},
        {"languages": ["de"]}, {"reach": "galaxy"},
    ],
)  # fmt: skip
def test_an_offer_that_cannot_be_right_is_refused(place: Place, wrong: dict[str, Any]) -> None:
    said: dict[str, Any] = {"capacity": 1, "languages": ["en"], "reach": "team", "levels": {"COL.1": "M"}, **wrong}
    with pytest.raises(BadInput):
        helping.offer_help(place.member, place.organisation, place.stored, **said)
    assert not Offer.objects.exists()


def test_a_wish_names_one_to_five_criteria(place: Place) -> None:
    for criteria in ([], ["COL.1", "COL.2", "COL.3", "COM.1", "COM.2", "COM.3"]):
        with pytest.raises(BadInput, match="one criterion at least, 5 at most"):
            place.seek(place.other, *criteria)
    assert not Wish.objects.exists()


def test_only_members_offer_and_seek(place: Place, stranger: Person) -> None:
    for act in (lambda: place.offer(stranger, {"COL.1": "M"}), lambda: place.seek(stranger, "COL.1")):
        with pytest.raises(NotAllowed):
            act()


def test_a_proposal_says_why_and_both_learn_of_it_in_their_language(place: Place, mailoutbox: list[Any]) -> None:
    Person.objects.filter(pk=place.member.pk).update(language="fr")
    place.offer(place.member, {"COL.1": "M", "COL.2": "E"}, languages=["en", "fr"])
    place.seek(place.other, "COL.1", "COL.2", "ETH.1")
    assert helping.propose_matches(place.lead, place.organisation, place.stored) == 1
    match = Match.objects.get()
    assert (match.helper, match.seeker, match.fit, match.proposed_by) == (place.member, place.other, 5, place.lead)
    today = timezone.localdate().isoformat()
    assert match.why == [
        {"criterion": "COL.1", "level": "M", "source": "self", "of": today},
        {"criterion": "COL.2", "level": "E", "source": "self", "of": today},
    ]
    assert match.until - match.proposed_at == OPEN_FOR
    told = {message.to[0]: f"{message.subject} {message.body}" for message in mailoutbox}
    assert set(told) == {place.member.email, place.other.email}
    assert "Member-Clearwater offers help with what you want to grow in: COL.1, COL.2." in told[place.other.email]
    assert f"/fr/helpers/{match.pk}/" in told[place.member.email]
    assert not any(person.email in text for person in (place.member, place.other) for text in told.values())


def test_contact_is_given_only_when_both_have_said_yes(place: Place, mailoutbox: list[Any]) -> None:
    place.offer(place.member, {"COL.1": "M"})
    match = asked(place, place.other, "COL.1")
    assert match
    assert not helping.answer_match(place.member, match, yes=True)
    match.refresh_from_db()
    assert not match.is_under_way
    assert helping.answer_match(place.other, match, yes=True)
    match.refresh_from_db()
    assert match.is_under_way
    told = {message.to[0]: str(message.body) for message in mailoutbox[-2:]}
    assert place.other.email in told[place.member.email]
    assert place.member.email in told[place.other.email]
    with pytest.raises(BadInput, match="cannot be answered"):
        helping.answer_match(place.other, match, yes=False)
    with pytest.raises(NotAllowed):
        helping.answer_match(place.lead, match, yes=True)


@pytest.mark.parametrize("who", ["helper", "seeker"])
def test_a_no_looks_like_silence_to_everyone_else(place: Place, who: str) -> None:
    place.offer(place.member, {"COL.1": "M"}, capacity=1)
    match = asked(place, place.other, "COL.1")
    assert match
    helping.answer_match(getattr(match, who), match, yes=False)
    match.refresh_from_db()
    assert match.is_open
    # The place stays taken, and the seeker stays busy, for a round that someone else starts.
    place.seek(place.owner, "COL.1")
    assert helping.propose_matches(place.lead, place.organisation, place.stored) == 0
    Match.objects.update(until=timezone.now())
    match.refresh_from_db()
    assert not match.is_open
    assert helping.propose_matches(place.lead, place.organisation, place.stored) == 1
    assert Match.objects.latest("pk").seeker == place.owner


def test_a_no_can_become_a_yes_while_the_proposal_is_open(place: Place) -> None:
    place.offer(place.member, {"COL.1": "M"})
    match = asked(place, place.other, "COL.1")
    assert match
    helping.answer_match(place.member, match, yes=False)
    helping.answer_match(place.other, match, yes=True)
    assert helping.answer_match(place.member, match, yes=True)


def test_who_declined_may_ask_for_another_at_once(place: Place) -> None:
    place.offer(place.member, {"COL.1": "M"})
    place.offer(place.lead, {"COL.1": "M"})
    first = asked(place, place.other, "COL.1")
    assert first
    assert asked(place, place.other, "COL.1") is None
    helping.answer_match(place.other, first, yes=False)
    second = asked(place, place.other, "COL.1")
    assert second
    assert second.helper != first.helper


def test_the_same_two_are_not_proposed_again_soon(place: Place) -> None:
    place.offer(place.member, {"COL.1": "M"})
    match = asked(place, place.other, "COL.1")
    assert match
    Match.objects.update(until=timezone.now())
    assert asked(place, place.other, "COL.1") is None
    Match.objects.update(proposed_at=timezone.now() - AGAIN_AFTER)
    assert asked(place, place.other, "COL.1")


def test_capacity_counts_what_is_under_way_and_what_is_proposed(place: Place) -> None:
    place.offer(place.member, {"COL.1": "M"}, capacity=2)
    first = asked(place, place.other, "COL.1")
    assert first
    agree(first)
    assert asked(place, place.lead, "COL.1")
    assert asked(place, place.owner, "COL.1") is None
    helping.end_match(place.other, first)
    assert asked(place, place.owner, "COL.1")


def test_either_ends_it_and_the_other_is_told(place: Place, mailoutbox: list[Any]) -> None:
    place.offer(place.member, {"COL.1": "M"})
    match = asked(place, place.other, "COL.1")
    assert match
    with pytest.raises(BadInput):
        helping.end_match(place.member, match)
    agree(match)
    helping.end_match(place.member, match)
    match.refresh_from_db()
    assert not match.is_under_way
    assert (mailoutbox[-1].to, "has ended" in mailoutbox[-1].subject) == ([place.other.email], True)
    with pytest.raises(BadInput, match="over already"):
        helping.end_match(place.other, match)


def test_languages_must_meet(place: Place) -> None:
    place.offer(place.member, {"COL.1": "M"}, languages=["fr"])
    assert asked(place, place.other, "COL.1", languages=["en"]) is None
    assert asked(place, place.other, "COL.1", languages=["en", "fr"])


@pytest.mark.parametrize(
    ("offers", "seeks", "near", "meets"),
    [
        ("team", "organisation", "lead", True), ("team", "organisation", "other", False),
        ("organisation", "team", "lead", True), ("organisation", "team", "other", False),
        ("team", "organisation", "owner", False), ("organisation", "organisation", "owner", True),
        ("anywhere", "organisation", "other", True), ("organisation", "anywhere", "other", True),
    ],
)  # fmt: skip
def test_reach_is_kept_to_within_an_organisation(place: Place, offers: str, seeks: str, near: str, meets: bool) -> None:
    place.offer(place.member, {"COL.1": "M"}, reach=offers)
    assert bool(asked(place, getattr(place, near), "COL.1", reach=seeks)) is meets


@pytest.mark.parametrize(
    ("offers", "seeks", "meets"),
    [("anywhere", "anywhere", True), ("organisation", "anywhere", False), ("anywhere", "organisation", False)],
)
def test_borders_of_organisations_are_crossed_only_where_both_want_it(
    place: Place, cacee: Stored, offers: str, seeks: str, meets: bool
) -> None:
    elsewhere = Place(cacee, "boreal")
    place.offer(place.member, {"COL.1": "M"}, reach=offers)
    assert bool(asked(elsewhere, elsewhere.member, "COL.1", reach=seeks)) is meets


def test_nobody_is_proposed_to_themself_and_a_second_offer_makes_no_second_person(place: Place, cacee: Stored) -> None:
    elsewhere = Place(cacee, "boreal")
    Member.objects.create(organisation=elsewhere.organisation, person=place.member)
    for where in (place, elsewhere):
        where.offer(place.member, {"COL.1": "M"}, reach="anywhere")
    assert asked(place, place.member, "COL.1", reach="anywhere") is None
    for name in ("other", "lead"):
        place.seek(getattr(place, name), "COL.1", reach="anywhere")
    assert helping.propose_matches(place.owner, place.organisation, place.stored) == 1


def test_a_round_pairs_as_well_as_can_be(place: Place) -> None:
    place.offer(place.lead, {"COL.1": "M", "COL.2": "E"})
    place.offer(place.member, {"COL.1": "M"})
    place.seek(place.other, "COL.1")
    place.seek(place.owner, "COL.1", "COL.2")
    assert helping.propose_matches(place.owner, place.organisation, place.stored) == 2
    pairs = set(Match.objects.values_list("helper__name", "seeker__name", "fit"))
    assert pairs == {("Lead-Clearwater", "Owner-Clearwater", 5), ("Member-Clearwater", "Other-Clearwater", 3)}


def test_only_leads_and_owners_let_a_round_run(place: Place) -> None:
    with pytest.raises(NotAllowed):
        helping.propose_matches(place.member, place.organisation, place.stored)


def test_withdrawing_ends_what_is_unanswered_and_leaves_what_was_agreed(place: Place) -> None:
    offer = place.offer(place.member, {"COL.1": "M"}, capacity=2)
    kept, waits = asked(place, place.other, "COL.1"), asked(place, place.lead, "COL.1")
    assert kept
    assert waits
    agree(kept)
    helping.withdraw_offer(place.member, offer)
    kept.refresh_from_db()
    waits.refresh_from_db()
    assert kept.is_under_way
    assert not waits.is_open
    assert not OfferedLevel.objects.exists()


def test_who_leaves_takes_their_offer_and_wish_along(place: Place) -> None:
    place.offer(place.member, {"COL.1": "M"})
    place.seek(place.member, "ETH.1")
    waits = asked(place, place.other, "COL.1")
    assert waits
    Member.objects.filter(person=place.member).delete()
    assert not Offer.objects.exists()
    assert not Wish.objects.filter(person=place.member).exists()
    waits.refresh_from_db()
    assert not waits.is_open


def test_coverage_counts_offers_of_the_team_from_the_second_level_on(place: Place, cacee: Stored) -> None:
    elsewhere = Place(cacee, "boreal")
    Member.objects.create(organisation=elsewhere.organisation, person=place.lead, team=elsewhere.team)
    place.offer(place.lead, {"COL.1": "M", "COL.2": "E", "COL.3": "B"})
    place.offer(place.member, {"COL.1": "M"}, reach="team")
    place.offer(place.other, {"COL.1": "M"})
    counts = queries.coverage(place.team, cacee.framework, cacee.id)
    assert {code: count for code, count in counts.items() if count} == {"COL.1": 2, "COL.2": 1}
    assert len(counts) == 35
    assert not any(queries.coverage(elsewhere.team, cacee.framework, cacee.id).values())


def test_the_log_says_of_whom_a_proposal_was_made_to_that_person_and_not_to_owners(place: Place) -> None:
    place.offer(place.member, {"COL.1": "M"})
    place.seek(place.other, "COL.1")
    helping.propose_matches(place.lead, place.organisation, place.stored)
    rows = set(Entry.objects.filter(what="proposed").values_list("of", "organisation"))
    organisation = Organisation.objects.get().pk
    assert rows == {(None, organisation), (place.member.audit_key, None), (place.other.audit_key, None)}


def test_all_of_it_vanishes_with_the_account(place: Place) -> None:
    place.offer(place.member, {"COL.1": "M"})
    match = asked(place, place.other, "COL.1")
    assert match
    agree(match)
    place.member.delete()
    assert not Match.objects.exists()
    assert not Offer.objects.exists()
    assert Wish.objects.count() == 1


def test_a_day_of_a_proposal_is_read_as_it_was_kept() -> None:
    row = {"level": "E", "source": "agreed", "of": "2026-03-01", "criterion": "COL.1"}
    assert queries.Had.kept(row) == queries.Had("E", "agreed", date(2026, 3, 1))
