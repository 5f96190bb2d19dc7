"""The log as a list: by year, by category, by scheme, in pages, with its totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from tamarack.common.numbers import whole
from tamarack.core.development import Count, Entry
from tamarack.portfolio import log_words
from tamarack.portfolio.models import Activity
from tamarack.portfolio.queries import log as queries
from tamarack.portfolio.queries.log import Standing, Totals, totals
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.log.scheme_words import summary


@dataclass(frozen=True)
class Row:
    """An activity, and where the list is about a scheme how much of it counts there and why not the rest."""

    activity: Activity
    count: Count | None
    whys: Sequence[str] = ()


@dataclass(frozen=True)
class YearOfLog:
    """A calendar year's rows on this page, and what all of its shown entries come to."""

    year: int
    totals: Totals
    rows: Sequence[Row]


@signed_in
def log(request: PersonRequest) -> HttpResponse:
    """One's own log."""
    found = queries.log(request.user)
    standings = [queries.standing(following, found) for following in queries.followed(request.user)]
    year, category = whole(request.GET.get("year", "")), request.GET.get("category", "")
    standing = next((each for each in standings if each.rules.key == request.GET.get("scheme")), None)
    shown = found.filtered(year, category, _counted(standing))
    page = Paginator(shown, queries.PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "here": "portfolio",
        "log": found,
        "totals": totals(shown),
        "years": _years(shown, list(page.object_list), standing),
        "page": page,
        "others": _others(request.GET),
        "categories": Activity.Category.choices,
        "chosen": {"year": year, "category": category, "scheme": standing.rules.key if standing else ""},
        "filtered": bool(year or category or standing),
        "standing": standing,
        "summaries": [summary(each) for each in standings],
    }
    return render(request, "log/log.html", context)


def _counted(standing: Standing | None) -> frozenset[int] | None:
    """The entries of which some counts in a scheme, or would as planned; None without a scheme."""
    if standing is None:
        return None
    return frozenset(count.entry.id for count in standing.ahead.counts if count.counted)


def _others(options: QueryDict) -> str:
    """The list's choices, for the links to other pages."""
    return urlencode([(name, options[name]) for name in ("year", "category", "scheme") if options.get(name)])


def _years(shown: Sequence[Entry], on_page: Sequence[Entry], standing: Standing | None) -> list[YearOfLog]:
    counts = {count.entry.id: count for count in standing.now.counts} if standing else {}
    rows = [_row(activity, counts.get(activity.pk), standing) for activity in queries.with_proofs(on_page)]
    found = []
    for year, group in groupby(rows, key=lambda row: row.activity.on.year):
        found.append(YearOfLog(year, totals([entry for entry in shown if entry.on.year == year]), list(group)))
    return found


def _row(activity: Activity, count: Count | None, standing: Standing | None) -> Row:
    whys = log_words.whys(standing.now, count) if standing and count else ()
    return Row(activity, count, whys)
