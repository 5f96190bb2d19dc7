"""Self and others on one line: a disc for oneself, a diamond for others."""

from fractions import Fraction

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WIDTH, HEIGHT, EDGE = 240, 30, 14


def dumbbell(levels: int, own: int | None, others: Fraction | None, *, wide: bool, title: str) -> SafeString:
    """The picture of one row; from a level apart on, the line between both is heavy. `title` says all of it.

    Parameters
    ----------
    levels : int
        How many levels the rubric has: the scale goes from 0 to there.
    others : Fraction, optional
        Where others are shown, which is never their exact mean.
    """
    step = Fraction(WIDTH - 2 * EDGE, levels)
    context = {
        "width": WIDTH,
        "height": HEIGHT,
        "middle": HEIGHT // 2,
        "own_y": HEIGHT // 2 - (5 if own == others else 0),
        "others_y": HEIGHT // 2 + (6 if own == others else 0),
        "ticks": [_at(step, Fraction(rank)) for rank in range(levels + 1)],
        "own": None if own is None else _at(step, Fraction(own)),
        "others": None if others is None else _at(step, others),
        "wide": wide,
        "title": title,
    }
    return render_to_string("reports/dumbbell.svg", context)


def scale(levels: int) -> list[str]:
    """Where the levels stand along the picture, for the head of its column."""
    return [_at(Fraction(WIDTH - 2 * EDGE, levels), Fraction(rank)) for rank in range(levels + 1)]


def _at(step: Fraction, rank: Fraction) -> str:
    return f"{float(EDGE + step * rank):.1f}"
