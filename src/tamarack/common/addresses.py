"""Full addresses of pages, for what is read elsewhere: in mail, in calendars."""

from django.conf import settings
from django.urls import reverse


def site_url(name: str, *args: object) -> str:
    """The address of a page in the language of the moment, as one outside of the site needs it."""
    return f"{settings.SITE_ADDRESS}{reverse(name, args=args)}"
