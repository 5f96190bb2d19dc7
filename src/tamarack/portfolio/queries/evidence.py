"""Reads about evidence. Each is scoped to the person who asks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from tamarack.common.checks import EARLIEST, LATEST
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework
from tamarack.core.impact import Told
from tamarack.core.ratings import Ratings, rank
from tamarack.people.models import Person
from tamarack.portfolio.models import (
    Acceptance,
    Endorsement,
    Evidence,
    File,
    Impact,
    SharedEvidence,
    ShowcaseEntry,
    Support,
    Tag,
)
from tamarack.portfolio.rules import can_see

PAGE = 50
"""Entries on a page of a portfolio."""
NONE_SUCH = N_("You have no such evidence. It may have been deleted.")
_PARTS = ("supports", "tags", "links", "files", "impacts", "endorsements")


@dataclass(frozen=True)
class Wanted:
    """By what entries are looked for: words, a kind, a tag, a year, a competency or criterion."""

    words: str = ""
    kind: str = ""
    tag: str = ""
    year: int | None = None
    at: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is asked."""
        return bool(self.words or self.kind or self.tag or self.year or self.at)


def _newest_first(person: Person) -> QuerySet[Evidence]:
    dated = Coalesce("ended", "began", TruncDate("created_at"))
    return Evidence.objects.filter(person=person).annotate(day=dated).order_by("-day", "-pk")


def evidence_page(person: Person, wanted: Wanted, number: int | str) -> Page[Evidence]:
    """A page of this person's entries, newest first, with their descriptors and tags."""
    rows = _newest_first(person)
    if wanted.words:
        rows = rows.filter(
            Q(title__icontains=wanted.words) | Q(did__icontains=wanted.words) | Q(reflection__icontains=wanted.words)
        )
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.tag:
        rows = rows.filter(pk__in=Tag.objects.filter(name__iexact=wanted.tag).values("evidence"))
    if wanted.year and not EARLIEST.year <= wanted.year <= LATEST.year:
        rows = rows.none()
    elif wanted.year:
        undated = Q(ended=None, began=None, created_at__year=wanted.year)
        rows = rows.filter(Q(ended__year=wanted.year) | Q(ended=None, began__year=wanted.year) | undated)
    if wanted.at:
        rows = rows.filter(pk__in=Support.objects.filter(code__startswith=f"{wanted.at}.").values("evidence"))
    return Paginator(rows.prefetch_related("supports", "tags"), PAGE).get_page(number)


def own_evidence(person: Person, pk: int) -> Evidence:
    """An entry of this person's, with all that belongs to it; whether someone else has it is not told."""
    try:
        return Evidence.objects.prefetch_related(*_PARTS).get(pk=pk, person=person)
    except (Evidence.DoesNotExist, OverflowError):
        raise UnknownCode(NONE_SUCH) from None


def seen_evidence(person: Person, pk: int) -> Evidence:
    """An entry that this person may see: their own, or one that they have a grant for as a reviewer."""
    try:
        evidence = Evidence.objects.select_related("person").prefetch_related(*_PARTS).get(pk=pk)
    except (Evidence.DoesNotExist, OverflowError):
        raise UnknownCode(NONE_SUCH) from None
    if not can_see.test(person, evidence):
        raise UnknownCode(NONE_SUCH)
    return evidence


def own_impact(person: Person, pk: int) -> Impact:
    """A change that an entry of this person's tells."""
    try:
        return Impact.objects.select_related("evidence").get(pk=pk, evidence__person=person)
    except (Impact.DoesNotExist, OverflowError):
        raise UnknownCode(NONE_SUCH) from None


def own_endorsement(person: Person, pk: int) -> Endorsement:
    """A request to confirm an entry of this person's."""
    try:
        return Endorsement.objects.select_related("evidence").get(pk=pk, evidence__person=person)
    except (Endorsement.DoesNotExist, OverflowError):
        raise UnknownCode(NONE_SUCH) from None


def titles(person: Person) -> list[tuple[int, str]]:
    """The numbers and titles of all entries of this person's, newest first."""
    return list(_newest_first(person).values_list("pk", "title"))


def made_from(person: Person, action: int) -> int | None:
    """The number of the entry that was made from an action's reflection."""
    return Evidence.objects.filter(person=person, action=action).values_list("pk", flat=True).first()


def chosen(person: Person, numbers: Sequence[int]) -> list[Evidence]:
    """Some entries of this person's by their numbers, in that order; those that are not theirs are left out."""
    found = Evidence.objects.filter(person=person).in_bulk(numbers)
    return [found[pk] for pk in numbers if pk in found]


