"""Who may see a page at all."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from tamarack.people.models import Person

P = ParamSpec("P")


class PersonRequest(HttpRequest):
    """A request by someone signed in."""

    user: Person
    htmx: Any


def signed_in(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Send others to the sign-in page and back; a part of a page gets a line that says so."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            response = view(cast(PersonRequest, request), *args, **kwargs)
            response.headers["Cache-Control"] = "private, no-store"
            return response
        if getattr(request, "htmx", False):
            return render(request, "assess/_signed_out.html", status=401)
        return redirect_to_login(request.get_full_path(), resolve_url("account_login"))

    return update_wrapper(guarded, view)
