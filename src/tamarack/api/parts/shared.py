"""Role profiles and resources that an organisation or a team shares: members find them, owners and leads keep them."""

from typing import Annotated

from ninja import Query, Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Pk, Slug
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.parts.library import (
    ResourceMade,
    ResourceSaid,
    RoleMade,
    RoleSaid,
    ShownResource,
    ShownRole,
    changed_profile,
    changed_resource,
    profile_of,
)
from tamarack.api.place import inside, owned, place
from tamarack.growth.actions import resources as actions
from tamarack.growth.actions import roles as role_actions
from tamarack.growth.actions.resources import Described
from tamarack.growth.models import Resource, Role
from tamarack.growth.queries import ORGANISATION, Offered
from tamarack.growth.queries import team as queries
from tamarack.growth.standing import planned_on
from tamarack.growth.starters import starter_roles
from tamarack.people.models import Organisation

part = Part("Together", "organisations")
ROLES, RESOURCES = "/organisations/{slug}/roles", "/organisations/{slug}/resources"
TeamAsked = Annotated[str, Field(max_length=40, examples=["advising"])]


class SharedRoleMade(RoleMade):
    """What a new role profile says, and which of those that come along it was made from, if one was."""

    made_from: str = Field("", max_length=60, examples=["campus-recruiter"])


class SharedResourceMade(ResourceMade):
    """What a new shared resource says, and for which team it is; none: for all members."""

    team: TeamAsked | None = Field(None, examples=["advising"])


class SharedAsked(Schema):
    """Whose resources."""

    team: TeamAsked = Field("", examples=[""], description="Empty: what is for all members.")


@part.lists(ROLES, ShownRole, key=lambda row: row.key)
def list_shared_roles(request: ApiRequest, slug: Slug) -> Found:
    """An organisation’s role profiles, for the rubric of one’s plan."""
    return queries.organisation_roles(place(request, slug), planned_on(request.auth.person).id)


@part.makes(ROLES, ShownRole)
def share_role(request: ApiRequest, slug: Slug, body: SharedRoleMade) -> ShownRole:
    """Make a role profile for all members, as an owner."""
    person, organisation = request.auth.person, owned(request, slug)
    stored = planned_on(person)
    starter = starter_roles(stored.framework).get(body.made_from)
    profile = profile_of(body.dict(exclude={"made_from"}), starter.side if starter else "")
    made = role_actions.create_role(person, stored, profile, body.made_from if starter else "", organisation)
    return _role(made, organisation)


@part.reads(f"{ROLES}/{{int:pk}}", ShownRole)
def read_shared_role(request: ApiRequest, slug: Slug, pk: Pk) -> ShownRole:
    """A role profile of an organisation."""
    organisation = place(request, slug)
    return _role(queries.organisation_role(organisation, pk), organisation)


@part.changes(f"{ROLES}/{{int:pk}}", ShownRole, now=read_shared_role)
def change_shared_role(request: ApiRequest, slug: Slug, pk: Pk, body: RoleSaid) -> ShownRole:
    """Change a role profile of an organisation. Goals keep what it asked for when they were made."""
    organisation = place(request, slug)
    found = queries.organisation_role(organisation, pk)
    role_actions.change_role(request.auth.person, found, changed_profile(body, found.profile))
    return _role(found, organisation)


@part.removes(f"{ROLES}/{{int:pk}}", now=read_shared_role, gives=ShownRole)
def delete_shared_role(request: ApiRequest, slug: Slug, pk: Pk) -> None:
    """Erase a role profile of an organisation."""
    role_actions.delete_role(request.auth.person, queries.organisation_role(place(request, slug), pk))


@part.lists(RESOURCES, ShownResource)
def list_shared_resources(request: ApiRequest, slug: Slug, asked: Query[SharedAsked]) -> Found:
    """What an organisation shares with all members, or with a team that one is in or leads."""
    team = inside(request, slug, asked.team) if asked.team else None
    return queries.organisation_resources(place(request, slug), team)


@part.makes(RESOURCES, ShownResource)
def share_resource(request: ApiRequest, slug: Slug, body: SharedResourceMade) -> ShownResource:
    """Share a resource with all members, as an owner; or with a team, as who leads it."""
    person, organisation = request.auth.person, place(request, slug)
    team = inside(request, slug, body.team) if body.team else None
    described = Described(**body.dict(exclude={"team"}))
    return ShownResource.of(actions.share_resource(person, planned_on(person), described, organisation, team))


@part.reads(f"{RESOURCES}/{{int:pk}}", ShownResource)
def read_shared_resource(request: ApiRequest, slug: Slug, pk: Pk) -> ShownResource:
    """A shared resource."""
    return ShownResource.of(_resource(request, slug, pk))


@part.changes(f"{RESOURCES}/{{int:pk}}", ShownResource, now=read_shared_resource)
def change_shared_resource(request: ApiRequest, slug: Slug, pk: Pk, body: ResourceSaid) -> ShownResource:
    """Change what is said of a shared resource."""
    found = _resource(request, slug, pk)
    actions.change_resource(request.auth.person, found, changed_resource(body, found))
    return ShownResource.of(_resource(request, slug, pk))


@part.removes(f"{RESOURCES}/{{int:pk}}", now=read_shared_resource, gives=ShownResource)
def delete_shared_resource(request: ApiRequest, slug: Slug, pk: Pk) -> None:
    """Erase a shared resource."""
    actions.delete_resource(request.auth.person, _resource(request, slug, pk))


def _resource(request: ApiRequest, slug: str, pk: int) -> Resource:
    return queries.shared_resource(request.auth.person, place(request, slug), pk)


def _role(row: Role, organisation: Organisation) -> ShownRole:
    return ShownRole.of(Offered(f"{ORGANISATION}{row.pk}", row.profile, row, organisation.name))
