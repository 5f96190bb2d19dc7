"""What every page of a rubric's stewards knows."""

from typing import Any

from tamarack.people.models import Person
from tamarack.rubric.queries import status
from tamarack.stewardship import queries
from tamarack.stewardship.rules import in_consultation


def framework_context(person: Person, code: str, part: str) -> dict[str, Any]:
    """The framework that the reader keeps, and the part of its pages that this is.

    Raises
    ------
    UnknownCode
        If the person does not keep such a framework.
    """
    return {"here": "steward", "stewarded": queries.find_framework(person, code), "part": part}


def draft_context(person: Person, code: str, number: str, part: str) -> dict[str, Any]:
    """The same for a draft of it, with what it says and its status.

    Raises
    ------
    UnknownCode
        If the person does not keep such a framework, or it has no such draft.
    """
    draft = queries.find_draft(person, code, number)
    return {
        "here": "steward",
        "stewarded": draft.framework,
        "part": part,
        "draft": draft,
        "document": draft.document,
        "status": status(draft.framework, draft.number),
        "writable": draft.is_open and not in_consultation(draft),
    }
