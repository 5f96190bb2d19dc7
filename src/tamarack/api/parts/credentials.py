"""Credentials: what there is to ask for, what one asked for and holds; and for those who decide, what waits."""

import json
from datetime import datetime
from typing import Annotated, Any

from django.utils import timezone
from ninja import Path, Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Number, Pk, Taken, Yes
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.shown import RubricRef, rubric_of, text
from tamarack.core.earning import WHOLE
from tamarack.people.models import Person
from tamarack.portfolio.actions import credentials as actions
from tamarack.portfolio.actions.credentials import YEARS, Asked
from tamarack.portfolio.badges import title
from tamarack.portfolio.models import REASON_MOST, Application, Credential
from tamarack.portfolio.queries import credentials as queries
from tamarack.rubric.queries import framework

part = Part("Credentials", "credentials")
Key = Annotated[str, Path(max_length=60, description="What stands in a credential’s address.", examples=["h3Kx9…"])]


class ShownOffer(Schema):
    """Something that one can ask an issuer for, and how far one is with it."""

    issuer: str = text("clearwater")
    rubric: RubricRef
    code: str = text("COL", "A competency; empty: all of them.")
    level: str = text("B")
    title: str = text("Collaboration: Building")
    earned: bool = Field(examples=[False])
    missing: int = Field(examples=[2], description="Criteria to go.")
    asked: bool = Field(examples=[False])
    held: bool = Field(examples=[False])

    @classmethod
    def of(cls, row: queries.Offer) -> "ShownOffer":
        """An offer."""
        rubric = row.stored.framework
        return cls(
            issuer=row.issuer.slug, rubric=RubricRef(framework=rubric.code, version=rubric.version), code=row.code,
            level=row.level, title=title(rubric, row.code, row.level), earned=row.grounds.earned,
            missing=len(row.grounds.earning.missing), asked=row.application is not None,
            held=row.credential is not None,
        )  # fmt: skip


class ShownApplication(Schema):
    """That one asks an issuer for a credential."""

    id: int = Field(examples=[2])
    issuer: str = text("clearwater")
    rubric: RubricRef
    code: str = text("COL")
    level: str = text("B")
    state: Application.State
    asked_at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])
    seen_at: datetime | None = Field(examples=[None])
    decided_at: datetime | None = Field(examples=[None])
    reason: str = text("")

    @classmethod
    def of(cls, row: Application) -> "ShownApplication":
        """An application as its person reads it."""
        return cls(
            id=row.pk, issuer=row.issuer.slug, rubric=rubric_of(row.version_id), code=row.code, level=row.level,
            state=Application.State(row.state), asked_at=row.asked_at, seen_at=row.seen_at, decided_at=row.decided_at,
            reason=row.reason,
        )  # fmt: skip


class ShownCredential(Schema):
    """A credential that one holds, as it was signed."""

    key: str = text("h3Kx9…")
    issuer: str = text("clearwater")
    rubric: RubricRef
    code: str = text("COL")
    level: str = text("B")
    issued_at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])
    valid_until: datetime | None = Field(examples=[None])
    revoked_at: datetime | None = Field(examples=[None])
    listed: bool = Field(examples=[True])
    document: dict[str, Any] = Field(examples=[{"type": ["VerifiableCredential", "OpenBadgeCredential"]}])

    @classmethod
    def of(cls, row: Credential) -> "ShownCredential":
        """A credential."""
        return cls(
            key=row.key, issuer=row.issuer.slug, rubric=rubric_of(row.version_id), code=row.code, level=row.level,
            issued_at=row.issued_at, valid_until=row.valid_until, revoked_at=row.revoked_at, listed=row.listed,
            document=json.loads(row.document),
        )  # fmt: skip


class ApplicationMade(Taken):
    """What one asks whom for."""

    issuer: str = Field(max_length=40, examples=["clearwater"])
    framework: str = Field(max_length=40, examples=["cacee"])
    version: str = Field(max_length=40, examples=["1.0"])
    code: str = Field(WHOLE, max_length=40, examples=["COL"])
    level: str = Field(max_length=40, examples=["B"])
    email: str = Field(max_length=254, examples=["nadia@example.ca"], description="A confirmed address of one’s own.")
    language: Person.Language = Person.Language.ENGLISH
    shows_name: Yes = False
    links: list[Number] = Field([], max_length=50, examples=[[]])


class Listing(Taken):
    """Whether whoever has its address sees its page."""

    listed: Yes


class Decided(Taken):
    """For how many years it is valid; 0 is without an end."""

    years: Annotated[int, Field(strict=True, json_schema_extra={"enum": list(YEARS)})] = 0


class Reasoned(Taken):
    """Why; its person reads it."""

    reason: str = Field(min_length=1, max_length=REASON_MOST, examples=["The review is about another team."])


@part.lists("/credentials/offers", ShownOffer, key=lambda row: row.key)
def list_offers(request: ApiRequest) -> Found:
    """Everything that one can ask for, and how far one is with each."""
    found = queries.offers(request.auth.person, timezone.now())
    return [row for _, _, table in found for line in table for row in line]


@part.lists("/credentials/applications", ShownApplication)
def list_applications(request: ApiRequest) -> Found:
    """What one asked for."""
    return queries.own_applications(request.auth.person)


