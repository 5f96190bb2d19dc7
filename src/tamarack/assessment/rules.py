"""Who may do what with an assessment: its person alone, as long as nobody else has a grant. Not even an administrator:
these predicates are asked directly, never through Django's permissions, which say yes to every superuser."""

import rules
from django.utils import timezone

from tamarack.assessment.models import Assessment, FeedbackRequest, FeedbackRespondent
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


@rules.predicate
def has_enough_answers(person: Person, request: FeedbackRequest) -> bool:
    """Whether so many had answered that a request can be closed; of managers, who are named, none is needed."""
    return request.had_enough or not request.respondents.exclude(group=FeedbackRespondent.Group.MANAGER).exists()


@rules.predicate
def is_asker(person: Person, request: FeedbackRequest) -> bool:
    """Whether the person asks, and the request is open."""
    return request.person_id == person.pk and request.is_open


can_close = is_asker & has_enough_answers


def can_answer(respondent: FeedbackRespondent) -> bool:
    """Whether someone who is asked can still answer or decline."""
    open_ = respondent.request.takes_on(timezone.localdate())
    return open_ and not respondent.withdrawn and respondent.state == FeedbackRespondent.State.ASKED


def can_write(respondent: FeedbackRespondent) -> bool:
    """Whether they can, and have read who sees what."""
    return can_answer(respondent) and respondent.has_read


def can_take_back(respondent: FeedbackRespondent) -> bool:
    """Whether someone can take their feedback back, also where their link was withdrawn afterwards."""
    return respondent.has_answered and respondent.request.takes_on(timezone.localdate())


def can_reconsider(respondent: FeedbackRespondent) -> bool:
    """Whether someone who declined can still answer."""
    open_ = respondent.request.takes_on(timezone.localdate())
    return open_ and respondent.has_declined and not respondent.withdrawn
