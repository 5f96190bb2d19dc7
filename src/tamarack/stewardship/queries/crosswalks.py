"""Reads about crosswalks, and what they suggest to someone who rates."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet

from tamarack.assessment.models import Assessment, Rating
from tamarack.core.crosswalk import Relation, Suggestion, suggest
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework, shorten
from tamarack.people.models import Person
from tamarack.rubric import models as rubric
from tamarack.rubric.queries import current, framework
from tamarack.stewardship.models import Crosswalk, CrosswalkRow

LASTS = 30.0
"""Seconds until a process sees what another one has written about crosswalks."""
_NONE_SUCH = N_("There is no crosswalk between “{code}” and “{other}”.")

Pair = tuple[str, str]

_kept: dict[Pair, list[Relation]] = {}
_kept_until = 0.0


def forget_crosswalks() -> None:
    """Look again at the next call which crosswalks there are."""
    global _kept_until
    _kept_until = 0.0


def _relations() -> dict[Pair, list[Relation]]:
    """All relations by the codes of their frameworks, from left to right; kept for a while, as what they are about."""
    global _kept, _kept_until
    if time.monotonic() > _kept_until:
        rows = CrosswalkRow.objects.select_related("crosswalk__left", "crosswalk__right")
        found: dict[Pair, list[Relation]] = {}
        for row in rows:
            found.setdefault((row.crosswalk.left.code, row.crosswalk.right.code), []).append(row.relation)
        _kept, _kept_until = found, time.monotonic() + LASTS
    return _kept


def relations_of(code: str) -> dict[str, list[Relation]]:
    """The relations of a framework's criteria, from them, by the code of the other framework."""
    found: dict[str, list[Relation]] = {}
    for (left, right), rows in _relations().items():
        if left == code:
            found[right] = rows
        elif right == code:
            found[left] = [row.turned for row in rows]
    return found


def public_crosswalks(code: str) -> list[Framework]:
    """The published frameworks that a framework has a crosswalk with."""
    known = current()
    return [known[other].framework for other in sorted(relations_of(code)) if other in known]


def public_crosswalk(here: Framework, other: str) -> tuple[Framework, list[Relation]]:
    """The other framework, and the relations in the order of this one's criteria.

    Raises
    ------
    UnknownCode
        If there are none, or the other framework is not published.
    """
    rows, known = relations_of(here.code).get(other), current()
    if not rows or other not in known:
        raise UnknownCode(_NONE_SUCH, code=here.code, other=shorten(other))
    return known[other].framework, in_order(here, known[other].framework, rows)


def in_order(here: Framework, other: Framework, relations: list[Relation]) -> list[Relation]:
    """Relations in the order of the criteria; those that neither version has any more are left out."""
    mine = {row.code: place for place, row in enumerate(here.criteria)}
    theirs = {row.code: place for place, row in enumerate(other.criteria)}
    held = [row for row in relations if row.left in mine and row.right in theirs]
    return sorted(held, key=lambda row: (mine[row.left], theirs[row.right]))


def crosswalks_of(stored: rubric.Framework) -> list[Crosswalk]:
    """The crosswalks of a framework, for its stewards."""
    rows = Crosswalk.objects.select_related("left", "right")
    return list(rows.filter(left=stored) | rows.filter(right=stored))


def find_crosswalk(stored: rubric.Framework, other: str) -> Crosswalk:
    """The crosswalk of a framework with another.

    Raises
    ------
    UnknownCode
        If there is none.
    """
    found = next((row for row in crosswalks_of(stored) if other in (row.left.code, row.right.code)), None)
    if found is None or other == stored.code:
        raise UnknownCode(_NONE_SUCH, code=stored.code, other=shorten(other))
    return found


def directed(relation: Relation, crosswalk: Crosswalk, code: str) -> Relation:
    """A relation said from this rubric as it is stored, or one that is stored as this rubric says it."""
    return relation if crosswalk.left.code == code else relation.turned


def rows_of(crosswalk: Crosswalk) -> QuerySet[CrosswalkRow]:
    """What a crosswalk says, with who said it."""
    return CrosswalkRow.objects.filter(crosswalk=crosswalk).select_related("person")


@dataclass(frozen=True)
class Elsewhere:
    """What someone has answered on another framework."""

    framework: Framework
    assessment: int
    suggestions: Mapping[str, tuple[Suggestion, ...]] = field(default_factory=dict)


def elsewhere(person: Person, here: Framework) -> list[Elsewhere]:
    """What the person's last submitted assessments on other frameworks suggest for this one."""
    if len(current()) < 2:
        return []
    relations = relations_of(here.code)
    if not relations:
        return []
    last = {code: found for code, found in _last_submitted(person).items() if code in relations}
    if not last:
        return []
    ratings: dict[int, dict[str, str]] = {}
    answered = Rating.objects.filter(assessment__in=[pk for pk, _ in last.values()], confirm="")
    for assessment, criterion, value in answered.values_list("assessment_id", "criterion", "value"):
        ratings.setdefault(assessment, {})[criterion] = value
    found = []
    for code, (pk, version) in sorted(last.items()):
        other = framework(version)
        if suggestions := suggest(here, other, relations[code], ratings.get(pk, {})):
            found.append(Elsewhere(other, pk, suggestions))
    return found


def _last_submitted(person: Person) -> dict[str, tuple[int, int]]:
    """The last assessment that someone submitted on each framework, by its code, with its version.

    Each page of an assessment asks this, and for most people there is nothing: written out, it costs a fifth.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.code, a.id, a.version_id FROM {Assessment._meta.db_table} a "  # noqa: S608
            f"JOIN {rubric.Version._meta.db_table} v ON v.id = a.version_id "
            f"JOIN {rubric.Framework._meta.db_table} f ON f.id = v.framework_id "
            "WHERE a.person_id = %s AND a.submitted_at IS NOT NULL ORDER BY a.submitted_at, a.id",
            [person.pk],
        )
        return {code: (pk, version) for code, pk, version in cursor.fetchall()}
