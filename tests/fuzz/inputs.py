"""Inputs as Hypothesis draws them: real files with a few things wrong, also inside of what packs them, and noise."""

import json
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from hypothesis import strategies as st

PNG = b"\x89PNG\r\n\x1a\n"
ODD = (
    b"", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n\n", b'"', b"'", b",", b";", b"\t", b"{", b"[",
    b"<", b"&#0;", b"&lol;", b"<!DOCTYPE a [<!ENTITY a 'b'>]>", b"<![CDATA[", b"*a", b"&a ", b"- - - - ", b"? ",
    b"!!python/object:os.system", b"-1", b"0", b"1e999", b"NaN", b"9" * 400, b"99999999999999999999", b"=1+1",
    b"\xe2\x80\xae", b"\xf0\x9f\xa4\xb7", b"../../etc/passwd", b"null", b"true", b"\\u0000", b"\\ud800", b"%00",
    b"\x1b[2J", b"2026-02-30", b"0000-00-00", b"(" * 300, b"[" * 3000, b'{"a":' * 1500, b"<a>" * 3000, b"> " * 600,
    b"**" * 500, b"| " * 900,
)  # fmt: skip
NAMES = (
    "../up.txt",
    "/etc/passwd",
    "a" * 300,
    "con",
    "record.json",
    "manifest.json",
    "xl/workbook.xml",
    "content.xml",
    "",
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["", "0", "-1", 2**63, -(2**64), 10**400, "\x00", "\ud800", "B", "NA", "COL.1", "2026-11-20"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip


@st.composite
def edited(draw: Callable[..., Any], data: bytes, others: Sequence[bytes] = ()) -> bytes:
    """Bytes with one to four things wrong: something odd put in, taken out, repeated, exchanged, or cut off."""
    made = bytearray(data)
    for how in draw(st.lists(st.integers(0, 6), min_size=1, max_size=4)):
        start = draw(st.integers(0, len(made)))
        length = draw(st.sampled_from([1, 2, 4, 16, 64, 512]))
        piece = bytes(made[start : start + length])
        if how <= 1:
            made[start:start] = draw(st.sampled_from(ODD))
        elif how == 2:
            made[start : start + length] = b""
        elif how == 3:
            made[start:start] = piece * draw(st.sampled_from([1, 2, 30, 400]))
        elif how == 4:
            made[start : start + length] = draw(st.binary(max_size=8))
        elif how == 5 and others:
            other = draw(st.sampled_from(others))
            at = draw(st.integers(0, len(other)))
            made[start : start + length] = other[at : at + length]
        else:
            del made[start:]
    return bytes(made[:2_000_000])


@st.composite
def as_json(draw: Callable[..., Any], data: bytes) -> bytes:
    """JSON with one to three values that are others, gone, or in another place."""
    document = json.loads(data)
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(document))
        if not places:
            break
        parent, key = places[draw(st.integers(0, len(places) - 1))]
        how = draw(st.integers(0, 5))
        if how == 0:
            del parent[key]
        elif how == 1:
            there, name = places[draw(st.integers(0, len(places) - 1))]
            parent[key] = json.loads(json.dumps(there[name])) if name in there or isinstance(there, list) else None
        else:
            parent[key] = draw(VALUES)
    return json.dumps(document).encode("utf-8", "surrogatepass")


def _places(node: Any, most: int = 4000) -> Iterator[tuple[Any, Any]]:
    """Every value's parent and key."""
    waiting = [node]
    while waiting and most:
        here = waiting.pop()
        for key, entry in here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ():
            most -= 1
            yield here, key
            if isinstance(entry, dict | list):
                waiting.append(entry)


@st.composite
def as_zip(draw: Callable[..., Any], data: bytes) -> bytes:
    """A ZIP archive with something wrong in what it holds: packed anew, so that sums fit; perhaps with odd entries."""
    with ZipFile(BytesIO(data)) as archive:
        held = {info.filename: archive.read(info) for info in archive.infolist()}
    name = draw(st.sampled_from(sorted(held)))
    how = draw(st.integers(0, 9))
    is_json = name.endswith(".json") and held[name][:1] in b"{["
    if how <= 6:
        held[name] = draw(as_json(held[name]) if is_json and how <= 4 else edited(held[name]))
    elif how == 7:
        del held[name]
    pieces = list(held.items())
    if how == 8:
        pieces.append((draw(st.sampled_from(NAMES)), draw(st.binary(max_size=40))))
    if how == 9:
        pieces.append((name, b"\0" * draw(st.sampled_from([10, 100_000, 3_000_000]))))
    with ZipFile(stream := BytesIO(), "w") as archive:
        for title, content in pieces:
            archive.writestr(ZipInfo(title or "-"), content, draw(st.sampled_from([ZIP_DEFLATED, ZIP_STORED])))
    return stream.getvalue()


@st.composite
def as_png(draw: Callable[..., Any], data: bytes) -> bytes:
    """A PNG with a wrong part, whose sum fits."""
    parts, at = [], len(PNG)
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        parts.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += size + 12
    index = draw(st.integers(0, len(parts) - 1))
    parts[index] = (parts[index][0], draw(edited(parts[index][1])))
    if draw(st.booleans()):
        parts.insert(index, draw(st.sampled_from(parts)))
    return PNG + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


@st.composite
def inputs(draw: Callable[..., Any], seeds: Sequence[bytes]) -> bytes:
    """One input for a parser whose real files these are."""
    how = draw(st.integers(0, 19))
    if how == 0:
        return draw(st.binary(max_size=300))
    if how == 1:
        return draw(st.text(max_size=200)).encode("utf-8", "surrogatepass")
    seed = draw(st.sampled_from(seeds))
    if how > 5:
        if seed.startswith(b"PK\x03\x04"):
            return draw(as_zip(seed))
        if seed.startswith(PNG):
            return draw(as_png(seed))
        if seed[:1] in (b"{", b"[") and how > 10:
            return draw(as_json(seed))
    return draw(edited(seed, seeds))
