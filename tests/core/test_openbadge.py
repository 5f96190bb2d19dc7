"""Open Badges: what is signed, what is refused, what a check finds. Nothing is fetched."""

import contextlib
import copy
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import base58
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tamarack.core.errors import BadFile
from tamarack.core.formats.openbadge import identity_hash
from tamarack.core.formats.openbadge_check import Found, verify
from tamarack.core.formats.openbadge_image import bake_png, bake_svg, read_credential, write_credential
from tamarack.core.formats.openbadge_proof import (
    hashed,
    holds,
    public_key,
    public_text,
    web_address,
    web_did,
)  # fmt: skip
from tamarack.core.formats.openbadge_words import BADGES, CONTEXTS, NotCovered, UnknownWords, canonical
from tests.core.badges import (
    DID,
    LATER,
    PNG,
    PUBLIC,
    SVG,
    Node,
    at,
    bare_credential,
    leaves,
    signed,
    tampered,
    told,
)

VECTORS = Path(__file__).parent.parent / "data" / "eddsa-rdfc-2022"


def vector(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


# The W3C's vectors


@pytest.mark.parametrize("name", ["alumni", "employment"])
def test_the_vectors_of_the_specification_pass(name: str) -> None:
    document, vectors = vector(name), vector("vectors")
    contexts = {**CONTEXTS, **vector("contexts")}
    expected = vectors["credentials"][name]
    proof, key = document["proof"], vectors["publicKeyMultibase"]
    assert hashed(document, proof, contexts).hex() == expected["proofConfigHash"] + expected["documentHash"]
    assert holds(document, proof, key, contexts)
    secret = Ed25519PrivateKey.from_private_bytes(base58.b58decode(vectors["secretKeyMultibase"][1:])[2:])
    signature = secret.sign(hashed(document, proof, contexts))
    assert "z" + base58.b58encode(signature).decode() == proof["proofValue"]
    assert signature.hex() == expected.get("signature", signature.hex())
    assert not holds({**document, "name": "Another"}, proof, key, contexts)


# What is signed


def test_a_credential_is_what_the_standard_asks_for() -> None:
    document = signed(bare_credential(until=LATER))
    assert document["@context"] == ["https://www.w3.org/ns/credentials/v2", BADGES]
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    lists = (
        document["issuer"]["type"], document["evidence"], document["proof"], document["credentialSubject"]["type"],
        document["credentialSubject"]["identifier"], document["credentialSubject"]["result"],
        document["credentialSubject"]["achievement"]["type"], document["credentialSubject"]["achievement"]["alignment"],
        document["credentialSubject"]["achievement"]["resultDescription"],
    )  # fmt: skip
    assert all(isinstance(part, list) and part for part in lists)
    single = (document["credentialStatus"], document["credentialSubject"]["achievement"]["criteria"], document["image"])
    assert all(isinstance(part, dict) for part in single)
    assert (document["validFrom"], document["validUntil"]) == ("2025-03-04T14:32:05Z", "2025-03-05T14:32:05Z")
    assert document["evidence"][0]["id"] == "https://clearwater.example/a%20b%7Cc"
    result = document["credentialSubject"]["achievement"]["resultDescription"][0]
    assert result["requiredLevel"] in [entry["id"] for entry in result["rubricCriterionLevel"]]
    assert document["credentialSubject"]["result"][0]["achievedLevel"] == result["rubricCriterionLevel"][1]["id"]


def values(node: Any) -> list[Any]:
    parts = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    return [node, *(value for part in parts for value in values(part))]


def test_what_is_not_said_is_left_out() -> None:
    document = signed(bare_credential(name=""))
    assert "validUntil" not in document
    assert len(document["credentialSubject"]["identifier"]) == 1
    assert not [value for value in values(document) if value in (None, "", [], {})]


def test_the_address_stands_in_it_as_its_hash_alone() -> None:
    document = signed()
    assert "nadia@" not in json.dumps(document)
    identity = document["credentialSubject"]["identifier"][0]
    assert identity["identityHash"] == identity_hash("nadia@clearwater.example", identity["salt"])
    # The example of the standard
    assert identity_hash("a@example.com", "Kosher") == (
        "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    )


def test_it_holds() -> None:
    verdict = verify(signed(bare_credential(until=LATER + timedelta(days=1))), at(), LATER)
    assert verdict.found is Found.GOOD
    assert list(told(verdict)) == ["form", "words", "key", "signature", "period", "status"]
    assert "2025-03-04" in verdict.checks[4].message


def test_each_value_is_covered_by_the_signature() -> None:
    document = signed(bare_credential(until=LATER + timedelta(days=900)))
    assert len(list(leaves(document))) > 70
    for path in leaves(document):
        verdict = verify(tampered(document, path), at(), LATER)
        assert verdict.found is not Found.GOOD, path
        if path[0] not in ("@context", "credentialStatus", "proof"):
            assert verdict.found is Found.WRONG, path


def parts(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    return [place for step, part in steps for place in ((*path, step), *parts(part, (*path, step)))]


def test_no_part_can_be_taken_away() -> None:
    document = signed()
    for path in parts(document):
        found = copy.deepcopy(document)
        node: Any = found
        for step in path[:-1]:
            node = node[step]
        del node[path[-1]]
        assert verify(found, at(), LATER).found is not Found.GOOD, path


@pytest.mark.parametrize(
    "more",
    [
        {"grade": "A"}, {"narrative": {"en": "x"}}, {"validUntil": None}, {"schema:name": "x"},
        {"https://schema.org/name": "x"}, {"@graph": []}, {"@type": "Person"}, {"evidence": [None]},
        {"type": ["VerifiableCredential", "OpenBadgeCredential", "Doctorate"]}, {"name": "Bell\a"}, {"id": ""},
        {"image": {"id": "picture.png", "type": "Image"}}, {"image": {"id": "//evil.example/a", "type": "Image"}},
        {"name": ["a", {"@value": "b"}]}, {"image": {"id": "https://a b/", "type": "Image"}},
        {"credentialSubject": {**bare_credential()["credentialSubject"], "creditsEarned": 10**400}},
    ],
)  # fmt: skip
def test_what_no_signature_would_cover_is_neither_signed_nor_taken(more: Node) -> None:
    with pytest.raises(NotCovered):
        signed({**bare_credential(), **more})
    verdict = verify({**signed(), **more}, at(), LATER)
    assert verdict.found is Found.WRONG
    assert told(verdict)["words"] == "wrong"
    assert told(verdict)["signature"] == "unknown"


def test_words_without_a_meaning_are_named() -> None:
    with pytest.raises(NotCovered, match=r"grade|words without a meaning"):
        signed({**bare_credential(), "grade": "A"})


@pytest.mark.parametrize(
    "context",
    [
        ["https://www.w3.org/ns/credentials/v2", "https://evil.example/v1"], {"@vocab": "https://evil.example/"},
        ["https://www.w3.org/ns/credentials/v2", {"name": "https://evil.example/name"}], [], None, "",
    ],
)  # fmt: skip
def test_other_vocabularies_are_never_fetched(context: Any) -> None:
    with pytest.raises(UnknownWords):
        canonical({**bare_credential(), "@context": context})
    assert verify({**signed(), "@context": context}, at(), LATER).found is Found.UNKNOWN


def test_every_vocabulary_comes_along() -> None:
    old = {
        **bare_credential(),
        "@context": ["https://www.w3.org/2018/credentials/v1", "https://purl.imsglobal.org/spec/ob/v3p0/context.json"],
    }
    for url in CONTEXTS:
        with contextlib.suppress(NotCovered):  # one that does not stand alone is refused for that, and is known
            canonical({"@context": [url], "id": "urn:x", "type": "https://example.org/Thing"})
    with pytest.raises(NotCovered):
        canonical(old)


def test_a_document_made_to_keep_a_checker_busy_is_refused() -> None:
    subject: Any = [
        {"type": ["AchievementSubject"], "result": [{"type": ["Result"]} for _ in range(9)]} for _ in range(9)
    ]
    with pytest.raises(NotCovered):
        canonical({**bare_credential(), "credentialSubject": subject, "evidence": [{"type": "Evidence"}] * 9})
    deep: Any = {}
    for _ in range(5000):
        deep = {"narrative": deep}
    with pytest.raises(NotCovered):
        canonical({**bare_credential(), "evidence": deep})


# Files


def test_a_credential_is_read_from_each_kind_of_file() -> None:
    document = signed(bare_credential(name="Geneviève ]]> <b>&amp;"))
    for data in (write_credential(document), bake_png(PNG, document), bake_svg(SVG, document)):
        assert read_credential(data) == document


def test_baking_keeps_the_picture_and_one_credential_alone() -> None:
    twice = bake_png(bake_png(PNG, {"a": 1}), signed())
    assert twice.count(b"openbadgecredential") == 1
    assert twice.count(b"iTXt") == 1
    assert twice.startswith(PNG[:33]), "right after the head"
    svg = bake_svg(SVG, signed()).decode()
    assert svg.count("<openbadges:credential>") == 1
    assert 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"' in svg
    assert "Ring &gt; all" in svg


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "neither"), (b"PK\x03\x04", "neither"), (b"\xff\xfe", "neither"), (b"[1]", "neither"), (b"{", "not JSON"),
        (b'{"a": 1, "a": 2}', "given twice"), (b"a.b.c", "token"), (PNG, "no credential"), (PNG[:-3], "damaged"),
        (PNG.replace(b"IDAT", b"IDAX"), "damaged"), (SVG.encode(), "no credential"), (b"<svg", "damaged"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "document type"), (b"{" * 100_000, "not JSON"),
        (b"[" * 100_000, "neither"), (b" " * 5_000_001, "5 MB"),
    ],
)  # fmt: skip
def test_what_is_no_credential_is_told(data: bytes, words: str) -> None:
    with pytest.raises(BadFile) as refused:
        read_credential(data, "my.png")
    assert words in str(refused.value.problems[0])
    assert "my.png" in refused.value.message


