"""The professional development log as PDF: a certificate of hours, the log with its reflections, totals by rule."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from tamarack.common.dates import long_date
from tamarack.core.development import Period, Year
from tamarack.core.schemes import Rules
from tamarack.portfolio import log_words
from tamarack.portfolio.log_words import days, hours, number
from tamarack.portfolio.models import Activity
from tamarack.portfolio.queries.log import Standing
from tamarack.reports.pdf import Data, pdf
from tamarack.reports.texts import pair
from tamarack.rubric.texts import say

LONG = 1200
"""Characters of a reflection that may break over two pages."""


@dataclass(frozen=True)
class Paper:
    """Whose file it is, which days it is about, on which paper, and when it was made."""

    name: str
    place: str
    first: date
    last: date
    made: date
    paper: str = "letter"


def certificate_pdf(activities: Sequence[Activity], paper: Paper) -> bytes:
    """The hours done in some days, as the person's own statement, with room for a signature.

    Raises
    ------
    BadInput
        If there is no such paper: letter or a4.
    """
    done = [row for row in activities if row.is_done]
    statement = gettext(
        "This is {name}’s own statement of hours, put together from their own entries. Nobody else has verified it, "
        "unless someone signs below."
    )
    sections = [_activities(done, gettext("Activities"), told=False), _by_category(done)]
    return _made(
        gettext("Certificate of hours"), paper, _facts(done, paper), sections,
        statement=statement.format(name=paper.name), signature=[gettext("Signature"), gettext("Date")],
    )  # fmt: skip


def log_pdf(activities: Sequence[Activity], paper: Paper) -> bytes:
    """Every activity that was done in some days, with its reflection.

    Raises
    ------
    BadInput
        If there is no such paper.
    """
    done = [row for row in activities if row.is_done]
    sections = [_activities(done, gettext("Activities"), told=True), _by_category(done)]
    reflections = [
        {
            "title": pair(long_date(row.on), row.title),
            "lines": _lines(row.reflection),
            "long": len(row.reflection) > LONG,
        }
        for row in done
        if row.reflection
    ]
    heading = gettext("Professional development log")
    return _made(heading, paper, _facts(done, paper), sections, reflections=reflections)


def totals_pdf(standings: Sequence[Standing], paper: Paper) -> bytes:
    """What each scheme asks for, what counts, and what is missing, in every period that touches some days.

    Raises
    ------
    BadInput
        If there is no such paper.
    """
    sections = [part for standing in standings for part in _scheme(standing, paper)]
    if not sections:
        sections = [_section(lines=[gettext("No scheme is followed.")])]
    return _made(gettext("Totals by rule"), paper, [_days(paper)], sections)


def _made(
    heading: str,
    paper: Paper,
    facts: list[tuple[str, str]],
    sections: list[Data],
    *,
    reflections: Sequence[Data] = (),
    statement: str = "",
    signature: Sequence[str] = (),
) -> bytes:
    data: Data = {
        "eyebrow": heading,
        "heading": paper.name,
        "place": paper.place,
        "facts": facts,
        "sections": sections,
        "reflections": list(reflections),
        "reflections-title": gettext("Reflections"),
        "statement": statement,
        "signature": list(signature),
        "running-head": f"{paper.name} · {heading}",
        "foot": gettext("{name}’s own record. Made with Tamarack on {date}.").format(
            name=paper.name, date=long_date(paper.made)
        ),
        "page-of": gettext("Page {number} of {total}"),
    }
    return pdf("log", data, title=pair(heading, paper.name), paper=paper.paper, made=paper.made)


def _section(
    title: str = "",
    columns: Sequence[tuple[str, float]] = (),
    rows: Sequence[Sequence[object]] = (),
    *,
    numbers: Sequence[int] = (),
    lines: Sequence[str] = (),
    total: str = "",
    level: int = 2,
) -> Data:
    """A part of a file: lines, a table (columns with their width, 0 for as wide as needed), a total."""
    return {
        "title": title, "lines": list(lines), "total": total, "rows": [list(row) for row in rows],
        "columns": [name for name, _ in columns], "widths": [width for _, width in columns], "numbers": list(numbers),
        "level": level,
    }  # fmt: skip


def _days(paper: Paper) -> tuple[str, str]:
    return gettext("Days"), days(paper.first, paper.last)


def _facts(done: Sequence[Activity], paper: Paper) -> list[tuple[str, str]]:
    count = ngettext("{count} activity", "{count} activities", len(done)).format(count=len(done))
    total = hours(sum(row.done_quarters for row in done))
    return [_days(paper), (gettext("Hours done"), f"{total} ({count})")]


def _activities(done: Sequence[Activity], title: str, *, told: bool) -> Data:
    """A table of activities; `told` with project, criteria, notes and proofs."""
    if not done:
        return _section(title, lines=[gettext("Nothing was done in these days.")])
    columns = [
        (gettext("Day"), 0.0), (gettext("Activity"), 2.4), (gettext("Category"), 1.2), (gettext("Hours"), 0.0),
    ]  # fmt: skip
    rows = [
        [
            long_date(row.on),
            {"text": row.title, "note": _note(row) if told else ""},
            str(Activity.Category(row.category).label),
            number(row.done_quarters),
        ]
        for row in done
    ]
    total = pair(gettext("Total"), hours(sum(row.done_quarters for row in done)))
    return _section(title, columns, rows, numbers=[3], total=total)


def _note(row: Activity) -> str:
    count = len(row.files.all())
    proofs = ngettext("{count} proof", "{count} proofs", count).format(count=count) if count else gettext("No proof")
    return " · ".join(filter(None, [row.project, ", ".join(row.criteria), proofs, " ".join(row.notes.split())]))


def _by_category(done: Sequence[Activity]) -> Data:
    by_category: Counter[str] = Counter()
    for row in done:
        by_category[row.category] += row.done_quarters
    rows = [
        [str(label), number(by_category[value])] for value, label in Activity.Category.choices if by_category[value]
    ]
    if not rows:
        return _section()
    columns = [(gettext("Category"), 1.0), (gettext("Hours"), 0.0)]
    return _section(gettext("By category"), columns, rows, numbers=[1])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _scheme(standing: Standing, paper: Paper) -> list[Data]:
    rules = standing.rules
    since = gettext("Followed since {date}.").format(date=long_date(standing.following.since))
    exempt = [
        gettext("Exempt: {days} ({reason}).").format(days=days(row.began, row.ended), reason=row.get_reason_display())
        for row in standing.following.exemptions.all()
    ]
    first = _section(say(rules.name), lines=[say(rules.label), since, *exempt, " ".join(log_words.asks(rules))])
    periods = [
        period
        for period in standing.now.periods
        if period.first <= paper.last and period.last >= paper.first
    ]  # fmt: skip
    return [first, *(_period(standing, period) for period in periods)]


def _period(standing: Standing, period: Period) -> Data:
    rules = standing.rules
    name = log_words.span(rules, period.first, period.last)
    rows: list[list[str]] = [[name, _asked(period.asked), number(period.total), _left(period.missing)]]
    if period.carried_in:
        rows.append([gettext("Of these, carried over from before"), "", number(period.carried_in), ""])
    if rules.years > 1:
        rows += [_year(rules, year) for year in period.years]
    rows += [
        [say(each.name), "", number(period.by_category.get(each.code, 0)), ""] for each in rules.categories
    ]  # fmt: skip
    columns = [
        (gettext("Part"), 1.0),
        (gettext("Asked"), 0.0),
        (gettext("Counted"), 0.0),
        (gettext("To go"), 0.0),
    ]
    missing = log_words.missing(rules, period) or [gettext("Everything that is asked is there.")]
    return _section(
        gettext("Period: {name}").format(name=name), columns, rows, numbers=[1, 2, 3], lines=missing, level=3
    )


def _year(rules: Rules, year: Year) -> list[str]:
    name = log_words.span(rules, year.first, year.last)
    if not year.share:
        name = gettext("{name} (waived)").format(name=name)
    return [name, _asked(year.asked), number(year.counted), _left(year.missing)]


def _asked(asked: int) -> str:
    return number(asked) if asked else "–"


def _left(missing: int) -> str:
    return number(missing) if missing else "–"
