"""Who may see evidence: its person, and the reviewers whom they gave a grant for it; nobody else, no administrator."""

import rules
from django.utils import timezone

from tamarack.assessment.models import Review
from tamarack.people.models import Person
from tamarack.people.rules import is_own
from tamarack.portfolio.models import Evidence, File, SharedEvidence


@rules.predicate
def has_grant(person: Person, evidence: Evidence) -> bool:
    """Whether the person reviews an assessment of its owner, who lets them see this evidence."""
    return SharedEvidence.objects.filter(
        evidence=evidence,
        review__reviewer=person,
        review__state__in=(Review.State.OPEN, Review.State.SIGNED),
        review__until__gte=timezone.localdate(),
    ).exists()


can_see = is_own | has_grant


@rules.predicate
def can_see_file(person: Person, file: File) -> bool:
    """Whether the person may see a file: their own, or one of evidence that they may see."""
    return file.person_id == person.pk or (file.evidence is not None and has_grant.test(person, file.evidence))
