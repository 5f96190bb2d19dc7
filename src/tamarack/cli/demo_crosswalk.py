"""The demo's worked example of a crosswalk: of the CACEE Competencies and the invented example."""

from ruamel.yaml import YAML

from tamarack.cli.load import DATA
from tamarack.core.crosswalk import Relation
from tamarack.people.models import Person
from tamarack.rubric.models import Framework
from tamarack.rubric.queries import current
from tamarack.stewardship.actions.crosswalks import begin_crosswalk, take_relations


def add_demo_crosswalk(person: Person | None = None) -> None:
    """Relate the two rubrics as the file says, if both are here. `person` is who says so."""
    told = YAML(typ="safe").load((DATA / "crosswalk_example.yaml").read_text(encoding="utf-8"))
    left, right = told["frameworks"]
    if {left, right} <= set(current()):
        stored = {framework.code: framework for framework in Framework.objects.filter(code__in=(left, right))}
        crosswalk = begin_crosswalk(person, stored[left], stored[right])
        take_relations(person, crosswalk, [Relation(**row) for row in told["relations"]])
