"""Impact: how many people something changed for, counted once however often they are told."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """One change that an entry tells.

    Attributes
    ----------
    entry : int
        The entry that tells it.
    areas : frozenset of str
        Codes of the competencies that the entry supports; empty where it supports none yet.
    audience : str
        For whom it changed.
    people : int, optional
        How many they were; None where nobody counted.
    same_as : int, optional
        Another entry that tells of the same people.
    """

    entry: int
    areas: frozenset[str]
    audience: str
    people: int | None = None
    same_as: int | None = None


@dataclass(frozen=True)
class Reached:
    """How many people of an audience were reached, and the entries that tell it.

    Attributes
    ----------
    people : int, optional
        None where no entry tells a number.
    entries : tuple of int
        All entries about this audience, in the order given.
    """

    people: int | None
    entries: tuple[int, ...]


def reached(told: Sequence[Told]) -> Mapping[str, Reached]:
    """By audience, how many people were reached.

    Entries that tell of the same people, and all that one entry tells, count as one group of people for an audience;
    a group counts with the largest number that is told of it. So nobody is counted twice as far as the person said
    who is the same, and no number appears that cannot be traced to an entry.

    Parameters
    ----------
    told : sequence of Told
        Whatever is to be summed up: a year, a competency, everything.

    Returns
    -------
    mapping of str to Reached
        In the order in which the audiences occur.

    Notes
    -----
    Source: issue “Proof”, “numbers that can be traced to entries and are never added up twice”.
    """
    found: dict[str, Reached] = {}
    for audience in dict.fromkeys(row.audience for row in told):
        rows = [row for row in told if row.audience == audience]
        groups = _groups(rows)
        largest: dict[Hashable, int] = {}
        for row in rows:
            if row.people is not None:
                group = groups[row.entry]
                largest[group] = max(row.people, largest.get(group, 0))
        entries = tuple(dict.fromkeys(row.entry for row in rows))
        found[audience] = Reached(sum(largest.values()) if largest else None, entries)
    return found


def by_area(told: Sequence[Told], areas: Iterable[str]) -> Mapping[str, Mapping[str, Reached]]:
    """`reached` for each competency that any entry supports, in the order of `areas`.

    An entry that supports several competencies stands under each of them, so the competencies do not add up to the
    whole; the whole is `reached` of everything.
    """
    parts = {area: [row for row in told if area in row.areas] for area in areas}
    return {area: reached(rows) for area, rows in parts.items() if rows}


def _groups(rows: Sequence[Told]) -> Mapping[int, int]:
    """For each entry, one entry that stands for all that tell of the same people."""
    leads = {entry: entry for row in rows for entry in (row.entry, row.same_as) if entry is not None}

    def find(entry: int) -> int:
        while leads[entry] != entry:
            entry = leads[entry]
        return entry

    for row in rows:
        if row.same_as is not None:
            leads[find(row.entry)] = find(row.same_as)
    return {entry: find(entry) for entry in leads}
