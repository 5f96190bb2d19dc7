"""The demo's issuer, and the credentials of its invented people with the reviews and evidence that they rest on."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from ruamel.yaml import YAML

from tamarack.assessment.models import Assessment, Review, ReviewRating
from tamarack.cli.load import DATA
from tamarack.core.ratings import NOT_YET
from tamarack.people.models import Organisation, Person
from tamarack.portfolio.actions import credentials as actions
from tamarack.portfolio.actions.credentials import Asked
from tamarack.portfolio.actions.issuers import create_issuer, name_people
from tamarack.portfolio.models import Acceptance, Application, Evidence, Issuer, Link, Support
from tamarack.rubric.queries import Stored

People = Mapping[str, Person]


def add_demo_credentials(people: People, stored: Stored) -> None:
    """Add the issuer and what rests on it, unless it is there."""
    if Issuer.objects.exists():
        return
    demo = YAML(typ="safe").load((DATA / "demo_credentials.yaml").read_text(encoding="utf-8"))
    issuer = _add_issuer(demo["issuer"], people)
    for address, entry in demo["people"].items():
        person = people[address]
        review = _signed_review(person, people[entry["reviewer"]], stored, entry)
        for described in entry["evidence"]:
            _accept(review, _evidence(person, described), stored, described["supports"])
        decider = issuer.deciders.order_by("pk")[0]
        for wanted in entry.get("issued", ()):
            credential = actions.issue_credential(decider, _ask(person, issuer, stored, wanted), wanted["years"])
            if reason := wanted.get("revoked"):
                actions.revoke_credential(decider, credential, reason)
        for wanted in entry.get("asked", ()):
            _ask(person, issuer, stored, wanted)


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _moment(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def _add_issuer(entry: dict[str, Any], people: People) -> Issuer:
    named = {role: [people[address] for address in entry[role]] for role in ("deciders", "reviewers")}
    organisation = Organisation.objects.get(code=entry["organisation"])
    told = {name: entry[name] for name in ("name", "description", "url", "email")}
    issuer = create_issuer(entry["slug"], organisation=organisation, **told)
    name_people(issuer, **named)
    return issuer


def _signed_review(person: Person, reviewer: Person, stored: Stored, entry: dict[str, Any]) -> Review:
    """The review that both have signed; where there is none yet, one of the newest assessment."""
    assessment = Assessment.objects.filter(person=person, submitted_at__isnull=False).latest("submitted_at")
    signed = _moment(entry["signed"])
    review = Review.objects.filter(person=person, reviewer=reviewer, state=Review.State.SIGNED).first()
    review = review or Review.objects.create(
        person=person,
        assessment=assessment,
        reviewer=reviewer,
        reviewer_name=reviewer.name,
        reviewer_email=reviewer.email,
        relation=Review.Relation.MENTOR,
        until=_day(60),
        state=Review.State.SIGNED,
        created_at=signed - timedelta(days=9),
        person_signed_at=signed,
        reviewer_signed_at=signed,
    )
    rated = dict(review.assessment.ratings.values_list("criterion", "value"))
    for row in stored.framework.criteria:
        value = rated.get(row.code) or NOT_YET
        if row.competency in entry["at_least"]:
            value = entry["agreed"].get(row.code) or (row.levels[0] if value == NOT_YET else value)
        ReviewRating.objects.update_or_create(
            review=review, criterion=row.code, defaults={"value": value, "agreed": value}
        )
    return review


def _evidence(person: Person, entry: dict[str, Any]) -> Evidence:
    said = {name: entry[name] for name in ("title", "kind", "role", "did", "reflection")}
    written = _moment(entry["ended"])
    found, _ = Evidence.objects.get_or_create(
        person=person, title=said.pop("title"),
        defaults={**said, "began": _day(entry["began"]), "ended": _day(entry["ended"]),
                  "created_at": written, "edited_at": written},
    )  # fmt: skip
    Link.objects.get_or_create(evidence=found, **entry["link"])
    return found


def _accept(review: Review, evidence: Evidence, stored: Stored, codes: list[str]) -> None:
    for code in codes:
        stored.framework.descriptor(code)
        support, _ = Support.objects.get_or_create(evidence=evidence, version_id=stored.id, code=code)
        Acceptance.objects.get_or_create(
            review=review, support=support, lapsed_at=None,
            defaults={"by": review.reviewer, "at": review.reviewer_signed_at or timezone.now()},
        )  # fmt: skip


def _ask(person: Person, issuer: Issuer, stored: Stored, wanted: dict[str, Any]) -> Application:
    links = list(
        Link.objects.filter(evidence__person=person, evidence__supports__code__startswith=f"{wanted['code']}.")
        .distinct()
        .values_list("pk", flat=True)
    )
    chosen = links if wanted.get("links") else []
    said = Asked(wanted["code"], wanted["level"], person.language, person.email, wanted["shows_name"], chosen)
    return actions.ask_for_credential(person, issuer, stored, said)
