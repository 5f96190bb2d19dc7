"""What is kept of someone in organisations: their places, grants, and the log of who saw or changed what of theirs."""

from typing import Any

from tamarack.people.models import Person
from tamarack.people.queries.grants import own_grants, put_aside_by
from tamarack.people.queries.log import lines, own_log
from tamarack.people.queries.places import memberships


def places_documents(person: Person) -> dict[str, Any]:
    """Documents by name."""
    return {
        "grants.json": {
            "counted": [
                {"organisation": row.organisation.name, "purpose": row.purpose, "statistics": row.statistics,
                 "given": row.given_at,
                 "withdrawn": row.withdrawn_at}
                for row in own_grants(person)
            ],
            "put_aside": [
                {"organisation": row.ask.organisation.name, "purpose": row.ask.purpose, "at": row.at}
                for row in put_aside_by(person)
            ],
        },
        "access-log.json": [
            {"at": line.at, "what": line.what, "by": str(line.by or ""), "of": str(line.of or ""),
             "organisation": line.organisation, "about": line.about}
            for line in lines(own_log(person))
        ],
    }  # fmt: skip


def place_rows(person: Person) -> list[dict[str, Any]]:
    """Where someone is, for the account's document."""
    return [
        {
            "organisation": row.organisation.name,
            "team": row.team.name if row.team else None,
            "role": row.role,
            "since": row.since,
        }
        for row in memberships(person)
    ]
