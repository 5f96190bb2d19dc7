"""Who may write in a rubric's name: its stewards. An administrator names the first; a steward names others."""

import rules

from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Person
from tamarack.people.second_step import check_stewards_second_step
from tamarack.rubric.models import Framework
from tamarack.stewardship.models import Comment, Consultation, Crosswalk, Draft, Proposal, Steward


@rules.predicate
def is_steward(person: Person, framework: Framework) -> bool:
    """Whether the person keeps the framework."""
    return Steward.objects.filter(person=person, framework=framework).exists()


@rules.predicate
def may_begin_framework(person: Person) -> bool:
    """Whether the person may begin a framework: who keeps one, or was named to."""
    return Steward.objects.filter(person=person).exists()


def check_may_begin(person: Person) -> None:
    """See that the person may begin a framework.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not may_begin_framework.test(person):
        raise NotAllowed(N_("Only who keeps a rubric, or was named to begin one, can do this."))
    check_stewards_second_step(person)


def check_steward(person: Person, framework: Framework) -> None:
    """See that the person keeps the framework.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not is_steward.test(person, framework):
        raise NotAllowed(N_("Only the stewards of {framework} can do this."), framework=framework.code)
    check_stewards_second_step(person)


def in_consultation(draft: Draft) -> bool:
    """Whether a draft is put to consultation now, so that its texts have to stay as they are."""
    return Consultation.objects.filter(draft=draft, opened_at__isnull=False, closed_at=None).exists()


def check_not_consulted(draft: Draft) -> None:
    """See that nobody is being asked about a draft: answers would be about another text.

    Raises
    ------
    NotAllowed
        If a consultation on it is open.
    """
    if in_consultation(draft):
        raise NotAllowed(N_("This draft is in consultation: what is asked about does not change. Close it first."))


@rules.predicate
def proposed(person: Person, proposal: Proposal) -> bool:
    """Whether the person made the proposal."""
    return proposal.person_id == person.pk


@rules.predicate
def may_change(person: Person, proposal: Proposal) -> bool:
    """Whether the person may change or withdraw a proposal: who made it, until something is decided."""
    return bool(proposed.test(person, proposal) and proposal.is_open)


@rules.predicate
def may_support(person: Person, proposal: Proposal) -> bool:
    """Whether the person may be for a proposal: anyone but who made it, until something is decided."""
    return bool(proposal.is_open and not proposed.test(person, proposal))


@rules.predicate
def may_delete(person: Person, comment: Comment) -> bool:
    """Whether the person may take a comment away: who wrote it, and stewards."""
    return comment.person_id == person.pk or bool(is_steward.test(person, comment.proposal.framework))


def may_read_results(person: Person | None, consultation: Consultation) -> bool:
    """Whether the results of a consultation are for someone: once published for everyone, before for stewards."""
    if consultation.closed_at is None:
        return False
    keeps = person is not None and bool(is_steward.test(person, consultation.draft.framework))
    return consultation.published_at is not None or keeps


def may_read_draft(person: Person | None, consultation: Consultation) -> bool:
    """Whether what is put to consultation is for someone: for everyone while it is open and once there are results."""
    keeps = person is not None and bool(is_steward.test(person, consultation.draft.framework))
    return consultation.is_open or may_read_results(person, consultation) or keeps


@rules.predicate
def keeps_crosswalk(person: Person, crosswalk: Crosswalk) -> bool:
    """Whether the person keeps one of the two frameworks."""
    sides = (crosswalk.left_id, crosswalk.right_id)
    return Steward.objects.filter(person=person, framework__in=sides).exists()


def check_keeps_crosswalk(person: Person, crosswalk: Crosswalk) -> None:
    """See that the person keeps one of the two frameworks.

    Raises
    ------
    NotAllowed
        If not.
    """
    if not keeps_crosswalk.test(person, crosswalk):
        raise NotAllowed(N_("Only the stewards of one of the two frameworks can do this."))
