"""The picture that others see where a link to a rubric is shared (Open Graph)."""

from functools import lru_cache

from tamarack.common.language import language
from tamarack.core.framework import Framework
from tamarack.reports.pdf import png
from tamarack.reports.pictures import standalone
from tamarack.reports.rings import example_rings
from tamarack.reports.rubric import counts
from tamarack.rubric.texts import say

SIZE = (1200, 630)
"""Pixels: what Open Graph asks for."""


def share_card(framework: Framework) -> bytes:
    """A PNG of a rubric: its rings with invented answers, its title and what is in it; made once a process."""
    return _share_card(framework, language())


@lru_cache(maxsize=16)
def _share_card(framework: Framework, language: str) -> bytes:
    picture, _ = example_rings(framework).pictures(middle=False)[0]
    title = say(framework.title)
    data = {
        "width": SIZE[0],
        "height": SIZE[1],
        "heading": title,
        "title": title,
        "title-size": 64 if len(title) <= 30 else 50 if len(title) <= 60 else 36,
        "publisher": say(framework.publisher),
        "counts": counts(framework),
        "picture": standalone(picture),
    }
    return png("card", data)
