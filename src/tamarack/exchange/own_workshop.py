"""What someone wrote in drafts of rubrics, for the archive of their data."""

from typing import Any

from django.db.models import Q

from tamarack.people.models import Person
from tamarack.stewardship.models import CellComment, Draft, Edit, Presence, TextState


def workshop_documents(person: Person) -> dict[str, Any]:
    """By the name of a file: what someone edited, said, translated and reviewed in drafts, and where they are now."""
    edits = Edit.objects.filter(person=person).select_related("draft__framework").defer("parts", "draft__document")
    said = CellComment.objects.filter(Q(person=person) | Q(resolved_by=person)).select_related("draft__framework")
    wrote = Q(changed_by=person) | Q(reviewed_by=person)
    states = TextState.objects.filter(wrote).select_related("draft__framework").defer("draft__document")
    seen = Presence.objects.filter(person=person).select_related("draft__framework").defer("draft__document")
    return {
        "drafts.json": {
            "edits": [
                {**_about(row.draft), "what": row.verb, "place": row.subject, "field": row.field,
                 "language": row.language, "before": row.before, "after": row.after, "codes": row.data, "at": row.at}
                for row in edits
            ],
            "comments": [
                {**_about(row.draft), "place": row.subject, "text": row.text, "at": row.said_at}
                for row in said if row.person_id == person.pk
            ],
            "settled": [
                {**_about(row.draft), "place": row.subject, "at": row.resolved_at}
                for row in said if row.resolved_by_id == person.pk
            ],
            "texts": [
                {**_about(row.draft), "place": row.subject, "field": row.field, "language": row.language,
                 "changed": row.changed_at if row.changed_by_id == person.pk else None,
                 "reviewed": row.reviewed_at if row.reviewed_by_id == person.pk else None}
                for row in states
            ],
            "here": [{**_about(row.draft), "place": row.at, "at": row.seen_at} for row in seen],
        },
    }  # fmt: skip


def _about(draft: Draft) -> dict[str, str]:
    return {"framework": draft.framework.code, "version": draft.number}
