"""A credential to test with, everything in it invented; and ways to tamper with it."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tamarack.core.formats import openbadge
from tamarack.core.formats.openbadge import Achievement, Alignment, Issued, Issuer, Recipient, Result

NOW = datetime(2025, 3, 4, 14, 32, 5, tzinfo=UTC)
SITE = "https://grow.example.ca"
DID = "did:web:grow.example.ca:issuers:clearwater"
LIST = f"{SITE}/issuers/clearwater/status/1/"
LEVELS = [("B", "Building"), ("E", "Enhancing"), ("M", "Mastering")]
Node = dict[str, Any]


def bare_credential(until: datetime | None = None, name: str = "Nadia Bouchard", index: int = 94567) -> Node:
    """A credential's document without a proof, with everything that one can have."""
    achievement = Achievement(
        url=f"{SITE}/issuers/clearwater/cacee/1.0/COL/B/",
        name="Collaboration, Building",
        description="Meets every descriptor.",
        narrative="- A review\n- Evidence “accepted”\n\n\tand more",
        code="COL.B",
        version="1.0",
        language="en-CA",
        alignments=[
            Alignment(
                f"COL.{n}.B", f"COL.{n}.B Name", "Text", "CACEE Competencies", f"{SITE}/en/rubric/cacee/col/#COL.{n}.B"
            )
            for n in (1, 2)
        ],
        results=[Result("COL", "Collaboration", LEVELS, "B", "E")],
    )
    issued = Issued(
        f"{SITE}/credentials/c/abc/", f"{SITE}/credentials/c/abc/picture.png", "Collaboration", NOW, until, LIST, index
    )
    issuer = Issuer(DID, "Clearwater", "https://clearwater.example", "A centre", "badges@clearwater.example")
    evidence = [("https://clearwater.example/a b|c", "A clinic"), ("https://clearwater.example/2", "Code")]
    return openbadge.credential(
        issuer, achievement, Recipient("nadia@clearwater.example", "5a17", name), issued, evidence
    )


class At:
    """Documents at hand, by address."""

    def __init__(self, documents: dict[str, Node]) -> None:
        self.documents = documents

    def issuer(self, identifier: str) -> Node | None:
        return self.documents.get(identifier)

    def status_list(self, url: str) -> Node | None:
        return self.documents.get(url)


Path = tuple[str | int, ...]


def leaves(node: Any, path: Path = ()) -> Iterator[Path]:
    """Where each value of a document stands."""
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else None
    if steps is None:
        yield path
        return
    for step, part in steps:
        yield from leaves(part, (*path, step))


def changed(value: Any) -> Any:
    """Another value of the same kind that is as plausible as can be."""
    if isinstance(value, bool):
        return not value
    if value.startswith("2") and value.endswith("Z"):
        return value.replace("T14:", "T13:")
    return f"{value[:-1]}{'b' if value[-1] != 'b' else 'c'}"


def tampered(document: Node, path: Path) -> Node:
    """The document with another value in one place."""
    found = copy.deepcopy(document)
    node: Any = found
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = changed(node[path[-1]])
    return found
