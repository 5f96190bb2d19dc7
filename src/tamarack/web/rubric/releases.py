"""Signed releases of published versions, and the key with which they are signed."""

from django.http import HttpRequest, HttpResponse

from tamarack.rubric.queries import find_version
from tamarack.stewardship.release import release_file, release_key
from tamarack.web.cached import public_page


@public_page
def release(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """A published version as a signed release."""
    version = find_version(code, number)
    disposition = f'attachment; filename="{version.framework.code}-{version.number}.zip"'
    return HttpResponse(
        release_file(version), content_type="application/zip", headers={"Content-Disposition": disposition}
    )


@public_page
def key(request: HttpRequest) -> HttpResponse:
    """The public key of this installation's releases."""
    return HttpResponse(f"{release_key()}\n", content_type="text/plain; charset=utf-8")
