"""Open Badges: what is signed, what is refused, what a check finds. Nothing is fetched."""

import contextlib
import copy
import gzip
import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import base58
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.errors import BadFile, BadInput
from tamarack.core.formats import openbadge
from tamarack.core.formats.bitstring import LENGTH, decode, encode, is_set
from tamarack.core.formats.openbadge import identity_hash
from tamarack.core.formats.openbadge_check import Found, Verdict, verify
from tamarack.core.formats.openbadge_image import bake_png, bake_svg, read_credential, write_credential
from tamarack.core.formats.openbadge_proof import (
    BadKey,
    find_key,
    hashed,
    holds,
    issuer_document,
    public_key,
    public_text,
    read_stamp,
    sign,
    web_address,
    web_did,
)  # fmt: skip
from tamarack.core.formats.openbadge_words import BADGES, CONTEXTS, NotCovered, UnknownWords, canonical
from tests.core.badges import DID, LIST, NOW, At, Node, bare_credential, leaves, tampered

VECTORS = Path(__file__).parent.parent / "data" / "eddsa-rdfc-2022"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = public_text(KEY.public_key())
METHOD = f"{DID}#{PUBLIC}"
LATER = NOW + timedelta(days=1)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>Ring &gt; all</title></svg>'


def vector(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def signed(document: Node | None = None) -> Node:
    return sign(document or bare_credential(), KEY, METHOD, NOW)


def listed(*taken: int) -> Node:
    return sign(openbadge.status_list(LIST, DID, taken, NOW), KEY, METHOD, NOW)


def at(*taken: int, **more: Node) -> At:
    return At({DID: issuer_document(DID, [PUBLIC]), LIST: listed(*taken), **more})


def told(verdict: Verdict) -> dict[str, str]:
    return {check.name: check.found.value for check in verdict.checks}


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


# Whose it is


def test_the_keys_that_are_not_at_hand_are_said() -> None:
    verdict = verify(signed(), At({}), LATER)
    assert verdict.found is Found.UNKNOWN
    assert {name for name, found in told(verdict).items() if found == "unknown"} == {"key", "status"}
    assert DID in verdict.checks[2].message


def test_a_key_that_signs_no_more_still_verifies() -> None:
    new = public_text(Ed25519PrivateKey.generate().public_key())
    sources = at()
    sources.documents[DID] = issuer_document(DID, [new, PUBLIC])
    assert verify(signed(), sources, LATER).found is Found.GOOD
    sources.documents[DID] = issuer_document(DID, [new])
    assert told(verify(signed(), sources, LATER))["key"] == "wrong"


def test_nobody_signs_for_another() -> None:
    other = "did:web:evil.example:issuers:clearwater"
    document = sign(bare_credential(), KEY, f"{other}#{PUBLIC}", NOW)
    assert told(verify(document, at(**{other: issuer_document(other, [PUBLIC])}), LATER))["key"] == "wrong"
    stranger = Ed25519PrivateKey.generate()
    assert told(verify(sign(bare_credential(), stranger, METHOD, NOW), at(), LATER))["signature"] == "wrong"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "did:web:evil.example"}, {"assertionMethod": []}, {"verificationMethod": []},
        {"assertionMethod": ["#other"]},
    ],
)  # fmt: skip
def test_a_key_has_to_stand_in_the_issuers_own_document(change: Node) -> None:
    document = {**issuer_document(DID, [PUBLIC]), **change}
    with pytest.raises(BadKey):
        find_key(document, METHOD, LATER)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "RsaKey"}, {"controller": "did:web:evil.example"}, {"publicKeyMultibase": "z6Mk"},
        {"publicKeyMultibase": 7},
        {"revoked": "2025-03-04T20:00:00Z"}, {"expires": "yesterday"}, {"publicKeyMultibase": PUBLIC.replace("z", "Z")},
        {"publicKeyMultibase": "z" + base58.b58encode(b"\x80\x24" + bytes(33)).decode()},
    ],
)  # fmt: skip
def test_a_key_that_is_none_is_refused(change: Node) -> None:
    document = issuer_document(DID, [PUBLIC])
    document["verificationMethod"][0] |= change
    with pytest.raises(BadKey):
        find_key(document, METHOD, LATER)


