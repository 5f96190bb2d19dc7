"""How webhooks are signed, after Standard Webhooks: who has the secret can tell that it was us, and when."""

import base64
import hashlib
import hmac

from tamarack.common.keys import digests

PREFIX = "whsec_"


def secret_of(salt: str) -> str:
    """The secret of a webhook, from its salt and the site's key."""
    return PREFIX + base64.b64encode(_keys(salt)[0]).decode()


def signature(salt: str, message: str, timestamp: int, body: str) -> str:
    """What is sent as `webhook-signature`: over the id, the time and the body, by each secret that may be known."""
    signed = f"{message}.{timestamp}.{body}".encode()
    found = [hmac.new(key, signed, hashlib.sha256).digest() for key in _keys(salt)]
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in found)


def _keys(salt: str) -> list[bytes]:
    return digests("tamarack.webhook", salt)
