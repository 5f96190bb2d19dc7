"""Inputs: real files with a few things wrong, also inside of what packs them, and noise; drawn from a number.

A number is all that an input comes from: drawing each of its parts by Hypothesis takes longer than most parsers do.
"""

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

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
VALUES = (
    None, True, False, 0, -1, 7, 2**63, -(2**64), 10**400, 0.5, -0.0, 1e308, float("nan"), float("inf"), "", "0", "-1",
    "\x00", "\ud800", "B", "NA", "COL.1", "2026-11-20",
)  # fmt: skip
SCRIPTS = ((32, 126), (160, 255), (0x370, 0x3FF), (0x600, 0x6FF), (0x4E00, 0x4EFF), (0x1F600, 0x1F64F), (0, 0x10FFFF))
"""Ranges of characters; the last has all of them, also such as belong to no text."""


def noise(random: Random, most: int) -> bytes:
    """Bytes of any kind."""
    return random.randbytes(random.randint(0, most))


def words(random: Random, most: int) -> str:
    """A text in any script."""
    return "".join(chr(random.randint(*random.choice(SCRIPTS))) for _ in range(random.randint(0, most)))


def value(random: Random, deep: int = 2) -> Any:
    """Any value that JSON has, and some that it has not."""
    how = random.randint(0, 9)
    if deep and how == 0:
        return [value(random, deep - 1) for _ in range(random.randint(0, 3))]
    if deep and how == 1:
        return {words(random, 6): value(random, deep - 1) for _ in range(random.randint(0, 3))}
    return words(random, 12) if how == 2 else random.choice(VALUES)


def edited(random: Random, data: bytes, others: Sequence[bytes] = ()) -> bytes:
    """Bytes with one to four things wrong: something odd put in, taken out, repeated, exchanged, or cut off."""
    made = bytearray(data)
    for _ in range(random.randint(1, 4)):
        how, start = random.randint(0, 6), random.randint(0, len(made))
        length = random.choice([1, 2, 4, 16, 64, 512])
        piece = bytes(made[start : start + length])
        if how <= 1:
            made[start:start] = random.choice(ODD)
        elif how == 2:
            made[start : start + length] = b""
        elif how == 3:
            made[start:start] = piece * random.choice([1, 2, 30, 400])
        elif how == 4:
            made[start : start + length] = noise(random, 8)
        elif how == 5 and others:
            other = random.choice(others)
            at = random.randint(0, len(other))
            made[start : start + length] = other[at : at + length]
        else:
            del made[start:]
    return bytes(made[:2_000_000])


def as_json(random: Random, data: bytes) -> bytes:
    """JSON with one to three values that are others, gone, or in another place."""
    document = json.loads(data)
    for _ in range(random.randint(1, 3)):
        places = list(_places(document))
        if not places:
            break
        parent, key = random.choice(places)
        how = random.randint(0, 5)
        if how == 0:
            del parent[key]
        elif how == 1:
            there, name = random.choice(places)
            parent[key] = json.loads(json.dumps(there[name])) if name in there or isinstance(there, list) else None
        else:
            parent[key] = value(random)
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


def as_zip(random: Random, data: bytes) -> bytes:
    """A ZIP archive with something wrong in what it holds: packed anew, so that sums fit; perhaps with odd entries."""
    with ZipFile(BytesIO(data)) as archive:
        held = {info.filename: archive.read(info) for info in archive.infolist()}
    name = random.choice(sorted(held))
    how = random.randint(0, 9)
    is_json = name.endswith(".json") and held[name][:1] in b"{["
    if how <= 6:
        held[name] = as_json(random, held[name]) if is_json and how <= 4 else edited(random, held[name])
    elif how == 7:
        del held[name]
    pieces = list(held.items())
    if how == 8:
        pieces.append((random.choice(NAMES), noise(random, 40)))
    if how == 9:
        pieces.append((name, b"\0" * random.choice([10, 100_000, 3_000_000])))
    with ZipFile(stream := BytesIO(), "w") as archive:
        for title, content in pieces:
            archive.writestr(ZipInfo(title or "-"), content, random.choice([ZIP_DEFLATED, ZIP_STORED]))
    return stream.getvalue()


def as_png(random: Random, data: bytes) -> bytes:
    """A PNG with a wrong part, whose sum fits."""
    parts, at = [], len(PNG)
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        parts.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += size + 12
    index = random.randint(0, len(parts) - 1)
    parts[index] = (parts[index][0], edited(random, parts[index][1]))
    if random.random() < 0.5:
        parts.insert(index, random.choice(parts))
    return PNG + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def made_from(number: int, seeds: Sequence[bytes]) -> bytes:
    """The input of a number, for a parser whose real files these are."""
    random = Random(number)
    how = random.randint(0, 19)
    if how == 0:
        return noise(random, 300)
    if how == 1:
        return words(random, 200).encode("utf-8", "surrogatepass")
    seed = random.choice(seeds)
    if how > 5:
        if seed.startswith(b"PK\x03\x04"):
            return as_zip(random, seed)
        if seed.startswith(PNG):
            return as_png(random, seed)
        if seed[:1] in (b"{", b"[") and how > 10:
            return as_json(random, seed)
    return edited(random, seed, seeds)
