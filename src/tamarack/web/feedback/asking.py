"""Asking: what, whom, until when; and asking more people."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from tamarack.assessment.actions import feedback as actions
from tamarack.assessment.models import FeedbackRequest
from tamarack.assessment.promise import promised
from tamarack.assessment.queries import feedback as queries
from tamarack.assessment.queries.rating import own_assessments, submitted
from tamarack.common.dates import month
from tamarack.core.errors import NotAllowed
from tamarack.growth.models import Template
from tamarack.growth.queries import active_goals
from tamarack.growth.queries.team import find_template
from tamarack.growth.standing import planned_on
from tamarack.people.models import Person
from tamarack.people.queries.places import feedback_threshold
from tamarack.rubric.queries import Stored
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.feedback.forms import ALL, FOCUS, SUGGESTED, AskForm, People
from tamarack.web.feedback.promise import promise_html
from tamarack.web.once import once
from tamarack.web.refused import refused


@signed_in
@once
def new(request: PersonRequest) -> HttpResponse:
    """Ask for feedback."""
    stored, more = planned_on(request.user), "more" in request.POST
    data = request.POST if request.method == "POST" else None
    form = _form(request, stored, more=more)
    people = People(data, request.user.language)
    if data is not None and not more and form.is_valid() & people.is_valid():
        with refused(form):
            made = actions.create_request(request.user, stored, form.asked, people.invited, form.own_view)
            sentence = ngettext("{count} invitation is on its way.", "{count} invitations are on their way.",
                                len(people.invited))  # fmt: skip
            messages.success(request, sentence.format(count=len(people.invited)))
            return redirect("feedback_request", made.pk)
    threshold = feedback_threshold(request.user)
    context = {"here": "feedback", "form": form, "people": people, "promise": _promise(request.user, threshold)}
    return render(request, "feedback/new.html", context | {"threshold": threshold})


def _form(request: PersonRequest, stored: Stored, *, more: bool) -> AskForm:
    focus = focus_of(request.user, stored)
    found = submitted(own_assessments(request.user), stored.id)
    initial: dict[str, Any] = {
        "about": FOCUS if focus else ALL,
        "title": month(timezone.localdate()),
        "assessment": str(found[0].pk) if found else "",
        "until": timezone.localdate() + actions.USUAL,
    }
    template = find_template(request.user, request.GET.get("template", ""), Template.Kind.FEEDBACK)
    suggested = in_rubric(stored, template.criteria) if template else []
    if template:
        until = timezone.localdate() + timedelta(days=template.days)
        initial |= {"about": SUGGESTED if suggested else initial["about"], "until": until}
        initial |= {"title": template.title, "message": template.message}
    if more:
        initial = request.POST.dict()
    data = request.POST if request.method == "POST" and not more else None
    return AskForm(
        data, framework=stored.framework, focus=focus, suggested=suggested, assessments=found, initial=initial
    )


def focus_of(person: Person, stored: Stored) -> list[str]:
    """The focus criteria of someone's active goals, in rubric order."""
    wanted = {code for goal in active_goals(person) if goal.version_id == stored.id for code in goal.focus}
    return in_rubric(stored, wanted)


def in_rubric(stored: Stored, codes: Collection[str]) -> list[str]:
    """Those criteria that the rubric has, in its order."""
    return [row.code for row in stored.framework.criteria if row.code in codes]


def _promise(person: Person, threshold: int) -> SafeString:
    """What those who are asked will be told."""
    request = FeedbackRequest(
        person=person, reviewer=gettext("your reviewer"), reviewer_email=gettext("their address"),
        threshold=threshold,
    )  # fmt: skip
    request.promise = promised(request)
    return promise_html(request)


@signed_in
@once
def people(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask more people."""
    found = queries.own_request(request.user, pk)
    if not found.is_open:
        raise NotAllowed(actions.NOT_OPEN)
    data = request.POST if request.method == "POST" else None
    rows = People(data, request.user.language)
    form = forms.Form(data)
    if data is not None and "more" not in data and form.is_valid() & rows.is_valid():
        with refused(form):
            actions.invite_more(request.user, found, rows.invited)
            messages.success(request, gettext("The invitations are on their way."))
            return redirect("feedback_request", pk)
    return render(request, "feedback/people.html", {"here": "feedback", "asked": found, "form": form, "people": rows})
