"""What reviews and requests for feedback of others tell of someone whose account goes."""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver

from tamarack.assessment.models import FeedbackComment, FeedbackRequest, FeedbackRespondent, Review
from tamarack.people.leaving import Gone, Trace, erased_address, leaving, replace


@receiver(leaving)
def take_out_names(gone: Gone, **more: Any) -> list[Trace]:
    """Take names and addresses out; what was said and signed stays, as it is others' too."""
    named = gone.addressed("reviewer_email", "created_at")
    if gone.person:  # who took an invitation up may have another address by now
        named |= Q(reviewer=gone.person)
    reviews = gone.of_others(Review.objects.filter(named))
    known = set(reviews.values_list("reviewer_email", flat=True))
    by_address = gone.addressed("email", "request__created_at") | Q(email__in=known)
    asked = gone.of_others(FeedbackRespondent.objects.filter(by_address), "request__person")
    by_address = gone.addressed("reviewer_email", "created_at") | Q(reviewer_email__in=known)
    told = gone.of_others(FeedbackRequest.objects.filter(by_address))
    return [
        *(replace(row, reviewer_name="", reviewer_email=erased_address(row)) for row in reviews),
        *(trace for row in asked.select_related("request") for trace in _as_respondent(row)),
        *(_as_reviewer(row) for row in told),
    ]


def _as_respondent(row: FeedbackRespondent) -> list[Trace]:
    signed = FeedbackComment.objects.filter(request=row.request_id, name=row.name) if row.name else ()
    managers = row.request.published.get("managers", [])
    found = [replace(comment, name="") for comment in signed]
    if row.is_named and any(one["name"] == row.name for one in managers):
        published = {**row.request.published, "managers": [
            {**one, "name": "" if one["name"] == row.name else one["name"]} for one in managers
        ]}  # fmt: skip
        found.append(replace(row.request, published=published))
    return [*found, replace(row, name="", email=erased_address(row), withdrawn=True)]


def _as_reviewer(row: FeedbackRequest) -> Trace:
    words = (row.reviewer, row.reviewer_email)
    return replace(row, reviewer="", reviewer_email="", promise=_without(row.promise, words))


def _without(told: Any, words: tuple[str, ...]) -> Any:
    """What respondents were told, with an ellipsis in place of some words."""
    if isinstance(told, dict):
        return {name: _without(value, words) for name, value in told.items()}
    if isinstance(told, list):
        return [_without(value, words) for value in told]
    for word in filter(None, words):
        told = told.replace(word, "…")
    return told
