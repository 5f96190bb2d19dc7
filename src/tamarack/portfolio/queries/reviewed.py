"""Reads about evidence in a review."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils import timezone

from tamarack.assessment.models import Review
from tamarack.assessment.rules import GRANTED
from tamarack.core.errors import UnknownCode
from tamarack.people.models import Person
from tamarack.portfolio.models import Acceptance, Support
from tamarack.portfolio.queries.evidence import NONE_SUCH


def supports_in(review: Review) -> Mapping[str, Sequence[Support]]:
    """By criterion, what the shared evidence of a review supports, on the assessment's version."""
    rows = Support.objects.filter(evidence__shares__review=review, version=review.assessment.version_id)
    found: dict[str, list[Support]] = defaultdict(list)
    for row in rows.select_related("evidence").order_by("code", "-evidence__ended", "pk"):
        found[row.code.rpartition(".")[0]].append(row)
    return found


def acceptances_in(review: Review) -> Mapping[int, Acceptance]:
    """By support, what the reviewer accepts in a review, and has not lapsed."""
    return {row.support_id: row for row in Acceptance.objects.filter(review=review, lapsed_at=None)}


def support_in(review: Review, pk: int) -> Support:
    """A descriptor that shared evidence of a review supports."""
    try:
        return Support.objects.select_related("evidence").get(pk=pk, evidence__shares__review=review)
    except (Support.DoesNotExist, OverflowError):
        raise UnknownCode(NONE_SUCH) from None


def reviews_showing(reviewer: Person, evidence: int) -> list[Review]:
    """The reviews by which this person may see an entry now."""
    rows = Review.objects.filter(
        reviewer=reviewer, state__in=GRANTED, until__gte=timezone.localdate(), shared_evidence__evidence=evidence
    )
    return list(rows)


def shared_numbers(review: Review) -> list[int]:
    """The numbers of the entries that the reviewer of a review may see."""
    return list(review.shared_evidence.values_list("evidence", flat=True))
