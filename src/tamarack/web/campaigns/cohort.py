"""The forms of a whole cohort: first what would happen, file by file, then the import. No file is kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from tamarack.exchange.cohort import Form, import_cohort, read_cohort
from tamarack.people.rules import check_owner
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.campaigns.forms import CohortForm
from tamarack.web.orgs.place import org_context
from tamarack.web.refused import refused


@signed_in
def forms(request: PersonRequest, code: str) -> HttpResponse:
    """Choose the files; see what would become of each; bring them in."""
    context = org_context(request.user, code, "campaigns")
    organisation = context["organisation"]
    check_owner(request.user, organisation)
    form = CohortForm(request.POST, request.FILES) if request.method == "POST" else CohortForm()
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        with refused(form):
            found = read_cohort(request.user, organisation, form.cleaned_data["uploads"])
            if "bring" in request.POST:
                count = import_cohort(request.user, organisation, found)
                told = ngettext("{count} form waits for its person.", "{count} forms wait for their people.", count)
                messages.success(request, told.format(count=count))
                return redirect("cohort", code)
            context |= {"rows": [_row(row) for row in found], "taken": sum(row.is_taken for row in found)}
    return render(request, "campaigns/cohort.html", context)


def _row(form: Form) -> dict[str, Any]:
    why_not = form.why_not.translated(gettext) if form.why_not else ""
    return {
        "name": form.name, "person": form.person, "address": form.address, "count": form.count, "why_not": why_not,
        "problems": [(problem.path, problem.translated(gettext)) for problem in form.problems[:5]],
    }  # fmt: skip
