"""Files of one's own, taken along and brought back: workbooks, ratings, resources, the portfolio, everything."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from ninja import File, Path, Query, Schema, UploadedFile
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Pk
from tamarack.api.files import BINARY, attachment, content_of
from tamarack.api.part import Part
from tamarack.api.parts.assessments import ShownAssessment
from tamarack.api.shown import Counted
from tamarack.assessment.queries import rating as queries
from tamarack.exchange import moving
from tamarack.exchange.own_portfolio import portfolio_archive
from tamarack.exchange.resources import read_resources, resources_csv
from tamarack.exchange.taking import Sheet, Span, answers_file, assessment_profile, log_file, plan_file
from tamarack.exchange.workbook import take_workbook
from tamarack.growth import queries as plan
from tamarack.growth.actions.resources import create_resources
from tamarack.growth.standing import planned_on
from tamarack.people.models import Errand

assessments, resources = Part("Assessments", "assessments"), Part("Plan", "plan")
portfolio, account = Part("Portfolio", "portfolio"), Part("Account", "account")
log = Part("Log", "log")
FileName = Annotated[str, Path(max_length=60, description="A file’s name.", examples=["ratings.csv"])]

PlanFile = Annotated[str, Path(max_length=60, description="A file’s name.", examples=["plan.xlsx"])]
LogFile = Annotated[str, Path(max_length=60, description="A file’s name.", examples=["log.csv"])]


class PaperAsked(Schema):
    """How a PDF is to be."""

    paper: Sheet = Field("letter", examples=["letter"], description="The size of the paper.")
    details: bool = Field(True, examples=[True], description="Whether more than the first page is wanted.")


class SpanAsked(Schema):
    """Which days a file of the log is about: of all without any, for log.csv alone."""

    first: Day | None = Field(None, examples=["2027-01-01"], description="The first day.")
    last: Day | None = Field(None, examples=["2027-03-31"], description="The last day.")
    scheme: str = Field("", max_length=60, examples=[""], description="The one scheme that the audit pack is about.")
    paper: Sheet = Field("letter", examples=["letter"], description="The size of the paper.")


class WorkbookAsked(Schema):
    """What is to become of other answers that the draft has."""

    replace: bool = Field(False, examples=[False], description="Whether the workbook’s are taken instead of those.")


class WorkbookTaken(Schema):
    """Into which draft a workbook went, and how many criteria it answered."""

    assessment: ShownAssessment
    count: int = Field(examples=[42])


class ShownErrand(Schema):
    """An archive of everything, being made or brought in; `report` tells what came of one that was brought in."""

    kind: Errand.Kind
    state: Errand.State
    asked_at: datetime = Field(examples=["2027-02-01T09:00:00-05:00"])
    until: datetime = Field(examples=["2027-02-08T09:00:00-05:00"], description="Until when it can be had.")
    report: dict[str, Any] | None = Field(examples=[None])

    @classmethod
    def of(cls, row: Errand) -> "ShownErrand":
        """An archive."""
        return cls(
            kind=Errand.Kind(row.kind), state=Errand.State(row.state), asked_at=row.asked_at, until=row.until,
            report=row.report or None,
        )  # fmt: skip


class Errands(Schema):
    """The archives that were made and brought in last."""

    made: ShownErrand | None
    brought: ShownErrand | None


@assessments.does("/assessments/workbook", WorkbookTaken)
def take_filled_workbook(request: ApiRequest, file: File[UploadedFile], asked: Query[WorkbookAsked]) -> WorkbookTaken:
    """Put what a filled-in workbook (XLSX) answers into one’s draft, which is started if there is none."""
    taken = take_workbook(request.auth.person, content_of(file), replace=asked.replace)
    return WorkbookTaken(assessment=ShownAssessment.of(taken.assessment), count=taken.count)


@assessments.reads("/assessments/{int:pk}/files/{name}", bytes)
def read_assessment_file(request: ApiRequest, pk: Pk, name: FileName, asked: Query[PaperAsked]) -> HttpResponse:
    """An assessment as profile.pdf, ratings.csv, ratings.json, ratings.xlsx or workbook.xlsx."""
    found = queries.own_assessment(request.auth.person, pk)
    answers = queries.answers_of(found)
    profile = partial(
        assessment_profile, request.auth.person, found, answers, sheet=asked.paper, details=asked.details
    )  # fmt: skip
    content = answers_file(name, answers, found.dated, found.name, profile)
    return attachment(content, f"tamarack-{found.dated.isoformat()}-{name}")


@resources.reads("/plan/files/{name}", bytes)
def read_plan_file(request: ApiRequest, name: PlanFile, asked: Query[PaperAsked]) -> HttpResponse:
    """One’s own plan as plan.pdf or plan.xlsx."""
    content = plan_file(request.auth.person, name, sheet=asked.paper)
    return attachment(content, f"tamarack-{timezone.localdate().isoformat()}-{name}")


@log.reads("/log/files/{name}", bytes)
def read_log_file(request: ApiRequest, name: LogFile, asked: Query[SpanAsked]) -> HttpResponse:
    """One’s own log as certificate.pdf, audit-pack.zip or log.csv, of some days."""
    span = Span(asked.first, asked.last, asked.scheme, asked.paper) if asked.first and asked.last else None
    content = log_file(request.auth.person, name, span)
    saved_as = f"tamarack-{timezone.localdate().isoformat()}-{name}"
    return attachment(content if isinstance(content, bytes) else content.read(), saved_as)


@resources.does("/resources/file", Counted)
def take_resource_file(request: ApiRequest, file: File[UploadedFile]) -> Counted:
    """Keep the resources of a CSV file: all of its rows, or none."""
    person = request.auth.person
    stored = planned_on(person)
    made = create_resources(person, stored, read_resources(content_of(file), stored.framework))
    return Counted(count=len(made))


@resources.reads("/resources/file", bytes)
def read_resource_file(request: ApiRequest) -> HttpResponse:
    """One’s own resources as CSV."""
    content = resources_csv(plan.resources(request.auth.person))
    return attachment(content, f"tamarack-resources-{timezone.localdate().isoformat()}.csv")


@portfolio.reads("/portfolio/archive", bytes)
def read_portfolio_archive(request: ApiRequest) -> FileResponse:
    """Everything in the portfolio with its files, as one ZIP archive."""
    archive = portfolio_archive(request.auth.person)
    return FileResponse(archive, as_attachment=True, filename=gettext("portfolio.zip"), content_type=BINARY)


@account.reads("/me/archive", Errands)
def read_archives(request: ApiRequest) -> Errands:
    """Whether an archive of everything is ready, and what came of one that was brought in."""
    person = request.auth.person
    made, brought = (moving.latest(person, kind) for kind in (Errand.Kind.TAKE, Errand.Kind.BRING))
    return Errands(
        made=ShownErrand.of(made) if made else None, brought=ShownErrand.of(brought) if brought else None
    )  # fmt: skip


@account.does("/me/archive", ShownErrand)
def ask_archive(request: ApiRequest) -> ShownErrand:
    """Have an archive of everything made in the background, unless that was asked for minutes ago."""
    return ShownErrand.of(moving.ask_archive(request.auth.person))


@account.reads("/me/archive/file", bytes)
def read_archive(request: ApiRequest) -> FileResponse:
    """The archive that was made: another Tamarack takes it as it is."""
    errand, file = moving.open_archive(request.auth.person)
    name = f"tamarack-{timezone.localdate(errand.asked_at).isoformat()}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type=BINARY)


@account.does("/me/archive/bring", ShownErrand)
def bring_archive(request: ApiRequest, file: File[UploadedFile]) -> ShownErrand:
    """Bring an archive in, in the background, that was made by another Tamarack."""
    return ShownErrand.of(moving.ask_bring(request.auth.person, file))
