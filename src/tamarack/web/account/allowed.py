"""What of someone's own others may see, since when, who looked, and the one click that ends it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from tamarack.assessment.models import Review
from tamarack.assessment.queries.feedback import own_requests
from tamarack.assessment.queries.review import own_reviews, seen_times
from tamarack.common.dates import long_date
from tamarack.growth.queries import rhythm
from tamarack.growth.queries.helping import own_matches, own_offers
from tamarack.growth.queries.team import own_sign_ups
from tamarack.people.leaving import someone
from tamarack.people.models import Person
from tamarack.portfolio.queries.credentials import own_applications, own_credentials
from tamarack.portfolio.queries.evidence import asked_endorsements
from tamarack.portfolio.queries.showcases import own_showcases
from tamarack.rubric.texts import say
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


def allowed(person: Person) -> list[tuple[str, list[Allowed]]]:
    """All of it, in groups."""
    return [
        (gettext("Reviewers and issuers"), [*_reviewers(person), *_issuers(person)]),
        (gettext("Colleagues"), list(_colleagues(person))),
        (gettext("Links"), list(_links(person))),
        (gettext("Public pages"), list(_public(person))),
    ]


def _reviewers(person: Person) -> Iterator[Allowed]:
    today, seen = timezone.localdate(), seen_times(person)
    for row in own_reviews(person):
        if row.until < today or row.state in (Review.State.DECLINED, Review.State.LEFT):
            continue
        invited = row.state == Review.State.INVITED
        yield Allowed(
            someone(row.reviewer_name),
            gettext("is invited, and sees nothing yet") if invited else
            gettext("sees the ratings of {day}, and what you ticked for the review").format(
                day=long_date(row.assessment.dated)),
            row.created_at, row.until, seen.get(row.pk),
            reverse("review_leave" if invited else "review_grant", args=[row.pk]), {"end": "1"},
            reverse("review", args=[row.pk]),
        )  # fmt: skip


def _issuers(person: Person) -> Iterator[Allowed]:
    for row in own_applications(person):
        if row.is_open:
            yield Allowed(
                say(row.issuer.name),
                gettext("sees what was agreed for “{title}”, which you asked for").format(title=title_of(row)),
                row.asked_at, None, row.seen_at, reverse("application_withdraw", args=[row.pk]), {},
                reverse("credentials"),
            )  # fmt: skip


def _colleagues(person: Person) -> Iterator[Allowed]:
    for offer in own_offers(person):
        yield Allowed(
            str(offer.get_reach_display()),
            gettext("sees what you offer help with, at which level, and where you have it from"), offer.changed_at,
            end=reverse("help_offer_withdraw", args=[offer.organisation.code]),
            page=reverse("helpers", args=[offer.organisation.code]),
        )  # fmt: skip
    for match in own_matches(person):
        if match.is_under_way:
            other = match.seeker if match.helper_id == person.pk else match.helper
            yield Allowed(
                str(other), gettext("sees your name and address, since you both said yes"), match.proposed_at,
                end=reverse("match", args=[match.pk]), fields={"end": "1"}, page=reverse("match", args=[match.pk]),
            )  # fmt: skip
    for row in own_sign_ups(person):
        event, place = row.event, (row.event.team.organisation.code, row.event.team.code, row.event_id)
        if not event.is_over:
            yield Allowed(
                gettext("Who leads the team, and who comes"),
                gettext("see that you come to “{title}”").format(title=event.title), row.at,
                end=reverse("event_leave", args=place), page=reverse("event", args=place),
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
            end=reverse("calendar_address"), fields={"end": "1"}, page=reverse("rhythm"),
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
