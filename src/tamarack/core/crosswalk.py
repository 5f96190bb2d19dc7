"""Crosswalks: how the criteria of two frameworks relate, and what an answer on one suggests for the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tamarack.core.framework import Framework
from tamarack.core.ratings import RESERVED

SAME, BROADER, NARROWER, RELATED = KINDS = ("same", "broader", "narrower", "related")
_TURNED = {BROADER: NARROWER, NARROWER: BROADER}


@dataclass(frozen=True)
class Relation:
    """How a criterion relates to one of another framework: `left` is the same as, broader than … `right`."""

    left: str
    kind: str
    right: str
    note: str = ""

    @property
    def turned(self) -> "Relation":
        """The same, said from the other side.

        Examples
        --------
        >>> Relation("COL.1", BROADER, "PEO.1").turned
        Relation(left='PEO.1', kind='narrower', right='COL.1', note='')
        """
        return Relation(self.right, _TURNED.get(self.kind, self.kind), self.left, self.note)


@dataclass(frozen=True)
class Suggestion:
    """What one has answered on another framework, beside a criterion that it has to do with.

    Attributes
    ----------
    relation : Relation
        From the criterion that is being rated to the other one.
    answer : str
        The level that was chosen there.
    level : str, optional
        The same level here, to be confirmed: only where the criteria are the same, and so are both scales.
    """

    relation: Relation
    answer: str
    level: str | None = None


def same_scale(one: Framework, other: Framework) -> bool:
    """Whether two frameworks have the same levels: codes and names, in the same order."""
    return [(level.code, dict(level.name)) for level in one.levels] == [
        (level.code, dict(level.name)) for level in other.levels
    ]


def suggest(
    here: Framework, other: Framework, relations: Iterable[Relation], ratings: Mapping[str, str | None]
) -> dict[str, tuple[Suggestion, ...]]:
    """What the answers on another framework suggest for this one.

    An answer is shown with its own level's words. It is never turned into a level of another scale: five levels do not
    say in parts what three say, and a criterion that is broader asks for something else. Not yet, not applicable and
    unrated suggest nothing.

    Parameters
    ----------
    here, other : Framework
        The framework that is being rated, and the one that was.
    relations : iterable of Relation
        From criteria of `here` to criteria of `other`; those of other versions are left out.
    ratings : mapping
        Answers by the other's criteria.

    Returns
    -------
    dict
        By criterion of `here`, the closest first (same, narrower, broader, related), then in the other rubric's order.
    """
    order = {criterion.code: place for place, criterion in enumerate(other.criteria)}
    known = {criterion.code: criterion for criterion in here.criteria}
    shared = same_scale(here, other)
    found: dict[str, list[Suggestion]] = {}
    for relation in relations:
        answer = ratings.get(relation.right)
        if relation.left in known and relation.right in order and answer and answer not in RESERVED:
            fits = shared and relation.kind == SAME and answer in known[relation.left].levels
            suggestion = Suggestion(relation, answer, answer if fits else None)
            found.setdefault(relation.left, []).append(suggestion)
    closeness = (SAME, NARROWER, BROADER, RELATED)
    return {
        code: tuple(sorted(rows, key=lambda row: (closeness.index(row.relation.kind), order[row.relation.right])))
        for code, rows in found.items()
    }
