"""What is kept of someone's programs: tokens without what they are known by, webhooks without their secrets."""

from typing import Any

from tamarack.exchange.models import Token, Webhook
from tamarack.exchange.queries.tokens import all_tokens
from tamarack.exchange.queries.webhooks import all_webhooks
from tamarack.people.models import Person


def program_documents(person: Person) -> dict[str, Any]:
    """Documents by name."""
    return {
        "tokens.json": [_token(row) for row in all_tokens(person)],
        "webhooks.json": [_webhook(row) for row in all_webhooks(person)],
    }


def _token(row: Token) -> dict[str, Any]:
    return {
        "name": row.name, "ending": row.ending, "organisation": row.organisation.name if row.organisation else None,
        "scopes": row.scopes, "made": row.made_at, "until": row.until, "last_used": row.used_on,
        "revoked": row.revoked_at,
    }  # fmt: skip


def _webhook(row: Webhook) -> dict[str, Any]:
    return {
        "name": row.name, "url": row.url, "organisation": row.organisation.name if row.organisation else None,
        "events": row.events, "made": row.made_at, "turned_off": row.disabled_at,
    }  # fmt: skip
