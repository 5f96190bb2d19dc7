"""Who may do what with an assessment: its person alone, as long as nobody else has a grant."""

import rules

from tamarack.assessment.models import Assessment
from tamarack.people.models import Person


@rules.predicate
def is_own(person: Person, assessment: Assessment) -> bool:
    """Whether the assessment is the person's."""
    return assessment.person_id == person.pk


@rules.predicate
def is_draft(person: Person, assessment: Assessment) -> bool:
    """Whether the assessment can still change."""
    return assessment.is_draft


rules.add_perm("assessment.read", is_own)
rules.add_perm("assessment.rate", is_own & is_draft)
rules.add_perm("assessment.submit", is_own & is_draft)
rules.add_perm("assessment.delete", is_own)
