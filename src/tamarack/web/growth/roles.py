"""Role profiles: what they ask for, against where one stands; one's own; two side by side."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.core.formats.profile import write_profile
from tamarack.core.roles import CompetencyFit, Fit, FitState, RoleProfile, differences, fit
from tamarack.growth import queries
from tamarack.growth.actions import roles as actions
from tamarack.growth.queries import Offered
from tamarack.growth.standing import Here, here, planned_on
from tamarack.growth.starters import starter_roles
from tamarack.growth.words import by_organisation, by_side, weights_sentence
from tamarack.reports.rings import Rings, rings_of
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment
from tamarack.web.growth.forms import RoleForm
from tamarack.web.kept import joined, kept
from tamarack.web.once import once
from tamarack.web.refused import refused


@signed_in
def roles(request: PersonRequest) -> HttpResponse:
    """All role profiles: one's own, and the starters."""
    stored = planned_on(request.user)
    starters, own = queries.offered_starters(stored.framework), queries.own_roles(request.user, stored.id)
    context = {
        "here": "growth",
        "sides": by_side(starters),
        "own": [offered for offered in own if offered.is_own],
        "shared": by_organisation(offered for offered in own if not offered.is_own),
    }
    return render(request, "growth/roles.html", context)


@signed_in
def role(request: PersonRequest, key: str) -> HttpResponse:
    """A role profile against where one stands."""
    place = here(request.user)
    offered = queries.find_role(request.user, place.framework, key)
    fitting = fit(place.framework, place.answers.ratings, offered.profile)
    rings = rings_of(place.answers, offered.profile)
    context = {
        "here": "growth",
        "framework": place.framework,
        "offered": offered,
        "assessment": place.assessment,
        "fit": fitting,
        "counts": {state.value: fitting.counts[state] for state in FitState},
        "picture": rings.picture(middle=place.assessment is not None),
        "key": rings.key(),
        "rows": joined(_fit_row(place, part, offered.profile) for part in fitting.competencies),
        "brings": _brings(place, fitting),
        "why": weights_sentence(place.framework, offered.profile),
        "examples": _examples(place, offered),
        "steps": len(place.path(offered.profile)),
    }
    return render(request, "growth/role.html", context)


def _fit_row(place: Here, part: CompetencyFit, profile: RoleProfile) -> SafeString:
    framework, counts = place.framework, part.counts
    names = (FitState.REACHED, FitState.BEYOND, FitState.NOT_YET, FitState.UNRATED, FitState.NO_DESCRIPTOR)
    area = framework.competency(part.code)
    return kept(
        "growth/_fit_row.html",
        {},
        framework=framework,
        competency=area,
        level=profile.targets.get(part.code),
        weight=profile.weight(part.code),
        reached=counts[names[0]],
        beyond=counts[names[1]],
        not_yet=counts[names[2]],
        unrated=counts[names[3]],
        no_descriptor=counts[names[4]],
        met=part.met,
        of=part.of,
        exceptions=tuple(
            (row, profile.exceptions[row.code]) for row in area.criteria if row.code in profile.exceptions
        ),
    )


def _brings(place: Here, fitting: Fit) -> list[tuple[Any, Any, bool]]:
    """What one brings already: criteria whose target is reached, with the level reached, and whether it is beyond."""
    rows = (entry for part in fitting.competencies for entry in part.criteria)
    brought = [entry for entry in rows if entry.state in (FitState.REACHED, FitState.BEYOND)]
    framework = place.framework
    return [
        (framework.criterion(entry.code), framework.level(place.answers.of(entry.code).value),
         entry.state is FitState.BEYOND)
        for entry in brought
    ]  # fmt: skip


def _examples(place: Here, offered: Offered) -> list[tuple[Any, Any, str]]:
    """What descriptors look like in this role: by the criterion, the level, a text."""
    profile = offered.profile
    if not profile.examples and (starter := starter_roles(place.framework).get(offered.starter)):
        profile = starter
    told = ((*place.framework.descriptor(code), say(text)) for code, text in profile.examples.items())
    return [(criterion, place.framework.level(level), text) for criterion, level, text in told]


