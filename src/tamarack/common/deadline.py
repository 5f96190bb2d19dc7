"""How long a call to another server may take in all."""

import contextlib
import socket
import threading
import time
from collections.abc import Sequence
from typing import Self

WAITS = 10.0
"""Seconds that a call may take in all."""


class Deadline:
    """Ends a call's connections once its time is over, whatever they are at.

    A socket waits anew after each byte, so its own time says little of somebody who sends one now and then: at the
    greeting of TLS, in the head of an answer, or in its body. A call that took too long ends in `TimeoutError`.
    """

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._held: list[socket.socket] = []
        self._timer = threading.Timer(WAITS, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for connection in self._held:
            connection.close()
        self.left()

    def left(self) -> float:
        """Seconds that are left.

        Raises
        ------
        TimeoutError
            If none are.
        """
        left = WAITS - (time.monotonic() - self.began)
        if left <= 0:
            raise TimeoutError
        return left

    def opened(self, addresses: Sequence[tuple[int, tuple[object, ...]]]) -> socket.socket:
        """A connection to the first of some addresses that takes one, each a family and a place."""
        last: OSError = OSError("no address")
        for family, place in addresses:
            connection = socket.socket(family, socket.SOCK_STREAM)
            try:
                connection.settimeout(self.left())
                connection.connect(place)
                self._held.append(connection.dup())
                connection.settimeout(self.left())
                return connection
            except OSError as error:
                connection.close()
                last = error
        raise last

    def _end(self) -> None:
        for connection in list(self._held):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
