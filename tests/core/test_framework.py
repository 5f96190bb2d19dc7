from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given

from tamarack.core.errors import UnknownCode
from tamarack.core.formats import load_document
from tamarack.core.framework import Framework, from_document, to_document
from tests.core.strategies import frameworks


def test_cacee_has_7_competencies_35_criteria_and_98_descriptors(cacee: Framework) -> None:
    assert (len(cacee.competencies), len(cacee.criteria), cacee.descriptor_count) == (7, 35, 98)
    assert Counter(level for criterion in cacee.criteria for level in criterion.levels) == {"B": 35, "E": 31, "M": 32}


def test_an_unknown_code_is_told_with_the_known_ones(cacee: Framework) -> None:
    with pytest.raises(UnknownCode, match=r"cacee 1.0 has no level “X”. It has B, E, M."):
        cacee.level("X")


def test_a_text_without_translation_falls_back_to_the_first_language(cacee: Framework) -> None:
    assert cacee.text({"en": "only"}, "fr") == "only"


def test_the_document_of_the_shipped_rubric_is_what_its_file_says(cacee: Framework) -> None:
    shipped = load_document((files("tamarack") / "data" / "cacee.yaml").read_bytes())
    assert to_document(cacee) == shipped


@given(frameworks)
def test_a_framework_and_its_document_say_the_same(framework: Framework) -> None:
    assert to_document(from_document(to_document(framework))) == to_document(framework)
