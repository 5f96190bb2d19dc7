"""Reads about credentials: what someone can ask for, what they asked for, what was issued."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, QuerySet

from tamarack.assessment.models import Review, ReviewRating
from tamarack.core.earning import WHOLE, Earning, earning
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework
from tamarack.people.models import Person
from tamarack.portfolio.credential_rules import can_see
from tamarack.portfolio.models import (
    Acceptance,
    Application,
    BroughtCredential,
    Credential,
    Issuer,
    Link,
    Status,
    StatusList,
)
from tamarack.rubric.queries import Stored, current, framework

Row = TypeVar("Row", bound=models.Model)
UNKNOWN = N_("There is no such credential.")


@dataclass(frozen=True)
class Agreed:
    """What a review that both signed says: ratings by criterion, and the descriptors with accepted evidence.

    Attributes
    ----------
    supports : dict of str to set of int
        By descriptor, the pieces of evidence that were accepted for it, by number.
    """

    review: Review
    ratings: dict[str, str]
    supports: dict[str, set[int]]

    @property
    def version_id(self) -> int:
        """The version of the rubric that it is about."""
        return self.review.assessment.version_id

    @property
    def signed_at(self) -> datetime:
        """When the second of both signed."""
        moments = (self.review.person_signed_at, self.review.reviewer_signed_at)
        return max((moment for moment in moments if moment), default=self.review.created_at)


@dataclass(frozen=True)
class Grounds:
    """On what a credential would be issued: a review, where there is one, and what of the credential is there."""

    agreed: Agreed | None
    earning: Earning

    @property
    def earned(self) -> bool:
        """Whether it is earned."""
        return self.earning.earned

    @property
    def evidence(self) -> set[int]:
        """The accepted evidence for the credential's level, by number."""
        if self.agreed is None:
            return set()
        codes = {f"{row.criterion.code}.{self.earning.level}" for row in self.earning.criteria}
        return {number for code, numbers in self.agreed.supports.items() if code in codes for number in numbers}


def agreed_reviews(person: Person) -> list[Agreed]:
    """Someone's reviews that both signed, newest first, without those that a signed one corrects.

    Evidence counts while its acceptance stands and it was not edited afterwards.
    """
    reviews = list(
        Review.objects.filter(person=person, state=Review.State.SIGNED, reviewer__isnull=False)
        .exclude(corrections__state=Review.State.SIGNED)
        .select_related("assessment", "reviewer")
    )
    ratings: dict[int, dict[str, str]] = defaultdict(dict)
    for row in ReviewRating.objects.filter(review__in=reviews):
        ratings[row.review_id][row.criterion] = row.agreed
    supports: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    standing = Acceptance.objects.filter(
        review__in=reviews, lapsed_at=None, by=F("review__reviewer"), at__gte=F("support__evidence__edited_at"),
        support__version=F("review__assessment__version"), support__evidence__person=person,
    )  # fmt: skip
    for review, code, evidence in standing.values_list("review_id", "support__code", "support__evidence_id"):
        supports[review][code].add(evidence)
    found = [Agreed(row, ratings[row.pk], dict(supports[row.pk])) for row in reviews]
    return sorted(found, key=lambda entry: entry.signed_at, reverse=True)


def grounds(reviews: Sequence[Agreed], reviewers: Iterable[int], version: int, code: str, level: str) -> Grounds:
    """On what a credential would be issued: the newest review that earns it, else the newest that could.

    Parameters
    ----------
    reviewers : iterable of int
        Those whom the issuer names, by number.

    Raises
    ------
    UnknownCode
        If the version has no such competency or level.
    """
    rubric, named = framework(version), set(reviewers)
    usable = [entry for entry in reviews if entry.version_id == version and entry.review.reviewer_id in named]
    found = [Grounds(entry, earning(rubric, code, level, entry.ratings, entry.supports)) for entry in usable]
    nothing = Grounds(None, earning(rubric, code, level, {}, ()))
    return next((entry for entry in found if entry.earned), found[0] if found else nothing)


