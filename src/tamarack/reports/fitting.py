"""About how high the first page of a profile gets, so that typst need not try every size to find the one that fits.

It is a guess from numbers of characters. Typst measures with the size that is guessed, and goes on to smaller ones.
"""

from math import ceil

from tamarack.reports.pdf import Data

Variant = dict[str, float]

ROOM = {"letter": (527.0, 687.0), "a4": (510.0, 737.0)}
"""Width and height of a page's content in points."""

CHARACTER = 0.5
"""Width of a character as part of its size; of a line's height in leading it is 1.25."""

POINTS = 72 / 25.4
SIDE, BRAND, CODE = 25.0, 120.0, 66.0
"""Points between rings and words, and what the product's name and the code of a step take of a line."""


def likely(data: Data, variants: tuple[Variant, ...], paper: str) -> tuple[Variant, ...]:
    """The variants without those that are likely too high; the last at least."""
    width, room = ROOM[paper]
    start = next((at for at, variant in enumerate(variants) if _height(data, variant, width) <= room), -1)
    return variants[start:]


def _height(data: Data, v: Variant, width: float) -> float:
    top = max(v["rings"] * POINTS, _beside(data, v, width - v["rings"] * POINTS - SIDE))
    notes = sum(_lines(note, 8.5, width) * 11 for note in data["notes"])
    return _head(data, v, width) + top + _table(data, v, width) + notes + _steps(data, v, width) + 3 * v["gap"] + 24


def _lines(text: str, size: float, width: float) -> int:
    return max(1, ceil(len(text) * size * CHARACTER / width))


def _head(data: Data, v: Variant, width: float) -> float:
    title = _lines(data["heading"], v["title"], width - BRAND) * v["title"] * 1.25
    place = 9 + _lines(data["place"], 10.5, width - BRAND) * 13 if data["place"] else 0
    return title + place + (14 if data["eyebrow"] else 0)


def _beside(data: Data, v: Variant, width: float) -> float:
    facts = sum(9 + _lines(value, 9.5, width - 85) * 11 for _, value in data["facts"])
    return facts + 45 + _lines(data["voice"], v["voice"], width) * v["voice"] * 1.35


def _table(data: Data, v: Variant, width: float) -> float:
    blocks = sum(9 + max(v["strip"] * 0.75 * data["longest"], len(name) * 4.7) for name in data["levels"])
    words = sum(9 + max(len(row[key]) for row in data["rows"]) * v["size"] * CHARACTER for key in ("secure", "typical"))
    left = max(60.0, width - 90 - blocks - words)
    rows = (
        2 * v["inset"] + max(v["strip"], _lines(row["name"], v["size"] * 0.92, left) * v["size"] * 1.28 - 3)
        for row in data["rows"]
    )
    return 2 * v["inset"] + 8 + sum(rows)


def _steps(data: Data, v: Variant, width: float) -> float:
    size = v["size"] + 0.5
    texts = ("".join(str(run["text"]) for run in step["runs"]) for step in data["steps"])
    lines = (_lines(text, size * 0.9, width - CODE) * size * 1.2 - 5 for text in texts)
    return sum(2 * v["inset"] + height for height in lines)
