"""Make a backup while people work."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, default_storage
from django.db import connection, connections, transaction
from django.utils import timezone

from tamarack.common.backup.archive import CannotBackUp, Writing, written
from tamarack.common.backup.schema import known_nodes, standing_at, tables
from tamarack.common.packed import as_json, pack

COPY = "backup"
"""The alias of the database's copy."""
ROWS = 2000


def back_up(path: Path, recipients: list[str], *, files: bool = True) -> dict[str, Any]:
    """Write everything to one archive, and say what is in it. `files` False leaves the store of files out."""
    if not connection.introspection.table_names():  # asked without the server's configuration, most likely
        raise CannotBackUp(
            "The database is empty: there is nothing to back up. Are TAMARACK_DATA and DATABASE_URL the server’s?"
        )
    with written(path, recipients) as archive:
        with _snapshot() as alias:
            nodes = known_nodes(alias, standing_at(alias))
            rows = {model._meta.label: _write_table(archive, model, alias) for model in tables(alias, nodes)}
        if files:
            for name in sorted(stored_names(default_storage)):
                _write_file(archive, name)
        keys = Path(settings.KEYS_ROOT)
        for key in sorted(keys.iterdir()) if keys.is_dir() else ():
            with key.open("rb") as source:
                archive.copy(f"keys/{key.name}", source)
        with archive.entry("secret-key") as put:
            put(settings.SECRET_KEY.encode())
        manifest = {
            "made": timezone.now().isoformat(), "tamarack": version("tamarack"), "database": connection.vendor,
            "migrations": nodes, "rows": rows, "files": files,
        }  # fmt: skip
        archive.finish(manifest)
    return manifest


@contextmanager
def _snapshot() -> Iterator[str]:
    """The alias of a database that shows one moment, while people go on: a copy (SQLite), or one transaction."""
    if connection.vendor != "sqlite":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield "default"
        return
    with tempfile.TemporaryDirectory(prefix="tamarack-copy-") as folder:
        name = str(Path(folder, "copy.sqlite3"))
        _copy(name)
        connections.databases[COPY] = {**connections.databases["default"], "NAME": name}
        try:
            yield COPY
        finally:
            connections[COPY].close()
            del connections[COPY], connections.databases[COPY]


def _copy(name: str) -> None:
    """A copy of the database by SQLite's own way, in steps between which others write."""
    connection.ensure_connection()
    target = sqlite3.connect(name)
    try:
        connection.connection.backup(target, pages=2000, sleep=0.01)
    finally:
        target.close()


def _write_table(archive: Writing, model: Any, alias: str) -> int:
    count = 0
    with archive.entry(f"rows/{model._meta.label}.jsonl") as put:
        for row in model._base_manager.using(alias).order_by("pk").iterator(chunk_size=ROWS):
            put(as_json(pack(row)).encode() + b"\n")
            count += 1
    return count


def _write_file(archive: Writing, name: str) -> None:
    """A stored file; one that was erased since the names were read is not there any more, and need not be."""
    try:
        with default_storage.open(name) as source:
            archive.copy(f"files/{name}", source)
    except FileNotFoundError:
        return


def stored_names(storage: Storage, folder: str = "") -> Iterator[str]:
    """The name of every stored file."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    within = f"{folder}/" if folder else ""
    yield from (f"{within}{name}" for name in names if name)
    for each in folders:
        yield from stored_names(storage, f"{within}{each}")
