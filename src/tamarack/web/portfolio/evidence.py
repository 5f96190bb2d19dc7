"""Evidence: the list, an entry, making and changing one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.assessment.models import Review
from tamarack.common.numbers import whole
from tamarack.core.errors import UnknownCode
from tamarack.core.framework import Framework
from tamarack.growth.models import LearningEvent
from tamarack.growth.queries import own_action
from tamarack.growth.queries.team import joined_event
from tamarack.growth.standing import here, planned_on
from tamarack.people.models import Person
from tamarack.portfolio.actions import evidence as actions
from tamarack.portfolio.actions.endorsements import is_open
from tamarack.portfolio.models import Evidence
from tamarack.portfolio.queries import evidence as queries
from tamarack.portfolio.words import period
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.portfolio.forms import EvidenceForm, FileForm
from tamarack.web.portfolio.rows import entry_rows, support_parts
from tamarack.web.refused import refused


@signed_in
def portfolio(request: PersonRequest) -> HttpResponse:
    """All entries, newest first; or those that are looked for."""
    asked = request.GET
    wanted = queries.Wanted(
        asked.get("words", "").strip()[:100], asked.get("kind", ""), asked.get("tag", ""), whole(asked.get("year", "")),
        asked.get("at", ""),
    )  # fmt: skip
    framework = planned_on(request.user).framework
    page = queries.evidence_page(request.user, wanted, asked.get("page", 1))
    address = asked.copy()
    address.pop("page", None)
    context = {
        "here": "portfolio",
        "page": page,
        "rows": entry_rows(page.object_list, framework),
        "wanted": wanted,
        "asked": address.urlencode(),
        "framework": framework,
        "kinds": Evidence.Kind.choices,
        "tags": queries.tags(request.user),
    }
    return render(request, "portfolio/portfolio.html", context)


@signed_in
@once
def new(request: PersonRequest) -> HttpResponse:
    """Keep a piece of evidence; a descriptor, an action whose reflection it is made from, or a learning event that one
    took part in may be given."""
    stored = planned_on(request.user)
    number = whole(request.POST.get("action", request.GET.get("action", "")))
    initial: dict[str, Any] = {"serves": request.GET.getlist("at")}
    if number is not None:
        initial = _from_action(request.user, number)
    elif event := joined_event(request.user, request.GET.get("event", "")):
        initial = _from_event(event)
    form = _form(request, stored.framework, initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            evidence = actions.keep_evidence(request.user, stored, form.told, number)
            messages.success(request, gettext("Kept. Nobody else sees it unless you say so."))
            return redirect("evidence", evidence.pk)
    context = {"here": "portfolio", "form": form, "action": number}
    return render(request, "portfolio/evidence_form.html", context)


def _from_action(person: Person, number: int) -> dict[str, Any]:
    """What an action of this person's says already."""
    action = own_action(person, number)
    return {
        "title": action.what, "ended": action.done_on, "reflection": action.learned, "did": action.notes,
        "serves": action.serves, "kind": Evidence.Kind.COURSE if action.kind == "learn" else Evidence.Kind.PROJECT,
    }  # fmt: skip


def _from_event(event: LearningEvent) -> dict[str, Any]:
    """What a learning event says already; what one did there and made of it, only they can say."""
    return {
        "title": event.title, "kind": Evidence.Kind.EVENT, "serves": event.criteria, "links": event.link,
        "began": event.starts_at.astimezone(event.zone).date(), "ended": event.ends_at.astimezone(event.zone).date(),
    }  # fmt: skip


def _form(request: PersonRequest, framework: Framework, initial: dict[str, Any]) -> EvidenceForm:
    known = {f"{row.code}.{level}" for row in framework.criteria for level in row.levels}
    chosen = [*initial["serves"], *request.POST.getlist("serves")]
    whole_rows = [code for code in chosen if any(code == row.code for row in framework.criteria)]
    near = dict.fromkeys(code for code in chosen if code in known)
    near |= dict.fromkeys(f"{code}.{level}" for code in whole_rows for level in framework.criterion(code).levels)
    return EvidenceForm(request.POST or None, framework=framework, near=list(near), initial=initial)


