"""Issuers' private keys: files in the data folder, readable by its owner alone, never in the database."""

import os
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.conf import settings

from tamarack.core.errors import N_, TamarackError
from tamarack.core.formats.openbadge_proof import public_text


class KeyGone(TamarackError):
    """A private key that is not where it should be, so that nothing can be signed with it."""

    code = "key_gone"


def _file(public: str) -> Path:
    if not re.fullmatch(r"z[1-9A-HJ-NP-Za-km-z]{40,59}", public):
        raise KeyGone(N_("“{key}” is no key."), key=public)
    return Path(settings.KEYS_ROOT) / f"{public}.pem"


def make_key() -> str:
    """Make a key, keep its private half in a file of its own, and return the public one as text."""
    key = Ed25519PrivateKey.generate()
    public = public_text(key.public_key())
    path = _file(public)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    return public


def read_key(public: str) -> Ed25519PrivateKey:
    """The private half of a key.

    Raises
    ------
    KeyGone
        If its file is missing, cannot be read, or holds another key.
    """
    try:
        key = load_pem_private_key(_file(public).read_bytes(), None)
    except (OSError, ValueError):
        raise KeyGone(
            N_("The private key {key} is missing in the data folder: restore it from a backup, or rotate the key."),
            key=public,
        ) from None
    if not isinstance(key, Ed25519PrivateKey) or public_text(key.public_key()) != public:
        raise KeyGone(N_("The file of the key {key} holds another key."), key=public)
    return key


def drop_key(public: str) -> None:
    """Delete the private half of a key that signs no more."""
    _file(public).unlink(missing_ok=True)
