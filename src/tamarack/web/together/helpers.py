"""Who helps whom: offers, wishes, proposals that both accept; and what a team's offers cover."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from tamarack.core.errors import N_, BadInput, UnknownCode
from tamarack.core.framework import Framework
from tamarack.growth.actions import helping as actions
from tamarack.growth.models import Match, Offer, Reach, Wish
from tamarack.growth.queries import helping as queries
from tamarack.growth.queries import leading_goal
from tamarack.growth.queries.helping import Had
from tamarack.growth.rules import may_propose, sees_contact
from tamarack.growth.standing import planned_on
from tamarack.growth.words import spoken
from tamarack.people.models import Person
from tamarack.people.queries.places import NO_TEAM, find_organisation
from tamarack.rubric.queries import framework
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.orgs.place import org_context, team_context
from tamarack.web.refused import refused, warned
from tamarack.web.together.forms import OfferForm, SeekForm, told_level
from tamarack.web.together.matches import grouped


@signed_in
def helpers(request: PersonRequest, code: str) -> HttpResponse:
    """One's own offer and wish, proposals, and who offers help."""
    context = org_context(request.user, code, "helpers")
    organisation = context["organisation"]
    offer = queries.offer_of(request.user, organisation)
    page = queries.offers_seen(request.user, organisation, request.GET.get("page", 1))
    context |= {
        "offer": offer and offer_row(offer),
        "wish": queries.wish_of(request.user, organisation),
        "matches": grouped(queries.own_matches(request.user), request.user),
        "page": page,
        "offers": [offer_row(row) for row in page.object_list],
        "may_propose": may_propose.test(request.user, organisation),
    }
    return render(request, "together/helpers.html", context)


def offer_row(offer: Offer) -> dict[str, Any]:
    """An offer in words: criteria with level and source, languages, reach."""
    rubric = framework(offer.version_id)
    levels = {row.criterion: Had(row.level, row.source, row.of) for row in offer.levels.all()}
    return {
        "offer": offer,
        "levels": [(row, told_level(rubric, levels[row.code])) for row in rubric.criteria if row.code in levels],
        "languages": spoken(offer.languages),
        "reach": Reach(offer.reach).label,
    }