def grounds_now(person: Person, issuer: Issuer, version: int, code: str, level: str) -> Grounds:
    """The same for one issuer, as things stand now."""
    reviewers = issuer.reviewers.values_list("pk", flat=True)
    return grounds(agreed_reviews(person), reviewers, version, code, level)


@dataclass(frozen=True)
class Offer:
    """What someone can ask an issuer for, and how far they are with it."""

    issuer: Issuer
    stored: Stored
    code: str
    level: str
    grounds: Grounds
    application: Application | None
    credential: Credential | None

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What stands in its address."""
        return self.issuer.slug, self.stored.framework.code, self.stored.framework.version, self.code, self.level


def offers(person: Person, now: datetime) -> list[tuple[Issuer, Stored, list[list[Offer]]]]:
    """Everything that there is, by issuer and rubric: a row for each competency and one for all, a cell a level."""
    reviews = agreed_reviews(person)
    versions = {stored.id: stored for stored in current().values()}
    versions |= {entry.version_id: Stored(entry.version_id, framework(entry.version_id)) for entry in reviews}
    asked = {row.subject: row for row in Application.objects.filter(person=person, state=Application.State.OPEN)}
    held = {row.subject: row for row in reversed(own_credentials(person)) if row.stands(now)}
    found = []
    for issuer in Issuer.objects.prefetch_related("reviewers"):
        reviewers = [row.pk for row in issuer.reviewers.all()]
        for stored in versions.values():
            rows = [
                [
                    _offer(issuer, stored, code, level.code, reviews, reviewers, asked, held)
                    for level in stored.framework.levels
                ]
                for code in (*(area.code for area in stored.framework.competencies), WHOLE)
            ]
            found.append((issuer, stored, rows))
    return found


def _offer(
    issuer: Issuer, stored: Stored, code: str, level: str, reviews: Sequence[Agreed], reviewers: Sequence[int],
    asked: dict[Any, Application], held: dict[Any, Credential],
) -> Offer:  # fmt: skip
    key = (issuer.pk, stored.id, code, level)
    here = grounds(reviews, reviewers, stored.id, code, level)
    return Offer(issuer, stored, code, level, here, asked.get(key), held.get(key))


def find_stored(code: str, number: str) -> Stored:
    """A published version of a rubric by its code and number.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    from tamarack.rubric.models import Version

    row = Version.objects.filter(framework__code=code, number=number, published_at__isnull=False).first()
    if row is None:
        raise UnknownCode(UNKNOWN)
    return Stored(row.pk, framework(row.pk))


def find_issuer(slug: str) -> Issuer:
    """An issuer by what stands in its addresses.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    return _one(Issuer.objects.filter(slug=slug), N_("There is no such issuer."))


def check_subject(rubric: Framework, code: str, level: str) -> None:
    """See that a rubric has that competency (or an empty code) and that level.

    Raises
    ------
    UnknownCode
        If not.
    """
    rubric.level(level)
    if code != WHOLE:
        rubric.competency(code)


def find_offer(person: Person, issuer: Issuer, stored: Stored, code: str, level: str, now: datetime) -> Offer:
    """One thing that someone can ask for.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    about = {"person": person, "issuer": issuer, "version": stored.id, "code": code, "level": level}
    asked = Application.objects.filter(**about, state=Application.State.OPEN).first()
    rows = Credential.objects.filter(**about).select_related("status")
    held = next((row for row in rows if row.stands(now)), None)
    here = grounds_now(person, issuer, stored.id, code, level)
    return Offer(issuer, stored, code, level, here, asked, held)


def links_of(person: Person, here: Grounds) -> list[Link]:
    """The links of the evidence that was accepted for a credential: what may stand with it."""
    rows = Link.objects.filter(evidence__in=here.evidence, evidence__person=person)
    return list(rows.select_related("evidence").order_by("evidence_id", "pk"))


