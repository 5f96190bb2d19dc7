"""Reports of errors to a service of the administrator's choice that speaks Sentry's protocol; off unless one is named.

What leaves is the kind of an error, the places in the code, the page's name, the request's id and the version. All that
may be about a person stays: words of errors, addresses, bodies, cookies, headers, local variables, who it was.
"""

from importlib.metadata import version
from typing import Any, cast

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.types import Event, Hint

from tamarack.common import logs

KEPT = ("event_id", "timestamp", "level", "logger", "platform", "release", "environment", "sdk", "exception", "tags")
FRAME = ("filename", "module", "function", "lineno", "in_app", "context_line")


def start(dsn: str) -> None:
    """Report errors of this process."""
    sentry_sdk.init(
        dsn=dsn,
        release=f"tamarack@{version('tamarack')}",
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[DjangoIntegration(), LoggingIntegration(level=None)],
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        send_client_reports=False,
        auto_session_tracking=False,
        server_name="",
        before_send=cleaned,
        before_send_transaction=lambda event, hint: None,
    )


def cleaned(event: Event, hint: Hint) -> Event | None:
    """An event without anything of a person: what is kept is named, all else is left out."""
    told: dict[str, Any] = {name: value for name, value in event.items() if name in KEPT}
    told["tags"] = {"request": logs.request_id(), "task": logs.task(), "route": logs.route()}
    entry = event.get("logentry") or {}
    if entry.get("message"):
        told["message"] = logs.scrubbed(str(entry["message"]))
    for error in (told.get("exception") or {}).get("values", ()):
        error["value"] = ""
        for name in set(error) - {"type", "module", "value", "stacktrace", "mechanism"}:
            del error[name]
        error["mechanism"] = {"type": "generic", "handled": False}
        for place in (error.get("stacktrace") or {}).get("frames", ()):
            for name in set(place) - set(FRAME):
                del place[name]
    return cast(Event, told)
