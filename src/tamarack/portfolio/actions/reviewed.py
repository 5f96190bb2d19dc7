"""Writes about evidence in a review: what the reviewer may see of it, and what they accept."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from tamarack.assessment import rules
from tamarack.assessment.actions.review import OVER, change_grant, evaluated_by, note, show_feedback
from tamarack.assessment.models import Review, ReviewEvent
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.portfolio.actions.lapsing import held_still
from tamarack.portfolio.models import Acceptance, Evidence, SharedEvidence, Support


def share_evidence(person: Person, review: Review, entries: Sequence[Evidence]) -> None:
    """Let the reviewer see these entries, and no others any more."""
    check_own(person, review, *entries)
    with write():
        if review.state not in (*rules.AHEAD, Review.State.SIGNED):
            raise NotAllowed(OVER)
        shared = SharedEvidence.objects.filter(review=review)
        known = set(shared.values_list("evidence", flat=True))
        wanted = {entry.pk for entry in entries}
        if known == wanted:
            return
        shared.exclude(evidence__in=wanted).delete()
        SharedEvidence.objects.bulk_create(
            SharedEvidence(review=review, evidence=entry) for entry in entries if entry.pk not in known
        )
        ReviewEvent.objects.create(review=review, who=person, what=ReviewEvent.What.SHARED)


def seen_as(support: Support) -> str:
    """By what it is told whether someone accepts what they have read: when it was edited, and how it is explained."""
    told = f"{support.evidence.edited_at.isoformat()} {support.how}"
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def accept_evidence(reviewer: Person, review: Review, support: Support, seen: str) -> None:
    """Accept evidence for a descriptor, as it was read."""
    with write():
        evaluated_by(reviewer, review)
        held_still(support.evidence_id)
        support = Support.objects.select_related("evidence").get(pk=support.pk)
        if seen != seen_as(support):
            raise BadInput(N_("This evidence was changed in the meantime. Please read it again, then accept it."))
        if not SharedEvidence.objects.filter(review=review, evidence=support.evidence_id).exists():
            raise NotAllowed(N_("This evidence is not shown in this review."))
        Acceptance.objects.get_or_create(
            review=review, support=support, lapsed_at=None, defaults={"by": reviewer, "at": timezone.now()}
        )
        note(review, reviewer, ReviewEvent.What.ACCEPTED, [support.code])


def take_back_acceptance(reviewer: Person, review: Review, support: Support) -> None:
    """Take back that one accepts evidence for a descriptor."""
    with write():
        evaluated_by(reviewer, review)
        Acceptance.objects.filter(review=review, support=support, lapsed_at=None).update(lapsed_at=timezone.now())
        note(review, reviewer, ReviewEvent.What.TOOK_BACK, [support.code])


def end_grant(person: Person, review: Review) -> None:
    """Show the reviewer nothing of a review any more, from now on."""
    with write():
        change_grant(person, review, timezone.localdate() - timedelta(days=1), shows_notes=False)
        share_evidence(person, review, [])
        show_feedback(person, review, [])