def all_evidence(person: Person) -> list[Evidence]:
    """All entries of this person's with what belongs to them, newest first."""
    return list(_newest_first(person).prefetch_related(*_PARTS))


def all_files(person: Person) -> list[File]:
    """All files of this person's evidence; the proofs of activities go with the log."""
    return list(File.objects.filter(person=person, evidence__isnull=False))


def tags(person: Person) -> list[str]:
    """The tags that this person uses, each once however it is written."""
    names = Tag.objects.filter(evidence__person=person).values_list("name", flat=True)
    return sorted({name.casefold(): name for name in names}.values(), key=str.casefold)


def standing_acceptances(evidence: Evidence) -> dict[int, Acceptance]:
    """By support, the newest acceptance that has not lapsed."""
    found = Acceptance.objects.filter(support__evidence=evidence, lapsed_at=None).select_related("by")
    return {row.support_id: row for row in found}


def shares(evidence: Evidence) -> list[SharedEvidence]:
    """The grants for reviewers to see evidence."""
    return list(SharedEvidence.objects.filter(evidence=evidence).select_related("review", "review__reviewer"))


def shown_on(evidence: Evidence) -> list[ShowcaseEntry]:
    """The showcases with a link on which evidence is seen today."""
    today = timezone.localdate()
    rows = ShowcaseEntry.objects.filter(evidence=evidence, showcase__until__gte=today).exclude(showcase__link="")
    return list(rows.select_related("showcase"))


@dataclass(frozen=True)
class Covered:
    """A met descriptor, how many entries support it, and the day of the newest."""

    code: str
    count: int
    newest: date | None


def coverage(person: Person, version_id: int, framework: Framework, ratings: Ratings) -> list[Covered]:
    """Every descriptor that the ratings meet, in rubric order, with the evidence for it."""
    days: dict[str, list[date]] = defaultdict(list)
    found = Support.objects.filter(evidence__person=person, version_id=version_id)
    dated = Coalesce("evidence__ended", "evidence__began", TruncDate("evidence__created_at"))
    for code, day in found.values_list("code", dated):
        days[code].append(day)
    met = (
        f"{row.code}.{level}"
        for row in framework.criteria
        for level in row.levels
        if framework.ranks[level] <= rank(framework, ratings.get(row.code))
    )
    return [Covered(code, len(days[code]), max(days[code], default=None)) for code in met]


def by_criterion(person: Person, version_id: int) -> Mapping[str, Sequence[tuple[int, str]]]:
    """The numbers and titles of the entries that support each criterion, in one query; the assessment shows them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.code, e.id, e.title FROM {Support._meta.db_table} s "  # noqa: S608
            f"JOIN {Evidence._meta.db_table} e ON e.id = s.evidence_id "
            "WHERE e.person_id = %s AND s.version_id = %s ORDER BY e.id DESC",
            [person.pk, version_id],
        )
        found: dict[str, dict[int, str]] = defaultdict(dict)
        for code, pk, title in cursor.fetchall():
            found[code.rpartition(".")[0]][pk] = title
    return {code: tuple(rows.items()) for code, rows in found.items()}


def impacts(person: Person) -> list[Impact]:
    """Every change that this person tells, with the title of its entry, newest first."""
    rows = Impact.objects.filter(evidence__person=person).select_related("evidence")
    return list(rows.defer("evidence__did", "evidence__reflection").order_by("-on", "-pk"))


def with_supports(impacts: list[Impact]) -> list[Impact]:
    """Some changes, with what their entries support."""
    prefetch_related_objects(impacts, "evidence__supports")
    return impacts


def told(impacts: Iterable[Impact], framework: Framework) -> list[Told]:
    """Changes as the arithmetic takes them, with the competencies that their entries support.

    Descriptors that the rubric does not have any more count nowhere.
    """
    criteria = {row.code: row.competency for row in framework.criteria}

    def areas(evidence: Evidence) -> frozenset[str]:
        codes = (support.code.rpartition(".")[0] for support in evidence.supports.all())
        return frozenset(criteria[code] for code in codes if code in criteria)

    return [
        Told(row.evidence_id, areas(row.evidence), row.audience, row.people, row.same_people_as_id) for row in impacts
    ]


def asked_endorsements(person: Person) -> list[Endorsement]:
    """Whom someone asked to confirm their entries, and who can still look."""
    found = Endorsement.objects.filter(evidence__person=person, until__gt=timezone.now())
    found = found.filter(confirmed_at=None, declined_at=None, withdrawn_at=None)
    return list(found.select_related("evidence"))
