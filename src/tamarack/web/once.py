"""A form that is sent twice, by a double click or an impatient reload, is taken once.

That it was taken is written in the transaction of what it does: whatever ends the server in the middle of it, both are
there, or neither is. Who sends it a second time meanwhile waits for the first.
"""

import hashlib
from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec

from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from tamarack.common.database import write
from tamarack.web.access import PersonRequest

P = ParamSpec("P")
LASTS = 86_400
"""Seconds in which the same form is known again: a day, so that a clock that jumps by hours doubles nothing."""


def once(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """Answer a form that was taken already with where it led. Each page's forms differ by their token."""

    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST" or "csrfmiddlewaretoken" not in request.POST:
            return view(request, *args, **kwargs)
        said = repr((request.user.pk, request.path, sorted(request.POST.lists())))
        key = f"once:{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()}"
        with write():
            if not cache.add(key, "", LASTS):
                led = cache.get(key)
                if led is None:  # the cache keeps silent where nothing can be written
                    raise OperationalError("It could not be noted that a form is being taken.")
                return redirect(led or "growth")
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                cache.set(key, response.url, LASTS)
            else:
                cache.delete(key)
            return response

    return update_wrapper(guarded, view)
