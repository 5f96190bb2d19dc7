"""Small pictures and marked-up texts that pages are made of. Each is made once and kept."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from tamarack.core.framework import Framework, Text
from tamarack.core.rings import State
from tamarack.core.wording import Run, runs, runs_beyond

_ICONS = {
    "arrow": '<path d="M2 9h13M10 4l5 5-5 5"/>',
    "check": '<path d="M3 9.5 7 13.5 15 4.5"/>',
    "menu": '<path d="M2 4.5h14M2 9h14M2 13.5h14"/>',
    "alert": '<circle cx="9" cy="9" r="7"/><path d="M9 5v5M9 12.6v.4"/>',
}


@lru_cache(maxsize=32)
def icon(name: str) -> SafeString:
    """A line drawing of 18 px that says nothing by itself."""
    return mark_safe(  # noqa: S308
        '<svg viewBox="0 0 18 18" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" '
        f'aria-hidden="true" focusable="false">{_ICONS[name]}</svg>'
    )


def language() -> str:
    """The reader's language, as framework texts know it."""
    return (get_language() or "en")[:2]


def say(text: Text) -> str:
    """A framework's text in the reader's language, or in the first that it has."""
    return text.get(language()) or next(iter(text.values()), "")


def descriptor(text: str) -> SafeString:
    """A descriptor's text with its lead phrases in bold."""
    return _marked(runs(text))


def descriptor_beyond(text: str, below: str | None) -> SafeString:
    """A descriptor's text in which what the level below says too can be left out."""
    return _marked(runs_beyond(text, below)) if below else descriptor(text)


def _marked(pieces: Iterable[Run]) -> SafeString:
    parts = []
    for known, group in groupby(pieces, key=lambda run: run.known):
        words = "".join(f"<b>{escape(run.text)}</b>" if run.bold else escape(run.text) for run in group)
        parts.append(
            f'<span class="known">{words}</span><span class="known-gap" aria-hidden="true">… </span>'
            if known
            else words
        )
    return mark_safe("".join(parts))  # noqa: S308


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


def level(framework: Framework, code: str | None) -> SafeString:
    """A level with its glyph and name; “not yet” where there is none."""
    if code is None:
        return format_html(
            '<span class="level">{} {}</span>', level_glyph(0, len(framework.levels)), gettext("Not yet")
        )
    found = framework.level(code)
    glyph = level_glyph(found.rank, len(framework.levels))
    return format_html('<span class="level">{} {}</span>', glyph, say(found.name))


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
        '<path class="ring-diamond" d="M{d} 6.4l3.6 3.6-3.6 3.6-3.6-3.6Z"/>'
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
