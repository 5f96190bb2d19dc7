"""What is kept of someone about campaigns: which they were asked in, whose mail they muted, which answers wait."""

from typing import Any

from tamarack.assessment.queries.campaign import ever_asked, muted, waiting
from tamarack.people.models import Person


def campaign_document(person: Person) -> dict[str, Any]:
    """All of it, as it is kept."""
    return {
        "asked": [
            {
                "organisation": row.campaign.organisation.name,
                "team": row.campaign.team.name if row.campaign.team else None,
                "purpose": row.campaign.purpose,
                "began": row.campaign.begun_at,
                "until": row.campaign.until,
                "ended": row.campaign.ended_on,
                "counts": row.counts,
                "mails": row.mails,
            }
            for row in ever_asked(person)
        ],
        "muted": [{"organisation": row.organisation.name, "since": row.at} for row in muted(person)],
        "waiting": [
            {"organisation": row.organisation.name, "at": row.at, "version": row.version_id, "answers": row.answers}
            for row in waiting(person)
        ],
    }
