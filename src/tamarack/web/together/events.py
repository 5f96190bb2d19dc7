"""Learning events: plan, change and cancel one; sign up, leave, put it into a calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.exchange.calendar import event_ics
from tamarack.growth.actions import events as actions
from tamarack.growth.queries import rhythm
from tamarack.growth.queries import team as queries
from tamarack.growth.rules import may_join, sees_who_comes
from tamarack.growth.standing import planned_on
from tamarack.people.queries.places import find_team
from tamarack.rubric.queries import framework
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.growth.calendar import calendar_file
from tamarack.web.once import once
from tamarack.web.orgs.place import team_context
from tamarack.web.refused import refused, warned
from tamarack.web.together.forms import CancelForm, EventForm, event_initial
from tamarack.web.together.plan import led_team


@signed_in
@once
def new(request: PersonRequest, code: str, team: str) -> HttpResponse:
    """Plan an event."""
    (found, context), stored = led_team(request, code, team), planned_on(request.user)
    zone = rhythm(request.user).zone.key
    form = EventForm(request.POST or None, framework=stored.framework, zone=zone, initial={"time_zone": zone})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            event = actions.plan_event(request.user, found, stored, form.planned)
            messages.success(request, gettext("Planned. Those it is for find it here, and can sign up."))
            return redirect("event", code, team, event.pk)
    return render(request, "together/event_form.html", {**context, "form": form})


@signed_in
def event(request: PersonRequest, code: str, team: str, pk: int) -> HttpResponse:
    """An event: what, when and where, who comes, and what to do about it."""
    context = team_context(request.user, code, team, "plan")
    event = queries.find_event(request.user, context["team"], pk)
    rubric = framework(event.version_id)
    seen = sees_who_comes.test(request.user, event)
    context |= {
        "event": event,
        "criteria": [rubric.criterion(row) for row in event.criteria],
        "may_join": may_join.test(request.user, event),
        "people": queries.who_comes(event) if seen else None,
        "full": event.capacity is not None and event.sign_ups.count() >= event.capacity,
    }
    return render(request, "together/event.html", context)


@signed_in
def change(request: PersonRequest, code: str, team: str, pk: int) -> HttpResponse:
    """Change an event, and tell those who come."""
    (found, context), stored = led_team(request, code, team), planned_on(request.user)
    event = queries.find_event(request.user, found, pk)
    initial = event_initial(event)
    form = EventForm(request.POST or None, framework=stored.framework, zone=event.time_zone, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_event(request.user, event, stored, form.planned)
            messages.success(request, gettext("Saved. Those who signed up are told by mail."))
            return redirect("event", code, team, pk)
    return render(request, "together/event_form.html", {**context, "form": form, "event": event})


@signed_in
def cancel(request: PersonRequest, code: str, team: str, pk: int) -> HttpResponse:
    """Call an event off, after a confirmation, and tell those who come."""
    found, context = led_team(request, code, team)
    event = queries.find_event(request.user, found, pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.cancel_event(request.user, event, form.cleaned_data["reason"])
            messages.success(request, gettext("Cancelled. Those who signed up are told by mail."))
            return redirect("event", code, team, pk)
    return render(request, "together/event_cancel.html", {**context, "event": event, "form": form})


@require_POST
@signed_in
def sign_up(request: PersonRequest, code: str, team: str, pk: int) -> HttpResponse:
    """Sign up for an event."""
    event = queries.find_event(request.user, find_team(request.user, code, team), pk)
    with warned(request):
        actions.sign_up(request.user, event)
        messages.success(request, gettext("You are signed up. Put it into your calendar, if you like."))
    return redirect("event", code, team, pk)


@require_POST
@signed_in
def leave(request: PersonRequest, code: str, team: str, pk: int) -> HttpResponse:
    """Not come after all."""
    event = queries.find_event(request.user, find_team(request.user, code, team), pk)
    with warned(request):
        actions.leave_event(request.user, event)
        messages.success(request, gettext("You are not signed up any more."))
    return redirect("event", code, team, pk)


@signed_in
def file(request: PersonRequest, code: str, team: str, pk: int) -> HttpResponse:
    """An event as a file for a calendar."""
    event = queries.find_event(request.user, find_team(request.user, code, team), pk)
    return calendar_file(event_ics(event, request.user), f"tamarack-event-{pk}.ics")
