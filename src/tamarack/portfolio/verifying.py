"""Verifying what was issued here, by the same code as everything from elsewhere."""

import json

from django.utils import timezone

from tamarack.core.formats.openbadge_check import Verdict, verify
from tamarack.core.formats.openbadge_words import Node
from tamarack.portfolio.badges import keys_document, list_address
from tamarack.portfolio.models import Credential


class OwnSources:
    """Keys and status list of one credential's issuer, as they are published."""

    def __init__(self, credential: Credential) -> None:
        self._issuer = credential.issuer
        self._list = credential.status.list

    def issuer(self, identifier: str) -> Node | None:
        """The keys of the credential's issuer, under its own name alone."""
        return keys_document(self._issuer) if identifier == self._issuer.did else None

    def status_list(self, url: str) -> Node | None:
        """The list that the credential has its place in."""
        if url != list_address(self._list):
            return None
        found: Node = json.loads(self._list.document)
        return found


def verify_own(credential: Credential) -> Verdict:
    """Look at everything that can be wrong with a credential that was issued here."""
    return verify(json.loads(credential.document), OwnSources(credential), timezone.now())
