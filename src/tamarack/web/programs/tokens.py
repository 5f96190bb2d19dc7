"""Tokens by which programs come in: one's own, and an organisation's."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.exchange.actions import tokens as actions
from tamarack.exchange.models import Scope, Token
from tamarack.exchange.models.tokens import OF_ORGANISATIONS
from tamarack.exchange.queries import tokens as queries
from tamarack.people import rules
from tamarack.people.models import Organisation
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.orgs.place import org_context
from tamarack.web.programs.forms import TokenForm
from tamarack.web.refused import refused


@signed_in
def tokens(request: PersonRequest) -> HttpResponse:
    """One's own tokens, and a new one."""
    rows = queries.own_tokens(request.user)
    return _page(request, "programs/tokens.html", {"here": "account"}, rows, tuple(Scope))


@signed_in
def org_tokens(request: PersonRequest, code: str) -> HttpResponse:
    """An organisation's tokens, and a new one."""
    context = org_context(request.user, code, "settings")
    found: Organisation = context["organisation"]
    rules.check_owner(request.user, found)
    return _page(request, "programs/org_tokens.html", context, queries.tokens_of(found), OF_ORGANISATIONS, found)


def _page(
    request: PersonRequest,
    template: str,
    context: dict[str, Any],
    rows: list[Token],
    offered: tuple[Scope, ...],
    organisation: Organisation | None = None,
) -> HttpResponse:
    form = TokenForm(request.POST or None, offered=offered)
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with refused(form):
            made, text = actions.make_token(request.user, data["name"], data["scopes"], data["until"], organisation)
            return render(request, "programs/token_made.html", {**context, "token": made, "text": text})
    listed = [(row, row.is_valid(now)) for row in rows]
    return render(request, template, {**context, "form": form, "rows": listed})


@require_POST
@signed_in
def revoke(request: PersonRequest, pk: int) -> HttpResponse:
    """End a token of one's own."""
    actions.revoke_token(request.user, queries.find_token(request.user, pk))
    messages.success(request, gettext("Revoked. Programs that use it get no answer any more."))
    return redirect("tokens")


@require_POST
@signed_in
def org_revoke(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """End a token of an organisation."""
    found: Organisation = org_context(request.user, code, "settings")["organisation"]
    rules.check_owner(request.user, found)
    actions.revoke_token(request.user, queries.find_token(request.user, pk, found))
    messages.success(request, gettext("Revoked. Programs that use it get no answer any more."))
    return redirect("org_tokens", code)
