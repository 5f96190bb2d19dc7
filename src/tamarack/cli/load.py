"""The rubrics that come with Tamarack."""

from functools import cache
from pathlib import Path

from tamarack.core.formats import load_framework
from tamarack.core.framework import Framework
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Version

DATA = Path(__file__).parent.parent / "data"


@cache
def shipped(code: str) -> Framework:
    """A rubric as it comes with Tamarack: read once a process."""
    return load_framework((DATA / f"{code}.yaml").read_bytes())


def load_shipped_rubrics() -> None:
    """Store and publish the CACEE Competencies, unless this version is stored already."""
    framework = shipped("cacee")
    if not Version.objects.filter(framework__code=framework.code, number=framework.version).exists():
        publish_framework(framework)
