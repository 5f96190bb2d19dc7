from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.errors import BadFile
from tamarack.core.formats.profile import read_profile, write_profile
from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile
from tests.core.strategies import TEXTS, frameworks, profiles_of


def test_a_role_profile_is_read_with_exact_weights(cacee: Framework) -> None:
    text = b"name: Coach\ntargets: {COL: E, COM: M}\nexceptions: {COM.4: B}\nweights: {COL: 2, COM: 0.1}\n"
    assert read_profile(text, cacee) == RoleProfile(
        {"COL": "E", "COM": "M"}, {"COM.4": "B"}, {"COL": Fraction(2), "COM": Fraction(1, 10)}, {"": "Coach"}
    )


def test_exceptions_and_weights_may_be_left_out(cacee: Framework) -> None:
    assert read_profile(b"name: x\ntargets: {}", cacee) == RoleProfile({}, name={"": "x"})


def test_all_problems_are_told_at_once_with_their_lines(cacee: Framework) -> None:
    text = """\
name: " "
targets: {COL: E, FOO: 1}
exceptions: {COM.4: Q, COM.9: B}
weights: {COL: 0, COM: .inf, ETH: -1, EDI: x, SME: true}
target: {}
name: again
"""
    with pytest.raises(BadFile, match=r"role.yaml cannot be used as it is\. Problems: 12\.") as caught:
        read_profile(text.encode(), cacee, "role.yaml")
    assert [(problem.line, problem.path) for problem in caught.value.problems] == [
        (1, "name"), (2, "targets.FOO"), (2, "targets.FOO"), (3, "exceptions.COM.4"), (3, "exceptions.COM.9"),
        (4, "weights.COL"), (4, "weights.COM"), (4, "weights.ETH"), (4, "weights.EDI"), (4, "weights.SME"),
        (5, "target"), (6, "name"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "- a", "targets: []", "name: x", "a: [", "name: x\ntargets: {COL: null}"])
def test_what_is_no_role_profile_is_told(cacee: Framework, text: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_profile(text.encode(), cacee)
    assert all(map(str, caught.value.problems))


def test_a_profile_may_say_its_texts_in_several_languages_and_show_examples(cacee: Framework) -> None:
    text = """
framework: cacee
side: recruiter
name: {en: Coach, fr: Coach}
description: What it is
targets: {COL: E}
examples: {COL.1.E: {en: Calls, fr: Appelle}}
"""
    found = read_profile(text.encode(), cacee)
    assert (found.name, found.description, found.side) == (
        {"en": "Coach", "fr": "Coach"},
        {"": "What it is"},
        "recruiter",
    )
    assert found.examples == {"COL.1.E": {"en": "Calls", "fr": "Appelle"}}


def test_a_profile_of_another_rubric_or_with_unknown_examples_is_refused(cacee: Framework) -> None:
    text = b"framework: other\nname: x\ntargets: {COL: E}\nexamples: {COL.1.Z: x}\nside: [1]"
    with pytest.raises(BadFile) as caught:
        read_profile(text, cacee)
    assert [problem.path for problem in caught.value.problems] == ["framework", "examples.COL.1.Z", "side"]


@given(st.data())
def test_a_profile_that_is_written_reads_as_the_same(data: st.DataObject) -> None:
    framework = data.draw(frameworks)
    drawn = data.draw(profiles_of(framework))
    exact = {code: weight for code, weight in drawn.weights.items() if weight.denominator == 1}
    profile = replace(drawn, weights=exact, name={"": data.draw(TEXTS)}, description={"en": "One", "fr": "Un"})
    assert read_profile(write_profile(profile, framework), framework) == profile
