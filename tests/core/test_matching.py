"""Who helps whom: the best there is, whatever the order in which people are given."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.matching import Helper, Matching, Seeker, match, pair

CODES = ("A.1", "A.2", "B.1")
NAMES = ("ana", "ben", "cy", "dee")

helpers = st.lists(
    st.builds(
        Helper,
        st.sampled_from(NAMES),
        st.dictionaries(st.sampled_from(CODES), st.integers(1, 3), min_size=1),
        st.integers(0, 3),
    ),
    max_size=4,
    unique_by=lambda helper: helper.person,
)
seekers = st.lists(
    st.builds(
        Seeker, st.sampled_from((*NAMES, "eve")), st.lists(st.sampled_from(CODES), min_size=1, unique=True).map(sorted)
    ),
    max_size=5,
    unique_by=lambda seeker: seeker.person,
)


def possible(offers: list[Helper], wishes: list[Seeker]) -> list[tuple[int, int]]:
    """The sum of fits and the number of pairs of every way to pair these people that keeps to the rules."""
    found = []
    for chosen in product([None, *offers], repeat=len(wishes)):
        pairs = [pair(helper, seeker) for helper, seeker in zip(chosen, wishes, strict=True) if helper]
        if all(entry.fit for entry in pairs) and all(chosen.count(helper) <= helper.capacity for helper in offers):
            found.append((sum(entry.fit for entry in pairs), len(pairs)))
    return found


@given(helpers, seekers)
def test_no_other_way_to_pair_them_fits_better_or_as_well_with_more_pairs(
    offers: list[Helper], wishes: list[Seeker]
) -> None:
    found = match(offers, wishes)
    assert (found.fit, len(found.pairs)) == max(possible(offers, wishes))


@given(helpers, seekers)
def test_capacities_hold_nobody_is_paired_with_themself_and_every_pair_fits(
    offers: list[Helper], wishes: list[Seeker]
) -> None:
    found = match(offers, wishes)
    by_name = {helper.person: helper for helper in offers}
    assert len({entry.seeker for entry in found.pairs}) == len(found.pairs)
    for entry in found.pairs:
        assert entry.seeker != entry.helper
        assert entry.fit == sum(by_name[entry.helper].ranks[code] for code in entry.criteria) > 0
    for helper in offers:
        assert sum(entry.helper == helper.person for entry in found.pairs) <= helper.capacity


@given(helpers, seekers, st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_given_changes_nothing(
    offers: list[Helper], wishes: list[Seeker], random: "object"
) -> None:
    found = match(offers, wishes)
    for people in (offers, wishes):
        random.shuffle(people)  # type: ignore[attr-defined]
    turned = [Helper(row.person, dict(reversed(row.ranks.items())), row.capacity) for row in offers]
    assert match(turned, wishes) == found


def test_a_capacity_is_shared_so_that_the_sum_is_greatest_even_if_someone_gets_their_second_best() -> None:
    expert, other = Helper("expert", {"A.1": 3, "A.2": 3}), Helper("other", {"A.1": 2})
    found = match([expert, other], [Seeker("both", ["A.1", "A.2"]), Seeker("one", ["A.1"])])
    assert [(entry.seeker, entry.helper, entry.fit, entry.criteria) for entry in found.pairs] == [
        ("both", "expert", 6, ("A.1", "A.2")), ("one", "other", 2, ("A.1",))
    ]  # fmt: skip
    assert found.fit == 8


def test_of_two_who_fit_equally_well_the_first_by_name_is_taken() -> None:
    offers = [Helper(name, {"A.1": 2}) for name in ("zoe", "ana")]
    assert [entry.helper for entry in match(offers, [Seeker("x", ["A.1"])]).pairs] == ["ana"]


def test_those_who_may_not_meet_are_not_paired() -> None:
    offers = [Helper("ana", {"A.1": 3}), Helper("ben", {"A.1": 1})]
    found = match(offers, [Seeker("x", ["A.1"])], lambda helper, seeker: helper.person != "ana")
    assert [entry.helper for entry in found.pairs] == ["ben"]


def test_where_nobody_fits_there_are_no_pairs() -> None:
    assert match([Helper("ana", {"A.1": 3})], [Seeker("x", ["A.2"])]) == match([], []) == Matching(())
    assert match([Helper("ana", {"A.1": 3}, 0)], [Seeker("x", ["A.1"])]).fit == 0
