"""Role profiles and resources: one's own, and what comes along."""

from datetime import datetime
from fractions import Fraction
from typing import Annotated, Any, Literal

from ninja import Path, Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Pk, Taken, given
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.shown import RubricRef, Words, rubric_of, text
from tamarack.core.roles import RoleProfile, fit
from tamarack.growth import queries
from tamarack.growth.actions import resources as actions
from tamarack.growth.actions import roles as role_actions
from tamarack.growth.actions.resources import FORMAT_MOST, MINUTES_MOST, URL_MOST, Described
from tamarack.growth.models import LINE_MOST, TEXT_MOST, Resource, Role
from tamarack.growth.queries import Offered
from tamarack.growth.standing import here, planned_on
from tamarack.growth.words import number
from tamarack.rubric.texts import say

part = Part("Plan", "plan")
Key = Annotated[str, Path(max_length=60, description="A role profile’s key.", examples=["campus-recruiter"])]
Level = Annotated[str, Field(max_length=40)]
Weight = Annotated[str, Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,2})?$", examples=["2"])]
Language = Resource.Language | Literal[""]
Cost = Resource.Cost | Literal[""]
Problem = Resource.Problem | Literal[""]


class ShownRole(Schema):
    """A role profile: the levels that a role asks for."""

    key: str = text("campus-recruiter", "By which it is chosen.")
    id: int | None = Field(examples=[None], description="Its number, where somebody made it here.")
    organisation: str = text("", "The name of the organisation whose it is.")
    name: Words = Field(examples=[{"en": "Campus recruiter"}])
    description: Words = Field(examples=[{"en": "Meets students."}])
    side: str = text("recruiter")
    targets: dict[str, str] = Field(examples=[{"COL": "E"}])
    exceptions: dict[str, str] = Field(examples=[{"COM.4": "B"}])
    weights: dict[str, str] = Field(examples=[{"COL": "2"}])

    @classmethod
    def of(cls, offered: Offered) -> "ShownRole":
        """A role profile that one can choose."""
        profile = offered.profile
        return cls(
            key=offered.key, id=offered.row.pk if offered.row else None,
            organisation=offered.organisation, name=dict(profile.name), description=dict(profile.description),
            side=profile.side, targets=dict(profile.targets), exceptions=dict(profile.exceptions),
            weights={code: number(weight) for code, weight in profile.weights.items()},
        )  # fmt: skip


class RoleSaid(Taken):
    """What is said of a role profile; in a change, what is left out stays."""

    name: str = Field("", max_length=role_actions.NAME_MOST, examples=["Lead advisor"])
    description: str = Field("", max_length=TEXT_MOST, examples=["Leads a team of advisors."])
    targets: dict[str, Level] = Field({}, max_length=100, examples=[{"COL": "E"}])
    exceptions: dict[str, Level] = Field({}, max_length=500, examples=[{"COM.4": "B"}])
    weights: dict[str, Weight] = Field({}, max_length=100, examples=[{"COL": "2"}])


class RoleMade(RoleSaid):
    """What a new role profile says."""

    name: str = Field(min_length=1, max_length=role_actions.NAME_MOST, examples=["Lead advisor"])


class RoleCopied(Taken):
    """What the copy is called."""

    name: str = Field(min_length=1, max_length=role_actions.NAME_MOST, examples=["My role"])


class ShownFit(Schema):
    """How one’s newest answers compare with a role: a picture to plan by, never a verdict."""

    key: str = text("campus-recruiter")
    met: int = Field(examples=[20])
    of: int = Field(examples=[42])
    criteria: dict[str, str] = Field(examples=[{"COL.1": "reached"}])


class ShownResource(Schema):
    """A link, a document, a course or a note that helps to grow."""

    id: int = Field(examples=[8])
    rubric: RubricRef
    shared: bool = Field(examples=[False], description="Whether it is an organisation’s or a team’s, not one’s own.")
    title: str = text("How to coach")
    kind: Resource.Kind
    url: str = text("https://example.ca/coaching")
    language: Language
    format: str = text("video")
    minutes: int | None = Field(examples=[45])
    cost: Cost
    criteria: list[str] = Field(examples=[["COL.1"]])
    levels: list[str] = Field(examples=[["E"]])
    notes: str = text("")
    problem: Problem
    created_at: datetime = Field(examples=["2026-09-01T09:00:00-04:00"])

    @classmethod
    def of(cls, row: Resource) -> "ShownResource":
        """A resource."""
        return cls(
            id=row.pk, rubric=rubric_of(row.version_id), shared=row.person_id is None, title=row.title,
            kind=Resource.Kind(row.kind), url=row.url, language=Resource.Language(row.language) if row.language else "",
            format=row.format, minutes=row.minutes, cost=Resource.Cost(row.cost) if row.cost else "",
            criteria=row.criteria, levels=row.levels, notes=row.notes,
            problem=Resource.Problem(row.problem) if row.problem else "", created_at=row.created_at,
        )  # fmt: skip


class ResourceSaid(Taken):
    """What is said of a resource; in a change, what is left out stays."""

    title: str = Field("", max_length=LINE_MOST, examples=["How to coach"])
    kind: Resource.Kind = Resource.Kind.LINK
    url: str = Field("", max_length=URL_MOST, examples=["https://example.ca/coaching"])
    language: Language = ""
    format: str = Field("", max_length=FORMAT_MOST, examples=["video"])
    minutes: Annotated[int, Field(strict=True, ge=1, le=MINUTES_MOST)] | None = Field(None, examples=[45])
    cost: Cost = ""
    criteria: list[str] = Field([], max_length=200, examples=[["COL.1"]])
    levels: list[str] = Field([], max_length=9, examples=[["E"]])
    notes: str = Field("", max_length=TEXT_MOST, examples=[""])


