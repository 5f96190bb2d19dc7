"""Reads about who helps whom. An offer is seen within its reach, a wish by its person alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from tamarack.assessment.models import ReviewRating
from tamarack.assessment.queries.rating import answers_of, last_submitted
from tamarack.assessment.queries.review import signed_reviews
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework
from tamarack.growth.models import AGAIN_AFTER, Match, Offer, OfferedLevel, Reach, Source, Wish
from tamarack.growth.rules import takes_part
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored

OFFERS_A_PAGE = 30
WISHES_AT_ONCE, OFFERS_AT_ONCE = 500, 1000
"""How many who seek, and who offer, a round takes, so that it takes a second; those that have waited longest come
first."""
SECOND = 2
"""The rank of a level from which on coverage counts."""


@dataclass(frozen=True)
class Had:
    """A level that someone has for a criterion: agreed in a review, or by their own rating; and of which day."""

    level: str
    source: str
    of: date

    @classmethod
    def kept(cls, row: Mapping[str, str]) -> "Had":
        """What a proposal keeps of it."""
        return cls(row["level"], row["source"], date.fromisoformat(row["of"]))


def levels_had(person: Person, stored: Stored) -> dict[str, list[Had]]:
    """For each criterion what a person may offer: the level last agreed, and their own where it is higher."""
    agreed, own = _agreed(person, stored), _self_rated(person, stored)
    ranks = stored.framework.ranks
    found: dict[str, list[Had]] = {}
    for row in stored.framework.criteria:
        had = [entry for entry in (agreed.get(row.code), own.get(row.code)) if entry]
        if len(had) > 1 and ranks[had[1].level] <= ranks[had[0].level]:
            del had[1]
        if had:
            found[row.code] = had
    return found


def _agreed(person: Person, stored: Stored) -> dict[str, Had]:
    """What the newest signed review says of each criterion, as far as it is a level."""
    reviews = [row for row in signed_reviews(person) if row.assessment.version_id == stored.id]
    days = {row.pk: timezone.localdate(row.reviewer_signed_at) for row in reviews if row.reviewer_signed_at}
    said: dict[int, list[ReviewRating]] = defaultdict(list)
    for rating in ReviewRating.objects.filter(review__in=list(days)) if days else ():
        said[rating.review_id].append(rating)
    found: dict[str, Had | None] = {}
    for pk, day in days.items():  # newest first
        for rating in said[pk]:
            level = rating.agreed if rating.agreed in stored.framework.ranks else ""
            if rating.agreed:
                found.setdefault(rating.criterion, Had(level, Source.AGREED, day) if level else None)
    return {code: had for code, had in found.items() if had}


def _self_rated(person: Person, stored: Stored) -> dict[str, Had]:
    last = last_submitted(person, stored.id)
    if last is None:
        return {}
    ratings = answers_of(last).ratings
    return {
        code: Had(value, Source.SELF, last.dated)
        for code, value in ratings.items()
        if value is not None and value in stored.framework.ranks
    }


def offer_of(person: Person, organisation: Organisation) -> Offer | None:
    """What this person offers in an organisation."""
    return Offer.objects.filter(person=person, organisation=organisation).prefetch_related("levels").first()


def wish_of(person: Person, organisation: Organisation) -> Wish | None:
    """What this person seeks in an organisation."""
    return Wish.objects.filter(person=person, organisation=organisation).first()


def offers_in_reach(person: Person, organisation: Organisation) -> QuerySet[Offer]:
    """What others of the organisation offer, as far as this person is within its reach."""
    team = Member.objects.filter(person=person, organisation=organisation).values("team")
    near = ~Q(reach=Reach.TEAM) | Q(person__memberships__team__in=team)
    found = _present(Offer.objects.filter(near, organisation=organisation)).exclude(person=person).distinct()
    return found.select_related("person").prefetch_related("levels")


def offers_seen(person: Person, organisation: Organisation, page: object) -> Page[Offer]:
    """The same a page at a time, by name."""
    rows = offers_in_reach(person, organisation).order_by("person__name", "pk")
    return Paginator(rows, OFFERS_A_PAGE).get_page(page)  # type: ignore[arg-type]


def _present(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those whose person is still in the organisation."""
    return rows.filter(person__is_active=True, person__memberships__organisation=F("organisation"))


