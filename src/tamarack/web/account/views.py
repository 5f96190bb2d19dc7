"""One's own account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.exchange import moving
from tamarack.exchange.record.reading import TooMuch
from tamarack.people.actions import accounts as actions
from tamarack.people.models import GRACE, Errand, Person
from tamarack.people.privacy_notice import read_notice
from tamarack.people.rules import is_officer
from tamarack.stewardship.rules import may_begin_framework
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.account.brought import told
from tamarack.web.account.forms import BringForm, DeleteForm, SettingsForm


@signed_in
def settings(request: PersonRequest) -> HttpResponse:
    """Name, language, colours; the way to address, password, sign-out and erasure."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.change_settings(request.user, **form.cleaned_data)
        with translation.override(request.user.language):
            messages.success(request, gettext("Your settings are saved."))
        return redirect(f"/{request.user.language}{request.path[3:]}")
    keeps, answers = may_begin_framework.test(request.user), is_officer.test(request.user)
    context = {"here": "account", "form": form, "keeps": keeps, "answers": answers}
    return render(request, "account/settings.html", context)


@signed_in
def data(request: PersonRequest) -> HttpResponse:
    """Everything of one's own: have it made as one archive, or bring in one that was made elsewhere."""
    if request.method == "POST":
        moving.ask_archive(request.user)
        return redirect("account_data")
    return render(request, "account/data.html", data_context(request.user, BringForm()))


def data_context(person: Person, form: BringForm) -> dict[str, Any]:
    """What the page of one's data shows."""
    brought = moving.latest(person, Errand.Kind.BRING)
    return {
        "here": "account", "form": form, "made": moving.latest(person, Errand.Kind.TAKE), "brought": brought,
        "too_much": TooMuch().translated(gettext),
        "told": told(brought.report) if brought and brought.is_done else None,
    }  # fmt: skip


@signed_in
def archive(request: PersonRequest) -> HttpResponseBase:
    """The archive that was made."""
    errand, file = moving.open_archive(request.user)
    name = f"tamarack-{timezone.localdate(errand.asked_at).isoformat()}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@signed_in
def bring(request: PersonRequest) -> HttpResponse:
    """Bring an archive in that was made by another Tamarack."""
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        moving.ask_bring(request.user, form.cleaned_data["archive"])
        return redirect("account_data")
    return render(request, "account/data.html", data_context(request.user, form))


@require_POST
@signed_in
def notice(request: PersonRequest) -> HttpResponse:
    """Say that one has read what changed about privacy."""
    read_notice(request.user)
    return redirect("me")


@signed_in
def delete(request: PersonRequest) -> HttpResponse:
    """Erase the account, after a look at what goes and the password."""
    form = DeleteForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        person = request.user
        logout(request)
        address = actions.delete_account(person)
        return render(request, "account/deleted.html", {"address": address, "until": timezone.now() + GRACE})
    return render(request, "account/delete.html", {"here": "account", "form": form, "until": timezone.now() + GRACE})


def keep(request: HttpRequest, token: str) -> HttpResponse:
    """Take the erasure of an account back, by the link that its person got."""
    leaving, _ = actions.find_leaving(token)
    if request.method == "POST":
        actions.keep_account(token)
        messages.success(request, gettext("Your account is back, with everything that was in it. You can sign in."))
        return redirect("home")
    return render(request, "account/keep.html", {"until": leaving.until})
