"""Files before they are kept, as a virus scanner sees them, where the installation has one (ClamAV's clamd)."""

import socket
import struct

from django.conf import settings

from tamarack.core.errors import N_, BadInput, TamarackError

WAIT = 30
PIECE = 1 << 16


class ScannerSilent(TamarackError):
    """A scanner that cannot be asked: nothing is kept unseen."""

    code = "scanner_silent"


def scan(name: str, content: bytes) -> None:
    """See that a scanner finds nothing in a file; without a scanner, nothing is asked.

    Raises
    ------
    BadInput
        If it finds something.
    ScannerSilent
        If it does not answer.
    """
    if not settings.VIRUS_SCANNER:
        return
    try:
        said = ask(settings.VIRUS_SCANNER, content)
    except OSError:
        said = ""
    if said.endswith("FOUND"):
        raise BadInput(N_("The virus scanner found something in “{name}”. It was not kept."), name=name)
    if not said.endswith("OK"):
        raise ScannerSilent(N_("Files cannot be looked at for viruses now, so “{name}” was not kept. Please try again "
                               "in a while."), name=name)  # fmt: skip


def ask(scanner: tuple[str, int], content: bytes) -> str:
    """What clamd says of a file (its protocol's INSTREAM: pieces with their length, an empty one at the end)."""
    with socket.create_connection(scanner, timeout=WAIT) as line:
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), PIECE):
            piece = content[at : at + PIECE]
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        return line.makefile("rb").read(1000).rstrip(b"\0\n").decode(errors="replace")