@part.makes("/credentials/applications", ShownApplication)
def ask_for_credential(request: ApiRequest, body: ApplicationMade) -> ShownApplication:
    """Ask an issuer for a credential that is earned."""
    stored = queries.find_stored(body.framework, body.version)
    queries.check_subject(stored.framework, body.code, body.level)
    asked = Asked(body.code, body.level, body.language, body.email, body.shows_name, body.links)
    made = actions.ask_for_credential(request.auth.person, queries.find_issuer(body.issuer), stored, asked)
    return ShownApplication.of(made)


@part.removes("/credentials/applications/{int:pk}")
def withdraw_application(request: ApiRequest, pk: Pk) -> None:
    """Take back that one asks; from then on nobody sees anything of it."""
    actions.withdraw_application(request.auth.person, queries.own_application(request.auth.person, pk))


@part.lists("/credentials", ShownCredential)
def list_credentials(request: ApiRequest) -> Found:
    """The credentials that one holds."""
    return queries.own_credentials(request.auth.person)


@part.reads("/credentials/{key}", ShownCredential)
def read_credential(request: ApiRequest, key: Key) -> ShownCredential:
    """A credential that one holds."""
    return ShownCredential.of(queries.own_credential(request.auth.person, key))


@part.sets("/credentials/{key}/listed", ShownCredential)
def list_credential(request: ApiRequest, key: Key, body: Listing) -> ShownCredential:
    """Show a credential’s page to whoever has its address, or to oneself alone."""
    person = request.auth.person
    actions.list_credential(person, queries.own_credential(person, key), body.listed)
    return ShownCredential.of(queries.own_credential(person, key))


@part.removes("/credentials/{key}")
def delete_credential(request: ApiRequest, key: Key) -> None:
    """Erase a credential here. Copies elsewhere stay as they are."""
    actions.delete_credential(request.auth.person, queries.own_credential(request.auth.person, key))


class Waiting(Schema):
    """What someone asks, for who decides."""

    id: int = Field(examples=[2])
    person: str = text("Nadia Bouchard")
    issuer: str = text("clearwater")
    title: str = text("Collaboration: Building")
    earned: bool = Field(examples=[True])
    asked_at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])

    @classmethod
    def of(cls, row: Application) -> "Waiting":
        """What waits."""
        here = queries.grounds_now(row.person, row.issuer, row.version_id, row.code, row.level)
        return cls(
            id=row.pk, person=str(row.person), issuer=row.issuer.slug, earned=here.earned, asked_at=row.asked_at,
            title=title(framework(row.version_id), row.code, row.level),
        )  # fmt: skip


class Issued(Schema):
    """A credential that was issued, for who decides."""

    key: str = text("h3Kx9…")
    person: str = text("Nadia Bouchard")
    title: str = text("Collaboration: Building")
    issued_at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])
    revoked_at: datetime | None = Field(examples=[None])

    @classmethod
    def of(cls, row: Credential) -> "Issued":
        """What was issued."""
        return cls(
            key=row.key, person=str(row.person), title=title(framework(row.version_id), row.code, row.level),
            issued_at=row.issued_at, revoked_at=row.revoked_at,
        )  # fmt: skip


class WaitingRow(Schema):
    """What someone asks, in a list for who decides."""

    id: int = Field(examples=[2])
    issuer: str = text("clearwater")
    asked_at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])

    @classmethod
    def of(cls, row: Application) -> "WaitingRow":
        """What waits."""
        return cls(id=row.pk, issuer=row.issuer.slug, asked_at=row.asked_at)


@part.lists("/decide/applications", WaitingRow)
def list_waiting(request: ApiRequest) -> Found:
    """What waits for one’s decision, for the issuers for whom one decides."""
    return queries.open_applications(request.auth.person)


@part.reads("/decide/applications/{int:pk}", Waiting)
def read_waiting(request: ApiRequest, pk: Pk) -> Waiting:
    """One thing that waits. That one looked is noted, as on the page."""
    found = queries.decided_application(request.auth.person, pk)
    actions.see_application(request.auth.person, found)
    return Waiting.of(found)


@part.makes("/decide/applications/{int:pk}/issue", Issued)
def issue_credential(request: ApiRequest, pk: Pk, body: Decided) -> Issued:
    """Issue what someone asked for, if it is still earned."""
    person = request.auth.person
    return Issued.of(actions.issue_credential(person, queries.decided_application(person, pk), body.years))


@part.does("/decide/applications/{int:pk}/decline")
def decline_application(request: ApiRequest, pk: Pk, body: Reasoned) -> None:
    """Decline, and tell the person why."""
    person = request.auth.person
    actions.decline_application(person, queries.decided_application(person, pk), body.reason)


@part.lists("/decide/credentials", Issued)
def list_issued(request: ApiRequest) -> Found:
    """What the issuers issued for whom one decides."""
    return queries.issued_credentials(request.auth.person)


@part.does("/decide/credentials/{key}/revoke")
def revoke_credential(request: ApiRequest, key: Key, body: Reasoned) -> None:
    """Take a credential back, for good; its person is told why."""
    person = request.auth.person
    actions.revoke_credential(person, queries.issued_credential(person, key), body.reason)


@part.does("/decide/erased/{key}/revoke")
def revoke_erased_credential(request: ApiRequest, key: Key) -> None:
    """Take back a credential that its holder deleted here: copies elsewhere are told to be revoked from now on."""
    person = request.auth.person
    actions.revoke_erased(person, queries.erased_place(person, key))
