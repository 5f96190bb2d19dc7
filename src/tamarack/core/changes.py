"""What a new version declares to have changed (design, section 3, "Versions"): each change, and how it is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tamarack.core.errors import N_, BadInput

FRAMEWORK = "framework"
"""Where the framework's own texts are said to be, and the order of its competencies."""

AT = ("reworded", "renamed", "reordered", "revised")
"""Kinds that say where they are: `at`."""
MOVED, SPLIT, MERGED, ADDED, RETIRED = "moved", "split", "merged", "added", "retired"
KINDS = (*AT, MOVED, SPLIT, MERGED, ADDED, RETIRED)

_MEMBERS: dict[str, tuple[dict[str, type], ...]] = {
    **dict.fromkeys(AT, ({"at": str},)),
    MOVED: ({"from": str, "to": str},),
    SPLIT: ({"from": str, "to": list},),
    MERGED: ({"from": list, "to": str},),
    ADDED: ({"at": str}, {"to": str}),
    RETIRED: ({"at": str}, {"from": str}),
}
"""What each kind has besides `kind`: one of these sets of members."""


@dataclass(frozen=True)
class Change:
    """One declared change. `at`, or `sources` and `targets`, have codes; those of `sources` are the old version's."""

    kind: str
    at: str = ""
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()

    @property
    def entry(self) -> dict[str, Any]:
        """The change as files have it."""
        entry: dict[str, Any] = {"kind": self.kind}
        if self.at:
            return {**entry, "at": self.at}
        shape = next(shape for shape in _MEMBERS[self.kind] if "at" not in shape)
        for name, codes in (("from", self.sources), ("to", self.targets)):
            if name in shape:
                entry[name] = list(codes) if shape[name] is list else codes[0]
        return entry

    @property
    def place(self) -> str:
        """Where in the new version it is, else where in the old one it was."""
        return self.at or (self.targets or self.sources)[0]


def read_changes(entries: Iterable[Mapping[str, Any]]) -> tuple[Change, ...]:
    """The changes that a valid document declares, each once, in its order."""
    return tuple(dict.fromkeys(_change(entry) for entry in entries))


def written_change(kind: str, at: str = "", sources: Sequence[str] = (), targets: Sequence[str] = ()) -> Change:
    """A change that someone wrote.

    Raises
    ------
    BadInput
        If it is none.
    """
    entry: dict[str, Any] = {"kind": kind, **({"at": at} if at else {})}
    for name, codes, several in (("from", sources, MERGED), ("to", targets, SPLIT)):
        if codes:
            entry[name] = list(codes) if kind == several or len(codes) > 1 else codes[0]
    if found := change_problem(entry):
        template, told = found
        raise BadInput(template, **told)
    return _change(entry)


def _change(entry: Mapping[str, Any]) -> Change:
    return Change(entry["kind"], entry.get("at", ""), _codes(entry.get("from")), _codes(entry.get("to")))


def _codes(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (str(value),)


def change_problem(entry: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """What is wrong with how a change is written: a template and its data; None if nothing is."""
    kind = entry.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return N_("“{kind}” is not a kind of change. There are {known}."), {
            "kind": str(kind)[:40], "known": ", ".join(KINDS)
        }  # fmt: skip
    members = {name: type(value) for name, value in entry.items() if name != "kind"}
    if members in _MEMBERS[kind]:
        return None
    wanted = " / ".join(", ".join(shape) for shape in _MEMBERS[kind])
    lists = ", ".join(name for shape in _MEMBERS[kind] for name, value in shape.items() if value is list)
    if set(members) in [set(shape) for shape in _MEMBERS[kind]]:
        template = N_("In a change “{kind}” a list of codes stands at {lists}, and one code elsewhere.")
        return template, {"kind": kind, "lists": lists or "–"}
    return N_("A change “{kind}” has besides its kind: {wanted}."), {"kind": kind, "wanted": wanted}
