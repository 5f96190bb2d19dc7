"""The result of a closed request: self and others side by side, never averaged."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from tamarack.assessment.answers import UNRATED, Answer
from tamarack.assessment.models import FeedbackRequest, FeedbackRespondent
from tamarack.core import agreement
from tamarack.core.agreement import POOL, Place, Reading, Spread
from tamarack.core.framework import Criterion, Framework
from tamarack.core.ratings import NOT_APPLICABLE, rank
from tamarack.people.leaving import someone
from tamarack.rubric.queries import framework

PARTS = [*(group for group in FeedbackRespondent.Group.values if group != FeedbackRespondent.Group.MANAGER), POOL]
"""Every part that can be shown, in the order of columns."""
IN_VIEW = 3
"""Criteria to reflect on, of each kind."""


@dataclass(frozen=True, eq=False)
class Cell:
    """What is shown of a part on a criterion, or of others' mean: one for all that look alike."""

    place: Place
    spread: Spread | None = None


@dataclass(frozen=True)
class Row:
    """A criterion: one's own rating, and what is shown of others'."""

    criterion: Criterion
    own: Answer
    own_rank: int | None
    managers: tuple[Cell | None, ...]
    cells: Mapping[str, Cell]
    mean: Cell | None
    reading: Reading | None

    @property
    def others(self) -> Place | None:
        """Where others' mean is shown."""
        return self.mean.place if self.mean else None

    @property
    def apart(self) -> Fraction | None:
        """How far others, as they are shown, lie above (or below) one's own rating."""
        return None if self.others is None or self.own_rank is None else self.others.at - self.own_rank

    @property
    def is_wide(self) -> bool:
        """Whether others lie a level or more away."""
        return self.reading in (Reading.BLIND_SPOT, Reading.HIDDEN_STRENGTH)


@dataclass(frozen=True)
class Result:
    """Everything that a closed request shows.

    Attributes
    ----------
    managers : list of str
        The names of the managers who answered, in the order of their ratings in each row.
    agreement : dict of str to int
        Krippendorff's alpha of a group, in tenths.
    many : frozenset of str
        The parts that are shown from five raters somewhere.
    """

    framework: Framework
    managers: list[str]
    rows: list[Row]
    agreement: Mapping[str, int]
    many: frozenset[str]

    @cached_property
    def parts(self) -> list[str]:
        """The parts that are shown of any criterion."""
        return [part for part in PARTS if any(part in row.cells for row in self.rows)]

    @property
    def agreed(self) -> list[tuple[str, int]]:
        """Krippendorff's alpha of each group that has one, in tenths, in the order of columns."""
        return [(part, self.agreement[part]) for part in PARTS if part in self.agreement]

    @property
    def is_empty(self) -> bool:
        """Whether too few answered for anything to be shown."""
        return not self.parts and not self.managers

    def read_as(self, reading: Reading) -> list[Row]:
        """The rows that read so, the widest apart first."""
        return [row for row in self.widest_first if row.reading == reading]

    @cached_property
    def widest_first(self) -> list[Row]:
        """The rows by what is shown of them, so that the order tells no more than the page does."""
        return sorted(self.rows, key=lambda row: (not row.is_wide, row.apart is None, -abs(row.apart or 0)))

    @cached_property
    def to_reflect(self) -> tuple[list[Row], list[Row]]:
        """Where others see less than oneself, and where they see more: as many of these as of those, three at most.

        Where one side has fewer, criteria that both see alike fill it: those that others see lowest, or highest.
        """
        told = [row for row in self.widest_first if row.apart is not None and row.others]
        alike = [row for row in told if row.reading == Reading.CLOSE]
        low = sorted(alike, key=lambda row: (row.apart or 0, row.others.at if row.others else 0))
        high = sorted(alike, key=lambda row: (-(row.apart or 0), -(row.others.at if row.others else 0)))
        less, more = self.read_as(Reading.BLIND_SPOT), self.read_as(Reading.HIDDEN_STRENGTH)
        most = min(IN_VIEW, max(len(less), len(more), 1))
        more = [*more, *high][:most]
        less = [*less, *(row for row in low if row not in more)][:most]
        return less, more


def result_of(request: FeedbackRequest, answers: Mapping[str, Answer]) -> Result:
    """The result of a closed request beside the answers of one's own assessment."""
    rubric, published = framework(request.version_id), request.published
    tallies = {
        code: {part: {int(rank_): count for rank_, count in tally.items()} for part, tally in parts.items()}
        for code, parts in published.get("parts", {}).items()
    }
    managers = published.get("managers", [])
    rows = [
        _row(rubric, rubric.criterion(code), answers.get(code, UNRATED), managers, tallies.get(code, {}))
        for code in request.criteria
    ]
    many = {
        part
        for parts in tallies.values()
        for part, tally in parts.items()
        if agreement.raters(tally) >= agreement.AGREEMENT_FROM
    }
    return Result(
        rubric, [someone(row["name"]) for row in managers], rows, published.get("agreement", {}), frozenset(many)
    )


def _row(
    rubric: Framework, criterion: Criterion, own: Answer, managers: list[dict[str, dict[str, int]]],
    shown: Mapping[str, agreement.Tally],
) -> Row:  # fmt: skip
    top = rubric.ranks[criterion.levels[-1]]
    own_rank = rank(rubric, own.value) if own.value not in ("", NOT_APPLICABLE) else None
    exact = agreement.others_mean(shown)
    return Row(
        criterion=criterion,
        own=own,
        own_rank=own_rank,
        managers=tuple(
            None if (given := row["ratings"].get(criterion.code)) is None else rated(given) for row in managers
        ),
        cells={part: _cell(tuple(tally.items()), top) for part, tally in shown.items()},
        mean=None if exact is None else _mean(exact, top),
        reading=agreement.reading(own_rank, exact),
    )


@lru_cache(maxsize=100)
def rated(rank_: int) -> Cell:
    """One rating, as it is: one's own, or that of someone who is named."""
    return Cell(Place(Fraction(rank_)))


@lru_cache(maxsize=1000)
def _mean(exact: Fraction, top: int) -> Cell:
    return _looks(agreement.place(exact, top), None)


@lru_cache(maxsize=10_000)
def _cell(tally: tuple[tuple[int, int], ...], top: int) -> Cell:
    given = dict(tally)
    return _looks(agreement.place(agreement.mean(given), top), agreement.spread(given))


@lru_cache(maxsize=1000)
def _looks(place: Place, spread: Spread | None) -> Cell:
    return Cell(place, spread)
