"""One's own account: settings, places, grants, the log of who saw what, and all of one's own data."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from django.http import FileResponse
from django.utils import timezone
from ninja import Path, Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Pk, Slug, Taken
from tamarack.api.paging import Found, Rows
from tamarack.api.part import Part
from tamarack.api.shown import ShownPerson, text
from tamarack.common.models import Entry
from tamarack.exchange.own_data import own_data
from tamarack.people import audit
from tamarack.people.actions import accounts as actions
from tamarack.people.actions import grants as granting
from tamarack.people.actions import members
from tamarack.people.models import Ask, Grant, Invitation, Member, Person
from tamarack.people.models.person import Person as Account
from tamarack.people.models.places import Role as MemberRole
from tamarack.people.queries import grants as queries
from tamarack.people.queries import places
from tamarack.people.queries.log import lines, own_log
from tamarack.rubric.queries import current_version

part = Part("Account", "account")


class Me(Schema):
    """Who one is here."""

    name: str = text("Nadia Bouchard")
    email: str = text("nadia@example.ca")
    language: Account.Language
    scheme: str = text("dark", "Colours: system, light or dark.")
    rubric: str = text("cacee", "The rubric that the plan is about; empty until one begins.")

    @classmethod
    def of(cls, person: Person) -> "Me":
        """A person's own view of themself."""
        return cls(
            name=person.name, email=person.email, language=Account.Language(person.language),
            scheme=person.scheme or "system", rubric=person.rubric,
        )  # fmt: skip


class MeChange(Taken):
    """What is to be otherwise; what is left out stays."""

    name: str = Field("", min_length=1, max_length=120, examples=["Nadia Bouchard"])
    language: Account.Language = Account.Language.ENGLISH
    scheme: Annotated[str, Field(pattern="^(system|light|dark)$", examples=["dark"])] = "system"
    rubric: str = Field("", min_length=1, max_length=40, examples=["cacee"])


class Place(Schema):
    """Where one is."""

    organisation: str = text("clearwater")
    name: str = text("Clearwater College")
    team: str | None = text("advising")
    role: MemberRole
    since: datetime = Field(examples=["2026-01-15T09:00:00-05:00"])

    @classmethod
    def of(cls, row: Member) -> "Place":
        """A place in an organisation."""
        return cls(
            organisation=row.organisation.code, name=row.organisation.name, team=row.team.code if row.team else None,
            role=MemberRole(row.role), since=row.since,
        )  # fmt: skip


class ShownGrant(Schema):
    """That one's submitted answers count in the figures of an organisation."""

    id: int = Field(examples=[7])
    organisation: str = text("clearwater")
    purpose: str = text("To see what to train next.")
    given_at: datetime = Field(examples=["2026-02-01T09:00:00-05:00"])
    withdrawn_at: datetime | None = Field(examples=[None])

    @classmethod
    def of(cls, row: Grant) -> "ShownGrant":
        """A grant."""
        return cls(
            id=row.pk, organisation=row.organisation.code, purpose=row.purpose, given_at=row.given_at,
            withdrawn_at=row.withdrawn_at,
        )  # fmt: skip


class GrantGiven(Taken):
    """To whom the grant is given."""

    organisation: str = Field(max_length=40, examples=["clearwater"])


class ShownAsk(Schema):
    """What an organisation asks its people."""

    id: int = Field(examples=[3])
    organisation: str = text("clearwater")
    purpose: str = text("To see what to train next.")

    @classmethod
    def of(cls, row: Ask) -> "ShownAsk":
        """A question."""
        return cls(id=row.pk, organisation=row.organisation.code, purpose=row.purpose)


class LogLine(Schema):
    """Who saw or changed what, and when; the sentence in the asked language."""

    at: datetime = Field(examples=["2026-02-01T09:00:00-05:00"])
    what: str = text("saw")
    said: str = text("looked at the assessment")
    by: ShownPerson | None
    of: ShownPerson | None
    organisation: str = text("Clearwater College")
    about: str = text("")

    @classmethod
    def of_all(cls, entries: Iterable[Entry]) -> "list[LogLine]":
        """Lines of the log."""
        return [
            cls(at=line.at, what=line.what.value, said=str(line.what.label), by=ShownPerson.of(line.by),
                of=ShownPerson.of(line.of), organisation=line.organisation, about=line.about)
            for line in lines(entries)
        ]  # fmt: skip


