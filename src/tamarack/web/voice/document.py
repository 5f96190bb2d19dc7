"""A draft's document as pages show it: what has no text in the reader's language is marked, never silently filled."""

from collections.abc import Mapping
from typing import Any

from tamarack.common.language import language
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Document, shorten


def said(text: Mapping[str, str] | None, languages: list[str]) -> dict[str, Any]:
    """A text for the reader: in their language, or marked as missing with what there is in another."""
    text = text or {}
    mine = language()
    if mine in text:
        return {"text": text[mine], "language": mine, "missing": False}
    other = next((code for code in languages if code in text), "")
    return {"text": text.get(other, ""), "language": other, "missing": mine in languages or not other}


def name_of(entry: Document) -> str:
    """What something is called, in the reader's language or the first that it has."""
    names = entry.get("name") or {}
    return str(names.get(language()) or next(iter(names.values()), ""))


def areas(document: Document) -> list[dict[str, Any]]:
    """All of a document: competencies with their criteria, and these with a cell for every level."""
    return [_area(document, entry) for entry in document["competencies"]]


def find_area(document: Document, code: str) -> Document:
    """The competency that a part of an address names, in any case of letters.

    Raises
    ------
    UnknownCode
        If the document has none such.
    """
    for entry in document["competencies"]:
        if entry["code"].lower() == code.lower():
            found: Document = entry
            return found
    raise UnknownCode(N_("The draft has no competency “{code}”."), code=shorten(code))


def _area(document: Document, entry: Document) -> dict[str, Any]:
    languages = document["languages"]
    return {
        "code": entry["code"],
        "name": name_of(entry) or entry["code"],
        "description": said(entry.get("description"), languages),
        "rows": [row_of(document, row) for row in entry["criteria"]],
    }


def row_of(document: Document, row: Document) -> dict[str, Any]:
    """A criterion with a cell for every level."""
    cells = row.get("descriptors") or {}
    count = len(document["levels"])
    return {
        "code": row["code"],
        "name": name_of(row),
        "cells": [
            {
                "code": f"{row['code']}.{level['code']}",
                "rank": level["rank"],
                "of": count,
                "level": name_of(level) or level["code"],
                "said": said(cells[level["code"]], document["languages"]) if level["code"] in cells else None,
            }
            for level in sorted(document["levels"], key=lambda level: level["rank"])
        ],
    }
