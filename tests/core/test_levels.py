from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.framework import Document, Framework, from_document
from tamarack.core.levels import CompetencyStanding, standing
from tamarack.core.ratings import NOT_APPLICABLE, Ratings, rank
from tests.core.strategies import rated

Rated = tuple[Framework, dict[str, str | None]]


def one(framework: Framework, ratings: Ratings, code: str) -> CompetencyStanding:
    return next(entry for entry in standing(framework, ratings).competencies if entry.code == code)


def test_collaboration_example(cacee: Framework) -> None:
    entry = one(cacee, {"COL.1": "E", "COL.2": "B", "COL.3": "0"}, "COL")
    assert entry.shares == {"B": (2, 3), "E": (1, 3), "M": (0, 3)}
    assert (entry.secure, entry.typical, entry.met, entry.of) == (None, "B", 3, 9)
    assert entry.progress == Fraction(2, 3)
    assert not entry.provisional


def test_equity_example_where_one_foundation_is_missing(cacee: Framework) -> None:
    ratings = {f"EDI.{row}": "M" for row in range(1, 5)} | {"EDI.5": "0"}
    entry = one(cacee, ratings, "EDI")
    assert (entry.shares["B"], entry.secure, entry.typical) == ((4, 5), None, "M")
    entry = one(cacee, ratings | {"EDI.5": "B"}, "EDI")
    assert (entry.secure, entry.met, entry.of, entry.aim, entry.progress) == ("M", 13, 13, None, None)


def test_unrated_criteria_count_as_not_met_and_make_the_standing_provisional(cacee: Framework) -> None:
    entry = one(cacee, {"COL.1": "M", "COL.2": "M"}, "COL")
    assert (entry.shares["B"], entry.unrated, entry.provisional) == ((2, 3), 1, True)


def test_ratings_to_confirm_count_as_unrated(cacee: Framework) -> None:
    ratings: dict[str, str | None] = {"COL.1": "M", "COL.2": "M", "COL.3": "M"}
    assert standing(cacee, ratings, {"COL.3"}) == standing(cacee, {"COL.1": "M", "COL.2": "M"})


def test_a_competency_without_applicable_criteria_is_not_applicable(cacee: Framework) -> None:
    entry = one(cacee, dict.fromkeys(["COL.1", "COL.2", "COL.3"], NOT_APPLICABLE), "COL")
    assert (entry.applicable, entry.secure, entry.typical, entry.met, entry.of) == (False, None, None, 0, 0)


def test_levels_are_ordered_by_rank_not_by_their_place_in_the_file(cacee_document: Document) -> None:
    cacee_document["levels"].reverse()
    assert [level.code for level in from_document(cacee_document).levels] == ["B", "E", "M"]


@given(rated(), st.data())
def test_a_higher_rating_never_lowers_a_standing(given_rated: Rated, data: st.DataObject) -> None:
    framework, ratings = given_rated
    criterion = data.draw(st.sampled_from(framework.criteria))
    before = ratings[criterion.code]
    if before == NOT_APPLICABLE:
        return
    higher = [value for value in ("0", *criterion.levels) if rank(framework, value) >= rank(framework, before)]
    raised = ratings | {criterion.code: data.draw(st.sampled_from(higher))}
    pairs = zip(standing(framework, ratings).competencies, standing(framework, raised).competencies, strict=True)
    for low, high in pairs:
        assert high.met >= low.met
        assert high.of == low.of
        assert rank(framework, high.secure) >= rank(framework, low.secure)
        assert rank(framework, high.typical) >= rank(framework, low.typical)


@given(rated(), st.data())
def test_not_applicable_criteria_change_nothing_for_the_others(given_rated: Rated, data: st.DataObject) -> None:
    framework, ratings = given_rated
    gone = data.draw(st.sampled_from(framework.criteria)).code
    without = replace(framework, competencies=tuple(
        replace(each, criteria=tuple(row for row in each.criteria if row.code != gone))
        for each in framework.competencies
    ))  # fmt: skip
    pairs = zip(
        standing(framework, ratings | {gone: NOT_APPLICABLE}).competencies,
        standing(without, ratings).competencies,
        strict=True,
    )
    for marked, absent in pairs:
        assert replace(marked, not_applicable=0) == replace(absent, not_applicable=0)


@given(rated())
def test_secure_is_never_above_typical(given_rated: Rated) -> None:
    framework, ratings = given_rated
    for entry in standing(framework, ratings).competencies:
        assert rank(framework, entry.secure) <= rank(framework, entry.typical)
        assert 0 <= entry.met <= entry.of


@given(rated())
def test_all_descriptors_up_to_the_secure_level_are_met(given_rated: Rated) -> None:
    framework, ratings = given_rated
    for entry in standing(framework, ratings).competencies:
        for level, (met, of) in entry.shares.items():
            if framework.ranks[level] <= rank(framework, entry.secure):
                assert met == of
        assert entry.aim is None or entry.shares[entry.aim][0] < entry.shares[entry.aim][1]
