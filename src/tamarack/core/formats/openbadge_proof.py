"""Proofs by Ed25519 (Data Integrity, cryptosuite eddsa-rdfc-2022), and the documents that hold issuers' public keys.

Source: W3C Recommendation "Data Integrity EdDSA Cryptosuites v1.0", sections 3.2 (eddsa-rdfc-2022) and 2.1 (Multikey);
did:web Method Specification; did:key Method v0.7.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote, unquote

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tamarack.core.errors import N_, BadInput
from tamarack.core.formats.openbadge_words import Node, canonical

PROOF = "DataIntegrityProof"
SUITE = "eddsa-rdfc-2022"
ASSERTION = "assertionMethod"
KEY_TYPES = ("Multikey", "Ed25519VerificationKey2020")
_PREFIX = b"\xed\x01"
"""What stands before the 32 bytes of an Ed25519 public key (multicodec)."""


class BadKey(BadInput):
    """A key that cannot be found, or is none."""

    code = "bad_key"


def public_text(key: Ed25519PublicKey) -> str:
    """A public key as text (Multikey, base58btc)."""
    return "z" + base58.b58encode(_PREFIX + key.public_bytes_raw()).decode()


def public_key(text: str) -> Ed25519PublicKey:
    """The public key in a text.

    Raises
    ------
    BadKey
        If it is not an Ed25519 key.
    """
    raw = _decoded(text)
    if raw[:2] != _PREFIX or len(raw) != 34:
        raise BadKey(N_("The issuer’s key is not an Ed25519 key."))
    return Ed25519PublicKey.from_public_bytes(raw[2:])


def _decoded(text: object) -> bytes:
    if not isinstance(text, str) or not text.startswith("z") or len(text) > 200:
        return b""
    try:
        return bytes(base58.b58decode(text[1:]))
    except ValueError:
        return b""


def stamp(moment: datetime) -> str:
    """A moment as credentials write it: in UTC, to the second, with its offset."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign(document: Node, key: Ed25519PrivateKey, method: str, created: datetime) -> Node:
    """The document with a proof.

    Parameters
    ----------
    document : dict
        JSON-LD without a proof.
    method : str
        The id of the key: the issuer's DID, "#", and the public key as text.

    Raises
    ------
    UnknownWords, NotCovered
        If the signature would not cover everything that the document says.
    """
    proof = {
        "type": PROOF,
        "cryptosuite": SUITE,
        "created": stamp(created),
        "verificationMethod": method,
        "proofPurpose": ASSERTION,
    }
    signature = key.sign(hashed(document, proof))
    return {**document, "proof": [{**proof, "proofValue": "z" + base58.b58encode(signature).decode()}]}


def hashed(document: Node, proof: Node, contexts: dict[str, str | Node] | None = None) -> bytes:
    """The 64 bytes that are signed: the hash of the proof's options, then that of the document.

    Raises
    ------
    UnknownWords, NotCovered
        If either says what no signature would cover.
    """
    bare = {key: value for key, value in document.items() if key != "proof"}
    options = {key: value for key, value in proof.items() if key not in ("proofValue", "@context")}
    options["@context"] = bare["@context"] = proof.get("@context", document.get("@context"))
    return sha256(canonical(options, contexts)).digest() + sha256(canonical(bare, contexts)).digest()


def holds(document: Node, proof: Node, key: str, contexts: dict[str, str | Node] | None = None) -> bool:
    """Whether a proof is the key's, of this document and no other.

    Raises
    ------
    UnknownWords, NotCovered
        If it says what no signature covers.
    BadKey
        If the key is not an Ed25519 key.
    """
    own, given = _list(proof.get("@context")), _list(document.get("@context"))
    if own != given[: len(own)]:
        return False
    try:
        public_key(key).verify(_decoded(proof.get("proofValue")), hashed(document, proof, contexts))
    except InvalidSignature:
        return False
    return True


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def issuer_document(did: str, keys: Iterable[str]) -> Node:
    """An issuer's DID document: all keys that signed anything, also those that sign no more.

    Parameters
    ----------
    keys : iterable of str
        Public keys as text, the one in use first.
    """
    methods = [{"id": f"{did}#{key}", "type": "Multikey", "controller": did, "publicKeyMultibase": key} for key in keys]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        ASSERTION: [method["id"] for method in methods],
    }


def self_document(did: str) -> Node | None:
    """The document of a did:key, which is its own key; None for any other identifier."""
    return issuer_document(did, [did.removeprefix("did:key:")]) if did.startswith("did:key:") else None


def find_key(document: Node, method: str, now: datetime) -> str:
    """The public key, as text, that an issuer's document has under an id and lets sign credentials.

    Raises
    ------
    BadKey
        If it has none such, or took it back.
    """
    owner = method.partition("#")[0]
    entries = [*_list(document.get("verificationMethod")), *_list(document.get(ASSERTION))]
    found = next(
        (entry for entry in entries if isinstance(entry, dict) and _full(entry.get("id"), owner) == method), None
    )
    listed = [entry.get("id") if isinstance(entry, dict) else entry for entry in _list(document.get(ASSERTION))]
    if found is None or document.get("id") != owner or method not in [_full(entry, owner) for entry in listed]:
        raise BadKey(N_("The issuer has no such key for credentials."))
    if found.get("type") not in KEY_TYPES or found.get("controller") != owner:
        raise BadKey(N_("The issuer’s key is of a kind that is not known here."))
    for end in (found.get("revoked"), found.get("expires")):
        if end is not None and ((moment := read_stamp(end)) is None or moment <= now):
            raise BadKey(N_("The issuer has taken this key back."))
    key = str(found.get("publicKeyMultibase"))
    public_key(key)
    return key


def _full(name: object, owner: str) -> object:
    return f"{owner}{name}" if isinstance(name, str) and name.startswith("#") else name


_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def read_stamp(text: object) -> datetime | None:
    """A moment as credentials write it; None for anything else, such as one without an offset."""
    if not isinstance(text, str) or not _STAMP.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def web_did(address: str, path: str) -> str:
    """The did:web of a place on a site, as did:web:grow.example.ca:issuers:clearwater.

    Parameters
    ----------
    address : str
        Of the site: https://grow.example.ca, perhaps with a port.
    path : str
        Where its ``did.json`` stands: issuers/clearwater.
    """
    host = address.partition("://")[2]
    return ":".join(["did:web", *(quote(part, safe="") for part in (host, *path.split("/")))])


def web_address(did: str) -> str | None:
    """Where the document of a did:web stands; None for any other identifier."""
    if not re.fullmatch(r"did:web:[A-Za-z0-9.%-]+(:[A-Za-z0-9._~%-]+)*", did):
        return None
    host, *path = (unquote(part) for part in did.removeprefix("did:web:").split(":"))
    if not re.fullmatch(r"[A-Za-z0-9.-]+(:\d{1,5})?", host) or any(
        "/" in part or part in ("", ".", "..") for part in path
    ):
        return None
    return f"https://{host}/{'/'.join(path or ['.well-known'])}/did.json"
