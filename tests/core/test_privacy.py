"""Aggregates: the design's example, laws of what is told, and an attacker who tries every world there could be."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.errors import BadInput
from tamarack.core.formats.figures import to_json, written
from tamarack.core.framework import Framework
from tamarack.core.privacy import (
    Figures,
    Label,
    Part,
    Scale,
    added,
    allowed,
    chosen,
    comparable,
    derive,
    figures,
    label,
    pool,
    tell,
    weighed,
)

EXAMPLE = {
    "north": {"B": 4, "0": 1},
    "south": {"B": 1, "0": 2, "NA": 9},
    "west": {"B": 2, "0": 10},
    "east": {"B": 9, "0": 21},
}
VALUES = ("0", "B", "E", "M")
Sizes = tuple[int, ...]
World = tuple[tuple[str, ...], ...]
"""What everyone answered: a tuple of values for each team."""

tallies = st.dictionaries(st.sampled_from([*VALUES, "NA"]), st.integers(0, 30), max_size=5)
organisations = st.dictionaries(st.sampled_from("abcdefgh"), tallies, max_size=8)
ks = st.integers(5, 12)


def parts_of(cacee: Framework, teams: Mapping[str, Mapping[str, int]], k: int = 5) -> tuple[Part, ...]:
    return tell(cacee, cacee.criterion("COL.1"), teams, k)


def size(tally: Mapping[str, int]) -> int:
    return sum(count for value, count in tally.items() if value != "NA")


def test_the_example_of_the_design(cacee: Framework) -> None:
    parts = parts_of(cacee, EXAMPLE)
    told = {part.teams: written(part.labels["B"]) for part in parts}
    assert told == {("east",): "30 %", ("west",): "under a quarter", ("north", "south"): "half or more"}
    counts = [allowed(part.labels["B"], part.raters) for part in parts]
    assert list(map(list, counts)) == [[9], [0, 1, 2], [4, 5, 6, 7, 8]]
    assert weighed(parts).counts["B"] == Fraction(16)
    assert derive(parts)["B"] == 30


def test_the_json_of_the_example(cacee: Framework) -> None:
    found = to_json(figures(cacee, {team: {"COL.1": tally} for team, tally in EXAMPLE.items()}))
    assert list(found) == ["k", "groups", "pool", "total"]
    assert [group["code"] for group in found["groups"]] == ["east", "north", "south", "west"]
    assert [group["cells"]["COL.1"] for group in found["groups"]] == [
        {"at_or_above": {"B": "30 %", "E": "10 % or less", "M": "10 % or less"}},
        "pooled",
        "pooled",
        {"at_or_above": {"B": "under a quarter", "E": "under a quarter", "M": "under a quarter"}},
    ]
    few = "fewer than half"
    assert found["pool"] == {
        "COL.1": {"groups": ["north", "south"], "at_or_above": {"B": "half or more", "E": few, "M": few}}
    }
    assert found["total"]["COL.1"]["about"]["B"] == "30 %"
    assert {group["cells"]["COL.2"] for group in found["groups"]} == {None}
    assert found["total"]["COL.2"] is None
    assert list(found["total"]) == [row.code for row in cacee.criteria]


def test_levels_without_a_descriptor_are_not_told(cacee: Framework) -> None:
    found = to_json(figures(cacee, {"a": {"ETH.2": {"B": 5}}}))
    assert found["total"]["ETH.2"] == {"about": {"B": "80 %", "M": "20 %"}}


@pytest.mark.parametrize(
    ("sizes", "found"),
    [
        ({}, ()),
        ({"a": 4}, ()),
        ({"a": 2, "b": 2}, ()),
        ({"a": 5}, (("a",),)),
        ({"a": 5, "b": 6}, (("a",), ("b",))),
        ({"a": 3, "b": 2, "c": 9}, (("c",), ("a", "b"))),
        ({"z": 5, "b": 5, "c": 4}, (("z",), ("b", "c"))),
        ({"a": 9, "b": 0}, (("a", "b"),)),
        ({"a": 9, "b": 0, "c": 7}, (("a",), ("b", "c"))),
        ({"a": 1, "b": 0, "c": 5}, (("a", "b", "c"),)),
    ],
)
def test_small_teams_are_told_together(sizes: dict[str, int], found: tuple[tuple[str, ...], ...]) -> None:
    assert pool(sizes) == found


def test_a_pool_grows_until_it_has_k() -> None:
    assert pool({"a": 1, "b": 10, "c": 11, "d": 12}, 10) == (("c",), ("d",), ("a", "b"))
    assert pool({"a": 1, "b": 0, "c": 30, "d": 30}, 40) == (("a", "b", "c", "d"),)


@pytest.mark.parametrize(
    ("count", "raters", "told"),
    [
        (2, 5, "fewer than half"),
        (3, 6, "half or more"),
        (4, 8, "half or more"),
        (2, 9, "under a quarter"),
        (3, 12, "a quarter to a half"),
        (6, 12, "half to three quarters"),
        (9, 12, "three quarters or more"),
        (19, 19, "three quarters or more"),
        (0, 20, "10 % or less"),
        (2, 20, "10 % or less"),
        (3, 20, "15 %"),
        (21, 200, "11 %"),
        (25, 200, "13 %"),
        (17, 20, "85 %"),
        (18, 20, "90 % or more"),
        (20, 20, "90 % or more"),
    ],
)
def test_the_larger_a_part_the_finer_its_label(count: int, raters: int, told: str) -> None:
    assert written(label(count, raters)) == told


@pytest.mark.parametrize("raters", [*range(5, 260), 999, 5000])
def test_a_label_allows_exactly_the_counts_that_get_it(raters: int) -> None:
    by_label = defaultdict(list)
    for count in range(raters + 1):
        by_label[label(count, raters)].append(count)
    assert all(list(allowed(told, raters)) == counts for told, counts in by_label.items())


def test_k_below_five_is_an_error(cacee: Framework) -> None:
    with pytest.raises(BadInput, match="5 people at least"):
        figures(cacee, {}, 4)


def test_a_choice_takes_whole_parts_alone(cacee: Framework) -> None:
    parts = parts_of(cacee, EXAMPLE)
    assert [part.teams for part in chosen(parts, ["east", "south"])] == [("east",)]
    assert [part.teams for part in chosen(parts, ["north", "south"])] == [("north", "south")]
    assert derive(chosen(parts, ["south"])) == {}
    assert derive(chosen(parts, ["east", "west"]))["B"] == 25  # (9 + 1) / 42


def test_several_organisations_add_up_to_their_parts(cacee: Framework) -> None:
    one, other = parts_of(cacee, EXAMPLE), parts_of(cacee, {"a": {"M": 40}})
    assert added([weighed(one), weighed(other)]) == weighed((*one, *other))


def test_a_comparison_takes_five_organisations_with_figures(cacee: Framework) -> None:
    some, none = weighed(parts_of(cacee, EXAMPLE)), weighed(parts_of(cacee, {"a": {"M": 4}}))
    assert not comparable([some] * 4 + [none] * 9)
    assert comparable([some] * 5)


@given(organisations, ks)
def test_every_part_has_k_raters_and_every_team_is_in_one(teams: dict[str, dict[str, int]], k: int) -> None:
    sizes = {team: size(tally) for team, tally in teams.items()}
    parts = pool(sizes, k)
    assert all(sum(sizes[team] for team in part) >= k for part in parts)
    inside = [team for part in parts for team in part]
    assert sorted(inside) == (sorted(teams) if parts else [])
    assert bool(parts) == (sum(sizes.values()) >= k)


@given(st.data(), organisations, ks)
def test_what_is_published_is_a_function_of_sizes_and_labels(
    cacee: Framework, data: st.DataObject, teams: dict[str, dict[str, int]], k: int
) -> None:
    """Move everyone about within what the labels allow: nothing that is told changes."""
    parts = parts_of(cacee, teams, k)
    other: dict[str, dict[str, int]] = {}
    for part in parts:
        reached = {level: data.draw(st.sampled_from(allowed(told, part.raters))) for level, told in part.labels.items()}
        b = reached["B"]
        e = min(reached["E"], b)
        m = min(reached["M"], e)  # as labels of lower levels are never lower, this stays within them
        left = {"M": m, "E": e - m, "B": b - e, "0": part.raters - b}
        for team in part.teams:
            other[team] = {}
            room = size(teams[team])
            for value in VALUES:
                other[team][value] = min(room, left[value])
                left[value] -= other[team][value]
                room -= other[team][value]
    for team in teams:
        other.setdefault(team, {"0": size(teams[team])})
    assert {team: size(tally) for team, tally in other.items()} == {team: size(tally) for team, tally in teams.items()}

    def published(who: dict[str, dict[str, int]]) -> object:
        return to_json(figures(cacee, {team: {"COL.1": tally} for team, tally in who.items()}, k))

    assert parts_of(cacee, other, k) == parts
    assert published(other) == published(teams)


@given(organisations, ks, st.sets(st.sampled_from("abcdefgh")))
def test_any_choice_is_reckoned_from_labels_and_is_never_nobody_or_everybody(
    cacee: Framework, teams: dict[str, dict[str, int]], k: int, wanted: set[str]
) -> None:
    for percent in derive(chosen(parts_of(cacee, teams, k), wanted)).values():
        assert 5 <= percent <= 95
        assert percent % 5 == 0


@given(organisations)
def test_higher_levels_are_never_told_higher(cacee: Framework, teams: dict[str, dict[str, int]]) -> None:
    for part in parts_of(cacee, teams):
        steps = [told.step for told in part.labels.values()]
        assert steps == sorted(steps, reverse=True)


# The attacker knows the rules, every team's size, everything published, and their own answer. World by world: is there
# one like it, in all that they know, where another person's answer is at or above a level, and one where it is not?


def shown(cacee: Framework, levels: tuple[str, ...], world: World) -> object:
    """All that is published of a criterion: parts with labels; totals and choices follow from them."""
    teams = {f"t{n}": {value: team.count(value) for value in VALUES} for n, team in enumerate(world)}
    parts = parts_of(cacee, teams)
    return tuple((part.teams, tuple(part.labels[level] for level in levels)) for part in parts)


def worlds(sizes: Sizes, values: tuple[str, ...]) -> Iterator[World]:
    """Everything that people can have answered, person by person."""
    yield from product(*(product(values, repeat=size) for size in sizes))


def multisets(sizes: Sizes, values: tuple[str, ...]) -> Iterator[World]:
    """The same where people of a team are exchangeable, which they are for whoever is not one of them."""
    yield from product(*(combinations_with_replacement(values, size) for size in sizes))


def settled(looks: Mapping[object, list[World]], own: tuple[int, int] | None, values: tuple[str, ...]) -> list[object]:
    """What an attacker at place `own` could tell for sure of anyone else."""
    found: list[object] = []
    for told, same in looks.items():
        answers = {world[own[0]][own[1]] for world in same} if own else {None}
        for answer in answers:
            known = [world for world in same if own is None or world[own[0]][own[1]] == answer]
            for team, people in enumerate(known[0]):
                for person in range(len(people)):
                    if (team, person) == own:
                        continue
                    reached = {values.index(world[team][person]) for world in known}
                    found += [
                        (told, level) for level in range(1, len(values)) if len({r >= level for r in reached}) < 2
                    ]
    return found


@pytest.mark.parametrize("sizes", [(5,), (6,), (7,), (1, 4), (2, 3), (2, 5), (1, 6), (3, 1, 2)])
def test_an_attacker_with_an_answer_of_their_own_settles_nobody(cacee: Framework, sizes: Sizes) -> None:
    values = VALUES if sum(sizes) <= 6 else VALUES[:3]
    looks = defaultdict(list)
    for world in worlds(sizes, values):
        looks[shown(cacee, values[1:], world)].append(world)
    for team in range(len(sizes)):
        assert settled(looks, (team, 0), values) == []
    assert settled(looks, None, values) == []


@pytest.mark.parametrize("raters", [*range(5, 45), 58, 100, 199])
def test_no_label_of_any_size_settles_anyone(cacee: Framework, raters: int) -> None:
    """One part of any size, on three levels told at once: what can the others have answered, given mine?"""
    values = VALUES if raters < 30 else VALUES[:3]
    left: dict[object, set[tuple[int, ...]]] = defaultdict(set)
    for tally in _tallies(raters, len(values)):
        reached = [sum(tally[level:]) for level in range(1, len(values))]
        told = tuple(label(count, raters) for count in reached)
        for own in range(len(values)):
            if tally[own]:
                left[told, own].add(tuple(count - (own > at) for at, count in enumerate(reached)))
    for could_be in left.values():
        for counts in zip(*could_be, strict=True):
            assert any(count > 0 for count in counts)
            assert any(count < raters - 1 for count in counts)


def _tallies(people: int, kinds: int) -> Iterator[tuple[int, ...]]:
    if kinds == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in _tallies(people - first, kinds - 1):
            yield (first, *rest)


def test_several_snapshots_settle_nobody_since_they_share_no_answer(cacee: Framework) -> None:
    """Two periods, in which the same five people and others answered anew: each world is a pair of answers each."""
    values = VALUES[:2]
    first, second = (5,), (1, 5)
    looks = defaultdict(list)
    for early in worlds(first, values):
        for late in worlds(second, values):
            looks[shown(cacee, ("B",), early), shown(cacee, ("B",), late)].append((*early, *late))
    for own in ((0, 0), (1, 0), (2, 0)):
        assert settled(looks, own, values) == []
    # an attacker who answered in both periods knows both answers
    for same in looks.values():
        for mine in {(world[0][0], world[2][0]) for world in same}:
            known = [world for world in same if (world[0][0], world[2][0]) == mine]
            others = [(0, person) for person in range(1, 5)] + [(1, 0)] + [(2, person) for person in range(1, 5)]
            assert all(len({world[team][person] for world in known}) == 2 for team, person in others)


def test_two_snapshots_with_the_same_answers_would_settle_someone() -> None:
    """Why no answer may be counted twice: twenty answers told again with one more give that one away."""
    twenty = allowed(Label(Scale.PERCENT, 15), 20)
    twenty_one = allowed(Label(Scale.PERCENT, 14), 21)
    assert {late - early for early in twenty for late in twenty_one} == {0}


@pytest.mark.parametrize("sizes", [(5, 5), (1, 5, 5), (4, 5, 6), (3, 3, 5)])
def test_who_looks_from_outside_settles_nobody_either(cacee: Framework, sizes: Sizes) -> None:
    values = VALUES[:3]
    looks: dict[object, list[World]] = defaultdict(list)
    for world in multisets(sizes, values):
        looks[shown(cacee, values[1:], world)].append(world)
    for same in looks.values():
        for team, people in enumerate(same[0]):
            for at in range(1, len(values)):
                reached = [sum(values.index(value) >= at for value in world[team]) for world in same]
                assert any(count > 0 for count in reached)
                assert any(count < len(people) for count in reached)


def test_figures_of_nobody_are_none(cacee: Framework) -> None:
    assert set(figures(cacee, {}).parts.values()) == {()}
    assert isinstance(figures(cacee, {}), Figures)


@pytest.mark.parametrize(
    ("count", "raters", "quarter", "middle"),
    [
        (1, 5, 2, Fraction(1, 4)),
        (3, 5, 4, Fraction(3, 4)),
        (2, 12, 1, Fraction(1, 8)),
        (8, 12, 3, Fraction(5, 8)),
        (12, 12, 4, Fraction(7, 8)),
        (0, 20, 1, Fraction(1, 10)),
        (5, 20, 2, Fraction(1, 4)),
        (10, 20, 3, Fraction(1, 2)),
        (15, 20, 4, Fraction(3, 4)),
    ],
)
def test_a_label_has_a_quarter_and_a_middle_of_its_own(count: int, raters: int, quarter: int, middle: Fraction) -> None:
    told = label(count, raters)
    assert (told.quarter, told.middle) == (quarter, middle)
