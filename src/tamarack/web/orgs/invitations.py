"""Invitations to an organisation: by its owners, and taken up by a link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.people import rules
from tamarack.people.actions import members as actions
from tamarack.people.links import find_invitation, invitation_address
from tamarack.people.queries import places
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.orgs.forms import InviteForm
from tamarack.web.orgs.place import org_context
from tamarack.web.refused import refused
from tamarack.web.unlisted import unlisted


@signed_in
@once
def invitations(request: PersonRequest, code: str) -> HttpResponse:
    """Invite an address or a domain; the invitations that are open."""
    context = org_context(request.user, code, "members")
    found = context["organisation"]
    rules.check_owner(request.user, found)
    form = InviteForm(request.POST or None, teams=places.teams_of(found), initial={"role": "member"})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            made = actions.invite(request.user, found, **form.cleaned_data)
            said = gettext("{name} is invited by mail.") if made.email else gettext("The link for {name} is made.")
            messages.success(request, said.format(name=made.email or made.domain))
            return redirect("org_invitations", code)
    rows = [(row, invitation_address(row)) for row in places.open_invitations(found)]
    return render(request, "orgs/invitations.html", {**context, "form": form, "rows": rows})


@require_POST
@signed_in
def revoke(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    found = places.find_organisation(request.user, code)
    rules.check_owner(request.user, found)
    actions.revoke(request.user, places.find_open_invitation(found, pk))
    messages.success(request, gettext("Taken back. The link leads nowhere any more."))
    return redirect("org_invitations", code)


@unlisted
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page of an invitation: what joining means; take it up, or decline."""
    found = find_invitation(token)
    person = request.user if request.user.is_authenticated else None
    fits = person is not None and actions.is_for(found, person)
    if request.method == "POST" and person is not None:
        if "decline" in request.POST:
            actions.decline(person, found)
            messages.success(request, gettext("You declined, and nobody asks why."))
            return redirect("orgs")
        actions.take_up(person, found)
        messages.success(request, gettext("You are in {name} now.").format(name=found.organisation.name))
        return redirect("org", found.organisation.code)
    context = {"here": "orgs", "invitation": found, "organisation": found.organisation, "fits": fits}
    return render(request, "orgs/join.html", context)
