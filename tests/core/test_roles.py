"""Role profiles: how ratings compare with them, what a short start asks, how two differ."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.framework import Framework
from tamarack.core.growth import gap, path
from tamarack.core.ratings import NOT_APPLICABLE
from tamarack.core.roles import (
    SHORT_LEAST,
    SHORT_MOST,
    Difference,
    FitState,
    RoleProfile,
    differences,
    fit,
    short_start,
    target,
    uniform_profile,
)
from tests.core.strategies import frameworks, profiles_of, rated

Rated = tuple[Framework, dict[str, str | None]]


def states(framework: Framework, ratings: dict[str, str | None], profile: RoleProfile) -> dict[str, FitState]:
    found = fit(framework, ratings, profile)
    return {entry.code: entry.state for part in found.competencies for entry in part.criteria}


def test_each_criterion_is_reached_beyond_not_yet_unrated_or_has_no_descriptor(cacee: Framework) -> None:
    profile = RoleProfile({"COL": "E", "MTN": "B", "ETH": "M"}, exceptions={"SME.1": "B"})
    ratings = {"COL.1": "E", "COL.2": "M", "COL.3": "B", "MTN.1": NOT_APPLICABLE, "SME.1": "B", "SME.2": "M"}
    found = states(cacee, ratings, profile)
    assert [found[f"COL.{n}"] for n in (1, 2, 3)] == [FitState.REACHED, FitState.BEYOND, FitState.NOT_YET]
    assert found["ETH.1"] is FitState.UNRATED
    assert found["MTN.1"] is FitState.NOT_APPLICABLE
    assert (found["SME.1"], found["SME.2"]) == (FitState.REACHED, FitState.NOT_ASKED)


def test_what_the_rubric_has_no_descriptor_for_is_not_unmet() -> None:
    from tamarack.core.framework import Competency, Criterion, Level

    levels = (Level("B", 1, {}), Level("M", 2, {}))
    row = Criterion("X.1", "X", {}, {"M": {"en": "only at the top"}})
    framework = Framework("any", "1", ("en",), {}, levels, (Competency("X", {}, {}, (row,)),))
    found = fit(framework, {"X.1": "0"}, RoleProfile({"X": "B"}))
    assert found.competencies[0].criteria[0].state is FitState.NO_DESCRIPTOR
    assert (found.met, found.of) == (0, 0)


def test_the_share_counts_descriptors_up_to_the_target_alone(cacee: Framework) -> None:
    found = fit(cacee, {"COL.1": "M", "COL.2": "B", "COL.3": "0"}, RoleProfile({"COL": "E"}))
    assert (found.met, found.of) == (3, 6)


@given(rated(), st.data())
def test_what_is_not_met_of_a_role_is_exactly_its_path(case: Rated, data: st.DataObject) -> None:
    framework, ratings = case
    profile = data.draw(profiles_of(framework))
    found = fit(framework, ratings, profile)
    assert found.of - found.met == len(path(framework, ratings, profile))
    assert sum(found.counts.values()) == len(framework.criteria)


@given(rated(), st.data())
def test_a_gap_is_told_as_not_yet_or_unrated(case: Rated, data: st.DataObject) -> None:
    framework, ratings = case
    profile = data.draw(profiles_of(framework))
    for code, state in states(framework, ratings, profile).items():
        has_gap = bool(gap(framework, framework.criterion(code), ratings[code], profile))
        assert has_gap == (state in (FitState.NOT_YET, FitState.UNRATED))


def test_a_short_start_asks_what_weighs_most_then_what_is_asked_highest(cacee: Framework) -> None:
    profile = RoleProfile(
        {area.code: "B" for area in cacee.competencies}, {"ETH.1": "M", "DIG.7": "M"}, {"SME": Fraction(3)}
    )
    found = short_start(cacee, profile)
    codes = [asked.criterion for asked in found]
    assert {"SME.1", "SME.2", "SME.3", "SME.4", "SME.5", "ETH.1", "DIG.7"} <= set(codes)
    assert {"COL.1", "COM.1", "EDI.1", "MTN.1"} <= set(codes)
    assert codes == [row.code for row in cacee.criteria if row.code in codes]
    assert next(asked for asked in found if asked.criterion == "SME.2").weight == 3
    assert next(asked for asked in found if asked.criterion == "DIG.7").level == "M"


@given(frameworks, st.data())
def test_a_short_start_never_asks_more_than_fifteen_nor_what_the_role_does_not(
    framework: Framework, data: st.DataObject
) -> None:
    profile = data.draw(profiles_of(framework))
    wanted = [row.code for row in framework.criteria if target(framework, row, profile)]
    found = [asked.criterion for asked in short_start(framework, profile)]
    assert len(found) == len(set(found)) <= SHORT_MOST
    assert set(found) <= set(wanted)
    assert len(found) >= min(SHORT_LEAST, len(wanted))


def test_where_all_weigh_the_same_every_competency_is_asked(cacee: Framework) -> None:
    found = short_start(cacee, uniform_profile(cacee, "B"))
    assert {cacee.criterion(asked.criterion).competency for asked in found} == {
        area.code for area in cacee.competencies
    }
    assert len(found) == SHORT_MOST


def test_two_roles_differ_by_targets_alone(cacee: Framework) -> None:
    before = RoleProfile({"COL": "B", "ETH": "B"}, weights={"COL": Fraction(2)})
    after = RoleProfile({"COL": "B", "ETH": "E"}, exceptions={"COL.2": "M"})
    found = differences(cacee, before, after)
    assert found[0] == Difference("COL.2", "B", "M")
    assert [entry.criterion for entry in found[1:]] == [
        row.code for row in cacee.competency("ETH").criteria if "E" in row.descriptors
    ]


@given(frameworks, st.data())
def test_no_role_differs_from_itself(framework: Framework, data: st.DataObject) -> None:
    profile = data.draw(profiles_of(framework))
    assert differences(framework, profile, profile) == ()
