"""What stewards are told: "not applicable", intervals, opinions. With an attacker who tries every world."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.applying import tell_not_applicable
from tamarack.core.framework import Framework
from tamarack.core.opinions import tell_opinions
from tamarack.core.privacy import Label, Part, Scale, between, derive, tell, weighed

tallies = st.dictionaries(st.sampled_from(["0", "B", "E", "M", "NA", ""]), st.integers(0, 30), max_size=6)
organisations = st.dictionaries(st.sampled_from("abcdefgh"), tallies, max_size=8)


def without(cacee: Framework, teams: dict[str, dict[str, int]], k: int = 5) -> tuple[Part, ...]:
    return tell_not_applicable(cacee, cacee.criterion("COL.1"), teams, k)


def test_not_applicable_is_told_of_the_parts_of_the_ratings(cacee: Framework) -> None:
    parts = without(cacee, {"a": {"B": 6, "NA": 12, "": 40}, "b": {"0": 2, "NA": 1}, "c": {"B": 4, "NA": 2}})
    assert [(part.teams, part.raters, part.labels["NA"]) for part in parts] == [
        (("a",), 18, Label(Scale.QUARTERS, 2)),
        (("b", "c"), 9, Label(Scale.QUARTERS, 1)),
    ]


def test_where_too_few_rated_all_who_answered_are_one(cacee: Framework) -> None:
    (part,) = without(cacee, {"a": {"NA": 14, "": 9}, "b": {"NA": 5, "B": 1}})
    assert (part.teams, part.raters, part.labels["NA"]) == (("a", "b"), 20, Label(Scale.QUARTERS, 3))
    assert without(cacee, {"a": {"NA": 4, "": 9}}) == ()


def test_it_is_left_out_where_it_would_settle_what_the_shares_leave_open(cacee: Framework) -> None:
    """15 % at the level, of 27 who answered: 4 of 27, or 3 of 20. A first quarter would say that it applies to all."""
    four, three = {"B": 4, "0": 23}, {"B": 3, "0": 17, "NA": 7}
    row = cacee.criterion("ETH.5")
    assert tell(cacee, row, {"a": four})[0].labels == tell(cacee, row, {"a": three})[0].labels
    assert tell_not_applicable(cacee, row, {"a": four}) == tell_not_applicable(cacee, row, {"a": three}) == ()
    assert tell_not_applicable(cacee, row, {"a": {"B": 5, "0": 22}}) != ()


@given(organisations)
def test_every_part_of_those_it_does_not_apply_to_has_k_who_answered(
    cacee: Framework, teams: dict[str, dict[str, int]]
) -> None:
    assert all(part.raters >= 7 for part in without(cacee, teams, 7))


def told(cacee: Framework, teams: dict[str, dict[str, int]]) -> tuple[object, object]:
    """All that is kept: how fine the labels are tells in which band the raters are."""
    row = cacee.criterion("ETH.5")
    parts = tell(cacee, row, teams), tell_not_applicable(cacee, row, teams)
    ratings, without = (tuple((part.teams, *part.labels.items()) for part in each) for each in parts)
    return ratings, without


@pytest.mark.parametrize("sizes", [(n,) for n in range(5, 36)] + [(5, 2), (9, 3), (6, 6)])
def test_not_applicable_settles_nobody_whom_the_ratings_alone_leave_open(
    cacee: Framework, sizes: tuple[int, ...]
) -> None:
    """The attacker knows how many answered in each team, all that is told, and their own answer.

    One world is how many of each team gave each answer. Whoever is settled is so by what ratings alone tell: that a
    team stands by itself, or that its label is as fine as only all of it would make it.
    """
    level = cacee.criterion("ETH.5").levels[0]
    worlds: dict[object, list[tuple[tuple[int, ...], ...]]] = defaultdict(list)
    alone: dict[object, list[tuple[tuple[int, ...], ...]]] = defaultdict(list)
    for world in product(*(splits(size) for size in sizes)):
        teams = {f"t{n}": dict(zip(("0", level, "NA"), split, strict=True)) for n, split in enumerate(world)}
        ratings, both = told(cacee, teams)
        alone[ratings].append(world)
        worlds[ratings, both].append(world)
    for (ratings, _), same in worlds.items():
        for team, own in product(range(len(sizes)), range(3)):
            for answer in range(3):
                if settled(same, team, own, answer):
                    assert settled(alone[ratings], team, own, answer), (ratings, team, own, answer)


def splits(people: int) -> list[tuple[int, ...]]:
    return [(a, b, people - a - b) for a in range(people + 1) for b in range(people + 1 - a)]


def settled(same: list[tuple[tuple[int, ...], ...]], team: int, own: int, answer: int) -> bool:
    """Whether all others of one's team surely gave an answer, or surely did not."""
    known = [world[team] for world in same if world[team][own]]
    others = sum(known[0]) - 1 if known else 0
    gave = [split[answer] - (own == answer) for split in known]
    return bool(others and gave) and (max(gave) == 0 or min(gave) == others)


def test_between_is_what_the_labels_leave_open_rounded_outward() -> None:
    north, west = Part(("n",), 8, {"B": Label(Scale.HALVES, 1)}), Part(("w",), 12, {"B": Label(Scale.QUARTERS, 0)})
    assert between([north, west]) == {"B": (20, 50)}
    assert derive([north, west])["B"] == 35
    assert between([]) == {}


@given(organisations)
def test_what_is_told_lies_between(cacee: Framework, teams: dict[str, dict[str, int]]) -> None:
    parts = tell(cacee, cacee.criterion("COL.1"), teams)
    for level, (low, high) in between(parts).items():
        assert low <= weighed(parts).about[level] <= high
        assert 0 <= low <= high <= 100
        assert low % 5 == high % 5 == 0


def test_opinions_of_fewer_than_five_are_not_told() -> None:
    assert tell_opinions(["yes"] * 4 + ["none"] * 9 + [""]) is None
    found = tell_opinions(["yes"] * 6 + ["partly"] * 3 + ["no"] * 3 + ["none"])
    assert found is not None
    assert (found.at_least, found.yes.step, found.partly.step) == (10, 2, 3)


@pytest.mark.parametrize("people", range(5, 26))
def test_opinions_settle_nobody(people: int) -> None:
    left: dict[object, set[tuple[int, ...]]] = defaultdict(set)
    for no, partly, yes in splits(people):
        shown = tell_opinions(["no"] * no + ["partly"] * partly + ["yes"] * yes)
        for own, held in enumerate((no, partly, yes)):
            if held:
                left[shown, own].add((yes - (own == 2), yes + partly - (own > 0)))
    for could_be in left.values():
        for counts in zip(*could_be, strict=True):
            assert max(counts) > 0
            assert min(counts) < people - 1
