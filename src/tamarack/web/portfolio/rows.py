"""Entries and descriptors as lists show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString

from tamarack.core.framework import Criterion, Framework, Level
from tamarack.portfolio.models import Acceptance, Evidence, Support
from tamarack.portfolio.words import period
from tamarack.rubric.queries import framework as stored_framework
from tamarack.web.kept import joined, kept


def entry_rows(entries: Iterable[Evidence], framework: Framework) -> SafeString:
    """Entries in a list, each with its day, its tags and what it supports."""
    return joined(_entry_row(entry) for entry in entries)


def _entry_row(entry: Evidence) -> SafeString:
    supports = ", ".join(row.code for row in entry.supports.all())
    tags = ", ".join(row.name for row in entry.tags.all())
    own = {"pk": str(entry.pk), "title": entry.title, "day": period(entry), "supports": supports, "tags": tags}
    return kept(
        "portfolio/_entry.html", own, kind=Evidence.Kind(entry.kind).value, supported=bool(supports), tagged=bool(tags)
    )


@dataclass(frozen=True)
class Supported:
    """A descriptor that an entry supports, with the words of the rubric; none where it is not known any more."""

    support: Support
    criterion: Criterion | None
    level: Level | None
    levels: int
    accepted: Acceptance | None


def support_parts(evidence: Evidence, accepted: Mapping[int, Acceptance]) -> list[Supported]:
    """What an entry supports, in rubric order."""
    return [
        Supported(row, *_described(row.version_id, row.code), accepted.get(row.pk))
        for row in sorted(evidence.supports.all(), key=lambda row: _place(row.version_id, row.code))
    ]


def _described(version_id: int, code: str) -> tuple[Criterion, Level, int]:
    framework = stored_framework(version_id)
    criterion, level = framework.descriptor(code)
    return criterion, framework.level(level), len(framework.levels)


@lru_cache(maxsize=1000)
def _place(version_id: int, code: str) -> int:
    framework = stored_framework(version_id)
    codes = [f"{row.code}.{level}" for row in framework.criteria for level in row.levels]
    return codes.index(code)
