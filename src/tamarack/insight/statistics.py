"""What the answers say of a rubric: made once a period, over all organisations whose snapshots have that period.

Two kinds of figures, by two rules (decision 45):

- *shares* at or above each level, and of those to whom a criterion does not apply, are derived from the labels of the
  snapshots alone (`core.privacy`, `core.applying`), where five organisations have figures of the criterion;
- *statistics* that need single answers (how many left a criterion unrated or to confirm, which criteria move together)
  are counted over all who allowed just that, from 200 people of five organisations on (`core.items`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, connection

from tamarack.common.database import write
from tamarack.core.framework import Criterion, Framework
from tamarack.core.items import enough, moving_together, rounded
from tamarack.core.privacy import Part, between, comparable, derive, weighed
from tamarack.core.ratings import NOT_APPLICABLE, NOT_YET
from tamarack.insight.models import POOL, TOTAL, FrameworkFigures, Snapshot, TeamPart
from tamarack.insight.storing import Kept, to_not_applicable, to_part
from tamarack.rubric.queries import framework

Group = tuple[int, date, date]
"""A version and a period: first day and last."""

# Whoever was counted in these snapshots, and whose grant stands and says that single answers may be counted so.
_PEOPLE = """
SELECT a.id, s.organisation_id FROM insight_snapshot s
JOIN insight_counted c ON c.snapshot_id = s.id AND c.last
JOIN assessment_assessment a ON a.id = c.assessment_id
JOIN people_grant g ON g.person_id = a.person_id AND g.organisation_id = s.organisation_id
  AND g.withdrawn_at IS NULL AND g.statistics
WHERE s.version_id = %s AND s.begins = %s AND s.ends = %s
ORDER BY a.id
"""
# As in a snapshot, an answer that was carried over is one of this period only where it was given in it (decision 32).
_ANSWERS = """
SELECT r.assessment_id, r.criterion, r.value, (NOT r.carried OR EXISTS (
  SELECT 1 FROM assessment_assessment b CROSS JOIN insight_counted d CROSS JOIN assessment_rating o
  WHERE b.person_id = a.person_id AND d.assessment_id = b.id AND d.snapshot_id = c.snapshot_id
    AND o.assessment_id = b.id AND o.criterion = r.criterion AND o.value = r.value AND NOT o.carried AND o.confirm = ''
)), r.confirm <> ''
FROM insight_snapshot s
JOIN insight_counted c ON c.snapshot_id = s.id AND c.last
JOIN assessment_assessment a ON a.id = c.assessment_id
JOIN assessment_rating r ON r.assessment_id = a.id
WHERE s.version_id = %s AND s.begins = %s AND s.ends = %s AND r.value <> ''
"""


def figures_until(today: date) -> None:
    """Make what is to be told of every period that is over and for which it was not made."""
    made = set(FrameworkFigures.objects.values_list("version", "begins", "ends"))
    groups = Snapshot.objects.filter(ends__lt=today).order_by().values_list("version", "begins", "ends").distinct()
    for group in sorted(set(groups) - made, key=lambda group: (group[2], group[0])):
        make_figures(group)


def make_figures(group: Group) -> FrameworkFigures | None:
    """Make them, once: whoever makes them at the same time finds them made."""
    version, begins, ends = group
    rubric = framework(version)
    told = {**_shares(rubric, group), **_statistics(rubric, group)}
    try:
        with write():
            return FrameworkFigures.objects.create(version_id=version, begins=begins, ends=ends, told=told)
    except IntegrityError:
        return None


def _shares(rubric: Framework, group: Group) -> dict[str, Any]:
    """By criterion, ``[about, low, high]`` for each level; and the same for "not applicable"."""
    parts: dict[str, dict[int, list[Part]]] = defaultdict(lambda: defaultdict(list))
    without: dict[str, dict[int, list[Part]]] = defaultdict(lambda: defaultdict(list))
    version, begins, ends = group
    rows = TeamPart.objects.filter(snapshot__version=version, snapshot__begins=begins, snapshot__ends=ends)
    for place, code, kept in rows.exclude(code=TOTAL).values_list("snapshot__organisation", "code", "cells").iterator():
        for row in rubric.criteria:
            parts[row.code][place] += _part(row, code, kept)
            if code == POOL:
                without[row.code][place] += to_not_applicable(row, kept)
    return {
        "shares": {code: told for code, found in parts.items() if (told := _derived(found.values()))},
        "not_applicable": {
            code: told[NOT_APPLICABLE] for code, found in without.items() if (told := _derived(found.values()))
        },
    }


def _part(row: Criterion, code: str, kept: Kept) -> list[Part]:
    part = to_part(row, code, kept)
    return [part] if part else []


def _derived(by_place: Iterable[list[Part]]) -> dict[str, list[int]]:
    """What is told where enough organisations have figures; nothing elsewhere."""
    places = [parts for parts in by_place if parts]
    if not comparable([weighed(parts) for parts in places]):
        return {}
    parts = [part for place in places for part in place]
    open_to = between(parts)
    return {level: [about, *open_to[level]] for level, about in derive(parts).items()}


def _statistics(rubric: Framework, group: Group) -> dict[str, Any]:
    """What is told of single answers: nothing where they are of too few."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, group)
        places: dict[int, int] = dict(cursor.fetchall())
        if not enough(len(places), len(set(places.values()))):
            return {}
        cursor.execute(_ANSWERS, group)
        return _counted(rubric, places, cursor.fetchall())


def _counted(rubric: Framework, places: Mapping[int, int], answers: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """How many rated each criterion not at all or have to confirm it, and which criteria move together."""
    position = {assessment: number for number, assessment in enumerate(places)}
    codes = [row.code for row in rubric.criteria]
    columns: dict[str, list[int | None]] = {code: [None] * len(places) for code in codes}
    answered: Counter[str] = Counter()
    confirm: Counter[str] = Counter()
    for assessment, code, value, given, waits in answers:
        if assessment not in position or code not in columns:
            continue
        (confirm if waits else answered)[code] += 1
        if given and not waits and (value == NOT_YET or value in rubric.ranks):
            columns[code][position[assessment]] = rubric.ranks.get(value, 0)
    return {
        "people": rounded(len(places)),
        "unrated": {code: rounded(len(places) - answered[code] - confirm[code]) for code in codes},
        "to_confirm": {code: rounded(confirm[code]) for code in codes},
        "together": moving_together(columns, list(places.values())),
    }
