"""Small pictures as SVG. Each is made once and kept."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from tamarack.core.rings import State


@lru_cache(maxsize=256)
def level_glyph(rank: int, levels: int, muted: bool = False) -> SafeString:
    """A level as rings: gold up to it; an empty seed for none. A word stands beside it always."""
    rings = []
    for ring in range(levels, 0, -1):
        radius = 3.7 + 6.9 * (ring - 1) / (levels - 1)
        met = ring <= rank and not muted
        look = (
            'class="ring-met" fill="#E3A92F" stroke="#7A4F08" stroke-width="1.2"'
            if met
            else 'class="none" fill="none" stroke="#6F8076" stroke-width=".9"'
        )
        rings.append(f'<circle cx="12" cy="12" r="{radius:.1f}" {look}/>')
    if rank == 0:
        rings = ['<circle class="none seed" cx="12" cy="12" r="2.8" fill="none" stroke="#6F8076" stroke-width="1.4"/>']
    elif not muted:
        rings.append(
            '<circle class="ring-late" cx="12" cy="12" r="1" fill="none" stroke="#7A4F08" stroke-width="1.6"/>'
        )
    return mark_safe(  # noqa: S308
        f'<svg class="glyph{" muted" if muted else ""}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f"{''.join(rings)}</svg>"
    )


def standalone(svg: str) -> str:
    """The same picture as a file of its own has it."""
    return svg if "xmlns=" in svg else svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


_BLOCK = {
    State.MET: (
        '<rect class="ring-met" x="{x}" y="1" width="11" height="18" fill="#E3A92F" stroke="#7A4F08"/>'
        '<path class="ring-late" d="M{x} 3.5h11" stroke="#7A4F08" stroke-width="3"/>'
    ),
    State.WANTED: (
        '<rect class="ring-wanted" x="{x}" y="1" width="11" height="18" fill="#FFF" stroke="#7A4F08" '
        'stroke-width="1.4"/>'
        '<path class="ring-grain" d="M{g} 5.5h7M{g} 10h7M{g} 14.5h7" stroke="#7A4F08" stroke-width="1.5"/>'
    ),
    State.OPEN: '<rect class="ring-open" x="{x}" y="1" width="11" height="18" fill="none" stroke="#6F8076"/>',
    State.CONFIRM: (
        '<rect class="ring-confirm" x="{x}" y="1" width="11" height="18" fill="none" stroke="#7A4F08" '
        'stroke-width="1.4" stroke-dasharray="3 2.2"/>'
        '<path class="ring-diamond" fill="#7A4F08" d="M{d} 6.4l3.6 3.6-3.6 3.6-3.6-3.6Z"/>'
    ),
    State.ABSENT: '<path class="ring-absent" d="M{g} 10h6" stroke="#4B5A52" stroke-width="1.5"/>',
}


@lru_cache(maxsize=1024)
def strip(states: tuple[State, ...]) -> SafeString:
    """The segments of one ring unrolled: a block each. Words stand beside it always."""
    blocks = "".join(
        _BLOCK[state].format(x=15 * index + 1, g=15 * index + 3, d=15 * index + 6.5)
        for index, state in enumerate(states)
    )
    width = 15 * len(states)
    return mark_safe(  # noqa: S308
        f'<svg class="strip" viewBox="0 0 {width} 20" width="{width}" height="20" aria-hidden="true" '
        f'focusable="false">{blocks}</svg>'
    )
