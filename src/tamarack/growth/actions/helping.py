"""Writes about who helps whom: offer, seek, propose, answer, end."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from tamarack.common.checks import check_choice, in_order
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.matching import Helper, Seeker, match
from tamarack.growth.mail import tell_agreed, tell_ended, tell_proposed
from tamarack.growth.models import (
    CAPACITY_MOST,
    FOCUS_MOST,
    OPEN_FOR,
    Match,
    Offer,
    OfferedLevel,
    Reach,
    Wish,
)
from tamarack.growth.queries import helping as queries
from tamarack.growth.rules import check_may_propose, check_takes_part
from tamarack.people.audit import What, record
from tamarack.people.models import Organisation, Person
from tamarack.people.rules import check_member, check_own
from tamarack.rubric.queries import Stored

NO_LANGUAGE = N_("Please choose one language at least.")


def offer_help(
    person: Person,
    organisation: Organisation,
    version: Stored,
    *,
    levels: Mapping[str, str],
    capacity: int,
    languages: Sequence[str],
    reach: str,
) -> Offer:
    """Offer help with criteria, each at a level that one has by a signed review or by one's own rating."""
    check_member(person, organisation)
    chosen = _chosen_levels(person, version, levels)
    if not 1 <= capacity <= CAPACITY_MOST:
        raise BadInput(N_("You can help from 1 to {most} people at a time."), most=CAPACITY_MOST)
    fields = {
        "version_id": version.id, "capacity": capacity, "languages": _languages(languages),
        "reach": check_choice(reach, Reach.values), "changed_at": timezone.now(),
    }  # fmt: skip
    with write():
        offer, _ = Offer.objects.update_or_create(person=person, organisation=organisation, defaults=fields)
        offer.levels.all().delete()
        OfferedLevel.objects.bulk_create(
            OfferedLevel(offer=offer, criterion=code, **vars(had)) for code, had in chosen.items()
        )
    return offer


def _chosen_levels(person: Person, version: Stored, levels: Mapping[str, str]) -> dict[str, queries.Had]:
    """What is offered, with where the person has it from.

    Raises
    ------
    BadInput, UnknownCode
        If nothing is, or a level that the person does not have.
    """
    had = queries.levels_had(person, version)
    found = {}
    for code in in_order(version.framework, levels):
        own = {entry.level: entry for entry in had.get(code, ())}
        if levels[code] not in own:
            template = N_("You can offer {criterion} only at a level that you have rated or agreed.")
            raise BadInput(template, criterion=code)
        found[code] = own[levels[code]]
    if not found:
        raise BadInput(N_("Please choose one criterion at least."))
    return found


def _languages(languages: Sequence[str]) -> list[str]:
    chosen = [code for code in Person.Language.values if code in languages]
    if not chosen or len(chosen) < len(set(languages)):
        raise BadInput(NO_LANGUAGE)
    return chosen


def withdraw_offer(person: Person, offer: Offer) -> None:
    """Offer no help any more. What both had agreed to goes on; proposals that wait for an answer are over."""
    check_own(person, offer)
    with write():
        offer.delete()
        still = Offer.objects.filter(person=person).values("organisation")
        end_unanswered(Match.objects.filter(helper=person).exclude(organisation__in=still))


def end_unanswered(matches: QuerySet[Match]) -> None:
    """End the proposals that not both have said yes to."""
    agreed = {"helper_says": Match.Answer.YES, "seeker_says": Match.Answer.YES}
    matches.filter(ended_at=None).exclude(**agreed).update(ended_at=timezone.now())


def seek_help(
    person: Person,
    organisation: Organisation,
    version: Stored,
    *,
    criteria: Sequence[str],
    languages: Sequence[str],
    reach: str,
) -> Wish:
    """Say with which criteria one seeks help."""
    check_member(person, organisation)
    chosen = in_order(version.framework, criteria)
    if not 1 <= len(chosen) <= FOCUS_MOST:
        raise BadInput(N_("Please choose one criterion at least, {most} at most."), most=FOCUS_MOST)
    fields = {
        "version_id": version.id, "criteria": chosen, "languages": _languages(languages),
        "reach": check_choice(reach, Reach.values), "changed_at": timezone.now(),
    }  # fmt: skip
    with write():
        return Wish.objects.update_or_create(person=person, organisation=organisation, defaults=fields)[0]


def withdraw_wish(person: Person, wish: Wish) -> None:
    """Seek no help any more. What both had agreed to goes on; proposals that wait for an answer are over."""
    check_own(person, wish)
    with write():
        wish.delete()
        end_unanswered(Match.objects.filter(seeker=person, organisation=wish.organisation_id))


def propose_matches(person: Person, organisation: Organisation, version: Stored) -> int:
    """Let the matching run for all who seek help in an organisation; tell how many proposals it made.

    Who leads or owns learns no more than that number: the two of each pair are told by mail.
    """
    check_may_propose(person, organisation)
    with write():
        wishes = queries.waiting(organisation, version)
        made = _propose(person, organisation, version, wishes)
        record(What.PROPOSED, by=person, organisation=organisation)
        for entry in made:
            for reader in (entry.helper, entry.seeker):
                record(What.PROPOSED, by=person, of=reader)
                tell_proposed(entry, reader)
    return len(made)


