"""Rubrics, for everyone to read: frameworks, versions, competencies, criteria, what changed between two versions."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Schema
from pydantic import Field

from tamarack.api.fields import Code
from tamarack.api.files import attachment
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.shown import Words, text
from tamarack.assessment.answers import Answers
from tamarack.common.language import language
from tamarack.core.framework import Competency, Criterion, Framework
from tamarack.exchange.workbook import workbook_of
from tamarack.rubric import queries
from tamarack.rubric.compared import difference, items
from tamarack.rubric.models import Version

part = Part("Rubrics")
Number = Annotated[str, Path(max_length=40, description="The number of a version.", examples=["1.0"])]
Area = Annotated[str, Path(max_length=40, description="A competency’s code.", examples=["COL"])]
Row = Annotated[str, Path(max_length=40, description="A criterion’s code.", examples=["COL.1"])]
WORDS = {"en": "Collaboration", "fr": "Collaboration"}


class ShownFramework(Schema):
    """A rubric in its current version."""

    code: str = text("cacee")
    version: str = text("1.0")
    title: Words = Field(examples=[{"en": "CACEE Competencies", "fr": "Compétences de l’ACSEE"}])
    languages: list[str] = Field(examples=[["en", "fr"]])

    @classmethod
    def of(cls, found: Framework) -> "ShownFramework":
        """A rubric."""
        return cls(code=found.code, version=found.version, title=dict(found.title), languages=list(found.languages))


class ShownLevel(Schema):
    """A column of a rubric."""

    code: str = text("B")
    rank: int = Field(examples=[1])
    name: Words = Field(examples=[{"en": "Building", "fr": "Développer"}])


class ShownCriterion(Schema):
    """A row of a rubric; `descriptors` by level, those that are there."""

    code: str = text("COL.1")
    competency: str = text("COL")
    name: Words = Field(examples=[WORDS])
    descriptors: dict[str, Words] = Field(examples=[{"B": {"en": "Works well with others."}}])

    @classmethod
    def of(cls, row: Criterion) -> "ShownCriterion":
        """A criterion."""
        shown = {level: dict(words) for level, words in row.descriptors.items()}
        return cls(code=row.code, competency=row.competency, name=dict(row.name), descriptors=shown)


class ShownCompetency(Schema):
    """An area of a rubric with its criteria."""

    code: str = text("COL")
    name: Words = Field(examples=[WORDS])
    description: Words = Field(examples=[{"en": "Working with others."}])
    criteria: list[ShownCriterion]

    @classmethod
    def of(cls, area: Competency) -> "ShownCompetency":
        """A competency."""
        rows = [ShownCriterion.of(row) for row in area.criteria]
        return cls(code=area.code, name=dict(area.name), description=dict(area.description), criteria=rows)


class ShownVersion(ShownFramework):
    """A version of a rubric, with everything that it says."""

    description: Words = Field(examples=[{"en": "What career educators do."}])
    publisher: Words = Field(examples=[{"en": "CACEE"}])
    levels: list[ShownLevel]
    competencies: list[ShownCompetency]

    @classmethod
    def of(cls, found: Framework) -> "ShownVersion":
        """A version."""
        return cls(
            **ShownFramework.of(found).dict(),
            description=dict(found.description),
            publisher=dict(found.publisher),
            levels=[ShownLevel(code=row.code, rank=row.rank, name=dict(row.name)) for row in found.levels],
            competencies=[ShownCompetency.of(area) for area in found.competencies],
        )


class VersionRow(Schema):
    """A published version in a list."""

    number: str = text("1.0")
    status: str = text("adopted")
    published: str | None = text("2026-01-15")

    @classmethod
    def of(cls, row: Version) -> "VersionRow":
        """A version."""
        day = row.published_at.date().isoformat() if row.published_at else None
        return cls(number=row.number, status=queries.status(row.framework, row.number), published=day)


class ShownChange(Schema):
    """One change between two versions."""

    kind: str = text("revised")
    codes: str = text("COL.1.M")
    competency: str = text("COL")
    editorial: bool = Field(examples=[False], description="Whether no meaning changed.")
    texts: list["ChangedText"]


class ChangedText(Schema):
    """A text before and after, in the asked language."""

    at: str = text("COL.1.M")
    before: str | None = text("Leads others.")
    after: str | None = text("Leads and coaches others.")


class ShownComparison(Schema):
    """What changed between two versions."""

    old: str = text("1.0")
    new: str = text("1.1")
    declared: bool = Field(examples=[True], description="Whether the newer version said so itself.")
    changes: list[ShownChange]


@part.lists("/frameworks", ShownFramework, key=lambda row: row.code)
def list_frameworks(request: HttpRequest) -> Found:
    """All rubrics, each in its current version."""
    return [stored.framework for stored in queries.current().values()]


@part.reads("/frameworks/{code}", ShownVersion)
def read_framework(request: HttpRequest, code: Code) -> ShownVersion:
    """A rubric in its current version, with everything that it says."""
    return ShownVersion.of(queries.current_version(code).framework)


@part.lists("/frameworks/{code}/versions", VersionRow)
def list_versions(request: HttpRequest, code: Code) -> Found:
    """The published versions of a rubric."""
    current = queries.find_version(code, queries.current_version(code).framework.version)
    return queries.versions_of(current.framework_id)


@part.reads("/frameworks/{code}/workbook", bytes)
def read_workbook(request: HttpRequest, code: Code) -> HttpResponse:
    """A workbook to be filled in offline (XLSX), in the asked language."""
    content = workbook_of(Answers(queries.current_version(code).framework, {}))
    return attachment(content, f"tamarack-{code}-{language()}.xlsx")


@part.reads("/frameworks/{code}/versions/{number}", ShownVersion)
def read_version(request: HttpRequest, code: Code, number: Number) -> ShownVersion:
    """A published version of a rubric, with everything that it says."""
    return ShownVersion.of(_published(code, number))


@part.reads("/frameworks/{code}/versions/{number}/competencies/{competency}", ShownCompetency)
def read_competency(request: HttpRequest, code: Code, number: Number, competency: Area) -> ShownCompetency:
    """A competency of a version, with its criteria."""
    return ShownCompetency.of(_published(code, number).competency(competency))


@part.reads("/frameworks/{code}/versions/{number}/criteria/{criterion}", ShownCriterion)
def read_criterion(request: HttpRequest, code: Code, number: Number, criterion: Row) -> ShownCriterion:
    """A criterion of a version, with its descriptors."""
    return ShownCriterion.of(_published(code, number).criterion(criterion))


@part.reads("/frameworks/{code}/compare/{old}/{new}", ShownComparison)
def compare_versions(request: HttpRequest, code: Code, old: Number, new: Number) -> ShownComparison:
    """What changed from one published version to another, its texts in the asked language."""
    first, second = queries.find_version(code, old), queries.find_version(code, new)
    found = difference(first, second)
    changes = [
        ShownChange(
            kind=item.change.kind, codes=item.codes, competency=item.competency, editorial=item.is_editorial,
            texts=[ChangedText(at=each.at, before=each.old, after=each.new) for each in item.texts],
        )
        for item in items(found)
    ]  # fmt: skip
    return ShownComparison(old=old, new=new, declared=found.declared, changes=changes)


def _published(code: str, number: str) -> Framework:
    return queries.framework(queries.find_version(code, number).pk)
