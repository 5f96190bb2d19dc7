"""The reader's language, and what Babel calls it."""

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from django.utils.translation import get_language

LOCALES = {"en": "en_CA", "fr": "fr_CA"}


def language() -> str:
    """The reader's language: en or fr."""
    return (get_language() or "en")[:2]


def locale() -> str:
    """The reader's language as Babel writes it."""
    return LOCALES.get(language(), "en_CA")


def listed(names: list[str]) -> str:
    """Names as a list in the reader's language."""
    return str(format_list(names, style="standard", locale=locale()))


def language_name(code: str) -> str:
    """What a language is called in the reader's language; its code, where Babel does not know it."""
    try:
        return Locale.parse(code, sep="-").get_display_name(locale()) or code
    except (UnknownLocaleError, ValueError):
        return code