@signed_in
def compare(request: PersonRequest) -> HttpResponse:
    """Two roles side by side: what would change."""
    place = here(request.user)
    framework = place.framework
    starters, own = queries.offered_starters(framework), queries.own_roles(request.user, place.stored.id)
    context: dict[str, Any] = {
        "here": "growth",
        "sides": by_organisation(own) + by_side(starters),
        "framework": framework,
    }
    keys = [request.GET.get(name, "") for name in ("a", "b")]
    context["picks"] = list(zip(("a", "b"), keys, strict=True))
    context["missing"] = any(name in request.GET for name in ("a", "b")) and not all(keys)
    if all(keys):
        before, after = (queries.find_role(request.user, framework, key) for key in keys)
        context |= {"before": before, "after": after, **_compared(place, before.profile, after.profile)}
    return render(request, "growth/compare.html", context)


def _compared(place: Here, before: RoleProfile, after: RoleProfile) -> dict[str, Any]:
    framework, ratings = place.framework, place.answers.ratings
    changed = differences(framework, before, after)
    ranks: dict[str | None, int] = {None: 0, **dict(framework.ranks.items())}
    rows = [
        {
            "competency": area,
            "before": before.targets.get(area.code),
            "after": after.targets.get(area.code),
            "weights": (before.weight(area.code), after.weight(area.code)),
            "changes": [
                (framework.criterion(each.criterion), each.before, each.after, ranks[each.after] > ranks[each.before])
                for each in changed
                if framework.criterion(each.criterion).competency == area.code
            ],
        }
        for area in framework.competencies
    ]
    more = sum(ranks[each.after] > ranks[each.before] for each in changed)
    fits = [fit(framework, ratings, profile) for profile in (before, after)]
    return {
        "rows": rows,
        "more": more,
        "less": len(changed) - more,
        "fits": fits if place.assessment else None,
        "sides_by": [
            {"picture": rings.picture(name=name), "key": rings.key(), "name": say(profile.name)}
            for profile, name in ((before, "before"), (after, "after"))
            for rings in [Rings(framework, ratings, place.answers.standing, profile)]
        ],
    }


@signed_in
@once
def new(request: PersonRequest) -> HttpResponse:
    """Make a role profile from nothing."""
    stored = planned_on(request.user)
    form = RoleForm(request.POST or None, framework=stored.framework)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            made = actions.create_role(request.user, stored, form.profile)
            messages.success(request, gettext("Your role profile is kept. Nobody else sees it."))
            return redirect("role", f"{queries.OWN}{made.pk}")
    return render(request, "growth/role_form.html", {"here": "growth", "form": form})


@require_POST
@signed_in
@once
def copy(request: PersonRequest, key: str) -> HttpResponse:
    """Copy a role profile, to change it."""
    stored = planned_on(request.user)
    offered = queries.find_role(request.user, stored.framework, key)
    name = gettext("{name} (my copy)").format(name=say(offered.profile.name))[: actions.NAME_MOST]
    made = actions.copy_role(request.user, stored, offered, name)
    messages.success(request, gettext("Copied. Change what does not fit your workplace."))
    return redirect("role_change", made.pk)


@signed_in
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a role profile of one's own."""
    found = queries.own_role(request.user, pk)
    form = RoleForm(request.POST or None, framework=planned_on(request.user).framework, profile=found.profile)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_role(request.user, found, form.profile)
            messages.success(
                request, gettext("Saved. Goals keep what it asked for when they were made, and offer the update.")
            )
            return redirect("role", f"{queries.OWN}{pk}")
    context = {"here": "growth", "form": form, "role": found, "key": f"{queries.OWN}{pk}"}
    return render(request, "growth/role_form.html", context)


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase a role profile of one's own, after a confirmation."""
    found = queries.own_role(request.user, pk)
    if request.method == "POST":
        actions.delete_role(request.user, found)
        messages.success(request, gettext("The role profile is deleted."))
        return redirect("roles")
    return render(request, "growth/role_delete.html", {"here": "growth", "role": found, "key": f"{queries.OWN}{pk}"})


@signed_in
def file(request: PersonRequest, key: str) -> HttpResponse:
    """A role profile as a file for “tamarack score --profile”."""
    framework = planned_on(request.user).framework
    offered = queries.find_role(request.user, framework, key)
    return attachment(write_profile(offered.profile, framework), f"tamarack-{offered.key}.yaml")
