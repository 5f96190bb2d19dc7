"""Who helps whom: helpers with levels and a capacity, seekers with criteria, and the pairs that fit best together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


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
    each seeker that a helper can take. Weights are whole numbers below 2**53, so the sums are exact. A fit counts more
    than all pairs there can be together, and each pair counts 1: so more pairs never cost fit. Rows and columns are
    in the order of names, so that ties are always broken the same way.
    """
    rows = sorted(seekers, key=lambda seeker: seeker.person)
    columns = sorted(helpers, key=lambda helper: helper.person)
    may = allowed or (lambda helper, seeker: True)
    pairs = [[pair(helper, seeker) if may(helper, seeker) else None for helper in columns] for seeker in rows]
    fitting = [[found if found and found.fit else None for found in row] for row in pairs]
    return Matching(_best(fitting, [helper.capacity for helper in columns]))


def _best(pairs: Sequence[Sequence[Pair | None]], capacities: Sequence[int]) -> tuple[Pair, ...]:
    """The best of these pairs, a row for each seeker, a column for each helper."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    wanted = [sum(row[index] is not None for row in pairs) for index in range(len(capacities))]
    places = np.repeat(np.arange(len(capacities)), np.minimum(capacities, wanted).astype(np.intp))
    more = len(pairs) + 1
    weights = np.array([[found.fit * more + 1 if found else 0 for found in row] for row in pairs], dtype=np.int64)
    if not places.size:
        return ()
    chosen = zip(*linear_sum_assignment(weights[:, places], maximize=True), strict=True)
    return tuple(found for row, place in chosen if (found := pairs[row][places[place]]))
