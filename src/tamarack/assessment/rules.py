"""Who may do what with an assessment: its person alone, as long as nobody else has a grant. Not even an administrator:
these predicates are asked directly, never through Django's permissions, which say yes to every superuser."""

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


can_read = is_own
can_rate = is_own & is_draft
can_submit = is_own & is_draft
can_delete = is_own
can_describe = is_own
