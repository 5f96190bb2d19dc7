"""What someone keeps of rubrics, and did for them, for the archive of their data."""

from typing import Any

from tamarack.people.models import Person
from tamarack.rubric.models import Life
from tamarack.stewardship.models import Draft, Steward


def stewardship_documents(person: Person) -> dict[str, Any]:
    """By the name of a file: the rubrics that someone keeps, the drafts they began, the statuses they gave."""
    kept = Steward.objects.filter(person=person).select_related("framework")
    begun = Draft.objects.filter(begun_by=person).select_related("framework").defer("document")
    given = Life.objects.filter(person=person).select_related("framework")
    return {
        "stewardship.json": {
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
    }  # fmt: skip
