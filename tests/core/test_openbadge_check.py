"""Open Badges: whose they are, when they hold, whether they were taken back, and whatever else comes."""

import copy
import gzip
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import base58
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.errors import BadInput
from tamarack.core.formats import openbadge
from tamarack.core.formats.bitstring import LENGTH, decode, encode, is_set
from tamarack.core.formats.openbadge_check import Found, verify
from tamarack.core.formats.openbadge_proof import (
    BadKey,
    find_key,
    issuer_document,
    public_text,
    read_stamp,
    sign,
)  # fmt: skip
from tests.core.badges import (
    DID,
    KEY,
    LATER,
    LIST,
    METHOD,
    NOW,
    PUBLIC,
    At,
    Node,
    at,
    bare_credential,
    signed,
    told,
)

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
