"""What runs in the background, for administrators: how many tasks, and which were given up; never what about."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tamarack.common import housekeeping
from tamarack.common.tasks import letters
from tamarack.web.access import PersonRequest, administrator
from tamarack.web.running.words import name_of, reason_of


@administrator
def tasks(request: PersonRequest) -> HttpResponse:
    """How many tasks wait and run, and what was given up, by kind."""
    rows = [(row, name_of(row.task), reason_of(row.error)) for row in letters.kinds_of_letters()]
    shown = {"queue": letters.queue(), "rows": rows, "days": housekeeping.KEEP_FAILED_DAYS}
    return render(request, "running/tasks.html", shown)


@administrator
@require_POST
def again(request: PersonRequest) -> HttpResponse:
    """Queue tasks of a kind anew that were given up."""
    count = _do(request, letters.run_again)
    messages.success(request, ngettext("%d task is queued again.", "%d tasks are queued again.", count) % count)
    return redirect("tasks")


@administrator
@require_POST
def drop(request: PersonRequest) -> HttpResponse:
    """Erase tasks of a kind that were given up."""
    count = _do(request, letters.drop)
    messages.success(request, ngettext("%d task is erased.", "%d tasks are erased.", count) % count)
    return redirect("tasks")


def _do(request: PersonRequest, act: Callable[[Q], int]) -> int:
    task, error = request.POST.get("task", ""), request.POST.get("error", "")
    known = {(kind.task, kind.error) for kind in letters.kinds_of_letters()}
    return act(letters.these(task=task, error=error)) if (task, error) in known else 0
