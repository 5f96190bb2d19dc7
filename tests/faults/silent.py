"""Services that are down, or worse: that let one in and never answer."""

import contextlib
import socket
from collections.abc import Iterator

from tests.server import free_port


@contextlib.contextmanager
def out_of_order(how: str) -> Iterator[int]:
    """The port of one: `refuses` or `is silent`."""
    if how == "refuses":
        yield free_port()
        return
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)  # the kernel lets everyone in; nobody ever speaks
        yield int(listener.getsockname()[1])
