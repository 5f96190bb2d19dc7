"""Evidence in words."""

from tamarack.common.dates import long_date, month
from tamarack.portfolio.models import Evidence


def period(evidence: Evidence) -> str:
    """When it was, in words."""
    if evidence.began and evidence.ended and month(evidence.began) != month(evidence.ended):
        return f"{month(evidence.began)} – {month(evidence.ended)}"
    day = evidence.ended or evidence.began
    return long_date(day) if day else ""
