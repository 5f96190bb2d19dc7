"""Credentials as files: JSON, or baked into a PNG or SVG picture (Open Badges 3.0, section "Baked Badge")."""

import json
import re
import struct
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from tamarack.core.errors import N_, BadFile
from tamarack.core.formats import BYTES_MAX, bad_file, decoded
from tamarack.core.formats.json_ import read_json, write_json
from tamarack.core.formats.openbadge_words import Node
from tamarack.core.validation import Problem

PNG = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential\0"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
_TOKEN = re.compile(r"\s*[\w-]+\.[\w-]*\.[\w-]+\s*")
_NEITHER = N_("This is neither a credential as JSON, nor a PNG or SVG picture with one in it.")
_DAMAGED = N_("This picture is damaged.")
_NONE = N_("There is no credential in this picture.")


def write_credential(document: Node) -> bytes:
    """A credential as JSON."""
    return write_json(document).encode()


def bake_png(picture: bytes, document: Node) -> bytes:
    """A PNG with a credential in it, in place of one that was there.

    Raises
    ------
    BadFile
        If the picture is damaged.
    """
    said = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    parts = [(kind, content) for kind, content in _chunks(picture) if not _is_credential(kind, content)]
    # Keyword, then: not packed, no method, no language, no translated keyword.
    parts.insert(1, (b"iTXt", KEYWORD + b"\0\0\0\0" + said))
    return PNG + b"".join(_chunk(kind, content) for kind, content in parts)


def bake_svg(picture: str, document: Node) -> bytes:
    """An SVG with a credential in it; `picture` is an ``<svg>`` element, its name unprefixed."""
    said = json.dumps(document, ensure_ascii=False, indent=1).replace("]]>", "]]\\u003e")
    root, _, rest = picture.replace("<svg", f'<svg xmlns:openbadges="{NAMESPACE}"', 1).partition(">")
    credential = f"<openbadges:credential><![CDATA[{said}]]></openbadges:credential>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}>{credential}{rest}\n'.encode()


def read_credential(data: bytes, name: str | None = None) -> Node:
    """The credential in a JSON, PNG or SVG file, told by its content.

    Raises
    ------
    BadFile
        If it is none of these, or has no credential in it that can be read.
    """
    try:
        return _read(data)
    except BadFile as error:
        raise bad_file(error.problems, name) from None


def _read(data: bytes) -> Node:
    if len(data) > BYTES_MAX:
        raise _bad(N_("It has more than {most} MB."), most=BYTES_MAX // 1_000_000)
    said = _in_png(data) if data.startswith(PNG) else _in_text(data)
    if _TOKEN.fullmatch(said):
        raise _bad(N_("This credential is a signed token (JWT), which cannot be checked here."))
    document, places = read_json(said)
    if places.problems:
        raise bad_file(tuple(places.problems))
    if not isinstance(document, dict):
        raise _bad(_NEITHER)
    return document


def _bad(template: str, **data: object) -> BadFile:
    return bad_file((Problem(template, data),))


def _is_credential(kind: bytes, content: bytes) -> bool:
    return kind == b"iTXt" and content.startswith(KEYWORD)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each part of a PNG."""
    at = len(PNG)
    while at < len(picture):
        end = at + 8 + int.from_bytes(picture[at : at + 4], "big")
        kind, content = picture[at + 4 : at + 8], picture[at + 8 : end]
        if picture[end : end + 4] != struct.pack(">I", zlib.crc32(kind + content)):
            raise _bad(_DAMAGED)
        yield kind, content
        at = end + 4


def _in_png(data: bytes) -> str:
    content = next((content for kind, content in _chunks(data) if _is_credential(kind, content)), None)
    if content is None:
        raise _bad(_NONE)
    packed, text = content[len(KEYWORD) : len(KEYWORD) + 1], content[len(KEYWORD) + 2 :].split(b"\0", 2)[-1]
    if packed != b"\0":
        raise _bad(_DAMAGED)
    return decoded(text)


def _in_text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _bad(_NEITHER) from None
    if text.lstrip().startswith("<"):
        return _in_svg(text)
    if text.lstrip().startswith("{") or _TOKEN.fullmatch(text):
        return text
    raise _bad(_NEITHER)


def _in_svg(text: str) -> str:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _bad(N_("This picture declares a document type, which is not read here."))
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  (no document type, so there are no entities)
    except (ElementTree.ParseError, ValueError):
        raise _bad(_DAMAGED) from None
    found = root.find(f".//{{{NAMESPACE}}}credential")
    if found is None:
        raise _bad(_NONE)
    return found.get("verify") or found.text or ""