def ask_match(person: Person, wish: Wish, version: Stored) -> Match | None:
    """Find who fits one's own wish best, and propose them; nothing where nobody fits."""
    check_own(person, wish)
    check_member(person, wish.organisation)
    with write():
        made = _propose(person, wish.organisation, version, [wish])
        for entry in made:
            record(What.PROPOSED, by=person, of=entry.helper)
            tell_proposed(entry, entry.helper)
    return made[0] if made else None


def _propose(person: Person, organisation: Organisation, version: Stored, wishes: Sequence[Wish]) -> list[Match]:
    """Make proposals of the pairs that fit best together, among those who have a place, and no match already."""
    now = timezone.now()
    list(Organisation.objects.select_for_update().filter(pk=organisation.pk))  # one round at a time
    busy = _busy(person, wishes)
    free = [wish for wish in wishes if wish.person_id not in busy and wish.version_id == version.id]
    pool = _Pool(organisation, version, free)
    best = match(pool.helpers, pool.seekers, pool.may_meet)
    return Match.objects.bulk_create(
        Match(
            helper=pool.offers[pair.helper].person, seeker=pool.wishes[pair.seeker].person, organisation=organisation,
            version_id=version.id, fit=pair.fit, why=pool.why(pair.helper, pair.criteria), proposed_by=person,
            proposed_at=now, until=now + OPEN_FOR,
        )
        for pair in best.pairs
    )  # fmt: skip


def _busy(person: Person, wishes: Sequence[Wish]) -> set[int]:
    """Who of those that seek has a helper or a proposal already.

    One that the helper declined counts like any other until it is over: so nobody can tell. One that the seeker
    declined does not keep themself from asking again.
    """
    found = queries.live(Match.objects.filter(seeker__in=[wish.person_id for wish in wishes]), timezone.now())
    return {row.seeker_id for row in found if row.seeker_id != person.pk or row.seeker_says != Match.Answer.NO}


class _Pool:
    """Who can be matched in a round, by the number of their account."""

    def __init__(self, organisation: Organisation, version: Stored, wishes: Sequence[Wish]) -> None:
        now = timezone.now()
        self.wishes = {str(wish.person_id): wish for wish in wishes}
        self.offers = {str(row.person_id): row for row in queries.offers_for(organisation, version, wishes)}
        self.ranks = version.framework.ranks
        helpers = [row.person_id for row in self.offers.values()]
        seekers = [wish.person_id for wish in wishes]
        self.taken = queries.taken_places(helpers, now)
        self.tried = queries.tried(seekers, now)
        places = {row.organisation_id for row in self.offers.values()} | {organisation.pk}
        self.teams = queries.teams_in(places, [*helpers, *seekers])

    @property
    def helpers(self) -> list[Helper]:
        """Who offers, with as many places as are free."""
        return [
            Helper(
                name,
                {row.criterion: self.ranks[row.level] for row in offer.levels.all()},
                max(offer.capacity - self.taken.get(offer.person_id, 0), 0),
            )
            for name, offer in self.offers.items()
        ]

    @property
    def seekers(self) -> list[Seeker]:
        """Who seeks."""
        return [Seeker(name, wish.criteria) for name, wish in self.wishes.items()]

    def may_meet(self, helper: Helper, seeker: Seeker) -> bool:
        """Whether both share a language, are in each other's reach, and were not proposed to each other lately."""
        offer, wish = self.offers[helper.person], self.wishes[seeker.person]
        return (
            (offer.person_id, wish.person_id) not in self.tried
            and bool(set(offer.languages).intersection(wish.languages))
            and self._reaches(offer.reach, offer.organisation_id, offer, wish)
            and self._reaches(wish.reach, wish.organisation_id, offer, wish)
        )

    def _reaches(self, reach: str, organisation: int, offer: Offer, wish: Wish) -> bool:
        """Whether both are within what one of them wants, as seen from that one's organisation."""
        keys = [(organisation, person) for person in (offer.person_id, wish.person_id)]
        if reach == Reach.ANYWHERE:
            return True
        if reach == Reach.ORGANISATION:
            return all(key in self.teams for key in keys)
        teams = {self.teams.get(key) for key in keys}
        return len(teams) == 1 and None not in teams

    def why(self, helper: str, criteria: Sequence[str]) -> list[dict[str, str]]:
        """Why a pair fits: for each criterion the level that the helper offers, and where they have it from."""
        offered = {row.criterion: row for row in self.offers[helper].levels.all()}
        return [
            {"criterion": code, "level": offered[code].level, "source": offered[code].source,
             "of": offered[code].of.isoformat()}
            for code in criteria
        ]  # fmt: skip


def answer_match(person: Person, found: Match, *, yes: bool) -> bool:
    """Say yes or no to a proposal; tell whether both have said yes now."""
    check_takes_part(person, found)
    with write():
        row = Match.objects.select_for_update().get(pk=found.pk)
        if not row.is_open:
            raise BadInput(N_("This proposal cannot be answered any more."))
        side = "helper_says" if person.pk == row.helper_id else "seeker_says"
        setattr(row, side, Match.Answer.YES if yes else Match.Answer.NO)
        row.save(update_fields=[side])
        if row.is_agreed:
            tell_agreed(row)
    return row.is_agreed


def end_match(person: Person, found: Match) -> None:
    """End what both had agreed to, and tell the other."""
    check_takes_part(person, found)
    with write():
        row = Match.objects.select_for_update().get(pk=found.pk)
        if not row.is_under_way:
            raise BadInput(N_("This is over already."))
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        tell_ended(row, person)
