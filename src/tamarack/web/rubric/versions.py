"""The versions of a rubric: which there are, each to be read, any two beside each other."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tamarack.assessment.answers import Answers
from tamarack.assessment.carrying import bring, versions_between
from tamarack.assessment.queries import rating as ratings
from tamarack.common.language import language
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework, from_document, shorten
from tamarack.core.versions import compare as compare_versions
from tamarack.people.models import Person
from tamarack.reports.changes import changes_markdown, changes_pdf
from tamarack.reports.rings import rings_of
from tamarack.rubric import queries
from tamarack.rubric.compared import Difference, areas_of, difference, items, uncovered, undeclared_difference
from tamarack.rubric.models import Life, Version
from tamarack.stewardship.announcing import announced
from tamarack.stewardship.queries import consulted_draft
from tamarack.stewardship.rules import is_steward
from tamarack.web.cached import public_page
from tamarack.web.rubric.changes import Own, shown, told, totals
from tamarack.web.rubric.views import competency_page, find_competency, framework_page


@dataclass(frozen=True)
class Compared:
    """What changed, up to which published version (none for a draft), and over which versions answers carry."""

    found: Difference
    second: Version | None
    line: list[Framework]


MEANING, EDITORIAL = "meaning", "editorial"
FILES = {"changes.md": "text/markdown; charset=utf-8", "changes.pdf": "application/pdf"}


@public_page
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """All published versions of a rubric, newest first, and the draft that is in consultation."""
    current = queries.current_version(code)
    if request.GET.get("old") and request.GET.get("new"):
        return redirect("compare", code, request.GET["old"], request.GET["new"])
    found = queries.versions_of(queries.find_version(code, current.framework.version).framework_id)
    rows = [
        {"version": row, "status_word": status_word(queries.status(row.framework, row.number)), "before": before}
        for row, before in zip(reversed(found), [*reversed(found[:-1]), None], strict=True)
    ]
    keeps = isinstance(request.user, Person) and is_steward.test(request.user, found[0].framework)
    context = {"here": "rubric", "framework": current.framework, "rows": rows, "life": queries.life_of(code)}
    return render(request, "rubric/versions.html", {**context, "draft": consulted_draft(code), "keeps": keeps})


def status_word(status: str) -> str:
    """What a status is called."""
    return str(Life.Status(status).label)


@public_page
def version(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """A version that may not be the current one any more."""
    return framework_page(request, _published(code, number), past=number)


@public_page
def version_competency(request: HttpRequest, code: str, number: str, competency: str) -> HttpResponse:
    """A competency of such a version."""
    found = _published(code, number)
    return competency_page(request, found, find_competency(found, competency), past=number)


def _published(code: str, number: str) -> Framework:
    return queries.framework(queries.find_version(code, number).pk)


@public_page
def compare(request: HttpRequest, code: str, old: str, new: str) -> HttpResponse:
    """Two versions beside each other."""
    first = queries.find_version(code, old)
    compared = _compared(first, new)
    found, second = compared.found, compared.second
    if second is not None and (second.published_at, second.pk) < (first.published_at, first.pk):
        return redirect("compare", code, new, old)
    lang = next(lang for lang in (request.GET.get("lang"), language(), found.new.languages[0])
                if lang in found.new.languages)  # fmt: skip
    everything = items(found, lang)
    kind, area = request.GET.get("kind", ""), request.GET.get("area", "")
    chosen = [item for item in everything if not area or item.competency == area]
    own = _own(request.user, first, compared.line) if isinstance(request.user, Person) else None
    context: dict[str, Any] = {
        "here": "rubric",
        "framework": found.new,
        "found": found,
        "second": second,
        "tongue": lang,
        "inline": request.GET.get("view") == "inline",
        "kind": kind if kind in (MEANING, EDITORIAL) else "",
        "area": area,
        "areas": areas_of(everything, found),
        "count": len(everything),
        "meaning": shown(found, [item for item in chosen if not item.is_editorial], own),
        "editorial": shown(found, [item for item in chosen if item.is_editorial], own),
        "uncovered": [told(found, text) for text in uncovered(found, lang)],
        "notes": [note for note in found.new.editorial if note not in found.old.editorial],
        "voice": None if second else announced(code),
    }
    if own:
        context |= {"own": totals(own), "rings": _rings(found.new, own), "current": _is_current(second)}
    return render(request, "rubric/compare.html", context)


@public_page
def compare_file(request: HttpRequest, code: str, old: str, new: str, name: str) -> HttpResponse:
    """The change log as a file, in the page's language."""
    if name not in FILES:
        raise UnknownCode(N_("There is no file “{name}” of this rubric."), name=shorten(name))
    found = _compared(queries.find_version(code, old), new).found
    content = changes_markdown(found).encode() if name.endswith(".md") else changes_pdf(found)
    called = f"{code}-{old}-{new}-{language()}.{name.rpartition('.')[2]}"
    headers = {"Content-Disposition": f'attachment; filename="{called}"'}
    return HttpResponse(content, content_type=FILES[name], headers=headers)


def _compared(first: Version, number: str) -> Compared:
    """An older version beside a published one, or beside the draft that is in consultation."""
    base = queries.framework(first.pk)
    draft = consulted_draft(first.framework.code)
    if draft is not None and draft.number == number:
        new = from_document(draft.document)
        if draft.based_on_id == first.pk and not new.restores:
            return Compared(Difference(base, new, compare_versions(base, new), True), None, [base, new])
        return Compared(undeclared_difference(base, new), None, [])
    second = queries.find_version(first.framework.code, number)
    line = [row.pk for row in queries.line_of(second)]
    versions = versions_between(line, first.pk) if first.pk in line else []
    return Compared(difference(first, second), second, versions)


def _is_current(second: Version | None) -> bool:
    return second is not None and any(stored.id == second.pk for stored in queries.current().values())


def _own(person: Person, first: Version, versions: list[Framework]) -> Own | None:
    """What someone's last answers on the older version come to on the newer one; None if they have none there."""
    last = ratings.last_submitted(person, first.pk)
    if last is None or not versions:
        return None
    before = ratings.answers_of(last)
    return Own(before, bring(versions, before.by_code))


def _rings(framework: Framework, own: Own) -> dict[str, Any]:
    rings = rings_of(Answers(framework, own.brought.answers))
    return {"picture": rings.picture(middle=False), "key": rings.key()}
