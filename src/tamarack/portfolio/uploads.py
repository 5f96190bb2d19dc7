"""What a file may be: known by its content, not by its name alone, of a bearable size, and nothing that runs.

Images are written anew, so that what a camera adds (the place, the device, a preview) is not kept.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from tamarack.common.scanning import scan
from tamarack.core.errors import DAMAGED_ZIP, N_, BadInput
from tamarack.core.framework import shorten

NAME_MOST = 120
"""Characters of a file's name; a longer one is cut."""
PIXELS_MOST, PIXELS_MOST_WEBP = 25_000_000, 10_000_000
"""Of an image, so that reading and writing it takes no more than 256 MB."""
WRITTEN = {"JPEG": {"quality": 90}, "WEBP": {"quality": 90, "method": 2}}  # from 3 on it takes twice the memory
UNPACKED_MOST = 200_000_000
"""Bytes that an office document may unpack to."""
PARTS_MOST = 5000
TEXTS = {".txt": "text/plain; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".csv": "text/csv; charset=utf-8"}
IMAGES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
OFFICE = {
    ".docx": (f"{_OPEN_XML}wordprocessingml.document", "word/document.xml"),
    ".xlsx": (f"{_OPEN_XML}spreadsheetml.sheet", "xl/workbook.xml"),
    ".pptx": (f"{_OPEN_XML}presentationml.presentation", "ppt/presentation.xml"),
    ".odt": (f"{_ODF}text", "content.xml"),
    ".ods": (f"{_ODF}spreadsheet", "content.xml"),
    ".odp": (f"{_ODF}presentation", "content.xml"),
}
"""What an office document is called, and a part that it has."""
PDF = ".pdf"
KNOWN = (PDF, *IMAGES, *OFFICE, *TEXTS)
NOT_ITSELF = N_("“{name}” is not what its name says. Please save it again as {kind} in the program it was made with.")


@dataclass(frozen=True)
class Checked:
    """A file that may be kept."""

    name: str
    content: bytes
    content_type: str


def checked(upload: "UploadedFile[bytes]") -> Checked:
    """A file as it may be kept.

    Raises
    ------
    BadInput
        If it is empty, too large, of a kind that is not taken, not what its name says, or a scanner finds something.
    ScannerSilent
        If there is a scanner and it does not answer.
    """
    name = clean_name(upload.name or "")
    if (upload.size or 0) > settings.FILE_MOST:
        most = settings.FILE_MOST // 1_000_000
        raise BadInput(N_("“{name}” is larger than {most} MB. Please make it smaller, or add a link to it instead."),
                       name=name, most=most)  # fmt: skip
    content = upload.read()
    if not content:
        raise BadInput(N_("“{name}” is empty."), name=name)
    scan(name, content)
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in IMAGES:
        content, content_type = _image(name, suffix, content)
    elif suffix in OFFICE:
        content_type = _office(name, suffix, content)
    elif suffix in TEXTS:
        content_type = _text(name, suffix, content)
    elif suffix == PDF:
        content_type = _pdf(name, content)
    else:
        known = ", ".join(kind.lstrip(".").upper() for kind in KNOWN)
        raise BadInput(N_("Files such as “{name}” are not taken. These are: {known}."), name=name, known=known)
    return Checked(name, content, content_type)


def clean_name(name: str) -> str:
    """A file's name without its folders and without what no file system should meet; its ending stays."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(character for character in last if character.isprintable() and character not in '<>:"|?*')
    path = PurePosixPath(printable.strip(" .") or "file")
    stem, suffix = path.stem, path.suffix[:20]
    return f"{stem[: NAME_MOST - len(suffix)]}{suffix}"


def _image(name: str, suffix: str, content: bytes) -> tuple[bytes, str]:
    """An image without anything but its picture, upright; of a moving one only the first is kept."""
    kind = IMAGES[suffix].removeprefix("image/").upper()
    most = PIXELS_MOST_WEBP if kind == "WEBP" else PIXELS_MOST
    try:
        with Image.open(BytesIO(content), formats=[kind]) as image:
            if image.width * image.height > most:
                image.draft(image.mode, (image.width // 2, image.height // 2))  # JPEG alone can be read smaller
            if image.width * image.height > most:
                raise Image.DecompressionBombError
            ImageOps.exif_transpose(image, in_place=True)
            bare = Image.new(image.mode, image.size)
            if image.mode == "P" and (palette := image.getpalette("RGBA")):
                bare.putpalette(palette, "RGBA")
            bare.paste(image)
            bare.save(stream := BytesIO(), kind, **WRITTEN.get(kind, {}))
    except Image.DecompressionBombError:
        raise BadInput(N_("“{name}” has more than {most} million pixels. Please make it smaller."),
                       name=name, most=most // 1_000_000) from None  # fmt: skip
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise BadInput(NOT_ITSELF, name=name, kind=kind) from None
    return stream.getvalue(), IMAGES[suffix]


def _office(name: str, suffix: str, content: bytes) -> str:
    content_type, part = OFFICE[suffix]
    kind = suffix.lstrip(".").upper()
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_MOST or sum(entry.file_size for entry in parts) > UNPACKED_MOST:
                raise BadInput(N_("“{name}” unpacks to far more than it should hold, and is not taken."), name=name)
            names = {entry.filename for entry in parts}
            if any(entry.lower().endswith("vbaproject.bin") or entry.startswith("Basic/") for entry in names):
                raise BadInput(N_("“{name}” holds macros. Please save it without them."), name=name)
            told = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except DAMAGED_ZIP:
        raise BadInput(NOT_ITSELF, name=name, kind=kind) from None
    if part not in names or (content_type.startswith(_ODF) and told != content_type):
        raise BadInput(NOT_ITSELF, name=name, kind=kind)
    return content_type


def _text(name: str, suffix: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            N_("“{name}” is not text in UTF-8. Please save it again with that encoding."), name=name
        ) from None
    if any(ord(character) < 32 and character not in "\r\n\t\f" for character in text):
        raise BadInput(NOT_ITSELF, name=name, kind=shorten(suffix.lstrip(".").upper()))
    return TEXTS[suffix]


def _pdf(name: str, content: bytes) -> str:
    try:
        found = {match.extension for match in puremagic.magic_string(content[:4096])}
    except puremagic.PureError:
        found = set()
    if PDF not in found or b"%%EOF" not in content[-2048:]:
        raise BadInput(NOT_ITSELF, name=name, kind="PDF")
    return "application/pdf"
