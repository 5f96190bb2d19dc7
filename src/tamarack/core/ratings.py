"""A person's answers: what each may be, and what it means."""

from collections.abc import Mapping

from tamarack.core.errors import N_, BadRating
from tamarack.core.framework import Criterion, Framework, shorten

NOT_YET = "0"
NOT_APPLICABLE = "NA"
RESERVED = (NOT_YET, NOT_APPLICABLE)

Ratings = Mapping[str, str | None]
"""Ratings by criterion code: ``"0"``, a level code, ``"NA"``, or None (unrated, as is a missing code)."""


def choices(criterion: Criterion) -> tuple[str, ...]:
    """What a criterion can be rated: not yet, each level that has a descriptor, not applicable."""
    return (NOT_YET, *criterion.levels, NOT_APPLICABLE)


def check(framework: Framework, code: str, value: str | None) -> None:
    """See that a rating is one that its criterion offers.

    Raises
    ------
    UnknownCode
        If the framework has no such criterion.
    BadRating
        If the level does not exist, or has no descriptor for this criterion.
    """
    criterion = framework.criterion(code)
    if value is None or value in choices(criterion):
        return
    offered = ", ".join(choices(criterion))
    if value in framework.ranks:
        raise BadRating(
            N_("{criterion} has no descriptor at level {value}. It can be rated {offered}."),
            criterion=code, value=value, offered=offered,
        )  # fmt: skip
    raise BadRating(
        N_("“{value}” is not a rating of {criterion}. It can be rated {offered}."),
        criterion=code, value=shorten(value), offered=offered,
    )  # fmt: skip


def rank(framework: Framework, value: str | None) -> int:
    """How far a rating reaches: the rank of its level; 0 for not yet, unrated and not applicable."""
    return framework.ranks.get(value or "", 0)


def met(framework: Framework, criterion: Criterion, value: str | None) -> tuple[str, ...]:
    """The levels whose descriptor a rating says is met: those at or below it (design, section 3)."""
    reach = rank(framework, value)
    return tuple(level for level in criterion.levels if framework.ranks[level] <= reach)
