"""When a credential is earned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.earning import WHOLE, earning
from tamarack.core.errors import UnknownCode
from tamarack.core.framework import Framework
from tamarack.core.levels import standing
from tamarack.core.ratings import NOT_APPLICABLE
from tests.core.strategies import rated

Rated = tuple[Framework, dict[str, str | None]]
COL = ["COL.1.B", "COL.2.B", "COL.3.B"]


def test_secure_level_and_evidence_for_each_criterion_earn_it(cacee: Framework) -> None:
    agreed = {"COL.1": "E", "COL.2": "B", "COL.3": "B"}
    found = earning(cacee, "COL", "B", agreed, COL)
    assert (found.earned, found.missing, found.secure) == (True, (), {"COL": "B"})
    without = earning(cacee, "COL", "B", agreed, COL[1:])
    assert not without.earned
    assert [(row.criterion.code, row.accepted, row.open_levels) for row in without.missing] == [("COL.1", False, ())]


def test_evidence_without_the_level_is_not_enough(cacee: Framework) -> None:
    found = earning(cacee, "COL", "B", {"COL.1": "M", "COL.2": "0", "COL.3": ""}, COL)
    assert [(row.criterion.code, row.agreed, row.open_levels) for row in found.missing] == [
        ("COL.2", "0", ("B",)), ("COL.3", None, ("B",)),
    ]  # fmt: skip


def test_what_stands_below_the_level_has_to_be_met_too(cacee: Framework) -> None:
    agreed = {"EDI.1": "M", "EDI.2": "M", "EDI.3": "M", "EDI.4": "M", "EDI.5": "0"}
    accepted = [f"EDI.{row}.M" for row in range(1, 5)]
    assert [row.criterion.code for row in earning(cacee, "EDI", "M", agreed, accepted).missing] == ["EDI.5"]
    assert earning(cacee, "EDI", "M", {**agreed, "EDI.5": "B"}, accepted).earned, "EDI.5 asks no evidence at M"


def test_what_does_not_apply_asks_for_nothing(cacee: Framework) -> None:
    agreed = {"COL.1": "B", "COL.2": NOT_APPLICABLE, "COL.3": NOT_APPLICABLE}
    assert earning(cacee, "COL", "B", agreed, ["COL.1.B"]).earned
    nothing = earning(cacee, "COL", "B", dict.fromkeys(["COL.1", "COL.2", "COL.3"], NOT_APPLICABLE), [])
    assert (nothing.earned, nothing.has_subject, nothing.missing) == (False, False, ())


def test_nothing_is_certified_at_a_level_at_which_no_descriptor_applies(cacee: Framework) -> None:
    agreed = {row.code: NOT_APPLICABLE for row in cacee.competency("EDI").criteria} | {"EDI.5": "B"}
    assert not earning(cacee, "EDI", "M", agreed, ["EDI.5.B"]).earned
    assert earning(cacee, "EDI", "B", agreed, ["EDI.5.B"]).earned


def test_all_competencies_are_earned_together(cacee: Framework) -> None:
    agreed: dict[str, str | None] = {row.code: row.levels[0] for row in cacee.criteria}
    accepted = [f"{row.code}.B" for row in cacee.criteria]
    assert earning(cacee, WHOLE, "B", agreed, accepted).earned
    assert set(earning(cacee, WHOLE, "B", agreed, accepted).secure) == {area.code for area in cacee.competencies}
    assert [row.criterion.code for row in earning(cacee, WHOLE, "B", agreed, accepted[:-1]).missing] == ["MTN.5"]
    without = agreed | dict.fromkeys(["COL.1", "COL.2", "COL.3"], NOT_APPLICABLE)
    assert earning(cacee, WHOLE, "B", without, accepted[3:]).earned, "what does not apply is left out"


@pytest.mark.parametrize(("code", "level"), [("XXX", "B"), ("COL", "X"), ("COL.1", "B"), ("", "")])
def test_there_is_no_other_credential(cacee: Framework, code: str, level: str) -> None:
    with pytest.raises(UnknownCode):
        earning(cacee, code, level, {}, ())


@given(rated(), st.data())
def test_it_says_the_same_as_the_design(given: Rated, data: st.DataObject) -> None:
    framework, agreed = given
    area = data.draw(st.sampled_from(framework.competencies))
    level = data.draw(st.sampled_from(framework.levels)).code
    every = [f"{row.code}.{level}" for row in area.criteria if level in row.descriptors]
    accepted = data.draw(st.sets(st.sampled_from(every))) if every else set()
    secure = next(entry.secure for entry in standing(framework, agreed).competencies if entry.code == area.code)
    asked = [row for row in area.criteria if level in row.descriptors and agreed.get(row.code) != NOT_APPLICABLE]
    by_design = (
        bool(asked)
        and framework.ranks.get(secure or "", 0) >= framework.ranks[level]
        and all(f"{row.code}.{level}" in accepted for row in asked)
    )
    found = earning(framework, area.code, level, agreed, accepted)
    assert found.earned is by_design
    assert found.earned or found.missing or not found.has_subject, "what is missing is always told"


@given(rated(), st.data())
def test_more_evidence_never_takes_a_credential_away(given: Rated, data: st.DataObject) -> None:
    framework, agreed = given
    level = data.draw(st.sampled_from(framework.levels)).code
    every = [f"{row.code}.{level}" for row in framework.criteria]
    some = data.draw(st.sets(st.sampled_from(every)))
    if earning(framework, WHOLE, level, agreed, some).earned:
        assert earning(framework, WHOLE, level, agreed, every).earned
