"""What is said to a rubric in the world of permissions: a proposal of self's, consultations, a review."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tamarack.people.models import Organisation, Person
from tamarack.rubric.models import Framework, Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import begin_next
from tamarack.stewardship.actions.calendar import set_review
from tamarack.stewardship.actions.consulting import Planned, close_consultation, plan_consultation
from tamarack.stewardship.actions.proposals import Proposed, add_comment, make_proposal
from tamarack.stewardship.models import Consultation, Draft, Follow
from tamarack.stewardship.voice_mail import unhear_token


def voice(self_: Person, steward: Person, cacee: Stored) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Things by kind: what a guard is asked of, and how each stands in an address."""
    rubric = Framework.objects.get(code="cacee")
    proposal = make_proposal(self_, cacee, Proposed("Name alumni", "They are missed.", "COL.1.B"))
    comment = add_comment(self_, proposal, "More of it", named=False)
    # a draft of its own: one that is consulted on cannot be changed
    draft = begin_next(steward, Version.objects.select_related("framework").get(pk=cacee.id), "2.0")
    over, opened = _consult(steward, draft), _consult(steward, draft, close=False)
    set_review(steward, rubric, timezone.localdate() + timedelta(days=90), {"en": "All of it"})
    here, part = {"code": "cacee"}, {"who": "me", "competency": "col", "name": "results.csv"}
    place = Organisation.objects.get(code="clearwater")
    return {
        "proposal": (proposal, {**here, "pk": proposal.pk}),
        "rubric_proposal": (rubric, {**here, "pk": proposal.pk}),
        "comment": (comment, {**here, "pk": proposal.pk, "comment": comment.pk}),
        "consultation": (opened, {**here, **part, "pk": opened.pk}),
        "answered_for": (place, {**here, **part, "pk": opened.pk, "who": f"org-{place.code}"}),
        "over": (over, {**here, **part, "pk": over.pk}),
        "rubric_consultation": (rubric, {**here, "pk": opened.pk}),
        "rubric_over": (rubric, {**here, "pk": over.pk}),
        "heard": (None, {"token": unhear_token(Follow.objects.get(proposal=proposal))}),
    }


def _consult(steward: Person, draft: Draft, *, close: bool = True) -> Consultation:
    today = timezone.localdate()
    planned = Planned(today, today + timedelta(days=9), {"en": "Tell us.", "fr": "Dites-nous."})
    found = plan_consultation(steward, draft, planned)
    if close:
        close_consultation(found)
        found.refresh_from_db()
    return found
