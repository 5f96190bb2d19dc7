"""What a rubric's public page announces, kept in this process for a while, so that reading the page asks nothing."""

import time
from dataclasses import dataclass

from tamarack.stewardship.models import Consultation, NextReview

LASTS = 30.0
"""Seconds until a process sees what another one changed."""


@dataclass(frozen=True)
class Announced:
    """Consultations that are open, and the next review."""

    consultations: list[Consultation]
    review: NextReview | None


_kept: dict[str, tuple[float, Announced]] = {}


def announced(code: str) -> Announced:
    """What is announced of a framework that has a published version."""
    until, found = _kept.get(code, (0.0, None))
    if found is None or time.monotonic() > until:
        rows = Consultation.objects.filter(draft__framework__code=code, opened_at__isnull=False, closed_at=None)
        rows = rows.select_related("draft").defer("document", "results", "draft__document")
        review = NextReview.objects.filter(framework__code=code).first()
        found = Announced([row for row in rows if row.is_open], review)
        _kept[code] = (time.monotonic() + LASTS, found)
    return found


def forget_announced() -> None:
    """Look again at the next reading."""
    _kept.clear()
