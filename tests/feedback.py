"""What tests of feedback share: requests, and people who answer them."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from tamarack.assessment.actions.answering import Remark, Said, begin_answer, give_answer, save_answer
from tamarack.assessment.actions.feedback import Asked, Invited, create_request
from tamarack.assessment.models import Assessment, FeedbackRequest, FeedbackRespondent
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored

CRITERIA = ("COL.1", "COL.2", "EDI.5")
NAMES = {
    "manager": ["Mona"],
    "peers": ["Pia", "Per", "Pam"],
    "students": ["Sam", "Sue"],
    "partners": ["Ted"],
}


def people(groups: dict[str, list[str]] | None = None) -> list[Invited]:
    return [
        Invited(name, f"{name.lower()}@others.example", group)
        for group, names in (groups or NAMES).items()
        for name in names
    ]


def ask(
    person: Person, version: Stored, assessment: Assessment | None = None, *, criteria: Sequence[str] = CRITERIA,
    groups: dict[str, list[str]] | None = None, reviewer: str = "Rita Reviewer", until: date | None = None,
    title: str = "Nadia’s secret request",
) -> FeedbackRequest:  # fmt: skip
    day = until or timezone.localdate() + timedelta(days=21)
    asked = Asked(title, criteria, day, "Please be frank.", reviewer, "rita@clearwater.example" if reviewer else "")
    return create_request(person, version, asked, people(groups), assessment)


def respondent_of(request: FeedbackRequest, name: str) -> FeedbackRespondent:
    return FeedbackRespondent.objects.select_related("request__person").get(request=request, name=name)


def say(
    request: FeedbackRequest, name: str, rating: str = "B", remarks: dict[str, Remark] | None = None,
    *, give: bool = True, **own: str,
) -> FeedbackRespondent:  # fmt: skip
    """Let someone who is asked answer: the same everywhere, or by criterion; or only save that."""
    respondent = respondent_of(request, name)
    begin_answer(respondent)
    ratings = {code: own.get(code.replace(".", "_"), rating) for code in request.criteria}
    (give_answer if give else save_answer)(respondent, Said(ratings, remarks or {}))
    return respondent


def named(text: str) -> Remark:
    return Remark(text, "named")


def unnamed(text: str) -> Remark:
    return Remark(text, "unnamed")


def for_reviewer(text: str) -> Remark:
    return Remark(text, "reviewer")
