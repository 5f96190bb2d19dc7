"""Consultations on a rubric's drafts, for everyone to read."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.stewardship.actions import consulting as actions
from tamarack.stewardship.models import Consultation
from tamarack.stewardship.queries import voice as queries
from tamarack.stewardship.rules import may_read_draft, may_read_results
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.voice import document
from tamarack.web.voice.place import reader_of, rubric_context


def consultations(request: HttpRequest, code: str) -> HttpResponse:
    """All consultations on a rubric: those that are open, to come, and over."""
    context = rubric_context(request, code, "consultations")
    found = queries.consultations(context["rubric"])
    more = {
        "open": [row for row in found if row.is_open],
        "coming": [row for row in found if row.opened_at is None],
        "over": [row for row in found if row.opened_at and not row.is_open],
        "review": queries.next_review(context["rubric"]),
        "listens": context["reader"] is not None and queries.listens(context["reader"], context["rubric"]),
    }
    return render(request, "voice/consultations.html", context | more)


@require_POST
@signed_in
def listen(request: PersonRequest, code: str) -> HttpResponse:
    """Hear when the rubric is put to consultation, or not any more."""
    rubric, _ = queries.find_rubric(code)
    wanted = "end" not in request.POST
    actions.listen(request.user, rubric, wanted=wanted)
    done = gettext("You get a mail when a consultation opens.") if wanted else gettext("You get no such mail any more.")
    messages.success(request, done)
    return redirect("consultations", code)


def consultation(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One consultation: what it is about, until when, and how to take part."""
    context = rubric_context(request, code, "consultations")
    found = queries.find_consultation(code, pk)
    return render(request, "voice/consultation.html", context | _shown(found, request))


def _shown(found: Consultation, request: HttpRequest) -> dict[str, Any]:
    reader = reader_of(request)
    places = queries.owned_by(reader) if reader else []
    done = queries.answered_by(found, reader, places) if reader else set()
    mine = queries.answers_of(found, reader) if reader and found.closed_at else {}
    return {
        "consultation": found,
        "draft": found.draft,
        "may_read": may_read_draft(reader, found),
        "may_read_results": may_read_results(reader, found),
        "answered": None in done,
        "places": [(place, place.pk in done) for place in places],
        "quoted": [row for row in mine.values() if row.quote],
    }


def draft(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The whole draft that is put to consultation, as it was when that opened."""
    context = rubric_context(request, code, "consultations")
    found = queries.readable_consultation(reader_of(request), code, pk)
    text = found.said
    more = {
        "consultation": found,
        "draft": found.draft,
        "title": document.said(text.get("title"), text["languages"]),
        "levels": [{"name": document.name_of(level), "rank": level["rank"]} for level in text["levels"]],
        "areas": document.areas(text),
    }
    return render(request, "voice/draft.html", context | more)
