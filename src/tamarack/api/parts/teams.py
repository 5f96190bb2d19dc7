"""What a team plans together: its focus, templates to start from, learning events."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpResponse
from ninja import Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Moment, Pk, Slug, Taken, TeamCode, Yes, given
from tamarack.api.files import attachment
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.place import inside, team_of
from tamarack.api.shown import RubricRef, ShownPerson, rubric_of, text
from tamarack.assessment.models import NAME_MOST, Review
from tamarack.exchange.calendar import event_ics
from tamarack.growth.actions import events as event_actions
from tamarack.growth.actions import team as actions
from tamarack.growth.actions.events import CAPACITY_MOST, Planned
from tamarack.growth.actions.resources import URL_MOST
from tamarack.growth.actions.team import REVIEW_DAYS_MOST, Prepared
from tamarack.growth.models import FOCUS_MOST, LINE_MOST, TEXT_MOST, LearningEvent, TeamFocus, Template
from tamarack.growth.queries import rhythm
from tamarack.growth.queries import team as queries
from tamarack.growth.rules import check_sees_who_comes, sees_team_plan
from tamarack.growth.standing import planned_on
from tamarack.people.models import Person

part = Part("Together", "organisations")
TEAM = "/organisations/{slug}/teams/{team}"
EVENT = f"{TEAM}/events/{{int:pk}}"
Codes = list[Annotated[str, Field(max_length=40)]]
PLANNED = ("title", "what", "where", "link", "starts_at", "ends_at", "time_zone", "criteria", "capacity", "for_all")


class ShownFocus(Schema):
    """What a team wants to grow in first; no criteria: it has no focus now."""

    rubric: RubricRef | None
    criteria: list[str] = Field(examples=[["COL.1", "DIG.7"]])
    why: str = text("Employers ask us for it.")
    until: date | None
    by: ShownPerson | None

    @classmethod
    def of(cls, row: TeamFocus) -> "ShownFocus":
        """A focus."""
        return cls(
            rubric=rubric_of(row.version_id) if row.version_id else None, criteria=row.criteria, why=row.why,
            until=row.until, by=ShownPerson.of(row.set_by),
        )  # fmt: skip


class FocusSaid(Taken):
    """What is to be otherwise; what is left out stays."""

    criteria: Codes = Field([], max_length=FOCUS_MOST, examples=[["COL.1", "DIG.7"]])
    why: str = Field("", max_length=TEXT_MOST, examples=["Employers ask us for it."])
    until: Day | None = None


class ShownTemplate(Schema):
    """What a review or a request for feedback can begin with."""

    id: int = Field(examples=[4])
    kind: Template.Kind
    title: str = text("Yearly review")
    message: str = text("Please look at what we agreed on last year.")
    days: int = Field(examples=[60])
    relation: Review.Relation
    criteria: list[str] = Field(examples=[[]])

    @classmethod
    def of(cls, row: Template) -> "ShownTemplate":
        """A template."""
        return cls(
            id=row.pk, kind=Template.Kind(row.kind), title=row.title, message=row.message, days=row.days,
            relation=Review.Relation(row.relation), criteria=row.criteria,
        )  # fmt: skip


class TemplateSaid(Taken):
    """What is said of a template: a relation is who reviews, criteria are what feedback is asked on."""

    title: str = Field("", max_length=NAME_MOST, examples=["Yearly review"])
    message: str = Field("", max_length=TEXT_MOST, examples=["Please look at what we agreed on last year."])
    days: Annotated[int, Field(strict=True, ge=1, le=REVIEW_DAYS_MOST)] = 21
    relation: Review.Relation = Review.Relation.MANAGER
    criteria: Codes = Field([], max_length=200, examples=[["COL.1"]])


class TemplateMade(TemplateSaid):
    """What a new template is for, and says."""

    kind: Template.Kind
    title: str = Field(min_length=1, max_length=NAME_MOST, examples=["Yearly review"])


class ShownEvent(Schema):
    """A time at which people learn together."""

    id: int = Field(examples=[7])
    rubric: RubricRef
    team: str = text("advising")
    title: str = text("An hour on coaching")
    what: str = text("We look at three conversations.")
    where: str = text("Room 12")
    link: str = text("")
    starts_at: datetime = Field(examples=["2027-02-01T13:00:00-05:00"])
    ends_at: datetime = Field(examples=["2027-02-01T14:00:00-05:00"])
    time_zone: str = text("America/Toronto")
    criteria: list[str] = Field(examples=[["COL.1"]])
    capacity: int | None = Field(examples=[12])
    for_all: bool = Field(examples=[False], description="Whether it is open to the whole organisation.")
    coming: int = Field(examples=[5])
    joined: bool = Field(examples=[False], description="Whether one has signed up oneself.")
    cancelled: bool = Field(examples=[False])

    @classmethod
    def of(cls, row: LearningEvent) -> "ShownEvent":
        """An event, as it was read for someone."""
        return cls(
            id=row.pk, rubric=rubric_of(row.version_id), team=row.team.code, cancelled=row.is_cancelled,
            coming=row.coming, joined=row.joined,  # type: ignore[attr-defined]
            **{name: getattr(row, name) for name in PLANNED},
        )  # fmt: skip


class EventSaid(Taken):
    """What is to be otherwise; what is left out stays."""

    title: str = Field("", max_length=LINE_MOST, examples=["An hour on coaching"])
    starts_at: Moment | None = Field(None, examples=["2027-02-01T13:00:00-05:00"])
    ends_at: Moment | None = Field(None, examples=["2027-02-01T14:00:00-05:00"])
    time_zone: str = Field("", max_length=60, examples=["America/Toronto"], description="Empty: one’s own.")
    what: str = Field("", max_length=TEXT_MOST, examples=["We look at three conversations."])
    where: str = Field("", max_length=LINE_MOST, examples=["Room 12"])
    link: str = Field("", max_length=URL_MOST, examples=[""])
    criteria: Codes = Field([], max_length=200, examples=[["COL.1"]])
    capacity: Annotated[int, Field(strict=True, ge=1, le=CAPACITY_MOST)] | None = Field(None, examples=[12])
    for_all: Yes = False

    def planned(self, person: Person, kept: LearningEvent | None = None) -> Planned:
        """What is said, on top of what is kept."""
        said = given(self, {name: getattr(kept, name) for name in PLANNED} if kept else {})
        for name in ("starts_at", "ends_at"):
            said[name] = said[name] or getattr(kept, name)
        return Planned(**{**said, "time_zone": said.get("time_zone") or rhythm(person).zone.key})


class EventMade(EventSaid):
    """What a new event is."""

    title: str = Field(min_length=1, max_length=LINE_MOST, examples=["An hour on coaching"])
    starts_at: Moment = Field(examples=["2027-02-01T13:00:00-05:00"])
    ends_at: Moment = Field(examples=["2027-02-01T14:00:00-05:00"])


class Cancelled(Taken):
    """Why, in a line for those who signed up."""

    reason: str = Field("", max_length=LINE_MOST, examples=["Our speaker is ill."])


class Coming(Taken):
    """Whether one comes."""

    coming: Yes


@part.reads(f"{TEAM}/focus", ShownFocus)
def read_team_focus(request: ApiRequest, slug: Slug, team: TeamCode) -> ShownFocus:
    """What a team that one is in or leads wants to grow in first."""
    return ShownFocus.of(_focus(request, slug, team))


@part.changes(f"{TEAM}/focus", ShownFocus, now=read_team_focus)
def change_team_focus(request: ApiRequest, slug: Slug, team: TeamCode, body: FocusSaid) -> ShownFocus:
    """Choose what the team wants to grow in first, as who leads it; without criteria it has no focus any more."""
    person, kept = request.auth.person, _focus(request, slug, team)
    said = given(body, {name: getattr(kept, name) for name in FocusSaid.model_fields})
    actions.set_focus(person, inside(request, slug, team), planned_on(person), **said)
    return ShownFocus.of(_focus(request, slug, team))


@part.lists(f"{TEAM}/templates", ShownTemplate)
def list_templates(request: ApiRequest, slug: Slug, team: TeamCode) -> Found:
    """The templates of a team that one is in or leads."""
    return queries.templates_of(inside(request, slug, team))


@part.makes(f"{TEAM}/templates", ShownTemplate)
def prepare_template(request: ApiRequest, slug: Slug, team: TeamCode, body: TemplateMade) -> ShownTemplate:
    """Prepare a template for a review or a request for feedback, as who leads the team."""
    person, found = request.auth.person, team_of(request, slug, team)
    prepared = Prepared(**body.dict(exclude={"kind"}))
    return ShownTemplate.of(actions.prepare_template(person, found, planned_on(person), body.kind, prepared))


@part.reads(f"{TEAM}/templates/{{int:pk}}", ShownTemplate)
def read_template(request: ApiRequest, slug: Slug, team: TeamCode, pk: Pk) -> ShownTemplate:
    """A template of a team."""
    return ShownTemplate.of(queries.team_template(inside(request, slug, team), pk))


@part.changes(f"{TEAM}/templates/{{int:pk}}", ShownTemplate, now=read_template)
def change_template(request: ApiRequest, slug: Slug, team: TeamCode, pk: Pk, body: TemplateSaid) -> ShownTemplate:
    """Change a template. What was started from it stays as it is."""
    person, found = request.auth.person, queries.team_template(inside(request, slug, team), pk)
    said = given(body, {name: getattr(found, name) for name in TemplateSaid.model_fields})
    actions.change_template(person, found, planned_on(person), Prepared(**said))
    return ShownTemplate.of(queries.team_template(found.team, pk))


@part.removes(f"{TEAM}/templates/{{int:pk}}", now=read_template, gives=ShownTemplate)
def delete_template(request: ApiRequest, slug: Slug, team: TeamCode, pk: Pk) -> None:
    """Erase a template. What was started from it stays."""
    actions.delete_template(request.auth.person, queries.team_template(inside(request, slug, team), pk))


@part.lists(f"{TEAM}/events", ShownEvent)
def list_events(request: ApiRequest, slug: Slug, team: TeamCode) -> Found:
    """What is ahead for a team. Of a team that one is not in, what is open to the whole organisation."""
    person, found = request.auth.person, team_of(request, slug, team)
    return queries.events_ahead(person, found, inside=bool(sees_team_plan.test(person, found)))


@part.makes(f"{TEAM}/events", ShownEvent)
def plan_event(request: ApiRequest, slug: Slug, team: TeamCode, body: EventMade) -> ShownEvent:
    """Plan an event, as who leads the team."""
    person, found = request.auth.person, team_of(request, slug, team)
    made = event_actions.plan_event(person, found, planned_on(person), body.planned(person))
    return ShownEvent.of(queries.find_event(person, found, made.pk))


@part.reads(EVENT, ShownEvent)
def read_event(request: ApiRequest, slug: Slug, team: TeamCode, pk: Pk) -> ShownEvent:
    """An event."""
    return ShownEvent.of(_event(request, slug, team, pk))


@part.changes(EVENT, ShownEvent, now=read_event)
def change_event(request: ApiRequest, slug: Slug, team: TeamCode, pk: Pk, body: EventSaid) -> ShownEvent:
    """Change an event. Those who come are told by mail."""
    person, found = request.auth.person, _event(request, slug, team, pk)
    event_actions.change_event(person, found, planned_on(person), body.planned(person, found))
    return ShownEvent.of(_event(request, slug, team, pk))


@part.does(f"{EVENT}/cancel", ShownEvent)
def cancel_event(request: ApiRequest, slug: Slug, team: TeamCode, pk: Pk, body: Cancelled) -> ShownEvent:
    """Call an event off. Those who come are told by mail."""
    event_actions.cancel_event(request.auth.person, _event(request, slug, team, pk), body.reason)
    return ShownEvent.of(_event(request, slug, team, pk))


@part.sets(f"{EVENT}/coming", ShownEvent, family="plan")
def sign_up_for_event(request: ApiRequest, slug: Slug, team: TeamCode, pk: Pk, body: Coming) -> ShownEvent:
    """Sign up for an event, if there is a place; or not come after all."""
    do = event_actions.sign_up if body.coming else event_actions.leave_event
    do(request.auth.person, _event(request, slug, team, pk))
    return ShownEvent.of(_event(request, slug, team, pk))


@part.lists(f"{EVENT}/people", ShownPerson)
def list_event_people(request: ApiRequest, slug: Slug, team: TeamCode, pk: Pk) -> Found:
    """Who comes: for those who come, and for who leads the team."""
    found = _event(request, slug, team, pk)
    check_sees_who_comes(request.auth.person, found)
    return queries.who_comes(found)


@part.reads(f"{EVENT}/file", bytes)
def read_event_file(request: ApiRequest, slug: Slug, team: TeamCode, pk: Pk) -> HttpResponse:
    """An event as a file for a calendar."""
    content = event_ics(_event(request, slug, team, pk), request.auth.person)
    return attachment(content, f"tamarack-event-{pk}.ics")


def _focus(request: ApiRequest, slug: str, team: str) -> TeamFocus:
    return queries.focus_of_team(inside(request, slug, team)) or TeamFocus()


def _event(request: ApiRequest, slug: str, team: str, pk: int) -> LearningEvent:
    return queries.find_event(request.auth.person, team_of(request, slug, team), pk)
