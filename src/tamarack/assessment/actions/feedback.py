"""Writes by the one who asks for feedback."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext

from tamarack.assessment.actions.closing import close
from tamarack.assessment.feedback_mail import invitation, refusing
from tamarack.assessment.models import (
    FEEDBACK_MESSAGE_MOST,
    NAME_MOST,
    Assessment,
    FeedbackRequest,
    FeedbackRespondent,
)
from tamarack.assessment.promise import promised
from tamarack.assessment.queries.rating import last_submitted
from tamarack.assessment.rules import can_close
from tamarack.common.checks import check_choice, check_text, in_order
from tamarack.common.database import write
from tamarack.common.links import new_link
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.core.framework import Framework, shorten
from tamarack.people.models import Person
from tamarack.people.queries.accounts import addresses, is_own_address
from tamarack.people.queries.places import feedback_threshold
from tamarack.people.rules import check_own
from tamarack.rubric.queries import Stored, framework

RESPONDENTS_MOST = 60
REQUESTS_MOST = 100
MAILS_A_DAY = 200
LONGEST = timedelta(days=120)
"""How long a request can be open."""
USUAL = timedelta(days=21)
"""How long it is open unless someone says otherwise."""
AGAIN_AFTER = timedelta(days=91)
"""When the same people are asked again."""
PERSON_NAME_MOST = 120
NOT_OPEN = N_("This request is not open any more.")


@dataclass(frozen=True)
class Asked:
    """What someone asks."""

    title: str
    criteria: Sequence[str]
    until: date
    message: str = ""
    reviewer: str = ""
    reviewer_email: str = ""

    def fields(self, rubric: Framework) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput, UnknownCode
            If it cannot be kept.
        """
        criteria = in_order(rubric, self.criteria)
        if not criteria:
            raise BadInput(N_("Please choose one criterion at least."))
        return {
            "title": check_text(self.title, NAME_MOST, needed=True),
            "criteria": criteria,
            "until": _check_until(self.until),
            "message": check_text(self.message, FEEDBACK_MESSAGE_MOST),
            **self._reviewer(),
        }

    def _reviewer(self) -> dict[str, str]:
        """To whom alone a comment can be given: only who has the address reads it, as respondents are told."""
        name, email = _one_line(self.reviewer), self.reviewer_email.strip().lower()
        if not name and not email:
            return {"reviewer": "", "reviewer_email": ""}
        if not name or not email:
            raise BadInput(N_("Of your reviewer both are needed, name and address; or neither."))
        return {"reviewer": name, "reviewer_email": _address(email)}


def _address(email: str) -> str:
    """An address that looks like one."""
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput(N_("“{email}” is not an email address."), email=shorten(email)) from None
    return email.lower()


@dataclass(frozen=True)
class Invited:
    """Someone who is to be asked."""

    name: str
    email: str
    group: str
    language: str = "en"

    def row(self, request: FeedbackRequest) -> FeedbackRespondent:
        """What is kept of them.

        Raises
        ------
        BadInput
            If it cannot be kept.
        """
        return FeedbackRespondent(
            request=request,
            name=_one_line(self.name, needed=True),
            email=_address(self.email),
            group=check_choice(self.group, FeedbackRespondent.Group.values),
            language=check_choice(self.language, Person.Language.values),
            link=new_link(),
        )


def create_request(
    person: Person, version: Stored, asked: Asked, invited: Sequence[Invited], assessment: Assessment | None = None
) -> FeedbackRequest:
    """Ask for feedback: the invitations go out with it, or neither is kept."""
    check_own(person, assessment)
    if assessment and (assessment.is_draft or assessment.version_id != version.id):
        raise BadInput(N_("Please choose a submitted assessment on the same rubric."))
    request = FeedbackRequest(
        person=person, version_id=version.id, assessment=assessment, opens_on=timezone.localdate(),
        threshold=feedback_threshold(person),
        **asked.fields(version.framework),
    )  # fmt: skip
    if request.reviewer_email and is_own_address(person, request.reviewer_email):
        raise BadInput(N_("This is your own address. A review is by someone else."))
    request.promise = promised(request)
    with write():
        if FeedbackRequest.objects.filter(person=person).count() >= REQUESTS_MOST:
            raise BadInput(N_("You have {most} requests already. Please erase one first."), most=REQUESTS_MOST)
        request.save()
        _invite(request, invited)
    return request


