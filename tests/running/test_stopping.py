"""What granian's keeper says of processes that end, and does to those that do not."""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event

import pytest
from granian.constants import Interfaces
from granian.server.mp import WorkerProcess

from tamarack.cli import http

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")


@pytest.fixture
def keeper() -> Iterator[http.Server]:
    keeper = http.Server("tamarack.config.wsgi:application", interface=Interfaces.WSGI, workers_kill_timeout=10)
    yield keeper
    for process in keeper.wrks:
        process.inner.kill()


def begin(keeper: http.Server, ends_by: signal.Handlers) -> WorkerProcess:
    """A process that sleeps, once it has decided what the signal to end does."""
    ready = multiprocessing.Event()
    process = WorkerProcess(keeper, 0, sleep, (ends_by, ready))
    process.inner.start()
    keeper.wrks.append(process)
    assert ready.wait(30)
    return process


def sleep(ends_by: signal.Handlers, ready: Event) -> None:
    signal.signal(signal.SIGTERM, ends_by)
    ready.set()
    time.sleep(60)


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def test_a_process_that_another_thread_saw_end_is_not_said_to_be_killed(
    keeper: http.Server, caplog: pytest.LogCaptureFixture
) -> None:
    process = begin(keeper, signal.SIG_DFL)

    def wait_and_be_late() -> None:
        with contextlib.suppress(ChildProcessError):  # the keeper was the first
            os.waitpid(process.inner.pid, 0)
            time.sleep(0.5)
            process.inner._popen.returncode = 0

    watcher = threading.Thread(target=wait_and_be_late)
    watcher.start()
    keeper._stop_workers()
    watcher.join()
    assert warnings(caplog) == []


def test_a_process_that_does_not_end_in_time_is_killed_and_said_to_be(
    keeper: http.Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "LEAVES", 1)
    process = begin(keeper, signal.SIG_IGN)
    keeper._stop_workers()
    process.inner.join(10)
    assert process.inner.exitcode == -signal.SIGKILL
    assert warnings(caplog) == ["A server process did not end in time; it is killed."]
