"""What a credential says, as the text that is signed: RDF statements in canonical order (JSON-LD 1.1, RDFC-1.0).

JSON-LD leaves out silently what it has no word for, and lets one thing be written in several ways; a signature would
then not cover what a reader of the JSON sees. So a document that does either is refused here. Its vocabularies
(`contexts/`) come with the package, read once; no other is known, and nothing is fetched.
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import shorten

Node = dict[str, Any]
"""A JSON object."""

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_OLD = "https://www.w3.org/2018/credentials/v1"
_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0"
BADGES = f"{_BADGES}/context-3.0.3.json"

CONTEXTS = {
    CREDENTIALS: "credentials-v2",
    CREDENTIALS_OLD: "credentials-v1",
    "https://w3id.org/security/data-integrity/v2": "data-integrity-v2",
    BADGES: "openbadges-3.0.3",
    f"{_BADGES}/context-3.0.2.json": "openbadges-3.0.2",
    f"{_BADGES}/context-3.0.1.json": "openbadges-3.0.1",
    f"{_BADGES}/context.json": "openbadges-3.0.0",
    f"{_BADGES}/extensions.json": "openbadges-extensions",
}
"""The vocabularies that are known, by address, with their file in `contexts/`."""

_NOWHERE = "nowhere://nowhere/"
"""To what relative names are resolved, and by what they are told: PyLD would make up what they are relative to."""
DEEPEST = 30
HASHES_MOST = 2_000
"""Comparisons of nodes without an id; a document that needs more was made to keep a checker busy."""

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class UnknownWords(BadInput):
    """A document in a vocabulary that is not known, so that nothing can be said of it."""

    code = "unknown_words"


class NotCovered(BadInput):
    """A document that says something which its signature would not cover."""

    code = "not_covered"


def canonical(document: Node, contexts: dict[str, str | Node] | None = None) -> bytes:
    """The statements of a document, one a line, in the order and form that are hashed.

    Parameters
    ----------
    document : dict
        JSON-LD, without its proof.
    contexts : dict, optional
        Other vocabularies than `CONTEXTS`, by address: a file's name, or what it says.

    Raises
    ------
    UnknownWords
        If it uses a vocabulary that is not among them.
    NotCovered
        If a part of it would get lost, or is written in a way that hides what it says.
    """
    from pyld.canon import URDNA2015
    from pyld.context_resolver import ContextResolver
    from pyld.documentloader.frozen import FrozenDocumentLoader
    from pyld.jsonld import JsonLdError, JsonLdProcessor

    known = CONTEXTS if contexts is None else contexts
    _check_contexts(document, known)
    _check_plain({key: value for key, value in document.items() if key != "@context"})
    load = FrozenDocumentLoader({url: _file(name) if isinstance(name, str) else name for url, name in known.items()})
    resolver = ContextResolver(_resolved if contexts is None else {}, load)
    options = {"base": _NOWHERE, "documentLoader": load, "contextResolver": resolver, "processingMode": "json-ld-1.1"}
    dropped: list[object] = []
    processor = JsonLdProcessor(on_property_dropped=dropped.append)
    try:
        expanded = processor.expand(document, options)
        _check_whole(dropped, expanded)
        statements = processor.to_rdf(expanded, options)
    except (JsonLdError, RecursionError, TypeError, AttributeError, KeyError, ValueError, OverflowError) as error:
        raise NotCovered(N_("Its parts do not fit the words it uses.")) from error

    class Bounded(URDNA2015):  # type: ignore[misc]  # PyLD has no types
        """The algorithm with an end."""

        hashes = 0

        def hash_n_degree_quads(self, *given: Any) -> Any:
            self.hashes += 1
            if self.hashes > HASHES_MOST:
                raise NotCovered(N_("Its parts resemble each other too much to be told apart."))
            return super().hash_n_degree_quads(*given)

    return cast(str, Bounded().main(statements, {"format": "application/n-quads"})).encode()


_resolved: dict[str, Any] = {}
"""What PyLD has worked out of `CONTEXTS`, and of nothing else: no document brings vocabularies of its own."""


@cache
def _file(name: str) -> Path:
    return Path(str(files("tamarack.core.formats").joinpath("contexts", f"{name}.json")))


def _check_contexts(document: Node, known: dict[str, Any]) -> None:
    """See that all words come from known vocabularies, and none is given a meaning of its own."""
    given = document.get("@context")
    for url in given if isinstance(given, list) and given else [given]:
        if not isinstance(url, str):
            raise UnknownWords(N_("It defines words of its own, whose meaning nobody signed."))
        if url not in known:
            raise UnknownWords(N_("It uses the vocabulary {url}, which is not known here."), url=shorten(url, 200))


def _check_plain(node: Any, deep: int = 0) -> None:
    """See that a value is written plainly: no nulls, no keywords, nothing that has two spellings."""
    if deep > DEEPEST:
        raise NotCovered(N_("It is nested too deeply."))
    if node is None:
        raise NotCovered(N_("It has an empty value (null), which no signature covers."))
    if isinstance(node, str) and _CONTROL.search(node):
        raise NotCovered(N_("It has control characters in a text."))
    if isinstance(node, dict):
        for key in node:
            if key.startswith("@") or ":" in key:
                raise NotCovered(N_("It says “{key}” where a plain word belongs."), key=shorten(key))
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for part in parts:
        _check_plain(part, deep + 1)


def _check_whole(dropped: list[object], expanded: Any) -> None:
    """See that nothing was dropped on the way, and that nothing would be on the way to statements."""
    if dropped:
        words = ", ".join(sorted({shorten(str(word)) for word in dropped}))
        raise NotCovered(N_("It has words without a meaning, which no signature covers: {words}."), words=words)
    if not expanded:
        raise NotCovered(N_("It says nothing."))
    _check_names(expanded)


def _check_names(node: Any) -> None:
    if isinstance(node, list):
        for part in node:
            _check_names(part)
    elif isinstance(node, dict):
        names = [*_listed(node.get("@id")), *_listed(node.get("@type"))]
        for name in names:
            if not _ABSOLUTE.fullmatch(str(name)) or str(name).startswith("nowhere:"):
                short = shorten(str(name).removeprefix(_NOWHERE))
                raise NotCovered(N_("“{name}” names nothing, so no signature covers it."), name=short)
        for key, part in node.items():
            if key not in ("@id", "@type", "@value"):
                _check_names(part)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
