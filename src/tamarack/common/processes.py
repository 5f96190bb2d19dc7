"""What processes are told and tell each other: to end, whom they end with, and that they are ready."""

import contextlib
import os
import socket
import threading
import time

PARENT = "TAMARACK_PARENT"
"""The environment variable by which a process tells its own number to those it starts."""
READY = "TAMARACK_READY"
"""That which names a file descriptor into which a server process writes a byte when it has loaded everything."""


class Flag:
    """An event that a signal may set.

    `threading.Event` is not for that: setting it takes a lock, and a signal that interrupts who has just taken it, to
    begin or end waiting, would wait for that lock for ever.
    """

    LOOKS = 0.1
    """Seconds between two looks of who waits."""

    def __init__(self) -> None:
        self._is_set = False

    def is_set(self) -> bool:
        """Whether it was set."""
        return self._is_set

    def set(self) -> None:
        """Set it, for good."""
        self._is_set = True

    def wait(self, seconds: float) -> bool:
        """Wait until it is set, or until this time is over; whether it was set."""
        until = time.monotonic() + seconds
        while not self._is_set and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, self.LOOKS))
        return self._is_set


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


def tell_ready() -> None:
    """Tell the process that waits for it, if any, that this one has loaded everything."""
    with contextlib.suppress(OSError, ValueError):
        os.write(int(os.environ.get(READY, "")), b".")


def notify(state: str) -> None:
    """Tell systemd, where it asked to be told: `READY=1`, `STOPPING=1`."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.connect("\0" + address[1:] if address.startswith("@") else address)
            channel.sendall(state.encode())
