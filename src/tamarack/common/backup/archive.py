"""The archive: a ZIP file, perhaps encrypted by age, with a list of all that is in it and what each thing's hash is.

| entry | holds |
|---|---|
| ``manifest.json`` | when, by which version, from which database, at which migrations, rows a table, hashes |
| ``rows/APP.MODEL.jsonl`` | a table, a row a line (`tamarack.common.packed`) |
| ``files/…`` | the store of files |
| ``keys/…``, ``secret-key`` | the private keys of issuers, and the key that signs links |
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pyrage

from tamarack.core.errors import DAMAGED_ZIP, TamarackError

FORMAT = 1
MANIFEST = "manifest.json"
AGE = b"age-encryption.org/"
CHUNK = 1 << 20
MANIFEST_MOST = 100_000_000


class CannotBackUp(TamarackError):
    """A backup that cannot be made."""

    code = "cannot_back_up"


class CannotRestore(TamarackError):
    """A backup that cannot be put back, or a place where it cannot be put."""

    code = "cannot_restore"


class Writing:
    """An archive that is being written: each entry is hashed as it passes."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.entries: dict[str, dict[str, Any]] = {}

    @contextmanager
    def entry(self, name: str) -> Iterator[Callable[[bytes], None]]:
        """Write an entry piece by piece."""
        digest, size = hashlib.sha256(), 0
        with self._archive.open(name, "w", force_zip64=True) as target:

            def put(piece: bytes) -> None:
                nonlocal size
                digest.update(piece)
                size += len(piece)
                target.write(piece)

            yield put
        self.entries[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def copy(self, name: str, source: IO[bytes]) -> None:
        """Write an entry from a file."""
        with self.entry(name) as put:
            while piece := source.read(CHUNK):
                put(piece)

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write down all that is in it."""
        whole = {"format": FORMAT, **manifest, "entries": self.entries}
        self._archive.writestr(MANIFEST, json.dumps(whole, indent=1, ensure_ascii=False))


@contextmanager
def written(path: Path, recipients: list[str]) -> Iterator[Writing]:
    """An archive that stands at `path` once all of it is written, readable by its owner alone; never a part of it.

    Raises
    ------
    CannotBackUp
        If there is something already, or it cannot be written.
    """
    if path.exists():
        raise CannotBackUp("{file} is there already; nothing is written over. Choose another name.", file=path)
    keys = [_recipient(text) for text in recipients]
    try:
        with tempfile.TemporaryDirectory(prefix=".tamarack-backup-", dir=path.parent) as folder:
            plain, sealed = Path(folder, "plain"), Path(folder, "sealed")
            with ZipFile(plain, "x", ZIP_DEFLATED, compresslevel=6) as archive:
                yield Writing(archive)
            if keys:
                with plain.open("rb") as source, sealed.open("xb") as target:
                    pyrage.encrypt_io(source, target, keys)
            whole = sealed if keys else plain
            flush(whole)
            whole.chmod(0o600)
            whole.rename(path)
            flush(path.parent)
    except OSError as error:
        raise CannotBackUp(
            "The backup cannot be written to {file} ({why}). Nothing is left of it.", file=path, why=error.strerror
        ) from None


def flush(path: Path) -> None:
    """See that it is on the disk, not only on its way."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _recipient(text: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise CannotBackUp(
            "“{key}” is no public key of age; such a one begins with age1. “tamarack backup-key FILE” makes a pair.",
            key=text,
        ) from None


def make_key(path: Path) -> str:
    """Write a private key to a new file, and give its public half."""
    identity = pyrage.x25519.Identity.generate()
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(f"{identity}\n")
    except OSError as error:
        raise CannotBackUp("{file} cannot be written ({why}).", file=path, why=error.strerror) from None
    return str(identity.to_public())


@contextmanager
def opened(path: Path, key: Path | None) -> Iterator[tuple[ZipFile, dict[str, Any]]]:
    """A backup that was seen to be whole: each entry is there, as long as it was, with the hash it had.

    Raises
    ------
    CannotRestore
        If it is not, saying why.
    """
    with tempfile.TemporaryDirectory(prefix="tamarack-restore-") as folder:
        plain = _plain(path, key, Path(folder, "plain"))
        try:
            archive = ZipFile(plain)
        except DAMAGED_ZIP:
            raise CannotRestore(
                "{file} is no backup of Tamarack, or it is cut off: its end is missing.", file=path
            ) from None
        with archive:
            yield archive, _checked(archive, path)


def _plain(path: Path, key: Path | None, target: Path) -> Path:
    try:
        with path.open("rb") as file:
            if file.read(len(AGE)) != AGE:
                return path
    except OSError as error:
        raise CannotRestore("{file} cannot be read ({why}).", file=path, why=error.strerror) from None
    if key is None:
        raise CannotRestore("{file} is encrypted: name the file with its private key by --key.", file=path)
    try:
        lines = [line for line in key.read_text("ascii").splitlines() if line and not line.startswith("#")]
        identities = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines]
    except (OSError, ValueError, pyrage.IdentityError):
        raise CannotRestore("{file} is no private key of age.", file=key) from None
    try:
        with path.open("rb") as source, target.open("xb") as opened_:
            pyrage.decrypt_io(source, opened_, identities)
    except (pyrage.DecryptError, OSError) as error:
        raise CannotRestore(
            "{file} cannot be decrypted: it is for another key, cut off or altered ({why}).", file=path, why=error
        ) from None
    return target


def _checked(archive: ZipFile, path: Path) -> dict[str, Any]:
    try:
        if archive.getinfo(MANIFEST).file_size > MANIFEST_MOST:
            raise ValueError
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        entries = manifest["entries"]
        version = manifest["format"]
        sums = {str(name): str(said["sha256"]) for name, said in entries.items()}
    except (*DAMAGED_ZIP, KeyError, TypeError, AttributeError):
        raise CannotRestore("{file} is no backup of Tamarack: it has no list of what is in it.", file=path) from None
    if version != FORMAT:
        raise CannotRestore(
            "{file} is a backup of format {format}; this version of Tamarack reads format {known}.",
            file=path, format=version, known=FORMAT,
        )  # fmt: skip
    names = Counter(archive.namelist())
    there = {name for name in names if name != MANIFEST and names[name] == 1 and _stays_inside(name)}
    if there != set(sums) or there | {MANIFEST} != set(names):
        odd = sorted((there ^ set(sums)) | (set(names) - there - {MANIFEST}))
        raise CannotRestore("{file} was altered: “{entry}” is missing, or was added.", file=path, entry=odd[0])
    for name, digest in sums.items():
        if _hash(archive, name) != digest:
            raise CannotRestore("{file} was altered: “{entry}” is not what it was.", file=path, entry=name)
    return manifest


def _stays_inside(name: str) -> bool:
    """Whether an entry's name leads nowhere but into the folder that it is put into."""
    return "\\" not in name and not name.startswith("/") and ".." not in PurePosixPath(name).parts


def _hash(archive: ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    try:
        with archive.open(name) as source:
            while piece := source.read(CHUNK):
                digest.update(piece)
    except DAMAGED_ZIP:
        return ""
    return digest.hexdigest()


def extract(archive: ZipFile, name: str, target: Path) -> None:
    """Write an entry to a file that its owner alone can read, and that is never a part of it."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = Path(f"{target}.part")
    with (
        archive.open(name) as source,
        open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
    ):
        shutil.copyfileobj(source, file)
    flush(part)
    part.replace(target)
