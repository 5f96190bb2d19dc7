"""What processes tell each other: whom they end with, and that they are ready."""

import contextlib
import os
import socket
import threading
import time

PARENT = "TAMARACK_PARENT"
"""The environment variable by which a process tells its own number to those it starts."""
READY = "TAMARACK_READY"
"""That which names a file descriptor into which a server process writes a byte when it has loaded everything."""


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
