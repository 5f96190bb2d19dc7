"""Numbers as forms and addresses give them, and as the reader's language writes them."""

from decimal import Decimal

from babel.numbers import format_decimal

from tamarack.common.language import locale

DIGITS_MOST = 15


def whole(text: str) -> int | None:
    """A whole number from 0 that a database can look for; none for any other text."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS_MOST else None


def figure(value: Decimal | int) -> str:
    """A number as 1,234.5 or 1 234,5; without zeros that say nothing."""
    return format_decimal(value, locale=locale())


def megabytes(size: int) -> str:
    """How large a file is: 48 kB, 1.2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0{'ko' if locale().startswith('fr') else 'kB'}"
    return f"{figure(Decimal(round(size / 100_000)) / 10)}\u00a0{'Mo' if locale().startswith('fr') else 'MB'}"
