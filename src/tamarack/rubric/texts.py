"""A framework's texts in the reader's language, or in another, which is then said."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tamarack.common.language import language
from tamarack.core.framework import Framework, Text


class Told(str):
    """A text that is in another language than the reader's: pages mark it with its language."""

    tongue = ""

    def __html__(self) -> SafeString:
        """The text with its language, for readers that speak it."""
        return format_html('<span lang="{}">{}</span>', self.tongue, str.__str__(self))


def say(text: Text) -> str:
    """A framework's text in the reader's language, or in the first that it has."""
    return text.get(language()) or next(iter(text.values()), "")


def told(text: Text) -> str:
    """The same for a page: where it is in another language, that stands with it."""
    own = text.get(language())
    if own or not text:
        return own or ""
    tongue, other = next(iter(text.items()))
    return in_tongue(other, tongue)


def in_tongue(text: str, tongue: str) -> str:
    """A text for a page, with its language unless that is the reader's."""
    if not tongue or tongue == language():
        return text
    marked = Told(text)
    marked.tongue = tongue
    return marked


def other_tongue(framework: Framework) -> str:
    """The language in which a framework is read where it is not in the reader's; nothing if it is."""
    return "" if language() in framework.languages else framework.languages[0]