def own_matches(person: Person) -> QuerySet[Match]:
    """Who was proposed to this person as helper or seeker, newest first."""
    return Match.objects.filter(Q(helper=person) | Q(seeker=person)).select_related("helper", "seeker")


def own_offers(person: Person) -> list[Offer]:
    """All that this person offers."""
    return list(Offer.objects.filter(person=person).select_related("organisation").prefetch_related("levels"))


def own_wishes(person: Person) -> list[Wish]:
    """All that this person seeks."""
    return list(Wish.objects.filter(person=person).select_related("organisation").order_by("pk"))


def find_match(person: Person, pk: int) -> Match:
    """A proposal to this person.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    found = Match.objects.select_related("helper", "seeker").filter(pk=pk).first()
    if found is None or not takes_part.test(person, found):
        raise UnknownCode(N_("There is no such proposal, or it is not for you."))
    return found


def coverage(team: Team, framework: Framework, version_id: int) -> dict[str, int]:
    """For each criterion how many people of the team offer help at the second level or above: by their own offers."""
    levels = [code for code, rank in framework.ranks.items() if rank >= SECOND]
    found = OfferedLevel.objects.filter(
        offer__organisation=team.organisation_id, offer__version_id=version_id, offer__person__memberships__team=team,
        offer__person__is_active=True, level__in=levels,
    )  # fmt: skip
    counts = dict(found.order_by().values_list("criterion").annotate(Count("offer")))
    return {row.code: counts.get(row.code, 0) for row in framework.criteria}


# What a round of matching reads


def waiting(organisation: Organisation, stored: Stored) -> list[Wish]:
    """The wishes of an organisation's members, those that have waited longest first."""
    found = _present(Wish.objects.filter(organisation=organisation, version_id=stored.id))
    return list(found.select_related("person").order_by("changed_at", "pk")[:WISHES_AT_ONCE])


def offers_for(organisation: Organisation, stored: Stored, wishes: Sequence[Wish]) -> list[Offer]:
    """What could meet some wishes: of the organisation, and of others what is for anyone; once a person."""
    wanted = {code for wish in wishes for code in wish.criteria}
    far = any(wish.reach == Reach.ANYWHERE for wish in wishes)
    place = Q(organisation=organisation) | (Q(reach=Reach.ANYWHERE) if far else Q(pk=None))
    rows = _present(Offer.objects.filter(place, version_id=stored.id, levels__criterion__in=wanted)).distinct()
    found: dict[int, Offer] = {}
    rows = rows.select_related("person").prefetch_related("levels").order_by("changed_at", "pk")
    for row in rows[:OFFERS_AT_ONCE]:
        if row.person_id not in found or row.organisation_id == organisation.pk:
            found[row.person_id] = row
    return list(found.values())


def hold(offers: Iterable[Offer]) -> None:
    """Let no other round count on the places of these offers until this one is done."""
    list(Offer.objects.select_for_update().filter(pk__in=[row.pk for row in offers]).order_by("pk").values_list("pk"))


def teams_in(organisations: Collection[int], people: Collection[int]) -> Mapping[tuple[int, int], int | None]:
    """The home teams of people, by organisation and person."""
    found = Member.objects.filter(organisation__in=organisations, person__in=people)
    return {(row.organisation_id, row.person_id): row.team_id for row in found}


def live(matches: QuerySet[Match], now: datetime) -> QuerySet[Match]:
    """Those that take a place: under way, or still to be answered, whatever one of both may have said."""
    agreed = Q(helper_says=Match.Answer.YES, seeker_says=Match.Answer.YES)
    return matches.filter(agreed | Q(until__gt=now), ended_at=None)


def taken_places(people: Iterable[int], now: datetime) -> dict[int, int]:
    """How many places of helpers are taken."""
    found = live(Match.objects.filter(helper__in=list(people)), now)
    return dict(found.order_by().values_list("helper").annotate(Count("pk")))


def tried(people: Iterable[int], now: datetime) -> set[tuple[int, int]]:
    """Helpers and seekers who were proposed to each other lately, whatever became of it."""
    found = Match.objects.filter(seeker__in=list(people), proposed_at__gt=now - AGAIN_AFTER)
    return set(found.values_list("helper", "seeker"))
