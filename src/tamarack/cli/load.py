"""The rubrics that come with Tamarack."""

from pathlib import Path

from tamarack.core.formats import load_framework
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Version

DATA = Path(__file__).parent.parent / "data"


def load_shipped_rubrics() -> None:
    """Store and publish the CACEE Competencies, unless this version is stored already."""
    framework = load_framework((DATA / "cacee.yaml").read_bytes())
    if not Version.objects.filter(framework__code=framework.code, number=framework.version).exists():
        publish_framework(framework)
