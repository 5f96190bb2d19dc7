"""How the product writes."""

import os
import threading
import time

import pytest
from django.db import connection, transaction

from tamarack.common.database import columns, insert, reserve, write
from tamarack.people.models import Organisation


@pytest.mark.django_db
def test_sqlite_is_set_for_durability() -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        told = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert told == {"journal_mode": "wal", "synchronous": 2}


@pytest.mark.django_db(transaction=True)
def test_a_failed_write_leaves_nothing() -> None:
    with pytest.raises(RuntimeError), write():
        Organisation.objects.create(code="a", name="A")
        raise RuntimeError
    assert not Organisation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_writers_all_write_and_none_waits_for_long() -> None:
    waits: list[float] = []
    errors: list[Exception] = []

    def writer(name: int) -> None:
        try:
            for count in range(15):
                started = time.monotonic()
                with write():
                    Organisation.objects.create(code=f"o{name}-{count}", name="O")
                waits.append(time.monotonic() - started)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=writer, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Organisation.objects.count() == 90
    assert max(waits) < 2


@pytest.mark.django_db(transaction=True)
def test_a_write_inside_a_write_is_one_transaction() -> None:
    with pytest.raises(RuntimeError), write():
        with write():
            Organisation.objects.create(code="inner", name="Inner")
        raise RuntimeError
    assert not Organisation.objects.exists()
    assert not transaction.get_connection().in_atomic_block


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    asked = os.environ.get("DATABASE_URL", "sqlite:").split(":")[0]
    assert connection.vendor == asked


@pytest.mark.django_db
def test_a_number_that_is_reserved_is_no_other_rows() -> None:
    first = reserve(Organisation, 3)
    between = Organisation.objects.create(code="between", name="Between")
    numbers = [*first, between.pk, *reserve(Organisation, 2)]
    assert len(set(numbers)) == 6
    assert not reserve(Organisation, 0)


@pytest.mark.django_db
def test_rows_made_ready_and_written_are_as_if_they_were_saved() -> None:
    saved = Organisation.objects.create(code="saved", name="Saved")
    [number] = reserve(Organisation, 1)
    insert(Organisation, [columns(Organisation(pk=number, code="ready", name="Saved"))])
    ready = Organisation.objects.get(pk=number)
    same = {field.attname for field in Organisation._meta.concrete_fields} - {"id", "code", "created_at"}
    assert {name: getattr(ready, name) for name in same} == {name: getattr(saved, name) for name in same}
