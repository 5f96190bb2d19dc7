"""The editor of a draft: a competency a page, or what the framework says of itself."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.core.declaring import LEVEL, competencies, levels
from tamarack.core.drafting import retired
from tamarack.core.wording import runs_changed
from tamarack.people.models import Person
from tamarack.stewardship.actions.structure import change_structure
from tamarack.stewardship.actions.talking import be_here
from tamarack.stewardship.actions.writing import Outcome, Said, Saved, clean_ends, save_texts
from tamarack.stewardship.models import Draft
from tamarack.stewardship.queries.hinting import hint_counts
from tamarack.stewardship.queries.workshop import base_of, last_writers, others_here, states, steps
from tamarack.stewardship.words import STATES, edit_words, language_name, place_name
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.errors import wants_json
from tamarack.web.pieces import changed
from tamarack.web.steward.place import draft_context
from tamarack.web.steward.sheet import (
    SAYS_NOTHING,
    Sheet,
    chosen_languages,
    find_area,
    language_choices,
    level_places,
    name_of,
    subjects_of,
)

TEXT, BEGAN = "t|", "b|"


@signed_in
def area(request: PersonRequest, code: str, number: str, competency: str) -> HttpResponse:
    """A competency of a draft, to be edited."""
    context = draft_context(request.user, code, number, "edit")
    found = find_area(context["document"], competency)
    if request.method == "POST":
        return _take(request, context, found["code"], reverse("draft_area", args=[code, number, found["code"]]))
    return render(request, "steward/area.html", _area_context(request, context, found["code"]))


@signed_in
def framework_texts(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """What a draft's framework says of itself, its levels and languages, and its competencies."""
    context = draft_context(request.user, code, number, "edit")
    if request.method == "POST":
        return _take(request, context, "", reverse("draft_edit", args=[code, number]))
    return render(request, "steward/edit.html", _area_context(request, context, ""))


def _area_context(request: PersonRequest, context: dict[str, Any], at: str) -> dict[str, Any]:
    draft: Draft = context["draft"]
    document = draft.document
    if draft.is_open:
        be_here(request.user, draft, at)
    shown = chosen_languages(document, request.GET.get("show", ""))
    areas = competencies(document)
    more = _competency(draft, areas[at], shown) if at else _framework(draft, shown)
    return {
        **context,
        **more,
        "at": at,
        "document": document,
        "areas": [(key, name_of(entry, shown), len(entry["criteria"])) for key, entry in areas.items()],
        "shown": shown,
        "shown_names": [(key, language_name(key)) for key in shown],
        "show": ",".join(shown),
        "languages": language_choices(document, shown),
        "here_words": here_words(draft, request.user),
        "steps": step_words(draft, request.user),
    }


def _competency(draft: Draft, found: dict[str, Any], shown: Sequence[str]) -> dict[str, Any]:
    sheet = Sheet(draft, shown, subjects_of(found, draft.document))
    return {
        "area": found,
        "name": name_of(found, shown),
        "names": sheet.cells(found["code"], "name", found.get("name", {})),
        "descriptions": sheet.cells(found["code"], "description", found.get("description", {})),
        "rows": sheet.rows(found, hint_counts(draft, found)),
        "levels": [(entry, name_of(entry, shown)) for entry in levels(draft.document).values()],
    }


def _framework(draft: Draft, shown: Sequence[str]) -> dict[str, Any]:
    document = draft.document
    places, base = level_places(document), base_of(draft)
    gone = retired(document, base) if base else []
    sheet = Sheet(draft, shown, {"", *(at for at, _ in places)})
    return {
        "fields": [sheet.cells("", field, document.get(field, {})) for field in ("title", "description", "publisher")],
        "gone": [code for code in gone if base and (code.startswith(LEVEL) or code in competencies(base))],
        "level_rows": [
            (at, entry, [sheet.cells(at, field, entry.get(field, {})) for field in ("name", "title")])
            for at, entry in places
        ],
    }


def _take(request: PersonRequest, context: dict[str, Any], at: str, path: str) -> HttpResponse:
    """Keep what a page sends, and then move a part if it asks for that."""
    draft: Draft = context["draft"]
    saved = save_texts(request.user, draft, said_in(request.POST))
    be_here(request.user, draft, at)
    if wants_json(request):
        return JsonResponse(_told(request, draft, saved, path))
    path = f"{path}?show={request.GET['show']}" if "show" in request.GET else path
    if trouble := [each for each in saved.outcomes if each.differs or each.error]:
        shown = _area_context(request, {**context, "document": draft.document}, at)
        return render(
            request,
            "steward/area.html" if at else "steward/edit.html",
            {**shown, "conflicts": conflicts(draft, trouble), "path": path},
            status=409,
        )
    if "order" in request.POST:
        return _order(request, draft, saved, path)
    messages.success(request, gettext("Saved.") if saved.revision > saved.was else gettext("Nothing was changed."))
    return redirect(path)


