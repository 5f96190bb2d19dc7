"""Feedback: asking for it, and what a closed request shows. Who is asked answers by their own link, without a token."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Number, Pk, Taken
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.parts.goals import ShownAction, ShownGoal
from tamarack.api.shown import RubricRef, rubric_of, text
from tamarack.assessment.actions import feedback as actions
from tamarack.assessment.actions.feedback import RESPONDENTS_MOST, Invited
from tamarack.assessment.feedback import Cell, Row
from tamarack.assessment.feedback_words import place_words, result_summary
from tamarack.assessment.models import FeedbackRequest, FeedbackRespondent
from tamarack.assessment.models.feedback import FEEDBACK_MESSAGE_MOST
from tamarack.assessment.models.rating import NAME_MOST
from tamarack.assessment.queries import feedback as queries
from tamarack.assessment.queries.rating import own_assessment
from tamarack.core.framework import Framework
from tamarack.growth.actions.doing import take_suggestion
from tamarack.growth.actions.goals import focus_on
from tamarack.growth.queries import leading_goal
from tamarack.growth.standing import planned_on
from tamarack.growth.words import growing_in
from tamarack.people.models import Person
from tamarack.rubric.texts import say

part = Part("Feedback", "feedback")
CriterionCode = Annotated[str, Field(max_length=40, examples=["COL.1"])]


class ShownRespondent(Schema):
    """Someone who is asked. Whether they answered is told nobody."""

    id: int = Field(examples=[21])
    name: str = text("Pia Roy")
    group: FeedbackRespondent.Group
    withdrawn: bool = Field(examples=[False])

    @classmethod
    def of(cls, row: FeedbackRespondent) -> "ShownRespondent":
        """Someone who is asked."""
        return cls(id=row.pk, name=row.name, group=FeedbackRespondent.Group(row.group), withdrawn=row.withdrawn)


class RequestRow(Schema):
    """A request in a list."""

    id: int = Field(examples=[6])
    rubric: RubricRef
    title: str = text("October 2026")
    state: FeedbackRequest.State
    criteria: list[str] = Field(examples=[["COL.1"]])
    assessment: int | None = Field(examples=[12])
    opens_on: date
    until: date

    @classmethod
    def row(cls, found: FeedbackRequest) -> "RequestRow":
        """A request."""
        return cls(**_row(found))


def _row(found: FeedbackRequest) -> dict[str, Any]:
    return {
        "id": found.pk, "rubric": rubric_of(found.version_id), "title": found.title,
        "state": FeedbackRequest.State(found.state), "criteria": found.criteria, "assessment": found.assessment_id,
        "opens_on": found.opens_on, "until": found.until,
    }  # fmt: skip


class ShownRequest(RequestRow):
    """A request, with whom it asks. Of an open one nobody is told how it stands, but whether it can be closed."""

    message: str = text("Thank you for your time.")
    can_close: bool = Field(examples=[False])
    people: list[ShownRespondent]

    @classmethod
    def of(cls, found: FeedbackRequest) -> "ShownRequest":
        """A request."""
        people = [ShownRespondent.of(row) for row in queries.asked_by(found)]
        return cls(**_row(found), message=found.message, can_close=queries.can_be_closed(found), people=people)


class RespondentSaid(Taken):
    """Someone who is to be asked."""

    name: str = Field(min_length=1, max_length=120, examples=["Pia Roy"])
    email: str = Field(min_length=3, max_length=254, examples=["pia@example.ca"])
    group: FeedbackRespondent.Group
    language: Person.Language = Person.Language.ENGLISH

    def invited(self) -> Invited:
        """As the action takes it."""
        return Invited(self.name, self.email, self.group, self.language)


class RequestMade(Taken):
    """What one asks, of whom, until when."""

    title: str = Field(min_length=1, max_length=NAME_MOST, examples=["October 2026"])
    criteria: list[CriterionCode] = Field(min_length=1, max_length=200, examples=[["COL.1"]])
    until: Day
    message: str = Field("", max_length=FEEDBACK_MESSAGE_MOST, examples=["Thank you for your time."])
    reviewer: str = Field("", max_length=120, examples=[""], description="To whom alone a comment can be given.")
    reviewer_email: str = Field("", max_length=254, examples=[""])
    assessment: Number | None = Field(None, examples=[None], description="One’s own view, beside which it is shown.")
    people: list[RespondentSaid] = Field(min_length=1, max_length=RESPONDENTS_MOST)


class MorePeople(Taken):
    """More who are to be asked."""

    people: list[RespondentSaid] = Field(min_length=1, max_length=RESPONDENTS_MOST)


class DateMoved(Taken):
    """Another day to close."""

    until: Day


class OneCriterion(Taken):
    """Which criterion."""

    criterion: CriterionCode


class ShownCell(Schema):
    """What is shown of a group on a criterion: where its mean lies, in words and as a number of levels."""

    place: str = text("between Building and Enhancing")
    at: float = Field(examples=[1.5])


class ResultRow(Schema):
    """A criterion: one’s own rating, and what is shown of others’."""

    criterion: str = text("COL.1")
    own: str | None = text("E")
    managers: list[ShownCell | None]
    groups: dict[str, ShownCell]
    others: ShownCell | None
    reading: str | None = text("close", "blind_spot, hidden_strength or close.")


class ShownComment(Schema):
    """A comment that may be read: its part, and the name where it is signed."""

    id: int = Field(examples=[40])
    about: str = text("COL.1")
    part: str = text("peers")
    name: str = text("")
    text: str = text("You listen well.")


class ShownResult(Schema):
    """What a closed request shows."""

    id: int = Field(examples=[6])
    summary: str = text("Others see you as you do on most criteria.")
    managers: list[str] = Field(examples=[["Max Roy"]])
    rows: list[ResultRow]
    comments: list[ShownComment]


@part.lists("/feedback", RequestRow, show=RequestRow.row)
def list_feedback(request: ApiRequest) -> Found:
    """One’s requests for feedback."""
    return queries.own_requests(request.auth.person)


@part.makes("/feedback", ShownRequest)
def ask_feedback(request: ApiRequest, body: RequestMade) -> ShownRequest:
    """Ask for feedback: the invitations go out with it."""
    person = request.auth.person
    own = own_assessment(person, body.assessment) if body.assessment else None
    asked = actions.Asked(
        body.title, body.criteria, body.until, body.message, body.reviewer, body.reviewer_email
    )  # fmt: skip
    people = [row.invited() for row in body.people]
    return ShownRequest.of(actions.create_request(person, planned_on(person), asked, people, own))


@part.reads("/feedback/{int:pk}", ShownRequest)
def read_feedback(request: ApiRequest, pk: Pk) -> ShownRequest:
    """A request, with whom it asks."""
    return ShownRequest.of(_own(request, pk))


@part.removes("/feedback/{int:pk}")
def delete_feedback(request: ApiRequest, pk: Pk) -> None:
    """Erase a request with all that was said. Its links end."""
    actions.delete_request(request.auth.person, _own(request, pk))


@part.does("/feedback/{int:pk}/people", ShownRequest)
def ask_more_people(request: ApiRequest, pk: Pk, body: MorePeople) -> ShownRequest:
    """Ask more people, while a request is open."""
    found = _own(request, pk)
    actions.invite_more(request.auth.person, found, [row.invited() for row in body.people])
    return ShownRequest.of(found)


@part.does("/feedback/{int:pk}/people/{int:respondent}/withdraw", ShownRequest)
def withdraw_respondent(request: ApiRequest, pk: Pk, respondent: Pk) -> ShownRequest:
    """End the link of someone who is asked. If they have answered, their answer stays."""
    found = _own(request, pk)
    actions.withdraw_link(request.auth.person, found, queries.own_respondent(found, respondent))
    return ShownRequest.of(found)


@part.does("/feedback/{int:pk}/date", ShownRequest)
def move_feedback_date(request: ApiRequest, pk: Pk, body: DateMoved) -> ShownRequest:
    """Choose another day for an open or planned request to close."""
    found = _own(request, pk)
    actions.move_date(request.auth.person, found, body.until)
    return ShownRequest.of(_own(request, pk))


@part.does("/feedback/{int:pk}/close", ShownRequest)
def close_feedback(request: ApiRequest, pk: Pk) -> ShownRequest:
    """Close a request before its date, when enough have answered."""
    actions.close_request(request.auth.person, _own(request, pk))
    return ShownRequest.of(_own(request, pk))


@part.reads("/feedback/{int:pk}/result", ShownResult)
def read_feedback_result(request: ApiRequest, pk: Pk) -> ShownResult:
    """What a closed request shows: never more than its page."""
    found = queries.closed_request(request.auth.person, pk)
    result = queries.result(found)
    comments = [
        ShownComment(id=row.pk, about=about, part=row.part, name=row.name, text=row.text)
        for about, rows in queries.readable_comments(found).items() for row in rows
    ]  # fmt: skip
    return ShownResult(
        id=pk, summary=result_summary(result), managers=result.managers,
        rows=[_result_row(result.framework, row) for row in result.rows], comments=comments,
    )  # fmt: skip


@part.does("/feedback/{int:pk}/focus", ShownGoal)
def focus_from_feedback(request: ApiRequest, pk: Pk, body: OneCriterion) -> ShownGoal:
    """Make a criterion a focus criterion of the leading goal; without one, a goal is made."""
    person = request.auth.person
    queries.closed_request(person, pk)
    stored = planned_on(person)
    criterion = stored.framework.criterion(body.criterion)
    goal = leading_goal(person, stored.id)
    return ShownGoal.of(focus_on(person, stored, criterion.code, goal, growing_in(say(criterion.name))))


@part.makes("/feedback/{int:pk}/suggestions/{int:comment}/take", ShownAction)
def take_feedback_suggestion(request: ApiRequest, pk: Pk, comment: Pk) -> ShownAction:
    """Make what someone suggested to try next an action."""
    person = request.auth.person
    suggestion = queries.own_suggestion(queries.closed_request(person, pk), comment)
    return ShownAction.of(take_suggestion(person, planned_on(person).framework, suggestion.text))


@part.does("/feedback/{int:pk}/again", ShownRequest)
def plan_feedback_again(request: ApiRequest, pk: Pk, body: OneCriterion) -> ShownRequest:
    """Plan to ask the same people again on one criterion in three months."""
    person = request.auth.person
    return ShownRequest.of(actions.plan_again(person, queries.closed_request(person, pk), body.criterion))


def _own(request: ApiRequest, pk: int) -> FeedbackRequest:
    return queries.own_request(request.auth.person, pk)


def _result_row(framework: Framework, row: Row) -> ResultRow:
    return ResultRow(
        criterion=row.criterion.code, own=row.own.counted, managers=[_cell(framework, cell) for cell in row.managers],
        groups={name: shown for name, cell in row.cells.items() if (shown := _cell(framework, cell))},
        others=_cell(framework, row.mean), reading=row.reading.value if row.reading else None,
    )  # fmt: skip


def _cell(framework: Framework, cell: Cell | None) -> ShownCell | None:
    """A cell, no finer than the page shows it."""
    return ShownCell(place=place_words(framework, cell.place), at=float(cell.place.at)) if cell else None
