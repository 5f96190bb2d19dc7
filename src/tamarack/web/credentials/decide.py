"""For those who decide: what waits for them, on what it would be issued, and what was issued."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.core.errors import N_, UnknownCode
from tamarack.portfolio.actions import credentials as actions
from tamarack.portfolio.badges import description
from tamarack.portfolio.models import Application
from tamarack.portfolio.queries import credentials as queries
from tamarack.rubric.queries import framework
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.credentials.forms import IssueForm, ReasonForm
from tamarack.web.credentials.rows import held_rows, input_rows, title_of
from tamarack.web.once import once
from tamarack.web.refused import refused


@signed_in
def decide(request: PersonRequest) -> HttpResponse:
    """What waits, and what was issued.

    Raises
    ------
    UnknownCode
        If one decides for no issuer.
    """
    issuers = queries.decided_issuers(request.user)
    if not issuers:
        raise UnknownCode(N_("There is no such page. The address may be misspelled, or the page is gone."))
    waiting = [(row, title_of(row)) for row in queries.open_applications(request.user)]
    issued = held_rows(queries.issued_credentials(request.user), timezone.now())
    context = {"here": "credentials", "issuers": issuers, "waiting": waiting, "issued": issued}
    return render(request, "credentials/decide.html", context)


@require_POST
@signed_in
def erased(request: PersonRequest) -> HttpResponse:
    """Revoke a credential that its holder deleted here, by its address."""
    key = request.POST.get("address", "").strip().rstrip("/").rpartition("/")[2]
    actions.revoke_erased(request.user, queries.erased_place(request.user, key))
    messages.success(request, gettext("Revoked. Whoever verifies a copy is told so."))
    return redirect("decide")


@signed_in
@once
def application(request: PersonRequest, pk: int) -> HttpResponse:
    """One thing that waits: the rule with its inputs, and the form by which to issue."""
    found = queries.decided_application(request.user, pk)
    form = IssueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.issue_credential(request.user, found, form.cleaned_data["years"])
            messages.success(request, gettext("Issued. {person} is told by mail.").format(person=found.person))
            return redirect("decide")
    actions.see_application(request.user, found)
    return _application(request, found, form, ReasonForm())


@require_POST
@signed_in
@once
def decline(request: PersonRequest, pk: int) -> HttpResponse:
    """Decline, with a reason."""
    found = queries.decided_application(request.user, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refused(form):
            actions.decline_application(request.user, found, form.cleaned_data["reason"])
            messages.success(request, gettext("Declined. {person} is told why by mail.").format(person=found.person))
            return redirect("decide")
    return _application(request, found, IssueForm(), form)


def _application(request: PersonRequest, found: Application, form: IssueForm, reason: ReasonForm) -> HttpResponse:
    rubric = framework(found.version_id)
    here = queries.grounds_now(found.person, found.issuer, found.version_id, found.code, found.level)
    context = {
        "here": "credentials",
        "application": found,
        "title": title_of(found),
        "description": description(rubric, found.code, found.level),
        "framework": rubric,
        "grounds": here,
        "inputs": input_rows(rubric, here),
        "links": queries.chosen_links(found, here),
        "form": form,
        "reason": reason,
    }
    return render(request, "credentials/decide_application.html", context)


@signed_in
@once
def issued(request: PersonRequest, key: str) -> HttpResponse:
    """One credential that was issued, and the form by which to revoke it."""
    found = queries.issued_credential(request.user, key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.revoke_credential(request.user, found, form.cleaned_data["reason"])
            messages.success(request, gettext("Revoked. {person} is told why by mail.").format(person=found.person))
            return redirect("decide")
    (row,) = held_rows([found], timezone.now())
    context = {"here": "credentials", "row": row, "credential": found, "form": form}
    return render(request, "credentials/decide_credential.html", context)
