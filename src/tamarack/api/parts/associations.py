"""Associations: whose figures count an organisation's, and whom an association counts."""

from ninja import Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Pk, Slug, Taken, Yes
from tamarack.api.paging import Found, Rows
from tamarack.api.part import Part
from tamarack.api.parts.organisations import ShownOrganisation
from tamarack.api.place import owned, place
from tamarack.api.shown import text
from tamarack.people.actions import organisations as actions
from tamarack.people.models import Organisation
from tamarack.people.queries import places

part = Part("Organisations", "organisations")


class AssociationWanted(Taken):
    """Which association is to count the figures; none takes that back, at once."""

    association: str | None = Field(max_length=40, examples=["association"])


class Associate(Schema):
    """An organisation that asks an association, or is counted by it."""

    id: int = Field(examples=[4])
    name: str = text("Clearwater College")
    counted: bool = Field(examples=[False])


class Answered(Taken):
    """Yes or no."""

    yes: Yes


@part.does("/organisations/{slug}/association", ShownOrganisation)
def want_association(request: ApiRequest, slug: Slug, body: AssociationWanted) -> ShownOrganisation:
    """Ask an association to count the organisation’s figures in its own, or take that back."""
    found = owned(request, slug)
    wanted = places.find_association(body.association) if body.association else None
    actions.want_association(request.auth.person, found, wanted)
    return ShownOrganisation.of(place(request, slug))


@part.lists("/organisations/{slug}/associates", Associate, key=lambda entry: entry[0].pk)
def list_associates(request: ApiRequest, slug: Slug) -> Found:
    """The organisations that ask an association that one owns, and those that it counts."""
    found = owned(request, slug)
    rows = [*((row, False) for row in places.wanting(found)), *((row, True) for row in places.counted_by(found))]

    def show(entry: tuple[Organisation, bool]) -> Associate:
        return Associate(id=entry[0].pk, name=entry[0].name, counted=entry[1])

    return Rows(rows, show)


@part.does("/organisations/{slug}/associates/{int:pk}")
def answer_associate(request: ApiRequest, slug: Slug, pk: Pk, body: Answered) -> None:
    """Take an organisation that asked in, or not."""
    found = owned(request, slug)
    actions.answer_want(request.auth.person, found, places.associate(found, pk), yes=body.yes)


@part.removes("/organisations/{slug}/associates/{int:pk}")
def let_associate_go(request: ApiRequest, slug: Slug, pk: Pk) -> None:
    """Take an organisation out of the association’s figures."""
    found = owned(request, slug)
    actions.let_go(request.auth.person, found, places.associate(found, pk))
