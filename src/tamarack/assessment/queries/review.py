"""Reads about reviews. Each is scoped to one of its two people."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q
from django.utils import timezone

from tamarack.assessment import rules
from tamarack.assessment.answers import Answers
from tamarack.assessment.feedback import Row
from tamarack.assessment.models import Assessment, FeedbackRequest, Review, ReviewEvent, ReviewMessage, ReviewRating
from tamarack.assessment.queries.feedback import comments_for_reviewer, result
from tamarack.assessment.queries.rating import answers_of
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.ratings import Ratings
from tamarack.people.leaving import someone
from tamarack.people.models import Person

NONE_SUCH = N_("There is no such review, or it is not yours to see, or not any more.")


def own_reviews(person: Person) -> list[Review]:
    """The reviews of this person's assessments, newest first."""
    return list(Review.objects.filter(person=person).select_related("assessment", "reviewer"))


def reviews_to_do(person: Person) -> list[Review]:
    """The reviews that this person is invited to or took up, newest first."""
    invited = Q(state=Review.State.INVITED, reviewer_email=person.email, until__gte=timezone.localdate())
    rows = Review.objects.filter(invited | Q(reviewer=person))
    return list(rows.select_related("assessment", "person"))


def given_reviews(person: Person) -> list[Review]:
    """The reviews that this person took up, with what was said in them."""
    rows = Review.objects.filter(reviewer=person).select_related("person")
    return list(rows.prefetch_related("ratings", "messages"))


def seen_review(person: Person, pk: int) -> Review:
    """A review that this person may see: of their own assessment, or as its reviewer with a grant.

    Raises
    ------
    UnknownCode
        If there is none: whether there is one at all is not told.
    """
    review = _find(pk)
    if not rules.can_see_review.test(person, review):
        raise UnknownCode(NONE_SUCH)
    return review


def part_review(person: Person, pk: int) -> Review:
    """A review that this person takes part in or is invited to, whatever its state."""
    review = _find(pk)
    if not (rules.takes_part.test(person, review) or rules.is_invited.test(person, review)):
        raise UnknownCode(NONE_SUCH)
    return review


def _find(pk: int) -> Review:
    try:
        return Review.objects.select_related("assessment", "person", "reviewer", "corrects").get(pk=pk)
    except (Review.DoesNotExist, OverflowError):
        raise UnknownCode(NONE_SUCH) from None


@dataclass(frozen=True)
class Shown:
    """What a review shows of one request for feedback: the result, and what was said to this reviewer alone."""

    request: FeedbackRequest
    rows: Mapping[str, Row]
    comments: Mapping[str, list[str]]


def feedback_in(review: Review, *, theirs: bool) -> list[Shown]:
    """The feedback that a review shows; comments for the reviewer alone only to whom the respondents were told."""
    return [
        Shown(
            request,
            {row.criterion.code: row for row in result(request).rows},
            comments_for_reviewer(request) if theirs and request.reviewer_email == review.reviewer_email else {},
        )
        for request in review.feedback.all()
    ]


@dataclass(frozen=True)
class Talked:
    """All that is said in a review, in five queries."""

    answers: Answers
    ratings: Mapping[str, ReviewRating]
    messages: Mapping[str, list[ReviewMessage]]
    events: list[ReviewEvent]

    @property
    def agreed(self) -> Ratings:
        """What both agree, or propose to agree, by criterion."""
        return {code: row.agreed for code, row in self.ratings.items() if row.agreed}


def talked(review: Review) -> Talked:
    """All that is said in a review."""
    messages: dict[str, list[ReviewMessage]] = defaultdict(list)
    for message in review.messages.select_related("author"):
        messages[message.criterion].append(message)
    return Talked(
        answers_of(review.assessment),
        {row.criterion: row for row in review.ratings.all()},
        messages,
        list(review.events.select_related("who")),
    )


def signed_reviews(person: Person) -> list[Review]:
    """The signed reviews of this person's assessments, newest first, but for those that a later one corrects.

    Those that were brought along are not among them: nobody here has seen who signed.
    """
    signed = Review.objects.filter(person=person, state=Review.State.SIGNED, brought_from="").exclude(
        corrections__state=Review.State.SIGNED
    )
    return list(signed.select_related("assessment", "reviewer").order_by("-reviewer_signed_at", "-pk"))


def signed_review_of(assessment: Assessment) -> tuple[str, date] | None:
    """With whom and when the ratings of an assessment were agreed: in its newest signed review."""
    found = Review.objects.filter(assessment=assessment, state=Review.State.SIGNED, brought_from="").order_by(
        "-reviewer_signed_at"
    )
    review = found.select_related("reviewer").first()
    if review is None or review.reviewer_signed_at is None:
        return None
    return str(review.reviewer or someone(review.reviewer_name)), timezone.localdate(review.reviewer_signed_at)


def seen_times(person: Person) -> dict[int, datetime]:
    """When the reviewer of each of someone's reviews looked last."""
    looks = (ReviewEvent.What.SAW, ReviewEvent.What.SAW_EVIDENCE)
    rows = ReviewEvent.objects.filter(review__person=person, what__in=looks).order_by()
    return dict(rows.values_list("review").annotate(last=Max("at")))
