from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core import drafting
from tamarack.core.declaring import declare
from tamarack.core.errors import BadInput, TamarackError
from tamarack.core.framework import Document
from tamarack.core.texts import set_text
from tamarack.core.undoing import difference, put_back, turned
from tests.core.strategies import documents
from tests.core.test_drafting import BASE, DRAFT, OPERATIONS, STEPS, alike, drawn


@given(documents(), STEPS, st.sampled_from(OPERATIONS), st.integers(0, 40), st.integers(0, 40))
def test_any_change_of_structure_can_be_taken_back_and_made_again(
    base: Document, steps: Any, operation: Any, i: int, j: int
) -> None:
    before = declare(drafting.copied(drawn(base, steps)), base)
    try:
        after = operation(before, base, i, j)
    except TamarackError:
        return
    parts = difference(before, after)
    assert alike(put_back(after, base, parts)) == alike(before)
    assert alike(put_back(before, base, turned(parts))) == alike(after)


def test_what_was_changed_again_is_not_taken_back() -> None:
    after = drafting.retire_criterion(DRAFT, BASE, "COL.1")
    later = set_text(after, ("COL.2", "name"), "en", "Another")
    with pytest.raises(BadInput):
        put_back(later, BASE, difference(DRAFT, after))
    elsewhere = set_text(after, ("COM.2", "name"), "en", "Another")
    assert put_back(elsewhere, BASE, difference(DRAFT, after))["changes"] == [{"kind": "renamed", "at": "COM.2"}]
