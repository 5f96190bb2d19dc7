"""Showcases: pages composed of chosen evidence, for whoever has their link."""

from datetime import date
from typing import Annotated, Any

from django.utils import timezone, translation
from ninja import Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Number, Pk, Taken, given
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.shown import text
from tamarack.assessment.queries.rating import own_assessment
from tamarack.common.addresses import site_url
from tamarack.common.links import link_token
from tamarack.people.models import Person
from tamarack.portfolio.actions import showcases as actions
from tamarack.portfolio.actions.showcases import ENTRIES_MOST, PARTS, Composed
from tamarack.portfolio.models import LINE_MOST, TEXT_MOST, Evidence, Showcase
from tamarack.portfolio.queries import showcases as queries
from tamarack.portfolio.queries.credentials import own_credential
from tamarack.portfolio.queries.evidence import own_evidence

part = Part("Portfolio", "portfolio")
PartName = Annotated[str, Field(pattern=f"^({'|'.join(PARTS)})$", examples=[PARTS[0]])]


class ShowcaseRow(Schema):
    """A showcase in a list."""

    id: int = Field(examples=[2])
    title: str = text("For Clearwater")
    language: Person.Language
    until: date | None = Field(examples=[None], description="The last day of its link, where there is one.")

    @classmethod
    def row(cls, found: Showcase) -> "ShowcaseRow":
        """A showcase."""
        return cls(id=found.pk, title=found.title, language=Person.Language(found.language), until=found.until)


class ShownEntry(Schema):
    """A piece of evidence on a showcase, and which of its parts are shown."""

    evidence: int = Field(examples=[9])
    parts: list[str] = Field(examples=[["shows_impact"]])


class ShownShowcase(ShowcaseRow):
    """A showcase, with what is on it."""

    words: str = text("What I bring.")
    contact: str = text("nadia@example.ca")
    assessment: int | None = Field(examples=[12])
    credentials: list[str] = Field(examples=[[]], description="By what stands in their addresses.")
    entries: list[ShownEntry]
    address: str = text("", "Its link, where there is one.")

    @classmethod
    def of(cls, found: Showcase) -> "ShownShowcase":
        """A showcase."""
        address = ""
        if found.link and found.until and found.until >= timezone.localdate():
            with translation.override(found.language):
                address = site_url("showcase_shared", link_token(queries.SALT, found))
        rows = queries.entries(found)
        return cls(
            **ShowcaseRow.row(found).dict(), words=found.words, contact=found.contact, assessment=found.assessment_id,
            credentials=[row.key for row in queries.shown_credentials(found)],
            entries=[ShownEntry(evidence=row.evidence_id, parts=[each for each in PARTS if getattr(row, each)])
                     for row in rows],
            address=address,
        )  # fmt: skip


class ShowcaseSaid(Taken):
    """What is on a showcase; in a change, what is left out stays."""

    title: str = Field("", max_length=LINE_MOST, examples=["For Clearwater"])
    language: Person.Language = Person.Language.ENGLISH
    words: str = Field("", max_length=TEXT_MOST, examples=["What I bring."])
    contact: str = Field("", max_length=LINE_MOST, examples=["nadia@example.ca"])
    assessment: Number | None = Field(None, examples=[None])
    credentials: list[Annotated[str, Field(max_length=40)]] = Field([], max_length=50, examples=[[]])
    evidence: list[Number] = Field([], max_length=ENTRIES_MOST, examples=[[9]])


class ShowcaseMade(ShowcaseSaid):
    """What is on a new showcase."""

    title: str = Field(min_length=1, max_length=LINE_MOST, examples=["For Clearwater"])


class EntryParts(Taken):
    """Which parts of a piece of evidence are shown."""

    evidence: Number
    parts: list[PartName] = Field(max_length=len(PARTS))


class Chosen(Taken):
    """Which parts of each entry are shown, in the order in which they are to stand."""

    entries: list[EntryParts] = Field(min_length=1, max_length=ENTRIES_MOST)


class Shared(Taken):
    """Until when the link works."""

    until: Day


