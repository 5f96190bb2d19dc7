"""The growth rings: one sector a criterion, one ring a level, drawn as SVG.

Geometry in units of a box of 560, centre 280, drawn from 18 to 542. Colours are presentation attributes, so that a
PDF, a badge and a share image need no style sheet; classes let a page put its own tokens over them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from html import escape
from math import asin, cos, degrees, pi, radians, sin

from tamarack.core.framework import Competency, Criterion, Framework
from tamarack.core.growth import gap
from tamarack.core.ratings import NOT_APPLICABLE, Ratings, met
from tamarack.core.roles import RoleProfile

CENTRE, PITH, INNER, OUTER, BETWEEN = 280, 58, 66, 195, 3
SEAM = 12.0
HALF_GAP = 0.8
GRAIN_INSET = 2.4
NARROWEST = 3.0


class State(StrEnum):
    """What a segment says."""

    MET = "met"
    WANTED = "wanted"
    OPEN = "open"
    CONFIRM = "confirm"
    ABSENT = "absent"


States = Mapping[tuple[str, str], State]
"""The state of each segment, by criterion code and level code."""


def segment_states(
    framework: Framework, ratings: Ratings, profile: RoleProfile | None = None, to_confirm: Collection[str] = ()
) -> dict[tuple[str, str], State]:
    """The state of every segment of the rings.

    Parameters
    ----------
    profile : RoleProfile, optional
        What is wanted; nothing without one.
    to_confirm : collection of str
        Criteria whose rating waits for a yes.
    """
    states = {}
    for criterion in framework.criteria:
        value = ratings.get(criterion.code)
        reached = met(framework, criterion, value)
        wanted = {step.level for step in gap(framework, criterion, value, profile)} if profile else set()
        for level in framework.levels:
            states[criterion.code, level.code] = _state(
                criterion, level.code, value, reached, wanted, criterion.code in to_confirm
            )
    return states


def _state(
    criterion: Criterion, level: str, value: str | None, reached: Collection[str], wanted: Collection[str], asks: bool
) -> State:
    if level not in criterion.descriptors or value == NOT_APPLICABLE:
        return State.ABSENT
    if level in reached:
        return State.CONFIRM if asks else State.MET
    return State.WANTED if level in wanted else State.OPEN


@dataclass(frozen=True)
class Segment:
    """One cell of the rings: radii in units, edges in degrees clockwise from the right."""

    criterion: str
    level: str
    inner: float
    outer: float
    start: float
    end: float


@dataclass(frozen=True)
class Layout:
    """Where everything of one picture stands."""

    segments: tuple[Segment, ...]
    numbers: tuple[tuple[float, str], ...]
    groups: tuple[tuple[float, float, str], ...]
    letters: tuple[tuple[float, str], ...]


def pictures(framework: Framework) -> tuple[tuple[Competency, ...], ...]:
    """What is drawn together: all competencies, or each alone where the sectors would be too narrow to read."""
    if radians(_sector(framework.competencies)) * INNER >= NARROWEST:
        return (framework.competencies,)
    return tuple((competency,) for competency in framework.competencies)


def radii(levels: int) -> tuple[tuple[float, float], ...]:
    """Inner and outer radius of each ring, foundation first; as in trees, later rings are thinner.

    Source: look, section 7: width of ring i of L is T/L + (L + 1 - 2i)/2 * 27/L**2 with T = 129 - 3(L - 1).
    """
    total = OUTER - INNER - BETWEEN * (levels - 1)
    rings, inner = [], float(INNER)
    for i in range(1, levels + 1):
        width = total / levels + (levels + 1 - 2 * i) / 2 * 27 / levels**2
        rings.append((inner, inner + width))
        inner += width + BETWEEN
    return tuple(rings)


def _group_gap(groups: int) -> float:
    return min(5.0, 60 / groups)


def _sector(competencies: Sequence[Competency]) -> float:
    criteria = sum(len(competency.criteria) for competency in competencies)
    return (360 - SEAM - _group_gap(len(competencies)) * (len(competencies) - 1)) / criteria


@lru_cache(maxsize=64)
def layout(framework: Framework, competencies: tuple[Competency, ...]) -> Layout:
    """Where the segments and labels of these competencies stand, clockwise from twelve o'clock."""
    rings = list(zip(framework.levels, radii(len(framework.levels)), strict=True))
    sector, between = _sector(competencies), _group_gap(len(competencies))
    segments, numbers, groups = [], [], []
    angle = -90 + SEAM / 2
    for competency in competencies:
        first = angle
        for number, criterion in enumerate(competency.criteria, start=1):
            segments += [
                Segment(criterion.code, level.code, inner, outer, angle, angle + sector)
                for level, (inner, outer) in rings
            ]
            numbers.append((angle + sector / 2, str(number)))
            angle += sector
        groups.append((first, angle, competency.code))
        angle += between
    letters = tuple(((inner + outer) / 2, level.code) for level, (inner, outer) in rings)
    return Layout(tuple(segments), tuple(numbers), tuple(groups), letters)


