"""What a form may bring along at most, before any of it is read."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class LimitHandler(FileUploadHandler):
    """Refuses a form that is larger than any file may be, and leaves the rest to the next handler."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: Mapping[str, Any],  # noqa: N803
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """See how much comes.

        Raises
        ------
        RequestDataTooBig
            If it is too much.
        """
        found = self.request.resolver_match if self.request else None
        most = settings.ARCHIVE_MOST if found and found.url_name in settings.TAKES_ARCHIVES else settings.UPLOAD_MOST
        if content_length > most:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass it on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
