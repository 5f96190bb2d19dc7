"""What forms and browsers say of criteria, and how answers are written for them."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zlib import crc32

from django.http import QueryDict

from tamarack.assessment.answers import Answer, Change, Sent, lines
from tamarack.assessment.models import Rating
from tamarack.core.errors import N_, BadInput, UnknownCode
from tamarack.core.framework import Criterion, shorten
from tamarack.core.ratings import NOT_APPLICABLE

REASON = "-"
"""Stands between “not applicable” and its reason in a radio's value, as in ``NA-role``."""
ANSWERS_MOST = 200
"""Answers that are taken at once."""
MILLISECONDS_MOST = 2**53
AGE_MOST = timedelta(days=3650)
LAST_MOMENT = 4_102_444_800_000
"""Milliseconds at the end of the year 2099."""
DEVICE = re.compile(r"[0-9a-z-]{8,40}")


def changes(data: QueryDict, criteria: Iterable[Criterion]) -> dict[str, Change]:
    """The answers that a form holds, by criterion code.

    What a form leaves out stays as it was, and so does what is as it was when the page was made (``was-…``): a page
    that was opened before another device answered does not take that back.

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
        value, note = data.get(f"rating-{code}"), lines(data.get(f"note-{code}"))
        was_value, _, was_note = data.get(f"was-{code}", "").rpartition(" ")
        if value == was_value:
            value = None
        if note is not None and was_note == digest(note):
            note = None
        if code in data.getlist("clear"):
            found[code] = Change(value="", note=note)
        elif value is not None or note is not None:
            found[code] = Change(*parted(value), note=note)
    return found


def sent_changes(answers: Any) -> dict[str, Change]:
    """The answers that a browser's script sent, each with its own id and time.

    Raises
    ------
    BadInput
        If they are not what our script sends.
    """
    try:
        if len(answers) > ANSWERS_MOST:
            raise ValueError
        found: dict[str, Change] = {}
        for entry in answers:
            code = str(entry["criterion"])
            found[code] = _with(found.get(code, Change()), entry)
        return found
    except (KeyError, TypeError, ValueError, OverflowError):
        raise BadInput(N_("These answers cannot be read. Please reload the page; what you chose is kept.")) from None


def _with(change: Change, entry: Any) -> Change:
    """A change with one more answer: a rating or a note."""
    kind, text = entry["kind"], entry["value"]
    if not isinstance(text, str) or not DEVICE.fullmatch(entry["device"]):
        raise ValueError
    number, age = _whole(entry["number"]), min(timedelta(milliseconds=_whole(entry["age"])), AGE_MOST)
    sent = Sent(entry["device"], number, age, moment(entry["contact"]))
    if kind == "rating":
        value, reason = parted(text)
        return replace(change, value=value, reason=reason, rated=sent)
    if kind != "note":
        raise ValueError
    return replace(change, note=lines(text), noted=sent)


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < MILLISECONDS_MOST:
        raise ValueError
    return value


def read_json(body: bytes) -> dict[str, Any]:
    """The mapping that a script sent.

    Raises
    ------
    BadInput
        If it is none.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadInput(N_("These answers cannot be read. Please reload the page; what you chose is kept."))
    return found


def moment(milliseconds: Any) -> datetime:
    """A time by the server's clock, as scripts hold it; the earliest one for anything else."""
    whole = type(milliseconds) is int and 0 <= milliseconds < LAST_MOMENT
    return datetime.fromtimestamp(milliseconds / 1000 if whole else 0, UTC)


def milliseconds(when: datetime) -> int:
    """A time as scripts hold it."""
    return int(when.timestamp() * 1000)


def parted(value: str | None) -> tuple[str | None, str]:
    """A radio's value as rating and reason."""
    if value and value.startswith(NOT_APPLICABLE + REASON):
        return NOT_APPLICABLE, value.removeprefix(NOT_APPLICABLE + REASON)
    return value, ""


def radio_value(value: str, reason: str) -> str:
    """The value of the radio that stands for an answer."""
    return f"{value}{REASON}{reason}" if reason else value


def as_form(answer: Answer) -> dict[str, str]:
    """An answer as the page's fields hold it: what waits for a yes is not chosen there."""
    return {"rating": chosen(answer), "note": answer.note}


def chosen(answer: Answer) -> str:
    """The value of the radio that is chosen; none where a rating still waits for a yes."""
    return radio_value(answer.value, answer.reason) if answer.is_rated else ""


def digest(note: str) -> str:
    """A short mark by which a form tells whether its note is still the one that it was made with."""
    return f"{crc32(note.encode()):x}"


def as_was(answer: Answer) -> str:
    """What a form says of an answer as it was when the page was made."""
    return f"{chosen(answer)} {digest(answer.note)}"


def reasons() -> list[tuple[str, str]]:
    """The ways in which a criterion can be not applicable: the value of each radio, and its words."""
    return [(radio_value(NOT_APPLICABLE, value), str(label)) for value, label in Rating.Reason.choices]
