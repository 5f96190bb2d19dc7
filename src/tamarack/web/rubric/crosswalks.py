"""How a rubric relates to others, for everyone to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tamarack.core.formats.crosswalk_file import write_crosswalk
from tamarack.rubric.queries import current_version
from tamarack.stewardship.models import CrosswalkRow
from tamarack.stewardship.queries import crosswalks as queries
from tamarack.web.cached import public_page


@public_page
def crosswalks(request: HttpRequest, code: str) -> HttpResponse:
    """The rubrics that a rubric has a crosswalk with."""
    found = current_version(code).framework
    context = {"here": "rubric", "framework": found, "others": queries.public_crosswalks(code)}
    return render(request, "rubric/crosswalks.html", context)


@public_page
def crosswalk(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """How the criteria of two rubrics relate."""
    found = current_version(code).framework
    theirs, relations = queries.public_crosswalk(found, other)
    rows = [
        (found.criterion(row.left), CrosswalkRow.Kind(row.kind).label, theirs.criterion(row.right), row.note)
        for row in relations
    ]
    return render(
        request, "rubric/crosswalk.html", {"here": "rubric", "framework": found, "other": theirs, "rows": rows}
    )


@public_page
def download(request: HttpRequest, code: str, other: str) -> HttpResponse:
    """The same as CSV."""
    found = current_version(code).framework
    theirs, relations = queries.public_crosswalk(found, other)
    headers = {"Content-Disposition": f'attachment; filename="{found.code}-{theirs.code}.csv"'}
    content = write_crosswalk(found.code, theirs.code, relations)
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
