"""How figures are kept: each part as its size and the steps of its labels. Whatever is shown is read from these.

A cell is ``[raters, steps]``, a pool's ``[raters, steps, codes of its teams]``; a total is ``[raters, counts]``, where
a count is twice the sum of what stands for the parts: the mean of two counts is a half at most. Steps and counts stand
in the order of the criterion's levels. Under ``COL.1 NA`` stands to how many a criterion does not apply, of the same
parts (`core.applying`): ``[who answered, step, codes of the teams]``, all among the pools.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tamarack.core.applying import steps_of
from tamarack.core.framework import Criterion, Framework
from tamarack.core.privacy import Figures, Label, Part, Weight, scale
from tamarack.core.ratings import NOT_APPLICABLE
from tamarack.insight.models import POOL, TOTAL

Kept = Mapping[str, Any]
"""Cells by criterion."""


def to_cells(figures: Figures) -> dict[str, dict[str, Any]]:
    """What is kept of all teams, of the pools (`POOL`) and of the totals (`TOTAL`), by code and criterion."""
    found: dict[str, dict[str, Any]] = {code: {} for code in (*figures.teams, POOL, TOTAL)}
    for criterion, parts in figures.parts.items():
        for part in parts:
            cell = [part.raters, [label.step for label in part.labels.values()]]
            if part.is_pool:
                found[POOL][criterion] = [*cell, list(part.teams)]
            else:
                found[part.teams[0]][criterion] = cell
    for criterion, weight in figures.totals.items():
        if weight.raters:
            found[TOTAL][criterion] = [weight.raters, [int(count * 2) for count in weight.counts.values()]]
    return found


def add_not_applicable(found: dict[str, dict[str, Any]], told: Mapping[str, tuple[Part, ...]]) -> None:
    """Keep to how many each criterion does not apply, beside the pools."""
    for criterion, parts in told.items():
        if parts:
            kept = [[part.raters, part.labels[NOT_APPLICABLE].step, list(part.teams)] for part in parts]
            found[POOL][f"{criterion} {NOT_APPLICABLE}"] = kept


def to_not_applicable(criterion: Criterion, kept: Kept) -> list[Part]:
    """The parts of a criterion of which it is told to how many it does not apply, from what is kept of the pools."""
    return [
        Part(tuple(teams), people, {NOT_APPLICABLE: Label(steps_of(people), step)})
        for people, step, teams in kept.get(f"{criterion.code} {NOT_APPLICABLE}", [])
    ]


def to_weight(criterion: Criterion, kept: Kept) -> Weight:
    """What all parts of a criterion come to; nothing where nothing is kept."""
    if criterion.code not in kept:
        return Weight()
    raters, counts = kept[criterion.code]
    return Weight(raters, {level: Fraction(twice, 2) for level, twice in zip(criterion.levels, counts, strict=True)})


def to_part(criterion: Criterion, code: str, kept: Kept) -> Part | None:
    """The part that a team is on its own, or the pool; None where there is none."""
    if criterion.code not in kept:
        return None
    raters, steps, *teams = kept[criterion.code]
    labels = {level: Label(scale(raters), step) for level, step in zip(criterion.levels, steps, strict=True)}
    return Part(tuple(teams[0]) if teams else (code,), raters, labels)


def to_figures(framework: Framework, k: int, kept: Mapping[str, Kept]) -> Figures:
    """Figures as they were made."""
    teams = tuple(sorted(code for code in kept if code not in (POOL, TOTAL)))
    parts = {
        row.code: tuple(part for code in (*teams, POOL) if (part := to_part(row, code, kept[code])))
        for row in framework.criteria
    }
    return Figures(k, teams, parts)
