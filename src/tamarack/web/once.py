"""A form that is sent twice, by a double click or an impatient reload, is taken once."""

import hashlib
from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from tamarack.web.access import PersonRequest

P = ParamSpec("P")
LASTS = 600
"""Seconds in which the same form is known again."""


def once(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """Answer a form that was taken already with where it led. Each page's forms differ by their token."""

    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST" or "csrfmiddlewaretoken" not in request.POST:
            return view(request, *args, **kwargs)
        said = repr((request.user.pk, request.path, sorted(request.POST.lists())))
        key = f"once:{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()}"
        if not cache.add(key, "", LASTS):
            return redirect(cache.get(key) or "growth")
        try:
            response = view(request, *args, **kwargs)
        except BaseException:
            cache.delete(key)
            raise
        if isinstance(response, HttpResponseRedirect):
            cache.set(key, response.url, LASTS)
        else:
            cache.delete(key)
        return response

    return update_wrapper(guarded, view)