def test_a_token_in_a_picture_is_told() -> None:
    baked = bake_svg(SVG, {}).decode().replace("<openbadges:credential>", '<openbadges:credential verify="a.b.c">')
    with pytest.raises(BadFile) as refused:
        read_credential(baked.encode())
    assert "JWT" in str(refused.value.problems[0])


# Names


@pytest.mark.parametrize(
    ("address", "path", "did", "document"),
    [
        ("https://grow.example.ca", "issuers/clearwater", DID, "https://grow.example.ca/issuers/clearwater/did.json"),
        (
            "http://127.0.0.1:8111",
            "issuers/x",
            "did:web:127.0.0.1%3A8111:issuers:x",
            "https://127.0.0.1:8111/issuers/x/did.json",
        ),
    ],
)
def test_a_did_web_says_where_its_document_stands(address: str, path: str, did: str, document: str) -> None:
    assert web_did(address, path) == did
    assert web_address(did) == document


def test_other_identifiers_lead_nowhere() -> None:
    assert web_address("did:web:example.ca") == "https://example.ca/.well-known/did.json"
    wrong = [
        "did:key:z6Mk",
        "did:web:",
        "did:web:a:..:b",
        "did:web:a%2Fb",
        "did:web:a:%2e%2e",
        "did:web:a@b",
        "did:web:a::b",
        "x",
    ]
    assert [did for did in wrong if web_address(did)] == []


def test_a_key_is_text_and_back() -> None:
    assert public_text(public_key(PUBLIC)) == PUBLIC
    assert PUBLIC.startswith("z6Mk")
