"""Impact: what changed and for whom, told with an entry, and summed up by year."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from tamarack.common.numbers import whole
from tamarack.core.impact import Reached, by_area, reached
from tamarack.growth.standing import planned_on
from tamarack.portfolio.actions import impact as actions
from tamarack.portfolio.models import Evidence, Impact
from tamarack.portfolio.queries import evidence as queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.portfolio.evidence import find_other
from tamarack.web.portfolio.forms import ImpactForm
from tamarack.web.refused import refused


@signed_in
@once
def new(request: PersonRequest, pk: int) -> HttpResponse:
    """Tell a change that an entry brought about."""
    evidence = queries.own_evidence(request.user, pk)
    form = _form(request, evidence, {"on": evidence.ended or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            same = find_other(request.user, form.cleaned_data["same_people_as"])
            actions.add_impact(request.user, evidence, form.change(same))
            messages.success(request, gettext("Kept."))
            return redirect(reverse("evidence", args=[evidence.pk]) + "#impact")
    return render(request, "portfolio/impact_form.html", {"here": "portfolio", "form": form, "evidence": evidence})


def _form(request: PersonRequest, evidence: Evidence, initial: dict[str, Any]) -> ImpactForm:
    others = [(pk, title) for pk, title in queries.titles(request.user) if pk != evidence.pk]
    return ImpactForm(request.POST or None, others=others, initial=initial)


@signed_in
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Tell a change otherwise, or erase it."""
    found = queries.own_impact(request.user, pk)
    names = ("changed", "before", "after", "audience", "people", "on", "known_by", "how_known")
    initial = {name: getattr(found, name) for name in names}
    form = _form(request, found.evidence, {**initial, "same_people_as": str(found.same_people_as_id or "")})
    if request.method == "POST" and "delete" in request.POST:
        actions.delete_impact(request.user, found)
        messages.success(request, gettext("Deleted."))
        return redirect(reverse("evidence", args=[found.evidence_id]) + "#impact")
    if request.method == "POST" and form.is_valid():
        with refused(form):
            same = find_other(request.user, form.cleaned_data["same_people_as"])
            actions.change_impact(request.user, found, form.change(same))
            messages.success(request, gettext("Saved."))
            return redirect(reverse("evidence", args=[found.evidence_id]) + "#impact")
    context = {"here": "portfolio", "form": form, "evidence": found.evidence, "impact": found}
    return render(request, "portfolio/impact_form.html", context)


@signed_in
def summary(request: PersonRequest) -> HttpResponse:
    """A year's impact, by competency, each number with the entries that it comes from."""
    framework = planned_on(request.user).framework
    found = queries.impacts(request.user)
    years = sorted({row.year for row in found}, reverse=True)
    asked = whole(request.GET.get("year", ""))
    year = asked if asked in years else next(iter(years), None)
    rows = queries.with_supports([row for row in found if row.year == year])
    told = queries.told(rows, framework)
    titles = {row.evidence_id: row.evidence for row in rows}
    parts = by_area(told, [area.code for area in framework.competencies])
    loose = reached([row for row in told if not row.areas])
    context = {
        "here": "portfolio",
        "years": years,
        "year": year,
        "whole": _lines(reached(told), titles),
        "areas": [
            (
                area,
                _lines(parts[area.code], titles),
                [row for row, one in zip(rows, told, strict=True) if area.code in one.areas],
            )
            for area in framework.competencies
            if area.code in parts
        ],
        "loose": _lines(loose, titles),
    }
    return render(request, "portfolio/impact.html", context)


def _lines(parts: Mapping[str, Reached], titles: Mapping[int, Evidence]) -> list[dict[str, Any]]:
    return [
        {
            "audience": Impact.Audience(audience).label,
            "people": found.people,
            "entries": [titles[pk] for pk in found.entries],
        }
        for audience, found in parts.items()
    ]
