"""Dates and times as the reader's language writes them (Babel, en-CA and fr-CA)."""

from datetime import date, datetime

from babel.dates import format_date, format_time
from django.utils import timezone

from tamarack.web.pieces import language

LOCALES = {"en": "en_CA", "fr": "fr_CA"}


def _locale() -> str:
    return LOCALES.get(language(), "en_CA")


def _local(moment: date | datetime) -> date | datetime:
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def long_date(moment: date | datetime) -> str:
    """As 24 November 2026, 24 novembre 2026."""
    return format_date(_local(moment), "d MMMM y", locale=_locale())


def month(moment: date | datetime) -> str:
    """As November 2026, novembre 2026."""
    return format_date(_local(moment), "MMMM y", locale=_locale())


def clock(moment: datetime) -> str:
    """As 14:32, 14 h 32."""
    return format_time(timezone.localtime(moment), "HH:mm" if language() == "en" else "HH 'h' mm", locale=_locale())
