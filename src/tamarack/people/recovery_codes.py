"""Recovery codes of which the database keeps no more than hashes: they are shown once, when they are made."""

import json
import secrets
import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from tamarack.common.sealed import Unreadable, seal, unseal


class HashedCodes(auth.RecoveryCodes):  # type: ignore[misc]
    """In place of django-allauth's, which seals a seed and can tell the codes for ever.

    Until the page that shows them was asked for, they are there, sealed.
    """

    @classmethod
    def activate(cls, user: Any) -> "HashedCodes":
        """The codes that someone has, or new ones."""
        row = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES).first()
        if row is None:
            digits = app_settings.RECOVERY_CODE_DIGITS
            codes = [f"{secrets.randbelow(10**digits):0{digits}}" for _ in range(app_settings.RECOVERY_CODE_COUNT)]
            data = {"hashes": [make_password(code) for code in codes], "unseen": seal(json.dumps(codes))}
            row = Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data=data)
        return cls(row)

    def __init__(self, instance: Authenticator) -> None:
        self.instance = instance
        self._unseen = instance.data.get("unseen", "")

    def get_unused_codes(self) -> list[str]:
        """The codes, where nobody has seen them; else as many blanks."""
        try:
            return list(json.loads(unseal(self._unseen)))
        except Unreadable:
            return ["········"] * len(self.instance.data["hashes"])

    def mark_as_viewed(self) -> None:
        """Keep nothing but hashes from now on; this object knows the codes as long as the page needs."""
        if not self.did_view:
            data = {"hashes": self.instance.data["hashes"], "viewed_at": time.time()}
            self.instance.data = data
            self.instance.save(update_fields=["data"])

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        """Whether it is one of them; it is worth nothing from then on."""
        if len(code) != app_settings.RECOVERY_CODE_DIGITS:
            return False
        self.instance = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        left = [kept for kept in self.instance.data["hashes"] if not check_password(code, kept)]
        used = len(left) < len(self.instance.data["hashes"])
        if used:
            self.instance.data = {"hashes": left, "viewed_at": self.instance.data.get("viewed_at") or time.time()}
            self.instance.save(update_fields=["data"])
        return used


def use_hashed_codes() -> None:
    """Let django-allauth work with them; it has no setting for it."""
    auth.RecoveryCodes = flows.RecoveryCodes = HashedCodes
