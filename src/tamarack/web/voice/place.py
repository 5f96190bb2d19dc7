"""What every page of what is said to a rubric knows."""

from typing import Any

from babel import Locale
from django.http import HttpRequest

from tamarack.common.language import locale
from tamarack.people.models import Person
from tamarack.stewardship.queries import voice as queries
from tamarack.stewardship.rules import is_steward


def language_name(code: str) -> str:
    """A language as the reader's language calls it."""
    return str(Locale.parse(locale()).languages.get(code, code))


def reader_of(request: HttpRequest) -> Person | None:
    """Who reads; nobody where they are signed out."""
    return request.user if isinstance(request.user, Person) else None


def rubric_context(request: HttpRequest, code: str, part: str) -> dict[str, Any]:
    """The rubric, and the part of its pages that this is.

    Raises
    ------
    UnknownCode
        If there is none of this code.
    """
    rubric, stored = queries.find_rubric(code)
    reader = reader_of(request)
    return {
        "here": "rubric",
        "part": part,
        "rubric": rubric,
        "stored": stored,
        "framework": stored.framework,
        "reader": reader,
        "keeps": reader is not None and is_steward.test(reader, rubric),
    }
