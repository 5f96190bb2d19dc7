"""The growth rings: geometry of the look's section 7, and the five states of a segment."""

import itertools
import re
from math import cos, isclose, radians
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.framework import Competency, Criterion, Framework, Level
from tamarack.core.rings import (
    HALF_GAP,
    INNER,
    OUTER,
    State,
    _edges,
    layout,
    pictures,
    radii,
    segment_states,
    svg,
)
from tamarack.core.roles import RoleProfile, uniform_profile

LEVELS = "ABCDEFGHI"


def framework(competencies: int, criteria: int, levels: int = 3) -> Framework:
    codes = LEVELS[:levels]
    return Framework(
        code="f",
        version="1",
        languages=("en",),
        title={"en": "F"},
        levels=tuple(Level(code, rank, {"en": code}) for rank, code in enumerate(codes, start=1)),
        competencies=tuple(
            Competency(
                f"C{c}",
                {"en": f"C{c}"},
                {},
                tuple(
                    Criterion(f"C{c}.{r}", f"C{c}", {"en": "r"}, {code: {"en": "t"} for code in codes})
                    for r in range(criteria)
                ),
            )
            for c in range(competencies)
        ),
    )


def drawn(rubric: Framework, **options: object) -> str:
    states = segment_states(rubric, {})
    return svg(rubric, states, title="T", description="D", **options)  # type: ignore[arg-type]


def test_three_levels_have_the_radii_of_the_look() -> None:
    assert radii(3) == ((66, 110), (113, 154), (157, 195))


@given(st.integers(2, 9))
def test_rings_fill_the_field_and_grow_thinner_outward(levels: int) -> None:
    rings = radii(levels)
    assert rings[0][0] == INNER
    assert isclose(rings[-1][1], OUTER)
    widths = [outer - inner for inner, outer in rings]
    assert all(width > 0 for width in widths)
    assert widths == sorted(widths, reverse=True)
    assert all(isclose(after[0] - before[1], 3) for before, after in itertools.pairwise(rings))


def test_the_cacee_rings_have_sectors_of_nine_degrees(cacee: Framework) -> None:
    plan = layout(cacee, cacee.competencies)
    assert len(plan.segments) == 105
    first, last = plan.segments[0], plan.segments[-1]
    assert first.start == -84
    assert isclose(first.end - first.start, 318 / 35)
    assert isclose(last.end, 264)


@given(st.integers(1, 12), st.integers(1, 8), st.integers(2, 9))
def test_segments_of_a_ring_never_overlap(competencies: int, criteria: int, levels: int) -> None:
    rubric = framework(competencies, criteria, levels)
    ring = [segment for segment in layout(rubric, rubric.competencies).segments if segment.level == LEVELS[0]]
    assert len(ring) == competencies * criteria
    assert all(before.end <= after.start + 1e-9 for before, after in itertools.pairwise(ring))
    assert ring[-1].end <= 270 - 6 + 1e-9


def test_sides_are_parallel(cacee: Framework) -> None:
    segment = layout(cacee, cacee.competencies).segments[0]
    for radius in (segment.inner, segment.outer):
        start, _ = _edges(segment, radius)
        assert isclose(radius * cos(radians(90 - (start - segment.start))), HALF_GAP, rel_tol=1e-6)


def test_each_state_is_told_from_rating_target_and_what_waits_for_a_yes(cacee: Framework) -> None:
    ratings = {"COL.1": "E", "COL.2": "B", "COL.3": "NA", "ETH.2": "B"}
    profile = RoleProfile({"COL": "E", "ETH": "M"})
    states = segment_states(cacee, ratings, profile, to_confirm={"ETH.2"})
    assert [states["COL.1", level] for level in "BEM"] == [State.MET, State.MET, State.OPEN]
    assert [states["COL.2", level] for level in "BEM"] == [State.MET, State.WANTED, State.OPEN]
    assert [states["COL.3", level] for level in "BEM"] == [State.ABSENT] * 3
    assert [states["ETH.2", level] for level in "BEM"] == [State.CONFIRM, State.ABSENT, State.WANTED]
    assert states["DIG.1", "B"] == State.OPEN


def test_every_state_is_told_by_shape_not_by_colour_alone(cacee: Framework) -> None:
    ratings = {"COL.1": "E", "COL.2": "NA", "ETH.2": "B"}
    states = segment_states(cacee, ratings, uniform_profile(cacee, "M"), to_confirm={"ETH.2"})
    states["DIG.1", "B"] = State.OPEN
    picture = svg(cacee, states, title="T", description="D")
    for part in ("met", "late", "wanted", "grain", "open", "confirm", "diamond", "absent"):
        assert f'class="ring-{part}"' in picture
    assert 'stroke-dasharray="3 2.2"' in picture


def test_the_picture_is_well_formed_named_and_needs_no_style_sheet(cacee: Framework) -> None:
    picture = drawn(cacee, middle=("3", "of 98 <met>"))
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "rings-title rings-desc"
    assert "style=" not in picture
    assert "of 98 &lt;met&gt;" in picture


def test_a_shared_picture_carries_no_total(cacee: Framework) -> None:
    assert "ring-count" not in drawn(cacee)


def test_titles_cannot_break_out_of_the_picture(cacee: Framework) -> None:
    picture = svg(cacee, segment_states(cacee, {}), title="<script>", description='"><b>')
    assert "<script>" not in picture
    ElementTree.fromstring(picture)


def test_a_small_picture_has_no_labels(cacee: Framework) -> None:
    assert "<text" not in drawn(cacee, labels=False)


@pytest.mark.parametrize(("competencies", "criteria", "count"), [(7, 5, 1), (20, 10, 20)])
def test_a_large_rubric_is_drawn_a_competency_at_a_time(competencies: int, criteria: int, count: int) -> None:
    rubric = framework(competencies, criteria)
    parts = pictures(rubric)
    assert len(parts) == count
    for part in parts:
        assert len(re.findall("M", drawn(rubric, competencies=part, labels=False))) >= len(part) * criteria * 3
