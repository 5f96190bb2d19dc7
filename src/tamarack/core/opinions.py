"""What many people think of a question, told as aggregates are: from five on, by the same labels (`core.privacy`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from tamarack.core.privacy import ABOUT, K, Label, label

NO, PARTLY, YES = SCALE = ("no", "partly", "yes")
NO_OPINION = "none"


@dataclass(frozen=True)
class Opinions:
    """What is told.

    Attributes
    ----------
    at_least : int
        How many had an opinion, rounded down to five.
    yes : Label
        The share who said yes.
    partly : Label
        The share who said yes or partly.
    """

    at_least: int
    yes: Label
    partly: Label


def tell_opinions(given: Iterable[str]) -> Opinions | None:
    """What is told of opinions, one a person; None where fewer than five had one.

    Parameters
    ----------
    given : iterable of str
        Of `SCALE`. Whatever else, such as no opinion, counts nowhere.

    Examples
    --------
    >>> tell_opinions(["yes", "yes", "yes", "no", "none", "partly"])
    Opinions(at_least=5, yes=Label(scale=<Scale.HALVES: 2>, step=1), partly=Label(scale=<Scale.HALVES: 2>, step=1))
    """
    held = [opinion for opinion in given if opinion in SCALE]
    if len(held) < K:
        return None
    yes = held.count(YES)
    return Opinions(
        len(held) // ABOUT * ABOUT, label(yes, len(held)), label(yes + held.count(PARTLY), len(held))
    )  # fmt: skip
