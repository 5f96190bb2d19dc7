"""What a steward keeps in the world of permissions: the rubric, and a draft of its next version."""

from typing import Any

from tamarack.people.models import Person
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import begin_next, name_steward


def stewardship(steward: Person, cacee: Stored) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Things by kind: what a guard is asked of, and how each stands in an address."""
    version = Version.objects.select_related("framework").get(pk=cacee.id)
    name_steward(steward, version.framework)
    draft = begin_next(steward, version, "1.1")
    at = {"code": "cacee", "number": draft.number}
    return {
        "rubric": (version.framework, {"code": "cacee"}),
        "rubric_draft": (version.framework, at),
    }
