"""`tamarack credential verify` on files from here and from anywhere, and `tamarack issuer`."""

import json
import os
import re
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tamarack.core.formats import openbadge
from tamarack.core.formats.openbadge_image import bake_png, bake_svg, write_credential
from tamarack.core.formats.openbadge_proof import issuer_document, public_text, sign
from tests.cli.conftest import Run
from tests.core.badges import DID, LIST, NOW, PNG, SVG, Node, bare_credential
from tests.server import run as run_real

KEY = Ed25519PrivateKey.generate()
PUBLIC = public_text(KEY.public_key())


def signed(document: Node, did: str = DID) -> Node:
    return sign(document, KEY, f"{did}#{PUBLIC}", NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A credential in each kind of file, its issuer's keys, and its status list with and without it."""
    document = signed(bare_credential())
    files = {
        "credential.json": write_credential(document), "credential.png": bake_png(PNG, document),
        "credential.svg": bake_svg(SVG, document), "did.json": write_credential(issuer_document(DID, [PUBLIC])),
        "status.json": write_credential(signed(openbadge.status_list(LIST, DID, [], NOW))),
        "revoked.json": write_credential(signed(openbadge.status_list(LIST, DID, [94567], NOW))),
        "changed.json": write_credential({**document, "name": "Mastering everything"}),
        "ended.json": write_credential(signed(bare_credential(until=NOW + timedelta(days=1)))),
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def verify(run: Run, folder: Path, name: str, *more: str, status: str = "status.json") -> tuple[int, dict[str, str]]:
    given = ("--issuer", folder / "did.json", "--status", folder / status)
    done = run("credential", "verify", folder / name, *given, "--json", *more)
    told = json.loads(done.out)
    return done.code, {check["check"]: check["found"] for check in told["checks"]} | {"verdict": told["verdict"]}


@pytest.mark.parametrize("name", ["credential.json", "credential.png", "credential.svg"])
def test_a_credential_that_holds(run: Run, folder: Path, name: str) -> None:
    code, found = verify(run, folder, name)
    assert (code, set(found.values())) == (0, {"good"})


@pytest.mark.parametrize(
    ("name", "status", "wrong"),
    [("changed.json", "status.json", "signature"), ("ended.json", "status.json", "period"),
     ("credential.png", "revoked.json", "status"), ("did.json", "status.json", "form")],
)  # fmt: skip
def test_one_that_does_not(run: Run, folder: Path, name: str, status: str, wrong: str) -> None:
    code, found = verify(run, folder, name, status=status)
    assert (code, found[wrong], found["verdict"]) == (1, "wrong", "wrong")


def test_what_could_not_be_looked_at_is_said(run: Run, folder: Path) -> None:
    done = run("credential", "verify", folder / "credential.json")
    assert done.code == 2
    told = done.out.decode()
    assert "are not" in told
    assert "Not everything could be checked." in told
    done = run("credential", "verify", folder / "credential.json", "--issuer", folder / "did.json")
    assert done.code == 2, "the status list is missing"


def test_it_comes_through_a_pipe_too(run: Run, folder: Path) -> None:
    given = ("--issuer", folder / "did.json", "--status", folder / "status.json")
    done = run("credential", "verify", "-", *given, stdin=(folder / "credential.png").read_bytes())
    assert done.code == 0
    assert "It holds." in done.out.decode()
    assert "Collaboration, Building" in done.out.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "neither"), (PNG, "no credential"), (b"a.b.c", "JWT"), (b'{"a":1,"a":2}', "twice"), (b"<svg>", "damaged")],
)
def test_wrong_files_are_told(run: Run, tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "x").write_bytes(data)
    done = run("credential", "verify", tmp_path / "x")
    assert (done.code, done.out) == (2, b"")
    assert words in done.err
    assert run("credential", "verify", tmp_path / "nothing").code == 2


@pytest.mark.parametrize("data", [b"[]", b"{}", b'{"id": 7}', b"PNG"])
def test_wrong_keys_and_lists_are_told(run: Run, folder: Path, data: bytes) -> None:
    (folder / "x.json").write_bytes(data)
    done = run("credential", "verify", folder / "credential.json", "--issuer", folder / "x.json")
    assert done.code == 2
    assert done.err


def test_a_file_steers_no_terminal(run: Run, tmp_path: Path) -> None:
    document = bare_credential()
    document["credentialSubject"]["achievement"]["name"] = "\x1b[31mRed"
    (tmp_path / "x.json").write_bytes(write_credential(document))
    done = run("credential", "verify", tmp_path / "x.json")
    assert b"\x1b[31m" not in done.out
    assert b"Red" in done.out


# Online: a site of our own with a certificate of our own


class Site(BaseHTTPRequestHandler):
    """Serves what it is told to."""

    pages: dict[str, bytes] = {}  # noqa: RUF012
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/status")
            self.end_headers()
            return
        found = self.pages.get(self.path)
        self.send_response(200 if found is not None else 404)
        self.end_headers()
        self.wfile.write(found or b"")

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The host of a site on this machine, and the certificate to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder(
        issuer_name=name, subject_name=name, public_key=key.public_key(), serial_number=7,
        not_valid_before=datetime.now(UTC) - timedelta(days=1), not_valid_after=datetime.now(UTC) + timedelta(days=1),
    )  # fmt: skip
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    certificate = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signed_by_itself = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    certificate.write_bytes(private + signed_by_itself)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Site.pages, Site.asked = {}, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"localhost:{server.server_port}", certificate
    server.shutdown()
    server.server_close()


