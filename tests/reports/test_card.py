import struct

import pytest
from django.utils.translation import override

from tamarack.core.framework import Framework
from tamarack.reports.card import share_card
from tests.reports.conftest import make_rubric


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_share_picture_is_a_small_png_of_the_size_that_is_asked_for(rubric: Framework, language: str) -> None:
    with override(language):
        card = share_card(rubric)
        assert share_card(rubric) is card
    assert card.startswith(b"\x89PNG")
    assert struct.unpack(">II", card[16:24]) == (1200, 630)
    assert len(card) < 150_000


@pytest.mark.parametrize(("levels", "competencies", "criteria"), [(2, 1, 1), (9, 30, 6)])
def test_other_rubrics_have_a_share_picture(levels: int, competencies: int, criteria: int) -> None:
    with override("en"):
        assert share_card(make_rubric(levels, competencies, criteria, "with a long name")).startswith(b"\x89PNG")
