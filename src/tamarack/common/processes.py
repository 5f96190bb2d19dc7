"""Processes that end together: none is left serving, or holding the port, when the one that started it is killed."""

import os
import threading
import time

PARENT = "TAMARACK_PARENT"
"""The environment variable by which the first process tells its own number to those it starts."""


def announce_parent() -> None:
    """Tell the processes that this one starts to end with it."""
    os.environ[PARENT] = str(os.getpid())


def end_with_parent() -> None:
    """End this process as soon as the one that announced itself is gone; does nothing where none did."""
    parent = int(os.environ.get(PARENT, "0"))

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    if parent and parent != os.getpid():
        threading.Thread(target=watch, daemon=True, name="parent").start()
