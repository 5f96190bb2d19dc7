"""Pieces that several files share: rich text, level glyphs, pairs of words."""

from functools import lru_cache

from django.utils.translation import gettext

from tamarack.core.framework import Framework, Text
from tamarack.core.growth import Step
from tamarack.core.wording import runs
from tamarack.reports.pictures import level_glyph, standalone
from tamarack.rubric.texts import say

Runs = list[dict[str, object]]
"""A text as a layout takes it: ``[{"text": "Applies", "bold": True}, …]``."""


def rich(text: Text) -> Runs:
    """A descriptor in the reader's language, with its bold lead phrases."""
    return [{"text": run.text, "bold": run.bold} for run in runs(say(text))]


def descriptor(framework: Framework, step: Step) -> Runs:
    """The text of a step's descriptor."""
    return rich(framework.criterion(step.criterion).descriptors[step.level])


@lru_cache(maxsize=64)
def glyph(rank: int, levels: int) -> str:
    """A level's glyph as a file of its own."""
    return standalone(level_glyph(rank, levels))


def pair(name: str, value: object) -> str:
    """As “Secure: Building”."""
    return gettext("{name}: {value}").format(name=name, value=value)


def edition(framework: Framework) -> str:
    """As CACEE Competencies 1.0."""
    return f"{say(framework.title)} {framework.version}"
