"""Measurements as tables for people and as JSON for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from benchmarks.cost import Cost
from benchmarks.weights import Weight

ALIGNED = ("<30", ">9", ">8", ">8", ">7", ">13", ">7", ">8")
WEIGHT_ALIGNED = ("<40", ">9", ">9", ">8")


def as_tables(costs: Sequence[Cost], weights: Sequence[Weight]) -> str:
    """Both tables; the ratio is that of CPU to the bare view above it, its range that over the rounds."""
    heads = ("page", "requests", "CPU ms", "p50 ms", "ratio", "range", "limit", "within")
    weight_heads = ("on the wire", "kB", "limit", "within")
    rows = [
        _line(heads, ALIGNED),
        *(_line(_cost_row(cost), ALIGNED) for cost in costs),
        "",
        _line(weight_heads, WEIGHT_ALIGNED),
        *(_line(_weight_row(weight), WEIGHT_ALIGNED) for weight in weights),
    ]
    return "\n".join(rows)


def _line(cells: Sequence[str], aligned: Sequence[str]) -> str:
    return " ".join(f"{cell:{how}}" for cell, how in zip(cells, aligned, strict=True)).rstrip()


def _cost_row(cost: Cost) -> list[str]:
    spread = f"{cost.lowest:.2f}–{cost.highest:.2f}"
    limit = "" if cost.limit is None else f"{cost.limit:g}"
    within = "" if cost.limit is None else _yes(cost.within)
    numbers = [f"{cost.cpu_ms:.2f}", f"{cost.p50_ms:.2f}", f"{cost.ratio:.2f}"]
    return [cost.name, str(cost.requests), *numbers, spread, limit, within]


def _weight_row(weight: Weight) -> list[str]:
    return [weight.name, f"{weight.bytes / 1000:.1f}", f"{weight.limit / 1000:g}", _yes(weight.within)]


def _yes(within: bool) -> str:
    return "yes" if within else "NO"


def as_json(costs: Sequence[Cost], weights: Sequence[Weight]) -> str:
    """Everything, for programs."""
    return json.dumps({"costs": [_data(row) for row in costs], "weights": [_data(row) for row in weights]}, indent=1)


def _data(row: Cost | Weight) -> dict[str, object]:
    return {**asdict(row), "within": row.within}


def broken(costs: Sequence[Cost], weights: Sequence[Weight]) -> list[str]:
    """A line for each limit that is not kept."""
    slow = [f"{row.name}: {row.ratio:.2f} times its bare view, limit {row.limit:g}" for row in costs if not row.within]
    heavy = [
        f"{row.name}: {row.bytes / 1000:.1f} kB, limit {row.limit / 1000:g} kB" for row in weights if not row.within
    ]
    return slow + heavy
