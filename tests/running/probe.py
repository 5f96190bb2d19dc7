"""Tasks that leave a trace."""

import os
import time
from pathlib import Path

from django_tasks import task

TRACE = "TAMARACK_TEST_TRACE"


def leave(line: str) -> None:
    with Path(os.environ[TRACE]).open("a") as file:
        file.write(f"{line} {os.getpid()}\n")


@task()
def mark(name: str) -> None:
    leave(name)


@task()
def tick() -> None:
    leave("tick")


@task()
def slow(name: str, seconds: float) -> None:
    leave(f"{name}-begun")
    time.sleep(seconds)
    leave(f"{name}-ended")