@part.lists("/showcases", ShowcaseRow, show=ShowcaseRow.row)
def list_showcases(request: ApiRequest) -> Found:
    """One’s showcases."""
    return queries.own_showcases(request.auth.person)


@part.makes("/showcases", ShownShowcase)
def compose_showcase(request: ApiRequest, body: ShowcaseMade) -> ShownShowcase:
    """Compose a showcase. Nobody sees it until it is shared."""
    person = request.auth.person
    made = actions.compose(person, *_composed(person, body.dict()))
    return ShownShowcase.of(queries.own_showcase(person, made.pk))


@part.reads("/showcases/{int:pk}", ShownShowcase)
def read_showcase(request: ApiRequest, pk: Pk) -> ShownShowcase:
    """A showcase, with what is on it."""
    return ShownShowcase.of(queries.own_showcase(request.auth.person, pk))


@part.changes("/showcases/{int:pk}", ShownShowcase, now=read_showcase)
def change_showcase(request: ApiRequest, pk: Pk, body: ShowcaseSaid) -> ShownShowcase:
    """Compose a showcase anew; entries that stay keep which of their parts are shown."""
    person, found = request.auth.person, queries.own_showcase(request.auth.person, pk)
    kept: dict[str, Any] = {name: getattr(found, name) for name in ("title", "language", "words", "contact")}
    kept |= {
        "assessment": found.assessment_id,
        "credentials": [row.key for row in queries.shown_credentials(found)],
        "evidence": [row.evidence_id for row in queries.entries(found)],
    }
    actions.recompose(person, found, *_composed(person, given(body, kept)))
    return ShownShowcase.of(queries.own_showcase(person, pk))


@part.removes("/showcases/{int:pk}", now=read_showcase, gives=ShownShowcase)
def delete_showcase(request: ApiRequest, pk: Pk) -> None:
    """Erase a showcase; what it shows stays in the portfolio."""
    actions.delete_showcase(request.auth.person, queries.own_showcase(request.auth.person, pk))


@part.does("/showcases/{int:pk}/parts", ShownShowcase)
def choose_showcase_parts(request: ApiRequest, pk: Pk, body: Chosen) -> ShownShowcase:
    """Choose which parts of the entries are shown, and their order."""
    person, found = request.auth.person, queries.own_showcase(request.auth.person, pk)
    rows = {row.evidence_id: row.pk for row in queries.entries(found)}
    wanted = {rows[said.evidence]: said.parts for said in body.entries if said.evidence in rows}
    kept = {row.pk: [each for each in PARTS if getattr(row, each)] for row in queries.entries(found)}
    actions.choose_parts(person, found, {**kept, **wanted}, [*wanted, *(each for each in kept if each not in wanted)])
    return ShownShowcase.of(queries.own_showcase(person, pk))


@part.does("/showcases/{int:pk}/share", ShownShowcase)
def share_showcase(request: ApiRequest, pk: Pk, body: Shared) -> ShownShowcase:
    """Make a link to a showcase, until a day; one that there was before ends."""
    person, found = request.auth.person, queries.own_showcase(request.auth.person, pk)
    actions.share_showcase(person, found, body.until)
    return ShownShowcase.of(found)


@part.does("/showcases/{int:pk}/revoke", ShownShowcase)
def revoke_showcase(request: ApiRequest, pk: Pk) -> ShownShowcase:
    """End the link to a showcase."""
    person, found = request.auth.person, queries.own_showcase(request.auth.person, pk)
    actions.revoke_showcase(person, found)
    return ShownShowcase.of(found)


def _composed(person: Person, said: dict[str, Any]) -> tuple[Composed, list[Evidence]]:
    assessment = own_assessment(person, said["assessment"]) if said["assessment"] else None
    held = [own_credential(person, key) for key in said["credentials"]]
    entries = [own_evidence(person, pk) for pk in dict.fromkeys(said["evidence"])]
    return Composed(said["title"], said["language"], said["words"], said["contact"], assessment, held), entries
