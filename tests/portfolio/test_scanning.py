"""Files and a virus scanner: a real clamd, which knows one sign of our own."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tamarack.common.scanning import ScannerSilent
from tamarack.core.errors import BadInput
from tamarack.portfolio.uploads import checked
from tests.server import free_port

SIGN = b"tamarack test sign of a virus"
CLAMD = shutil.which("clamd", path=os.environ["PATH"] + ":/usr/sbin:/sbin")


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    folder, at = tmp_path_factory.mktemp("clamd"), ("127.0.0.1", free_port())
    (folder / "signs").mkdir()
    (folder / "signs/own.ndb").write_text(f"Tamarack.Test:0:*:{SIGN.hex()}\n")
    (folder / "clamd.conf").write_text(
        f"DatabaseDirectory {folder}/signs\nTCPAddr {at[0]}\nTCPSocket {at[1]}\nForeground yes\nUser root\n"
    )
    folder.chmod(0o755)
    server = subprocess.Popen([str(CLAMD), "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL)
    _wait(at)
    yield at
    server.terminate()
    server.wait(10)


def _wait(at: tuple[str, int]) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(at, 1).close()
        except OSError:
            assert time.monotonic() < until, "clamd did not come up"
            time.sleep(0.1)
        else:
            return


def upload(content: bytes) -> Any:
    return SimpleUploadedFile("notes.txt", content)


@pytest.mark.server
def test_what_a_scanner_finds_is_not_kept_and_the_rest_is(scanner: tuple[str, int], settings: Any) -> None:
    settings.VIRUS_SCANNER = scanner
    with pytest.raises(BadInput, match=r"found something in “notes\.txt”"):
        checked(upload(b"x" * 100_000 + SIGN))
    assert checked(upload(b"What I said at the coffee hour")).name == "notes.txt"


def test_nothing_is_kept_while_the_scanner_does_not_answer(settings: Any) -> None:
    settings.VIRUS_SCANNER = ("127.0.0.1", free_port())
    with pytest.raises(ScannerSilent, match="try again"):
        checked(upload(b"What I said at the coffee hour"))


def test_without_a_scanner_files_are_kept_as_they_are(settings: Any) -> None:
    assert settings.VIRUS_SCANNER is None
    assert checked(upload(SIGN)).content == SIGN
