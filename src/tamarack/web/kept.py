"""Parts of pages that are rendered once a process and reused for everyone.

Rendering a template is most of what a page costs. What is kept is found by what it shows, and holds nothing of any
person: their own words are put in each time, escaped (docs/decisions/0004-kept-fragments.md).
"""

import re
from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from tamarack.web.pieces import language

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
    pieces = _pieces(template, language(), tuple(own), **shared)
    return mark_safe(  # noqa: S308
        "".join(conditional_escape(own[piece]) if index % 2 else piece for index, piece in enumerate(pieces))
    )


@lru_cache(maxsize=20_000)
def _pieces(template: str, language: str, own: tuple[str, ...], **shared: Hashable) -> list[str]:
    """Pieces of the template's HTML, with the names of what stands between them at the odd places."""
    marks = {name: mark_safe(_MARK.format(name)) for name in own}  # noqa: S308
    return _MARKS.split(render_to_string(template, {**shared, **marks, "language": language}).strip())
