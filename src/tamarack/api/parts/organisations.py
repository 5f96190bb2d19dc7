"""Organisations: what they are, their people, teams and invitations, what they ask, their log."""

from datetime import date, datetime
from typing import Annotated

from ninja import File, Query, Schema, UploadedFile
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Pk, Slug, Taken, TeamCode, given
from tamarack.api.paging import Found, Rows
from tamarack.api.part import Part
from tamarack.api.parts.account import LogLine
from tamarack.api.place import owned, place, team_of
from tamarack.api.shown import text
from tamarack.core.errors import N_, NotAllowed
from tamarack.people.actions import grants, members
from tamarack.people.actions import organisations as actions
from tamarack.people.actions.organisations import Rules
from tamarack.people.links import invitation_address
from tamarack.people.models import Invitation, Member, Organisation, Person, Team
from tamarack.people.models.grants import PURPOSE_MOST
from tamarack.people.models.places import LEAST_K, LEAST_MONTHS, LEAST_THRESHOLD, NAME_MOST
from tamarack.people.models.places import Role as MemberRole
from tamarack.people.queries import grants as grant_queries
from tamarack.people.queries import places
from tamarack.people.queries.log import organisation_log
from tamarack.people.rules import is_owner

part = Part("Organisations", "organisations")
NOT_FOUND = N_("An organisation’s token acts in that organisation alone.")


class ShownOrganisation(Schema):
    """An organisation that one is in."""

    code: str = text("clearwater")
    name: str = text("Clearwater College")
    kind: Organisation.Kind
    language: Person.Language
    association: str | None = text("association")
    wants: str | None = Field(examples=[None], description="The association that its owners asked to count it.")
    asks: str | None = text("To see what to train next.", "What it asks everybody to be counted for.")
    owners: list[str] = Field(examples=[["Olga Roy"]])

    @classmethod
    def of(cls, row: Organisation) -> "ShownOrganisation":
        """An organisation."""
        ask = grant_queries.current_ask(row)
        return cls(
            code=row.code, name=row.name, kind=Organisation.Kind(row.kind), language=Person.Language(row.language),
            association=row.association.code if row.association else None, wants=row.wants.code if row.wants else None,
            asks=ask.purpose if ask else None, owners=[str(each.person) for each in places.owners_of(row)],
        )  # fmt: skip


class OrganisationSaid(Taken):
    """What is to be otherwise; what is left out stays."""

    name: str = Field("", min_length=1, max_length=NAME_MOST, examples=["Clearwater College"])
    kind: Organisation.Kind = Organisation.Kind.EMPLOYER
    language: Person.Language = Person.Language.ENGLISH


class OrganisationMade(OrganisationSaid):
    """What a new organisation is."""

    name: str = Field(min_length=1, max_length=NAME_MOST, examples=["Clearwater College"])


class ShownCounting(Schema):
    """How an organisation counts."""

    k: int = Field(examples=[5])
    threshold: int = Field(examples=[3])
    months: int = Field(examples=[12])
    begins: date

    @classmethod
    def of(cls, row: Organisation) -> "ShownCounting":
        """How it counts."""
        return cls(k=row.k, threshold=row.threshold, months=row.months, begins=row.begins)


class CountingSaid(Taken):
    """What is to be otherwise; what is left out stays."""

    k: Annotated[int, Field(strict=True, ge=LEAST_K, le=100)] = LEAST_K
    threshold: Annotated[int, Field(strict=True, ge=LEAST_THRESHOLD, le=100)] = LEAST_THRESHOLD
    months: Annotated[int, Field(strict=True, ge=LEAST_MONTHS, le=100)] = 12
    begins: Day | None = None


class ShownMember(Schema):
    """Someone’s place; the address is told owners alone."""

    id: int = Field(examples=[17])
    name: str = text("Nadia Bouchard")
    email: str | None = text("nadia@example.ca")
    role: MemberRole
    team: str | None = text("advising")
    since: datetime = Field(examples=["2026-01-15T09:00:00-05:00"])

    @classmethod
    def of(cls, row: Member, *, addresses: bool) -> "ShownMember":
        """A member."""
        return cls(
            id=row.pk, name=str(row.person), email=row.person.email if addresses else None, role=MemberRole(row.role),
            team=row.team.code if row.team else None, since=row.since,
        )  # fmt: skip


class PlaceSaid(Taken):
    """Someone’s role and home team; what is left out stays."""

    role: MemberRole = MemberRole.MEMBER
    team: str | None = Field(None, max_length=40, examples=["advising"])


class ShownTeam(Schema):
    """A team."""

    code: str = text("advising")
    name: str = text("Advising")

    @classmethod
    def of(cls, row: Team | Organisation) -> "ShownTeam":
        """A team, or an organisation."""
        return cls(code=row.code, name=row.name)


class TeamSaid(Taken):
    """What a team is called."""

    name: str = Field(min_length=1, max_length=NAME_MOST, examples=["Advising"])


