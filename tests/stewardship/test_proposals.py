"""Proposals: making, finding alike ones, supporting, deciding; who hears; what stays when an account goes."""

from typing import Any

import pytest

from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.people.actions.accounts import delete_account
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions.proposals import (
    Decision,
    Proposed,
    add_comment,
    change_proposal,
    decide,
    delete_comment,
    follow,
    mark_done,
    support_proposal,
    unfollow,
    withdraw_proposal,
)
from tamarack.stewardship.models import Comment, Follow, Proposal, Support
from tamarack.stewardship.queries import voice as queries
from tamarack.stewardship.voice_mail import find_heard, unhear_token
from tests.conftest import make_person
from tests.voice import Voice


@pytest.fixture
def voice(cacee: Stored) -> Voice:
    return Voice(cacee)


@pytest.mark.parametrize("subject", ["COL", "COL.1", "COL.1.B", "DIG.5.M"])
def test_a_proposal_is_about_a_competency_a_criterion_or_a_cell_also_an_empty_one(voice: Voice, subject: str) -> None:
    proposal = voice.propose(subject=subject)
    assert (proposal.subject, proposal.competency) == (subject, subject[:3])
    assert Follow.objects.filter(proposal=proposal, person=voice.member).exists()


def test_only_something_that_is_missing_is_about_the_whole_rubric(voice: Voice) -> None:
    with pytest.raises(BadInput):
        voice.propose(subject="")
    assert voice.propose(subject="", kind="gap").competency == ""
    with pytest.raises(UnknownCode):
        voice.propose(subject="XYZ.9")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://x.example/a", "x", "https://x.example/" + "a" * 600])
def test_links_are_web_addresses(voice: Voice, link: str) -> None:
    with pytest.raises(BadInput):
        voice.propose(links=[link])
    assert voice.propose(links=["https://x.example", ""]).links == ["https://x.example"]


def test_wording_is_kept_in_the_languages_of_the_rubric(voice: Voice) -> None:
    assert voice.propose(wording={"en": " A ", "fr": "", "de": "B"}).wording == {"en": "A"}


def test_similar_ones_are_those_for_the_same_place_then_those_alike_in_words(voice: Voice) -> None:
    here = voice.propose("Say partners", reason="Employers are partners")
    alike = voice.propose("Mention the code of ethics", "ETH.1", reason="By name")
    declined = voice.propose("Mention the code of ethics, too", "ETH.1", reason="By name")
    decide(voice.steward, declined, Decision("declined", "No"))
    proposed = Proposed("mention the CODE of ethics by name", "x", "COL.1.B")
    assert queries.similar_to(voice.rubric, voice.stored, proposed) == [here, alike]


def test_only_the_person_changes_a_proposal_and_only_until_it_is_decided_on(voice: Voice, stranger: Person) -> None:
    proposal = voice.propose()
    with pytest.raises(NotAllowed):
        change_proposal(stranger, proposal, Proposed("x", "y", "COL"))
    change_proposal(voice.member, proposal, Proposed("Other", "Why", "COL"))
    decide(voice.steward, proposal, Decision("declined", "No"))
    proposal.refresh_from_db()
    assert (proposal.title, proposal.subject) == ("Other", "COL")
    with pytest.raises(NotAllowed):
        change_proposal(voice.member, proposal, Proposed("x", "y", "COL"))
    with pytest.raises(NotAllowed):
        withdraw_proposal(voice.member, proposal)


def test_what_was_withdrawn_names_nobody_and_is_not_decided_on(voice: Voice) -> None:
    proposal = voice.propose(named=True)
    assert proposal.by == "Member"
    withdraw_proposal(voice.member, proposal)
    proposal.refresh_from_db()
    assert proposal.by == "A member"
    assert queries.proposals(voice.rubric, queries.Wanted()) == []
    with pytest.raises(NotAllowed):
        decide(voice.steward, proposal, Decision("open"))


def test_one_supports_once_and_not_oneself(voice: Voice, stranger: Person) -> None:
    proposal = voice.propose()
    with pytest.raises(NotAllowed):
        support_proposal(voice.member, proposal, "", named=False)
    support_proposal(stranger, proposal, "First", named=False)
    support_proposal(stranger, proposal, "Second", named=True)
    (support,) = Support.objects.all()
    assert (support.reason, support.by) == ("Second", "Stranger")


