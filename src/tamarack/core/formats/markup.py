"""HTML as other systems keep it in a field: made of a rubric's text with its bold passages, and read back.

A framework's description also carries what such systems have no field for: code, version and levels.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

from tamarack.core.framework import Document

_BLOCKS = {"p", "div", "ul", "ol", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "dl", "dt", "dd"}
_HIDDEN = {"script", "style", "template", "head"}
_HEAD = re.compile(r'<p class="tamarack">(?P<code>[^ <]+) (?P<version>[^ <]+)</p>(?P<levels>.*)', re.S)
_OWN = r"((?:[^<]|</?strong>|<br />)*)"
_ITEM = re.compile(rf"<li><b>([^<]*)</b> <span>{_OWN}</span>(?: <span>{_OWN}</span>)?</li>")
_TAG = re.compile("<[^<>]*>")
PARSED_MOST = 20_000
"""Characters of HTML that are parsed; of longer ones the tags are taken away."""


@dataclass
class Head:
    """What `head` wrote; `levels` have code, name and title, foundation first."""

    code: str
    version: str
    levels: list[tuple[str, str, str]] = field(default_factory=list)


def to_html(text: str) -> str:
    """A rubric's text as HTML: bold passages as strong, ends of lines as br.

    Examples
    --------
    >>> to_html("**Keeps** a < b")
    '<strong>Keeps</strong> a &lt; b'
    """
    parts = escape(text, quote=False).split("**")
    bold = [f"<strong>{part}</strong>" if index % 2 else part for index, part in enumerate(parts)]
    return "".join(bold).replace("\n", "<br />")


def from_html(markup: str) -> str:
    """HTML as a text: bold passages marked, a line a paragraph; a text without tags stays as it is.

    Examples
    --------
    >>> from_html("<p>One <b>two</b></p><p>three</p>")
    'One **two**\\nthree'
    """
    if len(markup) > PARSED_MOST:
        return unescape(_TAG.sub(" ", markup)).strip()
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    text = "".join(reader.parts)
    return re.sub(r"\s*\n\s*", "\n", text).strip() if reader.blocks else text


def own_text(markup: str) -> str:
    """What `to_html` was given."""
    return unescape(markup.replace("<strong>", "**").replace("</strong>", "**").replace("<br />", "\n"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.blocks, self._hidden = False, 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._hidden += tag in _HIDDEN
        if tag in ("b", "strong"):
            self.parts.append("**")
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self.blocks = True
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("b", "strong"):
            self.parts.append("**")
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def items(rows: list[tuple[str, str, str]]) -> str:
    """A list of codes with their texts."""
    shown = [
        f"<li><b>{escape(code)}</b> <span>{to_html(text)}</span>" + (f" <span>{to_html(more)}</span>" if more else "")
        for code, text, more in rows
    ]
    return f"<ul>{''.join(entry + '</li>' for entry in shown)}</ul>" if rows else ""


def read_items(markup: str) -> list[tuple[str, str, str]]:
    """What `items` wrote."""
    found = _ITEM.findall(markup)
    return [(unescape(code), own_text(text), own_text(more)) for code, text, more in found]


def head(document: Document, language: str) -> str:
    """A framework's description with its code, version and levels."""
    levels = [
        (level["code"], level.get("name", {}).get(language, ""), level.get("title", {}).get(language, ""))
        for level in sorted(document["levels"], key=lambda level: level["rank"])
    ]
    description = to_html(document.get("description", {}).get(language, ""))
    return f'{description}<p class="tamarack">{document["framework"]} {document["version"]}</p>{items(levels)}'


def read_head(markup: str) -> tuple[str, Head | None]:
    """A description, and what `head` added to it."""
    found = _HEAD.search(markup)
    if not found:
        return from_html(markup), None
    return own_text(markup[: found.start()]), Head(found["code"], found["version"], read_items(found["levels"]))


def told(language: str, text: str) -> dict[str, str]:
    """A text in one language; nothing where it is empty."""
    return {language: text} if text else {}


def levels_of(head: Head, language: str) -> list[dict[str, Any]]:
    """The levels that a head tells, as a document has them."""
    return [
        {"code": code, "rank": rank, "name": told(language, name)} | ({"title": told(language, title)} if title else {})
        for rank, (code, name, title) in enumerate(head.levels, 1)
    ]
