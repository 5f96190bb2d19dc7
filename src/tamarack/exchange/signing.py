"""How webhooks are signed, after Standard Webhooks: who has the secret can tell that it was us, and when."""

import base64
import hashlib
import hmac

from django.utils.crypto import salted_hmac

PREFIX = "whsec_"


def secret_of(salt: str) -> str:
    """The secret of a webhook, from its salt and the site's key."""
    return PREFIX + base64.b64encode(_key(salt)).decode()


def signature(salt: str, message: str, timestamp: int, body: str) -> str:
    """What is sent as `webhook-signature`: over the id, the time and the body."""
    signed = f"{message}.{timestamp}.{body}".encode()
    digest = hmac.new(_key(salt), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def _key(salt: str) -> bytes:
    return salted_hmac("tamarack.webhook", salt, algorithm="sha256").digest()
