"""What is reckoned from the site's secret key: under its key of now, and under those of before that are still named.

What is made takes the first; what is looked up or compared may be any.
"""

from django.conf import settings
from django.utils.crypto import salted_hmac


def site_keys() -> list[str | bytes]:
    """The site's keys; the first is that of now."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def digests(salt: str, value: str, algorithm: str = "sha256") -> list[bytes]:
    """What a value is known by, under each of the site's keys."""
    return [salted_hmac(salt, value, secret=key, algorithm=algorithm).digest() for key in site_keys()]
