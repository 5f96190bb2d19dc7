"""Keeping at it: check-ins, the journal, the rhythm with its reminders and calendar."""

from datetime import time
from typing import Any
from zoneinfo import available_timezones

from babel.dates import get_timezone_location
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tamarack.assessment.actions.rating import start_partial
from tamarack.assessment.queries.rating import own_assessments
from tamarack.common.language import locale
from tamarack.common.numbers import whole
from tamarack.core.errors import N_, BadInput
from tamarack.exchange.calendar import calendar_token
from tamarack.growth import queries
from tamarack.growth.actions import keeping as actions
from tamarack.growth.models import Rhythm
from tamarack.growth.standing import focus_of, planned_on
from tamarack.people.models import Person
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.forms import Choices, day_field, text_field
from tamarack.web.once import once
from tamarack.web.refused import refused

ZONES = (
    "America/St_Johns", "America/Halifax", "America/Moncton", "America/Toronto", "America/Winnipeg", "America/Regina",
    "America/Edmonton", "America/Vancouver", "America/Whitehorse", "America/Yellowknife", "America/Iqaluit",
)  # fmt: skip
"""The time zones of Canada, from east to west, then the north."""
TOWNS = {"America/St_Johns": "St. John’s"}
"""What Babel calls by another town's name."""


class CheckInForm(forms.Form):
    """Three questions; one answer is enough."""

    moved = text_field(_("What moved?"), _("What you did, what changed, for you or for your students."))
    in_the_way = text_field(_("What is in the way?"))
    next_ = text_field(_("What comes next?"))

    def clean(self) -> dict[str, Any]:
        """See that something is said."""
        data = super().clean() or {}
        if not self.errors and not any(text.strip() for text in data.values()):
            raise forms.ValidationError(gettext("Please answer one of the three questions at least."))
        return data


class RhythmForm(forms.Form):
    """How often, when, where, and whether reminders may come."""

    every = forms.TypedChoiceField(label=_("Check-ins"), choices=Rhythm.Every.choices, coerce=int)
    next_on = day_field(_("Next check-in"), _("Left empty, it is one interval from today."))
    at = forms.TimeField(
        label=_("Time of the check-in"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        initial=time(9),
        error_messages={"invalid": _("This is not a time. Please write it as hours and minutes, such as 09:30.")},
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    reminders = forms.BooleanField(
        label=_("Send me a reminder by mail, once a week at most"),
        required=False,
        help_text=_("It says what is planned for the week and what is still open. Each one has a link that ends them."),
    )
    weekday = forms.TypedChoiceField(label=_("Day of the reminder"), choices=Rhythm.Weekday.choices, coerce=int)

    def __init__(self, *args: Any, chosen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = gettext("As this site has it ({zone})").format(zone=_town(settings.TIME_ZONE))
        self.fields["time_zone"].choices = [("", first), *zone_choices(chosen)]  # type: ignore[attr-defined]


def zone_choices(chosen: str) -> Choices:
    """The time zones of Canada by their towns; first another one, if that is chosen."""
    zones = list(ZONES) if chosen in ("", *ZONES) else [chosen, *ZONES]
    known = available_timezones()
    return [(zone, _town(zone)) for zone in zones if zone in known]


def _town(zone: str) -> str:
    return TOWNS.get(zone) or str(get_timezone_location(zone, locale=locale(), return_city=True))


@signed_in
@once
def check_in(request: PersonRequest) -> HttpResponse:
    """Look back and ahead."""
    form = CheckInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            made = actions.check_in(request.user, **form.cleaned_data)
            messages.success(request, gettext("Kept in your journal."))
            return redirect(f"{reverse('journal')}#check-in-{made.pk}")
    last = next(iter(queries.check_ins(request.user)), None)
    context = {"here": "growth", "form": form, "last": last, **_rateable(request.user)}
    return render(request, "growth/check_in.html", context)


def _rateable(person: Person) -> dict[str, Any]:
    """What can be rated again alone, and the draft that stands in its way if there is one."""
    found = [row for row in own_assessments(person) if row.version_id == planned_on(person).id]
    draft = next((row for row in found if row.is_draft), None)
    return {"focus": focus_of(person) if any(not row.is_draft for row in found) else [], "draft": draft}


@signed_in
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what a check-in says."""
    found = queries.own_check_in(request.user, pk)
    initial = {"moved": found.moved, "in_the_way": found.in_the_way, "next_": found.next}
    form = CheckInForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_check_in(request.user, found, **form.cleaned_data)
            messages.success(request, gettext("Saved."))
            return redirect(f"{reverse('journal')}#check-in-{pk}")
    return render(request, "growth/check_in.html", {"here": "growth", "form": form, "check_in": found})


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase a check-in, after a confirmation."""
    found = queries.own_check_in(request.user, pk)
    if request.method == "POST":
        actions.delete_check_in(request.user, found)
        messages.success(request, gettext("The check-in is deleted."))
        return redirect("journal")
    return render(request, "growth/check_in_delete.html", {"here": "growth", "check_in": found})


@signed_in
def rate(request: PersonRequest) -> HttpResponse:
    """Rate the focus criteria again, and only these."""
    if request.method != "POST":
        return redirect("journal")
    focus = focus_of(request.user)
    if not focus:
        raise BadInput(N_("There is no active goal with focus criteria. Please make a goal first."))
    number = whole(request.POST.get("check_in", ""))
    entry = None if number is None else queries.own_check_in(request.user, number)
    draft = start_partial(request.user, planned_on(request.user), focus)
    if entry:
        actions.link_assessment(request.user, entry, draft)
    return redirect("assess_first", draft.pk)


@signed_in
def journal(request: PersonRequest) -> HttpResponse:
    """All check-ins, and what was learned from actions, newest first."""
    zone = queries.rhythm(request.user).zone
    entries: list[tuple[Any, Any, Any]] = [
        (timezone.localdate(row.at, zone), row, None) for row in queries.check_ins(request.user)
    ]
    entries += [(row.done_on, None, row) for row in queries.done_actions(request.user) if row.learned]
    entries.sort(key=lambda entry: entry[0], reverse=True)
    newest = next((row.pk for _, row, _ in entries if row), None)
    context = {"here": "growth", "entries": entries, "newest": newest, **_rateable(request.user)}
    return render(request, "growth/journal.html", context)


@signed_in
def rhythm(request: PersonRequest) -> HttpResponse:
    """How often check-ins are, whether reminders come, and the calendar's private address."""
    kept = queries.rhythm(request.user)
    initial = {name: getattr(kept, name) for name in RhythmForm.base_fields}
    form = RhythmForm(request.POST or None, initial=initial, chosen=kept.time_zone)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.set_rhythm(request.user, **form.cleaned_data)
            messages.success(request, gettext("Saved."))
            return redirect("rhythm")
    address = ""
    if kept.calendar:
        address = settings.SITE_ADDRESS + reverse("calendar_feed", args=[calendar_token(kept)])
    context = {"here": "growth", "form": form, "rhythm": kept, "calendar": address}
    return render(request, "growth/rhythm.html", context)


@require_POST
@signed_in
def calendar(request: PersonRequest) -> HttpResponse:
    """Make the calendar's private address, make a new one, or end it."""
    if "end" in request.POST:
        actions.revoke_calendar(request.user)
        messages.success(request, gettext("The address has ended. Calendars that follow it see nothing any more."))
    else:
        actions.renew_calendar(request.user)
        messages.success(
            request, gettext("Here is your calendar’s private address. One that you had before has ended.")
        )
    return redirect(f"{reverse('rhythm')}#calendar")
