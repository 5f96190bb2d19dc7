"""Changes of a draft's structure: what each asks for, and what it does to ratings; and one place of a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.core.declaring import LEVEL, cells, competencies, criteria, kind_of, levels
from tamarack.core.drafting import retired
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Document, shorten
from tamarack.core.texts import texts
from tamarack.stewardship.actions import talking
from tamarack.stewardship.actions.structure import Stale, change_structure
from tamarack.stewardship.actions.undoing import take_back
from tamarack.stewardship.models import Draft
from tamarack.stewardship.queries import workshop as queries
from tamarack.stewardship.words import edit_words
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.errors import wants_json
from tamarack.web.once import once
from tamarack.web.refused import refused, warned
from tamarack.web.steward.editing import whole
from tamarack.web.steward.place import draft_context
from tamarack.web.steward.sheet import Sheet, name_of
from tamarack.web.steward.verbs import RETIRES, VERBS
from tamarack.web.steward.workshop_forms import CODES_MOST, StructureForm


@signed_in
@once
def change(request: PersonRequest, code: str, number: str, verb: str) -> HttpResponse:
    """Change a draft's structure, after saying what that does."""
    context = draft_context(request.user, code, number, "edit")
    draft: Draft = context["draft"]
    if verb not in VERBS:
        raise UnknownCode(N_("There is no change “{verb}”."), verb=shorten(verb))
    sent = request.POST if request.method == "POST" else request.GET
    about = sent.get("code", "")[:90]
    if wants_json(request) and request.method == "POST":
        return _ordered(request, draft, verb, about)
    initial = {"to": request.GET.get("to", "")}
    form = StructureForm(
        request.POST if request.method == "POST" else None,
        verb=verb, document=draft.document, code=about, initial=initial,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with refused(form):
            try:
                edit = change_structure(request.user, draft, whole(request.POST.get("revision", "")), verb,
                                        {"code": about, **form.data_of_change})  # fmt: skip
            except Stale as error:
                form.add_error(None, error.translated(gettext))
            else:
                messages.success(request, gettext("Done: {what}").format(what=edit_words(edit)))
                return redirect(_led_to(draft, verb, edit.data))
    kind = kind_of(draft.document, about) if about else ""
    title, does = VERBS[verb]
    shown = {
        **context, "form": form, "verb": verb, "about": about, "about_name": _name(draft.document, about),
        "does": RETIRES.get(kind, does) if verb == "retire" else does, "heading": title,
        "back": _back(draft, about),
    }  # fmt: skip
    return render(request, "steward/change.html", shown, status=409 if form.errors else 200)


def _ordered(request: PersonRequest, draft: Draft, verb: str, about: str) -> HttpResponse:
    """Take an order that a script sends."""
    order = request.POST.getlist("order")[:CODES_MOST]
    change_structure(
        request.user, draft, whole(request.POST.get("revision", "")), verb, {"code": about, "order": order}
    )
    return JsonResponse({"revision": draft.revision})


def _led_to(draft: Draft, verb: str, data: dict[str, Any]) -> str:
    """Where the change is to be seen."""
    code = data["to"] if verb in ("move",) else data["code"]
    document, at = draft.document, [draft.framework.code, draft.number]
    row = code if code in criteria(document) else code.rpartition(".")[0]
    if row in criteria(document):
        return f"{reverse('draft_area', args=[*at, criteria(document)[row][0]])}#{row}"
    if verb == "add_competency":
        return reverse("draft_area", args=[*at, code])
    return reverse("draft_edit", args=at)


def _back(draft: Draft, about: str) -> str:
    at = [draft.framework.code, draft.number]
    if kind_of(draft.document, about):
        return reverse("draft_cell", args=[*at, about])
    return reverse("draft_edit", args=at)


def _name(document: Document, code: str) -> str:
    kind = kind_of(document, code)
    if kind == "descriptor":
        row, _, level = code.rpartition(".")
        return f"{name_of(criteria(document)[row][1])} · {name_of(levels(document)[level])}"
    found = {
        "level": levels(document).get(code.removeprefix(LEVEL)),
        "competency": competencies(document).get(code),
        "criterion": criteria(document).get(code, ("", None))[1],
    }.get(kind)
    return name_of(found) if found else ""


@signed_in
@once
def cell(request: PersonRequest, code: str, number: str, subject: str) -> HttpResponse:
    """One place of a draft: what it says, what can be done with it, its comments and its history."""
    context = draft_context(request.user, code, number, "edit")
    draft: Draft = context["draft"]
    kind = kind_of(draft.document, subject)
    if not kind:
        raise UnknownCode(N_("The draft has no “{code}”."), code=shorten(subject))
    if request.method == "POST":
        with warned(request):
            talking.comment(request.user, draft, subject, request.POST.get("text", ""))
        return redirect(f"{reverse('draft_cell', args=[code, number, subject])}#comments")
    return render(request, "steward/cell.html", {**context, **_cell_context(draft, subject, kind)})


def _cell_context(draft: Draft, subject: str, kind: str) -> dict[str, Any]:
    document = draft.document
    row, _, level = subject.rpartition(".")
    has_text = kind != "descriptor" or level in cells(criteria(document)[row][1])
    sheet = Sheet(draft, document["languages"], {subject})
    field = "text" if kind == "descriptor" else "name"
    home = {"criterion": subject, "descriptor": row}.get(kind, "")
    return {
        "subject": subject, "kind": kind, "has_text": has_text, "name": _name(document, subject),
        "texts": sheet.cells(subject, field, texts(document).get((subject, field), {}), there=has_text),
        "marks": queries.reviewers(draft, {subject}), "comments": queries.comments(draft, subject),
        "edits": [(edit, edit_words(edit)) for edit in queries.history(draft, subject)],
        "verbs": [(verb, VERBS[verb][0]) for verb in ("move", "split", "merge", "retire")],
        "gone": _gone(draft, subject),
        "home": criteria(document)[home][0] if home else subject if kind == "competency" else "", "criterion": home,
    }  # fmt: skip


def _gone(draft: Draft, subject: str) -> list[str]:
    """What the draft retired of a competency or of a criterion."""
    base = queries.base_of(draft)
    if base is None:
        return []
    before = criteria(base)
    return [
        code
        for code in retired(draft.document, base)
        if code.startswith(f"{subject}.") or (code in before and before[code][0] == subject)
    ]


@require_POST
@signed_in
def settle(request: PersonRequest, code: str, number: str, pk: int) -> HttpResponse:
    """Call a comment settled, or open it again."""
    draft: Draft = draft_context(request.user, code, number, "edit")["draft"]
    found = queries.find_comment(draft, pk)
    talking.settle_comment(request.user, found, request.POST.get("settled") == "yes")
    return redirect(f"{reverse('draft_cell', args=[code, number, found.subject])}#comments")


@signed_in
def history(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """What was done to a draft, newest first."""
    context = draft_context(request.user, code, number, "history")
    edits = queries.history(context["draft"])
    standing = queries.in_effect(edits)
    rows = [(edit, edit_words(edit), edit.pk in standing) for edit in edits]
    return render(request, "steward/history.html", {**context, "rows": rows, "most": queries.HISTORY_SHOWN})


@require_POST
@signed_in
@once
def undo(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """Take an edit back, or make one again that was taken back."""
    draft: Draft = draft_context(request.user, code, number, "history")["draft"]
    edit = queries.find_edit(draft, whole(request.POST.get("edit", "")))
    with warned(request):
        take_back(request.user, draft, edit)
        messages.success(request, gettext("Taken back: {what}").format(what=edit_words(edit)))
    onward = request.POST.get("next", "")
    root = reverse("draft", args=[code, number])
    return redirect(onward if onward.startswith(root) else reverse("draft_history", args=[code, number]))
