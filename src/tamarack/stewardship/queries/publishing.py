"""What stands in the way of publishing a draft, and what publishing does to people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tamarack.assessment.models import Assessment, Rating
from tamarack.core.carry import carry
from tamarack.core.changes import MERGED, RETIRED, Change, read_changes
from tamarack.core.errors import N_
from tamarack.core.framework import Framework, from_document
from tamarack.core.proposing import propose
from tamarack.core.ratings import choices
from tamarack.core.undeclared import Undeclared
from tamarack.core.validation import problems
from tamarack.core.versions import Comparison, compare
from tamarack.rubric.models import Version
from tamarack.rubric.queries import find_version, framework, versions_in_force, versions_of
from tamarack.stewardship.models import Draft
from tamarack.stewardship.rules import in_consultation

FEWEST = 5
"""People from whom on they are counted."""
STEP = 5


@dataclass(frozen=True)
class Gate:
    """Something that stands in the way: its place, and a sentence with its values."""

    at: str
    template: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Effect:
    """What publishing does to people, in steps of five; none where there are fewer."""

    people: int | None
    asked: int | None
    """Of these, whom something asks to confirm."""


def gates(draft: Draft) -> list[Gate]:
    """All that stands in the way of publishing a draft."""
    invalid = [Gate(each.code or each.path, each.template, dict(each.data)) for each in problems(draft.document)]
    if invalid:
        return invalid
    if later := _published_since(draft):
        template = N_("Version {number} was published since this draft was begun. Begin a new draft on that one.")
        return [Gate("", template, {"number": later[-1].number})]
    if in_consultation(draft):
        return [Gate("", N_("This draft is in consultation. Close it before you publish."), {})]
    new = from_document(draft.document)
    undeclared = _undeclared(draft, new)
    return [*(Gate(each.at, each.template, dict(each.data)) for each in undeclared), *_given_again(draft, new)]


def _published_since(draft: Draft) -> list[Version]:
    """Versions in force that came after the one that a draft is based on."""
    versions = versions_of(draft.framework_id)
    ids = [version.pk for version in versions]
    base = ids.index(draft.based_on_id) if draft.based_on_id else -1
    return [version for version in versions_in_force(draft.framework_id) if ids.index(version.pk) > base]


def _undeclared(draft: Draft, new: Framework) -> tuple[Undeclared, ...]:
    if new.restores:
        restored = framework(find_version(draft.framework.code, new.restores).pk)
        return compare(restored, new).undeclared
    return compare(framework(draft.based_on_id), new).undeclared if draft.based_on_id else ()


def _given_again(draft: Draft, new: Framework) -> Iterator[Gate]:
    """Codes that an earlier version retired."""
    if new.restores:
        return
    retired = {
        code
        for version in versions_of(draft.framework_id)
        for change in read_changes(framework(version.pk).changes)
        for code in _gone(change.kind, change.sources, change.targets)
    }
    before = framework(draft.based_on_id) if draft.based_on_id else None
    known = {row.code for row in before.criteria} if before else set()
    for row in new.criteria:
        if row.code in retired and row.code not in known:
            yield Gate(row.code, N_("An earlier version retired this code. It is never given again."), {})


def _gone(kind: str, sources: tuple[str, ...], targets: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in sources if code not in targets) if kind in (RETIRED, MERGED) else ()


@dataclass(frozen=True)
class Told:
    """What a draft declares against the version before, what is proposed to be declared, and what contradicts."""

    old: Framework
    new: Framework
    comparison: Comparison
    proposed: tuple[Change, ...]
    contradictions: list[Undeclared]


def declared(draft: Draft) -> Told:
    """What a valid draft that is based on a version, and restores none, declares to change."""
    old, new = framework(draft.based_on_id or 0), from_document(draft.document)
    found, proposed = compare(old, new), propose(old, new)
    places = {change.place for change in proposed}
    return Told(old, new, found, proposed, [each for each in found.undeclared if each.at not in places])


def effect(draft: Draft) -> Effect:
    """How many people have answers on the version before, and of how many something is to confirm.

    Told in steps of five, from five on: counts of the whole site, by no criterion and no level.
    """
    if draft.based_on_id is None or gates(draft):
        return Effect(None, None)
    old, new = framework(draft.based_on_id), from_document(draft.document)
    done = Assessment.objects.filter(version_id=draft.based_on_id, submitted_at__isnull=False)
    touched: set[int] = set()
    for code, values in _asks(old, new).items():
        rows = Rating.objects.filter(assessment__in=done, criterion=code, value__in=values)
        touched |= set(rows.values_list("assessment__person", flat=True))
    return Effect(_told(done.values("person").distinct().count()), _told(len(touched)))


def _asks(old: Framework, new: Framework) -> dict[str, list[str]]:
    """The answers on the old version after which something is to confirm on the new one."""
    if new.restores:
        return {}
    found: dict[str, list[str]] = {}
    rated_all = {row.code: row.levels[-1] for row in old.criteria}
    for row in old.criteria:
        for value in choices(row):
            carried = carry(old, new, {**rated_all, row.code: value}).values()
            if any(each.confirm and row.code in each.sources for each in carried):
                found.setdefault(row.code, []).append(value)
    return found


def _told(count: int) -> int | None:
    return count - count % STEP if count >= FEWEST else None
