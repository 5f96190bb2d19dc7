"""The one place that calls typst: data goes in as JSON, a PDF or a picture comes out.

A layout is a `.typ` file beside this one and the only source there is. What people wrote is data for it, never code.
"""

import json
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from tamarack.common.language import locale
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import shorten
from tamarack.reports.glyphs import all_shown

LAYOUTS = Path(__file__).parent / "layouts"
FONTS = Path(__file__).parent / "fonts"
STANDARDS: "list[typst.PDFStandard]" = ["ua-1", "a-2a"]

PAPERS = {"letter": "us-letter", "a4": "a4"}
"""What typst calls a paper, by our word for it."""

Data = dict[str, Any]


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Our fonts alone, so that a file looks the same wherever it is made."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def pdf(layout: str, data: Data, *, title: str, paper: str, made: date) -> bytes:
    """An accessible, archival PDF (PDF/UA-1, PDF/A-2a) in the reader's language; same data, same bytes.

    Raises
    ------
    BadInput
        If there is no such paper.
    """
    if paper not in PAPERS:
        raise BadInput(N_("There is no paper “{paper}”. There are letter and a4."), paper=shorten(paper))
    everything = {**data, "title": title, "paper": PAPERS[paper]}
    moment = datetime.combine(made, time(12), UTC)
    made_file: bytes = typst.compile(**_inputs(layout, everything), pdf_standards=STANDARDS, timestamp=moment)
    return made_file


def png(layout: str, data: Data) -> bytes:
    """A picture of one page; a point is a pixel."""
    picture: bytes = typst.compile(**_inputs(layout, data), format="png", ppi=72)
    return picture


def _inputs(layout: str, data: Data) -> dict[str, Any]:
    lang, region = locale().split("_")
    told = all_shown({**data, "lang": lang, "region": region})
    return {
        "input": str(LAYOUTS / f"{layout}.typ"),
        "root": str(LAYOUTS),
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(told, ensure_ascii=False)},
    }
