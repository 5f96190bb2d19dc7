"""Who may see a page at all."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, cast

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext

from tamarack.people.models import Person
from tamarack.web.errors import json_problem, wants_json

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request by someone signed in."""

    user: Person


def signed_in(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Send others to the sign-in page and back; a script is told so."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            response = view(cast(PersonRequest, request), *args, **kwargs)
            response.headers["Cache-Control"] = "private, no-store"
            return response
        if wants_json(request):
            return json_problem(401, "signed_out", gettext("Not saved yet: you are signed out. Your answers are kept."))
        return redirect_to_login(request.get_full_path(), resolve_url("account_login"))

    return update_wrapper(guarded, view)


def administrator(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For administrators; to anyone else signed in, there is no such page."""

    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_staff:
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(update_wrapper(guarded, view))


def proven_lately(
    view: Callable[Concatenate[PersonRequest, P], HttpResponseBase],
) -> Callable[Concatenate[PersonRequest, P], HttpResponseBase]:
    """Let someone on who proved who they are in the last minutes; others do so first, and then go on."""

    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        raise_if_reauthentication_required(request, app="allauth.account")
        return view(request, *args, **kwargs)

    return update_wrapper(guarded, view)
