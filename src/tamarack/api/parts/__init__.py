"""The parts of the API, in the order in which its documentation tells them."""

from tamarack.api.part import Part
from tamarack.api.parts import account, assessments, goals, keeping, library, rubrics

PARTS: tuple[Part, ...] = (
    rubrics.part, account.part, assessments.part, goals.part, library.part, keeping.part,
)  # fmt: skip
