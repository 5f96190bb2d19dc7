"""What a file may be, and what is kept of it."""

import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from tamarack.core.errors import BadInput, NotAllowed
from tamarack.people.models import Person
from tamarack.portfolio.actions.files import add_file, remove_file
from tamarack.portfolio.models import Activity, Evidence, File
from tamarack.portfolio.tasks import sweep_files
from tamarack.portfolio.uploads import OFFICE, checked, clean_name
from tests.portfolio.conftest import PDF, picture, upload

GPS = 0x8825


def office(suffix: str, *more: tuple[str, bytes]) -> bytes:
    content_type, part = OFFICE[suffix]
    with ZipFile(stream := BytesIO(), "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", content_type)
        archive.writestr(part, "<x/>")
        for name, content in more:
            archive.writestr(name, content)
    return stream.getvalue()


def broken(content: bytes) -> bytes:
    """An archive whose first part is packed wrongly."""
    start = 30 + len("mimetype")
    return content[:start] + bytes(12) + content[start + 12 :]


@pytest.mark.parametrize("suffix", list(OFFICE))
def test_office_documents_are_taken_by_what_is_in_them(suffix: str) -> None:
    assert checked(upload(f"Plan{suffix}", office(suffix))).content_type == OFFICE[suffix][0]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("cv.pdf", b"<html><script>alert(1)</script>", "not what its name says"),
        ("cv.pdf", b"%PDF-1.7 cut short", "not what its name says"),
        ("photo.png", picture("JPEG"), "not what its name says"),
        ("photo.jpg", picture("JPEG")[:200], "not what its name says"),
        ("page.html", b"<p>hello", "are not taken"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "are not taken"),
        ("tool.exe", b"MZ\x90\0", "are not taken"),
        ("nothing", b"hello", "are not taken"),
        ("notes.txt", b"", "is empty"),
        ("notes.txt", b"a\0b", "not what its name says"),
        ("notes.txt", "é".encode("latin-1"), "UTF-8"),
        ("plan.docx", b"PK not a zip", "not what its name says"),
        ("plan.docx", office(".xlsx"), "not what its name says"),
        ("plan.odt", office(".docx"), "not what its name says"),
        ("plan.odt", broken(office(".odt")), "not what its name says"),
        ("plan.docx", office(".docx", ("word/vbaProject.bin", b"x")), "holds macros"),
        ("plan.docx", office(".docx", ("word/media/bomb", b"\0" * 201_000_000)), "unpacks to far more"),
        ("plan.docx", office(".docx", *((f"word/{n}", b"") for n in range(5001))), "unpacks to far more"),
    ],
)  # fmt: skip
def test_what_is_not_what_it_says_or_could_run_is_refused(name: str, content: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        checked(upload(name, content))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    stream = BytesIO()
    Image.new("1", (20_000, 20_000)).save(stream, "PNG")
    assert len(stream.getvalue()) < 100_000
    with pytest.raises(BadInput, match="million pixels"):
        checked(upload("bomb.png", stream.getvalue()))


def test_a_photo_of_very_many_pixels_is_kept_at_half_its_size() -> None:
    Image.new("RGB", (8000, 6000)).save(stream := BytesIO(), "JPEG")
    with Image.open(BytesIO(checked(upload("phone.jpg", stream.getvalue())).content)) as image:
        assert image.size == (4000, 3000)


PEAK = """
import re, sys, django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from tamarack.portfolio.uploads import checked
most = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
content = open(sys.argv[1], "rb").read()
before = most()
checked(SimpleUploadedFile("a." + sys.argv[2], content))
print((most() - before) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux")
@pytest.mark.parametrize(
    ("kind", "size"), [("PNG", (5000, 4990)), ("JPEG", (5000, 4990)), ("JPEG", (10_000, 9900)), ("WEBP", (4000, 2490))]
)
def test_the_largest_picture_that_is_taken_needs_no_more_than_256_mb(
    kind: str, size: tuple[int, int], tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned, which needs a second one
    drawn = Image.effect_noise(size, 60) if kind == "WEBP" else Image.new("L", size, 90)
    drawn.convert("RGB" if kind == "JPEG" else "RGBA").save(tmp_path / "picture", kind, exif=exif, quality=20)
    command = [sys.executable, "-c", PEAK, tmp_path / "picture", kind.lower()]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert 20 < int(done.stdout) < 256


def test_a_picture_loses_where_and_with_what_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif[GPS] = {1: "N", 2: (45.0, 25.0, 0.0)}
    exif[0x0112] = 6  # to be turned
    content = picture("JPEG", exif=exif)
    assert b"A camera" in content
    kept = checked(upload("field trip.jpg", content))
    with Image.open(BytesIO(kept.content)) as image:
        assert not image.getexif()
        assert image.size == (40, 60)
    assert b"A camera" not in kept.content


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_a_picture_keeps_its_colours(kind: str) -> None:
    kept = checked(upload(f"logo.{kind.lower()}", picture(kind)))
    with Image.open(BytesIO(kept.content)) as image:
        red, green, blue = image.convert("RGB").getpixel((5, 5))  # type: ignore[misc]
    assert abs(red - 0x1C) < 6
    assert abs(green - 0x51) < 6
    assert abs(blue - 0x43) < 6


def test_a_png_loses_its_texts() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Somebody")
    assert b"Somebody" not in checked(upload("a.png", picture("PNG", pnginfo=info))).content


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ('a<b>"c".pdf', "abc.pdf"),
        ("line\nbreak.pdf", "linebreak.pdf"),
        ("…", "…"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_a_name_and_no_path(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_file_is_stored_under_a_random_name_and_erased_with_its_row(
    person: Person, keep: Callable[..., Evidence], django_capture_on_commit_callbacks: Any
) -> None:
    file = add_file(person, upload("My outline.pdf"), evidence=keep())
    assert file.name == "My outline.pdf"
    assert "outline" not in file.stored
    with default_storage.open(file.stored) as content:
        assert content.read() == PDF
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(person, file)
    assert not default_storage.exists(file.stored)


def test_files_go_with_the_account(
    person: Person, keep: Callable[..., Evidence], django_capture_on_commit_callbacks: Any
) -> None:
    file = add_file(person, upload(), evidence=keep())
    with django_capture_on_commit_callbacks(execute=True):
        person.delete()
    assert not File.objects.exists()
    assert not default_storage.exists(file.stored)


def test_what_is_too_large_is_refused_and_leaves_nothing(
    person: Person, keep: Callable[..., Evidence], settings: Any, store: Path
) -> None:
    evidence = keep()
    settings.FILE_MOST = 20
    with pytest.raises(BadInput, match="larger than"):
        add_file(person, upload(), evidence=evidence)
    settings.FILE_MOST, settings.FILES_MOST = 1000, 100
    add_file(person, upload(), evidence=evidence)
    add_file(person, upload("two.pdf"), evidence=evidence)
    with pytest.raises(BadInput, match="does not fit any more"):
        add_file(person, upload("three.pdf"), evidence=evidence)
    assert File.objects.count() == 2
    assert sum(path.is_file() for path in store.rglob("*")) == 2


def test_nobody_adds_a_file_to_anothers_evidence(stranger: Person, keep: Callable[..., Evidence], store: Path) -> None:
    with pytest.raises(NotAllowed):
        add_file(stranger, upload(), evidence=keep())
    assert not store.exists()


def test_a_file_may_prove_an_activity(person: Person) -> None:
    activity = Activity.objects.create(
        person=person, title="A course", category="course", on="2026-03-01", done_quarters=4
    )
    assert add_file(person, upload(), activity=activity).activity == activity


def test_a_stored_file_without_a_row_is_swept_after_a_day(
    person: Person, keep: Callable[..., Evidence], store: Path
) -> None:
    import os

    from django.core.cache import cache

    file = add_file(person, upload(), evidence=keep())
    (store / "ab").mkdir(exist_ok=True)
    for name in ("lost", "new"):
        (store / "ab" / name).write_bytes(b"x")
    os.utime(store / "ab" / "lost", (0, 0))
    os.utime(store / file.stored, (0, 0))
    cache.delete("swept-files")
    sweep_files.call()
    assert default_storage.exists(file.stored)
    assert (store / "ab" / "new").exists()
    assert not (store / "ab" / "lost").exists()
