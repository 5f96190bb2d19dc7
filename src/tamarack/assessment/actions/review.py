"""Writes about reviews: invite, take up, evaluate, settle, sign, step back. Each is noted in the review's log."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from tamarack.assessment import rules
from tamarack.assessment.mail import tell_answered, tell_invited, tell_signed
from tamarack.assessment.models import (
    NOTE_MOST,
    Assessment,
    FeedbackRequest,
    Review,
    ReviewEvent,
    ReviewMessage,
    ReviewRating,
)
from tamarack.assessment.models.review import MESSAGE_MOST
from tamarack.assessment.queries.rating import answers_of
from tamarack.common import events
from tamarack.common.checks import check_choice, check_email, check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.core.ratings import check
from tamarack.people import audit
from tamarack.people.audit import record_daily
from tamarack.people.models import Person
from tamarack.people.queries.accounts import is_own_address
from tamarack.rubric.queries import framework

What = ReviewEvent.What
SEEN = {What.SAW: audit.What.SAW, What.SAW_EVIDENCE: audit.What.SAW_EVIDENCE}
OPEN_MOST = 10
"""Reviews that someone can have under way at a time."""
MESSAGES_MOST = 500
UNTIL_MOST = timedelta(days=366)
OVER = N_("This review cannot be changed any more: it is signed or over, or the time for it has passed.")
NOT_YOURS = N_("Only the two people of this review can do this.")


@dataclass(frozen=True)
class Invitation:
    """Whom someone invites to review an assessment, and what they may see."""

    name: str
    email: str
    relation: str
    until: date
    message: str = ""
    shows_notes: bool = True


def invite(person: Person, assessment: Assessment, invitation: Invitation, corrects: Review | None = None) -> Review:
    """Invite someone to review a submitted assessment; a signed review is corrected by a new one."""
    if not rules.can_be_reviewed.test(person, assessment):
        raise NotAllowed(N_("Only your own submitted assessments can be reviewed."))
    if corrects and not (corrects.person_id == person.pk and corrects.is_signed):
        raise NotAllowed(N_("Only your own signed reviews can be corrected."))
    fields = {
        "reviewer_name": check_text(invitation.name, 120, needed=True),
        "reviewer_email": _email(person, invitation.email),
        "relation": check_choice(invitation.relation, Review.Relation.values),
        "message": check_text(invitation.message, MESSAGE_MOST),
        "until": check_until(invitation.until),
        "shows_notes": invitation.shows_notes,
    }
    with write():
        ahead = (Review.State.INVITED, Review.State.OPEN)
        if Review.objects.filter(person=person, state__in=ahead).count() >= OPEN_MOST:
            raise BadInput(N_("You have {most} reviews under way. Please finish or leave one first."), most=OPEN_MOST)
        review = Review.objects.create(person=person, assessment=assessment, corrects=corrects, **fields)
        _note(review, person, What.INVITED)
        tell_invited(review)
    return review


def _email(person: Person, email: str) -> str:
    email = check_email(email)
    if is_own_address(person, email):
        raise BadInput(N_("This is your own address. A review is by someone else."))
    return email


def check_until(until: date) -> date:
    """See that a grant ends on a day from today to a year from now."""
    today = timezone.localdate()
    if not today <= until <= today + UNTIL_MOST:
        raise BadInput(N_("The last day is one from today to a year from now. Please choose it again."))
    return until


def take_up(reviewer: Person, review: Review) -> None:
    """Take an invitation up."""
    with write():
        kept = _locked(review)
        if not rules.is_invited.test(reviewer, kept):
            raise NotAllowed(N_("This invitation is not for you, or it was answered or withdrawn."))
        kept.reviewer, kept.state = reviewer, Review.State.OPEN
        kept.save(update_fields=["reviewer", "state"])
        _note(kept, reviewer, What.TOOK_UP)
        tell_answered(kept, taken_up=True)


def decline(reviewer: Person, review: Review) -> None:
    """Decline an invitation; nobody is asked why."""
    with write():
        kept = _locked(review)
        if not rules.is_invited.test(reviewer, kept):
            raise NotAllowed(N_("This invitation is not for you, or it was answered or withdrawn."))
        kept.state = Review.State.DECLINED
        kept.save(update_fields=["state"])
        _note(kept, reviewer, What.DECLINED)
        tell_answered(kept, taken_up=False)


def agree(reviewer: Person, review: Review, competency: str) -> None:
    """Agree with every rating of a competency that one has not evaluated yet."""
    rubric = framework(review.assessment.version_id)
    ratings = answers_of(review.assessment).ratings
    criteria = [row.code for row in rubric.competency(competency).criteria if row.code in ratings]
    with write():
        kept = evaluated_by(reviewer, review)
        known = set(kept.ratings.values_list("criterion", flat=True))
        for code in (code for code in criteria if code not in known):
            _evaluate(kept, code, ratings[code] or "", "", ratings[code] or "")
        _changed(kept, reviewer, What.EVALUATED, competency)


def differ(reviewer: Person, review: Review, criterion: str, value: str, reason: str) -> None:
    """Say how one sees a criterion oneself, and why; both then settle it. The person's own value is an agreement."""
    rubric = framework(review.assessment.version_id)
    check(rubric, rubric.criterion(criterion).code, value)
    own = answers_of(review.assessment).ratings.get(criterion, "")
    reason = check_text(reason, NOTE_MOST, needed=value != own)
    with write():
        kept = evaluated_by(reviewer, review)
        _evaluate(kept, criterion, value, reason, value if value == own else "")
        _changed(kept, reviewer, What.EVALUATED, criterion)


