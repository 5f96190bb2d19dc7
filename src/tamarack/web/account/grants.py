"""Who may see what of someone's, since when, who looked; withdrawing it; and the log of all that."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.assessment.models import Review
from tamarack.assessment.queries.feedback import own_requests
from tamarack.assessment.queries.review import own_reviews, seen_times
from tamarack.common.dates import long_date
from tamarack.growth.queries import rhythm
from tamarack.people.actions import grants as actions
from tamarack.people.models import Person
from tamarack.people.queries import grants as queries
from tamarack.people.queries import places
from tamarack.people.queries.log import own_entries, readers_of
from tamarack.portfolio.queries.credentials import own_credentials
from tamarack.portfolio.queries.evidence import asked_endorsements
from tamarack.portfolio.queries.showcases import own_showcases
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.credentials.rows import title_of


@dataclass(frozen=True)
class Allowed:
    """Something that someone may see, and the one click that ends it: a form with its fields, or a page."""

    who: str
    what: str
    since: datetime | date | None = None
    until: date | None = None
    looked: datetime | None = None
    end: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    page: str = ""


@signed_in
def grants(request: PersonRequest) -> HttpResponse:
    """Everything that others may see of one's own, on one page."""
    person = request.user
    own = queries.own_grants(person)
    current = next((row for row in own if row.withdrawn_at is None), None)
    found = places.memberships(person)
    context = {
        "here": "account",
        "asks": queries.asks_open_to(person),
        "grant": current,
        "readers": readers_of(current.organisation) if current else [],
        "ended": [row for row in own if row.withdrawn_at],
        "places": found,
        "parts": [
            (gettext("Reviewers"), list(_reviewers(person))),
            (gettext("Links"), list(_links(person))),
            (gettext("Public pages"), list(_public(person))),
        ],
    }
    return render(request, "account/grants.html", context)


def _reviewers(person: Person) -> Iterator[Allowed]:
    today, seen = timezone.localdate(), seen_times(person)
    for row in own_reviews(person):
        if row.until < today or row.state in (Review.State.DECLINED, Review.State.LEFT):
            continue
        invited = row.state == Review.State.INVITED
        yield Allowed(
            row.reviewer_name,
            gettext("is invited, and sees nothing yet") if invited else
            gettext("sees the ratings of {day}, and what you ticked for the review").format(
                day=long_date(row.assessment.dated)),
            row.created_at, row.until, seen.get(row.pk),
            reverse("review_leave" if invited else "review_grant", args=[row.pk]), {"end": "1"},
            reverse("review", args=[row.pk]),
        )  # fmt: skip


def _links(person: Person) -> Iterator[Allowed]:
    today = timezone.localdate()
    for showcase in own_showcases(person):
        if showcase.link and showcase.until and showcase.until >= today:
            yield Allowed(
                gettext("Whoever has the link"), gettext("sees your showcase “{title}”").format(title=showcase.title),
                None, showcase.until, None, reverse("showcase_share", args=[showcase.pk]), {"revoke": "1"},
                reverse("showcase", args=[showcase.pk]),
            )  # fmt: skip
    for asked in asked_endorsements(person):
        yield Allowed(
            asked.name, gettext("sees “{title}”, to confirm it").format(title=asked.evidence.title), asked.asked_at,
            asked.until.date(), None, reverse("endorsement_withdraw", args=[asked.pk]), {},
            reverse("evidence", args=[asked.evidence_id]),
        )  # fmt: skip
    for asking in own_requests(person):
        if not asking.is_closed:
            yield Allowed(
                gettext("The people whom you asked for feedback"),
                gettext("see your name and the criteria of “{title}”, not your ratings").format(title=asking.title),
                asking.opens_on, asking.until, page=reverse("feedback_request", args=[asking.pk]),
            )  # fmt: skip
    if rhythm(person).calendar:
        yield Allowed(
            gettext("Whoever has the calendar’s address"), gettext("sees your dated actions and check-ins"),
            page=reverse("rhythm"),
        )  # fmt: skip


def _public(person: Person) -> Iterator[Allowed]:
    for row in own_credentials(person):
        if row.listed:
            yield Allowed(
                gettext("Everybody"),
                gettext("sees the page of your credential “{title}”").format(title=title_of(row)),
                row.issued_at, page=reverse("credential", args=[row.key]),
                end=reverse("credential_listed", args=[row.key]),
            )  # fmt: skip


@signed_in
def give(request: PersonRequest, code: str) -> HttpResponse:
    """What being counted in an organisation's figures means; yes, or not."""
    found = places.find_organisation(request.user, code)
    if request.method == "POST":
        actions.give_grant(request.user, found)
        said = gettext("From now on your submitted answers count in the figures of {name}.")
        messages.success(request, said.format(name=found.name))
        return redirect("grants")
    current = next((row for row in queries.own_grants(request.user) if row.withdrawn_at is None), None)
    context = {"here": "account", "organisation": found, "ask": queries.current_ask(found), "current": current}
    return render(request, "account/grant.html", context)


@require_POST
@signed_in
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Withdraw a grant to be counted."""
    actions.withdraw_grant(request.user, queries.find_grant(request.user, pk))
    messages.success(request, gettext("Withdrawn. Every figure made from now on is made without your answers."))
    return redirect("grants")


@require_POST
@signed_in
def aside(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a question aside."""
    actions.put_aside(request.user, queries.find_ask(request.user, pk))
    messages.success(request, gettext("You are not asked this again. Nobody is told."))
    return redirect("grants")


@signed_in
def log(request: PersonRequest) -> HttpResponse:
    """Who saw or changed what of one's own, and what one did oneself."""
    page = own_entries(request.user, request.GET.get("page", ""))
    return render(request, "account/log.html", {"here": "account", "page": page, "asked": ""})
