"""Periods: whose answers are counted together, and when that is done. They follow each other and never overlap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from tamarack.people.models import Organisation

DAY = timedelta(days=1)
LEAST = timedelta(days=90)
"""The shortest period (design, section 3)."""


@dataclass(frozen=True)
class Period:
    """Days whose answers are counted together, first and last included."""

    begins: date
    ends: date

    @property
    def since(self) -> datetime:
        """The moment it begins."""
        return _midnight(self.begins)

    @property
    def until(self) -> datetime:
        """The moment from which on it is over."""
        return _midnight(self.ends + DAY)

    @property
    def told_on(self) -> date:
        """The day on which its figures are made."""
        return self.ends + DAY


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def next_period(organisation: Organisation, last: date | None) -> Period:
    """The period after the one that ended on `last`; the organisation's first one where there is none."""
    begins = organisation.begins if last is None else max(organisation.begins, last + DAY)
    return Period(begins, max(begins + relativedelta(months=organisation.months), begins + LEAST) - DAY)


def ended(organisation: Organisation, last: date | None, today: date) -> Iterator[Period]:
    """The periods that are over, after the one that ended on `last`."""
    period = next_period(organisation, last)
    while period.ends < today:
        yield period
        period = next_period(organisation, period.ends)