def evaluated_by(reviewer: Person, review: Review) -> Review:
    """The review as it is now, to write in the same transaction, if its reviewer may evaluate it.

    Raises
    ------
    NotAllowed
        If not.
    """
    kept = _locked(review)
    if not rules.can_evaluate.test(reviewer, kept):
        raise NotAllowed(OVER if kept.reviewer_id == reviewer.pk else NOT_YOURS)
    return kept


def _evaluate(review: Review, criterion: str, value: str, reason: str, agreed: str) -> None:
    fields = {"value": value, "reason": reason, "agreed": agreed}
    ReviewRating.objects.update_or_create(review=review, criterion=criterion, defaults=fields)


def settle(person: Person, review: Review, criterion: str, value: str) -> None:
    """Propose what both would sign for a criterion that the reviewer has evaluated."""
    rubric = framework(review.assessment.version_id)
    check(rubric, rubric.criterion(criterion).code, value)
    with write():
        kept = _open_to(person, review)
        if not kept.ratings.filter(criterion=criterion).update(agreed=value):
            raise BadInput(N_("The reviewer has not evaluated this criterion yet."))
        _changed(kept, person, What.PROPOSED, criterion)


def say(person: Person, review: Review, text: str, criterion: str = "") -> ReviewMessage:
    """Say something to the other, of a criterion or of everything."""
    text = check_text(text, MESSAGE_MOST, needed=True)
    if criterion:
        framework(review.assessment.version_id).criterion(criterion)
    with write():
        kept = _open_to(person, review)
        if kept.messages.count() >= MESSAGES_MOST:
            raise BadInput(
                N_("There are {most} messages in this review. Please go on when you meet."), most=MESSAGES_MOST
            )
        return ReviewMessage.objects.create(review=kept, author=person, text=text, criterion=criterion)


def seal_of(review: Review) -> str:
    """By what it is told whether someone signs what they have seen: a digest of all that is agreed."""
    agreed = sorted(review.ratings.values_list("criterion", "agreed"))
    return hashlib.sha256(repr(agreed).encode()).hexdigest()


def sign(person: Person, review: Review, seal: str) -> None:
    """Sign what is agreed, as it was seen; when both have, it never changes again."""
    with write():
        kept = _open_to(person, review)
        if seal != seal_of(kept):
            raise BadInput(N_("What is agreed was changed in the meantime. Please look at it again, then sign."))
        if left := unsettled(kept):
            raise BadInput(N_("Not everything is settled yet: {codes}. Please settle it first, then sign."),
                           codes=", ".join(left))  # fmt: skip
        if not kept.ratings.exists():
            raise BadInput(N_("There is nothing to sign yet: the reviewer has not evaluated anything."))
        now = timezone.now()
        if person.pk == kept.person_id:
            kept.person_signed_at = kept.person_signed_at or now
        else:
            kept.reviewer_signed_at = kept.reviewer_signed_at or now
        if kept.person_signed_at and kept.reviewer_signed_at:
            kept.state = Review.State.SIGNED
            events.tell("review.signed", kept.pk, person=kept.person_id)
            events.tell("review.signed", kept.pk, person=kept.reviewer_id)
        kept.save(update_fields=["person_signed_at", "reviewer_signed_at", "state"])
        _note(kept, person, What.SIGNED)
        tell_signed(kept, person)


