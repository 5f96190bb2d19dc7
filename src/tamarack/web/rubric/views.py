"""The rubric, for everyone to read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tamarack.common.language import language
from tamarack.core import search as core
from tamarack.core.framework import Competency, Framework
from tamarack.core.search import Hit
from tamarack.rubric import queries
from tamarack.rubric.texts import say
from tamarack.stewardship.announcing import announced
from tamarack.web import pieces
from tamarack.web.cached import public_page
from tamarack.web.parts import part_of
from tamarack.web.rubric.files import rubric_file

LONG = 420
"""Characters from which a description is set in two columns."""
QUERY_MOST = 200
"""Characters of a query that are looked at."""
HITS_MOST = 60
"""Texts of a rubric that are shown."""


@public_page
def frameworks(request: HttpRequest) -> HttpResponse:
    """All frameworks."""
    found = [stored.framework for stored in queries.current().values()]
    return render(request, "rubric/frameworks.html", {"here": "rubric", "frameworks": found})


@public_page
def framework(request: HttpRequest, code: str) -> HttpResponse:
    """One framework: its purpose, competencies, levels, and how this edition reads its source."""
    return framework_page(request, queries.current_version(code).framework, voice=announced(code))


def framework_page(request: HttpRequest, found: Framework, **more: Any) -> HttpResponse:
    """A version of a framework; `past` in `more` is its number, where it may not be the current one."""
    return render(
        request,
        "rubric/framework.html",
        {"here": "rubric", "framework": found, "others": len(queries.current()) > 1, **more},
    )


@public_page
def competency(request: HttpRequest, code: str, competency: str) -> HttpResponse:
    """One competency as a matrix: a row a criterion, a column a level."""
    found = queries.current_version(code).framework
    area = find_competency(found, competency)
    if competency != part_of(area.code):
        return redirect("competency", code, part_of(area.code))
    return competency_page(request, found, area)


def competency_page(request: HttpRequest, found: Framework, area: Competency, **more: Any) -> HttpResponse:
    """A competency of a version; `past` as for `framework_page`."""
    context = {
        "here": "rubric",
        "framework": found,
        "competency": area,
        "long": len(say(area.description)) > LONG,
        "rows": [
            (criterion, [(level, criterion.descriptors.get(level.code)) for level in found.levels])
            for criterion in area.criteria
        ],
        "following": following(found, area),
    }
    return render(request, "rubric/competency.html", {**context, **more})


@public_page
def download(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """The rubric as a file."""
    stored = queries.current_version(code)
    content, kind = rubric_file(stored.framework, name, queries.published_at(stored.id))
    shown = "inline" if name.endswith((".pdf", ".png")) else "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'{shown}; filename="{name}"'})


def search(request: HttpRequest) -> HttpResponse:
    """Search over the texts of all rubrics."""
    query = request.GET.get("q", "").strip()[:QUERY_MOST]
    found = [stored.framework for stored in queries.current().values()]
    hits = [(rubric, core.search(rubric, query, language())) for rubric in found]
    count = sum(len(rows) for _, rows in hits)
    suggested = [core.suggestion(rubric, query) for rubric in found] if query and not count else []
    context = {
        "here": "search",
        "query": query,
        "results": [(rubric, [_hit_row(rubric, hit) for hit in rows[:HITS_MOST]]) for rubric, rows in hits if rows],
        "more": any(len(rows) > HITS_MOST for _, rows in hits),
        "count": count,
        "suggestion": next(filter(None, suggested), ""),
    }
    return render(request, "rubric/search.html", context)


def _hit_row(framework: Framework, hit: Hit) -> dict[str, Any]:
    """Something found, with the names of where it stands."""
    place = hit.place
    return {
        "hit": hit,
        "text": pieces.found(hit.pieces),
        "competency": framework.competency(place.competency),
        "criterion": framework.criterion(place.criterion) if place.criterion else None,
        "level": framework.level(place.level) if place.level else None,
    }


def following(framework: Framework, competency: Competency) -> Competency | None:
    """The competency after this one; None at the end."""
    position = framework.competencies.index(competency) + 1
    return framework.competencies[position] if position < len(framework.competencies) else None


def preceding(framework: Framework, competency: Competency) -> Competency | None:
    """The competency before this one; None at the start."""
    position = framework.competencies.index(competency)
    return framework.competencies[position - 1] if position else None


def find_competency(framework: Framework, part: str) -> Competency:
    """The competency that a part of an address names, in any case of letters.

    Raises
    ------
    UnknownCode
        If the framework has none such.
    """
    known = {part_of(competency.code): competency for competency in framework.competencies}
    return known.get(part.lower()) or framework.competency(part)
