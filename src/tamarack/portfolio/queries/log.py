"""Reads about the professional development log. Each is scoped to the person who asks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from django.utils import timezone

from tamarack.common.numbers import whole
from tamarack.core.development import Entry, Evaluation, as_planned, evaluate
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework
from tamarack.core.schemes import Rules
from tamarack.people.models import Person
from tamarack.portfolio.models import Activity, Evidence, Exemption, Following
from tamarack.portfolio.schemes import find_scheme, schemes
from tamarack.rubric.queries import Stored, framework

GONE = N_("There is no such activity, or it is not yours to see.")
NOT_FOLLOWED = N_("You do not follow this scheme.")
PAGE = 50
"""Activities on a page."""


def own_activity(person: Person, pk: int) -> Activity:
    """An activity of this person's; whether someone else has it is not told."""
    try:
        return Activity.objects.get(pk=pk, person=person)
    except (Activity.DoesNotExist, OverflowError):
        raise UnknownCode(GONE) from None


def find_activity(person: Person, key: str) -> Activity | None:
    """An activity of this person's by its number as an address says it; none for anything else."""
    number = whole(key)
    return None if number is None else Activity.objects.filter(person=person, pk=number).first()


def find_evidence(person: Person, key: str) -> Evidence | None:
    """Evidence of this person's by its number as an address says it, with what it supports; none for anything else."""
    number = whole(key)
    found = Evidence.objects.filter(person=person, pk=number) if number is not None else Evidence.objects.none()
    return found.prefetch_related("supports").first()


def own_following(person: Person, key: str) -> Following:
    """That this person follows a scheme."""
    find_scheme(key)
    found = Following.objects.filter(person=person, scheme=key).first()
    if found is None:
        raise UnknownCode(NOT_FOLLOWED)
    return found


def own_exemption(person: Person, pk: int) -> Exemption:
    """An exemption of this person's."""
    try:
        return Exemption.objects.select_related("following").get(pk=pk, following__person=person)
    except (Exemption.DoesNotExist, OverflowError):
        raise UnknownCode(N_("There is no such exemption, or it is not yours to see.")) from None


def followed(person: Person) -> list[Following]:
    """The schemes that this person follows, with their exemptions; only those whose rules are there."""
    return [following for following in all_followed(person) if following.scheme in schemes()]


def all_followed(person: Person) -> list[Following]:
    """Every scheme that this person ever chose to follow and has not left."""
    return list(Following.objects.filter(person=person).prefetch_related("exemptions"))


def activities(person: Person, first: date | None = None, last: date | None = None) -> list[Activity]:
    """What this person did and plans from one day to another, with its proofs, in the order of time."""
    found = Activity.objects.filter(person=person)
    if first:
        found = found.filter(on__gte=first)
    if last:
        found = found.filter(on__lte=last)
    return list(found.prefetch_related("files").order_by("on", "pk"))


def titles(person: Person, first: date, last: date) -> dict[int, str]:
    """What this person's activities are called, from one day to another."""
    return dict(Activity.objects.filter(person=person, on__range=(first, last)).values_list("pk", "title"))


def logged_from_action(person: Person, action: int) -> Activity | None:
    """The activity that was entered from an action of the growth plan."""
    return Activity.objects.filter(person=person, action=action).first()


@dataclass(frozen=True)
class Log:
    """A person's whole log as the rules see it."""

    entries: Sequence[Entry]

    @cached_property
    def years(self) -> list[int]:
        """The calendar years that have entries, the newest first."""
        return sorted({entry.on.year for entry in self.entries}, reverse=True)

    def filtered(self, year: int | None, category: str, counted: "frozenset[int] | None") -> list[Entry]:
        """Entries of a year and a category, perhaps only some, the newest first."""
        found = [
            entry
            for entry in self.entries
            if (year is None or entry.on.year == year)
            and (not category or entry.category == category)
            and (counted is None or entry.id in counted)
        ]
        return sorted(found, key=lambda entry: (entry.on, entry.id), reverse=True)


def log(person: Person) -> Log:
    """The whole log, in one query of few columns."""
    columns = ("id", "on", "category", "done_quarters", "planned_quarters", "project", "criteria", "version_id")
    return Log([_entry(*row) for row in Activity.objects.filter(person=person).order_by().values_list(*columns)])


def _entry(
    pk: int, on: date, category: str, done: int, planned: int, project: str, criteria: list[str], version: int | None
) -> Entry:
    named = competencies(framework(version), criteria) if version and criteria else frozenset()
    return Entry(pk, on, category, done, planned, project, named)


def competencies(rubric: Framework, criteria: Sequence[str]) -> frozenset[str]:
    """The competencies of some criteria, as far as the rubric has them."""
    known = _competency_of(rubric)
    return frozenset(known[code] for code in criteria if code in known)


@lru_cache(maxsize=64)
def _competency_of(rubric: Framework) -> dict[str, str]:
    return {row.code: row.competency for row in rubric.criteria}


def rubric_of(activity: Activity, present: Stored) -> Stored:
    """The version of the rubric that an activity's criteria are of; the present one where it names none."""
    if activity.version_id is None or not activity.criteria:
        return present
    return Stored(activity.version_id, framework(activity.version_id))


@dataclass(frozen=True)
class Totals:
    """Quarters done and planned of some entries; what is done is planned no more."""

    done: int
    planned: int
    count: int
    by_category: Counter[str]


def totals(entries: Sequence[Entry]) -> Totals:
    """What some entries come to."""
    by_category: Counter[str] = Counter()
    for entry in entries:
        by_category[entry.category] += entry.done
    planned = sum(entry.planned for entry in entries if not entry.done)
    return Totals(sum(entry.done for entry in entries), planned, len(entries), +by_category)


def with_proofs(entries: Sequence[Entry]) -> list[Activity]:
    """The rows of some entries of one person's log, in the same order, with their proofs."""
    found = Activity.objects.prefetch_related("files").in_bulk([entry.id for entry in entries])
    return [found[entry.id] for entry in entries if entry.id in found]


@dataclass(frozen=True)
class Standing:
    """Where a person is in a scheme: by what is done, and by what it would be with what is planned."""

    following: Following
    rules: Rules
    now: Evaluation
    ahead: Evaluation

    @property
    def planned(self) -> bool:
        """Whether something is planned that would count in the present period."""
        return self.ahead.present.counted > self.now.present.counted


def standing(following: Following, log: Log, today: date | None = None) -> Standing:
    """Where a person is in a scheme that they follow."""
    rules = find_scheme(following.scheme)
    today = today or timezone.localdate()
    exempt = [(row.began, row.ended) for row in following.exemptions.all()]
    now = evaluate(log.entries, rules, following.since, today, exempt)
    ahead = evaluate(as_planned(log.entries), rules, following.since, today, exempt)
    return Standing(following, rules, now, ahead)