def there(host: str, folder: Path, list_path: str = "/status/1/") -> Path:
    """A credential of an issuer at that host, whose keys and list are there."""
    did = f"did:web:{host.replace(':', '%3A')}:issuers:clearwater"
    document = bare_credential()
    document["issuer"]["id"] = did
    url = f"https://{host}{list_path}"
    document["credentialStatus"] |= {"statusListCredential": url, "id": f"{url}#94567"}
    Site.pages["/issuers/clearwater/did.json"] = write_credential(issuer_document(did, [PUBLIC]))
    Site.pages[list_path] = write_credential(signed(openbadge.status_list(url, did, [], NOW), did))
    file = folder / "there.json"
    file.write_bytes(write_credential(signed(document, did)))
    return file


def online(file: Path, certificate: Path | None, *more: str) -> tuple[int, dict[str, Any]]:
    environment = {**os.environ, **({"SSL_CERT_FILE": str(certificate)} if certificate else {})}
    done = subprocess.run(
        [sys.executable, "-m", "tamarack", "credential", "verify", str(file), "--json", *more],
        capture_output=True, env=environment, timeout=60,
    )  # fmt: skip
    return done.returncode, json.loads(done.stdout)


def test_online_it_fetches_keys_and_list_and_says_so(site: tuple[str, Path], tmp_path: Path) -> None:
    host, certificate = site
    file = there(host, tmp_path)
    code, told = online(file, certificate, "--online")
    assert (code, told["verdict"]) == (0, "good")
    assert told["fetched"] == [f"https://{host}/issuers/clearwater/did.json", f"https://{host}/status/1/"]


def test_nothing_is_fetched_unless_asked(site: tuple[str, Path], tmp_path: Path) -> None:
    host, certificate = site
    code, told = online(there(host, tmp_path), certificate)
    assert (code, told["verdict"], told["fetched"]) == (2, "unknown", [])
    assert Site.asked == []


@pytest.mark.parametrize("what", ["not there", "too large", "no JSON", "leads to http", "not trusted"])
def test_what_cannot_be_fetched_is_not_known(site: tuple[str, Path], tmp_path: Path, what: str) -> None:
    host, certificate = site
    file = there(host, tmp_path, "/away" if what == "leads to http" else "/status/1/")
    if what == "not there":
        Site.pages.clear()
    elif what == "too large":
        Site.pages["/status/1/"] = b" " * 2_100_000 + Site.pages["/status/1/"]
    elif what == "no JSON":
        Site.pages["/issuers/clearwater/did.json"] = b"<html>"
    code, told = online(file, None if what == "not trusted" else certificate, "--online")
    assert (code, told["verdict"]) == (2, "unknown")


# Issuers


@pytest.mark.server
def test_an_issuer_is_made_named_shown_and_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"

    def tamarack(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run_real(*arguments, data=data, TAMARACK_URL="http://localhost:8000")

    assert tamarack("manage", "migrate", "--verbosity", "0").returncode == 0
    names = ("--name-en", "Clearwater Career Centre", "--name-fr", "Centre de carrière Clearwater")
    made = tamarack("issuer", "create", "clearwater", *names, "--url", "https://clearwater.example")
    assert (made.returncode, made.stderr) == (0, "")
    assert "did:web:localhost%3A8000:issuers:clearwater" in made.stdout
    (key,) = (data / "keys").iterdir()
    assert key.stat().st_mode & 0o777 == 0o600
    again = tamarack("issuer", "create", "clearwater", *names, "--url", "https://clearwater.example")
    assert (again.returncode, again.stderr) == (2, "There is an issuer “clearwater” already.\n")
    assert list((data / "keys").iterdir()) == [key]
    nowhere = ("create", "x", *names, "--url", "https://x.example", "--organisation", "nowhere")
    nobody = ("people", "clearwater", "--decider", "nobody@x.example")
    for wrong in (nobody, nowhere, ("show", "nobody"), ("rotate", "nobody")):
        done = tamarack("issuer", *wrong)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1, done.stderr
    os.environ["DJANGO_SUPERUSER_PASSWORD"] = "quite a long one"
    account = ("createsuperuser", "--no-input", "--email", "priya@clearwater.example", "--name", "Priya Raman")
    assert tamarack("manage", *account).returncode == 0
    named = tamarack("issuer", "people", "clearwater", "--decider", "PRIYA@clearwater.example",
                     "--reviewer", "priya@clearwater.example")  # fmt: skip
    assert named.stdout.count("Priya Raman <priya@clearwater.example>") == 2
    dismissed = tamarack("issuer", "people", "clearwater", "--no-reviewer", "priya@clearwater.example")
    assert dismissed.stdout.count("Priya Raman") == 1
    rotated = tamarack("issuer", "rotate", "clearwater")
    assert rotated.returncode == 0
    (new,) = (data / "keys").iterdir()
    assert new != key
    shown = re.sub(r"\s", "", tamarack("issuer", "show").stdout)
    assert f"{new.stem}inuse" in shown
    assert f"{key.stem}until" in shown
    disowned = tamarack("issuer", "disown", "clearwater", new.stem)
    assert disowned.returncode == 0
    assert f"{new.stem}disowned2" in re.sub(r"\s", "", disowned.stdout)
    assert new.stem not in [path.stem for path in (data / "keys").iterdir()]
    assert tamarack("issuer", "disown", "clearwater", new.stem).returncode == 2
