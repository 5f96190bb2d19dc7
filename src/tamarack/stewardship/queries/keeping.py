"""Reads about a framework that someone keeps: its versions with their lives, and its stewards."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F

from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Person
from tamarack.people.second_step import check_stewards_second_step
from tamarack.rubric.models import Framework, Life, Version
from tamarack.rubric.queries import framework as stored_framework
from tamarack.rubric.queries import versions_in_force
from tamarack.stewardship.models import Draft, Steward
from tamarack.stewardship.queries import kept_frameworks


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
    return editions_of([framework])[framework.pk]


def editions_of(frameworks: Sequence[Framework]) -> dict[int, list[Edition]]:
    """All drafts and versions of frameworks, newest first, by the framework's id."""
    life: dict[tuple[int, str], list[Life]] = defaultdict(list)
    for row in Life.objects.filter(framework__in=frameworks).select_related("person"):
        life[row.framework_id, row.number].append(row)
    drafts = Draft.objects.filter(framework__in=frameworks, dropped_at=None).select_related("framework")
    begun = {
        (draft.framework_id, draft.number): draft
        for draft in drafts.annotate(title=F("document__title")).defer("document")
    }
    rows = Version.objects.filter(framework__in=frameworks, published_at__isnull=False)
    versions = {(version.framework_id, version.number): version for version in rows.order_by("-published_at", "-pk")}
    found: dict[int, list[Edition]] = {framework.pk: [] for framework in frameworks}
    for key in dict.fromkeys([*(key for key, draft in begun.items() if draft.is_open), *versions]):
        status = life[key][0].status if key in life else Life.Status.ADOPTED
        found[key[0]].append(Edition(key[1], status, begun.get(key), versions.get(key), life.get(key, [])))
    return found


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
    found = versions_in_force(framework.pk)
    if not found:
        raise UnknownCode(N_("There is no version to begin from yet."))
    return found[-1]


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


def title_of(rows: list[Edition]) -> dict[str, str]:
    """What a framework is called, by language: in its newest version, else in its newest draft."""
    version = next((row.version for row in rows if row.version), None)
    if version:
        return dict(stored_framework(version.pk).title)
    draft = next((row.draft for row in rows if row.draft), None)
    return dict(getattr(draft, "title", None) or {})


def kept_editions(person: Person) -> list[tuple[Framework, dict[str, str], list[Edition]]]:
    """The frameworks that someone keeps, each with what it is called, its drafts and its current version."""
    found = []
    frameworks = kept_frameworks(person)
    if frameworks:
        check_stewards_second_step(person)
    by_framework = editions_of(frameworks)
    for framework in frameworks:
        rows = by_framework[framework.pk]
        now = next((row for row in rows if row.version and row.status != Life.Status.WITHDRAWN), None)
        found.append((framework, title_of(rows), [row for row in rows if row is now or row.version is None]))
    return found
