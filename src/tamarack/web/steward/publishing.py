"""What a draft changes, declared by its stewards; and publishing it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from tamarack.core.changes import AT, KINDS, Change, read_changes, written_change
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import from_document, shorten
from tamarack.core.proposing import propose
from tamarack.core.validation import problems
from tamarack.core.versions import compare
from tamarack.rubric.compared import KINDS as KIND_WORDS
from tamarack.rubric.compared import Difference, items
from tamarack.rubric.queries import find_version, framework
from tamarack.stewardship.actions import publishing as actions
from tamarack.stewardship.models import Draft
from tamarack.stewardship.queries import publishing as queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.refused import refused
from tamarack.web.rubric.changes import shown
from tamarack.web.steward.forms import NumberForm, PublishForm
from tamarack.web.steward.place import draft_context, framework_context

DECIDED = {"reworded": ("reworded", "revised"), "revised": ("revised", "reworded")}
"""What a steward may decide where something is proposed."""


@signed_in
def changes(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """What a draft declares to change, what is proposed, and what contradicts."""
    context = draft_context(request.user, code, number, "changes")
    draft: Draft = context["draft"]
    if request.method == "POST":
        _declare(request, draft)
        return redirect("draft_changes", code, number)
    return render(request, "steward/changes.html", {**context, **_changes(draft)})


def _changes(draft: Draft) -> dict[str, Any]:
    if invalid := problems(draft.document):
        return {"invalid": len(invalid)}
    if draft.based_on_id is None or draft.document.get("restores"):
        return {"first": draft.based_on_id is None}
    told = queries.declared(draft)
    old, new, proposed = told.old, told.new, told.proposed
    tongue = new.languages[0]
    found = Difference(old, new, told.comparison, True)
    guess = Difference(old, new, compare(old, new, [*found.comparison.changes, *proposed]), True)
    return {
        "found": found,
        "tongue": tongue,
        "declared": shown(found, items(found, tongue), None),
        "proposed": [
            (change, DECIDED.get(change.item.change.kind, (change.item.change.kind,)))
            for change in shown(guess, [item for item in items(guess, tongue) if item.change in proposed], None)
        ],
        "contradictions": told.contradictions,
        "kinds": [(kind, str(KIND_WORDS[kind])) for kind in KINDS],
    }


def _declare(request: PersonRequest, draft: Draft) -> None:
    """Take what the form says: proposals as decided, one by hand, or some to be taken back."""
    data = request.POST
    add: list[Change] = []
    remove: list[Change] = []
    if "remove" in data:
        remove = [change for change in read_changes(draft.changes) if change_key(change) == data["remove"]]
    elif "by_hand" in data:
        add = [_by_hand(data)]
    elif draft.based_on_id and not problems(draft.document):
        for change in propose(framework(draft.based_on_id), from_document(draft.document)):
            chosen = data.get(change_key(change), change.kind if "all" in data else "")
            if chosen in DECIDED.get(change.kind, (change.kind,)):
                add.append(Change(chosen, change.at, change.sources, change.targets))
    actions.declare(request.user, draft, _revision(data), add=add, remove=remove)
    messages.success(request, gettext("Saved."))


def change_key(change: Change) -> str:
    """By what a form names a change."""
    return f"{change.at or '+'.join(change.sources)}>{'+'.join(change.targets)}:{change.kind}"


def _by_hand(data: Mapping[str, str]) -> Change:
    """A change that a steward wrote: codes are separated by commas.

    Raises
    ------
    BadInput
        If it is none.
    """
    kind = data.get("kind", "")
    sources, targets = (_codes(data.get(name, "")) for name in ("from", "to"))
    place = (targets or sources or ("",))[0]
    if kind in AT or (kind in ("added", "retired") and place.count(".") > 1):
        return written_change(kind, place)
    return written_change(kind, "", () if kind == "added" else sources, () if kind == "retired" else targets)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text[:400].split(","))))


def _revision(data: Mapping[str, str]) -> int:
    try:
        return int(data.get("revision", ""))
    except ValueError:
        raise BadInput(N_("“{value}” is not a revision of a draft."), value=shorten(data.get("revision", ""))) from None


@signed_in
def publish(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """What stands in the way, what publishing does to people, and publishing; afterwards how far it has come."""
    context = draft_context(request.user, code, number, "publish")
    draft: Draft = context["draft"]
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.publish(request.user, draft, _revision(request.POST), form.cleaned_data["why"])
            messages.success(request, gettext("Version {number} is published.").format(number=number))
            return redirect("draft_publish", code, number)
    if draft.became is None:
        context |= {"gates": queries.gates(draft), "effect": queries.effect(draft)}
    else:
        context["progress"] = getattr(draft.became, "carry_over", None)
    return render(request, "steward/publish.html", {**context, "form": form})


@signed_in
@once
def restore(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """Begin a version that takes the newest one back to this one."""
    context = framework_context(request.user, code, "drafts")
    version = find_version(code, number)
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            draft = actions.begin_restoring(request.user, version, form.cleaned_data["number"])
            return redirect("draft_publish", code, draft.number)
    return render(request, "steward/restore.html", {**context, "version": version, "form": form})
