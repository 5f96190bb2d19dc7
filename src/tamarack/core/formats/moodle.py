"""Moodle's competency frameworks as its CSV import takes them, in one language.

A competency and a criterion are a row each; a criterion's description lists its descriptors; the levels are the scale.
"""

import csv
import json
from io import StringIO
from typing import Any

from tamarack.core.errors import N_
from tamarack.core.formats.cells import guarded, plain
from tamarack.core.formats.markup import (
    from_html,
    head,
    items,
    levels_of,
    own_text,
    read_head,
    read_items,
    to_html,
    told,
)
from tamarack.core.formats.outline import Node, Outline, drafted, refuse, scale_levels, tree
from tamarack.core.formats.table import csv_rows
from tamarack.core.framework import Document, shorten
from tamarack.core.validation import Places, Problem

HEADER = [
    "Parent ID number", "ID number", "Short name", "Description", "Description format", "Scale values",
    "Scale configuration", "Rule type (optional)", "Rule outcome (optional)", "Rule config (optional)",
    "Cross-referenced competency ID numbers", "Exported ID (optional)", "Is framework", "Taxonomy",
]  # fmt: skip
_KEYS = [
    "parentidnumber", "idnumber", "shortname", "description", "descriptionformat", "scalevalues", "scaleconfiguration",
    "ruletype", "ruleoutcome", "ruleconfig", "relatedidnumbers", "exportid", "isframework", "taxonomy",
]  # fmt: skip
_NOT_YET = {"en": "Not yet", "fr": "Pas encore", "es": "Todavía no"}
_TAXONOMY = "competency,competency,competency,competency"


def is_moodle(header: list[str]) -> bool:
    """Whether a first row is that of such a file, in English or with Moodle's own names."""
    names = {_plain(cell) for cell in header}
    return {"idnumber", "shortname", "isframework"} <= names


def _plain(cell: str) -> str:
    plain = "".join(character for character in cell.casefold().replace("(optional)", "") if character.isalnum())
    return {"crossreferencedcompetencyidnumbers": "relatedidnumbers", "exportedid": "exportid"}.get(plain, plain)


def write_moodle(document: Document, language: str) -> str:
    """A framework's document in one language."""
    levels = sorted(document["levels"], key=lambda level: level["rank"])
    names = [level.get("name", {}).get(language, level["code"]).replace(",", " ") for level in levels]
    scale = ",".join([_NOT_YET.get(language.partition("-")[0], _NOT_YET["en"]), *names])
    steps: list[dict[str, Any]] = [{"scaleid": "1"}]
    steps += [{"id": step, "scaledefault": int(step == 2), "proficient": 1} for step in range(2, len(names) + 2)]
    code = document["framework"]
    rows = [_row(idnumber=code, shortname=document["title"].get(language, ""), description=head(document, language),
                 scalevalues=scale, scaleconfiguration=json.dumps(steps), isframework="1",
                 taxonomy=_TAXONOMY)]  # fmt: skip
    for area in document["competencies"]:
        described = to_html(area.get("description", {}).get(language, ""))
        rows.append(_row(idnumber=area["code"], shortname=area["name"].get(language, ""), description=described))
        for criterion in area["criteria"]:
            cells = criterion.get("descriptors", {})
            texts = [
                (level["code"], cells[level["code"]][language], "")
                for level in levels
                if language in cells.get(level["code"], {})
            ]
            name = criterion.get("name", {}).get(language, "")
            rows.append(_row(parentidnumber=area["code"], idnumber=criterion["code"], shortname=name,
                             description=items(texts)))  # fmt: skip
    writer = csv.writer(stream := StringIO(newline=""), lineterminator="\r\n")
    writer.writerows([HEADER, *([guarded(cell) for cell in row] for row in rows)])
    return stream.getvalue()


def _row(**values: str) -> list[str]:
    return [(values | {"descriptionformat": "1"}).get(key, "") for key in _KEYS]


def read_moodle(text: str, language: str = "en") -> tuple[Document, Places]:
    """The framework in such a file; a draft, unless it is one that `write_moodle` made.

    Raises
    ------
    BadFile
        If it is none.
    """
    rows = iter(csv_rows(StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")))
    _, header = next(rows, (1, []))
    if not is_moodle(header):
        raise refuse(
            N_("This is no competency framework of Moodle: its first row should have the columns of its export.")
        )
    names = [_plain(cell) for cell in header]
    entries = [dict(zip(names, map(plain, cells), strict=False)) for _, cells in rows]
    frameworks = [entry for entry in entries if _is_framework(entry)]
    parts = [entry for entry in entries if not _is_framework(entry)]
    framework = frameworks[0] if frameworks else {}
    description, found = read_head(framework.get("description", ""))
    if not found:
        return drafted(_outline(framework, parts, description, len(frameworks)), language)
    document: Document = {"framework": found.code, "version": found.version, "languages": [language]}
    document["title"] = told(language, framework.get("shortname", ""))
    if description:
        document["description"] = {language: description}
    document["levels"] = levels_of(found, language)
    return document | {"competencies": _areas(parts, language)}, Places()


def _is_framework(entry: dict[str, str]) -> bool:
    return entry.get("isframework", "").strip() not in ("", "0")


def _areas(parts: list[dict[str, str]], language: str) -> list[dict[str, Any]]:
    areas: dict[str, dict[str, Any]] = {}
    for entry in parts:
        code, name = entry.get("idnumber", ""), told(language, entry.get("shortname", ""))
        above = entry.get("parentidnumber", "")
        if above in areas:
            cells = {level: {language: text} for level, text, _ in read_items(entry.get("description", ""))}
            areas[above]["criteria"].append({"code": code, "name": name, "descriptors": cells})
        else:
            text = own_text(entry.get("description", ""))
            areas[code] = {"code": code, "name": name} | ({"description": {language: text}} if text else {})
            areas[code]["criteria"] = []
    return list(areas.values())


def _outline(framework: dict[str, str], parts: list[dict[str, str]], description: str, count: int) -> Outline:
    nodes: dict[str, Node] = {}
    parents: dict[str, str] = {}
    gaps = []
    for number, entry in enumerate(parts):
        key = entry.get("idnumber", "")
        name = key if key not in nodes else f"{key} {number}"
        nodes[name] = Node(from_html(entry.get("shortname", "")), key, from_html(entry.get("description", "")))
        parents[name] = entry.get("parentidnumber", "")
        if rule := entry.get("ruletype") or entry.get("relatedidnumbers"):
            template = N_("“{name}” has rules or cross-references, which are left out ({what}).")
            gaps.append(Problem(template, {"name": shorten(nodes[name].name), "what": shorten(rule)}))
    if count > 1:
        gaps.append(Problem(N_("The file has {count} frameworks; their competencies are in one."), {"count": count}))
    scale = [step.strip() for step in framework.get("scalevalues", "").split(",") if step.strip()]
    levels = scale_levels(scale)
    if scale and scale[0] not in [name for _, name in levels]:
        gaps.append(Problem(N_("“{name}” is what not yet (0) says, and no level."), {"name": shorten(scale[0])}))
    facts = {"key": framework.get("idnumber", ""), "description": description}
    return Outline(framework.get("shortname", ""), tree(nodes, parents), levels, facts, gaps)