def unsettled(review: Review) -> list[str]:
    """The criteria that still have to be settled: rated by the person and not evaluated, or evaluated otherwise."""
    agreed = dict(review.ratings.values_list("criterion", "agreed"))
    ratings = answers_of(review.assessment).ratings
    rubric = framework(review.assessment.version_id)
    wanted = {*agreed, *ratings}
    return [row.code for row in rubric.criteria if row.code in wanted and not agreed.get(row.code)]


def unsign(person: Person, review: Review) -> None:
    """Take one's signature back, before the other has signed."""
    with write():
        kept = _open_to(person, review)
        field = "person_signed_at" if person.pk == kept.person_id else "reviewer_signed_at"
        setattr(kept, field, None)
        kept.save(update_fields=[field])
        _note(kept, person, What.UNSIGNED)


def leave(person: Person, review: Review) -> None:
    """Step back before both have signed; the reviewer then sees nothing more. An invitation is withdrawn so, too."""
    with write():
        kept = _locked(review)
        if not rules.can_leave.test(person, kept):
            raise NotAllowed(OVER)
        kept.state = Review.State.LEFT
        kept.person_signed_at = kept.reviewer_signed_at = None
        kept.save(update_fields=["state", "person_signed_at", "reviewer_signed_at"])
        _note(kept, person, What.LEFT)


def change_grant(person: Person, review: Review, until: date, *, shows_notes: bool) -> None:
    """Change until when the reviewer sees what, and whether notes are among it; a day before today ends it now."""
    if until >= timezone.localdate():
        check_until(until)
    with write():
        kept = _locked(review)
        if kept.person_id != person.pk or kept.state not in (*rules.AHEAD, Review.State.SIGNED):
            raise NotAllowed(OVER)
        kept.until, kept.shows_notes = until, shows_notes
        kept.save(update_fields=["until", "shows_notes"])
        _note(kept, person, What.SHARED)


def show_feedback(person: Person, review: Review, requests: Sequence[FeedbackRequest]) -> None:
    """Let the reviewer see the results of these closed requests, and of no others any more.

    What respondents gave to the reviewer alone is seen by the one whom they were told, and by nobody else.
    """
    if any(row.person_id != person.pk or not row.is_closed for row in requests):
        raise NotAllowed(N_("Only results of your own closed requests can be shown."))
    with write():
        kept = _locked(review)
        if kept.person_id != person.pk or kept.state not in (*rules.AHEAD, Review.State.SIGNED):
            raise NotAllowed(OVER)
        if set(kept.feedback.values_list("pk", flat=True)) != {row.pk for row in requests}:
            kept.feedback.set(requests)
            _note(kept, person, What.SHARED)


def note_seen(reviewer: Person, review: Review, what: str = What.SAW, about: str = "") -> None:
    """Note that the reviewer looked at something, once a day."""
    since = timezone.now() - timedelta(days=1)
    with write():
        seen = ReviewEvent.objects.filter(review=review, who=reviewer, what=what, about=about, at__gte=since)
        if not seen.exists():
            _note(review, reviewer, What(what), about)


def note(review: Review, who: Person, what: ReviewEvent.What, about: Iterable[str]) -> None:
    """Note something that another room has done in this review, within its transaction."""
    _changed(review, who, what, ", ".join(about))


def _locked(review: Review) -> Review:
    """The review as it is now; nobody else writes it until the transaction ends."""
    return Review.objects.select_for_update(of=("self",)).select_related("assessment", "person").get(pk=review.pk)


def _open_to(person: Person, review: Review) -> Review:
    """See that the review can go on, and that the person is one of both."""
    kept = _locked(review)
    if not rules.takes_part.test(person, kept):
        raise NotAllowed(NOT_YOURS)
    if not kept.is_open_on(timezone.localdate()):
        raise NotAllowed(OVER)
    return kept


def _changed(review: Review, who: Person, what: ReviewEvent.What, about: str) -> None:
    """Note a change; signatures given before it lapse, since they were for something else."""
    _note(review, who, what, about)
    if review.person_signed_at or review.reviewer_signed_at:
        Review.objects.filter(pk=review.pk).update(person_signed_at=None, reviewer_signed_at=None)


def _note(review: Review, who: Person, what: ReviewEvent.What, about: str = "") -> None:
    ReviewEvent.objects.create(review=review, who=who, what=what, about=about[:200])
    if who.pk != review.person_id:
        # What was looked at has the person's own words in its title, which the log would keep for good.
        record_daily(SEEN.get(what, audit.What.REVIEWED), by=who, of=review.person)