class OpenInvitation(Schema):
    """Who is invited and has not answered. The address is the link to be passed on."""

    id: int = Field(examples=[5])
    email: str = text("new@example.ca")
    domain: str = text("")
    role: MemberRole
    team: str | None = text("advising")
    until: datetime = Field(examples=["2027-02-01T09:00:00-05:00"])
    address: str = text("https://tamarack.example.ca/en/join/…/")

    @classmethod
    def of(cls, row: Invitation) -> "OpenInvitation":
        """An invitation as owners read it."""
        return cls(
            id=row.pk, email=row.email, domain=row.domain, role=MemberRole(row.role),
            team=row.team.code if row.team else None, until=row.until, address=invitation_address(row),
        )  # fmt: skip


class InvitationMade(Taken):
    """Whom to invite: an address, or everybody with an address of a domain."""

    email: str = Field("", max_length=254, examples=["new@example.ca"])
    domain: str = Field("", max_length=200, examples=[""])
    role: MemberRole = MemberRole.MEMBER
    team: str | None = Field(None, max_length=40, examples=["advising"])


class AskMade(Taken):
    """What the figures are for."""

    purpose: str = Field(min_length=1, max_length=PURPOSE_MOST, examples=["To see what to train next."])


class LogoText(Schema):
    """What a logo shows, in words."""

    text: str = Field(min_length=1, max_length=NAME_MOST, examples=["Clearwater College"])


@part.lists("/organisations", ShownTeam)
def list_organisations(request: ApiRequest) -> Found:
    """The organisations that one is in, by code and name."""
    own = request.auth.organisation
    found = [row.organisation for row in places.memberships(request.auth.person)]
    return [row for row in found if own is None or row.pk == own.pk]


@part.makes("/organisations", ShownOrganisation)
def found_organisation(request: ApiRequest, body: OrganisationMade) -> ShownOrganisation:
    """Set an organisation up; who does is its first owner."""
    if request.auth.organisation is not None:
        raise NotAllowed(NOT_FOUND)
    made = actions.found_organisation(request.auth.person, body.name, body.kind, body.language)
    return ShownOrganisation.of(made)


@part.reads("/organisations/{slug}", ShownOrganisation)
def read_organisation(request: ApiRequest, slug: Slug) -> ShownOrganisation:
    """An organisation."""
    return ShownOrganisation.of(place(request, slug))


@part.changes("/organisations/{slug}", ShownOrganisation, now=read_organisation)
def change_organisation(request: ApiRequest, slug: Slug, body: OrganisationSaid) -> ShownOrganisation:
    """Change what an organisation is called, what it is, and in which language it writes first."""
    found = owned(request, slug)
    said = given(body, {name: getattr(found, name) for name in ("name", "kind", "language")})
    actions.change_organisation(request.auth.person, found, **said)
    return ShownOrganisation.of(place(request, slug))


@part.reads("/organisations/{slug}/counting", ShownCounting)
def read_counting(request: ApiRequest, slug: Slug) -> ShownCounting:
    """How an organisation counts."""
    return ShownCounting.of(place(request, slug))


@part.changes("/organisations/{slug}/counting", ShownCounting, now=read_counting)
def change_counting(request: ApiRequest, slug: Slug, body: CountingSaid) -> ShownCounting:
    """Change how an organisation counts: never fewer people than the rubric’s promise."""
    found = owned(request, slug)
    said = given(body, {name: getattr(found, name) for name in ("k", "threshold", "months", "begins")})
    said["begins"] = said["begins"] or found.begins
    actions.change_rules(request.auth.person, found, Rules(**said))
    return ShownCounting.of(place(request, slug))


@part.does("/organisations/{slug}/logo", ShownOrganisation)
def set_logo(request: ApiRequest, slug: Slug, logo: File[UploadedFile], alt: Query[LogoText]) -> ShownOrganisation:
    """Keep a logo and what it shows in words: PNG or JPEG, at most 2 MB."""
    found = owned(request, slug)
    actions.set_logo(request.auth.person, found, logo, alt.text)
    return ShownOrganisation.of(found)


@part.removes("/organisations/{slug}/logo")
def remove_logo(request: ApiRequest, slug: Slug) -> None:
    """Take the logo away."""
    actions.remove_logo(request.auth.person, owned(request, slug))


@part.lists("/organisations/{slug}/members", ShownMember)
def list_members(request: ApiRequest, slug: Slug) -> Found:
    """Who is in an organisation; owners read addresses, too."""
    found = place(request, slug)
    owns = bool(is_owner.test(request.auth.person, found))
    return Rows(places.members_of(found), lambda row: ShownMember.of(row, addresses=owns))


@part.reads("/organisations/{slug}/members/{int:pk}", ShownMember)
def read_member(request: ApiRequest, slug: Slug, pk: Pk) -> ShownMember:
    """Someone’s place in an organisation that one owns."""
    return ShownMember.of(places.find_member(owned(request, slug), pk), addresses=True)


