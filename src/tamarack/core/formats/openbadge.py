"""Open Badges 3.0: the credential of a competency at a level as its document, and the list of those taken back.

Source: 1EdTech Open Badges Specification 3.0, section "Open Badges Data Model"; W3C Verifiable Credentials 2.0 and
Bitstring Status List 1.0. What may be there several times is a list, also where it is there once; what is not said is
left out; moments carry their offset.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from tamarack.core.formats.bitstring import encode
from tamarack.core.formats.openbadge_proof import stamp
from tamarack.core.formats.openbadge_words import BADGES, CREDENTIALS, Node

CREDENTIAL_TYPE = "OpenBadgeCredential"
LIST_TYPE = "BitstringStatusListCredential"
ENTRY_TYPE = "BitstringStatusListEntry"
PURPOSE = "revocation"
_URL_SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True)
class Issuer:
    """Who issues; `did` is the identifier under which the keys stand."""

    did: str
    name: str
    url: str
    description: str = ""
    email: str = ""


@dataclass(frozen=True)
class Alignment:
    """A descriptor of the rubric, at its permalink."""

    code: str
    name: str
    description: str
    framework: str
    url: str


@dataclass(frozen=True)
class Result:
    """The level that was agreed for one competency.

    Attributes
    ----------
    levels : sequence of (str, str)
        Code and name of every level, foundation first.
    required : str
        The credential's level.
    achieved : str or None
        The agreed secure level; None where the competency does not apply.
    """

    code: str
    name: str
    levels: Sequence[tuple[str, str]]
    required: str
    achieved: str | None


@dataclass(frozen=True)
class Achievement:
    """What anyone can earn: the same for all who do, but for what `results` says was achieved."""

    url: str
    name: str
    description: str
    narrative: str
    code: str
    version: str
    language: str
    alignments: Sequence[Alignment]
    results: Sequence[Result]


@dataclass(frozen=True)
class Recipient:
    """Whose it is: the hash of an address with a salt; the name only where the person lets it stand there."""

    email: str
    salt: str
    name: str = ""


@dataclass(frozen=True)
class Issued:
    """When, until when, at which address with which picture, and its place in a list of those taken back."""

    url: str
    picture: str
    caption: str
    since: datetime
    until: datetime | None
    status_list: str
    status_index: int


def credential(
    issuer: Issuer, achievement: Achievement, recipient: Recipient, issued: Issued, evidence: Iterable[tuple[str, str]]
) -> Node:
    """The document of a credential, to be signed.

    Parameters
    ----------
    evidence : iterable of (str, str)
        Address and title of what the person lets stand with it.
    """
    document: Node = {
        "@context": [CREDENTIALS, BADGES],
        "id": issued.url,
        "type": ["VerifiableCredential", CREDENTIAL_TYPE],
        "name": achievement.name,
        "description": achievement.description,
        "image": {"id": issued.picture, "type": "Image", "caption": issued.caption},
        "issuer": _profile(issuer),
        "validFrom": stamp(issued.since),
        "validUntil": stamp(issued.until) if issued.until else None,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": _identifiers(recipient),
            "achievement": _achievement(achievement),
            "result": [_result(achievement, entry) for entry in achievement.results if entry.achieved],
        },
        "evidence": [_filled({"id": _iri(url), "type": ["Evidence"], "name": title}) for url, title in evidence],
        "credentialStatus": {
            "id": f"{issued.status_list}#{issued.status_index}",
            "type": ENTRY_TYPE,
            "statusPurpose": PURPOSE,
            "statusListIndex": str(issued.status_index),
            "statusListCredential": issued.status_list,
        },
    }
    return _filled(document)


def _filled(node: Node) -> Node:
    """A node without what is not said: empty values are for no signature."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _iri(url: str) -> str:
    """An address in which every character may stand as it is."""
    return quote(url, safe=_URL_SAFE)


def _profile(issuer: Issuer) -> Node:
    return _filled(
        {
            "id": issuer.did,
            "type": ["Profile"],
            "name": issuer.name,
            "url": _iri(issuer.url),
            "description": issuer.description,
            "email": issuer.email,
        }
    )


def _identifiers(recipient: Recipient) -> list[Node]:
    found: list[Node] = [
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": identity_hash(recipient.email, recipient.salt),
            "identityType": "emailAddress",
            "salt": recipient.salt,
        }
    ]
    if recipient.name:
        found.append(
            {"type": "IdentityObject", "hashed": False, "identityHash": recipient.name, "identityType": "name"}
        )
    return found


def identity_hash(email: str, salt: str) -> str:
    """How a credential names an address without telling it: SHA-256 of address and salt, both as UTF-8."""
    return "sha256$" + sha256(f"{email}{salt}".encode()).hexdigest()


def _achievement(achievement: Achievement) -> Node:
    return _filled(
        {
            "id": achievement.url,
            "type": ["Achievement"],
            "achievementType": "Competency",
            "name": achievement.name,
            "description": achievement.description,
            "criteria": {"id": f"{achievement.url}#criteria", "narrative": achievement.narrative},
            "humanCode": achievement.code,
            "version": achievement.version,
            "inLanguage": achievement.language,
            "alignment": [_alignment(entry) for entry in achievement.alignments],
            "resultDescription": [_result_description(achievement, entry) for entry in achievement.results],
        }
    )


def _alignment(entry: Alignment) -> Node:
    return _filled(
        {
            "type": ["Alignment"],
            "targetCode": entry.code,
            "targetName": entry.name,
            "targetDescription": entry.description,
            "targetFramework": entry.framework,
            "targetType": "CFRubricCriterionLevel",
            "targetUrl": entry.url,
        }
    )


def _result_description(achievement: Achievement, entry: Result) -> Node:
    place = f"{achievement.url}#{entry.code}"
    return {
        "id": place,
        "type": ["ResultDescription"],
        "name": entry.name,
        "resultType": "RubricCriterionLevel",
        "requiredLevel": f"{place}.{entry.required}",
        "rubricCriterionLevel": [
            {"id": f"{place}.{code}", "type": ["RubricCriterionLevel"], "level": code, "name": name}
            for code, name in entry.levels
        ],
    }


def _result(achievement: Achievement, entry: Result) -> Node:
    place = f"{achievement.url}#{entry.code}"
    return {"type": ["Result"], "resultDescription": place, "achievedLevel": f"{place}.{entry.achieved}"}


def status_list(url: str, did: str, taken: Iterable[int], since: datetime) -> Node:
    """The document of a list of those taken back, to be signed.

    Parameters
    ----------
    taken : iterable of int
        The entries that are set.
    """
    return {
        "@context": [CREDENTIALS],
        "id": url,
        "type": ["VerifiableCredential", LIST_TYPE],
        "issuer": did,
        "validFrom": stamp(since),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": encode(taken),
        },
    }


def issuer_of(document: Node) -> str:
    """The identifier of whoever issued a credential; empty where it has none."""
    issuer: Any = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def lists_of(document: Node) -> list[Node]:
    """What a credential says of where it stands in lists of those taken back."""
    entries: Any = document.get("credentialStatus", [])
    return [entry for entry in (entries if isinstance(entries, list) else [entries]) if isinstance(entry, dict)]
