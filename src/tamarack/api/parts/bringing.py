"""What organisations bring in by files: many members at once, and the forms of a cohort. First a look, then it is
done."""

from typing import Any

from django.utils.translation import gettext
from ninja import File, Schema, UploadedFile
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Slug
from tamarack.api.files import content_of
from tamarack.api.part import Part
from tamarack.api.place import owned
from tamarack.api.shown import Counted, ShownPerson, text
from tamarack.exchange import cohort
from tamarack.exchange.members import Row, bring_members, look_at_members, text_of
from tamarack.people.models.places import Role as MemberRole

part = Part("Organisations", "organisations")
MEMBERS, COHORT = "/organisations/{slug}/members/import", "/organisations/{slug}/cohort"


class MemberRow(Schema):
    """A row of a file of members, and what it would do."""

    line: int = Field(examples=[2])
    email: str = text("new@example.ca")
    role: MemberRole
    team: str | None = text("advising")
    outcome: str = text("invite", "One of: invite, change, same.")

    @classmethod
    def of(cls, row: Row) -> "MemberRow":
        """A row."""
        return cls(
            line=row.line, email=row.email, role=MemberRole(row.role), team=row.team.code if row.team else None,
            outcome=row.outcome,
        )  # fmt: skip


class MembersLook(Schema):
    """What a file of members would do."""

    rows: list[MemberRow]


class MembersBrought(Schema):
    """What became of a file of members."""

    invited: int = Field(examples=[12])
    changed: int = Field(examples=[3])


class CohortForm(Schema):
    """A form of a cohort: whose it is, and what would become of it."""

    name: str = text("nadia@clearwater.example.xlsx")
    address: str = text("nadia@clearwater.example")
    person: ShownPerson | None
    answers: int = Field(examples=[42])
    taken: bool = Field(examples=[True])
    why_not: str = text("")
    problems: list[str] = Field(examples=[[]])

    @classmethod
    def of(cls, form: cohort.Form) -> "CohortForm":
        """A form."""
        return cls(
            name=form.name, address=form.address, person=ShownPerson.of(form.person), answers=form.count,
            taken=form.is_taken, why_not=form.why_not.translated(gettext) if form.why_not else "",
            problems=[f"{problem.path}: {problem.translated(gettext)}" for problem in form.problems],
        )  # fmt: skip


class CohortLook(Schema):
    """What would become of the forms of a cohort."""

    forms: list[CohortForm]


@part.does(f"{MEMBERS}/look", MembersLook)
def look_at_member_file(request: ApiRequest, slug: Slug, file: File[UploadedFile]) -> MembersLook:
    """See what a CSV file (email, and perhaps role and team) would do, row by row. Nothing is written."""
    rows = look_at_members(owned(request, slug), text_of(content_of(file)))
    return MembersLook(rows=[MemberRow.of(row) for row in rows])


@part.does(MEMBERS, MembersBrought)
def import_members(request: ApiRequest, slug: Slug, file: File[UploadedFile]) -> MembersBrought:
    """Invite and change the people of a CSV file, as an owner: all of its rows, or none."""
    organisation = owned(request, slug)
    rows = look_at_members(organisation, text_of(content_of(file)))
    return MembersBrought(**bring_members(request.auth.person, organisation, rows))


@part.does(f"{COHORT}/look", CohortLook)
def look_at_cohort(request: ApiRequest, slug: Slug, files: File[list[UploadedFile]]) -> CohortLook:
    """See what would become of filled-in workbooks: XLSX files, a ZIP archive, a CSV list. Nothing is written."""
    return CohortLook(forms=[CohortForm.of(form) for form in _read(request, slug, files)])


@part.does(COHORT, Counted)
def import_cohort(request: ApiRequest, slug: Slug, files: File[list[UploadedFile]]) -> Counted:
    """Let the answers of filled-in workbooks wait for their people, each of whom gets a mail."""
    forms = _read(request, slug, files)
    return Counted(count=cohort.import_cohort(request.auth.person, owned(request, slug), forms))


def _read(request: ApiRequest, slug: str, files: list[Any]) -> list[cohort.Form]:
    return cohort.read_cohort(request.auth.person, owned(request, slug), files)
