"""The one tree of errors. Each way in renders them: a page, a problem document, an exit code."""

import zlib
from collections.abc import Callable
from lzma import LZMAError
from typing import Any
from zipfile import BadZipFile

DAMAGED_ZIP = (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, LZMAError, zlib.error)
"""What reading a ZIP archive, or JSON in it, raises where it was cut off, altered, locked, or made to do harm."""


def N_(message: str) -> str:  # noqa: N802
    """Mark a message for translation where it is written; it is translated where it is shown."""
    return message


class TamarackError(Exception):
    """Something that cannot be done, with a sentence that says what, where and what to do.

    Parameters
    ----------
    template : str
        The sentence in English, with ``{names}`` in braces; also the key of its translation.
    **data
        The values of those names.
    """

    code = "error"

    def __init__(self, template: str, **data: Any) -> None:
        super().__init__(template, data)
        self.template = template
        self.data = data

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.data)

    def translated(self, gettext: Callable[[str], str]) -> str:
        """The sentence in the language of `gettext`."""
        return gettext(self.template).format(**self.data)

    def __str__(self) -> str:
        return self.message


class UnknownCode(TamarackError):
    """A framework, version, competency, criterion or level that does not exist."""

    code = "unknown_code"


class BadRating(TamarackError):
    """A rating that its criterion does not offer."""

    code = "bad_rating"


class BadInput(TamarackError):
    """Something was sent that cannot be taken as it is."""

    code = "bad_input"


class NotAllowed(TamarackError):
    """The person may not do this, or not any more."""

    code = "not_allowed"


class BadFile(TamarackError):
    """A file with problems; `problems` tells them all, each with its place."""

    code = "bad_file"

    def __init__(self, template: str, problems: tuple[Any, ...] = (), **data: Any) -> None:
        super().__init__(template, **data)
        self.problems = problems
