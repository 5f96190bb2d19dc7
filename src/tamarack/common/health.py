"""Whether what Tamarack stands on is there. What is told is fit for anyone's eyes: no name, no address, no cause."""

import os
import time
from collections.abc import Callable

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

AGAIN = 1.0
"""Seconds for which an answer is kept: whoever asks more often learns nothing new, and costs nothing."""
_schema_is_new = False
_kept: tuple[float, dict[str, str]] = (0.0, {})


def unmigrated() -> int:
    """How many migrations of this version the database does not have."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def store_works() -> bool:
    """Whether the store of files answers, and a folder can be written to."""
    if isinstance(default_storage, FileSystemStorage) or isinstance(
        getattr(default_storage, "_wrapped", None), FileSystemStorage
    ):
        folder = settings.MEDIA_ROOT
        return os.access(folder if os.path.isdir(folder) else os.path.dirname(str(folder)), os.W_OK | os.X_OK)
    default_storage.exists("is-it-there")
    return True


def problems() -> dict[str, str]:
    """What is not as it should be, by what it is about; nothing if all is well."""
    global _kept
    if time.monotonic() - _kept[0] > AGAIN:
        _kept = (time.monotonic(), _look())
    return _kept[1]


def forget() -> None:
    """Look anew at the next question."""
    global _kept, _schema_is_new
    _kept, _schema_is_new = (0.0, {}), False


def _look() -> dict[str, str]:
    if not _works(_ask_database):
        return {"database": "The database does not answer."}
    found = {}
    if not _works(_schema_fits):
        found["migrations"] = "The database has not been brought up to this version."
    if not _works(store_works):
        found["storage"] = "Files cannot be stored."
    return found


def _ask_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _schema_fits() -> bool:
    global _schema_is_new
    _schema_is_new = _schema_is_new or not unmigrated()
    return _schema_is_new


def _works(step: Callable[[], bool]) -> bool:
    try:
        return step()
    except Exception:  # whatever it is, it does not work
        return False
