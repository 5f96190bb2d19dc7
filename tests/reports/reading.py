"""What a PDF says to a machine that reads it: its text, its structure, what it calls itself."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def squeezed(text: str) -> str:
    """Without white space: a line's end is no character of a PDF."""
    return re.sub(r"\s+", "", text)


def text_of(pdf: bytes) -> str:
    """All text of all pages, without white space, by the fonts' own tables."""
    file = opened(pdf)
    return squeezed("".join(_page_text(page) for page in file.pages))


def _page_text(page: Any) -> str:
    fonts = {name: _unicode(font) for name, font in page.Resources.Font.items()}
    found, font, replaced = [], {}, False
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                font = fonts[str(operands[0])]
            case "BDC" if "/ActualText" in _properties(operands[1]):
                found.append(str(operands[1].ActualText))
                replaced = True
            case "EMC":
                replaced = False
            case "Tj" | "TJ" if not replaced:
                found += _characters(operands, font)
    return "".join(found)


def _properties(operand: Any) -> Any:
    return operand if isinstance(operand, pikepdf.Dictionary) else {}


def _characters(operands: Any, font: dict[str, str]) -> Iterator[str]:
    parts = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
    for part in parts:
        codes = bytes(part) if isinstance(part, pikepdf.String) else b""
        yield from (font.get(codes[at : at + 2].hex(), "") for at in range(0, len(codes), 2))


def _unicode(font: Any) -> dict[str, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        found |= {a.lower(): bytes.fromhex(b).decode("utf-16-be") for a, b in re.findall(r"<(\w+)>\s*<(\w+)>", block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(first, 16), int(last, 16) + 1):
                found[f"{step:04x}"] = chr(int(text, 16) + step - int(first, 16))
    return found


def identity(pdf: bytes) -> dict[str, str]:
    """What it calls itself, and what it asks of who shows it."""
    file = opened(pdf)
    return {
        "title": str(file.docinfo["/Title"]),
        "lang": str(file.Root.Lang),
        "marked": str(file.Root.MarkInfo.Marked),
        "shows title": str(file.Root.ViewerPreferences.DisplayDocTitle),
        "metadata": file.Root.Metadata.read_bytes().decode(),
    }


def structure(pdf: bytes) -> list[tuple[str, str]]:
    """Every element of the structure tree, in reading order: its tag and its text alternative."""
    file = opened(pdf)
    return list(_elements(file.Root.StructTreeRoot.K))


def _elements(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S)[1:], str(node.get("/Alt", ""))
        yield from _elements(node.get("/K"))


def tags(pdf: bytes) -> list[str]:
    return [tag for tag, _ in structure(pdf)]


def alternatives(pdf: bytes) -> list[str]:
    """The text alternative of every figure."""
    return [alternative for tag, alternative in structure(pdf) if tag == "Figure"]


def paper(pdf: bytes) -> set[tuple[int, int]]:
    """Width and height of the pages, in points."""
    file = opened(pdf)
    return {(round(page.MediaBox[2]), round(page.MediaBox[3])) for page in file.pages}


def page_count(pdf: bytes) -> int:
    return len(opened(pdf).pages)