@signed_in
def evidence(request: PersonRequest, pk: int) -> HttpResponse:
    """An entry of one's own, with who can see it."""
    found = queries.own_evidence(request.user, pk)
    return render(request, "portfolio/evidence.html", {**_told(request.user, found), "form": FileForm()})


def _told(person: Person, found: Evidence) -> dict[str, Any]:
    shares, now = queries.shares(found), timezone.now()
    endorsements = [row for row in found.endorsements.all() if row.withdrawn_at is None]
    seeing = [
        row for row in shares if row.review.state in (Review.State.INVITED, Review.State.OPEN, Review.State.SIGNED)
    ]
    return {
        "here": "portfolio",
        "evidence": found,
        "supports": support_parts(found, queries.standing_acceptances(found)),
        "shares": seeing,
        "showcases": queries.shown_on(found),
        "endorsements": endorsements,
        "asked": [row for row in endorsements if is_open(row, now)],
        "period": period(found),
        "now": now,
    }


@signed_in
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change an entry."""
    found = queries.own_evidence(request.user, pk)
    stored = planned_on(request.user)
    initial: dict[str, Any] = {
        name: getattr(found, name)
        for name in ("title", "kind", "began", "ended", "role", "did", "reflection", "held_by")
    }
    initial |= {
        "serves": [row.code for row in found.supports.all() if row.version_id == stored.id],
        "links": "\n".join(f"{link.url} {link.label}".strip() for link in found.links.all()),
        "tags": ", ".join(tag.name for tag in found.tags.all()),
    }
    form = _form(request, stored.framework, initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_evidence(request.user, stored, found, form.told)
            messages.success(request, gettext("Saved."))
            return redirect("evidence", pk)
    accepted = len(queries.standing_acceptances(found))
    context = {"here": "portfolio", "form": form, "evidence": found, "accepted": accepted}
    return render(request, "portfolio/evidence_form.html", context)


@require_POST
@signed_in
def how(request: PersonRequest, pk: int) -> HttpResponse:
    """Say in a sentence how an entry supports each descriptor."""
    found = queries.own_evidence(request.user, pk)
    hows = {
        row.code: request.POST[f"how-{row.code}"] for row in found.supports.all() if f"how-{row.code}" in request.POST
    }
    actions.explain_support(request.user, found, hows)
    messages.success(request, gettext("Saved."))
    return redirect("evidence", pk)


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase an entry, after a confirmation."""
    found = queries.own_evidence(request.user, pk)
    if request.method == "POST":
        actions.delete_evidence(request.user, found)
        messages.success(request, gettext("The entry is deleted, with its files."))
        return redirect("portfolio")
    return render(request, "portfolio/evidence_delete.html", {"here": "portfolio", "evidence": found})


@signed_in
def coverage(request: PersonRequest) -> HttpResponse:
    """Which met descriptors have evidence, how recent; which have none."""
    place = here(request.user)
    covered = queries.coverage(request.user, place.stored.id, place.framework, place.answers.ratings)
    by_code = {row.code: row for row in covered}
    areas = []
    for area in place.framework.competencies:
        codes = [f"{row.code}.{level}" for row in area.criteria for level in row.levels]
        rows = [by_code[code] for code in codes if code in by_code]
        if rows:
            areas.append((area, rows, sum(row.count > 0 for row in rows)))
    context = {
        "here": "portfolio", "assessment": place.assessment, "framework": place.framework, "areas": areas,
        "shown": sum(row.count > 0 for row in covered), "met": len(covered),
    }  # fmt: skip
    return render(request, "portfolio/coverage.html", context)


def find_other(person: Person, key: str) -> Evidence | None:
    """Another entry of this person's, by what a form says."""
    number = whole(key)
    if number is None:
        return None
    try:
        return queries.own_evidence(person, number)
    except UnknownCode:
        return None
