"""Who may do what with an assessment: its person alone, unless they gave a reviewer a grant. Not even an administrator:
these predicates are asked directly, never through Django's permissions, which say yes to every superuser."""

import rules
from django.utils import timezone

from tamarack.assessment.models import Asked, Assessment, Campaign, FeedbackRequest, FeedbackRespondent, Review
from tamarack.people.models import Member, Organisation, Person
from tamarack.people.rules import is_owner, leads

AHEAD = (Review.State.INVITED, Review.State.OPEN)
GRANTED = (Review.State.OPEN, Review.State.SIGNED)


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
can_be_reviewed = is_own & ~is_draft


@rules.predicate
def is_invited(person: Person, review: Review) -> bool:
    """Whether an invitation waits for this person, who has proved that the address is theirs."""
    waits = review.state == Review.State.INVITED and review.until >= timezone.localdate()
    return waits and review.reviewer_email == person.email and review.person_id != person.pk


@rules.predicate
def is_reviewer(person: Person, review: Review) -> bool:
    """Whether the person took the review up."""
    return review.reviewer_id == person.pk


@rules.predicate
def is_reviewed(person: Person, review: Review) -> bool:
    """Whether it is the person's assessment."""
    return review.person_id == person.pk


@rules.predicate
def has_grant(person: Person, review: Review) -> bool:
    """Whether the reviewer may see what the person chose: until its day, and neither has stepped back."""
    return is_reviewer.test(person, review) and review.state in GRANTED and review.until >= timezone.localdate()


@rules.predicate
def is_open(person: Person, review: Review) -> bool:
    """Whether the review can go on."""
    return review.is_open_on(timezone.localdate())


@rules.predicate
def is_ahead(person: Person, review: Review) -> bool:
    """Whether not both have signed, and nobody has declined or stepped back."""
    return review.state in AHEAD


takes_part = is_reviewed | is_reviewer
can_see_review = is_reviewed | has_grant
can_see_invitation = can_see_review | is_invited
can_evaluate = is_reviewer & is_open
can_leave = takes_part & is_ahead


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


@rules.predicate
def may_begin(person: Person, organisation: Organisation) -> bool:
    """Whether the person may ask people of the organisation to assess themselves: its owners all, leads their team."""
    roles = (Member.Role.OWNER, Member.Role.LEAD)
    places = Member.objects.filter(person=person, organisation=organisation, role__in=roles)
    return places.exclude(role=Member.Role.LEAD, team=None).exists()


@rules.predicate
def runs(person: Person, campaign: Campaign) -> bool:
    """Whether the person runs the campaign: an owner of the organisation, or who leads the team that it is of."""
    if campaign.team is None:
        return bool(is_owner.test(person, campaign.organisation))
    return bool(leads.test(person, campaign.team))


@rules.predicate
def is_asked(person: Person, campaign: Campaign) -> bool:
    """Whether the person is asked in it, and still a member."""
    asked = Asked.objects.filter(campaign=campaign, person=person)
    return asked.filter(person__memberships__organisation=campaign.organisation_id).exists()
