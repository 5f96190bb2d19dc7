"""Numbers as forms and addresses give them."""

DIGITS_MOST = 15


def whole(text: str) -> int | None:
    """A whole number from 0 that a database can look for; none for any other text."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS_MOST else None
