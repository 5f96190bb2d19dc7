"""Reads about feedback. Of an open request nobody reads how it stands, but whether it can be closed."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Prefetch

from tamarack.assessment import rules
from tamarack.assessment.feedback import Result, result_of
from tamarack.assessment.feedback_mail import FEEDBACK_LINK, refusals_of
from tamarack.assessment.models import (
    KEEP,
    TRY,
    FeedbackAnswer,
    FeedbackComment,
    FeedbackRefusal,
    FeedbackRequest,
    FeedbackRespondent,
)
from tamarack.assessment.queries.rating import read_answers
from tamarack.common.links import find_linked
from tamarack.core.errors import N_, NotAllowed, UnknownCode
from tamarack.people.models import Person


def own_request(person: Person, pk: int) -> FeedbackRequest:
    """A request of this person's; whether someone else has it is not told."""
    try:
        return FeedbackRequest.objects.get(pk=pk, person=person)
    except (FeedbackRequest.DoesNotExist, OverflowError):
        raise UnknownCode(N_("You have no such request for feedback. It may have been erased.")) from None


def closed_request(person: Person, pk: int) -> FeedbackRequest:
    """A closed request of this person's."""
    found = own_request(person, pk)
    if not found.is_closed:
        raise NotAllowed(N_("This request is still open. Its result comes when it closes."))
    return found


def own_requests(person: Person) -> list[FeedbackRequest]:
    """All requests of this person's, newest first."""
    return list(FeedbackRequest.objects.filter(person=person))


def requests_with_people(person: Person) -> list[FeedbackRequest]:
    """All requests of this person's, oldest first, with whom they asked and what they may read."""
    readable = FeedbackComment.objects.filter(for_reviewer=False)
    found = FeedbackRequest.objects.filter(person=person).order_by("pk")
    return list(found.prefetch_related("respondents", Prefetch("comments", readable, "readable")))


def asked_by(request: FeedbackRequest) -> list[FeedbackRespondent]:
    """Whom a request asks, by group and in the order that they were named."""
    order = {group: place for place, group in enumerate(FeedbackRespondent.Group.values)}
    return sorted(request.respondents.all(), key=lambda row: (order[row.group], row.pk))


def own_respondent(request: FeedbackRequest, pk: int) -> FeedbackRespondent:
    """Someone whom a request asks."""
    try:
        return request.respondents.get(pk=pk)
    except (FeedbackRespondent.DoesNotExist, OverflowError):
        raise UnknownCode(N_("Nobody is asked under this number.")) from None


def can_be_closed(request: FeedbackRequest) -> bool:
    """Whether enough have answered for a request to be closed now."""
    return bool(rules.can_close.test(request.person, request))


def planned_after(request: FeedbackRequest) -> FeedbackRequest | None:
    """The request by which the same people are to be asked again."""
    return request.followed_by.filter(state=FeedbackRequest.State.PLANNED).first()


def refuses_requests(person: Person) -> bool:
    """Whether someone asked, by a link sent to their address, for no more requests."""
    return FeedbackRefusal.objects.filter(address__in=refusals_of(person.email)).exists()


def find_respondent(token: str) -> FeedbackRespondent:
    """Whose private link this is.

    Raises
    ------
    UnknownCode
        If it is not genuine, or the request was erased.
    """
    return find_linked(FEEDBACK_LINK, token, FeedbackRespondent.objects.select_related("request__person"))


def answer_of(respondent: FeedbackRespondent) -> FeedbackAnswer:
    """What someone has saved so far, for their own eyes."""
    return FeedbackAnswer.objects.filter(respondent=respondent).first() or FeedbackAnswer(respondent=respondent)


def result(request: FeedbackRequest) -> Result:
    """What the requester sees of a closed request."""
    self_side = request.assessment_id
    return result_of(request, read_answers([self_side])[self_side] if self_side else {})


class Readable(NamedTuple):
    """A comment that may be read, with its part, and the name where it is signed."""

    pk: int
    part: str
    name: str
    text: str


def readable_comments(request: FeedbackRequest) -> dict[str, list[Readable]]:
    """The comments that the requester may read, by criterion, in no order."""
    found: dict[str, list[Readable]] = defaultdict(list)
    rows = FeedbackComment.objects.filter(request=request, for_reviewer=False)
    for about, pk, part, name, text in rows.values_list("about", "pk", "part", "name", "text"):
        found[about].append(Readable(pk, part, name, text))
    return dict(found)


def own_suggestion(request: FeedbackRequest, pk: int) -> FeedbackComment:
    """What someone suggested to try next, if the requester may read it."""
    try:
        return FeedbackComment.objects.get(pk=pk, request=request, about=TRY, for_reviewer=False)
    except (FeedbackComment.DoesNotExist, OverflowError):
        raise UnknownCode(N_("There is no such suggestion.")) from None


def comments_for_reviewer(request: FeedbackRequest) -> dict[str, list[str]]:
    """The comments that respondents gave to the reviewer alone, by criterion ("" for those at the end), in no order.

    They carry neither name nor group. What stayed below its group's threshold was erased at closing.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for row in FeedbackComment.objects.filter(request=request, for_reviewer=True):
        found["" if row.about in (KEEP, TRY) else row.about].append(row.text)
    return dict(found)
