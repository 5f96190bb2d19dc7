"""Dates and times as the reader's language writes them (Babel, en-CA and fr-CA)."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_timedelta, get_timezone_name
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.common.language import language, locale


def _day(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def long_date(moment: date | datetime) -> str:
    """As 24 November 2026, 24 novembre 2026, 1er juillet 2026."""
    day = _day(moment)
    ordinal = "'er'" if language() == "fr" and day.day == 1 else ""
    return _written(day, f"d{ordinal} MMMM y", locale())


def short_date(moment: date | datetime) -> str:
    """As 4 December, 4 décembre; with the year where it is not this one."""
    day = _day(moment)
    if day.year != timezone.localdate().year:
        return long_date(day)
    return day_and_month(day)


def day_and_month(moment: date | datetime) -> str:
    """As 4 December, 4 décembre, whatever the year."""
    day = _day(moment)
    ordinal = "'er'" if language() == "fr" and day.day == 1 else ""
    return _written(day, f"d{ordinal} MMMM", locale())


def month(moment: date | datetime) -> str:
    """As November 2026, novembre 2026."""
    return _written(_day(moment), "MMMM y", locale())


@lru_cache(maxsize=2000)
def _written(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def clock(moment: datetime) -> str:
    """As 14:32, 14 h 32."""
    return _wall(timezone.localtime(moment))


def time_span(starts: datetime, ends: datetime, zone: ZoneInfo) -> str:
    """As 4 December 2026, 09:00 to 10:30 (EST); in the time zone that is given, which is named."""
    first, last = starts.astimezone(zone), ends.astimezone(zone)
    begins, stops = (f"{long_date(day.date())}, {_wall(day)}" for day in (first, last))
    if first.date() == last.date():
        stops = _wall(last)
    name = get_timezone_name(first, "short", locale=locale())
    return gettext("{begins} to {ends} ({zone})").format(begins=begins, ends=stops, zone=name)


def _wall(moment: datetime) -> str:
    """The time that the clock on the wall shows."""
    return f"{moment:%H:%M}" if language() == "en" else f"{moment:%H}\u00a0h\u00a0{moment:%M}"


def clock_time(moment: datetime) -> SafeString:
    """A time that the browser may put into its own time zone."""
    return format_html('<time datetime="{}" data-clock>{}</time>', moment.isoformat(), clock(moment))


def time_span_words(seconds: int) -> str:
    """As 2 minutes, 45 secondes."""
    return str(format_timedelta(timedelta(seconds=seconds), threshold=1.2, locale=locale()))
