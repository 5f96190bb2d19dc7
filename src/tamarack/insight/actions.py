"""Making snapshots: once, at the end of a period, from answers that no other snapshot counts."""

import logging
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from django.db import connection
from django.utils import timezone
from django_tasks import task

from tamarack.common import events
from tamarack.common.database import take_time, write
from tamarack.core.applying import tell_not_applicable
from tamarack.core.framework import Framework
from tamarack.core.privacy import Counts, Part, figures
from tamarack.insight.models import NO_TEAM, Snapshot, TeamPart
from tamarack.insight.periods import Period, ended
from tamarack.insight.statistics import figures_until
from tamarack.insight.storing import add_not_applicable, to_cells
from tamarack.people.models import Organisation, Team
from tamarack.rubric.queries import Stored, current, framework, line_of

logger = logging.getLogger(__name__)

SORTED_MOST = 1_000_000
"""Answers that are sorted in memory at a time, where the database does it there: about 100 MB."""

# Whoever is in the organisation with a grant that names it, and submitted in the period: the last of each is counted,
# unless another snapshot did so already. CROSS JOIN is how SQLite is told in which order to go: from the organisation's
# grants to their people's answers, and never through everybody's.
_MARK = """
INSERT INTO insight_counted (assessment_id, snapshot_id, last)
SELECT found.id, %s, (found.place = 1 AND found.version_id = %s) FROM (
  SELECT a.id, ROW_NUMBER() OVER (
    PARTITION BY a.person_id ORDER BY (a.version_id = %s) DESC, a.submitted_at DESC, a.id DESC
  ) AS place, a.version_id
  FROM people_grant g CROSS JOIN people_member m CROSS JOIN assessment_assessment a
  WHERE g.organisation_id = %s AND g.withdrawn_at IS NULL
    AND m.organisation_id = g.organisation_id AND m.person_id = g.person_id
    AND a.person_id = m.person_id AND a.version_id IN ({line}) AND a.submitted_at >= %s AND a.submitted_at < %s
) found LEFT JOIN insight_counted c ON c.assessment_id = found.id
WHERE c.assessment_id IS NULL
"""
# An answer that was carried over counts where it was given in this period (decision 0032).
_COUNT = """
SELECT m.team_id, r.criterion, r.value, COUNT(*)
FROM insight_counted c
JOIN assessment_assessment a ON a.id = c.assessment_id
JOIN people_member m ON m.person_id = a.person_id AND m.organisation_id = %s
JOIN assessment_rating r ON r.assessment_id = a.id
WHERE c.snapshot_id = %s AND c.last AND r.criterion IN ({criteria}) AND r.value <> '' AND r.confirm = ''
  AND (NOT r.carried OR EXISTS (
  SELECT 1 FROM assessment_assessment b CROSS JOIN insight_counted d CROSS JOIN assessment_rating o
  WHERE b.person_id = a.person_id AND d.assessment_id = b.id AND d.snapshot_id = c.snapshot_id
    AND o.assessment_id = b.id AND o.criterion = r.criterion AND o.value = r.value AND NOT o.carried AND o.confirm = ''
))
GROUP BY m.team_id, r.criterion, r.value
"""


@task()
def make_snapshots() -> None:
    """One round: whatever period is over and has no snapshot gets one. What was made is not due any more.

    When all are there, what they say of each rubric is made for those who keep it.
    """
    today, whole = timezone.localdate(), True
    for organisation in Organisation.objects.order_by("pk"):
        try:
            snapshots_until(organisation, today)
        except Exception:
            whole = False
            logger.exception("Snapshots of organisation %d failed; they are tried again.", organisation.pk)
    if whole:
        figures_until(today)


def snapshots_until(organisation: Organisation, today: date) -> list[Snapshot]:
    """Make the snapshots of all periods that are over, oldest first, each whole or not at all."""
    made = []
    for period in ended(organisation, _last_end(organisation), today):
        with write():
            take_time()
            # whoever makes the same ones at the same time waits here, and then finds them made; nobody else waits
            held = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
            if period.begins > (_last_end(held) or date.min):
                made += [make_snapshot(held, version, period) for version in current().values()]
    return made


def _last_end(organisation: Organisation) -> date | None:
    newest = Snapshot.objects.filter(organisation=organisation).order_by("-ends").first()
    return newest and newest.ends


def make_snapshot(organisation: Organisation, version: Stored, period: Period) -> Snapshot:
    """Count, pool and label the answers of a period, and keep what may be told of them: all of it, or nothing."""
    with write():
        snapshot = Snapshot.objects.create(
            organisation=organisation, version_id=version.id, begins=period.begins, ends=period.ends, k=organisation.k
        )
        events.tell("figures.made", snapshot.pk, organisation=organisation.pk)
        teams = list(Team.objects.filter(organisation=organisation))
        names = {team.code: team.name for team in teams}
        if organisation.members.filter(team=None).exists():
            names[NO_TEAM] = ""
        counts = _counted(snapshot, period, {None: NO_TEAM, **{team.pk: team.code for team in teams}})
        counts = {code: counts[code] for code in names}
        kept = to_cells(figures(version.framework, counts, organisation.k))
        add_not_applicable(kept, _not_applicable(version.framework, counts, organisation.k))
        TeamPart.objects.bulk_create(
            TeamPart(snapshot=snapshot, code=code, name=names.get(code, ""), cells=cells)
            for code, cells in kept.items()
        )
    return snapshot


def _not_applicable(rubric: Framework, counts: Counts, k: int) -> dict[str, tuple[Part, ...]]:
    """To how many each criterion does not apply, as far as that may be told."""
    return {
        row.code: tell_not_applicable(rubric, row, {team: told.get(row.code, {}) for team, told in counts.items()}, k)
        for row in rubric.criteria
    }


def _counted(snapshot: Snapshot, period: Period, codes: Mapping[int | None, str]) -> Counts:
    """Mark what belongs to a snapshot, and count it by group, criterion and rating."""
    organisation = snapshot.organisation_id
    moments = map(connection.ops.adapt_datetimefield_value, (period.since, period.until))
    tallies: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    with connection.cursor() as cursor:
        line = [version.pk for version in line_of(snapshot.version)]
        marked = [snapshot.pk, snapshot.version_id, snapshot.version_id, organisation, *line, *moments]
        cursor.execute(_MARK.format(line=", ".join(["%s"] * len(line))), marked)
        for criteria in _at_once(framework(snapshot.version_id), cursor.rowcount):
            places = ", ".join(["%s"] * len(criteria))
            cursor.execute(_COUNT.format(criteria=places), [organisation, snapshot.pk, *criteria])
            for team, criterion, value, count in cursor.fetchall():
                tallies[codes[team]][criterion][value] = count
    return tallies


def _at_once(rubric: Framework, people: int) -> list[list[str]]:
    """The criteria that are counted at a time: SQLite sorts in memory what it groups, so no more than that holds."""
    codes = [row.code for row in rubric.criteria]
    most = len(codes) if connection.vendor != "sqlite" else max(1, SORTED_MOST // max(1, people))
    return [codes[start : start + most] for start in range(0, len(codes), most)]
