"""Who helps whom: helpers with levels and a capacity, seekers with criteria, and the pairs that fit best together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Helper:
    """Someone who offers help.

    Attributes
    ----------
    person : str
        Who it is.
    ranks : mapping of str to int
        For each criterion that they help with the rank of their level there, from 1.
    capacity : int
        How many people they can help at most.
    """

    person: str
    ranks: Mapping[str, int]
    capacity: int = 1


@dataclass(frozen=True)
class Seeker:
    """Someone who seeks help with criteria, each named once."""

    person: str
    criteria: Sequence[str]


@dataclass(frozen=True)
class Pair:
    """Two who fit: `criteria` are those of the seeker that the helper helps with, in the seeker's order."""

    seeker: str
    helper: str
    fit: int
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Matching:
    """Pairs by the seeker's name, and the sum of their fits."""

    pairs: tuple[Pair, ...]

    @property
    def fit(self) -> int:
        """The sum of all fits."""
        return sum(pair.fit for pair in self.pairs)


Allowed = Callable[[Helper, Seeker], bool]


def pair(helper: Helper, seeker: Seeker) -> Pair:
    """How well two fit: the sum over the seeker's criteria of the rank of the helper's level there.

    Nobody helps themselves: with oneself the fit is 0.
    """
    common = tuple(code for code in seeker.criteria if code in helper.ranks and helper.person != seeker.person)
    return Pair(seeker.person, helper.person, sum(helper.ranks[code] for code in common), common)


def match(helpers: Iterable[Helper], seekers: Iterable[Seeker], allowed: Allowed | None = None) -> Matching:
    """The pairs with the greatest sum of fits, of all with that sum as many as can be.

    A seeker gets one helper at most, a helper as many seekers as their capacity at most, and pairs that do not fit at
    all are not made. The order in which people are given does not matter.

    Parameters
    ----------
    helpers, seekers : iterable
        Each person once in either.
    allowed : callable, optional
        Whether these two may meet; any two may where nothing is said.

    Notes
    -----
    An assignment problem (Kuhn 1955), solved by `scipy.optimize.linear_sum_assignment` (Crouse 2016) with a column for
    each seeker that a helper can take. Weights are whole numbers below 2**53, so that sums are exact. A fit counts more
    than all pairs there can be together, and each pair counts 1: so more pairs never cost fit. Rows and columns are
    in the order of names, so that ties are always broken the same way.
    """
    rows = sorted(seekers, key=lambda seeker: seeker.person)
    columns = sorted(helpers, key=lambda helper: helper.person)
    fits = _fits(rows, columns)
    by_name = {helper.person: column for column, helper in enumerate(columns)}
    for row, seeker in enumerate(rows):
        if seeker.person in by_name:
            fits[row, by_name[seeker.person]] = 0
    if allowed is not None:
        for row, column in zip(*fits.nonzero(), strict=True):
            if not allowed(columns[column], rows[row]):
                fits[row, column] = 0
    best = _best(fits, [helper.capacity for helper in columns])
    return Matching(tuple(pair(columns[column], rows[row]) for row, column in best))


def _fits(rows: Sequence[Seeker], columns: Sequence[Helper]) -> "NDArray[np.int64]":
    """How well each seeker, in rows, fits each helper, in columns: the same sums as `pair` makes, all at once."""
    import numpy as np

    codes = sorted({code for seeker in rows for code in seeker.criteria})
    wanted = np.array([[code in seeker.criteria for code in codes] for seeker in rows], dtype=np.int64)
    offered = np.array([[helper.ranks.get(code, 0) for code in codes] for helper in columns], dtype=np.int64)
    return wanted.reshape(len(rows), len(codes)) @ offered.reshape(len(columns), len(codes)).T


def _best(fits: "NDArray[np.int64]", capacities: Sequence[int]) -> list[tuple[int, int]]:
    """The rows and columns of the best pairs, by row."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    places = np.repeat(np.arange(len(capacities)), np.minimum(capacities, (fits > 0).sum(axis=0)).astype(np.intp))
    weights = np.where(fits > 0, fits * (len(fits) + 1) + 1, 0)[:, places]
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return [(int(row), int(places[place])) for row, place in chosen if weights[row, place]]
