"""What may be told of an organisation, as JSON (issue "Teams and organisations", "Aggregates")."""

from collections.abc import Mapping
from typing import Any

from tamarack.core.privacy import HIGHEST, LOWEST, Figures, Label, Part, Scale

POOLED = "pooled"
_STEPS = {
    Scale.HALVES: ("fewer than half", "half or more"),
    Scale.QUARTERS: ("under a quarter", "a quarter to a half", "half to three quarters", "three quarters or more"),
}


def written(label: Label) -> str:
    """A label in English.

    Examples
    --------
    >>> written(Label(Scale.PERCENT, 90))
    '90 % or more'
    """
    if label.scale is not Scale.PERCENT:
        return _STEPS[label.scale][label.step]
    return f"{label.step} %" + {LOWEST: " or less", HIGHEST: " or more"}.get(label.step, "")


def about(percent: int) -> str:
    """A derived share; that it is only about so much is said by the key that it stands under."""
    return f"{percent} %"


def to_json(figures: Figures) -> dict[str, Any]:
    """The JSON of `tamarack aggregate`: k, groups by code with their cells, pools, totals."""
    return {
        "k": figures.k,
        "groups": [
            {"code": team, "cells": {code: _cell(team, parts) for code, parts in figures.parts.items()}}
            for team in figures.teams
        ],
        "pool": {
            code: {"groups": list(part.teams), "at_or_above": _labels(part)}
            for code, parts in figures.parts.items()
            for part in parts
            if part.is_pool
        },
        "total": {code: _total(weight.about) for code, weight in figures.totals.items()},
    }


def _cell(team: str, parts: tuple[Part, ...]) -> dict[str, Any] | str | None:
    for part in parts:
        if team in part.teams:
            return POOLED if part.is_pool else {"at_or_above": _labels(part)}
    return None


def _labels(part: Part) -> dict[str, str]:
    return {level: written(label) for level, label in part.labels.items()}


def _total(shares: Mapping[str, int]) -> dict[str, Any] | None:
    return {"about": {level: about(percent) for level, percent in shares.items()}} if shares else None
