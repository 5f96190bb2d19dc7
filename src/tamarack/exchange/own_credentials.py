"""All of someone's credentials as files: what they asked for, what they hold, and each as it was signed."""

import json
from typing import Any

from django.db.models import prefetch_related_objects

from tamarack.core.formats.openbadge_image import write_credential
from tamarack.people.models import Person
from tamarack.portfolio.models import Application, Credential
from tamarack.portfolio.queries.credentials import brought_credentials, own_applications, own_credentials
from tamarack.rubric.queries import framework


def credential_documents(person: Person) -> dict[str, Any]:
    """What is written as JSON, by the name of its file."""
    applications = own_applications(person)
    prefetch_related_objects(applications, "links")
    return {
        "credentials.json": {
            "asked_for": [_application(row) for row in applications],
            "held": [_credential(row) for row in own_credentials(person)],
            "brought_along": [{"title": row.title, "issuer": row.issuer} for row in brought_credentials(person)],
        }
    }


def credential_files(person: Person) -> dict[str, bytes]:
    """Each credential as it was signed, by the name of its file."""
    held = {f"credentials/{row.key}.json": row.document for row in own_credentials(person)}
    held |= {f"credentials/{row.sha256[:20]}.json": row.document for row in brought_credentials(person)}
    return {name: write_credential(json.loads(document)) for name, document in held.items()}


def _about(row: Application | Credential) -> dict[str, Any]:
    rubric = framework(row.version_id)
    return {
        "issuer": row.issuer.did,
        "framework": rubric.code,
        "version": rubric.version,
        "competency": row.code or None,
        "level": row.level,
        "language": row.language,
    }


def _application(row: Application) -> dict[str, Any]:
    return {
        **_about(row),
        "email": row.email,
        "shows_name": row.shows_name,
        "links": [link.url for link in row.links.all()],
        "state": row.state,
        "asked": row.asked_at,
        "seen": row.seen_at,
        "seen_by": row.seen_by,
        "decided": row.decided_at,
        "reason": row.reason,
    }


def _credential(row: Credential) -> dict[str, Any]:
    return {
        **_about(row),
        "id": row.key,
        "holder": row.holder,
        "agreed_ratings": row.ratings,
        "issued": row.issued_at,
        "valid_until": row.valid_until,
        "revoked": row.revoked_at,
        "revoked_for": row.revoked_for,
        "listed": row.listed,
    }