class ResourceMade(ResourceSaid):
    """What a new resource says."""

    title: str = Field(min_length=1, max_length=LINE_MOST, examples=["How to coach"])


class Reported(Taken):
    """What is wrong with it; nothing takes that back."""

    problem: Problem


@part.lists("/roles", ShownRole, key=lambda row: row.key)
def list_roles(request: ApiRequest) -> Found:
    """The role profiles that one can choose: those that come along, one’s own, those of one’s organisations."""
    person = request.auth.person
    stored = planned_on(person)
    return [*queries.offered_starters(stored.framework), *queries.own_roles(person, stored.id)]


@part.makes("/roles", ShownRole)
def make_role(request: ApiRequest, body: RoleMade) -> ShownRole:
    """Keep a role profile of one’s own."""
    person = request.auth.person
    return _own(role_actions.create_role(person, planned_on(person), profile_of(body.dict(), "")))


@part.reads("/roles/{key}", ShownRole)
def read_role(request: ApiRequest, key: Key) -> ShownRole:
    """A role profile."""
    return ShownRole.of(_found(request, key))


@part.changes("/roles/{key}", ShownRole, now=read_role)
def change_role(request: ApiRequest, key: Key, body: RoleSaid) -> ShownRole:
    """Change a role profile of one’s own. Goals that were made with it keep what it asked for then."""
    found = _row(request, key)
    role_actions.change_role(request.auth.person, found, changed_profile(body, found.profile))
    return _own(found)


@part.removes("/roles/{key}", now=read_role, gives=ShownRole)
def delete_role(request: ApiRequest, key: Key) -> None:
    """Erase a role profile of one’s own."""
    role_actions.delete_role(request.auth.person, _row(request, key))


@part.makes("/roles/{key}/copy", ShownRole)
def copy_role(request: ApiRequest, key: Key, body: RoleCopied) -> ShownRole:
    """Make a role profile of one’s own from another one."""
    person = request.auth.person
    return _own(role_actions.copy_role(person, planned_on(person), _found(request, key), body.name))


@part.reads("/roles/{key}/fit", ShownFit)
def read_fit(request: ApiRequest, key: Key) -> ShownFit:
    """How one’s newest answers compare with a role."""
    place = here(request.auth.person)
    found = fit(
        place.framework, place.answers.ratings, queries.find_role(request.auth.person, place.framework, key).profile
    )
    states = {row.code: row.state.value for area in found.competencies for row in area.criteria}
    return ShownFit(key=key, met=found.met, of=found.of, criteria=states)


@part.lists("/resources", ShownResource)
def list_resources(request: ApiRequest) -> Found:
    """One’s own resources, and those of one’s organisations and teams."""
    return queries.library(request.auth.person)


@part.makes("/resources", ShownResource)
def make_resource(request: ApiRequest, body: ResourceMade) -> ShownResource:
    """Keep a resource."""
    person = request.auth.person
    (made,) = actions.create_resources(person, planned_on(person), [Described(**body.dict())])
    return ShownResource.of(made)


@part.reads("/resources/{int:pk}", ShownResource)
def read_resource(request: ApiRequest, pk: Pk) -> ShownResource:
    """A resource of one’s own."""
    return ShownResource.of(queries.own_resource(request.auth.person, pk))


@part.changes("/resources/{int:pk}", ShownResource, now=read_resource)
def change_resource(request: ApiRequest, pk: Pk, body: ResourceSaid) -> ShownResource:
    """Change what is said of a resource."""
    found = queries.own_resource(request.auth.person, pk)
    actions.change_resource(request.auth.person, found, changed_resource(body, found))
    return ShownResource.of(found)


@part.does("/resources/{int:pk}/problem", ShownResource)
def report_resource(request: ApiRequest, pk: Pk, body: Reported) -> ShownResource:
    """Say that a resource is dead or wrong, or that it is in order again."""
    found = queries.own_resource(request.auth.person, pk)
    actions.report_resource(request.auth.person, found, body.problem)
    return ShownResource.of(found)


@part.removes("/resources/{int:pk}", now=read_resource, gives=ShownResource)
def delete_resource(request: ApiRequest, pk: Pk) -> None:
    """Erase a resource."""
    actions.delete_resource(request.auth.person, queries.own_resource(request.auth.person, pk))


def changed_resource(body: ResourceSaid, kept: Resource) -> Described:
    """What a change says of a resource, on top of what is kept."""
    return Described(**given(body, {name: getattr(kept, name) for name in ResourceSaid.model_fields}))


def _found(request: ApiRequest, key: str) -> Offered:
    return queries.find_role(request.auth.person, planned_on(request.auth.person).framework, key)


def _row(request: ApiRequest, key: str) -> Role:
    """A role profile of one's own by its key."""
    return queries.own_role_by_key(request.auth.person, key)


def _own(row: Role) -> ShownRole:
    return ShownRole.of(Offered(f"{queries.OWN}{row.pk}", row.profile, row))


def changed_profile(body: RoleSaid, kept: RoleProfile) -> RoleProfile:
    """What a change says of a role profile, on top of what is kept."""
    said = given(body, {
        "name": say(kept.name), "description": say(kept.description), "targets": dict(kept.targets),
        "exceptions": dict(kept.exceptions), "weights": {code: number(each) for code, each in kept.weights.items()},
    })  # fmt: skip
    return profile_of(said, kept.side)


def profile_of(said: dict[str, Any], side: str) -> RoleProfile:
    """What is said of a role profile, as it is kept."""
    described = {"": said["description"]} if said["description"] else {}
    weights = {code: Fraction(weight) for code, weight in said["weights"].items()}
    return RoleProfile(said["targets"], said["exceptions"], weights, {"": said["name"]}, described, side)
