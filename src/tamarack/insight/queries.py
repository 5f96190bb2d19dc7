"""Reads of figures. Whoever is in an organisation sees its figures: what is published settles nobody."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from tamarack.core.framework import Framework
from tamarack.core.privacy import Figures
from tamarack.growth.queries import Offered, offered_starters
from tamarack.growth.queries.team import organisation_roles
from tamarack.insight.models import POOL, TOTAL, Counted, Snapshot, TeamPart
from tamarack.insight.periods import Period, next_period
from tamarack.insight.storing import Kept, to_figures
from tamarack.people.models import Organisation, Person
from tamarack.rubric.queries import DEFAULT, current, framework


def snapshots_of(organisations: Collection[Organisation], code: str = DEFAULT) -> list[Snapshot]:
    """All snapshots of some organisations about a rubric, newest first."""
    found = Snapshot.objects.filter(organisation__in=organisations, version__framework__code=code)
    return list(found.select_related("version", "organisation").order_by("-ends", "organisation__name", "-pk"))


def kept_of(snapshots: Iterable[Snapshot], codes: Collection[str] | None = None) -> dict[int, dict[str, Kept]]:
    """What is kept of these teams (or of all), by snapshot and code."""
    found = TeamPart.objects.filter(snapshot__in=[row.pk for row in snapshots])
    if codes is not None:
        found = found.filter(code__in=codes)
    kept: dict[int, dict[str, Kept]] = defaultdict(dict)
    for snapshot, code, cells in found.values_list("snapshot", "code", "cells"):
        kept[snapshot][code] = cells
    return kept


def team_names(snapshot: Snapshot) -> dict[str, str]:
    """The teams that a snapshot is about, as they were called, by code in the order of their names."""
    found = TeamPart.objects.filter(snapshot=snapshot).exclude(code__in=[POOL, TOTAL])
    return dict(found.order_by("name", "code").values_list("code", "name"))


def figures_of(snapshot: Snapshot) -> Figures:
    """All that a snapshot tells."""
    return to_figures(framework(snapshot.version_id), snapshot.k, kept_of([snapshot])[snapshot.pk])


def coming(organisation: Organisation, snapshots: Sequence[Snapshot]) -> Period:
    """The period that runs, or is the next to be told."""
    ends = [row.ends for row in snapshots]
    if not ends:  # a rubric that is new here: periods go on as they do for the others
        ends = list(
            Snapshot.objects.filter(organisation=organisation).order_by("-ends").values_list("ends", flat=True)[:1]
        )
    return next_period(organisation, max(ends, default=None))


def within(association: Organisation) -> list[Organisation]:
    """The organisations whose figures an association's are made of, by name; itself, as far as it has some, too."""
    found = Organisation.objects.filter(Q(association=association) | Q(pk=association.pk))
    return list(found.order_by("name", "pk"))


def standing_at(snapshots: Iterable[Snapshot], day: date) -> list[Snapshot]:
    """The newest snapshot of each organisation up to a day."""
    found: dict[int, Snapshot] = {}
    for row in sorted(snapshots, key=lambda row: row.ends):
        if row.ends <= day:
            found[row.organisation_id] = row
    return sorted(found.values(), key=lambda row: (row.organisation.name, row.organisation_id))


def roles_for(organisation: Organisation, rubric: Framework) -> list[Offered]:
    """The role profiles that figures can be held against: the organisation's own, and those that come along."""
    stored = current().get(rubric.code)
    own = organisation_roles(organisation, stored.id) if stored and stored.framework is rubric else []
    return [*own, *offered_starters(rubric)]


def counted_in(person: Person) -> list[dict[str, Any]]:
    """In which snapshots someone's assessments were counted, oldest first."""
    rows = Counted.objects.filter(assessment__person=person).select_related("snapshot__organisation")
    return [
        {
            "assessment": row.assessment_id,
            "organisation": row.snapshot and row.snapshot.organisation.name,
            "begins": row.snapshot and row.snapshot.begins,
            "ends": row.snapshot and row.snapshot.ends,
            "made": row.snapshot and row.snapshot.made_at,
            "last_of_the_period": row.last,
        }
        for row in rows.order_by("snapshot__ends", "assessment")
    ]
