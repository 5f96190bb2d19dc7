"""What a page, a file or a PDF of figures shows: columns of parts and totals, one report each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from operator import attrgetter

from django.utils.translation import gettext

from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Criterion, Framework
from tamarack.core.privacy import Part, Weight, added, chosen, comparable, weighed
from tamarack.core.roles import RoleProfile, target
from tamarack.insight import words
from tamarack.insight.models import POOL, TOTAL, Snapshot
from tamarack.insight.periods import Period
from tamarack.insight.queries import coming, kept_of, snapshots_of, standing_at, team_names, within
from tamarack.insight.storing import Kept, to_part, to_weight
from tamarack.people.models import Organisation, Team
from tamarack.rubric.queries import DEFAULT, current_version, framework

COLUMNS = 12
"""Teams or organisations that a page shows at once, unless others are chosen."""
PERIODS = 4
"""Periods that are set side by side."""
NOTED = 5
"""Criteria that are named as strengths, and as what to train next."""
Told = Part | Weight | None
MOST, LEAST = Fraction(3, 4), Fraction(1, 2)


@dataclass(frozen=True)
class Column:
    """A team, the pool, an organisation, a total or a period: what is told of it by criterion."""

    code: str
    name: str
    told: Mapping[str, Told]
    note: str = ""

    @property
    def is_sum(self) -> bool:
        """Whether it is derived from several parts."""
        return any(isinstance(entry, Weight) for entry in self.told.values())


@dataclass(frozen=True)
class Noted:
    """A criterion that stands out, and what is told of it."""

    criterion: Criterion
    level: str
    cell: words.Cell


@dataclass(frozen=True)
class Report:
    """All that is shown.

    Attributes
    ----------
    period : str
        For which time the figures are, as a sentence.
    main : Column, optional
        What strengths and next trainings are read from; None before the first snapshot.
    parts : mapping of str to str
        Teams or organisations to choose among, by code.
    picked : tuple of str
        Those that were chosen; empty for all.
    ends : tuple of date
        The last days for which there are figures, newest first.
    """

    organisation: Organisation
    title: str
    framework: Framework
    next: Period
    k: int
    period: str = ""
    until: date | None = None
    main: Column | None = None
    columns: tuple[Column, ...] = ()
    over_time: tuple[Column, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    picked: tuple[str, ...] = ()
    ends: tuple[date, ...] = ()
    team: Team | None = None

    def cell(self, column: Column, criterion: str, level: str, most: int | None = words.NAMED) -> words.Cell:
        """What stands in a cell; nothing where there is no pool."""
        if column.code == POOL and column.told[criterion] is None:
            return words.EMPTY
        return words.cell(column.told.get(criterion), level, column.code, self.names, most)

    @property
    def beyond(self) -> int:
        """How many teams or organisations have no column here."""
        shown = {column.code for column in self.columns}
        return 0 if self.picked else sum(code not in shown for code in self.parts)

    @property
    def heading(self) -> str:
        """What the figures are about."""
        return f"{self.team.name} · {self.organisation.name}" if self.team else self.organisation.name

    @property
    def notes(self) -> list[str]:
        """What the figures are and how they are made, in a few sentences."""
        return [
            self.period,
            gettext("The next figures come on {date}.").format(date=long_date(self.next.told_on)),
            gettext(
                "Each cell says how large a share of those who rated the criterion are at the level or above. Counted "
                "are submitted self-assessments of people who allowed it, the last of each."
            ),
            gettext(
                "Teams with fewer than {k} people who rated a criterion are told together. The more people, the finer "
                "the label; what is about several teams is reckoned from the labels alone, and is about so much."
            ).format(k=self.k),
            gettext("No figure says what anybody answered. How figures are made: {address}").format(
                address=site_url("method")
            ),
        ]

    def shares(self, profile: RoleProfile) -> list[tuple[Fraction, Noted]]:
        """Of each criterion that a role asks for, the share of those who are there, as far as it is told."""
        found = []
        for row in self.framework.criteria:
            level = target(self.framework, row, profile)
            told = self.main.told.get(row.code) if self.main else None
            if self.main and level and (share := _share(told, level)) is not None:
                found.append((share, Noted(row, level, self.cell(self.main, row.code, level))))
        return found

    def strengths(self, profile: RoleProfile) -> list[Noted]:
        """Criteria where most are where the role asks for, the most first."""
        found = [entry for entry in self.shares(profile) if entry[0] >= MOST]
        return [noted for _, noted in sorted(found, key=lambda entry: -entry[0])[:NOTED]]

    def trainings(self, profile: RoleProfile) -> list[Noted]:
        """Criteria where most are below what the role asks for, the fewest first."""
        found = [entry for entry in self.shares(profile) if entry[0] < LEAST]
        return [noted for _, noted in sorted(found, key=lambda entry: entry[0])[:NOTED]]


def _share(told: Told, level: str) -> Fraction | None:
    """How a criterion compares with others, by what is told of it alone; what is told with other teams does not."""
    if isinstance(told, Weight):
        return Fraction(told.about[level], 100) if told.raters else None
    return None if told is None or told.is_pool else told.labels[level].middle


def _days(snapshot: Snapshot) -> str:
    return words.days(Period(snapshot.begins, snapshot.ends))


def _own(rubric: Framework, code: str, name: str, kept: Mapping[str, Kept], note: str = "") -> Column:
    """A team: its own part by criterion, or the pool that it is in."""
    found: dict[str, Told] = {}
    for row in rubric.criteria:
        pool = to_part(row, POOL, kept.get(POOL, {}))
        found[row.code] = to_part(row, code, kept.get(code, {})) or (pool if pool and code in pool.teams else None)
    return Column(code, name, found, note)


def _total(rubric: Framework, name: str, kept: Mapping[str, Kept], code: str = TOTAL, note: str = "") -> Column:
    """What all parts come to."""
    return Column(code, name, {row.code: to_weight(row, kept.get(TOTAL, {})) for row in rubric.criteria}, note)


def _pool(rubric: Framework, kept: Mapping[str, Kept], codes: Collection[str]) -> tuple[Column, ...]:
    """The pools that some teams are in; none where they are in none."""
    pools = ((row.code, to_part(row, POOL, kept.get(POOL, {}))) for row in rubric.criteria)
    told: dict[str, Told] = {code: part if part and set(codes) & set(part.teams) else None for code, part in pools}
    return (Column(POOL, gettext("Other teams together"), told),) if any(told.values()) else ()


def _together(rubric: Framework, kept: Mapping[str, Kept], codes: Collection[str]) -> tuple[Column, ...]:
    """What the teams that were chosen come to, as far as they are told on their own or among themselves."""
    if not codes:
        return ()
    told: dict[str, Told] = {}
    for row in rubric.criteria:
        parts = [to_part(row, code, kept.get(code, {})) for code in (*codes, POOL)]
        told[row.code] = weighed(chosen(filter(None, parts), codes))
    return (Column("", gettext("Chosen together"), told),)


def _sum(rubric: Framework, name: str, columns: Sequence[Column], code: str = TOTAL) -> Column:
    """What several organisations come to."""
    weights = {
        row.code: [entry for c in columns if isinstance(entry := c.told[row.code], Weight)] for row in rubric.criteria
    }
    return Column(code, name, {code: added(found) for code, found in weights.items()})


def _at(ends: Sequence[date], until: date | None) -> date:
    """The end of the period that is asked for: the newest unless another is named."""
    if until is not None and until not in ends:
        raise UnknownCode(N_("There are no figures up to this day."))
    return until or ends[0]


def _known(picked: Sequence[str], parts: Mapping[str, str]) -> tuple[str, ...]:
    """What was chosen, as far as there is such a thing, in the order of the names."""
    return tuple(code for code in parts if code in picked)


def _empty(
    organisation: Organisation, title: str, snapshots: Sequence[Snapshot], code: str, team: Team | None = None
) -> Report:
    """A report without figures: it says when the next come."""
    rubric = framework(snapshots[0].version_id) if snapshots else current_version(code).framework
    ends = tuple(sorted({row.ends for row in snapshots}, reverse=True))
    return Report(
        organisation, title, rubric, _next(organisation, snapshots), organisation.k, ends=ends, team=team
    )  # fmt: skip


def _next(organisation: Organisation, snapshots: Sequence[Snapshot]) -> Period:
    """The period that an organisation tells next."""
    return coming(organisation, [row for row in snapshots if row.organisation_id == organisation.pk])


def _latest(snapshots: Sequence[Snapshot], at: date) -> list[Snapshot]:
    """The snapshots that are set side by side, newest first: those up to a day, of one version."""
    shown = [row for row in snapshots if row.ends <= at]
    return [row for row in shown if row.version_id == shown[0].version_id][:PERIODS]


def team_report(team: Team, until: date | None = None, code: str = DEFAULT) -> Report:
    """What is told of a team."""
    snapshots = snapshots_of([team.organisation], code)
    report = _empty(team.organisation, team.name, snapshots, code, team)
    if not snapshots:
        return report
    at = _at(report.ends, until)
    shown = _latest(snapshots, at)
    newest, rubric = shown[0], framework(shown[0].version_id)
    kept = kept_of(shown, [team.code, POOL, TOTAL])
    now = kept[newest.pk]
    if team.code not in now:  # it came later
        return report
    main = _own(rubric, team.code, team.name, now)
    return replace(
        report,
        framework=rubric,
        k=newest.k,
        period=words.submitted(Period(newest.begins, newest.ends)),
        until=at,
        main=main,
        columns=(main, *_pool(rubric, now, [team.code]), _total(rubric, gettext("All teams"), now)),
        over_time=tuple(_own(rubric, team.code, _days(row), kept[row.pk]) for row in reversed(shown)),
        names=team_names(newest),
    )


def organisation_report(
    organisation: Organisation, picked: Sequence[str] = (), until: date | None = None, code: str = DEFAULT
) -> Report:
    """What is told of an organisation, team by team."""
    snapshots = snapshots_of([organisation], code)
    report = _empty(organisation, organisation.name, snapshots, code)
    if not snapshots:
        return report
    at = _at(report.ends, until)
    shown = _latest(snapshots, at)
    newest, rubric = shown[0], framework(shown[0].version_id)
    names = {code: words.team_name(code, {code: name}) for code, name in team_names(newest).items()}
    picked = _known(picked, names)
    codes = list(picked or names)[:COLUMNS]
    now = kept_of([newest], {*codes, *picked, POOL, TOTAL})[newest.pk]
    totals = kept_of(shown, [TOTAL])
    total, chosen_ones = _total(rubric, gettext("All teams"), now), _together(rubric, now, picked)
    return replace(
        report,
        framework=rubric,
        k=newest.k,
        period=words.submitted(Period(newest.begins, newest.ends)),
        until=at,
        main=(*chosen_ones, total)[0],
        columns=(
            *(_own(rubric, code, names[code], now) for code in codes),
            *_pool(rubric, now, codes),
            *chosen_ones,
            total,
        ),
        over_time=tuple(_total(rubric, _days(row), totals[row.pk]) for row in reversed(shown)),
        names=names,
        parts=names,
        picked=picked,
    )


@dataclass(frozen=True)
class _Everyone:
    """The organisations of an association that have figures, each by its newest ones, at several days."""

    at: date
    rubric: Framework
    by_time: Mapping[date, Sequence[Column]]

    @property
    def now(self) -> Sequence[Column]:
        return list(self.by_time.values())[-1]


def _everyone(snapshots: Sequence[Snapshot], at: date) -> _Everyone:
    version = next(row.version_id for row in snapshots if row.ends <= at)
    alike = [row for row in snapshots if row.version_id == version]
    times = sorted({row.ends for row in alike if row.ends <= at})[-PERIODS:]
    rows = {day: standing_at(alike, day) for day in times}
    kept = kept_of({row for found in rows.values() for row in found}, [TOTAL])
    rubric = framework(version)

    def column(row: Snapshot) -> Column:
        return _total(rubric, row.organisation.name, kept[row.pk], row.organisation.code, _days(row))

    columns = {day: [column(row) for row in found if kept[row.pk].get(TOTAL)] for day, found in rows.items()}
    return _Everyone(at, rubric, columns)


def _up_to(day: date) -> str:
    return gettext("The newest figures of each organisation, up to {date}.").format(date=long_date(day))


def association_report(
    association: Organisation, picked: Sequence[str] = (), until: date | None = None, code: str = DEFAULT
) -> Report:
    """What is told of the organisations that name an association, from the newest figures of each."""
    organisations = within(association)
    snapshots = snapshots_of(organisations, code)
    report = _empty(association, association.name, snapshots, code)
    report = replace(report, next=min((_next(each, snapshots) for each in organisations), key=attrgetter("ends")))
    if not snapshots:
        return report
    found = _everyone(snapshots, _at(report.ends, until))
    names = {column.code: column.name for column in found.now}
    picked = _known(picked, names)
    chosen_ones = [column for column in found.now if column.code in picked]
    together = (_sum(found.rubric, gettext("Chosen together"), chosen_ones, ""),) if picked else ()
    total = _sum(found.rubric, gettext("All organisations"), found.now)
    return replace(
        report,
        framework=found.rubric,
        period=_up_to(found.at),
        until=found.at,
        main=(*together, total)[0],
        columns=(*(chosen_ones or found.now)[:COLUMNS], *together, total),
        over_time=tuple(_sum(found.rubric, words.up_to(day), columns) for day, columns in found.by_time.items()),
        names=names,
        parts=names,
        picked=picked,
    )


def compared_report(organisation: Organisation, code: str = DEFAULT) -> Report:
    """An organisation beside all of its association, criterion by criterion where five of these have figures.

    Raises
    ------
    UnknownCode
        If it belongs to no association.
    """
    association = organisation.association
    if association is None:
        raise UnknownCode(N_("This organisation belongs to no association, so there is nothing to compare it with."))
    snapshots = snapshots_of(within(association), code)
    report = _empty(organisation, organisation.name, snapshots, code)
    if not snapshots:
        return report
    found = _everyone(snapshots, report.ends[0])
    own = next((column for column in found.now if column.code == organisation.code), None)
    total = _sum(found.rubric, association.name, found.now)
    columns = (own, total) if own else (total,)
    return replace(
        report,
        framework=found.rubric,
        period=_up_to(found.at),
        until=found.at,
        ends=(),
        columns=tuple(replace(column, told=_if_comparable(column, found.now, association.k)) for column in columns),
        main=own,
    )


def _if_comparable(column: Column, all_of_them: Sequence[Column], k: int) -> Mapping[str, Told]:
    """What is told of a column where enough organisations have figures; nothing elsewhere."""
    return {
        code: told if comparable((c.told[code] for c in all_of_them), k) else None  # type: ignore[misc]
        for code, told in column.told.items()
    }