def test_keys_may_be_named_shortly_and_be_of_the_older_kind() -> None:
    document = issuer_document(DID, [PUBLIC])
    document["verificationMethod"][0] |= {
        "id": f"#{PUBLIC}",
        "type": "Ed25519VerificationKey2020",
        "revoked": "2030-01-01T00:00:00Z",
    }
    document["assertionMethod"] = [document["verificationMethod"].pop()]
    assert find_key(document, METHOD, LATER) == PUBLIC


def test_a_did_key_needs_nothing() -> None:
    did = f"did:key:{PUBLIC}"
    bare = {key: value for key, value in bare_credential().items() if key != "credentialStatus"}
    bare["issuer"] = {**bare["issuer"], "id": did}
    document = sign(bare, KEY, f"{did}#{PUBLIC}", NOW)
    assert verify(document, At({}), LATER).found is Found.GOOD
    assert told(verify({**document, "name": "x"}, At({}), LATER))["signature"] == "wrong"


@pytest.mark.parametrize(
    ("proof", "found"),
    [
        ([], "wrong"), ("signed", "wrong"), ([{"type": "Ed25519Signature2020"}], "unknown"),
        ([{"type": "DataIntegrityProof", "cryptosuite": "ecdsa-rdfc-2019"}], "unknown"),
        ([{"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "previousProof": "urn:x"}], "unknown"),
    ],
)  # fmt: skip
def test_other_signatures_are_told_and_never_taken(proof: Any, found: str) -> None:
    verdict = verify({**bare_credential(), "proof": proof}, at(), LATER)
    assert verdict.found is not Found.GOOD
    assert found in told(verdict).values()


@pytest.mark.parametrize(
    "change",
    [
        {"proofPurpose": "authentication"}, {"proofValue": "z" + "1" * 150}, {"proofValue": ""}, {"created": "today"},
        {"expires": "2025-03-04T20:00:00Z"}, {"nonce": "x"},
        {"@context": ["https://www.w3.org/ns/credentials/v2", "x"]},
    ],
)  # fmt: skip
def test_a_proof_says_what_it_is_for(change: Node) -> None:
    document = signed()
    document["proof"][0] |= change
    assert verify(document, at(), LATER).found is not Found.GOOD


def test_all_of_several_signatures_have_to_hold() -> None:
    document = signed()
    twice = {**document, "proof": [*document["proof"], copy.deepcopy(document["proof"][0])]}
    assert verify(twice, at(), LATER).found is Found.GOOD
    twice["proof"][1]["proofValue"] = sign(bare_credential(name=""), KEY, METHOD, NOW)["proof"][0]["proofValue"]
    assert verify(twice, at(), LATER).found is Found.WRONG


# When


@pytest.mark.parametrize(("days", "found"), [(-1, "wrong"), (1, "good"), (3, "wrong")])
def test_it_holds_in_its_time(days: int, found: str) -> None:
    document = signed(bare_credential(until=NOW + timedelta(days=2)))
    assert told(verify(document, at(), NOW + timedelta(days=days)))["period"] == found


@pytest.mark.parametrize("moment", ["2025-03-04", "2025-03-04T14:32:05", "yesterday", 7, "2025-13-04T14:32:05Z"])
def test_a_moment_without_its_offset_is_none(moment: Any) -> None:
    assert read_stamp(moment) is None
    assert verify(signed({**bare_credential(), "validUntil": moment}), at(), LATER).found is Found.WRONG


def test_a_moment_can_have_another_offset() -> None:
    assert read_stamp("2025-03-04T11:02:05-03:30") == NOW
    assert (
        told(verify(signed({**bare_credential(), "validFrom": "2025-03-04T11:02:05-03:30"}), at(), LATER))["period"]
        == "good"
    )


# Whether it was taken back


def test_what_was_revoked_does_not_hold() -> None:
    verdict = verify(signed(), at(94567), LATER)
    assert (verdict.found, told(verdict)["status"]) == (Found.WRONG, "wrong")
    assert verify(signed(), at(94566, 94568), LATER).found is Found.GOOD


@pytest.mark.parametrize(
    "change",
    [
        {"id": "https://evil.example/"}, {"type": ["VerifiableCredential"]}, {"issuer": "did:web:evil.example"},
        {"proof": []},
        {"credentialSubject": "x"}, {"validUntil": "2025-03-04T15:00:00Z"},
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_trusted_settles_nothing(change: Node) -> None:
    sources = at()
    sources.documents[LIST] = {**sources.documents[LIST], **change}
    verdict = verify(signed(), sources, LATER)
    assert (verdict.found, told(verdict)["status"]) == (Found.UNKNOWN, "unknown")


@pytest.mark.parametrize(
    ("name", "value"),
    [("encodedList", "u"), ("encodedList", "zzz"), ("encodedList", encode([], 8)), ("statusPurpose", "suspension")],
)
def test_a_list_that_is_none_settles_nothing(name: str, value: str) -> None:
    bare = openbadge.status_list(LIST, DID, [], NOW)
    bare["credentialSubject"][name] = value
    verdict = verify(signed(), at(**{LIST: sign(bare, KEY, METHOD, NOW)}), LATER)
    assert told(verdict)["status"] == "unknown"


@pytest.mark.parametrize("index", ["-1", "x", "999999999999999", str(LENGTH), ""])
def test_a_place_that_there_is_not_settles_nothing(index: str) -> None:
    bare = bare_credential()
    bare["credentialStatus"]["statusListIndex"] = index
    assert told(verify(signed(bare), at(), LATER))["status"] == "unknown"


def test_one_list_of_several_is_enough() -> None:
    bare = bare_credential()
    bare["credentialStatus"] = [
        {**bare["credentialStatus"], "id": "urn:a", "statusListIndex": "7"},
        bare["credentialStatus"],
    ]
    assert verify(signed(bare), at(), LATER).found is Found.GOOD
    assert verify(signed(bare), at(94567), LATER).found is Found.WRONG
    without = {key: value for key, value in bare.items() if key != "credentialStatus"}
    assert verify(signed(without), at(), LATER).found is Found.GOOD


@given(st.sets(st.integers(0, LENGTH - 1), max_size=20))
def test_a_list_says_of_each_entry_whether_it_is_set(taken: set[int]) -> None:
    bits = decode(encode(taken))
    assert len(bits) * 8 == LENGTH == 131_072
    assert {index for index in [*taken, 0, 1, LENGTH - 1] if is_set(bits, index)} == taken


def test_the_first_entry_is_the_leftmost_bit() -> None:
    assert decode(encode([0]))[0] == 0x80
    assert encode([]).startswith("uH4sI"), "gzip, base64url without padding, multibase"
    assert "=" not in encode([5])


def test_a_list_that_unpacks_without_measure_is_refused() -> None:
    bomb = "u" + urlsafe_b64encode(gzip.compress(bytes(20_000_000))).decode().rstrip("=")
    with pytest.raises(BadInput):
        decode(bomb)


# Whatever comes


@pytest.mark.parametrize(
    "document",
    [
        {}, {"type": "Open"}, {"type": ["OpenBadgeCredential"]}, {**bare_credential(), "credentialSubject": []},
        {**bare_credential(), "issuer": 7}, {**bare_credential(), "validFrom": "2025-03-04T14:32:05"},
        {**bare_credential(), "type": {"a": 1}},
    ],
)  # fmt: skip
def test_what_is_no_open_badge_is_told(document: Node) -> None:
    verdict = verify(document, at(), LATER)
    assert told(verdict) == {"form": "wrong"}


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=6)
JSON = st.recursive(
    LEAVES,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=6), part, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(signed())), JSON)
def test_nothing_that_comes_breaks_a_check(name: str, value: Any) -> None:
    document = signed()
    if value != document[name]:
        assert verify({**document, name: value}, at(), LATER).found is not Found.GOOD


@given(st.sampled_from(["credentialStatus", "credentialSubject", "issuer", "image"]), st.text(max_size=6), JSON)
def test_nothing_within_breaks_a_check(name: str, key: str, value: Any) -> None:
    verify({**signed(), name: {**signed()[name], key: value}}, at(), LATER)


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
