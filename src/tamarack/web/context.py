"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tamarack.common.language import language
from tamarack.people.models import Person
from tamarack.web.assess.sheet import owner_keys

OTHER = {"en": "fr", "fr": "en"}


def site(request: HttpRequest) -> dict[str, Any]:
    """The reader's language, the same place in the other one, and where the site is."""
    here = language()
    path, owners = request.path, queue_owners(request)
    bare = path[3:] if path[:4] in ("/en/", "/fr/") else "/"
    return {
        "language": here,
        "other_language": OTHER[here],
        "bare_path": bare,
        "other_path": f"/{OTHER[here]}{bare}" + (f"?{request.GET.urlencode()}" if request.GET else ""),
        "address": settings.SITE_ADDRESS,
        "demo": settings.DEMO,
        "owner": owners[0] if owners else "",
        "owners": " ".join(owners) if owners[1:] else "",
    }


def queue_owners(request: HttpRequest) -> list[str]:
    """Whose answers may wait in this browser, by each of the site's keys; nobody's where nobody is signed in."""
    person = getattr(request, "user", None)  # a request that is refused early has none
    return owner_keys(person) if isinstance(person, Person) else []
