"""Sessions in the database, found by a hash of their key: a copy of the database opens none of them."""

import hashlib
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone


def kept_key(key: str) -> str:
    """What the database keeps of a session's key: 160 bits of its hash."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


class SessionStore(DatabaseStore):
    """A session, whose key its browser alone has."""

    def _get_session_from_db(self) -> Any:
        """The row of this session; none where there is none, and the key then is not kept on."""
        try:
            return self.model.objects.get(session_key=kept_key(str(self.session_key)), expire_date__gt=timezone.now())
        except self.model.DoesNotExist:
            self._session_key = None
            return None

    def exists(self, session_key: str) -> bool:
        """Whether there is a session with this key."""
        return bool(super().exists(kept_key(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row as it is kept."""
        row = super().create_model_instance(data)
        row.session_key = kept_key(str(row.session_key))
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End the session."""
        key = session_key or self.session_key
        if key:
            super().delete(kept_key(key))
