"""Reads about a framework that someone keeps: its versions with their lives, and its stewards."""

from dataclasses import dataclass, field

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import shorten
from tamarack.people.models import Person
from tamarack.rubric.models import Framework, Life, Version
from tamarack.stewardship.models import Draft, Steward
from tamarack.stewardship.queries import drafts, kept_frameworks


@dataclass(frozen=True)
class Edition:
    """A number of a framework: a draft, or what it became; with its life, newest first."""

    number: str
    status: str
    draft: Draft | None
    version: Version | None
    life: list[Life] = field(default_factory=list)

    @property
    def status_words(self) -> str:
        """Its status in words."""
        return str(Life.Status(self.status).label) if self.status in Life.Status.values else self.status


def editions(framework: Framework) -> list[Edition]:
    """All drafts and versions of a framework, newest first."""
    life: dict[str, list[Life]] = {}
    for row in Life.objects.filter(framework=framework).select_related("person"):
        life.setdefault(row.number, []).append(row)
    begun = {draft.number: draft for draft in drafts(framework)}
    rows = Version.objects.filter(framework=framework, published_at__isnull=False).order_by("-published_at", "-pk")
    versions = {version.number: version for version in rows}
    numbers = dict.fromkeys([*(number for number, draft in begun.items() if draft.is_open), *versions])
    return [
        Edition(
            number,
            life[number][0].status if number in life else Life.Status.ADOPTED,
            begun.get(number),
            versions.get(number),
            life.get(number, []),
        )
        for number in numbers
    ]


def life_of(framework: Framework, number: str) -> list[Life]:
    """What became of a draft or version, newest first."""
    return list(Life.objects.filter(framework=framework, number=number).select_related("person"))


def newest_version(framework: Framework) -> Version:
    """The version that a new draft is based on: the newest one that is not withdrawn.

    Raises
    ------
    UnknownCode
        If nothing of the framework was published yet.
    """
    for edition in editions(framework):
        if edition.version and edition.status != Life.Status.WITHDRAWN:
            return edition.version
    raise UnknownCode(N_("There is no version to begin from yet."))


def find_version(framework: Framework, number: str) -> Version:
    """A published version.

    Raises
    ------
    UnknownCode
        If there is none of this number.
    """
    rows = Version.objects.filter(framework=framework, number=number, published_at__isnull=False)
    found: Version | None = rows.select_related("framework").first()
    if found is None:
        raise UnknownCode(N_("There is no version {number}."), number=shorten(number))
    return found


def before(framework: Framework, number: str, current: str | None) -> str | None:
    """The version that becomes the current one again when this one, being it, is withdrawn."""
    if number != current:
        return None
    left = [row for row in editions(framework) if row.version and row.status != Life.Status.WITHDRAWN]
    return next((row.number for row in left if row.number != number), None)


def stewards(framework: Framework) -> list[Steward]:
    """Who keeps a framework."""
    return list(Steward.objects.filter(framework=framework).select_related("person"))


def find_steward(framework: Framework, pk: int) -> Steward:
    """A steward of a framework.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    found = Steward.objects.filter(framework=framework, pk=pk).select_related("person", "framework").first()
    if found is None:
        raise UnknownCode(N_("There is no such steward."))
    return found


def kept_editions(person: Person) -> list[tuple[Framework, list[Edition]]]:
    """The frameworks that someone keeps, each with its drafts and its current version."""
    found = []
    for framework in kept_frameworks(person):
        rows = editions(framework)
        now = next((row for row in rows if row.version and row.status != Life.Status.WITHDRAWN), None)
        found.append((framework, [row for row in rows if row is now or row.version is None]))
    return found
