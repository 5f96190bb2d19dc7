"""What is written down of requests and errors has nothing of a person; ids; health; the machine's share."""

import json
import logging
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from tamarack.common import health, logs, machine
from tamarack.common.requests import id_of

SECRET = "Hn7l8atQp4X1Xh_TQujpCtWURcMDi46OuX0DyQdiY10"


def written(record: logging.LogRecord, *, as_json: bool = True) -> str:
    return logs.Formatter(as_json=as_json).format(record)


def record(name: str, message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, logging.ERROR, "x.py", 1, message, args, info)


@pytest.mark.parametrize("as_json", [True, False])
def test_an_error_is_told_by_its_kind_and_place_and_none_of_its_words(as_json: bool) -> None:
    try:
        try:
            raise KeyError("nadia@clearwater.example")
        except KeyError as inner:
            raise ValueError("Nadia Bouchard wrote this") from inner
    except ValueError as error:
        line = written(record("tamarack.x", "It failed.", error=error), as_json=as_json)
    assert "ValueError from KeyError" in line
    assert "test_watching.py" in line
    assert "adia" not in line


@pytest.mark.parametrize(
    "said",
    ["to nadia@clearwater.example", f"token {SECRET}", "at https://grow.example/join/abc/?code=1", "GET /en/join/abc/"],
)
def test_what_looks_like_an_address_or_a_secret_is_taken_out(said: str) -> None:
    line = json.loads(written(record("tamarack.x", "Sent %s", said)))["message"]
    assert line != f"Sent {said}"
    for part in ("nadia", SECRET, "abc", "code"):
        assert part not in line


def test_of_what_libraries_say_the_values_are_left_out() -> None:
    line = json.loads(written(record("somebody.else", "Refused %s for %d", "Nadia Bouchard", 3)))
    assert line["message"] == "Refused %s for %d"


def test_lines_tell_which_request_or_task_they_are_about() -> None:
    with logs.about(request="r1"):
        logs.note(route="me")
        assert {"request": "r1", "route": "me"}.items() <= json.loads(written(record("tamarack.x", "m"))).items()
    assert "request" not in json.loads(written(record("tamarack.x", "m")))


@pytest.mark.parametrize(
    ("given", "taken"), [("abcdef-123456", True), ("a", False), ("x" * 65, False), ("a b\nc" * 3, False)]
)
def test_an_id_is_taken_from_a_proxy_of_ours_if_it_is_sane(settings: Any, given: str, taken: bool) -> None:
    request = RequestFactory().get("/", headers={"X-Request-ID": given})
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert (id_of(request) == given) is taken
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert id_of(request) != given


@pytest.mark.django_db
def test_each_answer_has_its_id_which_stands_in_the_log_with_the_pages_name(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger=logs.ACCESS)
    with mock.patch.object(logging.getLogger(logs.ACCESS), "propagate", True):
        response = client.get("/en/join/secret-token-of-a-link/?email=nadia@clearwater.example")
    (line,) = [row for row in caplog.records if row.name == logs.ACCESS]
    assert line.told["route"] == "join"  # type: ignore[attr-defined]
    assert line.told["status"] == response.status_code  # type: ignore[attr-defined]
    assert len(response["X-Request-ID"]) == 32
    for row in caplog.records:
        told = written(row)
        assert "secret-token" not in told
        assert "nadia" not in told


@pytest.fixture(autouse=True)
def _unasked() -> None:
    health.forget()


@pytest.mark.django_db
def test_it_is_ready_if_database_schema_and_store_are_there(client: Client, store: Path) -> None:
    store.mkdir()
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True, "problems": {}})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "part"),
    [("_ask_database", "database"), ("unmigrated", "migrations"), ("store_works", "storage")],
)
def test_what_is_missing_is_told_without_secrets(client: Client, store: Path, where: str, part: str) -> None:
    store.mkdir()
    with mock.patch.object(health, where, side_effect=OperationalError("host db.internal user tamarack")):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert list(response.json()["problems"]) == [part]
    assert "internal" not in response.content.decode()


@pytest.mark.django_db
def test_a_store_that_cannot_be_written_is_told(client: Client, store: Path) -> None:
    store.mkdir()
    with mock.patch("os.access", return_value=False):
        assert list(client.get("/readyz").json()["problems"]) == ["storage"]


def test_processors_are_those_that_a_container_is_given(tmp_path: Path) -> None:
    own = tmp_path / "cgroup"
    own.write_text("0::/kitchen/pot\n")
    pot = tmp_path / "root" / "kitchen" / "pot"
    pot.mkdir(parents=True)
    root = tmp_path / "root"
    with mock.patch("os.sched_getaffinity", return_value=range(8), create=True):
        assert machine.processors(own, root) == 8
        (pot / "cpu.max").write_text("max 100000")
        assert machine.processors(own, root) == 8
        (pot.parent / "cpu.max").write_text("250000 100000")
        assert machine.processors(own, root) == 2
        (pot / "cpu.max").write_text("50000 100000")
        assert machine.processors(own, root) == 1


def test_limits_of_the_first_version_of_control_groups_are_read_too(tmp_path: Path) -> None:
    own = tmp_path / "cgroup"
    own.write_text("5:cpu,cpuacct:/pot\n4:memory:/pot\n")
    for folder, files in {
        "cpu,cpuacct/pot": {"cpu.cfs_quota_us": "300000", "cpu.cfs_period_us": "100000"},
        "memory/pot": {"memory.limit_in_bytes": "900000000"},
    }.items():
        (tmp_path / folder).mkdir(parents=True)
        for name, text in files.items():
            (tmp_path / folder / name).write_text(text)
    with mock.patch("os.sched_getaffinity", return_value=range(8), create=True):
        assert machine.processors(own, tmp_path) == 3
    assert machine.memory(own, tmp_path) == 900_000_000


@pytest.mark.django_db(transaction=True)
def test_two_threads_of_a_new_process_hold_the_same_rubric(cacee: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from tamarack.rubric.queries import framework

    def read(_: int) -> int:
        try:
            return id(framework(cacee.id))
        finally:
            connection.close()

    framework.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(read, range(8)))) == 1