def invite_more(person: Person, request: FeedbackRequest, invited: Sequence[Invited]) -> None:
    """Ask more people, while a request is open."""
    check_own(person, request)
    with write():
        _lock(request)
        _invite(request, invited)


def _invite(request: FeedbackRequest, invited: Sequence[Invited]) -> None:
    there = {row.email: row.group for row in request.respondents.all()}
    rows = [entry.row(request) for entry in invited]
    _check_people(request.person, list(there), rows)
    _check_groups([*there.values(), *(row.group for row in rows)], request.threshold)
    FeedbackRespondent.objects.bulk_create(rows)
    send_invitations(request, rows)


def _check_people(person: Person, there: list[str], rows: Sequence[FeedbackRespondent]) -> None:
    """See that there are neither too few nor too many, that none comes twice, and that nobody asks themselves."""
    if not rows:
        raise BadInput(N_("Please name the people whom you want to ask."))
    if len(there) + len(rows) > RESPONDENTS_MOST:
        raise BadInput(N_("A request can go to {most} people at most."), most=RESPONDENTS_MOST)
    own = {str(entry["email"]).lower() for entry in addresses(person)} | {person.email.lower()}
    seen = set(there)
    for row in rows:
        if row.email in own:
            raise BadInput(
                N_("{email} is your own address. Your own view comes from your assessment."), email=row.email
            )
        if row.email in seen:
            raise BadInput(N_("{email} is named twice. Each person is asked once."), email=row.email)
        seen.add(row.email)


def _check_groups(groups: Sequence[str], threshold: int) -> None:
    anonymous = sum(group != FeedbackRespondent.Group.MANAGER for group in groups)
    if 0 < anonymous < threshold:
        raise BadInput(
            N_("Besides managers, please ask {threshold} people or more: nothing could be shown of fewer."),
            threshold=threshold,
        )


def send_invitations(request: FeedbackRequest, rows: list[FeedbackRespondent]) -> None:
    """Queue the invitations; who wants no requests gets none, and the requester is not told."""
    today, silent = timezone.localdate(), refusing(rows)
    _count_mails(request.person, len(rows))
    for row in rows:
        row.mailed_on = today
        if row.email not in silent:
            invitation(request, row).send()
    FeedbackRespondent.objects.bulk_update(rows, ["mailed_on"])


def _count_mails(person: Person, count: int) -> None:
    """See that nobody sends mail by the hundred, whatever they erase in between."""
    key = f"feedback-mails:{person.pk}:{timezone.localdate()}"
    sent = int(cache.get(key, 0)) + count
    if sent > MAILS_A_DAY:
        raise BadInput(N_("You have asked many people today; {most} a day is the limit. Please go on tomorrow."),
                       most=MAILS_A_DAY)  # fmt: skip
    cache.set(key, sent, 60 * 60 * 24)


def withdraw_link(person: Person, request: FeedbackRequest, respondent: FeedbackRespondent) -> None:
    """End the link of someone who has not answered. If they have, their answer stays: so nothing is told by this."""
    check_own(person, request)
    with write():
        _lock(request)
        FeedbackRespondent.objects.filter(pk=respondent.pk, request=request).update(withdrawn=True)


def move_date(person: Person, request: FeedbackRequest, until: date) -> None:
    """Choose another day for an open or planned request to close."""
    check_own(person, request)
    _check_until(until, request.opens_on if request.is_planned else None)
    with write():
        if request.is_open:
            _lock(request)
        FeedbackRequest.objects.filter(pk=request.pk).exclude(state=FeedbackRequest.State.CLOSED).update(until=until)


