"""Writes by respondents, who have a private link and no account."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from tamarack.assessment import rules
from tamarack.assessment.actions.closing import NOT_OBSERVED
from tamarack.assessment.feedback_mail import refusals_of
from tamarack.assessment.models import (
    KEEP,
    REMARK_LINES_MOST,
    REMARK_MOST,
    TRY,
    FeedbackAnswer,
    FeedbackComment,
    FeedbackRefusal,
    FeedbackRequest,
    FeedbackRespondent,
)
from tamarack.common.checks import check_choice, check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, BadRating, NotAllowed, UnknownCode
from tamarack.core.framework import shorten
from tamarack.core.ratings import NOT_YET
from tamarack.rubric.queries import framework

AT_THE_END = (KEEP, TRY)


@dataclass(frozen=True)
class Remark:
    """A comment, and who may read it."""

    text: str
    read_by: str


@dataclass(frozen=True)
class Said:
    """What a respondent says on a page: values by criterion, comments by criterion or at the end. Empty ones erase."""

    ratings: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, Remark] = field(default_factory=dict)


def readers(respondent: FeedbackRespondent) -> list[str]:
    """Who may read a comment of theirs, as they can choose; the first unless they do."""
    named, unnamed, reviewer = FeedbackComment.For.NAMED, FeedbackComment.For.UNNAMED, FeedbackComment.For.REVIEWER
    found = [named] if respondent.is_named else [unnamed, named]
    return [*found, reviewer] if respondent.request.reviewer else [*found]


def begin_answer(respondent: FeedbackRespondent) -> None:
    """Note that someone has read who sees what."""
    with write():
        held = _hold(respondent, rules.can_answer)
        held.has_read = True
        held.save(update_fields=["has_read"])


def save_answer(respondent: FeedbackRespondent, said: Said) -> None:
    """Keep what someone says so far; nobody else reads it.

    Raises
    ------
    NotAllowed, BadInput, BadRating, UnknownCode
        If they cannot answer any more, or have not read who sees what, or something of it cannot be right.
    """
    _check(respondent, said)
    with write():
        _keep(_hold(respondent, rules.can_write), said)


def give_answer(respondent: FeedbackRespondent, said: Said) -> None:
    """Give feedback: once, also from two windows at the same time."""
    _check(respondent, said)
    with write():
        held = _hold(respondent, rules.can_write)
        answer = _keep(held, said)
        if all(value == NOT_OBSERVED for value in answer.ratings.values()):
            raise BadInput(N_("Please rate one criterion at least. If you have observed none, you can decline."))
        _move(held, FeedbackRespondent.State.ANSWERED)
        note_enough(held.request)


def take_answer_back(respondent: FeedbackRespondent) -> None:
    """Make given feedback a draft again, until the request closes."""
    with write():
        _move(_hold(respondent, rules.can_take_back), FeedbackRespondent.State.ASKED)


def decline(respondent: FeedbackRespondent, *, for_ever: bool = False) -> None:
    """Say no, without a reason; what was saved is erased. `for_ever` also refuses all requests to come."""
    with write():
        held = _hold(respondent, rules.can_answer)
        FeedbackAnswer.objects.filter(respondent=held).delete()
        _move(held, FeedbackRespondent.State.DECLINED)
        if for_ever:
            known = refusals_of(held.email)
            held.refused_all = not FeedbackRefusal.objects.filter(address__in=known).exists()
            FeedbackRefusal.objects.get_or_create(address=known[0])
            held.save(update_fields=["refused_all"])


def reconsider(respondent: FeedbackRespondent) -> None:
    """Take a no back, until the request closes; and with it the no to all requests, if that was given here."""
    with write():
        held = _hold(respondent, rules.can_reconsider)
        _move(held, FeedbackRespondent.State.ASKED)
        if held.refused_all:
            FeedbackRefusal.objects.filter(address__in=refusals_of(held.email)).delete()


def _hold(respondent: FeedbackRespondent, may: Callable[[FeedbackRespondent], bool]) -> FeedbackRespondent:
    """The respondent as they stand now, held until they are written; the request with them, which may be closing."""
    FeedbackRequest.objects.select_for_update().get(pk=respondent.request_id)
    held = FeedbackRespondent.objects.select_related("request").get(pk=respondent.pk)
    if not may(held):
        raise NotAllowed(why_not(held))
    return held


def why_not(respondent: FeedbackRespondent) -> str:
    """Why someone cannot do something with their link now."""
    if not respondent.request.takes_on(timezone.localdate()):
        return N_("This request has closed. Nothing can be added any more. Thank you.")
    if respondent.has_answered:
        return N_("You have given your feedback already. Thank you: it is kept as you gave it.")
    if respondent.has_declined:
        return N_("You have declined. You can take that back until the request closes.")
    if respondent.withdrawn:
        return N_("This link has been withdrawn by the person who asked.")
    return N_("Please read first who sees what.")


def note_enough(request: FeedbackRequest) -> None:
    """Note that enough have answered for a request to be closed, once that is so."""
    answered = request.respondents.filter(state=FeedbackRespondent.State.ANSWERED)
    if answered.exclude(group=FeedbackRespondent.Group.MANAGER).count() >= request.threshold:
        FeedbackRequest.objects.filter(pk=request.pk).update(had_enough=True)


def _move(held: FeedbackRespondent, state: str) -> None:
    held.state = state
    held.save(update_fields=["state"])


def _keep(held: FeedbackRespondent, said: Said) -> FeedbackAnswer:
    answer, _ = FeedbackAnswer.objects.get_or_create(respondent=held)
    ratings = answer.ratings | said.ratings
    remarks = answer.remarks | {key: [_tidy(row.text), row.read_by] for key, row in said.remarks.items()}
    answer.ratings = {code: value for code, value in ratings.items() if value}
    answer.remarks = {key: row for key, row in remarks.items() if row[0]}
    answer.save(update_fields=["ratings", "remarks"])
    return answer


def _check(respondent: FeedbackRespondent, said: Said) -> None:
    """See that everything is of this request, and can be right."""
    asked, rubric = respondent.request.criteria, framework(respondent.request.version_id)
    for code, value in said.ratings.items():
        if code not in asked:
            raise UnknownCode(N_("You are not asked about “{code}”."), code=shorten(code))
        offered = ("", NOT_OBSERVED, NOT_YET, *rubric.criterion(code).levels)
        if value not in offered:
            raise BadRating(
                N_("“{value}” is not an answer that {criterion} offers."), value=shorten(value), criterion=code
            )
    for key, remark in said.remarks.items():
        if key not in asked and key not in AT_THE_END:
            raise UnknownCode(N_("You are not asked about “{code}”."), code=shorten(key))
        check_choice(remark.read_by, readers(respondent))
        _check_remark(_tidy(remark.text), key)


def _check_remark(text: str, key: str) -> None:
    place = "" if key in AT_THE_END else key
    lines = text.count("\n") + 1
    if lines > REMARK_LINES_MOST:
        raise BadInput(N_("A comment has {lines} lines; {most} fit. Please shorten it. {place}"),
                       lines=lines, most=REMARK_LINES_MOST, place=place)  # fmt: skip
    check_text(text, REMARK_MOST)


def _tidy(text: str) -> str:
    return "\n".join(text.splitlines()).strip()