class ShownInvitation(Schema):
    """That one may join an organisation."""

    id: int = Field(examples=[5])
    organisation: str = text("clearwater")
    name: str = text("Clearwater College")
    team: str | None = text("advising")
    role: MemberRole
    until: datetime = Field(examples=["2027-02-01T09:00:00-05:00"])

    @classmethod
    def of(cls, row: Invitation) -> "ShownInvitation":
        """An invitation as the one who is invited reads it."""
        return cls(
            id=row.pk, organisation=row.organisation.code, name=row.organisation.name,
            team=row.team.code if row.team else None, role=MemberRole(row.role), until=row.until,
        )  # fmt: skip


@part.reads("/me", Me)
def read_me(request: ApiRequest) -> Me:
    """Who one is here."""
    return Me.of(request.auth.person)


@part.changes("/me", Me, now=read_me)
def change_me(request: ApiRequest, body: MeChange) -> Me:
    """Change one's name, language, colours, or which rubric the plan is about.

    The address, the password, and the end of the account are changed on the pages alone.
    """
    person, said = request.auth.person, body.model_fields_set
    actions.change_settings(
        person,
        name=body.name if "name" in said else person.name,
        language=body.language if "language" in said else person.language,
        scheme=(body.scheme if body.scheme != "system" else "") if "scheme" in said else person.scheme,
    )
    if "rubric" in said:
        actions.choose_rubric(person, current_version(body.rubric).framework.code)
    return Me.of(person)


@part.lists("/me/places", Place)
def list_places(request: ApiRequest) -> Found:
    """The organisations that one is in."""
    return places.memberships(request.auth.person)


@part.does("/me/places/{slug}/leave")
def leave_place(request: ApiRequest, slug: Slug) -> None:
    """Leave an organisation, with everything of one's own."""
    members.leave(request.auth.person, places.find_organisation(request.auth.person, slug))


@part.lists("/me/invitations", ShownInvitation)
def list_my_invitations(request: ApiRequest) -> Found:
    """Invitations to one's confirmed addresses that are open."""
    return places.invitations_to(request.auth.person)


@part.does("/me/invitations/{int:pk}/take-up", Place)
def take_up_invitation(request: ApiRequest, pk: Pk) -> Place:
    """Join an organisation by an invitation."""
    return Place.of(members.take_up(request.auth.person, places.find_invitation_to(request.auth.person, pk)))


@part.does("/me/invitations/{int:pk}/decline")
def decline_invitation(request: ApiRequest, pk: Pk) -> None:
    """Decline an invitation; nobody is asked why."""
    members.decline(request.auth.person, places.find_invitation_to(request.auth.person, pk))


@part.lists("/me/grants", ShownGrant)
def list_grants(request: ApiRequest) -> Found:
    """The grants to be counted in figures that one gave; those withdrawn too."""
    return queries.own_grants(request.auth.person)


@part.makes("/me/grants", ShownGrant)
def give_grant(request: ApiRequest, body: GrantGiven) -> ShownGrant:
    """Let an organisation count one's submitted answers. A grant to another one ends, since one counts once."""
    found = places.find_organisation(request.auth.person, body.organisation)
    return ShownGrant.of(granting.give_grant(request.auth.person, found))


@part.removes("/me/grants/{int:pk}")
def withdraw_grant(request: ApiRequest, pk: Pk) -> None:
    """Withdraw a grant: every figure made afterwards is made without one's answers."""
    granting.withdraw_grant(request.auth.person, queries.find_grant(request.auth.person, pk))


@part.lists("/me/asks", ShownAsk)
def list_asks(request: ApiRequest) -> Found:
    """What one's organisations ask, and one has neither granted nor put aside."""
    return queries.asks_open_to(request.auth.person)


@part.does("/me/asks/{int:pk}/put-aside")
def put_ask_aside(request: ApiRequest, pk: Pk) -> None:
    """Not be asked this again. Nobody is told, and nothing follows from it."""
    granting.put_aside(request.auth.person, queries.find_ask(request.auth.person, pk))


@part.lists("/me/log", LogLine)
def list_log(request: ApiRequest) -> Found:
    """Who saw or changed what of one's own, and what one did oneself; the last first."""
    return Rows(own_log(request.auth.person), show_all=LogLine.of_all)


@part.reads("/me/data", bytes)
def take_data(request: ApiRequest) -> FileResponse:
    """Everything of one's own in open formats, as one ZIP archive."""
    person = request.auth.person
    audit.record(audit.What.TOOK_DATA, by=person, of=person)
    name = f"tamarack-{timezone.localdate().isoformat()}.zip"
    return FileResponse(own_data(person), as_attachment=True, filename=name, content_type="application/octet-stream")


__all__ = ["Path", "part"]
