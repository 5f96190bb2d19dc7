"""Secrets that the product has to read again (of authenticator apps, of identity providers), sealed in the database.

The key comes from the site's secret key, so that a copy of the database alone opens nothing.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.encoding import force_bytes

from tamarack.common.keys import site_keys
from tamarack.core.errors import N_, TamarackError


class Unreadable(TamarackError):
    """Something was sealed with another key."""

    code = "unreadable"


def seal(text: str) -> str:
    """A text that only this site can read."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed.

    Raises
    ------
    Unreadable
        If it was not sealed here, or with another secret key.
    """
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable(N_("This was kept with another secret key, and cannot be read any more.")) from None


def _box() -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in site_keys()])


def _derived(key: str | bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"tamarack sealed").derive(force_bytes(key))
