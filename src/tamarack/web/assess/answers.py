"""What a form says of the criteria it shows."""

from collections.abc import Iterable

from django.http import QueryDict

from tamarack.assessment.models import Rating
from tamarack.assessment.queries import Change
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Criterion, shorten
from tamarack.core.ratings import NOT_APPLICABLE

REASON = "-"
"""Stands between “not applicable” and its reason in a radio's value, as in ``NA-role``."""


def changes(data: QueryDict, criteria: Iterable[Criterion]) -> dict[str, Change]:
    """The answers that a form holds, by criterion code; whatever a form leaves out stays as it was.

    Raises
    ------
    UnknownCode
        If the form answers a criterion that this page does not have.
    """
    found: dict[str, Change] = {}
    known = {criterion.code for criterion in criteria}
    for name in data:
        kind, _, code = name.partition("-")
        if kind in ("rating", "note") and code not in known:
            raise UnknownCode(N_("This page has no criterion “{code}”. Nothing was saved."), code=shorten(code))
    for code in known:
        value, note = data.get(f"rating-{code}"), data.get(f"note-{code}")
        if code in data.getlist("clear"):
            found[code] = Change(value="", note=_lines(note))
        elif value is not None or note is not None:
            found[code] = Change(*_parted(value), note=_lines(note))
    return found


def _parted(value: str | None) -> tuple[str | None, str]:
    if value and value.startswith(NOT_APPLICABLE + REASON):
        return NOT_APPLICABLE, value.removeprefix(NOT_APPLICABLE + REASON)
    return value, ""


def _lines(note: str | None) -> str | None:
    """A note with line ends as they are stored, without white space at its end."""
    return None if note is None else note.replace("\r\n", "\n").rstrip()


def radio_value(value: str, reason: str) -> str:
    """The value of the radio that stands for an answer."""
    return f"{value}{REASON}{reason}" if reason else value


def reasons() -> list[tuple[str, str]]:
    """The ways in which a criterion can be not applicable: the value of each radio, and its words."""
    return [(radio_value("NA", value), str(label)) for value, label in Rating.Reason.choices]
