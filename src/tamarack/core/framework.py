"""A framework: any rubric with competencies, criteria, levels and descriptors, in any languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from tamarack.core.errors import N_, UnknownCode

Text = Mapping[str, str]
"""A text by language code: ``{"en": "Building", "fr": "Acquisition"}``."""

Document = dict[str, Any]
"""A framework as read from YAML, JSON, CSV or XLSX: nested dicts and lists with text leaves."""


Part = TypeVar("Part")


@dataclass(frozen=True, eq=False)
class Level:
    """One column of the rubric; `rank` counts from 1, the foundation."""

    code: str
    rank: int
    name: Text
    title: Text = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Criterion:
    """One row of a competency's table; `descriptors` has the levels that have a text, foundation first."""

    code: str
    competency: str
    name: Text
    descriptors: Mapping[str, Text]

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """Codes of the levels that have a descriptor, foundation first."""
        return tuple(self.descriptors)


@dataclass(frozen=True, eq=False)
class Competency:
    """One area of the rubric with its criteria, in rubric order."""

    code: str
    name: Text
    description: Text
    criteria: tuple[Criterion, ...]

    @property
    def descriptor_count(self) -> int:
        """Number of cells that have a text."""
        return sum(len(criterion.descriptors) for criterion in self.criteria)


@dataclass(frozen=True, eq=False)
class Framework:
    """One version of a rubric. Immutable, so that a process may keep one and share it."""

    code: str
    version: str
    languages: tuple[str, ...]
    title: Text
    levels: tuple[Level, ...]
    competencies: tuple[Competency, ...]
    status: str = ""
    description: Text = field(default_factory=dict)
    publisher: Text = field(default_factory=dict)
    translations: Mapping[str, str] = field(default_factory=dict)
    editorial: tuple[Mapping[str, str], ...] = ()
    changes: tuple[Mapping[str, Any], ...] = ()
    """What it declares to have changed since the version before, as in its file (`tamarack.core.changes`)."""
    restores: str = ""
    """The version that it takes back to, if it does."""

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """All criteria in rubric order."""
        return tuple(criterion for competency in self.competencies for criterion in competency.criteria)

    @cached_property
    def descriptor_count(self) -> int:
        """Number of cells that have a text."""
        return sum(competency.descriptor_count for competency in self.competencies)

    @cached_property
    def top(self) -> Level:
        """The highest level."""
        return self.levels[-1]

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The rank of each level code, from 1."""
        return {level.code: level.rank for level in self.levels}

    @cached_property
    def _levels(self) -> Mapping[str, Level]:
        return {level.code: level for level in self.levels}

    @cached_property
    def _competencies(self) -> Mapping[str, Competency]:
        return {competency.code: competency for competency in self.competencies}

    @cached_property
    def _criteria(self) -> Mapping[str, Criterion]:
        return {criterion.code: criterion for criterion in self.criteria}

    def level(self, code: str) -> Level:
        """The level with this code.

        Raises
        ------
        UnknownCode
            If the framework has no such level.
        """
        return self._find(self._levels, code, N_("{framework} has no level “{code}”. It has {known}."))

    def competency(self, code: str) -> Competency:
        """The competency with this code.

        Raises
        ------
        UnknownCode
            If the framework has no such competency.
        """
        return self._find(self._competencies, code, N_("{framework} has no competency “{code}”. It has {known}."))

    def criterion(self, code: str) -> Criterion:
        """The criterion with this code.

        Raises
        ------
        UnknownCode
            If the framework has no such criterion.
        """
        return self._find(self._criteria, code, N_("{framework} has no criterion “{code}”. It has {known}."))

    def descriptor(self, code: str) -> tuple[Criterion, str]:
        """The criterion and the level of the descriptor with this code, as COL.1.B.

        Raises
        ------
        UnknownCode
            If the framework has no such descriptor.
        """
        row, _, level = code.rpartition(".")
        criterion = self._criteria.get(row)
        if criterion is None or level not in criterion.descriptors:
            raise UnknownCode(
                N_("{framework} has no descriptor “{code}”."),
                framework=f"{self.code} {self.version}", code=shorten(code),
            )  # fmt: skip
        return criterion, level

    def _find(self, known: Mapping[str, Part], code: str, template: str) -> Part:
        try:
            return known[code]
        except KeyError:
            raise UnknownCode(
                template, framework=f"{self.code} {self.version}", code=shorten(code), known=_listed(known)
            ) from None

    def text(self, text: Text, language: str) -> str:
        """A text in `language`, or in the framework's first language where it has no such text."""
        return text.get(language) or text.get(self.languages[0], "")


def shorten(value: str, most: int = 40) -> str:
    """A value for a message: its first `most` characters."""
    return value if len(value) <= most else f"{value[:most]}…"


def _listed(codes: Mapping[str, Any]) -> str:
    listed = list(codes)
    return ", ".join(listed) if len(listed) <= 10 else f"{listed[0]} … {listed[-1]}"


def from_document(document: Document) -> Framework:
    """The framework that a valid document describes.

    Parameters
    ----------
    document : dict
        As `tamarack.core.validation.problems` finds nothing wrong with it.
    """
    levels = sorted((Level(**level) for level in document["levels"]), key=lambda level: level.rank)
    order = [level.code for level in levels]
    return Framework(
        code=document["framework"],
        version=document["version"],
        languages=tuple(document["languages"]),
        title=document["title"],
        levels=tuple(levels),
        competencies=tuple(_competency(entry, order) for entry in document["competencies"]),
        status=document.get("status", ""),
        description=document.get("description", {}),
        publisher=document.get("publisher", {}),
        translations=document.get("translations", {}),
        editorial=tuple(document.get("editorial", ())),
        changes=tuple(document.get("changes", ())),
        restores=document.get("restores", ""),
    )


def _competency(entry: Document, order: list[str]) -> Competency:
    criteria = tuple(
        Criterion(
            code=row["code"],
            competency=entry["code"],
            name=row.get("name", {}),
            descriptors={code: row["descriptors"][code] for code in order if code in row["descriptors"]},
        )
        for row in entry["criteria"]
    )
    return Competency(entry["code"], entry["name"], entry.get("description", {}), criteria)


def to_document(framework: Framework) -> Document:
    """The document that describes a framework: `from_document` the other way round."""
    document: Document = {"framework": framework.code, "version": framework.version, "status": framework.status}
    document |= {"languages": list(framework.languages), "title": framework.title}
    document |= {"description": framework.description, "publisher": framework.publisher}
    document |= {"translations": framework.translations, "editorial": [dict(note) for note in framework.editorial]}
    document |= {"changes": [dict(change) for change in framework.changes], "restores": framework.restores}
    document["levels"] = [
        _filled({"code": level.code, "rank": level.rank, "name": level.name, "title": level.title})
        for level in framework.levels
    ]
    document["competencies"] = [
        _filled({"code": area.code, "name": area.name, "description": area.description})
        | {"criteria": [_criterion_document(row) for row in area.criteria]}
        for area in framework.competencies
    ]
    return _filled(document)


def _criterion_document(row: Criterion) -> Document:
    return _filled(
        {"code": row.code, "name": row.name, "descriptors": {k: dict(v) for k, v in row.descriptors.items()}}
    )


def _filled(entry: Document) -> Document:
    """An entry without what is empty; mappings as plain ones."""
    return {key: dict(value) if isinstance(value, Mapping) else value for key, value in entry.items() if value}
