"""Reads about frameworks. A published version is read once a process and kept as one immutable `core.Framework`."""

import threading
import time
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import WRAPPER_ASSIGNMENTS, _lru_cache_wrapper, lru_cache, update_wrapper
from typing import TypeVar, cast

from tamarack.core import framework as core
from tamarack.core.errors import N_, UnknownCode
from tamarack.rubric.models import Competency, Criterion, Descriptor, Framework, Level, Life, Translation, Version

Kept = TypeVar("Kept")

DEFAULT = "cacee"
CURRENT_LASTS = 30.0
"""Seconds until a process sees that another one published a version."""


@dataclass(frozen=True)
class Stored:
    """A published version: its row's id, and what it says."""

    id: int
    framework: core.Framework


_current: dict[str, Stored] = {}
_current_until = 0.0


def current() -> dict[str, Stored]:
    """The newest published version of each framework that is not withdrawn, by the framework's code."""
    global _current, _current_until
    if time.monotonic() > _current_until:
        rows = Version.objects.filter(published_at__isnull=False).order_by("published_at", "pk")
        now = statuses()
        newest = {
            code: pk
            for code, framework_id, number, pk in rows.values_list("framework__code", "framework_id", "number", "pk")
            if now.get((framework_id, number)) != Life.Status.WITHDRAWN
        }
        _current = {code: Stored(pk, framework(pk)) for code, pk in sorted(newest.items())}
        _current_until = time.monotonic() + CURRENT_LASTS
    return _current


def statuses() -> dict[tuple[int, str], str]:
    """The status of each draft and version that has one: by the framework's id and the number."""
    rows = Life.objects.order_by("at", "pk").values_list("framework_id", "number", "status")
    return {(framework_id, number): status for framework_id, number, status in rows}


def status(framework: Framework, number: str) -> str:
    """The status of a draft or a version; a version that was stored from a file has the one it came with."""
    row = Life.objects.filter(framework=framework, number=number).first()
    return row.status if row else Life.Status.ADOPTED


def life_of(code: str) -> list[Life]:
    """Every change of status of a framework's drafts and versions, newest first."""
    return list(Life.objects.filter(framework__code=code).select_related("person"))


def forget_current() -> None:
    """Look again at the next call which versions are current."""
    global _current_until
    _current_until = 0.0


def default_rubric() -> Stored:
    """The rubric that comes with Tamarack, or the first there is where it was withdrawn."""
    return current().get(DEFAULT) or next(iter(current().values()))


def current_version(code: str) -> Stored:
    """The newest published version of a framework.

    Raises
    ------
    UnknownCode
        If there is none.
    """
    try:
        return current()[code]
    except KeyError:
        raise UnknownCode(N_("There is no rubric “{code}” here."), code=core.shorten(code)) from None


def find_version(code: str, number: str) -> Version:
    """A published version.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    rows = Version.objects.filter(framework__code=code, number=number, published_at__isnull=False)
    version: Version | None = rows.select_related("framework").first()
    if version is None:
        raise UnknownCode(
            N_("There is no published version {number} of “{code}” here."),
            number=core.shorten(number),
            code=core.shorten(code),
        )
    return version


def versions_of(framework_id: int) -> list[Version]:
    """The published versions of a framework, oldest first."""
    rows = Version.objects.filter(framework=framework_id, published_at__isnull=False)
    return list(rows.select_related("framework").order_by("published_at", "pk"))


def versions_in_force(framework_id: int) -> list[Version]:
    """The published versions of a framework that were not withdrawn, oldest first: the last is the current one."""
    rows = Life.objects.filter(framework=framework_id).order_by("at", "pk").values_list("number", "status")
    now = dict(rows)
    return [row for row in versions_of(framework_id) if now.get(row.number) != Life.Status.WITHDRAWN]


def versions_of_code(code: str) -> list[core.Framework]:
    """What the published versions of a framework say, newest first."""
    rows = Version.objects.filter(framework__code=code, published_at__isnull=False)
    return [framework(pk) for pk in rows.order_by("-published_at", "-pk").values_list("pk", flat=True)]


def line_of(version: Version) -> list[Version]:
    """The versions that one continues, oldest first, and itself: one that restores another continues that one."""
    by_id = {each.pk: each for each in versions_of(version.framework_id)}
    by_number = {each.number: each for each in by_id.values()}
    line = [version]
    while (before := by_number.get(line[0].restores) or by_id.get(line[0].previous_id or 0)) and before not in line:
        line.insert(0, before)
    return line


@lru_cache(maxsize=64)
def published_at(version_id: int) -> datetime | None:
    """When a version was published."""
    return Version.objects.values_list("published_at", flat=True).get(pk=version_id)


def _by_one_thread(read: "_lru_cache_wrapper[Kept]") -> "_lru_cache_wrapper[Kept]":
    """So that two threads of a new process never hold two of what compares by being the same."""
    lock = threading.Lock()

    def locked(*asked: Hashable) -> Kept:
        with lock:
            return read(*asked)

    return cast(
        "_lru_cache_wrapper[Kept]", update_wrapper(locked, read, (*WRAPPER_ASSIGNMENTS, "cache_clear", "cache_info"))
    )


@_by_one_thread
@lru_cache(maxsize=64)
def framework(version_id: int) -> core.Framework:
    """What a published version says: read once a process, since it never changes."""
    version = Version.objects.select_related("framework").get(pk=version_id, published_at__isnull=False)
    texts: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in Translation.objects.filter(version=version):
        texts[row.subject, row.field][row.language] = row.text
    levels = tuple(
        core.Level(row.code, row.rank, texts[f"level:{row.code}", "name"], texts[f"level:{row.code}", "title"])
        for row in Level.objects.filter(version=version)
    )
    cells = set(Descriptor.objects.filter(version=version).values_list("criterion_id", "level__code"))
    criteria: dict[int, list[core.Criterion]] = defaultdict(list)
    competencies = list(Competency.objects.filter(version=version))
    codes = {row.pk: row.code for row in competencies}
    for row in Criterion.objects.filter(version=version):
        descriptors = {
            level.code: texts[f"{row.code}.{level.code}", "text"] for level in levels if (row.pk, level.code) in cells
        }
        criteria[row.competency_id].append(
            core.Criterion(row.code, codes[row.competency_id], texts[row.code, "name"], descriptors)
        )
    return core.Framework(
        code=version.framework.code,
        version=version.number,
        languages=tuple(version.languages),
        title=texts["", "title"],
        levels=levels,
        competencies=tuple(
            core.Competency(row.code, texts[row.code, "name"], texts[row.code, "description"], tuple(criteria[row.pk]))
            for row in competencies
        ),
        status=version.status,
        description=texts["", "description"],
        publisher=texts["", "publisher"],
        translations=version.translations,
        editorial=tuple(version.editorial),
        changes=tuple(version.changes),
        restores=version.restores,
    )
