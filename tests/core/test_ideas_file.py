"""The idea bank's file: read whole, or refused with every problem and its line."""

import pytest

from tamarack.core.errors import BadFile
from tamarack.core.formats.ideas import read_ideas
from tamarack.core.framework import Competency, Criterion, Framework, Level

GOOD = """\
X.1.B:
  - {kind: do, text: {en: Do it, fr: Le faire}}
  - {kind: with, text: {en: Ask someone, fr: Demander}}
"""


@pytest.fixture
def small() -> Framework:
    row = Criterion("X.1", "X", {}, {"B": {"en": "a", "fr": "b"}})
    levels = (Level("B", 1, {}), Level("M", 2, {}))
    return Framework("any", "1", ("en", "fr"), {}, levels, (Competency("X", {}, {}, (row,)),))


def test_ideas_are_read_by_descriptor(small: Framework) -> None:
    found = read_ideas(GOOD.encode(), small)
    assert [(idea.kind, idea.text["fr"]) for idea in found["X.1.B"]] == [("do", "Le faire"), ("with", "Demander")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a", [(1, "This is not an idea bank")]),
        (GOOD.replace("X.1.B", "X.1.M"), [(1, "has no descriptor “X.1.M”"), (1, "There are no ideas for X.1.B")]),
        (GOOD.replace("kind: with", "kind: think"), [(1, "one with someone or to learn"), (3, "not a kind of idea")]),
        (GOOD.replace(", fr: Demander", ""), [(3, "This should be a text, not nothing")]),
        (GOOD.replace("Do it", "' '"), [(2, "This should be a text")]),
        ("X.1.B: none", [(1, "a list of ideas")]),
    ],
)
def test_every_problem_is_told_with_its_line(small: Framework, text: str, told: list[tuple[int | None, str]]) -> None:
    with pytest.raises(BadFile) as caught:
        read_ideas(text.encode(), small, "ideas.yaml")
    found = [(problem.line, problem.translated(str)) for problem in caught.value.problems]
    assert [line for line, _ in found] == [line for line, _ in told]
    assert all(words in message for (_, message), (_, words) in zip(found, told, strict=True)), found
