"""Whether a credential holds: each thing that can be looked at, with what was found. Nothing is fetched here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from tamarack.core.errors import N_, BadInput
from tamarack.core.formats.bitstring import decode, is_set
from tamarack.core.formats.openbadge import CREDENTIAL_TYPE, ENTRY_TYPE, LIST_TYPE, issuer_of, lists_of
from tamarack.core.formats.openbadge_proof import ASSERTION, PROOF, SUITE, find_key, holds, read_stamp, self_document
from tamarack.core.formats.openbadge_words import Node, UnknownWords, canonical
from tamarack.core.framework import shorten

NOT_REVOKED = N_("The issuer has not revoked it.")
NAMES = (CREDENTIAL_TYPE, "AchievementCredential")


class Found(StrEnum):
    """What came of a check."""

    GOOD = "good"
    WRONG = "wrong"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes
    ----------
    name : {"form", "words", "key", "signature", "period", "status"}
    told : str
        A sentence in English with ``{names}`` in braces, also the key of its translation; `data` has their values.
    """

    name: str
    found: Found
    told: str
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.told.format(**self.data)


@dataclass(frozen=True)
class Verdict:
    """All checks of one credential."""

    checks: tuple[Check, ...]

    @property
    def found(self) -> Found:
        """Wrong if anything is; else unknown if anything could not be looked at; else good."""
        every = {check.found for check in self.checks}
        return next((state for state in (Found.WRONG, Found.UNKNOWN) if state in every), Found.GOOD)


class Sources(Protocol):
    """Where the documents of others come from: None for what is not at hand."""

    def issuer(self, identifier: str) -> Node | None:
        """The document with the keys of an issuer."""
        ...

    def status_list(self, url: str) -> Node | None:
        """A list of credentials that were taken back."""
        ...


def verify(document: Node, sources: Sources, now: datetime) -> Verdict:
    """Look at everything that can be wrong with a credential.

    Parameters
    ----------
    document : dict
        As it was read; nothing about it is taken for granted.
    sources : Sources
        Where issuers' keys and status lists come from.
    """
    form = _form(document)
    if form.found is not Found.GOOD:
        return Verdict((form,))
    return Verdict((form, *_proved(document, sources, now), _period(document, now), _status(document, sources, now)))


def _form(document: Node) -> Check:
    """Whether it is an Open Badge of version 3 at all, with what every reader needs."""
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    if not any(name in _list(document.get("type")) for name in NAMES):
        return Check("form", Found.WRONG, N_("This is not an Open Badge of version 3."))
    whole = (
        isinstance(achievement, dict)
        and isinstance(achievement.get("name"), str)
        and "VerifiableCredential" in _list(document.get("type"))
        and issuer_of(document)
        and _begin(document)
    )
    if not whole:
        return Check(
            "form",
            Found.WRONG,
            N_(
                "It lacks something that every Open Badge has: an achievement, an issuer, or a date with its time zone."
            ),
        )
    return Check("form", Found.GOOD, N_("It is an Open Badge of version 3."))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _proved(document: Node, sources: Sources, now: datetime) -> Iterator[Check]:
    """Words, key and signature: each is looked at if the one before was good."""
    proofs = [proof for proof in _list(document.get("proof")) if isinstance(proof, dict)]
    words = _words(document, proofs)
    yield words
    if words.found is not Found.GOOD:
        yield Check(
            "signature",
            Found.UNKNOWN,
            N_("The signature was not looked at, since nothing can be said of what it covers."),
        )
        return
    known = [proof for proof in proofs if proof.get("type") == PROOF and proof.get("cryptosuite") == SUITE]
    if not proofs:
        yield Check("signature", Found.WRONG, N_("Nobody signed it."))
    elif len(known) != len(proofs) or any("previousProof" in proof for proof in known):
        kinds = ", ".join(sorted({shorten(str(proof.get("cryptosuite") or proof.get("type"))) for proof in proofs}))
        yield Check(
            "signature", Found.UNKNOWN, N_("It is signed in a way that is not known here: {kinds}."), {"kinds": kinds}
        )
    else:
        for proof in known:
            yield from _signed(document, proof, sources, now)


def _words(document: Node, proofs: list[Node]) -> Check:
    try:
        canonical({key: value for key, value in document.items() if key != "proof"})
        for proof in proofs:
            options = {key: value for key, value in proof.items() if key != "@context"}
            canonical({**options, "@context": proof.get("@context", document.get("@context"))})
    except UnknownWords as error:
        return Check("words", Found.UNKNOWN, error.template, error.data)
    except BadInput as error:
        return Check("words", Found.WRONG, error.template, error.data)
    return Check("words", Found.GOOD, N_("A signature covers everything that it says."))


