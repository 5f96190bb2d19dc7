"""The portfolio: evidence with its files, impact, and who confirms it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import FileResponse
from ninja import File, Schema, UploadedFile
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Number, Pk, Taken, given
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.shown import text
from tamarack.growth.standing import here, planned_on
from tamarack.people.models import Person
from tamarack.portfolio.actions import endorsements, files
from tamarack.portfolio.actions import evidence as actions
from tamarack.portfolio.actions import impact as impact_actions
from tamarack.portfolio.actions.evidence import LINKS_MOST, SUPPORTS_MOST, TAGS_MOST, Told
from tamarack.portfolio.actions.impact import PEOPLE_MOST, Change
from tamarack.portfolio.models import LINE_MOST, TAG_MOST, TEXT_MOST, Endorsement, Evidence, Impact
from tamarack.portfolio.models import File as Kept
from tamarack.portfolio.queries import evidence as queries
from tamarack.portfolio.queries.files import open_file, own_file

part = Part("Portfolio", "portfolio")
TagName = Annotated[str, Field(min_length=1, max_length=TAG_MOST, pattern="^[^,]+$")]
Amount = Annotated[str, Field(pattern=r"^-?[0-9]{1,10}(\.[0-9]{1,2})?$", examples=["12.5"])]


class LinkSaid(Taken):
    """An address on the web."""

    url: str = Field(min_length=1, max_length=500, pattern="^https?://[!-~]+$", examples=["https://example.ca/clinic"])
    label: str = Field("", max_length=LINE_MOST, examples=["The clinic’s page"])


class ShownLink(Schema):
    """An address on the web."""

    url: str = text("https://example.ca/clinic")
    label: str = text("The clinic’s page")


class ShownSupport(Schema):
    """A descriptor that evidence supports, and how."""

    code: str = text("COL.1.B")
    how: str = text("I led the group.")


class ShownFile(Schema):
    """A file."""

    id: int = Field(examples=[3])
    name: str = text("programme.pdf")
    content_type: str = text("application/pdf")
    size: int = Field(examples=[48000])
    sha256: str = text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")

    @classmethod
    def of(cls, row: Kept) -> "ShownFile":
        """A file."""
        return cls(id=row.pk, name=row.name, content_type=row.content_type, size=row.size, sha256=row.sha256)


class ShownImpact(Schema):
    """A change that evidence brought about."""

    id: int = Field(examples=[5])
    evidence: int = Field(examples=[9])
    changed: str = text("students a month at the clinic")
    on: date
    audience: Impact.Audience
    people: int | None = Field(examples=[40])
    same_people_as: int | None = Field(examples=[None])
    before: str | None = text("20")
    after: str | None = text("35")
    known_by: Impact.Known
    how_known: str = text("Sign-in sheets")

    @classmethod
    def of(cls, row: Impact) -> "ShownImpact":
        """A change."""
        return cls(
            id=row.pk, evidence=row.evidence_id, changed=row.changed, on=row.on, audience=Impact.Audience(row.audience),
            people=row.people, same_people_as=row.same_people_as_id, before=_amount(row.before),
            after=_amount(row.after), known_by=Impact.Known(row.known_by), how_known=row.how_known,
        )  # fmt: skip


def _amount(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


class ShownEndorsement(Schema):
    """That someone was asked to confirm evidence, and whether they did."""

    id: int = Field(examples=[2])
    name: str = text("Jo Tremblay")
    asked_at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])
    until: datetime = Field(examples=["2026-11-30T09:00:00-05:00"])
    stands: bool = Field(examples=[True])
    role: str = text("Head of the faculty")
    words: str = text("I saw it work.")

    @classmethod
    def of(cls, row: Endorsement) -> "ShownEndorsement":
        """A request to confirm; what was said is told while it stands."""
        stands = row.stands
        return cls(
            id=row.pk, name=row.name, asked_at=row.asked_at, until=row.until, stands=stands,
            role=row.role if stands else "", words=row.words if stands else "",
        )  # fmt: skip


class EvidenceRow(Schema):
    """A piece of evidence in a list."""

    id: int = Field(examples=[9])
    title: str = text("A résumé clinic")
    kind: Evidence.Kind
    began: date | None
    ended: date | None
    supports: list[str] = Field(examples=[["COL.1.B"]])
    tags: list[str] = Field(examples=[["clinic"]])

    @classmethod
    def row(cls, found: Evidence) -> "EvidenceRow":
        """A piece of evidence, with its descriptors and tags."""
        return cls(**_row(found))


def _row(found: Evidence) -> dict[str, Any]:
    return {
        "id": found.pk, "title": found.title, "kind": Evidence.Kind(found.kind), "began": found.began,
        "ended": found.ended, "supports": [row.code for row in found.supports.all()],
        "tags": [row.name for row in found.tags.all()],
    }  # fmt: skip


class ShownEvidence(EvidenceRow):
    """A piece of evidence, with all that belongs to it."""

    role: str = text("I led it.")
    did: str = text("A clinic every week.")
    reflection: str = text("Shorter is better.")
    held_by: str = text("")
    how: list[ShownSupport]
    links: list[ShownLink]
    files: list[ShownFile]
    impacts: list[ShownImpact]
    endorsements: list[ShownEndorsement]
    edited_at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])

    @classmethod
    def of(cls, found: Evidence) -> "ShownEvidence":
        """A piece of evidence."""
        return cls(
            **_row(found), role=found.role, did=found.did, reflection=found.reflection, held_by=found.held_by,
            how=[ShownSupport(code=row.code, how=row.how) for row in found.supports.all()],
            links=[ShownLink(url=row.url, label=row.label) for row in found.links.all()],
            files=[ShownFile.of(row) for row in found.files.all()],
            impacts=[ShownImpact.of(row) for row in found.impacts.all()],
            endorsements=[ShownEndorsement.of(row) for row in found.endorsements.all() if row.withdrawn_at is None],
            edited_at=found.edited_at,
        )  # fmt: skip


class EvidenceSaid(Taken):
    """What is said of a piece of evidence; in a change, what is left out stays."""

    title: str = Field("", max_length=LINE_MOST, examples=["A résumé clinic"])
    kind: Evidence.Kind = Evidence.Kind.PROJECT
    began: Day | None = None
    ended: Day | None = None
    role: str = Field("", max_length=LINE_MOST, examples=["I led it."])
    did: str = Field("", max_length=TEXT_MOST, examples=["A clinic every week."])
    reflection: str = Field("", max_length=TEXT_MOST, examples=["Shorter is better."])
    held_by: str = Field("", max_length=LINE_MOST, examples=[""])
    links: list[LinkSaid] = Field([], max_length=LINKS_MOST)
    tags: list[TagName] = Field([], max_length=TAGS_MOST, examples=[["clinic"]])
    serves: list[str] = Field([], max_length=SUPPORTS_MOST, examples=[["COL.1.B"]])


class EvidenceMade(EvidenceSaid):
    """What a new piece of evidence says."""

    title: str = Field(min_length=1, max_length=LINE_MOST, examples=["A résumé clinic"])
    action: Number | None = Field(None, description="The action whose reflection it comes from.", examples=[None])


class Explained(Taken):
    """In a sentence how evidence supports each descriptor, by its code."""

    how: dict[str, Annotated[str, Field(max_length=LINE_MOST)]] = Field(
        min_length=1, max_length=SUPPORTS_MOST, examples=[{"COL.1.B": "I led the group."}]
    )


class ImpactSaid(Taken):
    """What is said of a change; in a change of it, what is left out stays."""

    changed: str = Field("", max_length=LINE_MOST, examples=["students a month at the clinic"])
    on: Day | None = None
    audience: Impact.Audience = Impact.Audience.STUDENTS
    people: Annotated[int, Field(strict=True, ge=0, le=PEOPLE_MOST)] | None = Field(None, examples=[40])
    same_people_as: Number | None = Field(None, examples=[None], description="Evidence with which they are counted.")
    before: Amount | None = Field(None, examples=["20"])
    after: Amount | None = Field(None, examples=["35"])
    known_by: Impact.Known = Impact.Known.OBSERVED
    how_known: str = Field("", max_length=LINE_MOST, examples=["Sign-in sheets"])


class ImpactMade(ImpactSaid):
    """What a new change says."""

    changed: str = Field(min_length=1, max_length=LINE_MOST, examples=["students a month at the clinic"])
    on: Day


class Asked(Taken):
    """Whom one asks to confirm a piece of evidence."""

    name: str = Field(min_length=1, max_length=120, examples=["Jo Tremblay"])
    email: str = Field(min_length=3, max_length=254, examples=["jo@example.ca"])
    message: str = Field("", max_length=TEXT_MOST, examples=[""])
    language: Person.Language = Person.Language.ENGLISH


class Covered(Schema):
    """A descriptor that one meets, and the evidence for it."""

    code: str = text("COL.1.B")
    count: int = Field(examples=[2])
    newest: date | None


class Coverage(Schema):
    """Which met descriptors have evidence, and which have none."""

    assessment: int | None = Field(examples=[12])
    descriptors: list[Covered]


@part.lists("/evidence", EvidenceRow, show=EvidenceRow.row)
def list_evidence(request: ApiRequest) -> Found:
    """All of one’s evidence."""
    return queries.all_evidence(request.auth.person)


@part.makes("/evidence", ShownEvidence)
def keep_evidence(request: ApiRequest, body: EvidenceMade) -> ShownEvidence:
    """Keep a piece of evidence. Nobody else sees it."""
    person = request.auth.person
    made = actions.keep_evidence(person, planned_on(person), _told(body.dict()), body.action)
    return _shown(person, made.pk)


@part.reads("/evidence/{int:pk}", ShownEvidence)
def read_evidence(request: ApiRequest, pk: Pk) -> ShownEvidence:
    """A piece of evidence, with all that belongs to it."""
    return _shown(request.auth.person, pk)


@part.changes("/evidence/{int:pk}", ShownEvidence, now=read_evidence)
def change_evidence(request: ApiRequest, pk: Pk, body: EvidenceSaid) -> ShownEvidence:
    """Change what a piece of evidence says; if its content changes, what a reviewer accepted of it lapses."""
    person, found = request.auth.person, queries.own_evidence(request.auth.person, pk)
    stored = planned_on(person)
    names = ("title", "kind", "began", "ended", "role", "did", "reflection", "held_by")
    kept: dict[str, Any] = {name: getattr(found, name) for name in names}
    kept |= {
        "links": [{"url": row.url, "label": row.label} for row in found.links.all()],
        "tags": [row.name for row in found.tags.all()],
        "serves": [row.code for row in found.supports.all() if row.version_id == stored.id],
    }
    said = {**kept, **body.dict(exclude_unset=True)}
    actions.change_evidence(person, stored, found, _told(said))
    return _shown(person, pk)


@part.removes("/evidence/{int:pk}", now=read_evidence, gives=ShownEvidence)
def delete_evidence(request: ApiRequest, pk: Pk) -> None:
    """Erase a piece of evidence with its files and all that belongs to it."""
    actions.delete_evidence(request.auth.person, queries.own_evidence(request.auth.person, pk))


@part.does("/evidence/{int:pk}/how", ShownEvidence)
def explain_evidence(request: ApiRequest, pk: Pk, body: Explained) -> ShownEvidence:
    """Say in a sentence how evidence supports descriptors; a new sentence lapses what was accepted of them."""
    person = request.auth.person
    actions.explain_support(person, queries.own_evidence(person, pk), body.how)
    return _shown(person, pk)


@part.makes("/evidence/{int:pk}/files", ShownFile)
def add_evidence_file(request: ApiRequest, pk: Pk, file: File[UploadedFile]) -> ShownFile:
    """Add a file to a piece of evidence: PDF, images, office documents, text."""
    found = queries.own_evidence(request.auth.person, pk)
    return ShownFile.of(files.add_file(request.auth.person, file, evidence=found))


@part.reads("/files/{int:pk}", bytes)
def read_file(request: ApiRequest, pk: Pk) -> FileResponse:
    """A file’s content, as a download."""
    found = own_file(request.auth.person, pk)
    response = FileResponse(
        open_file(found), as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@part.removes("/files/{int:pk}")
def delete_file(request: ApiRequest, pk: Pk) -> None:
    """Erase a file, its content too."""
    files.remove_file(request.auth.person, own_file(request.auth.person, pk))


@part.makes("/evidence/{int:pk}/impacts", ShownImpact)
def add_impact(request: ApiRequest, pk: Pk, body: ImpactMade) -> ShownImpact:
    """Tell a change that evidence brought about."""
    person = request.auth.person
    return ShownImpact.of(
        impact_actions.add_impact(person, queries.own_evidence(person, pk), _change(person, body.dict()))
    )


@part.reads("/impacts/{int:pk}", ShownImpact)
def read_impact(request: ApiRequest, pk: Pk) -> ShownImpact:
    """A change that evidence brought about."""
    return ShownImpact.of(queries.own_impact(request.auth.person, pk))


@part.lists("/impacts", ShownImpact)
def list_impacts(request: ApiRequest) -> Found:
    """Every change that one tells."""
    return queries.impacts(request.auth.person)


@part.changes("/impacts/{int:pk}", ShownImpact, now=read_impact)
def change_impact(request: ApiRequest, pk: Pk, body: ImpactSaid) -> ShownImpact:
    """Tell a change otherwise."""
    person, found = request.auth.person, queries.own_impact(request.auth.person, pk)
    names = ("changed", "on", "audience", "people", "before", "after", "known_by", "how_known")
    kept = {"same_people_as": found.same_people_as_id, **{name: getattr(found, name) for name in names}}
    said = given(body, kept)
    said["on"] = said["on"] or found.on
    impact_actions.change_impact(person, found, _change(person, said))
    return ShownImpact.of(queries.own_impact(person, pk))


@part.removes("/impacts/{int:pk}", now=read_impact, gives=ShownImpact)
def delete_impact(request: ApiRequest, pk: Pk) -> None:
    """Erase a change that was told."""
    impact_actions.delete_impact(request.auth.person, queries.own_impact(request.auth.person, pk))


@part.makes("/evidence/{int:pk}/endorsements", ShownEndorsement)
def ask_endorsement(request: ApiRequest, pk: Pk, body: Asked) -> ShownEndorsement:
    """Ask a named person to confirm a piece of evidence; they get a link by mail."""
    person = request.auth.person
    return ShownEndorsement.of(endorsements.ask_endorsement(person, queries.own_evidence(person, pk), **body.dict()))


@part.removes("/endorsements/{int:pk}")
def withdraw_endorsement(request: ApiRequest, pk: Pk) -> None:
    """Withdraw a request, or take a confirmation down."""
    endorsements.withdraw(request.auth.person, queries.own_endorsement(request.auth.person, pk))


@part.reads("/coverage", Coverage)
def read_coverage(request: ApiRequest) -> Coverage:
    """Which of the descriptors that one meets have evidence, and how recent."""
    place = here(request.auth.person)
    found = queries.coverage(request.auth.person, place.stored.id, place.framework, place.answers.ratings)
    rows = [Covered(code=row.code, count=row.count, newest=row.newest) for row in found]
    return Coverage(assessment=place.assessment.pk if place.assessment else None, descriptors=rows)


def _shown(person: Person, pk: int) -> ShownEvidence:
    return ShownEvidence.of(queries.own_evidence(person, pk))


def _told(said: dict[str, Any]) -> Told:
    names = ("title", "kind", "began", "ended", "role", "did", "reflection", "held_by", "tags", "serves")
    links = [(row["url"], row["label"]) for row in said["links"]]
    return Told(**{name: said[name] for name in names}, links=links)


def _change(person: Person, said: dict[str, Any]) -> Change:
    same = queries.own_evidence(person, said["same_people_as"]) if said["same_people_as"] else None
    names = ("changed", "on", "audience", "people", "known_by", "how_known")
    before, after = (None if said[name] is None else Decimal(said[name]) for name in ("before", "after"))
    return Change(**{name: said[name] for name in names}, before=before, after=after, same_people_as=same)
