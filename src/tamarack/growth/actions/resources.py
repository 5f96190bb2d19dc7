"""Writes about resources."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from tamarack.common.checks import check_choice, check_text, in_order
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Framework
from tamarack.growth.models import LINE_MOST, TEXT_MOST, Resource
from tamarack.growth.rules import check_keeps
from tamarack.people.audit import What, record
from tamarack.people.models import Organisation, Person, Team
from tamarack.rubric.queries import Stored, framework

RESOURCES_MOST = 2000
FORMAT_MOST = 80
URL_MOST = 500
MINUTES_MOST = 100_000
_valid_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Described:
    """What a person says of a resource; `minutes` is the time that it takes."""

    title: str
    kind: str = Resource.Kind.LINK
    url: str = ""
    language: str = ""
    format: str = ""
    minutes: int | None = None
    cost: str = ""
    criteria: Sequence[str] = ()
    levels: Sequence[str] = ()
    notes: str = ""

    def fields(self, rubric: Framework) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput, UnknownCode
            If it cannot be kept.
        """
        if self.minutes is not None and not 0 < self.minutes <= MINUTES_MOST:
            raise BadInput(N_("The time is a number of minutes from 1 to {most}."), most=MINUTES_MOST)
        wanted = {rubric.level(code).code for code in self.levels}
        return {
            "title": check_text(self.title, LINE_MOST, needed=True),
            "kind": check_choice(self.kind, Resource.Kind.values),
            "url": check_url(self.url),
            "language": check_choice(self.language, ["", *Resource.Language.values]),
            "format": check_text(self.format, FORMAT_MOST),
            "minutes": self.minutes,
            "cost": check_choice(self.cost, ["", *Resource.Cost.values]),
            "criteria": in_order(rubric, self.criteria),
            "levels": [level.code for level in rubric.levels if level.code in wanted],
            "notes": check_text(self.notes, TEXT_MOST),
        }


def check_url(text: str) -> str:
    """A web address, or nothing.

    Raises
    ------
    BadInput
        If it is anything else.
    """
    url = check_text(text, URL_MOST)
    try:
        if url:
            _valid_url(url)
    except ValidationError:
        raise BadInput(N_("“{url}” is not a web address. It should begin with https://."), url=url[:60]) from None
    return url


def create_resources(person: Person, version: Stored, described: Sequence[Described]) -> list[Resource]:
    """Keep resources, all or none."""
    fields = [entry.fields(version.framework) for entry in described]
    with write():
        _check_room(len(fields), person=person)
        return Resource.objects.bulk_create(Resource(person=person, version_id=version.id, **entry) for entry in fields)


def share_resource(
    person: Person, version: Stored, described: Described, organisation: Organisation, team: Team | None = None
) -> Resource:
    """Keep a resource for the members of an organisation, or for those of one of its teams."""
    resource = Resource(
        organisation=organisation, team=team, version_id=version.id, **described.fields(version.framework)
    )
    check_keeps(person, resource)
    with write():
        _check_room(1, organisation=organisation)
        resource.save()
        _note(person, resource)
    return resource


def _check_room(more: int, **whose: Any) -> None:
    if Resource.objects.filter(**whose).count() + more > RESOURCES_MOST:
        raise BadInput(N_("{most} resources fit. Please delete some first."), most=RESOURCES_MOST)


def change_resource(person: Person, resource: Resource, described: Described) -> None:
    """Change what is said of a resource; what was reported of it is settled by that."""
    check_keeps(person, resource)
    fields = described.fields(framework(resource.version_id)) | {"problem": "", "problem_at": None}
    with write():
        Resource.objects.filter(pk=resource.pk).update(**fields)
        _note(person, resource)


def report_resource(person: Person, resource: Resource, problem: str) -> None:
    """Say that a resource is dead or wrong; an empty problem takes that back."""
    check_keeps(person, resource)
    check_choice(problem, ["", *Resource.Problem.values])
    with write():
        found = {"problem": problem, "problem_at": timezone.now() if problem else None}
        Resource.objects.filter(pk=resource.pk).update(**found)


def delete_resource(person: Person, resource: Resource) -> None:
    """Erase a resource."""
    check_keeps(person, resource)
    with write():
        _note(person, resource)
        resource.delete()


def _note(person: Person, resource: Resource) -> None:
    """Write down that an organisation's or a team's resource was changed."""
    if resource.organisation:
        record(What.CHANGED_LIBRARY, by=person, organisation=resource.organisation, about=resource.title)
