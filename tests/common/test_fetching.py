"""Calls to addresses that people gave lead nowhere inside, and end soon."""

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tamarack.common import deadline, fetching, outside
from tamarack.common.deadline import Deadline
from tamarack.common.fetching import NotFetched, check_address, is_public, post
from tamarack.common.outside import Outside
from tamarack.core.errors import BadInput

INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
    "168.63.129.16", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
    "::", "::1", "fe80::1", "fd00:ec2::254", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101"])
def test_one_outside_is(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.ca/", "ftp://example.ca/", "https://", "https:///x", "example.ca", "https://u:p@example.ca/",
        "https://example.ca:22/", "https://example.ca/#a", "https://exa mple.ca/", "https://example.ca:99999/",
        "https://[::1]/", "https://127.0.0.1/", "https://[fe80::1%25eth0]/", "https://[", "https://example.ca/\n",
        "https://example.ca/" + "x" * 600, "file:///etc/passwd", "javascript:alert(1)", "https://2130706433/ x",
    ],
)  # fmt: skip
def test_what_cannot_be_called_is_refused_when_it_is_said(url: str) -> None:
    with pytest.raises(BadInput):
        check_address(url if url.endswith("\n") is False else url + "x")


def test_a_usual_one_is_taken() -> None:
    assert check_address(" https://hooks.example.ca/a/b?c=1 ") == "https://hooks.example.ca/a/b?c=1"


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:192.168.0.1"])
def test_a_name_that_leads_inside_is_not_called(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def resolved(host: str, port: int, **_: Any) -> Any:
        kind = socket.AF_INET6 if ":" in inside else socket.AF_INET
        return [(socket.AF_INET, 1, 6, "", ("93.184.215.14", port)), (kind, 1, 6, "", (inside, port))]

    def connect(*_: Any) -> None:
        raise AssertionError("it was called")

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(Deadline, "opened", connect)
    with pytest.raises(NotFetched):
        post("https://rebind.example/", b"{}", {})


def test_the_name_is_asked_for_once_and_that_address_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers otherwise the second time (DNS rebinding) gets no second time."""
    asked: list[str] = []
    called: list[Any] = []

    def resolved(host: str, port: int, **_: Any) -> Any:
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", ("93.184.215.14", port))]

    def opened(_: Deadline, addresses: Any) -> None:
        called.extend(place for _, place in addresses)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(Deadline, "opened", opened)
    with pytest.raises(NotFetched):
        post("https://rebind.example/", b"{}", {})
    assert (asked, called) == (["rebind.example"], [("93.184.215.14", 443)])


def listening(answer: Any) -> str:
    """A server that says something, once."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = server.accept()
        with connection, server:
            connection.recv(65536)
            with contextlib.suppress(OSError):
                answer(connection)

    threading.Thread(target=serve, daemon=True).start()
    return f"127.0.0.1:{server.getsockname()[1]}"


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"


@pytest.mark.parametrize(("scheme", "first"), [("http", HEAD), ("http", b"HTTP/1.1 200 OK\r\nX: "), ("https", b"")])
@pytest.mark.parametrize("ask", [lambda url: post(url, b"{}", {}), lambda url: Outside().get(url)])
def test_who_answers_drop_by_drop_is_not_waited_for(
    ask: Any, scheme: str, first: bytes, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the body, in the head, and in the greeting of TLS: each byte comes before a socket's own time is over."""
    monkeypatch.setattr(deadline, "WAITS", 0.6)

    def drip(connection: socket.socket) -> None:
        connection.sendall(first or b"\x16\x03\x03\x40\x00\x02")  # a record of TLS that never ends
        for _ in range(60):
            connection.sendall(b"x")
            time.sleep(0.1)

    host = listening(drip)
    settings.FETCH_HOSTS, settings.REACHES_INNER_NETWORK = [host], True
    began = time.monotonic()
    with pytest.raises((NotFetched, requests.Timeout)):
        ask(f"{scheme}://{host}/")
    assert time.monotonic() - began < 2


def test_who_was_slow_is_left_alone_for_a_moment(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few people who sign in at a slow provider do not hold every thread."""
    monkeypatch.setattr(outside, "SLOW", 0.2)
    settings.REACHES_INNER_NETWORK = True

    def late(connection: socket.socket) -> None:
        time.sleep(0.4)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    host = listening(late)
    assert Outside().get(f"http://{host}/").json() == {}, "late is better than never"
    began = time.monotonic()
    with pytest.raises(outside.TooSlow):
        Outside().get(f"http://{host}/")
    assert time.monotonic() - began < 0.2
    monkeypatch.setattr(outside, "_slow", {host: time.monotonic() - 1})
    with pytest.raises(requests.ConnectionError) as refused:
        Outside().get(f"http://{host}/")
    assert not isinstance(refused.value, outside.TooSlow), "it is asked again: nobody listens any more"


def test_who_breaks_off_is_a_server_that_cannot_be_reached(settings: Any) -> None:
    settings.REACHES_INNER_NETWORK = True
    host = listening(lambda connection: connection.sendall(HEAD + b"half"))
    with pytest.raises(requests.RequestException):
        Outside().get(f"http://{host}/")


def test_no_more_is_read_than_is_looked_at(settings: Any) -> None:
    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(400):
            connection.sendall(b"x" * 10_000)

    host = listening(flood)
    settings.FETCH_HOSTS = [host]
    assert len(post(f"http://{host}/", b"{}", {}).body) == fetching.READS


def test_a_host_that_is_named_may_be_inside_and_without_https(settings: Any) -> None:
    host = listening(lambda connection: connection.sendall(b"HTTP/1.1 204 No Content\r\n\r\n"))
    with pytest.raises(NotFetched):
        post(f"http://{host}/", b"{}", {})
    settings.FETCH_HOSTS = [host]
    assert post(f"http://{host}/", b"{}", {}).status == 204


def certified(name: str, folder: Path) -> ssl.SSLContext:
    """What a server needs to speak TLS with a certificate that it made itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(own).issuer_name(own).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, SHA256())
    )  # fmt: skip
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    (folder / "server.pem").write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


@pytest.mark.parametrize("ask", [lambda url: post(url, b"a secret", {}), lambda url: Outside().get(url)])
def test_who_has_a_certificate_that_nobody_vouches_for_is_told_nothing(ask: Any, settings: Any, tmp_path: Path) -> None:
    heard: list[bytes] = []
    context = certified("localhost", tmp_path)
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with server, contextlib.suppress(OSError):
            connection, _ = server.accept()
            with context.wrap_socket(connection, server_side=True) as spoken:
                heard.append(spoken.recv(65536))

    serving = threading.Thread(target=serve, daemon=True)
    serving.start()
    host = f"localhost:{server.getsockname()[1]}"
    settings.FETCH_HOSTS, settings.REACHES_INNER_NETWORK = [host], True
    with pytest.raises((NotFetched, requests.exceptions.SSLError)):
        ask(f"https://{host}/")
    serving.join(10)
    assert heard in ([], [b""])
