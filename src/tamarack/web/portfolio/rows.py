"""Entries and descriptors as lists show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from tamarack.common.dates import month
from tamarack.common.numbers import figure
from tamarack.core.framework import Criterion, Framework, Level
from tamarack.portfolio.models import Acceptance, Evidence, Impact, Support
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


def figures(impacts: Iterable[Impact], change: bool = False) -> SafeString:
    """Changes side by side: a number where there is one, what changed, for whom, and how one knows."""
    return format_html('<ul class="figures">{}</ul>', joined(_figure(impact, change) for impact in impacts))


def _figure(impact: Impact, change: bool) -> SafeString:
    number = impact.people if impact.after is None else impact.after
    people, before = impact.people or 0, impact.before
    own = {
        "pk": str(impact.pk),
        "figure": "" if number is None else figure(number),
        "was": "" if before is None else figure(before),
        "changed": impact.changed,
        "audience": str(impact.get_audience_display()),
        "people": ngettext("{number} person", "{number} people", people).format(number=figure(people)),
        "month": month(impact.on),
        "known_by": str(impact.get_known_by_display()),
        "how_known": impact.how_known,
    }
    return kept(
        "portfolio/_figure.html",
        own,
        counted=number is not None,
        before=impact.after is not None and before is not None,
        peopled=impact.people is not None and impact.after is not None,
        told=bool(impact.how_known),
        change=change,
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
