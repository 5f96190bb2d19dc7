"""The closing of a request: what may be shown is kept, everything else is erased, and the link to people is cut."""

from collections.abc import Iterator, Mapping
from random import SystemRandom
from typing import Any

from django.utils import timezone

from tamarack.assessment.models import (
    KEEP,
    TRY,
    FeedbackAnswer,
    FeedbackComment,
    FeedbackRequest,
    FeedbackRespondent,
)
from tamarack.common import events
from tamarack.core import agreement
from tamarack.core.agreement import Given, Tally
from tamarack.core.ratings import rank
from tamarack.rubric.queries import framework

NOT_OBSERVED = "-"
"""A respondent's answer that is no rating."""
Shown = Mapping[str, Mapping[str, Tally]]
"""The parts that are shown of each criterion."""
_random = SystemRandom()


def close(request: FeedbackRequest) -> None:
    """Make the result of an open request. It is to be called within a transaction that holds the request."""
    answers = _given(request)
    given = [Given(row.respondent.group, ranks(request, row)) for row in answers if not row.respondent.is_named]
    shown = {code: agreement.parts(tallies, request.threshold) for code, tallies in agreement.tallied(given).items()}
    at_the_end = agreement.tallied(Given(one.group, dict.fromkeys((KEEP, TRY), 0)) for one in given)
    everywhere = shown | {about: agreement.parts(tallies, request.threshold) for about, tallies in at_the_end.items()}
    comments = [comment for answer in answers for comment in _comments(request, answer, everywhere)]
    _random.shuffle(comments)
    request.published = {
        "parts": {code: shown[code] for code in request.criteria if shown.get(code)},
        "agreement": _agreement(request, shown),
        "managers": _managers(request, answers),
    }
    request.state, request.closed_on = FeedbackRequest.State.CLOSED, timezone.localdate()
    request.save(update_fields=["published", "state", "closed_on"])
    events.tell("feedback.closed", request.pk, person=request.person_id)
    FeedbackComment.objects.bulk_create(comments)
    _cut(request)


def _given(request: FeedbackRequest) -> list[FeedbackAnswer]:
    """The answers that were given, in no order."""
    answered = FeedbackRespondent.State.ANSWERED
    found = FeedbackAnswer.objects.filter(respondent__request=request, respondent__state=answered)
    answers = list(found.select_related("respondent"))
    _random.shuffle(answers)
    return answers


def _managers(request: FeedbackRequest, answers: list[FeedbackAnswer]) -> list[dict[str, Any]]:
    """What each manager said, by their names."""
    named = sorted((row for row in answers if row.respondent.is_named), key=lambda row: row.respondent.name)
    return [{"name": row.respondent.name, "ratings": ranks(request, row)} for row in named]


def ranks(request: FeedbackRequest, answer: FeedbackAnswer) -> dict[str, int]:
    """The ratings of an answer as ranks; what was not observed is none."""
    rubric = framework(request.version_id)
    return {code: rank(rubric, value) for code, value in answer.ratings.items() if value != NOT_OBSERVED}


def _agreement(request: FeedbackRequest, shown: Shown) -> dict[str, int]:
    """How far each group agrees over all criteria, in tenths. The pool is no group: it may be others each time."""
    top = framework(request.version_id).top.rank
    groups = sorted({part for parts in shown.values() for part in parts} - {agreement.POOL})
    alphas = {group: agreement.alpha([parts[group] for parts in shown.values() if group in parts], top)
              for group in groups}  # fmt: skip
    return {group: int(alpha * 10) for group, alpha in alphas.items() if alpha is not None}


def _comments(request: FeedbackRequest, answer: FeedbackAnswer, shown: Shown) -> Iterator[FeedbackComment]:
    """The comments of an answer that may be read."""
    by = answer.respondent
    for about, (text, read_by) in answer.remarks.items():
        part = by.group if by.is_named else agreement.part_of(by.group, shown.get(about, {}))
        if part:
            yield FeedbackComment(
                request=request, about=about, part=part, text=text,
                name=by.name if read_by == FeedbackComment.For.NAMED else "",
                for_reviewer=read_by == FeedbackComment.For.REVIEWER,
            )  # fmt: skip


def _cut(request: FeedbackRequest) -> None:
    """Erase what each respondent said, and how each of them stood: also by how many reminders one could tell."""
    FeedbackAnswer.objects.filter(respondent__request=request).delete()
    FeedbackRespondent.objects.filter(request=request).update(
        state=FeedbackRespondent.State.ASKED, has_read=False, refused_all=False, mailed_on=None, reminded=0
    )