@part.changes("/organisations/{slug}/members/{int:pk}", ShownMember, now=read_member)
def change_member(request: ApiRequest, slug: Slug, pk: Pk, body: PlaceSaid) -> ShownMember:
    """Change someone’s role and home team."""
    organisation = owned(request, slug)
    found = places.find_member(organisation, pk)
    said = given(body, {"role": found.role, "team": found.team.code if found.team else None})
    team = team_of(request, slug, said["team"]) if said["team"] else None
    members.change_member(request.auth.person, found, role=said["role"], team=team)
    return ShownMember.of(places.find_member(organisation, pk), addresses=True)


@part.removes("/organisations/{slug}/members/{int:pk}", now=read_member, gives=ShownMember)
def remove_member(request: ApiRequest, slug: Slug, pk: Pk) -> None:
    """Remove someone from an organisation. What is theirs stays theirs; they are told."""
    members.remove_member(request.auth.person, places.find_member(owned(request, slug), pk))


@part.lists("/organisations/{slug}/teams", ShownTeam)
def list_teams(request: ApiRequest, slug: Slug) -> Found:
    """An organisation’s teams."""
    return places.teams_of(place(request, slug))


@part.makes("/organisations/{slug}/teams", ShownTeam)
def add_team(request: ApiRequest, slug: Slug, body: TeamSaid) -> ShownTeam:
    """Add a team."""
    return ShownTeam.of(actions.add_team(request.auth.person, owned(request, slug), body.name))


@part.reads("/organisations/{slug}/teams/{team}", ShownTeam)
def read_team(request: ApiRequest, slug: Slug, team: TeamCode) -> ShownTeam:
    """A team."""
    return ShownTeam.of(team_of(request, slug, team))


@part.changes("/organisations/{slug}/teams/{team}", ShownTeam, now=read_team)
def rename_team(request: ApiRequest, slug: Slug, team: TeamCode, body: TeamSaid) -> ShownTeam:
    """Call a team something else; its code stays."""
    owned(request, slug)
    actions.rename_team(request.auth.person, team_of(request, slug, team), body.name)
    return ShownTeam.of(team_of(request, slug, team))


@part.removes("/organisations/{slug}/teams/{team}", now=read_team, gives=ShownTeam)
def remove_team(request: ApiRequest, slug: Slug, team: TeamCode) -> None:
    """Remove a team; its people stay in the organisation, without one."""
    owned(request, slug)
    actions.remove_team(request.auth.person, team_of(request, slug, team))


@part.lists("/organisations/{slug}/teams/{team}/members", ShownMember)
def list_team_members(request: ApiRequest, slug: Slug, team: TeamCode) -> Found:
    """Whose home team it is."""
    rows = places.members_of_team(team_of(request, slug, team))
    return Rows(rows, lambda row: ShownMember.of(row, addresses=False))


@part.lists("/organisations/{slug}/invitations", OpenInvitation)
def list_invitations(request: ApiRequest, slug: Slug) -> Found:
    """Who is invited and has not answered."""
    return places.open_invitations(owned(request, slug))


@part.makes("/organisations/{slug}/invitations", OpenInvitation)
def invite_member(request: ApiRequest, slug: Slug, body: InvitationMade) -> OpenInvitation:
    """Invite an address, which gets a mail, or everybody with an address of a domain, who need the link."""
    found = owned(request, slug)
    team = team_of(request, slug, body.team) if body.team else None
    made = members.invite(request.auth.person, found, email=body.email, domain=body.domain, role=body.role, team=team)
    return OpenInvitation.of(made)


@part.removes("/organisations/{slug}/invitations/{int:pk}")
def revoke_invitation(request: ApiRequest, slug: Slug, pk: Pk) -> None:
    """Take an invitation back; its link leads nowhere any more."""
    found = owned(request, slug)
    members.revoke(request.auth.person, places.find_open_invitation(found, pk))


@part.does("/organisations/{slug}/ask", ShownOrganisation)
def ask_everybody(request: ApiRequest, slug: Slug, body: AskMade) -> ShownOrganisation:
    """Ask everybody in an organisation to be counted, saying what for. A question that is open ends."""
    found = owned(request, slug)
    grants.ask_everybody(request.auth.person, found, body.purpose)
    return ShownOrganisation.of(found)


@part.removes("/organisations/{slug}/ask")
def end_ask(request: ApiRequest, slug: Slug) -> None:
    """End the question; the grants that were given hold."""
    grants.end_ask(request.auth.person, owned(request, slug))


@part.lists("/organisations/{slug}/log", LogLine)
def list_organisation_log(request: ApiRequest, slug: Slug) -> Found:
    """What was done in the organisation’s name, for its owners: who, to whom, when; no contents."""
    return Rows(organisation_log(owned(request, slug)), show_all=LogLine.of_all)
