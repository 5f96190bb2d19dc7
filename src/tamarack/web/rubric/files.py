"""The rubric as files, and as a picture to share."""

from collections.abc import Callable

from tamarack.core import formats
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework, shorten, to_document
from tamarack.reports.card import share_card
from tamarack.reports.rubric import rubric_pdf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "yaml": "application/yaml; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "pdf": "application/pdf",
    "png": "image/png",
    "zip": "application/zip",
    "svg": "image/svg+xml",
}
CARD = "rings.png"


def _document(kind: str) -> Callable[[Framework], bytes]:
    return lambda framework: formats.write(to_document(framework), kind)


def rubric_file(framework: Framework, name: str) -> tuple[bytes, str]:
    """A file of a rubric by its name, such as ``cacee.yaml``, ``cacee-a4.pdf`` or ``rings.png``, with its type.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    makers = {f"{framework.code}.{kind}": _document(kind) for kind in formats.KINDS}
    makers |= {
        f"{framework.code}.pdf": lambda found: rubric_pdf(found, paper="letter"),
        f"{framework.code}-a4.pdf": lambda found: rubric_pdf(found, paper="a4"),
        CARD: share_card,
    }
    if name not in makers:
        raise UnknownCode(N_("There is no file “{name}” of this rubric."), name=shorten(name))
    return makers[name](framework), TYPES[name.rpartition(".")[2]]
