"""Associations: an organisation asks one to count its figures; the association's owners answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.people import rules
from tamarack.people.actions import organisations as actions
from tamarack.people.queries import places
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.orgs.forms import AssociationForm
from tamarack.web.orgs.place import org_context
from tamarack.web.refused import refused


@signed_in
def association(request: PersonRequest, code: str) -> HttpResponse:
    """For an organisation: whose figures count its own. For an association: who asks, and who is in."""
    context = org_context(request.user, code, "association")
    found = context["organisation"]
    rules.check_owner(request.user, found)
    if found.is_association:
        context |= {"asking": places.wanting(found), "counted": places.counted_by(found)}
        return render(request, "orgs/associates.html", context)
    form = AssociationForm(request.POST or None, offered=places.associations())
    if request.method == "POST":
        if "leave" in request.POST:
            actions.want_association(request.user, found, None)
            messages.success(request, gettext("Your figures are not counted by an association any more."))
            return redirect("org_association", code)
        if form.is_valid():
            with refused(form):
                actions.want_association(request.user, found, form.chosen)
                messages.success(request, gettext("The association’s owners are asked."))
                return redirect("org_association", code)
    return render(request, "orgs/association.html", {**context, "form": form})


@require_POST
@signed_in
def answer(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Take an organisation that asks in, or not; or let one go."""
    found = places.find_organisation(request.user, code)
    rules.check_owner(request.user, found)
    other = places.associate(found, pk)
    if "let_go" in request.POST:
        actions.let_go(request.user, found, other)
    else:
        actions.answer_want(request.user, found, other, yes="yes" in request.POST)
    messages.success(request, gettext("Done."))
    return redirect("org_association", code)
