"""How a number changes over time, as a small line."""

from collections.abc import Sequence
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WIDTH, HEIGHT, EDGE = 220, 56, 8


def line(
    points: Sequence[tuple[date, int]],
    top: int,
    *,
    title: str,
    description: str,
    name: str,
    aim: int | None = None,
    until: date | None = None,
) -> SafeString:
    """A line from 0 to `top` over the days of its points, in their order; `name` makes its ids.

    With an aim and a day it reaches up to that day, where the aim is marked; nothing is drawn towards it.
    """
    first, last = points[0][0].toordinal(), max(points[-1][0], until or points[-1][0]).toordinal()
    days, steps = last - first, len(points) - 1
    dots = []
    for index, (day, number) in enumerate(points):
        along = (day.toordinal() - first) / days if days else index / max(steps, 1)
        x = EDGE + along * (WIDTH - 2 * EDGE)
        dots.append((f"{x:.1f}", _height(number, top)))
    context = {
        "dots": dots, "path": "M" + "L".join(" ".join(dot) for dot in dots), "title": title,
        "description": description, "name": name, "width": WIDTH, "height": HEIGHT, "edge": EDGE,
        "right": WIDTH - EDGE, "low": HEIGHT - EDGE, "aim": None if aim is None else _height(aim, top),
    }  # fmt: skip
    return render_to_string("reports/line.svg", context)


def _height(number: int, top: int) -> str:
    return f"{HEIGHT - EDGE - number / max(top, 1) * (HEIGHT - 2 * EDGE):.1f}"
