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
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.rubric.queries import Stored, framework

RESOURCES_MOST = 2000
FORMAT_MOST = 80
URL_MOST = 500
MINUTES_MOST = 100_000
_check_url = URLValidator(schemes=["http", "https"])


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
            "url": _url(self.url),
            "language": check_choice(self.language, ["", *Resource.Language.values]),
            "format": check_text(self.format, FORMAT_MOST),
            "minutes": self.minutes,
            "cost": check_choice(self.cost, ["", *Resource.Cost.values]),
            "criteria": in_order(rubric, self.criteria),
            "levels": [level.code for level in rubric.levels if level.code in wanted],
            "notes": check_text(self.notes, TEXT_MOST),
        }


def _url(text: str) -> str:
    url = check_text(text, URL_MOST)
    try:
        if url:
            _check_url(url)
    except ValidationError:
        raise BadInput(N_("“{url}” is not a web address. It should begin with https://."), url=url[:60]) from None
    return url


def create_resources(person: Person, version: Stored, described: Sequence[Described]) -> list[Resource]:
    """Keep resources, all or none."""
    fields = [entry.fields(version.framework) for entry in described]
    with write():
        if Resource.objects.filter(person=person).count() + len(fields) > RESOURCES_MOST:
            raise BadInput(N_("{most} resources fit. Please delete some first."), most=RESOURCES_MOST)
        return Resource.objects.bulk_create(Resource(person=person, version_id=version.id, **entry) for entry in fields)


def change_resource(person: Person, resource: Resource, described: Described) -> None:
    """Change what is said of a resource; what was reported of it is settled by that."""
    check_own(person, resource)
    fields = described.fields(framework(resource.version_id)) | {"problem": "", "problem_at": None}
    with write():
        Resource.objects.filter(pk=resource.pk).update(**fields)


def report_resource(person: Person, resource: Resource, problem: str) -> None:
    """Say that a resource is dead or wrong; an empty problem takes that back."""
    check_own(person, resource)
    check_choice(problem, ["", *Resource.Problem.values])
    with write():
        found = {"problem": problem, "problem_at": timezone.now() if problem else None}
        Resource.objects.filter(pk=resource.pk).update(**found)


def delete_resource(person: Person, resource: Resource) -> None:
    """Erase a resource."""
    check_own(person, resource)
    with write():
        resource.delete()
