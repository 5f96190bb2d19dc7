"""What a descriptor's text is made of: its bold lead phrases, and what it says beyond the level below."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from tamarack.core.framework import Criterion, Text

LEAD_MIN = 44
LEAD_MAX = 80


class Run(NamedTuple):
    """A piece of text with one appearance."""

    text: str
    bold: bool = False
    known: bool = False
    """Whether the text it was set against (that of the level below, of another version) says it too."""


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
    words = _words(text)
    others = [_bare(word) for word in plain(below).split()]
    matcher = SequenceMatcher(None, [_bare(word) for word in words], others, autojunk=False)
    said = [(block.a, block.size) for block in matcher.get_matching_blocks() if block.size >= 3]
    return list(_split(runs(text), _known(words, said)))


def runs_changed(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """Two texts split at bold marks and at what differs, word by word: `known` is what both have, equally bold."""
    words, others = _words(old), _words(new)
    matcher = SequenceMatcher(None, _looks(old, words), _looks(new, others), autojunk=False)
    blocks = matcher.get_matching_blocks()
    return (
        list(_split(runs(old), _known(words, [(block.a, block.size) for block in blocks]))),
        list(_split(runs(new), _known(others, [(block.b, block.size) for block in blocks]))),
    )


def _words(text: str) -> list[str]:
    """Words with the space after them; what they come to is the plain text."""
    return re.findall(r"\s*\S+\s*|\s+", plain(text))


def _looks(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """What a reader sees of each word: its letters, and whether it begins in bold."""
    bold = [run.bold for run in runs(text) for _ in run.text]
    starts = accumulate((len(word) for word in words), initial=0)
    return [(word.strip(), bold[start]) for word, start in zip(words, starts, strict=False)]


def _known(words: list[str], said: list[tuple[int, int]]) -> list[bool]:
    """For each character whether it belongs to a stretch of words that is said elsewhere, too."""
    starts = list(accumulate((len(word) for word in words), initial=0))
    known = [False] * starts[-1]
    for first, size in said:
        known[starts[first] : starts[first + size]] = [True] * (starts[first + size] - starts[first])
    return known


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


def same_words(first: str, second: str) -> bool:
    """Whether two texts have the same words in the same order, whatever their punctuation, case and bold marks."""
    return re.findall(r"\w+", plain(first).casefold()) == re.findall(r"\w+", plain(second).casefold())
