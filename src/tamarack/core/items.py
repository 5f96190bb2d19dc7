"""What the answers of very many people say of a rubric's criteria: which are seldom answered, which move together.

Unlike aggregates these need single answers. So they are told of a whole rubric alone, from many people in several
organisations, and in steps so wide that one person more or less is hardly ever seen (design, section 3; issue F).
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import floor
from typing import TYPE_CHECKING

from tamarack.core.privacy import ORGANISATIONS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATERS = 200
"""People from whom on single answers are looked at."""
STEP = 5
"""Numbers are told as multiples of it."""
TOGETHER = 5
"""Tenths of the coefficient from which two criteria are said to move together."""


def enough(people: int, organisations: int) -> bool:
    """Whether so many people, of so many organisations, are enough."""
    return people >= RATERS and organisations >= ORGANISATIONS


def rounded(count: int) -> int:
    """A number of people as a multiple of five, half up.

    Examples
    --------
    >>> [rounded(count) for count in (0, 2, 3, 7, 8)]
    [0, 0, 5, 5, 10]
    """
    return floor((2 * count + STEP) / (2 * STEP)) * STEP


def moving_together(columns: Mapping[str, Sequence[int | None]], organisations: Sequence[int]) -> dict[str, int]:
    """Pairs of criteria whose answers rise and fall together, with Kendall's tau-b in tenths.

    Parameters
    ----------
    columns : mapping of str to sequence of int or None
        By criterion, each person's rank (0 is not yet); None where they gave none. All of one length.
    organisations : sequence of int
        In which organisation each person is counted.

    Returns
    -------
    dict of str to int
        By ``"COL.1 COL.2"``, the strongest first: pairs from 0.5 on, either way, where enough people of enough
        organisations gave both.

    Notes
    -----
    Kendall (1945), "The treatment of ties in ranking problems": tau-b, by `scipy.stats.kendalltau`. A pair of which
    one criterion has the same answer from everybody has none.
    """
    import numpy as np

    places = np.asarray(organisations)
    ranks = {
        code: np.asarray([-1 if rank is None else rank for rank in column], dtype=np.int16)
        for code, column in columns.items()
    }
    found = {f"{one} {other}": _tenths(ranks[one], ranks[other], places) for one, other in combinations(ranks, 2)}
    strong = {pair: tenths for pair, tenths in found.items() if abs(tenths) >= TOGETHER}
    return dict(sorted(strong.items(), key=lambda entry: (-abs(entry[1]), entry[0])))


def _tenths(one: "NDArray[np.int16]", other: "NDArray[np.int16]", places: "NDArray[np.int64]") -> int:
    from scipy.stats import kendalltau

    both = (one >= 0) & (other >= 0)
    if not enough(int(both.sum()), len(set(places[both].tolist()))):
        return 0
    tau = float(kendalltau(one[both], other[both]).statistic)
    return 0 if tau != tau else floor(tau * 10 + 0.5)  # not a number where one of them does not vary