@signed_in
def offer(request: PersonRequest, code: str) -> HttpResponse:
    """Offer help, or change what one offers."""
    context, stored = org_context(request.user, code, "helpers"), planned_on(request.user)
    organisation = context["organisation"]
    had = queries.levels_had(request.user, stored)
    if not had:
        raise BadInput(N_("You can offer help once you have rated yourself, or agreed ratings in a review."))
    kept = queries.offer_of(request.user, organisation)
    names = ("capacity", "languages", "reach")
    initial = {name: getattr(kept, name) for name in names} if kept else {"languages": [request.user.language]}
    chosen = {row.criterion: row.level for row in kept.levels.all()} if kept else {}
    form = OfferForm(request.POST or None, framework=stored.framework, had=had, chosen=chosen, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            said = {name: form.cleaned_data[name] for name in names}
            actions.offer_help(request.user, organisation, stored, levels=form.levels, **said)
            messages.success(request, gettext("Your offer stands. You can withdraw it with one click."))
            return redirect("helpers", code)
    return render(request, "together/offer_form.html", {**context, "form": form, "offer": kept})


@require_POST
@signed_in
def withdraw_offer(request: PersonRequest, code: str) -> HttpResponse:
    """Offer no help any more."""
    organisation = find_organisation(request.user, code)
    if kept := queries.offer_of(request.user, organisation):
        actions.withdraw_offer(request.user, kept)
    messages.success(request, gettext("Your offer is withdrawn. What you both agreed to goes on until one ends it."))
    return redirect("helpers", code)


@signed_in
def seek(request: PersonRequest, code: str) -> HttpResponse:
    """Say with what one seeks help, or change it."""
    context, stored = org_context(request.user, code, "helpers"), planned_on(request.user)
    organisation = context["organisation"]
    kept = queries.wish_of(request.user, organisation)
    form = SeekForm(
        request.POST or None, framework=stored.framework, initial=_sought(request.user, kept, stored.framework)
    )
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.seek_help(request.user, organisation, stored, **form.cleaned_data)
            messages.success(request, gettext("Kept. Look for your best match now, or wait to be proposed one."))
            return redirect("helpers", code)
    return render(request, "together/seek_form.html", {**context, "form": form, "wish": kept})


def _sought(person: Person, kept: Wish | None, rubric: Framework) -> dict[str, Any]:
    """What the form begins with: what was said before, else the focus of the leading goal."""
    if kept:
        return {name: getattr(kept, name) for name in ("criteria", "languages", "reach")}
    goal = leading_goal(person, planned_on(person).id)
    known = {row.code for row in rubric.criteria}
    return {"criteria": [row for row in goal.focus if row in known] if goal else [], "languages": [person.language]}


@require_POST
@signed_in
def withdraw_wish(request: PersonRequest, code: str) -> HttpResponse:
    """Seek no help any more."""
    organisation = find_organisation(request.user, code)
    if kept := queries.wish_of(request.user, organisation):
        actions.withdraw_wish(request.user, kept)
    messages.success(request, gettext("You seek no help any more. What you both agreed to goes on until one ends it."))
    return redirect("helpers", code)


@require_POST
@signed_in
def ask(request: PersonRequest, code: str) -> HttpResponse:
    """Find who fits best, and propose them to oneself."""
    kept = queries.wish_of(request.user, find_organisation(request.user, code))
    if kept is None:
        raise UnknownCode(N_("Please say first with what you seek help."))
    if found := actions.ask_match(request.user, kept, planned_on(request.user)):
        return redirect("match", found.pk)
    messages.warning(
        request,
        gettext(
            "Nobody who fits is free at the moment, or one proposal still waits for an answer. Your wish stays, and "
            "counts in the next round."
        ),
    )
    return redirect("helpers", code)


@require_POST
@signed_in
def propose(request: PersonRequest, code: str) -> HttpResponse:
    """Let the matching run for everybody who seeks."""
    organisation = find_organisation(request.user, code)
    count = actions.propose_matches(request.user, organisation, planned_on(request.user))
    sentence = ngettext(
        "{count} proposal was made. The two learn of it by mail.",
        "{count} proposals were made. The people of each pair learn of it by mail.",
        count,
    )
    messages.success(request, sentence.format(count=count))
    return redirect("helpers", code)


@signed_in
def match(request: PersonRequest, pk: int) -> HttpResponse:
    """A proposal: why these two, and what one says to it."""
    found = queries.find_match(request.user, pk)
    if request.method == "POST":
        with warned(request):
            _answer(request, found)
        return redirect("match", pk)
    rubric = framework(found.version_id)
    context = {
        "here": "orgs",
        "match": found,
        "helps": found.helper_id == request.user.pk,
        "other": found.seeker if found.helper_id == request.user.pk else found.helper,
        "says": found.says(request.user.pk),
        "why": [(rubric.criterion(row["criterion"]), told_level(rubric, Had.kept(row))) for row in found.why],
        "contact": sees_contact.test(request.user, found),
    }
    return render(request, "together/match.html", context)


def _answer(request: PersonRequest, found: Match) -> None:
    if "end" in request.POST:
        actions.end_match(request.user, found)
        messages.success(request, gettext("It is ended. The other is told."))
    elif "yes" in request.POST:
        agreed = actions.answer_match(request.user, found, yes=True)
        messages.success(
            request,
            gettext("Both of you have said yes. Here is how to reach each other.")
            if agreed
            else gettext("You said yes. As soon as the other does, too, both of you get the other’s address."),
        )
    elif "no" in request.POST:
        actions.answer_match(request.user, found, yes=False)
        messages.success(request, gettext("You said no. Nobody else is told."))
    else:
        raise BadInput(N_("This button says nothing that we know. Please reload the page."))


@signed_in
def coverage(request: PersonRequest, code: str, team: str) -> HttpResponse:
    """For each criterion how many of the team offer help, and where nobody does.

    Raises
    ------
    UnknownCode
        If the person is neither in the team nor leads it.
    """
    context, stored = team_context(request.user, code, team, "helpers"), planned_on(request.user)
    if not (context["in_team"] or context["leads"]):
        raise UnknownCode(NO_TEAM)
    counts = queries.coverage(context["team"], stored.framework, stored.id)
    context |= {
        "areas": [(area, [(row, counts[row.code]) for row in area.criteria]) for area in stored.framework.competencies],
        "level": stored.framework.levels[1],
        "nobody": sum(not count for count in counts.values()),
        "all": len(counts),
    }
    return render(request, "together/coverage.html", context)
