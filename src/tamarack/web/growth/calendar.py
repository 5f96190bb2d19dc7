"""Actions and check-ins for calendars: as files, and at a private address."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tamarack.core.errors import UnknownCode
from tamarack.exchange.calendar import action_ics, calendar_ics, check_in_ics, find_calendar
from tamarack.growth.queries import own_action, rhythm
from tamarack.web.access import PersonRequest, signed_in

CALENDAR = "text/calendar; charset=utf-8"
UNSEEN = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
"""What keeps caches and search engines from a calendar."""


@signed_in
def action_calendar(request: PersonRequest, pk: int) -> HttpResponse:
    """An action as a file for a calendar."""
    return calendar_file(action_ics(own_action(request.user, pk)), f"tamarack-action-{pk}.ics")


@signed_in
def check_in_calendar(request: PersonRequest) -> HttpResponse:
    """The check-ins as a file for a calendar."""
    return calendar_file(check_in_ics(rhythm(request.user)), "tamarack-check-in.ics")


def calendar_file(content: bytes, name: str) -> HttpResponse:
    """A file for a calendar, to be kept."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CALENDAR, headers=headers)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar at a private address, for whoever knows it: a calendar program cannot sign in."""
    try:
        kept = find_calendar(token)
    except UnknownCode as error:
        return HttpResponse(
            error.translated(gettext), status=404, content_type="text/plain; charset=utf-8", headers=UNSEEN
        )
    return HttpResponse(calendar_ics(kept.person), content_type=CALENDAR, headers=UNSEEN)
