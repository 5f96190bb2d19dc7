"""What someone keeps of rubrics, and did for them, for the archive of their data."""

from typing import Any

from tamarack.exchange.own_voice import voice_documents
from tamarack.exchange.own_workshop import workshop_documents
from tamarack.people.models import Person
from tamarack.rubric.models import Life
from tamarack.stewardship.models import Crosswalk, CrosswalkRow, Draft, Steward


def stewardship_documents(person: Person) -> dict[str, Any]:
    """By the name of a file: the rubrics that someone keeps, the drafts they began, the statuses they gave."""
    kept = Steward.objects.filter(person=person).select_related("framework")
    begun = Draft.objects.filter(begun_by=person).select_related("framework").defer("document")
    given = Life.objects.filter(person=person).select_related("framework")
    related = CrosswalkRow.objects.filter(person=person).select_related("crosswalk__left", "crosswalk__right")
    paired = Crosswalk.objects.filter(made_by=person).select_related("left", "right")
    return {
        "stewardship.json": {
            "crosswalks": [
                {"between": [row.left.code, row.right.code], "at": row.made_at} for row in paired
            ],
            "relations": [
                {"between": [row.crosswalk.left.code, row.crosswalk.right.code], "left": row.left_code,
                 "kind": row.kind, "right": row.right_code, "note": row.note, "at": row.at}
                for row in related
            ],
            "keeps": [{"framework": row.framework.code if row.framework else None, "since": row.since} for row in kept],
            "began": [
                {"framework": row.framework.code, "version": row.number, "at": row.begun_at} for row in begun
            ],
            "statuses": [
                {"framework": row.framework.code, "version": row.number, "status": row.status, "at": row.at,
                 "why": row.why}
                for row in given
            ],
        },
        **voice_documents(person),
        **workshop_documents(person),
    }  # fmt: skip
