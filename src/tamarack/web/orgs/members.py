"""Who is in an organisation: roles, home teams, removal, and bringing many in by a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from tamarack.core.errors import BadFile
from tamarack.exchange.members import bring_members, look_at_members
from tamarack.people import rules
from tamarack.people.actions import members as actions
from tamarack.people.queries import places
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.orgs.forms import ImportForm, PlaceForm
from tamarack.web.orgs.place import org_context
from tamarack.web.refused import refused

WORDS_MOST = 100
"""Characters that are looked for."""


@signed_in
def members(request: PersonRequest, code: str) -> HttpResponse:
    """Who is in the organisation; for owners with addresses and ways to change it."""
    context = org_context(request.user, code, "members")
    words = request.GET.get("words", "")[:WORDS_MOST]
    asked = request.GET.get("page", "")
    page = places.members_page(context["organisation"], words, asked, addresses=context["owns"])
    return render(request, "orgs/members.html", {**context, "page": page, "words": words})


@signed_in
def member(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Change someone's role and home team."""
    context = org_context(request.user, code, "members")
    rules.check_owner(request.user, context["organisation"])
    found = places.find_member(context["organisation"], pk)
    teams = places.teams_of(context["organisation"])
    form = PlaceForm(request.POST or None, teams=teams, initial={"role": found.role, "team": found.team_id or ""})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_member(request.user, found, **form.cleaned_data)
            messages.success(request, gettext("Changed."))
            return redirect("org_members", code)
    return render(request, "orgs/member.html", {**context, "form": form, "member": found})


@signed_in
def remove(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Remove someone, after a look at what that means."""
    context = org_context(request.user, code, "members")
    rules.check_owner(request.user, context["organisation"])
    found = places.find_member(context["organisation"], pk)
    if request.method == "POST":
        actions.remove_member(request.user, found)
        said = gettext("{name} is removed, and told so by mail.") if found.person != request.user else gettext("Done.")
        messages.success(request, said.format(name=found.person))
        return redirect("orgs") if found.person == request.user else redirect("org_members", code)
    return render(request, "orgs/remove.html", {**context, "member": found})


@signed_in
@once
def bring(request: PersonRequest, code: str) -> HttpResponse:
    """Bring many people in by a CSV file: first row by row what would happen, then it happens."""
    context = org_context(request.user, code, "members")
    found = context["organisation"]
    rules.check_owner(request.user, found)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            rows = look_at_members(found, form.text)
            if "bring" in request.POST:
                done = bring_members(request.user, found, rows)
                messages.success(request, gettext("Done: {invited} invited, {changed} changed.").format(**done))
                return redirect("org_members", code)
            return render(request, "orgs/import.html", {**context, "form": form, "rows": rows, "text": form.text})
        except BadFile as error:
            context["problems"] = [(line, problem.translated(gettext)) for line, problem in error.problems]
            form.add_error(None, error.translated(gettext))
    return render(request, "orgs/import.html", {**context, "form": form})
