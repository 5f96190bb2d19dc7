"""One's own account."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext

from tamarack.exchange.own_data import own_data
from tamarack.people import audit
from tamarack.people.actions import accounts as actions
from tamarack.people.models import GRACE
from tamarack.stewardship.rules import may_begin_framework
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.account.forms import DeleteForm, SettingsForm


@signed_in
def settings(request: PersonRequest) -> HttpResponse:
    """Name, language, colours; the way to address, password, sign-out and erasure."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        actions.change_settings(request.user, **form.cleaned_data)
        with translation.override(request.user.language):
            messages.success(request, gettext("Your settings are saved."))
        return redirect(f"/{request.user.language}{request.path[3:]}")
    context = {"here": "account", "form": form, "keeps": may_begin_framework.test(request.user)}
    return render(request, "account/settings.html", context)


@signed_in
def data(request: PersonRequest) -> HttpResponseBase:
    """Everything of one's own, as one archive."""
    audit.record(audit.What.TOOK_DATA, by=request.user, of=request.user)
    name = f"tamarack-{timezone.localdate().isoformat()}.zip"
    return FileResponse(own_data(request.user), as_attachment=True, filename=name, content_type="application/zip")


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
        return redirect("account_login")
    return render(request, "account/keep.html", {"until": leaving.until})
