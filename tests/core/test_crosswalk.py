"""What an answer on another framework suggests, and what it does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamarack.core.crosswalk import KINDS, Relation, suggest
from tamarack.core.errors import BadFile
from tamarack.core.formats import load_framework
from tamarack.core.formats.crosswalk_file import read_crosswalk, write_crosswalk
from tamarack.core.framework import Framework
from tests.core.conftest import EXAMPLE


@pytest.fixture(scope="module")
def example() -> Framework:
    return load_framework(EXAMPLE)


def test_a_relation_turned_twice_is_the_same() -> None:
    for kind in KINDS:
        relation = Relation("A", kind, "B", "n")
        assert relation.turned.turned == relation
    assert Relation("A", "broader", "B").turned.kind == "narrower"
    assert Relation("A", "same", "B").turned.kind == "same"


def test_what_was_answered_elsewhere_is_told_and_no_level_made_of_it(cacee: Framework, example: Framework) -> None:
    relations = [Relation("COL.1", "related", "PEO.1"), Relation("COL.1", "same", "GOV.4"),
                 Relation("COL.2", "same", "PEO.2"), Relation("COL.3", "same", "PEO.3"),
                 Relation("X", "same", "PEO.1")]  # fmt: skip
    ratings = {"PEO.1": "C", "GOV.4": "L", "PEO.2": "0", "PEO.3": "NA"}
    found = suggest(cacee, example, relations, ratings)
    assert [(row.relation.right, row.answer, row.level) for row in found["COL.1"]] == [
        ("GOV.4", "L", None),
        ("PEO.1", "C", None),
    ]
    assert set(found) == {"COL.1"}  # not yet, not applicable and criteria of other versions suggest nothing


def test_a_level_is_suggested_only_where_scales_and_criteria_are_the_same(cacee: Framework) -> None:
    relations = [
        Relation("COL.1", "same", "COL.2"),
        Relation("COL.2", "broader", "COL.3"),
        Relation("ETH.2", "same", "COL.2"),
    ]
    found = suggest(cacee, cacee, relations, {"COL.2": "E", "COL.3": "M"})
    assert found["COL.1"][0].level == "E"
    assert found["COL.2"][0].level is None
    assert found["ETH.2"][0].level is None  # it has no descriptor at E


@given(st.data())
@settings(max_examples=30)
def test_a_crosswalk_comes_back_from_its_file(data: st.DataObject) -> None:
    framework = load_framework(EXAMPLE)
    codes = [row.code for row in framework.criteria]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(codes), st.sampled_from(codes)), unique=True, max_size=8))
    notes = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=10)
    rows = [Relation(one, data.draw(st.sampled_from(KINDS)), other, data.draw(notes)) for one, other in pairs]
    assert read_crosswalk(write_crosswalk("example", "example", rows).encode(), framework, framework) == rows


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("COL.9,same,PEO.1,", "line 2: There is no criterion “COL.9” there."),
        ("COL.1,same,PEO.9,", "line 2: There is no criterion “PEO.9” there."),
        ("COL.1,like,PEO.1,", "line 2: “like” is not a relation."),
        ("COL.1,same,PEO.1,\nCOL.1,broader,PEO.1,", "line 3: The relation of COL.1 and PEO.1 is given twice."),
        ("COL.1,same,PEO.1," + "x" * 501, "line 2: The note has more than 500 characters"),
    ],
)
def test_a_row_that_cannot_be_right_is_told(cacee: Framework, example: Framework, row: str, words: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_crosswalk(f"cacee,relation,example,note\n{row}\n".encode(), cacee, example)
    assert words in str(caught.value.problems[0])


def test_a_file_of_other_frameworks_is_refused(cacee: Framework, example: Framework) -> None:
    with pytest.raises(BadFile) as caught:
        read_crosswalk(b"example,relation,cacee,note\n", cacee, example)
    assert "cacee,relation,example,note" in str(caught.value.problems[0])