def _point(radius: float, angle: float) -> str:
    turn = radians(angle)
    return f"{CENTRE + radius * cos(turn):.1f} {CENTRE + radius * sin(turn):.1f}"


def _arc(radius: float, start: float, end: float) -> str:
    large = int(end - start > 180)
    return f"M{_point(radius, start)}A{radius:.1f} {radius:.1f} 0 {large} 1 {_point(radius, end)}"


def _edges(segment: Segment, radius: float, inset_by: float = HALF_GAP) -> tuple[float, float]:
    """Start and end angle at a radius: the sides are parallel, so that the gap is the same everywhere."""
    inset = degrees(asin(inset_by / radius))
    return segment.start + inset, segment.end - inset


def _outline(segment: Segment) -> str:
    a, b = _edges(segment, segment.inner)
    c, d = _edges(segment, segment.outer)
    inner, outer, large = segment.inner, segment.outer, int(b - a > 180)
    return (
        f"M{_point(inner, a)}A{inner:.1f} {inner:.1f} 0 {large} 1 {_point(inner, b)}"
        f"L{_point(outer, d)}A{outer:.1f} {outer:.1f} 0 {large} 0 {_point(outer, c)}Z"
    )


def _across(segment: Segment, radius: float, inset_by: float = HALF_GAP) -> str:
    start, end = _edges(segment, radius, inset_by)
    return _arc(radius, start, end)


def _latewood(segment: Segment) -> str:
    return _across(segment, segment.outer - 2.6)


def _grain(segment: Segment) -> str:
    width = segment.outer - segment.inner
    return "".join(_across(segment, segment.inner + width * part / 4, GRAIN_INSET) for part in (1, 2, 3))


def _middle(segment: Segment) -> tuple[float, float, float]:
    angle = radians((segment.start + segment.end) / 2)
    radius = (segment.inner + segment.outer) / 2
    return CENTRE + radius * cos(angle), CENTRE + radius * sin(angle), angle


def _diamond(segment: Segment) -> str:
    x, y, _ = _middle(segment)
    return f"M{x:.1f} {y - 3.6:.1f}l3.6 3.6-3.6 3.6-3.6-3.6Z"


def _dash(segment: Segment) -> str:
    x, y, angle = _middle(segment)
    dx, dy = 2.4 * cos(angle + pi / 2), 2.4 * sin(angle + pi / 2)
    return f"M{x - dx:.1f} {y - dy:.1f}L{x + dx:.1f} {y + dy:.1f}"


_STROKES = {
    State.OPEN: (("open", 'fill="none" stroke="#6F8076" stroke-width=".9"', _outline),),
    State.ABSENT: (("absent", 'fill="none" stroke="#4B5A52" stroke-width="1.4"', _dash),),
    State.MET: (
        ("met", 'fill="#E3A92F" stroke="#7A4F08" stroke-width="1"', _outline),
        ("late", 'fill="none" stroke="#7A4F08" stroke-width="3"', _latewood),
    ),
    State.WANTED: (
        ("wanted", 'fill="#FFFFFF" stroke="#7A4F08" stroke-width="1.4"', _outline),
        ("grain", 'fill="none" stroke="#7A4F08" stroke-width="1.5"', _grain),
    ),
    State.CONFIRM: (
        ("confirm", 'fill="none" stroke="#7A4F08" stroke-width="1.2" stroke-dasharray="3 2.2"', _outline),
        ("diamond", 'fill="#7A4F08"', _diamond),
    ),
}


@lru_cache(maxsize=64)
def _drawn(
    framework: Framework, competencies: tuple[Competency, ...]
) -> Mapping[tuple[str, str, State], tuple[str, ...]]:
    """The path data of every segment in every state, worked out once a framework."""
    return {
        (segment.criterion, segment.level, state): tuple(draw(segment) for _, _, draw in strokes)
        for segment in layout(framework, competencies).segments
        for state, strokes in _STROKES.items()
    }


