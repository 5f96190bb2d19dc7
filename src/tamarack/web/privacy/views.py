"""Pages of those who answer for personal information: what is kept how long, what was erased, the breaches."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from tamarack.exchange.breaches import breaches_csv
from tamarack.exchange.retention import RULES, due
from tamarack.people.actions.privacy import record_breach
from tamarack.people.models import Breach
from tamarack.people.privacy_notice import notices
from tamarack.people.queries import privacy as queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment
from tamarack.web.once import once

FIELDS = (
    "found_on", "happened", "what", "information", "people", "harm", "why", "commission_told_on", "people_told_on",
    "done", "closed_on",
)  # fmt: skip
DAYS = ("found_on", "commission_told_on", "people_told_on", "closed_on")


class BreachForm(forms.ModelForm[Breach]):
    """An entry of the register."""

    class Meta:
        model = Breach
        fields = FIELDS
        widgets = {  # noqa: RUF012
            **{name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in DAYS},
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("what", "information", "why", "done")},
        }


@signed_in
def office(request: PersonRequest) -> HttpResponse:
    """All of it on one page."""
    found = queries.breaches(request.user)
    names = {rule.key: rule.what for rule in RULES}
    context = {
        "here": "account", "breaches": found, "officers": queries.officers(), "rules": due(timezone.now()),
        "runs": [(names.get(run.rule, run.rule), run) for run in queries.runs(request.user)], "notices": notices(),
    }  # fmt: skip
    return render(request, "privacy/office.html", context)


@signed_in
@once
def breach(request: PersonRequest, pk: int | None = None) -> HttpResponse:
    """Write a breach down, or more of it."""
    queries.check_officer(request.user)
    found = queries.find_breach(request.user, pk) if pk is not None else None
    form = BreachForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        record_breach(request.user, form.save(commit=False))
        messages.success(request, gettext("It stands in the register."))
        return redirect("privacy_office")
    return render(request, "privacy/breach.html", {"here": "account", "form": form, "breach": found})


@signed_in
def register(request: PersonRequest) -> HttpResponse:
    """The register as a table."""
    return attachment(breaches_csv(queries.breaches(request.user)), "breaches.csv")
