"""Files in a store that speaks S3. They come and go through Tamarack and its rules; the bucket is nobody else's."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

WAITS = Config(connect_timeout=5, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 2})
"""How long the store is waited for: a page that needs it answers within half a minute, with it or without."""


class StoreFailed(OSError):
    """The store does not answer, or not as it should."""


@contextmanager
def answered() -> Iterator[None]:
    """Have what fails in the store be an error of files, as it is on a disk."""
    try:
        yield
    except (BotoCoreError, ClientError, Boto3Error) as error:
        raise StoreFailed(f"The store of files did not answer: {type(error).__name__}.") from error


class PrivateStorage(S3Storage):  # type: ignore[misc]
    """Has no address of a file to give away, and knows its own root."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.client_config: Config = self.client_config.merge(WAITS)

    def url(self, name: str, *args: object, **values: object) -> str:
        """Refuse: pages stream files.

        Raises
        ------
        NotImplementedError
            Always.
        """
        raise NotImplementedError("Files have no address but Tamarack's own.")

    def exists(self, name: str) -> bool:
        """Whether there is such a file; the root always is."""
        with answered():
            return bool(super().exists(name)) if clean_name(name).strip("./") else True

    def delete(self, name: str) -> None:
        """Erase a file."""
        with answered():
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """The folders and the files in a folder."""
        with answered():
            folders, files = super().listdir(name)
            return folders, files

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        with answered():
            opened: File[bytes] = super()._open(name, mode)
            if "r" in mode:
                opened.seek(0)  # has it fetched now: later, its answer would have begun
            return opened

    def _save(self, name: str, content: IO[bytes]) -> str:
        with answered():
            return str(super()._save(name, content))
