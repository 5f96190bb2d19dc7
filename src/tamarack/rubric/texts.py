"""A framework's texts in the reader's language."""

from tamarack.common.language import language
from tamarack.core.framework import Text


def say(text: Text) -> str:
    """A framework's text in the reader's language, or in the first that it has."""
    return text.get(language()) or next(iter(text.values()), "")
