"""All of someone's portfolio as files in open formats: entries with what belongs to them, showcases, and the files."""

import json
import shutil
from collections.abc import Mapping
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.translation import gettext

from tamarack.common.language import language
from tamarack.core.errors import UnknownCode
from tamarack.people.models import Person
from tamarack.portfolio.models import Evidence, File
from tamarack.portfolio.queries.evidence import all_evidence, all_files
from tamarack.portfolio.queries.files import open_file
from tamarack.portfolio.queries.showcases import own_showcases
from tamarack.rubric.queries import framework

IN_MEMORY = 5_000_000
"""Bytes of an archive that are kept in memory; a larger one goes to a temporary file."""
SECRET = {"link", "stored", "person"}
"""Fields that open something, or say nothing to their person."""


def spooled() -> IO[bytes]:
    """Where an archive is written."""
    return SpooledTemporaryFile(IN_MEMORY)


def portfolio_archive(person: Person) -> IO[bytes]:
    """A ZIP archive of everything in the portfolio: a page to read, the same as JSON, and the files."""
    stream = spooled()
    entries = all_evidence(person)
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        page = {"entries": [(entry, _named(entry)) for entry in entries], "person": person, "language": language()}
        archive.writestr(gettext("portfolio.html"), render_to_string("portfolio/archive.html", page))
        for name, document in portfolio_documents(person, entries).items():
            archive.writestr(name, json.dumps(document, ensure_ascii=False, indent=1, default=str) + "\n")
        write_files(archive, all_files(person))
    stream.seek(0)
    return stream


def _named(entry: Evidence) -> list[tuple[File, str]]:
    return [(file, file_path(file)) for file in entry.files.all()]


def file_path(file: File) -> str:
    """Where a file stands in an archive: its own name, told apart by its number."""
    path = PurePosixPath(file.name)
    return f"files/{path.stem} ({file.pk}){path.suffix}"


def write_files(archive: ZipFile, files: list[File]) -> None:
    """Put files into an archive, each where `file_path` says."""
    for file in files:
        write_file(archive, file_path(file), file)


def write_file(archive: ZipFile, path: str, file: File) -> bool:
    """Put a file into an archive; one that the store has lost is told, not left out silently."""
    try:
        with open_file(file) as content, archive.open(path, "w") as target:
            shutil.copyfileobj(content, target)
    except UnknownCode:
        archive.writestr(f"{path}.txt", gettext("This file is missing in the store."))
        return False
    return True


def portfolio_documents(person: Person, entries: list[Evidence] | None = None) -> Mapping[str, Any]:
    """What is written as JSON, by the name of its file."""
    entries = all_evidence(person) if entries is None else entries
    return {
        "evidence.json": [_entry(entry) for entry in entries],
        "showcases.json": [
            {**_fields(row), "entries": [_fields(entry) for entry in row.entries.all()]}
            for row in own_showcases(person)
        ],
    }


def _entry(entry: Evidence) -> dict[str, Any]:
    return {
        **_fields(entry),
        "supports": [_fields(row) for row in entry.supports.all()],
        "tags": [row.name for row in entry.tags.all()],
        "links": [_fields(row) for row in entry.links.all()],
        "files": [{**_fields(row), "path": file_path(row)} for row in entry.files.all()],
        "impact": [_fields(row) for row in entry.impacts.all()],
        "endorsements": [_fields(row) for row in entry.endorsements.all()],
    }


def _fields(row: Model) -> dict[str, Any]:
    """Every field of a row but whose it is and what opens something; of a version its rubric and its number."""
    values = {
        field.name: field.value_from_object(row) for field in row._meta.concrete_fields if field.name not in SECRET
    }
    if "version" in values:
        rubric = framework(values["version"])
        values |= {"framework": rubric.code, "version": rubric.version}
    return values
