"""How the languages of a text stand to each other: which one leads, and which follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["missing", "outdated", "unreviewed", "reviewed", "up_to_date"]
STATES: tuple[State, ...] = ("missing", "outdated", "unreviewed", "reviewed", "up_to_date")


@dataclass(frozen=True)
class Marks:
    """When a text in one language was written and reviewed; all None for one that is as in the version before.

    Attributes
    ----------
    changed, reviewed
        When it was last written, and looked through.
    led
        When it last said something new, which the other languages are to follow.
    """

    changed: datetime | None = None
    led: datetime | None = None
    reviewed: datetime | None = None


def state(language: str, texts: Mapping[str, str], marks: Mapping[str, Marks]) -> State | None:
    """How a text stands in a language.

    Parameters
    ----------
    texts, marks
        Of one place, by language.

    Returns
    -------
    str or None
        None where no language has a text. A text is missing where only others have one; outdated when another language
        said something new since it was last written or reviewed; then unreviewed or reviewed if it was written in
        this draft; up to date if it is as in the version before.
    """
    if not any(texts.values()):
        return None
    if not texts.get(language):
        return "missing"
    own = marks.get(language, Marks())
    if is_outdated(language, marks):
        return "outdated"
    if own.reviewed and (own.changed is None or own.reviewed >= own.changed):
        return "reviewed"
    return "unreviewed" if own.changed else "up_to_date"


def is_outdated(language: str, marks: Mapping[str, Marks]) -> bool:
    """Whether another language said something new since this one was last written or reviewed."""
    own = marks.get(language, Marks())
    seen = max((moment for moment in (own.changed, own.reviewed) if moment), default=None)
    led = [mark.led for other, mark in marks.items() if other != language and mark.led]
    return any(seen is None or moment > seen for moment in led)


def follows(language: str, texts: Mapping[str, str], marks: Mapping[str, Marks]) -> bool:
    """Whether what is written in a language now follows another, and is nothing for the others to follow.

    So it is for a translation that is missing or outdated, and for one that followed and was not reviewed since.
    """
    others = any(text for other, text in texts.items() if other != language)
    own = marks.get(language, Marks())
    followed = own.changed is not None and (own.led is None or own.led < own.changed)
    unreviewed = own.changed is not None and (own.reviewed is None or own.reviewed < own.changed)
    return others and (not texts.get(language) or is_outdated(language, marks) or (followed and unreviewed))