def _signed(document: Node, proof: Node, sources: Sources, now: datetime) -> Iterator[Check]:
    method, issuer = str(proof.get("verificationMethod")), issuer_of(document)
    if method.partition("#")[0] != issuer:
        yield Check("key", Found.WRONG, N_("It was not signed with a key of the issuer that it names."))
        return
    keys = self_document(issuer) or sources.issuer(issuer)
    if keys is None:
        yield Check(
            "key",
            Found.UNKNOWN,
            N_("The keys of the issuer {issuer} are not at hand, so the signature was not looked at."),
            {"issuer": shorten(issuer, 200)},
        )
        return
    try:
        key = find_key(keys, method, now)
        yield Check("key", Found.GOOD, N_("The key belongs to the issuer, {issuer}."), {"issuer": shorten(issuer, 200)})
        whole = holds(document, proof, key) and proof.get("proofPurpose") == ASSERTION and _made(proof, now)
    except BadInput as error:
        yield Check("key", Found.WRONG, error.template, error.data)
        return
    if whole:
        yield Check("signature", Found.GOOD, N_("Nothing has changed since the issuer signed it."))
    else:
        yield Check(
            "signature",
            Found.WRONG,
            N_("The signature does not fit: something has changed since, or someone else signed it."),
        )


def _made(proof: Node, now: datetime) -> bool:
    """Whether a proof says a moment at which it was made, if at all, and has not ended."""
    made, end = proof.get("created"), proof.get("expires")
    if made is not None and read_stamp(made) is None:
        return False
    return end is None or ((moment := read_stamp(end)) is not None and moment > now)


def _begin(document: Node) -> datetime | None:
    return read_stamp(document.get("validFrom", document.get("issuanceDate")))


def _period(document: Node, now: datetime) -> Check:
    begin = _begin(document)
    end = document.get("validUntil", document.get("expirationDate"))
    until = read_stamp(end)
    if begin is None or (end is not None and until is None):
        return Check("period", Found.WRONG, N_("It has a date that is none, or one without a time zone."))
    if begin > now:
        return Check("period", Found.WRONG, N_("It begins on {day}, which is still to come."), {"day": begin.date()})
    if until and until <= now:
        return Check("period", Found.WRONG, N_("It ended on {day}."), {"day": until.date()})
    if until:
        return Check(
            "period", Found.GOOD, N_("It is valid from {day} until {end}."), {"day": begin.date(), "end": until.date()}
        )
    return Check("period", Found.GOOD, N_("It is valid since {day}, without an end."), {"day": begin.date()})


def _status(document: Node, sources: Sources, now: datetime) -> Check:
    """Whether any list says that it was taken back."""
    entries = lists_of(document)
    if not entries:
        return Check("status", Found.GOOD, N_("It says nothing of a list on which it could be taken back."))
    for entry in entries:
        if (check := _entry(document, entry, sources, now)).found is not Found.GOOD:
            return check
    return Check("status", Found.GOOD, NOT_REVOKED)


def _entry(document: Node, entry: Node, sources: Sources, now: datetime) -> Check:
    if entry.get("type") != ENTRY_TYPE:
        told = N_("Its status is kept in a way that is not known here: {kind}.")
        return Check("status", Found.UNKNOWN, told, {"kind": shorten(str(entry.get("type")))})
    url, index = str(entry.get("statusListCredential")), str(entry.get("statusListIndex"))
    found = sources.status_list(url)
    if found is None:
        told = N_("The status list {url} is not at hand, so whether it was revoked is not known.")
        return Check("status", Found.UNKNOWN, told, {"url": shorten(url, 200)})
    if not _trusted(found, url, document, sources, now):
        return Check(
            "status", Found.UNKNOWN, N_("The status list cannot be trusted, so whether it was revoked is not known.")
        )
    subject = found["credentialSubject"]
    try:
        taken = is_set(decode(subject.get("encodedList")), int(index) if index.isdecimal() and len(index) < 12 else -1)
    except BadInput as error:
        return Check("status", Found.UNKNOWN, error.template, error.data)
    if subject.get("statusPurpose") != entry.get("statusPurpose"):
        return Check("status", Found.UNKNOWN, N_("The status list is for something else."))
    if taken:
        return Check("status", Found.WRONG, N_("The issuer has revoked it."))
    return Check("status", Found.GOOD, NOT_REVOKED)


def _trusted(found: Node, url: str, document: Node, sources: Sources, now: datetime) -> bool:
    """Whether a status list is the one that was meant, valid, and signed by the credential's issuer."""
    named = found.get("id") == url and LIST_TYPE in _list(found.get("type")) and issuer_of(found) == issuer_of(document)
    if not named or not isinstance(found.get("credentialSubject"), dict):
        return False
    checks = [*_proved(found, sources, now), _period(found, now)]
    return all(check.found is Found.GOOD for check in checks)
