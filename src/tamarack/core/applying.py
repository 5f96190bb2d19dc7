"""To how many a criterion does not apply: told beside the shares of `core.privacy`, settling nobody with them.

Two labels about the same people can say more than each: one tells the share at a level in whole percent, which only
some numbers of raters give; another tells how many of all who answered did not rate. So this label is a quarter at the
finest, and is left out wherever any quarter would settle someone whom the shares leave open. Whether it is left out
depends on nothing but what is told anyway and on how many answered, so that leaving it out tells nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from tamarack.core.framework import Criterion, Framework
from tamarack.core.privacy import QUARTERS_FROM, K, Label, Part, Scale, Tally, allowed, scale, tell
from tamarack.core.ratings import NOT_APPLICABLE, NOT_YET


def tell_not_applicable(
    framework: Framework, criterion: Criterion, tallies: Mapping[str, Tally], k: int = K
) -> tuple[Part, ...]:
    """The parts of one criterion, labelled with the share of those who said that it does not apply to them.

    Parts are those of the ratings; where these are too few for any, all teams are one, if as many as k answered.

    Parameters
    ----------
    tallies : mapping of str to mapping of str to int
        By team. Who left it unrated counts nowhere.

    Returns
    -------
    tuple of Part
        With all who answered, and one label, ``"NA"``.
    """
    counted = (NOT_YET, *criterion.levels, NOT_APPLICABLE)
    parts: list[tuple[tuple[str, ...], Mapping[str, Label] | None]]
    parts = [(part.teams, part.labels) for part in tell(framework, criterion, tallies, k)]
    found = []
    for teams, labels in parts or [(tuple(sorted(tallies)), None)]:
        people = sum(tallies[team].get(value, 0) for team in teams for value in counted)
        without = sum(tallies[team].get(NOT_APPLICABLE, 0) for team in teams)
        if people >= k and _settles_nobody(people, list(_possible(people, labels, k))):
            found.append(Part(teams, people, {NOT_APPLICABLE: _label(without, people)}))
    return tuple(found)


def steps_of(people: int) -> Scale:
    """The steps in which it is told to how many of so many a criterion does not apply."""
    return Scale.HALVES if people < QUARTERS_FROM else Scale.QUARTERS


def _label(count: int, people: int) -> Label:
    steps = steps_of(people)
    return Label(steps, min(count * steps // people, steps - 1))


def _possible(people: int, labels: Mapping[str, Label] | None, k: int) -> Iterator[int]:
    """To how many of so many it may not apply, by what is told of the ratings (None: nothing, as they are too few)."""
    for raters in range(k, people + 1) if labels is not None else range(min(k, people + 1)):
        steps = scale(raters)
        if all(told.scale is steps and allowed(told, raters) for told in (labels or {}).values()):
            yield people - raters


def _settles_nobody(people: int, possible: list[int]) -> bool:
    """Whether no label would tell of all others what the ratings alone leave open, not even to one of them."""
    by_label = defaultdict(list)
    for without in possible:
        by_label[_label(without, people)].append(without)
    return all(
        _settled(counts, own, people) <= _settled(possible, own, people)
        for counts in by_label.values() for own in (0, 1)
    )  # fmt: skip


def _settled(counts: list[int], own: int, people: int) -> bool:
    """Whether, beside one who said so (own: 1) or rated (0), surely nobody said so, or surely everybody."""
    others = [count - own for count in counts if 0 <= count - own <= people - 1]
    return bool(others) and (max(others) == 0 or min(others) == people - 1)
