"""Activities of the log: enter one, change it, call it done, enter it again, erase it, and its proofs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.growth.queries import done_action
from tamarack.growth.queries.team import joined_event
from tamarack.growth.standing import planned_on
from tamarack.portfolio.actions import log as actions
from tamarack.portfolio.actions.files import remove_file
from tamarack.portfolio.log_words import hours
from tamarack.portfolio.models import Activity
from tamarack.portfolio.queries import log as queries
from tamarack.portfolio.queries.files import own_file
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.log.forms import ActivityForm
from tamarack.web.log.prefilled import Start, from_action, from_activity, from_event, from_evidence
from tamarack.web.log.scheme_words import places
from tamarack.web.once import once
from tamarack.web.refused import refused


@signed_in
@once
def new(request: PersonRequest) -> HttpResponse:
    """Enter an activity; the address may name what it is entered from."""
    stored = planned_on(request.user)
    start = _start(request)
    form = ActivityForm(request.POST or None, request.FILES or None, framework=stored.framework, initial=start.initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            proof = form.cleaned_data["proof"]
            activity = actions.log_activity(
                request.user, stored, form.spent, proof, action=start.action, evidence=start.evidence
            )
            messages.success(request, gettext("In the log: {title}").format(title=activity.title))
            return redirect(f"{reverse('log')}#activity-{activity.pk}")
    return render(request, "log/activity_form.html", {"here": "portfolio", "form": form, "start": start})


def _start(request: PersonRequest) -> Start:
    """What an entry begins with: an action, evidence or an activity of one's own, an event, or nothing."""
    stored, today = planned_on(request.user), timezone.localdate()
    if action := done_action(request.user, request.GET.get("action", "")):
        return from_action(action, stored)
    if evidence := queries.find_evidence(request.user, request.GET.get("evidence", "")):
        return from_evidence(evidence, stored, today)
    if event := joined_event(request.user, request.GET.get("event", "")):
        return from_event(event, stored)
    if activity := queries.find_activity(request.user, request.GET.get("again", "")):
        return from_activity(activity, stored, today)
    return Start({"on": today})


@signed_in
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """An activity: change it, add a proof, see where it counts."""
    found = queries.own_activity(request.user, pk)
    stored = queries.rubric_of(found, planned_on(request.user))
    names = ("title", "on", "category", "project", "criteria", "notes", "reflection")
    initial: dict[str, Any] = {name: getattr(found, name) for name in names}
    initial |= {"done": found.done_quarters, "planned": found.planned_quarters}
    form = ActivityForm(request.POST or None, request.FILES or None, framework=stored.framework, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_activity(request.user, found, stored, form.spent, form.cleaned_data["proof"])
            messages.success(request, gettext("Saved."))
            return redirect("log_activity", pk)
    log = queries.log(request.user)
    standings = [queries.standing(following, log) for following in queries.followed(request.user)]
    context = {"here": "portfolio", "form": form, "activity": found, "places": places(standings, found)}
    return render(request, "log/activity_form.html", context)


@require_POST
@signed_in
def done(request: PersonRequest, pk: int) -> HttpResponse:
    """Call a planned activity done, as planned."""
    found = queries.own_activity(request.user, pk)
    actions.do_activity(request.user, found)
    message = gettext("Done: {title}, {hours}. Change it if it took more or less.")
    messages.success(request, message.format(title=found.title, hours=hours(_done(found))))
    return redirect(f"{reverse('log')}#activity-{pk}")


def _done(activity: Activity) -> int:
    return activity.done_quarters or activity.planned_quarters


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase an activity, after a confirmation."""
    found = queries.own_activity(request.user, pk)
    if request.method == "POST":
        actions.delete_activity(request.user, found)
        messages.success(request, gettext("The activity is deleted."))
        return redirect("log")
    return render(request, "log/activity_delete.html", {"here": "portfolio", "activity": found})


@signed_in
def remove_proof(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase a proof, after a confirmation.

    Raises
    ------
    UnknownCode
        If there is none such of this person's.
    """
    file = own_file(request.user, pk)
    activity = queries.own_activity(request.user, file.activity_id or 0)
    if request.method == "POST":
        remove_file(request.user, file)
        messages.success(request, gettext("The proof is deleted."))
        return redirect("log_activity", activity.pk)
    return render(request, "log/proof_remove.html", {"here": "portfolio", "activity": activity, "file": file})