def chosen_links(application: Application, here: Grounds) -> list[Link]:
    """Those of them that an application chose."""
    chosen = set(application.links.values_list("pk", flat=True))
    return [link for link in links_of(application.person, here) if link.pk in chosen]


def own_applications(person: Person) -> list[Application]:
    """What someone asked for, newest first."""
    rows = Application.objects.filter(person=person).select_related("issuer")
    return list(rows.order_by("-asked_at", "-pk"))


def own_application(person: Person, pk: int) -> Application:
    """One thing that someone asked for; whether someone else did is not told."""
    return _one(Application.objects.filter(person=person, pk=pk).select_related("issuer"), UNKNOWN)


def own_credentials(person: Person) -> list[Credential]:
    """The credentials that someone holds, newest first."""
    return list(Credential.objects.filter(person=person).select_related("issuer", "status"))


def brought_credentials(person: Person) -> list[BroughtCredential]:
    """What someone holds from elsewhere."""
    return list(person.brought_credentials.all())


def brought_credential(person: Person, pk: int) -> BroughtCredential:
    """One of them, if it is theirs."""
    return _one(BroughtCredential.objects.filter(person=person, pk=pk), UNKNOWN)


def own_credential(person: Person, key: str) -> Credential:
    """One credential that someone holds; whether someone else does is not told."""
    return _one(_credentials().filter(person=person, status__key=key), UNKNOWN)


def _credentials() -> QuerySet[Credential]:
    return Credential.objects.select_related("issuer", "status__list__issuer", "person")


def public_credential(person: Person | None, key: str) -> Credential | None:
    """The credential at an address, if others may see it, or whoever asks holds it. None where it was deleted.

    Raises
    ------
    UnknownCode
        If there never was one, or its person hides it.
    """
    found = _credentials().filter(status__key=key).first()
    if found is None:
        _one(Status.objects.filter(key=key), UNKNOWN)
        return None
    if not can_see(person, found):
        raise UnknownCode(UNKNOWN)
    return found


def decided_issuers(person: Person) -> list[Issuer]:
    """The issuers for whom someone decides."""
    return list(Issuer.objects.filter(deciders=person))


def open_applications(person: Person) -> list[Application]:
    """What waits for someone's decision, oldest first; never what they asked for themselves."""
    rows = Application.objects.filter(issuer__deciders=person, state=Application.State.OPEN).exclude(person=person)
    return list(rows.select_related("issuer", "person"))


def decided_application(person: Person, pk: int) -> Application:
    """One thing that waits for someone's decision; what was decided or withdrawn shows nothing any more."""
    rows = Application.objects.filter(issuer__deciders=person, state=Application.State.OPEN, pk=pk)
    return _one(rows.exclude(person=person).select_related("issuer", "person"), UNKNOWN)


def issued_credentials(person: Person) -> list[Credential]:
    """What the issuers issued for whom someone decides, newest first; not what they hold themselves."""
    return list(_credentials().filter(issuer__deciders=person).exclude(person=person))


def issued_credential(person: Person, key: str) -> Credential:
    """One of these."""
    return _one(_credentials().filter(issuer__deciders=person, status__key=key).exclude(person=person), UNKNOWN)


def erased_place(person: Person, key: str) -> Status:
    """The place in its list of a credential that its holder deleted here; it names nobody."""
    rows = Status.objects.filter(list__issuer__deciders=person, key=key, credential=None, revoked_at=None)
    return _one(
        rows.select_related("list__issuer"), N_("There is no such credential that was deleted and can be revoked.")
    )


def find_status_list(slug: str, number: int) -> StatusList:
    """A list of those taken back.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    return _one(StatusList.objects.filter(issuer__slug=slug, number=number), N_("There is no such list."))


def _one(rows: QuerySet[Row], message: str) -> Row:
    try:
        found = rows.first()
    except OverflowError:
        found = None
    if found is None:
        raise UnknownCode(message)
    return found
