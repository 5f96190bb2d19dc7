"""Schemes: which there are, where one is in those that one follows, since when, and for which days one is exempt."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.core.development import Period
from tamarack.core.schemes import NONE, Rules
from tamarack.people.models import Person
from tamarack.portfolio import log_words
from tamarack.portfolio.actions import schemes as actions
from tamarack.portfolio.models import Following
from tamarack.portfolio.queries import log as queries
from tamarack.portfolio.schemes import find_scheme
from tamarack.portfolio.schemes import schemes as known
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.log.forms import ExemptionForm, FollowForm
from tamarack.web.log.scheme_words import counted_rows, shown_period, summary
from tamarack.web.once import once
from tamarack.web.refused import refused


@signed_in
def all_schemes(request: PersonRequest) -> HttpResponse:
    """The schemes that one follows, and the others."""
    log = queries.log(request.user)
    summaries = [summary(queries.standing(each, log)) for each in queries.followed(request.user)]
    followed = {each.key for each in summaries}
    others = [rules for key, rules in known().items() if key not in followed]
    return render(request, "log/schemes.html", {"here": "portfolio", "summaries": summaries, "others": others})


@signed_in
def scheme(request: PersonRequest, key: str) -> HttpResponse:
    """A scheme: what it asks for, and where one is in it."""
    return _page(request, find_scheme(key))


def _page(
    request: PersonRequest, rules: Rules, follow: FollowForm | None = None, exempt: ExemptionForm | None = None
) -> HttpResponse:
    following = next((each for each in queries.followed(request.user) if each.scheme == rules.key), None)
    initial = {"since": following.since} if following else {}
    context: dict[str, Any] = {
        "here": "portfolio",
        "rules": rules,
        "asks": log_words.asks(rules),
        "follow": follow or FollowForm(rules=rules, initial=initial),
        "following": following,
    }
    if following:
        context |= _standing(request.user, following)
        if rules.exemption != NONE:
            context["exempt"] = exempt or ExemptionForm()
    return render(request, "log/scheme.html", context)


def _standing(person: Person, following: Following) -> dict[str, Any]:
    today = timezone.localdate()
    standing = queries.standing(following, queries.log(person), today)
    periods = standing.now.periods
    present = periods[-1]
    return {
        "standing": standing,
        "present": shown_period(standing, len(periods) - 1, today),
        "past": [shown_period(standing, at, today) for at in range(len(periods) - 2, -1, -1)],
        "summary": summary(standing),
        "rows": counted_rows(standing, present, _titles(person, present)),
        "days": {"first": present.first, "last": present.last},
    }


def _titles(person: Person, period: Period) -> dict[int, str]:
    return queries.titles(person, period.first, period.last)


@require_POST
@signed_in
def follow(request: PersonRequest, key: str) -> HttpResponse:
    """Follow a scheme since a day."""
    rules = find_scheme(key)
    form = FollowForm(request.POST, rules=rules)
    if form.is_valid():
        with refused(form):
            actions.follow_scheme(request.user, key, form.cleaned_data["since"])
            messages.success(request, gettext("You follow “{name}”.").format(name=say(rules.name)))
            return redirect("log_scheme", key)
    return _wrong(_page(request, rules, follow=form))


@signed_in
def leave(request: PersonRequest, key: str) -> HttpResponse:
    """Follow a scheme no more, after a confirmation."""
    following = queries.own_following(request.user, key)
    rules = find_scheme(key)
    if request.method == "POST":
        actions.leave_scheme(request.user, following)
        messages.success(request, gettext("You do not follow “{name}” any more.").format(name=say(rules.name)))
        return redirect("log_schemes")
    return render(request, "log/scheme_leave.html", {"here": "portfolio", "rules": rules})


@require_POST
@signed_in
@once
def exempt(request: PersonRequest, key: str) -> HttpResponse:
    """Be exempt for a time."""
    following = queries.own_following(request.user, key)
    form = ExemptionForm(request.POST)
    if form.is_valid():
        with refused(form):
            actions.add_exemption(request.user, following, **form.cleaned_data)
            messages.success(request, gettext("The exemption is noted."))
            return redirect("log_scheme", key)
    return _wrong(_page(request, find_scheme(key), exempt=form))


@require_POST
@signed_in
def remove_exemption(request: PersonRequest, pk: int) -> HttpResponse:
    """Take an exemption back."""
    found = queries.own_exemption(request.user, pk)
    actions.delete_exemption(request.user, found)
    messages.success(request, gettext("The exemption is taken back."))
    return redirect("log_scheme", found.following.scheme)


def _wrong(response: HttpResponse) -> HttpResponse:
    response.status_code = 422
    return response
