"""What is looked at before anything that a person says is written."""

from collections.abc import Collection, Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Framework, shorten

EARLIEST, LATEST = date(1950, 1, 1), date(2199, 12, 31)


def check_text(text: str, most: int, *, needed: bool = False) -> str:
    """A text without white space around it.

    Raises
    ------
    BadInput
        If it is too long, holds control characters, or is needed and missing.
    """
    text = text.strip()
    if needed and not text:
        raise BadInput(N_("Some words are needed here. Please write a few."))
    if len(text) > most:
        raise BadInput(N_("This has {length} characters; {most} fit. Please shorten it."), length=len(text), most=most)
    if any(ord(character) < 32 and character not in "\r\n\t" for character in text):
        raise BadInput(N_("This contains control characters, which cannot be kept. Please remove them."))
    return text


def check_email(email: str) -> str:
    """An email address, in small letters.

    Raises
    ------
    BadInput
        If it is none.
    """
    email = check_text(email, 254).lower()
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput(N_("This is not an email address. Please look at it again.")) from None
    return email


def check_choice(value: str, known: Collection[str]) -> str:
    """A value that is among the known ones.

    Raises
    ------
    BadInput
        If it is not.
    """
    if value not in known:
        raise BadInput(N_("“{value}” cannot be chosen here. Choose one of: {known}."),
                       value=shorten(value), known=", ".join(filter(None, known)))  # fmt: skip
    return value


def check_day(day: date | None) -> date | None:
    """A day that a calendar can show.

    Raises
    ------
    BadInput
        If its year cannot be meant.
    """
    if day and not EARLIEST <= day <= LATEST:
        raise BadInput(N_("The year {year} cannot be meant. Please look at the date again."), year=day.year)
    return day


def in_order(framework: Framework, criteria: Iterable[str]) -> list[str]:
    """Criteria in rubric order, each once.

    Raises
    ------
    UnknownCode
        If the rubric has not all of them.
    """
    wanted = {framework.criterion(code).code for code in criteria}
    return [row.code for row in framework.criteria if row.code in wanted]


def descriptors_in_order(framework: Framework, codes: Iterable[str]) -> list[str]:
    """Descriptors in rubric order, each once.

    Raises
    ------
    UnknownCode
        If the rubric has not all of them.
    """
    wanted = set(codes)
    for code in wanted:
        framework.descriptor(code)
    every = (f"{row.code}.{level}" for row in framework.criteria for level in row.levels)
    return [code for code in every if code in wanted]
