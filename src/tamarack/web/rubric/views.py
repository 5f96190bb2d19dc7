"""The rubric, for everyone to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tamarack.core.framework import Competency, Framework
from tamarack.rubric import queries
from tamarack.rubric.texts import say
from tamarack.web.cached import public_page

LONG = 420
"""Characters from which a description is set in two columns."""


@public_page
def frameworks(request: HttpRequest) -> HttpResponse:
    """All frameworks."""
    found = [stored.framework for stored in queries.current().values()]
    return render(request, "rubric/frameworks.html", {"here": "rubric", "frameworks": found})


@public_page
def framework(request: HttpRequest, code: str) -> HttpResponse:
    """One framework: its purpose, competencies, levels, and how this edition reads its source."""
    found = queries.current_version(code).framework
    return render(request, "rubric/framework.html", {"here": "rubric", "framework": found})


@public_page
def competency(request: HttpRequest, code: str, competency: str) -> HttpResponse:
    """One competency as a matrix: a row a criterion, a column a level."""
    found = queries.current_version(code).framework
    area = find_competency(found, competency)
    if competency != area.code.lower():
        return redirect("competency", code, area.code.lower())
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
    return render(request, "rubric/competency.html", context)


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
    known = {competency.code.lower(): competency for competency in framework.competencies}
    return known.get(part.lower()) or framework.competency(part)
