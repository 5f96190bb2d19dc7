from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tamarack.people.models import Person
from tamarack.portfolio.actions.evidence import Told, keep_evidence
from tamarack.portfolio.models import Evidence
from tamarack.rubric.queries import Stored


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """A store of files of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def keep(person: Person, cacee: Stored) -> Callable[..., Evidence]:
    """Keep a piece of evidence."""

    def keep(title: str = "A résumé clinic", **told: Any) -> Evidence:
        return keep_evidence(person, cacee, Told(title, ended=date(2026, 11, 20), **told))

    return keep


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def upload(name: str = "outline.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    Image.new("RGB", size, "#1C5143").save(stream := BytesIO(), kind, **options)
    return stream.getvalue()
