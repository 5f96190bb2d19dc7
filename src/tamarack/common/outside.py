"""Asking other servers at addresses that people gave: never one of an inner network, never more than can be borne.

The address is looked at once the connection stands, so that a name which leads elsewhere the second time helps nobody.
"""

import ipaddress
import socket
from typing import Any, cast

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from tamarack.common.fetching import Address, is_public

ANSWER_MOST = 1_000_000
"""Bytes of an answer."""
WAITS = 10
"""Seconds that are waited for an answer."""


class TooMuch(requests.RequestException):
    """An answer that is larger than can be meant."""


class InnerAddress(requests.ConnectionError):
    """An address of an inner network, of this machine, or of none that people share."""


def connected_to(connection: socket.socket) -> Address:
    """The address at the other end."""
    return ipaddress.ip_address(str(connection.getpeername()[0]).partition("%")[0])


class _Looked:
    def _new_conn(self) -> socket.socket:
        connection = cast(socket.socket, super()._new_conn())  # type: ignore[misc]
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
        kwargs |= {"timeout": WAITS, "allow_redirects": False, "stream": True}
        response = super().request(method, url, *args, **kwargs)
        content = response.raw.read(ANSWER_MOST + 1, decode_content=True)
        response.close()
        if len(content) > ANSWER_MOST:
            raise TooMuch("the answer is too large")
        response._content = content
        response._content_consumed = True
        return response
