"""Figures of teams and organisations, and campaigns that ask people to assess themselves."""

from datetime import date

from ninja import Query, Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Pk, Slug, Taken, TeamCode, Yes
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.place import place, team_of
from tamarack.api.shown import RubricRef, text
from tamarack.assessment import rules
from tamarack.assessment.actions import campaign as actions
from tamarack.assessment.actions.campaign import Plan
from tamarack.assessment.models import CAMPAIGN_MESSAGE_MOST, PURPOSE_MOST, Campaign
from tamarack.assessment.queries import campaign as queries
from tamarack.core.errors import N_, NotAllowed
from tamarack.insight.models import Snapshot
from tamarack.insight.queries import snapshots_of
from tamarack.insight.reporting import (
    Column,
    Report,
    association_report,
    compared_report,
    organisation_report,
    team_report,
)
from tamarack.people.audit import What, record_daily
from tamarack.rubric.queries import current_version

part = Part("Figures and campaigns", "organisations")
NOT_YOURS = N_("Only owners of {organisation} and team leads run campaigns.")


class FiguresAsked(Schema):
    """Which figures."""

    rubric: str = Field("cacee", max_length=40, examples=["cacee"])
    until: Day | None = Field(None, examples=["2026-12-31"], description="The last day of a period; else the newest.")


class ShownColumn(Schema):
    """What is told of a team, of the others together, of an organisation or of all: by criterion and level."""

    code: str = text("advising")
    name: str = text("Advising")
    told: dict[str, dict[str, str]] = Field(examples=[{"COL.1": {"B": "half or more"}}])

    @classmethod
    def of(cls, report: Report, column: Column) -> "ShownColumn":
        """A column as its page tells it."""
        told = {
            row.code: {level: report.cell(column, row.code, level).words for level in row.levels}
            for row in report.framework.criteria if row.code in column.told
        }  # fmt: skip
        return cls(code=column.code, name=column.name, told=told)


class Figures(Schema):
    """Figures that settle nobody; nothing before the first snapshot."""

    rubric: RubricRef
    heading: str = text("Clearwater College")
    period: str = text("From 1 January to 31 December 2025.")
    until: date | None
    k: int = Field(examples=[5])
    notes: list[str] = Field(examples=[["A figure is about at least 5 people."]])
    columns: list[ShownColumn]

    @classmethod
    def of(cls, report: Report) -> "Figures":
        """A report."""
        rubric = RubricRef(framework=report.framework.code, version=report.framework.version)
        return cls(
            rubric=rubric, heading=report.heading, period=report.period, until=report.until, k=report.k,
            notes=report.notes, columns=[ShownColumn.of(report, column) for column in report.columns],
        )  # fmt: skip


class ShownSnapshot(Schema):
    """That figures were made of a period."""

    id: int = Field(examples=[9])
    first: date
    last: date

    @classmethod
    def of(cls, row: Snapshot) -> "ShownSnapshot":
        """A snapshot."""
        return cls(id=row.pk, first=row.begins, last=row.ends)


class ShownCampaign(Schema):
    """A campaign: how many started and finished, rounded down to five, as of this morning."""

    id: int = Field(examples=[2])
    organisation: str = text("clearwater")
    team: str | None = text("advising")
    purpose: str = text("To plan next year.")
    message: str = text("")
    until: date
    running: bool = Field(examples=[True])
    started: int = Field(examples=[15])
    finished: int = Field(examples=[10])
    counted_on: date | None

    @classmethod
    def of(cls, row: Campaign) -> "ShownCampaign":
        """A campaign as who runs it sees it."""
        return cls(
            id=row.pk, organisation=row.organisation.code, team=row.team.code if row.team else None,
            purpose=row.purpose, message=row.message, until=row.until, running=row.is_running, started=row.started,
            finished=row.finished, counted_on=row.counted_on,
        )  # fmt: skip


class AskedCampaign(Schema):
    """A campaign as someone sees it who is asked."""

    id: int = Field(examples=[2])
    organisation: str = text("clearwater")
    purpose: str = text("To plan next year.")
    message: str = text("")
    until: date
    muted: bool = Field(examples=[False], description="Whether one gets no mail about it.")

    @classmethod
    def of(cls, found: queries.Invited) -> "AskedCampaign":
        """What one is asked."""
        row = found.campaign
        return cls(
            id=row.pk, organisation=row.organisation.code, purpose=row.purpose, message=row.message, until=row.until,
            muted=found.muted,
        )  # fmt: skip


class CampaignMade(Taken):
    """Whom a campaign asks, what for, until when."""

    purpose: str = Field(min_length=1, max_length=PURPOSE_MOST, examples=["To plan next year."])
    until: Day
    message: str = Field("", max_length=CAMPAIGN_MESSAGE_MOST, examples=[""])
    team: str | None = Field(None, max_length=40, examples=["advising"], description="None: everybody.")


