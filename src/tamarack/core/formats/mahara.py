"""Mahara's SmartEvidence frameworks, ``.matrix``: standards with elements, in one language.

A competency is a standard, a criterion an element, a descriptor an element below it.
"""

import json
from typing import Any

from tamarack.core.errors import N_
from tamarack.core.formats.json_ import read_json
from tamarack.core.formats.markup import Head, from_html, head, levels_of, own_text, read_head, to_html, told
from tamarack.core.formats.outline import Node, Outline, drafted, refuse, scale_levels, tree
from tamarack.core.framework import Document, shorten
from tamarack.core.validation import Places, Problem

_STATUSES = {
    "fr": ("Prêt pour l’évaluation", "Ne correspond pas à la norme", "Correspond en partie", "Correspond à la norme"),
    "en": ("Ready for assessment", "Doesn’t match the standard", "Partially meets the standard", "Meets the standard"),
}
_KEYS = ("begun", "incomplete", "partialcomplete", "completed")
_NO_LEVEL = "begun"
"""A status of the evidence, and no answer to it."""


def write_mahara(document: Document, language: str) -> str:
    """A framework's document in one language."""
    statuses = _STATUSES.get(language.partition("-")[0], _STATUSES["en"])
    standards, elements = [], []
    for number, area in enumerate(document["competencies"], 1):
        described = to_html(area.get("description", {}).get(language, ""))
        standards.append(_entry(area["code"], area, language, described) | {"standardid": number})
        for row in area["criteria"]:
            elements.append(_entry(row["code"], row, language, "") | {"standardid": number, "elementid": row["code"]})
            elements += [element | {"standardid": number} for element in _cells(document, row, language)]
    return (
        json.dumps(
            {
                "framework": {
                    "institution": "all",
                    "name": document["title"].get(language, ""),
                    "description": head(document, language),
                    "selfassess": False,
                    "evidencestatuses": [dict([pair]) for pair in zip(_KEYS, statuses, strict=True)],
                    "standards": standards,
                    "standardelements": elements,
                }
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def _entry(code: str, part: dict[str, Any], language: str, described: str) -> dict[str, Any]:
    return {"shortname": code, "name": part.get("name", {}).get(language, ""), "description": described}


def _cells(document: Document, row: dict[str, Any], language: str) -> list[dict[str, Any]]:
    return [
        _entry(f"{row['code']}.{level['code']}", level, language, to_html(row["descriptors"][level["code"]][language]))
        | {"parentelementid": row["code"], "elementid": f"{row['code']}.{level['code']}"}
        for level in sorted(document["levels"], key=lambda level: level["rank"])
        if language in row.get("descriptors", {}).get(level["code"], {})
    ]


def read_mahara(text: str, language: str = "en") -> tuple[Document, Places]:
    """The framework in a ``.matrix`` file; a draft, unless it is one that `write_mahara` made.

    Raises
    ------
    BadFile
        If it is none.
    """
    content, _ = read_json(text)
    framework = content.get("framework") if isinstance(content, dict) else None
    if not isinstance(framework, dict) or not isinstance(framework.get("standards"), list):
        raise refuse(N_("This is no framework of Mahara’s SmartEvidence: it should have “framework” with “standards”."))
    standards = _dicts(framework["standards"])
    elements = _dicts(framework.get("standardelements"))
    description, found = read_head(_text(framework, "description"))
    if found:
        return _own(framework, standards, elements, description, found, language), Places()
    return drafted(_outline(framework, standards, elements, description), language)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return "" if value is None else str(value)


def _own(
    framework: dict[str, Any], standards: list[dict[str, Any]], elements: list[dict[str, Any]], description: str,
    found: Head, language: str,
) -> Document:  # fmt: skip
    cells = {_text(entry, "elementid"): own_text(_text(entry, "description")) for entry in elements}
    levels = levels_of(found, language)
    rows: dict[str, list[dict[str, Any]]] = {}
    for entry in elements:
        if "parentelementid" not in entry:
            code = _text(entry, "elementid")
            own = {level["code"]: f"{code}.{level['code']}" for level in levels}
            descriptors = {level: {language: cells[place]} for level, place in own.items() if place in cells}
            row = {"code": code, "name": told(language, _text(entry, "name")), "descriptors": descriptors}
            rows.setdefault(_text(entry, "standardid"), []).append(row)
    areas = []
    for standard in standards:
        area: dict[str, Any] = {"code": _text(standard, "shortname"), "name": told(language, _text(standard, "name"))}
        if text := own_text(_text(standard, "description")):
            area["description"] = {language: text}
        areas.append(area | {"criteria": rows.get(_text(standard, "standardid"), [])})
    document: Document = {"framework": found.code, "version": found.version, "languages": [language]}
    document["title"] = told(language, _text(framework, "name"))
    if description:
        document["description"] = {language: description}
    return document | {"levels": levels, "competencies": areas}


def _outline(
    framework: dict[str, Any], standards: list[dict[str, Any]], elements: list[dict[str, Any]], description: str
) -> Outline:
    nodes: dict[str, Node] = {}
    parents: dict[str, str] = {}
    gaps: list[Problem] = []
    for standard in standards:
        nodes[f"s{_text(standard, 'standardid')}"] = _node(standard)
    for number, entry in enumerate(elements):
        name = f"e{_text(entry, 'elementid')}"
        key = name if name not in nodes else f"{name} {number}"  # a second one with an identifier that is taken
        nodes[key] = _node(entry)
        above = _text(entry, "parentelementid")
        parents[key] = f"e{above}" if above and above != "0" else f"s{_text(entry, 'standardid')}"
        if parents[key] not in nodes and above:
            gaps.append(Problem(N_("“{name}” has no parent in the file."), {"name": shorten(nodes[key].name)}))
    scale = {key: str(name) for status in _dicts(framework.get("evidencestatuses")) for key, name in status.items()}
    if aside := scale.pop(_NO_LEVEL, ""):
        gaps.append(Problem(N_("“{name}” is a status of the evidence, and no level."), {"name": shorten(aside)}))
    first = next(iter(scale.values()), "")
    levels = scale_levels(scale.values())
    if scale and first not in [name for _, name in levels]:
        gaps.append(Problem(N_("“{name}” is what not yet (0) says, and no level."), {"name": shorten(first)}))
    title = _text(framework, "name")
    return Outline(title, tree(nodes, parents), levels, {"description": description}, gaps)


def _node(entry: dict[str, Any]) -> Node:
    name = from_html(_text(entry, "name"))
    return Node(name, _text(entry, "shortname"), from_html(_text(entry, "description")))