def test_whoever_follows_hears_each_decision_in_their_language_and_can_end_it(
    voice: Voice, stranger: Person, mailoutbox: list[Any]
) -> None:
    Person.objects.filter(pk=stranger.pk).update(language="fr")
    proposal = voice.propose("Nommer les partenaires")
    follow(stranger, proposal)
    decide(voice.steward, proposal, Decision("accepted", "Yes, please", draft=voice.draft))
    told = {message.to[0]: message for message in mailoutbox}
    mine, theirs = told[voice.member.email], told[stranger.email]
    assert "1.1" in mine.body
    assert "Yes, please" in mine.body
    assert "/en/unhear/" in mine.extra_headers["List-Unsubscribe"]
    assert "/fr/unhear/" in theirs.extra_headers["List-Unsubscribe"]
    assert theirs.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    row = Follow.objects.get(person=stranger)
    assert find_heard(unhear_token(row)) == (stranger, proposal)
    unfollow(stranger, proposal)
    decide(voice.steward, proposal, Decision("open"))
    assert [message.to for message in mailoutbox[2:]] == [[voice.member.email]]


@pytest.mark.parametrize("token", ["", "x", "p-1-1", "p-1-1.abc"])
def test_a_made_up_link_ends_nothing(db: None, token: str) -> None:
    with pytest.raises(UnknownCode):
        find_heard(token)


def test_a_decision_needs_what_it_says(voice: Voice) -> None:
    proposal, other = voice.propose(), voice.propose("Other")
    for wrong in (Decision("declined"), Decision("accepted"), Decision("merged"), Decision("merged", into=proposal),
                  Decision("withdrawn"), Decision("x")):  # fmt: skip
        with pytest.raises(BadInput):
            decide(voice.steward, proposal, wrong)
    decide(voice.steward, proposal, Decision("merged", into=other))
    proposal.refresh_from_db()
    assert (proposal.state, proposal.into) == ("merged", other)
    with pytest.raises(BadInput):
        decide(voice.steward, other, Decision("merged", into=proposal))


def test_who_followed_what_was_merged_follows_the_other(voice: Voice, stranger: Person) -> None:
    proposal, other = voice.propose(), voice.propose("Other")
    follow(stranger, proposal)
    decide(voice.steward, proposal, Decision("merged", into=other))
    assert Follow.objects.filter(proposal=other, person=stranger).exists()


def test_stewards_alone_decide(voice: Voice, stranger: Person) -> None:
    proposal = voice.propose()
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    for person in (voice.member, stranger, administrator):
        with pytest.raises(NotAllowed):
            decide(person, proposal, Decision("declined", "No"))
        with pytest.raises(NotAllowed):
            mark_done(person, proposal, done=True)


def test_what_was_accepted_for_a_draft_is_listed_there_until_worked_in(voice: Voice) -> None:
    late, early = voice.propose("B", "ETH.1"), voice.propose("A", "COL.1")
    for proposal in (late, early):
        decide(voice.steward, proposal, Decision("accepted", draft=voice.draft))
    assert queries.accepted_for(voice.draft) == [early, late]
    mark_done(voice.steward, early, done=True)
    assert queries.accepted_for(voice.draft) == [late, early]


def test_ones_own_comments_go_and_stewards_may_take_any_away(voice: Voice, stranger: Person) -> None:
    proposal = voice.propose()
    one, other = (add_comment(stranger, proposal, text, named=False) for text in ("One", "Other"))
    with pytest.raises(NotAllowed):
        delete_comment(voice.member, one)
    delete_comment(stranger, one)
    delete_comment(voice.steward, other)
    assert not Comment.objects.exists()


def test_what_was_said_stays_without_the_person_when_the_account_goes(voice: Voice, stranger: Person) -> None:
    proposal = voice.propose(named=True)
    support_proposal(stranger, proposal, "Yes", named=True)
    add_comment(stranger, proposal, "Good", named=True)
    delete_account(stranger)
    delete_account(voice.member)
    proposal.refresh_from_db()
    said = [proposal, *Support.objects.all(), *Comment.objects.all()]
    assert [(row.person_id, row.by) for row in said] == [(None, "A member")] * 3  # type: ignore[attr-defined]
    assert not Follow.objects.exists()
    assert Proposal.objects.count() == 1
