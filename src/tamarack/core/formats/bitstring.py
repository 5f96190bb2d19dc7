"""Status lists: which credentials were taken back, a bit each (W3C Bitstring Status List v1.0)."""

import gzip
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable

from tamarack.core.errors import N_, BadInput

LENGTH = 131_072
"""Entries of a list: what the recommendation asks for at least, so that one among them tells little."""
BYTES_MAX = 16_000_000


def encode(taken: Iterable[int], length: int = LENGTH) -> str:
    """A list in which these entries are set: the first is the leftmost bit; gzip, base64url, multibase.

    Parameters
    ----------
    taken : iterable of int
        From 0 to `length` - 1.
    """
    bits = bytearray(length // 8)
    for index in taken:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()


def decode(text: object) -> bytes:
    """The bits of a list.

    Raises
    ------
    BadInput
        If it is not one, too short or too long.
    """
    try:
        if not isinstance(text, str) or not text.startswith("u"):
            raise ValueError
        packed = urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        unpack = zlib.decompressobj(wbits=31)
        bits = unpack.decompress(packed, BYTES_MAX)
    except (ValueError, zlib.error):
        raise BadInput(N_("The status list cannot be read.")) from None
    if unpack.unconsumed_tail or len(bits) * 8 < LENGTH:
        raise BadInput(N_("The status list does not have the length that it should have."))
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """Whether an entry is set.

    Raises
    ------
    BadInput
        If the list has no such entry.
    """
    if not 0 <= index < len(bits) * 8:
        raise BadInput(N_("The status list has no entry {index}."), index=index)
    return bool(bits[index // 8] & 0x80 >> index % 8)
