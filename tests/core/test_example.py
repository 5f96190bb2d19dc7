"""The rubric of another shape that tests and the demo use."""

import pytest

from tamarack.core.formats import load_framework
from tamarack.core.framework import Framework
from tests.core.conftest import EXAMPLE


@pytest.fixture(scope="module")
def example() -> Framework:
    return load_framework(EXAMPLE)


def test_the_example_is_of_another_shape_than_the_cacee_rubric(example: Framework) -> None:
    assert (len(example.levels), example.languages) == (5, ("en", "fr", "es"))
    assert (len(example.competencies), len(example.criteria), example.descriptor_count) == (4, 14, 46)
    assert {len(criterion.levels) for criterion in example.criteria} == {2, 3, 4, 5}
    assert any("A" not in criterion.levels for criterion in example.criteria)  # even foundations have holes


def test_the_example_says_in_every_language_that_it_is_invented(example: Framework) -> None:
    for language, word in {"en": "invented", "fr": "inventé", "es": "inventado"}.items():
        assert word in example.title[language]
        assert word in example.publisher[language]
