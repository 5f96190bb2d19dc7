"""Asking other servers at addresses that people gave: never one of an inner network, never more than can be borne.

The address is looked at once the connection stands, so that a name which leads elsewhere the second time helps nobody.
"""

import ipaddress
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from tamarack.common.deadline import WAITS, Deadline
from tamarack.common.fetching import Address, is_public

ANSWER_MOST = 1_000_000
"""Bytes of an answer."""
SLOW = 5.0
"""Seconds after which an answer came late."""
LEFT_ALONE = 30.0
"""Seconds for which a process does not ask again who was slow: few threads answer everybody's pages."""

_deadline: ContextVar[Deadline] = ContextVar("deadline")
_slow: dict[str, float] = {}
"""Until when a server is left alone, by its name and port."""


class TooMuch(requests.RequestException):
    """An answer that is larger than can be meant."""


class InnerAddress(requests.ConnectionError):
    """An address of an inner network, of this machine, or of none that people share."""


class TooSlow(requests.Timeout):
    """A server that took too long, now or a moment ago."""


def connected_to(connection: socket.socket) -> Address:
    """The address at the other end."""
    return ipaddress.ip_address(str(connection.getpeername()[0]).partition("%")[0])


class _Looked:
    _dns_host: str
    port: int

    def _new_conn(self) -> socket.socket:
        found = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        connection = _deadline.get().opened([(family, place) for family, _, _, _, place in found])
        if not settings.REACHES_INNER_NETWORK and not is_public(connected_to(connection)):
            connection.close()
            raise InnerAddress("an address of an inner network")
        return connection


class _LookedHTTP(_Looked, HTTPConnection):
    pass


class _LookedHTTPS(_Looked, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _LookedHTTP


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _LookedHTTPS


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}


class Outside(requests.Session):
    """A session with other servers: no proxies of the environment, no redirects, https unless the setting says so."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.mount("https://", _Adapter())
        self.mount("http://", _Adapter())

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Ask, and read no more than can be borne.

        Raises
        ------
        requests.RequestException
            If the address is none to be asked, the server cannot be reached, or answers too much.
        """
        if not str(url).startswith("https://") and not settings.REACHES_INNER_NETWORK:
            raise InnerAddress("only https addresses are asked")
        server = urlsplit(str(url)).netloc
        if _slow.get(server, 0) > time.monotonic():
            raise TooSlow(f"{server} was too slow a moment ago")
        kwargs |= {"timeout": WAITS, "allow_redirects": False, "stream": True}
        with self._in_time(server):
            response = super().request(method, url, *args, **kwargs)
            content = response.raw.read(ANSWER_MOST + 1, decode_content=True)
        if len(content) > ANSWER_MOST:
            raise TooMuch("the answer is too large")
        response._content = content
        response._content_consumed = True
        return response

    @contextmanager
    def _in_time(self, server: str) -> Iterator[None]:
        """Ends what takes too long, keeps no connection for another time, and remembers who was slow."""
        began = time.monotonic()
        try:
            with Deadline() as deadline:
                token = _deadline.set(deadline)
                try:
                    yield
                finally:
                    _deadline.reset(token)
                    self.close()
        except TimeoutError:
            raise TooSlow(f"{server} is too slow") from None
        except HTTPError as error:
            raise requests.ConnectionError(f"{server} broke off") from error
        finally:
            now = time.monotonic()
            for known in [known for known, until in _slow.items() if until < now]:
                _slow.pop(known, None)
            if now - began > SLOW:
                _slow[server] = now + LEFT_ALONE
