"""The professional development log as files: CSV, and the audit pack as one archive."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext

from tamarack.core.development import Period, Year
from tamarack.core.hours import QUARTERS
from tamarack.core.schemes import keep_until
from tamarack.exchange.own_portfolio import spooled, write_file
from tamarack.exchange.tables import csv_table
from tamarack.portfolio import log_words
from tamarack.portfolio.models import Activity, File
from tamarack.portfolio.queries.log import Standing
from tamarack.rubric.texts import say

LOG = (
    "date",
    "title",
    "category",
    "hours_done",
    "hours_planned",
    "project",
    "criteria",
    "reflection",
    "notes",
    "proofs",
)
TOTALS = ("scheme", "period_from", "period_until", "part", "name", "from", "until", "asked", "counted", "to_go")
COUNTS = ("scheme", "date", "title", "category", "hours_done", "hours_counted", "why_not_all", "keep_proof_until")
REFLECTIONS = ("date", "title", "reflection")
PROOFS = "proofs"


def log_csv(activities: Sequence[Activity]) -> bytes:
    """Activities as CSV: category and criteria as codes, hours with a point, proofs by their names in an archive."""
    return csv_table(LOG, map(_log_row, activities))


def _log_row(row: Activity) -> list[Any]:
    return [
        row.on, row.title, row.category, _hours(row.done_quarters), _hours(row.planned_quarters), row.project,
        row.criteria, row.reflection, row.notes, "; ".join(proof_name(row, file) for file in row.files.all()),
    ]  # fmt: skip


def _hours(quarters: int | None) -> str:
    """Hours as any program reads them: 1.5."""
    return "" if quarters is None else f"{(Decimal(quarters) / QUARTERS).normalize():f}"


def proof_name(activity: Activity, file: File) -> str:
    """What a proof is called in an archive: by its day, so that it stands where its activity does, and once."""
    return f"{PROOFS}/{activity.on.isoformat()}-{file.pk}-{file.name}"


def counts_csv(standings: Sequence[Standing], activities: Sequence[Activity]) -> bytes:
    """Of each activity how much counts in each scheme, and why not the rest; the totals are sums of these."""
    by_pk = {row.pk: row for row in activities}
    return csv_table(COUNTS, (row for standing in standings for row in _count_rows(standing, by_pk)))


def _count_rows(standing: Standing, activities: Mapping[int, Activity]) -> Iterator[list[Any]]:
    names = {each.code: say(each.name) for each in standing.rules.categories}
    for count in standing.now.counts:
        if activity := activities.get(count.entry.id):
            why = " ".join(log_words.whys(standing.now, count))
            kept = keep_until(standing.rules, standing.following.since, activity.on)
            yield [
                say(standing.rules.name), activity.on, activity.title, names.get(count.category, ""),
                _hours(activity.done_quarters), _hours(count.counted), why, kept if count.counted else None,
            ]  # fmt: skip


def totals_csv(standings: Sequence[Standing], first: date, last: date) -> bytes:
    """Totals by rule: each period that touches these days, with its years, categories and what was carried over."""
    return csv_table(TOTALS, (row for standing in standings for row in _total_rows(standing, first, last)))


def touching(standing: Standing, first: date, last: date) -> list[Period]:
    """The periods of a scheme that touch some days."""
    return [period for period in standing.now.periods if period.first <= last and period.last >= first]


def _total_rows(standing: Standing, first: date, last: date) -> Iterator[list[Any]]:
    for period in touching(standing, first, last):
        begin = [say(standing.rules.name), period.first, period.last]
        yield [*begin, "period", "", period.first, period.last, *_three(period.asked, period.total, period.missing)]
        if period.carried_in:
            yield [*begin, "carried_in", "", period.first, period.last, "", _hours(period.carried_in), ""]
        for year in period.years:
            yield [*begin, "year", "", year.first, year.last, *_three(year.asked, year.counted, year.missing)]
            yield from ([*begin, *row] for row in _year_rows(year))
        for category in standing.rules.categories:
            counted = period.by_category.get(category.code, 0)
            yield [*begin, "category", say(category.name), period.first, period.last, "", _hours(counted), ""]


def _year_rows(year: Year) -> Iterator[list[Any]]:
    days = [year.first, year.last]
    if year.needs:
        yield ["categories", "", *days, year.needs, len(year.by_category), year.missing_categories]
    for code in year.covers:
        covered = code in year.covered
        yield ["competency", code, *days, 1, int(covered), int(not covered)]


def _three(asked: int, counted: int, missing: int) -> list[str]:
    return [_hours(asked), _hours(counted), _hours(missing)]


@dataclass(frozen=True)
class Pack:
    """What an audit pack is made of: whose it is, its days, what was done in them, and where that counts."""

    name: str
    first: date
    last: date
    activities: Sequence[Activity]
    standings: Sequence[Standing]


def audit_pack(pack: Pack, pdfs: Mapping[str, bytes]) -> IO[bytes]:
    """A ZIP archive: the log, reflections and totals as CSV and as PDF, every proof as it is, and what is what."""
    stream = spooled()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        lost = _write_proofs(archive, pack.activities)
        archive.writestr(gettext("READ ME.txt"), _read_me(pack, lost))
        archive.writestr("log.csv", log_csv(pack.activities))
        told = [row for row in pack.activities if row.reflection]
        texts = ([row.on, row.title, row.reflection] for row in told)
        archive.writestr("reflections.csv", csv_table(REFLECTIONS, texts))
        archive.writestr("totals-by-rule.csv", totals_csv(pack.standings, pack.first, pack.last))
        archive.writestr("what-counts.csv", counts_csv(pack.standings, pack.activities))
        for name, content in pdfs.items():
            archive.writestr(name, content)
    stream.seek(0)
    return stream


def _write_proofs(archive: ZipFile, activities: Sequence[Activity]) -> list[str]:
    """Put every proof into an archive; gives back the names of those that the store has lost."""
    proofs = [(proof_name(activity, file), file) for activity in activities for file in activity.files.all()]
    return [name for name, file in proofs if not write_file(archive, name, file)]


def _read_me(pack: Pack, lost: Sequence[str]) -> str:
    proven = sum(bool(row.files.all()) for row in pack.activities)
    about = gettext("Professional development of {name}, {days}")
    proofs = gettext("Activities with a proof: {proven}. Without: {others}.")
    lines = [
        about.format(name=pack.name, days=log_words.days(pack.first, pack.last)),
        "",
        gettext("This is the person’s own record, put together with Tamarack. No body has looked at it."),
        gettext("log.pdf, log.csv: every activity that was done, with hours, category, criteria and reflection."),
        gettext("reflections.csv: the reflections alone."),
        gettext("totals-by-rule.pdf, totals-by-rule.csv: what each scheme asks for, what counts, and what is to go."),
        gettext("what-counts.csv: how much of each activity counts in each scheme, and why not the rest."),
        gettext("proofs: the proofs, by day. log.csv says which belongs to which activity."),
        "",
        proofs.format(proven=proven, others=len(pack.activities) - proven),
        *(gettext("This proof could not be read: {name}").format(name=name) for name in lost),
        *_labels(pack.standings),
    ]
    return "\r\n".join(lines) + "\r\n"


def _labels(standings: Sequence[Standing]) -> Iterator[str]:
    """What the rules are modelled on, scheme by scheme."""
    for standing in standings:
        yield ""
        yield gettext("{name}: {value}").format(name=say(standing.rules.name), value=say(standing.rules.label))
