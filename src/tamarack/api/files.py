"""Files that come along with a call, and that are answered with."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from ninja import UploadedFile

from tamarack.api.problems import ApiError
from tamarack.core.errors import N_
from tamarack.core.formats import BYTES_MAX

if TYPE_CHECKING:
    from collections.abc import Iterable

BINARY = "application/octet-stream"


def content_of(upload: UploadedFile) -> bytes:
    """What a file holds that is read at once.

    Raises
    ------
    ApiError
        If it is larger than such a file may be.
    """
    if (upload.size or 0) > BYTES_MAX:
        raise ApiError(413, "too_large", N_("It has more than {most} MB."), most=BYTES_MAX // 1_000_000)
    return bytes(upload.read())


def attachment(content: "bytes | Iterable[bytes]", name: str) -> HttpResponse:
    """A file to be saved."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=BINARY, headers=headers)
