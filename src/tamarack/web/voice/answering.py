"""Answering to a consultation: a page a competency, for oneself or for an organisation that one owns."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.core.errors import N_, NotAllowed
from tamarack.core.framework import Document
from tamarack.people.models import Organisation
from tamarack.stewardship.actions import consulting as actions
from tamarack.stewardship.actions.consulting import Answered
from tamarack.stewardship.models import Answer, Consultation
from tamarack.stewardship.queries import voice as queries
from tamarack.stewardship.results import QUESTIONS
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.refused import refused
from tamarack.web.voice import document
from tamarack.web.voice.forms import AnswerForm
from tamarack.web.voice.place import rubric_context

ME, PLACE = "me", "org-"
"""For whom an address says that one answers: for oneself, or for the organisation whose code follows."""


def _found(request: PersonRequest, code: str, pk: int, who: str) -> tuple[Consultation, Organisation | None]:
    """An open consultation, and the organisation that is answered for.

    Raises
    ------
    UnknownCode
        If there is no such consultation, or the reader owns no such organisation.
    NotAllowed
        If it is not open.
    """
    found = queries.find_consultation(code, pk)
    place = None if who == ME else queries.find_owned(request.user, who.removeprefix(PLACE))
    if not found.is_open:
        raise NotAllowed(N_("This consultation is not open. What you answered before is kept."))
    return found, place


@signed_in
def overview(request: PersonRequest, code: str, pk: int, who: str) -> HttpResponse:
    """How far one is, competency by competency."""
    context = rubric_context(request, code, "consultations")
    found, place = _found(request, code, pk, who)
    given = queries.answers_of(found, request.user, place)
    parts = [
        {
            "code": area["code"],
            "name": document.name_of(area) or area["code"],
            "of": len(area["criteria"]),
            "done": sum(row["code"] in given for row in area["criteria"]),
        }
        for area in found.said["competencies"]
    ]
    more = {"consultation": found, "draft": found.draft, "who": who, "place": place, "areas": parts}
    return render(request, "voice/answer.html", context | more)


@signed_in
def part(request: PersonRequest, code: str, pk: int, who: str, competency: str) -> HttpResponse:
    """The criteria of one competency, to answer about."""
    context = rubric_context(request, code, "consultations")
    found, place = _found(request, code, pk, who)
    area = document.find_area(found.said, competency)
    forms = _forms(request, area, queries.answers_of(found, request.user, place))
    following = _following(found.said, area)
    if request.method == "POST" and all(form.is_valid() for form in forms.values()):
        first = next(iter(forms.values()), None)
        with refused(first or AnswerForm()):
            actions.answer(request.user, found, place, {key: _answered(form) for key, form in forms.items()})
            messages.success(request, gettext("Saved. You can go on now, or later."))
            if following and "leave" not in request.POST:
                return redirect("consultation_part", code, pk, who, following.lower())
            return redirect("consultation_answer", code, pk, who)
    rows = [(document.row_of(found.said, row), forms[row["code"]]) for row in area["criteria"]]
    more = {
        "consultation": found, "draft": found.draft, "who": who, "place": place, "rows": rows, "following": following,
        "area": {"code": area["code"], "name": document.name_of(area) or area["code"],
                 "description": document.said(area.get("description"), found.said["languages"])},
    }  # fmt: skip
    return render(request, "voice/answer_part.html", context | more)


def _forms(request: PersonRequest, area: Document, given: dict[str, Answer]) -> dict[str, AnswerForm]:
    """A form for each criterion."""
    data = request.POST if request.method == "POST" else None
    return {
        row["code"]: AnswerForm(data, prefix=row["code"], initial=_initial(given.get(row["code"])))
        for row in area["criteria"]
    }


def _initial(row: Answer | None) -> dict[str, Any]:
    return {name: getattr(row, name) for name in AnswerForm.base_fields} if row else {}


def _answered(form: AnswerForm) -> Answered:
    data = form.cleaned_data
    return Answered({name: data[name] for name in QUESTIONS}, data["wording"], data["quote"], data["named"])


def _following(text: Document, area: Document) -> str:
    """The competency after one; nothing at the end."""
    codes = [entry["code"] for entry in text["competencies"]]
    position = codes.index(area["code"]) + 1
    return codes[position] if position < len(codes) else ""


@require_POST
@signed_in
def end_quotes(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Let none of one's words be quoted any more."""
    actions.end_quotes(request.user, queries.find_consultation(code, pk))
    messages.success(request, gettext("None of your words is quoted any more."))
    return redirect("consultation", code, pk)
