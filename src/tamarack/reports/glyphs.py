"""What the fonts of a PDF can show. PDF/A refuses a character without a glyph, so that others are replaced before."""

import re
import unicodedata
from typing import Any

COVERED = (
    "0020-007E 00A0-00AC 00AE-036F 0384-038A 038C 038E-03A1 03A3-03CE 0401-044F 0451-045F 0490-0491 1400-167F "
    "18B0-18F5 1E00-1EFF 2010 2012-2015 2018-201A 201C-201E 2020-2022 2026 2030 2032-2033 2039-203A 2044 2070 "
    "2074-2079 2080-2089 20AC 2116 2122 2190-2193 2212 2215 2248 2260 2264-2265 25CA 2C60-2C7F A720-A7CA"
)
"""The characters of `fonts/`: Latin with the letters and marks of many languages, Vietnamese and the phonetic alphabet
among them, Canadian syllabics, Greek, Cyrillic, punctuation. A test has typst show each."""

MISSING = "?"
_CLASS = "".join("-".join(f"\\u{end}" for end in span.split("-")) for span in COVERED.split())
_LONE_MARKS = re.compile(
    "(?<![A-Za-z\u00c0-\u02ff\u0300-\u036f\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ca])[\u0300-\u036f]+"
)
"""Marks that stand on no Latin letter: no font has a letter of another script and its mark together."""
_OTHER = re.compile(f"[^{_CLASS}\n]+")
_LIKE = {
    **dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\u2713\u2714\u25cf\u25aa\u25e6\u25a0", "•"),
    "\t": " ",
    "\u202f": "\u00a0",
    "\u2011": "\u2010",
}


def shown(text: str) -> str:
    """A text as the fonts can show it: composed, without control characters, “?” for what they lack."""
    told = _OTHER.sub(lambda match: _replaced(match[0]), unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    return _LONE_MARKS.sub("", told)


def _replaced(characters: str) -> str:
    """What stands for some characters that have no glyph; one mark for a run of them."""
    parts = [_LIKE.get(character) or _simpler(character) for character in characters]
    return re.sub(rf"{re.escape(MISSING)}{{2,}}", MISSING, "".join(parts))


def _simpler(character: str) -> str:
    category = unicodedata.category(character)
    if category.startswith("Z"):
        return " "
    if category[0] in "CM" and category != "Co":
        return ""
    simple = unicodedata.normalize("NFKC", character)
    return MISSING if _OTHER.search(simple) else simple


def all_shown(data: Any) -> Any:
    """The same data with each text as `shown`."""
    if isinstance(data, str):
        return shown(data)
    if isinstance(data, dict):
        return {key: all_shown(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [all_shown(value) for value in data]
    return data
