"""What a descriptor's text is made of: its bold lead phrases, and what it says beyond the level below."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from tamarack.core.framework import Criterion, Text

LEAD_MIN = 44
LEAD_MAX = 80


class Run(NamedTuple):
    """A piece of text with one appearance."""

    text: str
    bold: bool = False
    known: bool = False
    """Whether the level below says it too."""


def runs(text: str) -> list[Run]:
    """Split a text at its ``**bold**`` marks; a text with an odd number of marks is a `BadFile` when it comes in."""
    return [Run(part, bold=index % 2 == 1) for index, part in enumerate(text.split("**")) if part]


def plain(text: str) -> str:
    """A text without its bold marks."""
    return text.replace("**", "")


def lead(text: str) -> str:
    """What to show where a list has no room: the lead phrase, or the first 80 characters if that says too little."""
    first = runs(text)[0] if text else Run("")
    phrase = first.text.rstrip(" ;,:.") if first.bold else ""
    if len(phrase) < LEAD_MIN:
        whole = plain(text)
        if len(whole) <= LEAD_MAX:
            return whole
        phrase = whole[:LEAD_MAX].rsplit(" ", 1)[0].rstrip(" ;,:.")
    return phrase if phrase == plain(text).rstrip(".") else f"{phrase} …"


def runs_beyond(text: str, below: str) -> list[Run]:
    """Split a text at bold marks and at what the text of the level below says too.

    Only stretches of at least three words count as said before: single words in common say nothing.
    """
    words = re.findall(r"\s*\S+\s*|\s+", plain(text))
    others = [_bare(word) for word in plain(below).split()]
    matcher = SequenceMatcher(None, [_bare(word) for word in words], others, autojunk=False)
    known = [False] * sum(len(word) for word in words)
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    for block in matcher.get_matching_blocks():
        if block.size >= 3:
            known[starts[block.a] : starts[block.a + block.size]] = [True] * (
                starts[block.a + block.size] - starts[block.a]
            )
    return list(_split(runs(text), known))


def _bare(word: str) -> str:
    return word.strip().strip(".,;:()").casefold()


def _split(pieces: list[Run], known: list[bool]) -> Iterator[Run]:
    at = 0
    for piece in pieces:
        start = 0
        for end in range(1, len(piece.text) + 1):
            if end == len(piece.text) or known[at + end] != known[at + start]:
                yield Run(piece.text[start:end], piece.bold, known[at + start])
                start = end
        at += len(piece.text)


def text_below(criterion: Criterion, level: str) -> Text | None:
    """The descriptor's texts of the next lower level that has one; None at the foundation."""
    index = criterion.levels.index(level)
    return criterion.descriptors[criterion.levels[index - 1]] if index else None
