"""Parts of pages that are rendered once a process and reused for everyone.

Rendering a template is most of what a page costs. What is kept is found by what it shows, and holds nothing of any
person: their own words are put in each time, escaped (docs/decisions/0003-kept-fragments.md).
"""

import re
from collections.abc import Hashable, Iterable
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tamarack.common.language import language

_MARK = "\ue000{}\ue001"
_MARKS = re.compile("\ue000(.+?)\ue001")


def kept(template: str, own: dict[str, str], **shared: Hashable) -> SafeString:
    """A template's HTML.

    Parameters
    ----------
    own : dict of str to str
        What is put in each time; in the template these are variables that are only printed.
    **shared
        What the template decides by. It is kept for each combination of these, in each language.
    """
    html, rest = _pieces(template, language(), tuple(own), **shared)
    for name, piece in rest:
        text = own[name]
        html += (text if isinstance(text, SafeString) else escape(text)) + piece
    return mark_safe(html)  # noqa: S308


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Pieces of a page, one after the other: cheaper than a template's loop."""
    return mark_safe("".join(parts))  # noqa: S308


@lru_cache(maxsize=20_000)
def _pieces(
    template: str, language: str, own: tuple[str, ...], **shared: Hashable
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The template's HTML up to the first own text, and after each own text, by its name."""
    marks = {name: mark_safe(_MARK.format(name)) for name in own}  # noqa: S308
    html = render_to_string(template, {**shared, **marks, "language": language}).strip()
    first, *rest = _MARKS.split(html)
    return first, tuple(zip(rest[::2], rest[1::2], strict=True))
