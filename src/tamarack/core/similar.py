"""Which proposals are like one that is being written: those for the same place, then those whose text is alike."""

from collections.abc import Sequence
from dataclasses import dataclass

NEAR, FAR = 45.0, 62.0
"""From which likeness of texts (of 100) a proposal is shown: for the same criterion, and for any other place."""
SAME, CRITERION, COMPETENCY, ELSEWHERE = range(4)


@dataclass(frozen=True)
class Said:
    """What is said, and of what.

    Attributes
    ----------
    place : tuple of str
        From the widest to the narrowest: competency, criterion, level; empty for the whole rubric.
    text : str
        All of it, whatever the language.
    """

    place: tuple[str, ...]
    text: str


def similar(said: Said, others: Sequence[Said], most: int = 5) -> list[int]:
    """Which others are like what is said.

    Whatever is said of the same place is like it. Of the same criterion and of other places it is where the words are
    alike: rapidfuzz's token set ratio, which looks at neither order, case nor punctuation, and finds a short text
    within a long one.

    Parameters
    ----------
    said : Said
    others : sequence of Said
    most : int

    Returns
    -------
    list of int
        Positions among `others`: nearer places first, then the more alike, of equal ones the earlier.

    Examples
    --------
    >>> others = [Said(("ETH",), "Name the code of ethics"), Said(("COL", "COL.1"), "Online communities")]
    >>> similar(Said(("COL", "COL.1"), "Add partners"), others)
    [1]
    >>> similar(Said((), "name the Code of Ethics!"), others)
    [0]
    """
    from rapidfuzz import fuzz, process, utils

    scores = process.extract(
        said.text, [other.text for other in others],
        scorer=fuzz.token_set_ratio, processor=utils.default_process, limit=None,
    )  # fmt: skip
    found = []
    for _, score, position in scores:
        near = _nearness(said.place, others[position].place)
        if near == SAME or score >= (NEAR if near == CRITERION else FAR):
            found.append((near, -score, position))
    return [position for *_, position in sorted(found)[:most]]


def _nearness(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    if one and one == other:
        return SAME
    shared = 0
    for here, there in zip(one, other, strict=False):
        if here != there:
            break
        shared += 1
    return {0: ELSEWHERE, 1: COMPETENCY}.get(shared, CRITERION)
