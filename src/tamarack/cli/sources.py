"""Where `tamarack credential verify` has issuers' keys and status lists from: files, and https if it is let."""

import urllib.error
import urllib.request
from collections.abc import Iterable
from http.client import HTTPException
from typing import Any

from tamarack.core.errors import BadFile
from tamarack.core.formats import read
from tamarack.core.formats.openbadge_proof import web_address

WAITS = 10.0
"""Seconds until an address that does not answer is given up."""
BYTES_MOST = 2_000_000
Node = dict[str, Any]


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to https, and no other."""

    def redirect_request(self, *given: Any) -> urllib.request.Request | None:
        """Refuse what leads elsewhere."""
        return super().redirect_request(*given) if str(given[-1]).startswith("https://") else None


class Sources:
    """Documents that were given as files; with `online` those at their addresses, too, which `fetched` tells."""

    def __init__(self, given: Iterable[Node], *, online: bool = False) -> None:
        self._given = {document["id"]: document for document in given}
        self._online = online
        self.fetched: list[str] = []

    def issuer(self, identifier: str) -> Node | None:
        """The keys of an issuer: of a did:web, or of an issuer that is called by the address of its keys."""
        address = web_address(identifier) or (identifier if identifier.startswith("https://") else None)
        return self._find(identifier, address)

    def status_list(self, url: str) -> Node | None:
        """A list of those revoked."""
        return self._find(url, url if url.startswith("https://") else None)

    def _find(self, name: str, address: str | None) -> Node | None:
        if name not in self._given and self._online and address:
            document = self._fetch(address)
            if document is not None:
                self._given[name] = document
        return self._given.get(name)

    def _fetch(self, address: str) -> Node | None:
        """What stands at an address, if it is a JSON document of a reasonable size; None for anything else."""
        request = urllib.request.Request(address, headers={"Accept": "application/json", "User-Agent": "tamarack"})  # noqa: S310
        try:
            with urllib.request.build_opener(_HttpsOnly).open(request, timeout=WAITS) as response:
                document, _ = read(response.read(BYTES_MOST), address, "json")
        except (OSError, HTTPException, ValueError, BadFile):
            return None
        self.fetched.append(address)
        return document if isinstance(document, dict) else None