def _segments(framework: Framework, competencies: tuple[Competency, ...], states: States) -> Iterable[str]:
    paths = _drawn(framework, competencies)
    cells = [
        (criterion.code, level.code)
        for competency in competencies
        for criterion in competency.criteria
        for level in framework.levels
    ]
    for state, strokes in _STROKES.items():
        drawn = [paths[*cell, state] for cell in cells if states[cell] == state]
        for index, (name, attributes, _) in enumerate(strokes):
            if drawn:
                yield f'<path class="ring-{name}" {attributes} d="{"".join(parts[index] for parts in drawn)}"/>'


@lru_cache(maxsize=64)
def _labels(framework: Framework, competencies: tuple[Competency, ...]) -> str:
    plan = layout(framework, competencies)

    def text(radius: float, angle: float, label: str, lower: float) -> str:
        x, y = CENTRE + radius * cos(radians(angle)), CENTRE + radius * sin(radians(angle)) + lower
        return f'<text x="{x:.1f}" y="{y:.1f}">{escape(label)}</text>'

    numbers = "".join(text(206, angle, number, 3.6) for angle, number in plan.numbers)
    codes = "".join(
        text(232 + 9 * abs(cos(radians((start + end) / 2))), (start + end) / 2, code, 5)
        for start, end, code in plan.groups
    )
    letters = "".join(text(radius, -90, code, 4) for radius, code in plan.letters)
    spans = "".join(_arc(218, start, end) for start, end, _ in plan.groups)
    close = "".join(_arc(204, start, end) for start, end, _ in plan.groups)
    line = 'fill="none" stroke="#CDD5CB" stroke-width="1"'
    return (
        f'<path class="ring-span ring-far" {line} d="{spans}"/>'
        f'<path class="ring-span ring-near" visibility="hidden" {line} d="{close}"/>'
        f'<g class="ring-number" font-size="10.5" fill="#4B5A52">{numbers}</g>'
        f'<g class="ring-code" font-size="14" font-weight="600" fill="#16241E">{codes}</g>'
        f'<g class="ring-letter" font-size="12" font-weight="600" fill="#7A4F08">{letters}</g>'
    )


def _pith(middle: tuple[str, str] | None) -> str:
    circle = (
        f'<circle class="ring-pith" cx="{CENTRE}" cy="{CENTRE}" r="{PITH}" '
        'fill="none" stroke="#CDD5CB" stroke-width="1"/>'
    )
    if middle is None:
        return circle
    number, words = middle
    return (
        f'{circle}<text class="ring-count" x="{CENTRE}" y="284" font-size="44" fill="#16241E" '
        f'font-family="Literata, serif" font-weight="500">{escape(number)}</text>'
        f'<text class="ring-of" x="{CENTRE}" y="306" font-size="14" fill="#4B5A52">{escape(words)}</text>'
    )


def svg(
    framework: Framework,
    states: States,
    *,
    title: str,
    description: str,
    middle: tuple[str, str] | None = None,
    labels: bool = True,
    name: str = "rings",
    competencies: tuple[Competency, ...] | None = None,
) -> str:
    """Draw the rings.

    Parameters
    ----------
    states : mapping of (str, str) to State
        Of every criterion and level (`segment_states`).
    title, description : str
        What a screen reader says: a name, and the picture in sentences.
    middle : (str, str), optional
        A number and the words under it. Only for the person's own pages: nothing shared carries a total.
    labels : bool
        Numbers, codes and letters; without them up to 200 px.
    name : str
        Makes ids in a page that shows several.
    competencies : tuple of Competency, optional
        One of `pictures`; all together unless given.

    Returns
    -------
    str
        An ``<svg>`` element.
    """
    competencies = competencies or framework.competencies
    box = "18 18 524 524" if labels else "80 80 400 400"
    parts = [
        f'<svg class="rings{"" if labels else " rings-small"}" viewBox="{box}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc" xmlns="http://www.w3.org/2000/svg" '
        'font-family="Atkinson Hyperlegible Next, sans-serif" text-anchor="middle">',
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>',
        *_segments(framework, competencies, states),
    ]
    if labels:
        parts.append(_labels(framework, competencies))
    parts.append(_pith(middle))
    parts.append("</svg>")
    return "".join(parts)
