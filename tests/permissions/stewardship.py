"""What a steward keeps in the world of permissions: the rubric, and a draft of its next version."""

from typing import Any

from tamarack.cli.load import shipped
from tamarack.core.crosswalk import Relation
from tamarack.people.models import Person
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import begin_next, name_steward
from tamarack.stewardship.actions.crosswalks import begin_crosswalk, relate
from tamarack.stewardship.actions.talking import comment
from tamarack.stewardship.models import Edit, Steward


def stewardship(steward: Person, cacee: Stored) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Things by kind: what a guard is asked of, and how each stands in an address."""
    version = Version.objects.select_related("framework").get(pk=cacee.id)
    name_steward(steward, version.framework)
    draft = begin_next(steward, version, "1.1")
    at = {"code": "cacee", "number": draft.number}
    keeps = Steward.objects.get(person=steward)
    name = draft.document["competencies"][0]["criteria"][0]["name"]["en"]
    Edit.objects.create(draft=draft, verb="wrote", subject="COL.1", field="name", language="en", after=name)
    said = comment(steward, draft, "COL.1", "A comment.")
    example = publish_framework(shipped("example")).framework
    crosswalk = begin_crosswalk(steward, version.framework, example)
    relate(steward, crosswalk, Relation("COL.1", "related", "PEO.1"))
    return {
        "rubric": (version.framework, {"code": "cacee"}),
        "rubric_steward": (version.framework, {"code": "cacee", "pk": keeps.pk}),
        "rubric_area": (version.framework, at | {"competency": "COL"}),
        "rubric_place": (version.framework, at | {"subject": "COL.1"}),
        "rubric_change": (version.framework, at | {"verb": "split"}),
        "rubric_comment": (version.framework, at | {"pk": said.pk}),
        "rubric_draft": (version.framework, at),
        "rubric_version": (version.framework, {"code": "cacee", "number": "1.0"}),
        "rubric_crosswalk": (version.framework, {"code": "cacee", "other": "example"}),
    }
