"""Small pictures and marked-up texts that pages are made of. Each is made once and kept."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tamarack.core.framework import Framework
from tamarack.core.search import Piece
from tamarack.core.wording import Run, lead, runs, runs_beyond
from tamarack.reports.pictures import level_glyph
from tamarack.rubric.texts import Told, in_tongue, told

_ICONS = {
    "arrow": '<path d="M2 9h13M10 4l5 5-5 5"/>',
    "check": '<path d="M3 9.5 7 13.5 15 4.5"/>',
    "menu": '<path d="M2 4.5h14M2 9h14M2 13.5h14"/>',
    "plus": '<path d="M9 3v12M3 9h12"/>',
    "up": '<path d="M9 15V4M4 8l5-5 5 5"/>',
    "down": '<path d="M9 3v11M4 10l5 5 5-5"/>',
    "search": '<circle cx="8" cy="8" r="5"/><path d="M12 12l4 4"/>',
    "page": '<path d="M4 2h7l3 3v11H4zM11 2v4h3"/>',
    "lock": '<path d="M4 8h10v8H4zM6 8V5.5a3 3 0 0 1 6 0V8"/>',
    "eye": '<path d="M1.5 9S4 4 9 4s7.5 5 7.5 5S14 14 9 14 1.5 9 1.5 9z"/><circle cx="9" cy="9" r="2"/>',
    "alert": '<circle cx="9" cy="9" r="7"/><path d="M9 5v5M9 12.6v.4"/>',
}


@lru_cache(maxsize=32)
def icon(name: str) -> SafeString:
    """A line drawing of 18 px that says nothing by itself."""
    return mark_safe(  # noqa: S308
        '<svg viewBox="0 0 18 18" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" '
        f'aria-hidden="true" focusable="false">{_ICONS[name]}</svg>'
    )


def descriptor(text: str) -> SafeString:
    """A descriptor's text with its lead phrases in bold."""
    return _in_its_language(text, _marked(runs(text)))


def _in_its_language(text: str, html: SafeString) -> SafeString:
    """A text's HTML, with its language where it is not the reader's."""
    return format_html('<span lang="{}">{}</span>', text.tongue, html) if isinstance(text, Told) else html


def leading(text: str) -> str:
    """What to show of a text where there is no room."""
    return in_tongue(lead(text), text.tongue) if isinstance(text, Told) else lead(text)


def descriptor_beyond(text: str, below: str | None) -> SafeString:
    """A descriptor's text in which what the level below says too can be left out."""
    return _in_its_language(text, _marked(runs_beyond(text, below))) if below else descriptor(text)


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


def changed(pieces: Iterable[Run], tag: str) -> SafeString:
    """A text in which what another one has not is marked: `ins`, or `del`."""
    parts = []
    for run in pieces:
        text = f"<b>{escape(run.text)}</b>" if run.bold else escape(run.text)
        parts.append(text if run.known else f"<{tag}>{text}</{tag}>")
    return mark_safe("".join(parts))  # noqa: S308


def found(pieces: Iterable[Piece]) -> SafeString:
    """A text in which what was looked for is marked."""
    parts = []
    for piece in pieces:
        text = f"<mark>{escape(piece.text)}</mark>" if piece.found else escape(piece.text)
        parts.append(f"<b>{text}</b>" if piece.bold else text)
    return mark_safe("".join(parts))  # noqa: S308


def level(framework: Framework, code: str | None) -> SafeString:
    """A level with its glyph and name; “not yet” where there is none."""
    if code is None:
        return format_html(
            '<span class="level">{} {}</span>', level_glyph(0, len(framework.levels)), gettext("Not yet")
        )
    found = framework.level(code)
    glyph = level_glyph(found.rank, len(framework.levels))
    return format_html('<span class="level">{} {}</span>', glyph, told(found.name))
