"""Calls to addresses that people gave, made so that they lead nowhere inside: the only way out of the product.

The name is resolved once, every address it has must be a public one, and the call goes to that very address. Nothing
is followed, little is read, and not for long.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from tamarack.common.deadline import Deadline
from tamarack.core.errors import N_, BadInput, TamarackError

READS = 65_536
"""Bytes of an answer that are read."""
ADDRESS_MOST = 500
PORTS = (443,)
"""Ports below 1024 that may be called."""
NAT64 = ipaddress.ip_network("64:ff9b::/96")
INSIDE = frozenset({ipaddress.ip_address("168.63.129.16")})
"""Public addresses by which clouds tell their machines about themselves."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotFetched(TamarackError):
    """A call that was not made, or not answered."""

    code = "not_fetched"


@dataclass(frozen=True)
class Answer:
    """What was answered: a status, the first of the body, and in how many milliseconds."""

    status: int
    body: bytes
    milliseconds: int


def check_address(url: str) -> str:
    """An address that may be called as far as it can be told without asking for its name.

    Raises
    ------
    BadInput
        If not.
    """
    url = url.strip()
    _target(url)
    return url


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send something to an address that someone gave.

    Raises
    ------
    NotFetched
        If the address may not be called, or does not answer in time.
    """
    try:
        parts = _target(url)
    except BadInput as error:
        raise NotFetched(error.template, **error.data) from None
    host, port = parts.hostname or "", _port(parts)
    try:
        with Deadline() as deadline, closing(_connected(parts, host, port, deadline)) as connection:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", path, body, {**headers, "Host": parts.netloc, "Connection": "close"})
            answer = connection.getresponse()
            return Answer(answer.status, _read(answer), int((time.monotonic() - deadline.began) * 1000))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotFetched(N_("The address does not answer ({why})."), why=type(error).__name__) from None


def _target(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, _port(parts)
    except ValueError:
        host, port = None, 0
    plain = len(url) <= ADDRESS_MOST and url.isascii() and url.isprintable() and " " not in url
    if not host or not plain or parts.username or parts.password or parts.fragment:
        raise BadInput(N_("This is not an address that can be called. It should look like https://example.ca/hook."))
    if _is_named(host, port):
        return parts
    if parts.scheme != "https":
        raise BadInput(N_("Only addresses that begin with https:// are called."))
    if port not in PORTS and port < 1024:
        raise BadInput(N_("This port is not called. Please use 443, or one from 1024 on."))
    if (address := _literal(host)) and not is_public(address):
        raise BadInput(N_("This address is not a public one, so it is not called."))
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _is_named(host: str, port: int) -> bool:
    """Whether the configuration names it, so that it may be inside, and without https."""
    return f"{host}:{port}" in settings.FETCH_HOSTS or host in settings.FETCH_HOSTS


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in INSIDE


def _connected(parts: SplitResult, host: str, port: int, deadline: Deadline) -> http.client.HTTPConnection:
    """A connection to the address that was looked at: the name is not asked for again."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [(family, place) for family, _, _, _, place in found]
    if not _is_named(host, port):
        for _, place in addresses:
            if not is_public(ipaddress.ip_address(str(place[0]).partition("%")[0])):
                raise NotFetched(N_("This address is not a public one, so it is not called."))
    connection = http.client.HTTPConnection(host, port)
    connection.sock = deadline.opened(addresses)
    if parts.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
    return connection


def _read(answer: http.client.HTTPResponse) -> bytes:
    content = b""
    while len(content) < READS:
        piece = answer.read1(READS - len(content))
        if not piece:
            break
        content += piece
    return content
