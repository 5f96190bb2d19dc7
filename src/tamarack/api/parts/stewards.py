"""Keeping a rubric: beginning one, who keeps it, going back to a version, its next review, how it relates to others."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpResponse
from ninja import File, Path, Query, Schema, UploadedFile
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Code, Day, Pk, Taken
from tamarack.api.files import attachment, content_of
from tamarack.api.paging import Found, Rows
from tamarack.api.part import Part
from tamarack.api.parts.drafts import DraftBegun, DraftNumber, ShownDraft
from tamarack.api.shown import Counted, ShownPerson, Words, text
from tamarack.core import drafting
from tamarack.core.crosswalk import Relation
from tamarack.core.formats import read_any
from tamarack.core.formats.crosswalk_file import NOTE_MOST, read_crosswalk, write_crosswalk
from tamarack.rubric.models import Framework
from tamarack.rubric.queries import current_version, find_version
from tamarack.stewardship.actions import beginning, calendar
from tamarack.stewardship.actions import crosswalks as actions
from tamarack.stewardship.actions.publishing import begin_restoring
from tamarack.stewardship.models import Crosswalk, CrosswalkRow, NextReview, Steward
from tamarack.stewardship.models.voice import WHY_MOST
from tamarack.stewardship.queries import crosswalks as queries
from tamarack.stewardship.queries import find_framework, keeping, voice
from tamarack.stewardship.rules import check_may_begin

part = Part("Drafts of rubrics", "rubrics")
Other = Annotated[str, Path(max_length=40, description="The other rubric’s code.", examples=["example"])]
Row = Annotated[str, Path(max_length=40, description="A criterion’s code.", examples=["COL.1"])]
CROSSWALK = "/kept/{code}/crosswalks/{other}"


class FrameworkNamed(Schema):
    """What a rubric from a file is to be called here."""

    code: str = Field(max_length=40, examples=["advising"])
    number: str = Field("1.0", min_length=1, max_length=40, examples=["1.0"])


class ShownSteward(Schema):
    """Who keeps a rubric."""

    id: int = Field(examples=[3])
    name: str = text("Simone Gagnon")
    email: str = text("simone@example.ca")
    since: datetime = Field(examples=["2026-01-15T09:00:00-05:00"])

    @classmethod
    def of(cls, row: Steward) -> "ShownSteward":
        """A steward as the others see them."""
        return cls(id=row.pk, name=str(row.person), email=row.person.email, since=row.since)


class StewardNamed(Taken):
    """The address of an account here."""

    email: str = Field(max_length=254, examples=["simone@example.ca"])


class ShownNextReview(Schema):
    """When a rubric is looked at next, and how to take part."""

    day: date
    text: Words = Field(examples=[{"en": "All of it. Write to us."}])

    @classmethod
    def of(cls, row: NextReview) -> "ShownNextReview":
        """The next review."""
        return cls(day=row.day, text=row.text)


class NextReviewSaid(Taken):
    """When it is, and what is said of it, by language."""

    day: Day
    text: dict[str, Annotated[str, Field(max_length=WHY_MOST)]] = Field(
        {}, max_length=20, examples=[{"en": "All of it. Write to us."}]
    )


class ShownCrosswalk(Schema):
    """That a rubric has a crosswalk with another one."""

    other: str = text("example")

    @classmethod
    def of(cls, row: Crosswalk, code: str) -> "ShownCrosswalk":
        """A crosswalk, from one of its rubrics."""
        return cls(other=row.right.code if row.left.code == code else row.left.code)


class CrosswalkBegun(Taken):
    """With which rubric."""

    other: str = Field(max_length=40, examples=["example"])


class ShownRelation(Schema):
    """How a criterion of this rubric relates to one of the other."""

    id: int = Field(examples=[5])
    mine: str = text("COL.1")
    kind: CrosswalkRow.Kind
    theirs: str = text("PEO.1")
    note: str = text("")
    by: ShownPerson | None
    at: datetime = Field(examples=["2027-02-01T09:00:00-05:00"])

    @classmethod
    def of(cls, row: CrosswalkRow, crosswalk: Crosswalk, code: str) -> "ShownRelation":
        """A relation, from this rubric."""
        said = queries.directed(row.relation, crosswalk, code)
        return cls(
            id=row.pk, mine=said.left, kind=CrosswalkRow.Kind(said.kind), theirs=said.right, note=said.note,
            by=ShownPerson.of(row.person), at=row.at,
        )  # fmt: skip


class RelationSaid(Taken):
    """How two criteria relate."""

    kind: CrosswalkRow.Kind
    note: str = Field("", max_length=NOTE_MOST, examples=["Both are about coaching."])


@part.makes("/kept/file", ShownDraft)
def begin_framework_from_file(
    request: ApiRequest, file: File[UploadedFile], named: Query[FrameworkNamed]
) -> ShownDraft:
    """Begin a rubric from a file: YAML, JSON, CSV, XLSX or 1EdTech CASE. What is missing is a gap of the draft."""
    check_may_begin(request.auth.person)
    document, _ = read_any(content_of(file), file.name)
    return ShownDraft.of(beginning.begin_framework(request.auth.person, named.code, named.number, document))


@part.makes("/kept/{code}/versions/{number}/restore", ShownDraft)
def restore_version(request: ApiRequest, code: Code, number: DraftNumber, body: DraftBegun) -> ShownDraft:
    """Begin a draft that takes the newest version back to this one, word for word."""
    find_framework(request.auth.person, code)
    drafting.check_written(body.number)
    return ShownDraft.of(begin_restoring(request.auth.person, find_version(code, number), body.number))


@part.lists("/kept/{code}/stewards", ShownSteward)
def list_stewards(request: ApiRequest, code: Code) -> Found:
    """Who keeps a rubric that one keeps."""
    return keeping.stewards(_kept(request, code))


@part.makes("/kept/{code}/stewards", ShownSteward)
def add_steward(request: ApiRequest, code: Code, body: StewardNamed) -> ShownSteward:
    """Let someone who has an account here keep the rubric, too."""
    return ShownSteward.of(beginning.add_steward(request.auth.person, _kept(request, code), body.email))


@part.removes("/kept/{code}/stewards/{int:pk}")
def remove_steward(request: ApiRequest, code: Code, pk: Pk) -> None:
    """Let someone keep the rubric no more; the last one stays."""
    beginning.remove_steward(request.auth.person, keeping.find_steward(_kept(request, code), pk))


@part.reads("/kept/{code}/review", ShownNextReview)
def read_next_review(request: ApiRequest, code: Code) -> ShownNextReview:
    """When the rubric is looked at next."""
    return ShownNextReview.of(voice.kept_review(_kept(request, code)))


@part.sets("/kept/{code}/review", ShownNextReview)
def set_next_review(request: ApiRequest, code: Code, body: NextReviewSaid) -> ShownNextReview:
    """Say when the rubric is looked at next; its page announces it."""
    found = _kept(request, code)
    calendar.set_review(request.auth.person, found, body.day, body.text)
    return ShownNextReview.of(voice.kept_review(found))


@part.removes("/kept/{code}/review")
def end_next_review(request: ApiRequest, code: Code) -> None:
    """Say that there is no day for it."""
    calendar.end_review(request.auth.person, _kept(request, code))


@part.lists("/kept/{code}/crosswalks", ShownCrosswalk)
def list_kept_crosswalks(request: ApiRequest, code: Code) -> Found:
    """With which rubrics a rubric has a crosswalk."""
    return Rows(queries.crosswalks_of(_kept(request, code)), lambda row: ShownCrosswalk.of(row, code))


@part.makes("/kept/{code}/crosswalks", ShownCrosswalk)
def begin_crosswalk(request: ApiRequest, code: Code, body: CrosswalkBegun) -> ShownCrosswalk:
    """Begin a crosswalk with another rubric, or get the one that there is."""
    other, _ = voice.find_rubric(body.other)
    return ShownCrosswalk.of(actions.begin_crosswalk(request.auth.person, _kept(request, code), other), code)


@part.lists(f"{CROSSWALK}/relations", ShownRelation)
def list_relations(request: ApiRequest, code: Code, other: Other) -> Found:
    """What a crosswalk says, from this rubric to the other."""
    found = _crosswalk(request, code, other)
    return Rows(queries.rows_of(found), lambda row: ShownRelation.of(row, found, code))


@part.sets(f"{CROSSWALK}/relations/{{mine}}/{{theirs}}", ShownRelation)
def relate_criteria(
    request: ApiRequest, code: Code, other: Other, mine: Row, theirs: Row, body: RelationSaid
) -> ShownRelation:
    """Say how a criterion of this rubric relates to one of the other."""
    found = _crosswalk(request, code, other)
    said = queries.directed(Relation(mine, body.kind.value, theirs, body.note), found, code)
    return ShownRelation.of(actions.relate(request.auth.person, found, said), found, code)


@part.removes(f"{CROSSWALK}/relations/{{mine}}/{{theirs}}")
def unrelate_criteria(request: ApiRequest, code: Code, other: Other, mine: Row, theirs: Row) -> None:
    """Take a relation away."""
    found = _crosswalk(request, code, other)
    pair = queries.directed(Relation(mine, CrosswalkRow.Kind.RELATED.value, theirs), found, code)
    actions.unrelate(request.auth.person, found, pair.left, pair.right)


@part.reads(f"{CROSSWALK}/file", bytes)
def read_crosswalk_file(request: ApiRequest, code: Code, other: Other) -> HttpResponse:
    """A crosswalk as CSV, from this rubric to the other."""
    found = _crosswalk(request, code, other)
    relations = [queries.directed(row.relation, found, code) for row in queries.rows_of(found)]
    return attachment(write_crosswalk(code, other, relations).encode(), f"{code}-{other}.csv")


@part.does(f"{CROSSWALK}/file", Counted)
def take_crosswalk_file(request: ApiRequest, code: Code, other: Other, file: File[UploadedFile]) -> Counted:
    """Let a crosswalk say what a CSV file says, and nothing else."""
    found = _crosswalk(request, code, other)
    taken = read_crosswalk(content_of(file), current_version(code).framework, current_version(other).framework)
    actions.take_relations(request.auth.person, found, [queries.directed(row, found, code) for row in taken])
    return Counted(count=len(taken))


def _kept(request: ApiRequest, code: str) -> Framework:
    return find_framework(request.auth.person, code)


def _crosswalk(request: ApiRequest, code: str, other: str) -> Crosswalk:
    return queries.find_crosswalk(_kept(request, code), other)
