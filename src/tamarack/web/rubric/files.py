"""The rubric as files, and as a picture to share."""

from datetime import datetime

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Framework, shorten, to_document
from tamarack.exchange import framework_files
from tamarack.reports.card import share_card
from tamarack.reports.rubric import rubric_pdf

TYPES = framework_files.TYPES | {
    "pdf": "application/pdf",
    "png": "image/png",
    "zip": "application/zip",
    "svg": "image/svg+xml",
}
CARD = "rings.png"


XLSX = TYPES["xlsx"]


def rubric_file(framework: Framework, name: str, at: datetime | None = None) -> tuple[bytes, str]:
    """A file of a rubric by its name, such as ``cacee.yaml``, ``cacee-a4.pdf`` or ``rings.png``, with its type.

    `at` is when it was published, for formats that say it.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    makers = {
        file.name: lambda found: framework_files.framework_file(to_document(found), found.code, name, at)
        for file in framework_files.framework_files(framework.code, framework.languages)
    }
    makers |= {
        f"{framework.code}.pdf": lambda found: rubric_pdf(found, paper="letter"),
        f"{framework.code}-a4.pdf": lambda found: rubric_pdf(found, paper="a4"),
        CARD: share_card,
    }
    if name not in makers:
        raise UnknownCode(N_("There is no file “{name}” of this rubric."), name=shorten(name))
    return makers[name](framework), TYPES[name.rpartition(".")[2]]
