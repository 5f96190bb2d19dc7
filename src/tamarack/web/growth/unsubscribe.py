"""Stopping reminders by the link in them, without a sign-in."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tamarack.core.errors import UnknownCode
from tamarack.growth.actions.keeping import stop_reminders
from tamarack.growth.queries import rhythm
from tamarack.growth.reminders import find_reminded
from tamarack.web.growth.calendar import UNSEEN


@csrf_exempt  # mail programs post here by themselves (RFC 8058); who has the link may stop the reminders, no more
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button that stops reminders. Reading it does not: programs that check mail follow its links."""
    try:
        person = find_reminded(token)
    except UnknownCode as error:
        return _page(request, 404, problem=error.translated(gettext))
    if request.method == "POST":
        stop_reminders(person)
    return _page(request, 200, stopped=not rhythm(person).reminders)


def _page(request: HttpRequest, status: int, **context: str | bool) -> HttpResponse:
    page = render_to_string("growth/unsubscribe.html", context, request)
    return HttpResponse(page, status=status, headers=UNSEEN)