def _order(request: PersonRequest, draft: Draft, saved: Saved, path: str) -> HttpResponse:
    """Move a part up or down; what was written on the same page was kept first, and does not make it stale."""
    by, _, code = request.POST["order"].partition(" ")
    revision = whole(request.POST.get("revision", ""))
    if revision == saved.was:
        revision = saved.revision
    change_structure(request.user, draft, revision, "order", {"code": code, "by": by})
    return redirect(f"{path}#{code}")


def whole(text: str) -> int:
    """A revision that a form sends; none that there is where it is no number."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def said_in(sent: QueryDict) -> list[Said]:
    """The texts of a form that differ from what they began with."""
    found = []
    for name in sent:
        parts = name.removeprefix(TEXT).split("|")
        if name.startswith(TEXT) and len(parts) == 3:
            text, began = str(sent[name]), sent.get(BEGAN + name.removeprefix(TEXT))
            began = None if began is None else str(began)
            if began is None or clean_ends(text) != clean_ends(began):
                found.append(Said((parts[0], parts[1]), parts[2], text, began))
    return found


def _told(request: PersonRequest, draft: Draft, saved: Saved, path: str) -> dict[str, Any]:
    """What a script is told of texts that it sent."""
    trouble = [each for each in saved.outcomes if each.differs]
    subjects = {each.said.place[0] for each in saved.outcomes}
    now = states(draft, subjects)
    return {
        "was": saved.was,
        "revision": saved.revision,
        "texts": {_key(each): each.stored for each in saved.outcomes if not each.error and not each.differs},
        "errors": {_key(each): each.error.translated(gettext) for each in saved.outcomes if each.error},
        "states": {"|".join(key): "" if word in SAYS_NOTHING else str(STATES[word]) for key, word in now.items()},
        "conflicts": {
            _key(each): render_to_string(
                "steward/_conflict.html", {"conflict": told, "path": path}, request=request
            )
            for each, told in zip(trouble, conflicts(draft, trouble), strict=True)
        },
        "here": here_words(draft, request.user),
        "steps": render_to_string(
            "steward/_steps.html",
            {"steps": step_words(draft, request.user), "draft": draft, "stewarded": draft.framework, "path": path},
            request=request,
        ),
    }  # fmt: skip


def _key(outcome: Outcome) -> str:
    return "|".join((*outcome.said.place, outcome.said.language))


def conflicts(draft: Draft, outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """What was not kept: both texts with what differs, or what is wrong with one."""
    writers = last_writers(draft, [(*each.said.place, each.said.language) for each in outcomes])
    found = []
    for each in outcomes:
        theirs, mine = runs_changed(each.stored, each.said.text) if each.differs else ([], [])
        writer = writers.get((*each.said.place, each.said.language))
        found.append(
            {
                "key": _key(each), "label": f"{place_name(*each.said.place)}, {language_name(each.said.language)}",
                "language": each.said.language, "stored": each.stored, "mine": each.said.text,
                "theirs_html": changed(theirs, "del"), "mine_html": changed(mine, "ins"),
                "writer": writer, "error": each.error.translated(gettext) if each.error else "",
            }
        )  # fmt: skip
    return found


def here_words(draft: Draft, person: Person) -> str:
    """Who else is at work on the draft, and where."""
    told = []
    for row in others_here(draft, person):
        words = gettext("{name} is here, at {code}.") if row.at else gettext("{name} is here.")
        told.append(words.format(name=row.person.name, code=row.at))
    return " ".join(told)


def step_words(draft: Draft, person: Person) -> dict[str, Any]:
    """What the person can undo and redo, each with its edit."""
    found = steps(draft, person)
    return {
        name: {"pk": edit.pk, "words": edit_words(edit)} if edit else None
        for name, edit in (("undo", found.undo), ("redo", found.redo))
    }


@require_POST
@signed_in
def here(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """Say that the page is still open, and hear who else is here and whether the draft changed."""
    draft: Draft = draft_context(request.user, code, number, "edit")["draft"]
    if draft.is_open:
        be_here(request.user, draft, request.POST.get("at", "")[:40])
    return JsonResponse({"here": here_words(draft, request.user), "revision": draft.revision})
