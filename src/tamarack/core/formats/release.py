"""A version's release: a ZIP of its YAML and JSON, a list of their SHA-256 hashes, and a signature of that list.

`release.json` names the files with their hashes, and the public key; `release.json.sig` is the Ed25519 signature over
its bytes (RFC 8032), 64 of them. So it can be verified without us:
`sha256sum` for the files, and any Ed25519 for the signature.
"""

import hashlib
import json
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tamarack.core.errors import DAMAGED_ZIP, N_, BadFile
from tamarack.core.formats import write
from tamarack.core.formats.openbadge_proof import BadKey, public_key, public_text
from tamarack.core.framework import Document
from tamarack.core.validation import Problem

MANIFEST, SIGNATURE, README = "release.json", "release.json.sig", "README.txt"
MEMBER_MAX = 20_000_000
MEMBERS_MAX = 20
_THEN = (1980, 1, 1, 0, 0, 0)
_ABOUT = """{framework} {version}

{framework}-{version}.yaml and .json are this version of the rubric; both say the same.
release.json has their SHA-256 hashes; release.json.sig is its Ed25519 signature.
Verify all of it:  tamarack rubric verify FILE --key KEY
The key of who published it is to be had from them, not from this file.

{framework}-{version}.yaml et .json sont cette version de la grille; leur contenu est le même.
release.json contient leurs empreintes SHA-256; release.json.sig en est la signature Ed25519.
Pour tout vérifier :  tamarack rubric verify FICHIER --key CLÉ
La clé s’obtient de qui a publié la version, et non de ce fichier.
"""


@dataclass(frozen=True)
class Release:
    """What a release says that holds: the rubric and version, when it was published, and the key that signed it."""

    framework: str
    version: str
    published: str
    key: str


def make_release(document: Document, published: str, key: Ed25519PrivateKey) -> bytes:
    """The release of a version: the same bytes whenever it is made.

    Parameters
    ----------
    document : dict
        A valid framework.
    published : str
        When it was published, as ISO 8601 with an offset.
    """
    code, version = document["framework"], document["version"]
    files = {f"{code}-{version}.{kind}": write(document, kind) for kind in ("yaml", "json")}
    manifest = {
        "framework": code, "version": version, "published": published, "key": public_text(key.public_key()),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }  # fmt: skip
    listed = json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n"
    about = _ABOUT.format(framework=code, version=version).encode()
    held = {README: about, **files, MANIFEST: listed, SIGNATURE: key.sign(listed)}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(zipfile.ZipInfo(name, _THEN), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def verify_release(data: bytes, key: str | None = None) -> Release:
    """What a release says, if it is whole and its signature holds.

    Parameters
    ----------
    data : bytes
        The ZIP.
    key : str, optional
        The public key of who should have signed it; without, the one that it names is believed.

    Raises
    ------
    BadFile
        If it is no release, a file is missing or was changed, or the signature is not the key's.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if info.file_size <= MEMBER_MAX][:MEMBERS_MAX]
            held = {info.filename: archive.read(info) for info in members}
        manifest = json.loads(held[MANIFEST])
        signature = held[SIGNATURE]
        release = Release(*(str(manifest[part]) for part in ("framework", "version", "published", "key")))
        files = dict(manifest["files"])
    except (*DAMAGED_ZIP, KeyError, TypeError):
        raise _bad(N_("This is not a release of a rubric.")) from None
    if key is not None and key != release.key:
        raise _bad(N_("It was signed with another key: {key}."), key=release.key)
    try:
        public_key(release.key).verify(signature, held[MANIFEST])
    except (InvalidSignature, BadKey):
        raise _bad(N_("The signature does not hold: the list of files was changed, or is not the key’s.")) from None
    extra = held.keys() - files.keys() - {MANIFEST, SIGNATURE, README}
    for name in extra:
        raise _bad(N_("The file {name} is not among those that were signed."), name=name)
    for name, digest in files.items():
        if name not in held or hashlib.sha256(held[name]).hexdigest() != digest:
            raise _bad(N_("The file {name} is missing, or was changed."), name=name)
    return release


def _bad(template: str, **data: Any) -> BadFile:
    return BadFile(template, (Problem(template, data),), **data)
