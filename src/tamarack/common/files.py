"""Files in a store that speaks S3. They come and go through Tamarack and its rules; the bucket is nobody else's."""

from storages.backends.s3 import S3Storage
from storages.utils import clean_name


class PrivateStorage(S3Storage):  # type: ignore[misc]
    """Has no address of a file to give away, and knows its own root."""

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
        return bool(super().exists(name)) if clean_name(name).strip("./") else True