class Muted(Taken):
    """Whether no mail is wanted."""

    muted: Yes


@part.reads("/organisations/{slug}/figures", Figures)
def read_figures(request: ApiRequest, slug: Slug, asked: Query[FiguresAsked]) -> Figures:
    """An organisation’s figures, team by team; an association’s, by organisation. That one looked is noted."""
    found = place(request, slug)
    make = association_report if found.is_association else organisation_report
    report = make(found, (), asked.until, current_version(asked.rubric).framework.code)
    record_daily(What.READ_FIGURES, by=request.auth.person, organisation=found)
    return Figures.of(report)


@part.reads("/organisations/{slug}/compared", Figures)
def read_compared(request: ApiRequest, slug: Slug, asked: Query[FiguresAsked]) -> Figures:
    """An organisation beside all of its association. That one looked is noted."""
    found = place(request, slug)
    report = compared_report(found, current_version(asked.rubric).framework.code)
    record_daily(What.READ_FIGURES, by=request.auth.person, organisation=found)
    return Figures.of(report)


@part.reads("/organisations/{slug}/teams/{team}/figures", Figures)
def read_team_figures(request: ApiRequest, slug: Slug, team: TeamCode, asked: Query[FiguresAsked]) -> Figures:
    """A team’s figures. That one looked is noted."""
    found = team_of(request, slug, team)
    report = team_report(found, asked.until, current_version(asked.rubric).framework.code)
    record_daily(What.READ_FIGURES, by=request.auth.person, organisation=found.organisation, about=found.code)
    return Figures.of(report)


@part.lists("/organisations/{slug}/snapshots", ShownSnapshot)
def list_snapshots(request: ApiRequest, slug: Slug) -> Found:
    """Of which periods figures were made."""
    return snapshots_of([place(request, slug)])


@part.lists("/organisations/{slug}/campaigns", ShownCampaign)
def list_campaigns(request: ApiRequest, slug: Slug) -> Found:
    """The campaigns that one runs."""
    found = place(request, slug)
    if not rules.may_begin.test(request.auth.person, found):
        raise NotAllowed(NOT_YOURS, organisation=found.name)
    return queries.run_by(request.auth.person, found)


@part.makes("/organisations/{slug}/campaigns", ShownCampaign)
def begin_campaign(request: ApiRequest, slug: Slug, body: CampaignMade) -> ShownCampaign:
    """Ask everyone who is a member now, or is in a team, to assess themselves."""
    found = place(request, slug)
    team = team_of(request, slug, body.team) if body.team else None
    plan = Plan(body.purpose, body.until, body.message, team)
    return ShownCampaign.of(actions.begin_campaign(request.auth.person, found, plan))


@part.reads("/organisations/{slug}/campaigns/{int:pk}", ShownCampaign)
def read_campaign(request: ApiRequest, slug: Slug, pk: Pk) -> ShownCampaign:
    """A campaign that one runs."""
    return ShownCampaign.of(_run(request, slug, pk))


@part.does("/organisations/{slug}/campaigns/{int:pk}/remind", ShownCampaign)
def remind_campaign(request: ApiRequest, slug: Slug, pk: Pk) -> ShownCampaign:
    """Send everybody the same mail again, whether they have finished or not; at most once a week."""
    found = _run(request, slug, pk)
    actions.remind_all(request.auth.person, found)
    return ShownCampaign.of(_run(request, slug, pk))


@part.does("/organisations/{slug}/campaigns/{int:pk}/end", ShownCampaign)
def end_campaign(request: ApiRequest, slug: Slug, pk: Pk) -> ShownCampaign:
    """End it now. What was counted last stays."""
    actions.end_campaign(request.auth.person, _run(request, slug, pk))
    return ShownCampaign.of(_run(request, slug, pk))


@part.lists("/me/campaigns", AskedCampaign, key=lambda row: row.campaign.pk, family="account")
def list_asked_campaigns(request: ApiRequest) -> Found:
    """What organisations ask one to assess, and that is still on."""
    return queries.invitations_of(request.auth.person)


@part.sets("/me/campaigns/{int:pk}/muted", AskedCampaign, family="account")
def mute_campaign(request: ApiRequest, pk: Pk, body: Muted) -> AskedCampaign:
    """Get no more mail about an organisation’s campaigns, or get it again. The organisation is not told."""
    person = request.auth.person
    found = queries.find_invitation(person, pk)
    actions.mute(person, found.organisation, off=not body.muted)
    return AskedCampaign.of(queries.Invited(found, body.muted))


def _run(request: ApiRequest, slug: str, pk: int) -> Campaign:
    place(request, slug)
    return queries.find_campaign(request.auth.person, slug, pk)