def close_request(person: Person, request: FeedbackRequest) -> None:
    """Close a request before its date, when enough have answered.

    Raises
    ------
    NotAllowed
        If it is someone else's, not open, or not enough have answered.
    """
    check_own(person, request)
    with write():
        if not can_close.test(person, _lock(request)):
            raise NotAllowed(N_("This request can be closed when {threshold} people have answered, or by its date."),
                             threshold=request.threshold)  # fmt: skip
        close(request)


def delete_request(person: Person, request: FeedbackRequest) -> None:
    """Erase a request with all that was said. Its links end; of an open one nobody has read anything."""
    check_own(person, request)
    with write():
        request.delete()


def plan_again(person: Person, request: FeedbackRequest, criterion: str) -> FeedbackRequest:
    """Plan to ask the same people again in three months: a new request, or one criterion more of the planned one."""
    check_own(person, request)
    if not request.is_closed:
        raise NotAllowed(N_("The same people can be asked again when the request has closed."))
    rubric = framework(request.version_id)
    (code,) = in_order(rubric, [criterion])
    with write():
        planned = FeedbackRequest.State.PLANNED
        found = FeedbackRequest.objects.filter(person=person, follows=request, state=planned).first()
        if found:
            found.criteria = in_order(rubric, [*found.criteria, code])
            found.save(update_fields=["criteria"])
            return found
        return _plan(request, code)


def _plan(request: FeedbackRequest, criterion: str) -> FeedbackRequest:
    again = list(request.respondents.filter(withdrawn=False))
    _check_people(request.person, [], again)
    threshold = feedback_threshold(request.person)
    _check_groups([row.group for row in again], threshold)
    opens_on = timezone.localdate() + AGAIN_AFTER
    title = gettext("{title}, asked again").format(title=request.title[: NAME_MOST - 20])
    planned = FeedbackRequest.objects.create(
        person_id=request.person_id, version_id=request.version_id, follows=request, title=title,
        criteria=[criterion], message=request.message, reviewer=request.reviewer,
        reviewer_email=request.reviewer_email, opens_on=opens_on, until=opens_on + USUAL,
        state=FeedbackRequest.State.PLANNED, threshold=threshold,
    )  # fmt: skip
    FeedbackRespondent.objects.bulk_create(
        FeedbackRespondent(
            request=planned, name=row.name, email=row.email, group=row.group, language=row.language, link=new_link()
        )
        for row in again
    )
    return planned


def open_planned(request: FeedbackRequest) -> None:
    """Begin a planned request, unless another round did: with the newest assessment, and what is promised now."""
    today = timezone.localdate()
    request.threshold = feedback_threshold(request.person)
    fields = {
        "state": FeedbackRequest.State.OPEN, "opens_on": today, "until": max(request.until, today + USUAL),
        "assessment": last_submitted(request.person, request.version_id), "promise": promised(request),
        "threshold": request.threshold,
    }  # fmt: skip
    with write():
        as_read = FeedbackRequest.objects.filter(pk=request.pk, state=FeedbackRequest.State.PLANNED)
        if as_read.update(**fields):
            request.refresh_from_db()
            send_invitations(request, list(request.respondents.filter(withdrawn=False)))


def _lock(request: FeedbackRequest) -> FeedbackRequest:
    """The request, held until it is written, if it is still open."""
    found = FeedbackRequest.objects.select_for_update().filter(pk=request.pk, state=FeedbackRequest.State.OPEN).first()
    if found is None:
        raise NotAllowed(NOT_OPEN)
    return found


def _check_until(until: date, opens_on: date | None = None) -> date:
    first = opens_on or timezone.localdate()
    if not first < until <= first + LONGEST:
        raise BadInput(N_("Please choose a day after today, and {most} days ahead at most."), most=LONGEST.days)
    return until


def _one_line(text: str, *, needed: bool = False) -> str:
    return " ".join(check_text(text, PERSON_NAME_MOST, needed=needed).split())
