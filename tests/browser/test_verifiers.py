"""An independent verifier, run in the browser: it takes what Tamarack issued, and Tamarack takes what it issued."""

import json
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tamarack.core.formats import openbadge
from tamarack.core.formats.openbadge_check import Found, verify
from tamarack.core.formats.openbadge_proof import issuer_document, public_text, sign
from tamarack.core.formats.openbadge_words import CONTEXTS, _file
from tests.browser.conftest import Visitor
from tests.core.badges import DID, LIST, NOW, At, bare_credential, leaves, tampered
from tests.server import Server

BUNDLE = (Path(__file__).parent.parent / "vendor" / "verifier.min.js").read_text(encoding="utf-8")
MULTIKEY = "https://w3id.org/security/multikey/v1"
Node = dict[str, Any]


def contexts() -> dict[str, Node]:
    """The vocabularies that come with Tamarack, and none other."""
    return {url: json.loads(_file(name).read_text(encoding="utf-8")) for url, name in CONTEXTS.items()}


def keys(document: Node) -> dict[str, Node]:
    """An issuer's document, and each of its keys under its own name, as a resolver gives them."""
    methods = {entry["id"]: {"@context": MULTIKEY, **entry} for entry in document["verificationMethod"]}
    return {document["id"]: document, **methods}


@pytest.fixture
def verifier(visitor: Callable[..., Visitor]) -> Callable[..., Any]:
    """Calls a function of the bundle."""
    someone = visitor()
    someone.go("/en/about/")
    someone.page.evaluate(f"{BUNDLE};globalThis.verifier = verifier")

    def call(name: str, *given: Any) -> Any:
        return someone.page.evaluate(f"given => verifier.{name}(...given)", list(given))

    return call


def holds(found: Node) -> bool:
    return bool(found["verified"]) and not found["revoked"]


def read(server: Server, path: str) -> Node:
    request = urllib.request.Request(server.address + path, headers={"Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as response:
        found: Node = json.load(response)
        return found


def issued_here(visitor: Callable[..., Visitor], state: str) -> str:
    """The key of a credential of Nadia's in the demo: a valid or a revoked one."""
    someone = visitor()
    someone.sign_in_as("Nadia Bouchard")
    someone.go("/en/credentials/")
    row = (
        someone.page.locator("li").filter(has_text=state).filter(has=someone.page.locator("a[href*='/credentials/c/']"))
    )
    return str(row.locator("a").first.get_attribute("href")).split("/")[-2]


@pytest.mark.parametrize(("state", "holds"), [("Valid", True), ("Revoked", False)])
def test_it_finds_of_what_tamarack_issued_what_tamarack_finds(
    server: Server, visitor: Callable[..., Visitor], verifier: Callable[..., Any], state: str, holds: bool
) -> None:
    document = read(server, f"/credentials/c/{issued_here(visitor, state)}/")
    status = read(server, "/issuers/clearwater/status/1/")
    documents = {**contexts(), **keys(read(server, "/issuers/clearwater/did.json")), status["id"]: status}
    found = verifier("verify", document, documents)
    assert found == {"verified": True, "revoked": not holds, "error": None}


def test_it_refuses_each_credential_that_was_tampered_with(verifier: Callable[..., Any]) -> None:
    key = Ed25519PrivateKey.generate()
    public = public_text(key.public_key())
    listed = sign(openbadge.status_list(LIST, DID, [], NOW), key, f"{DID}#{public}", NOW)
    document = sign(bare_credential(), key, f"{DID}#{public}", NOW)
    documents = {**contexts(), **keys(issuer_document(DID, [public])), LIST: listed}
    assert verifier("verify", document, documents) == {"verified": True, "revoked": False, "error": None}
    taken = [path for path in leaves(document) if holds(verifier("verify", tampered(document, path), documents))]
    assert taken == []


def test_tamarack_verifies_what_it_issued(verifier: Callable[..., Any]) -> None:
    unsigned = {key: value for key, value in bare_credential().items() if key != "credentialStatus"}
    made = verifier("issue", unsigned, DID, contexts(), NOW.strftime("%Y-%m-%dT%H:%M:%SZ"))
    document = made["signed"]
    sources = At({DID: issuer_document(DID, [made["key"]])})
    assert verify(document, sources, datetime.now(UTC)).found is Found.GOOD
    for path in leaves(document):
        assert verify(tampered(document, path), sources, NOW + timedelta(hours=1)).found is not Found.GOOD, path
