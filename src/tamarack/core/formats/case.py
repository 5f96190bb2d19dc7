"""1EdTech CASE: a framework as a CFPackage with a CFRubric, written as 1.1. `case_reader` reads 1.0 and 1.1.

Competencies and criteria are CFItems, each a child of what is above it; a competency's table is a CFRubric, with a
CFRubricCriterion a criterion and a CFRubricCriterionLevel a descriptor. One language stands in CASE's own fields; what
they have no place for stands in the `extensions` of document and items, which CASE 1.1 has for that.
Identifiers are UUIDs of version 5 of framework, version and place: the same document has the same ones.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tamarack.core.framework import Document

EXTENSION = "tamarack"
STATUSES = {"draft": "Draft", "adopted": "Adopted"}
"""Those that CASE has the same word for."""
OTHER_STATUSES = {"consultation": "Draft", "superseded": "Deprecated", "withdrawn": "Deprecated"}
NATIVE = ("framework", "version", "status", "title", "description", "publisher", "levels", "competencies")
"""Keys of a document that CASE's own fields hold, in one language."""

_NAMESPACE = uuid5(NAMESPACE_URL, "https://tamarack.invalid/case")
Node = dict[str, Any]


def write_case(document: Document, language: str, at: datetime) -> str:
    """A framework's document as a CFPackage.

    Parameters
    ----------
    document : dict
        Valid, or with cells and languages missing.
    language : str
        Which one stands in CASE's own fields.
    at : datetime
        When it was last changed; aware.
    """
    return json.dumps(_Package(document, language, at).made(), ensure_ascii=False, indent=2) + "\n"


class _Package:
    def __init__(self, document: Document, language: str, at: datetime) -> None:
        self.document, self.language = document, language
        self.changed = at.isoformat(timespec="seconds")
        self.levels = sorted(document["levels"], key=lambda level: level["rank"])
        self.associations: list[Node] = []

    def identifier(self, place: str) -> str:
        return str(uuid5(_NAMESPACE, f"{self.document['framework']}/{self.document['version']}/{place}"))

    def identified(self, place: str) -> Node:
        identifier = self.identifier(place)
        return {"identifier": identifier, "uri": f"urn:uuid:{identifier}", "lastChangeDateTime": self.changed}

    def link(self, place: str, title: str) -> Node:
        identifier = self.identifier(place)
        return {"title": title or place, "identifier": identifier, "uri": f"urn:uuid:{identifier}"}

    def native(self, text: Mapping[str, str] | None) -> str:
        return (text or {}).get(self.language, "")

    def others(self, part: Mapping[str, Any], *fields: str) -> Node:
        """What a part says in other languages, by field."""
        found = {
            key: {language: text for language, text in part[key].items() if language != self.language}
            for key in fields
            if part.get(key)
        }
        return {key: texts for key, texts in found.items() if texts}

    def made(self) -> Node:
        items = [item for area in self.document["competencies"] for item in self.area(area)]
        rubrics = [self.rubric(area) for area in self.document["competencies"]]
        return {
            "CFDocument": self.head(), "CFItems": items, "CFAssociations": self.associations, "CFRubrics": rubrics,
        }  # fmt: skip

    def head(self) -> Node:
        document = self.document
        title = self.native(document["title"]) or document["framework"]
        status = document.get("status", "")
        made = self.identified("document") | {
            "creator": self.native(document.get("publisher")) or document["framework"],
            "title": title,
            "version": document["version"],
            "language": self.language,
            "caseVersion": "1.1",
            "CFPackageURI": self.link("package", title),
        }
        if description := self.native(document.get("description")):
            made["description"] = description
        if publisher := self.native(document.get("publisher")):
            made["publisher"] = publisher
        if known := (STATUSES | OTHER_STATUSES).get(status):
            made["adoptionStatus"] = known
        levels = [
            {key: level[key] for key in ("code", "rank")}
            | {key: dict(level[key]) for key in ("name", "title") if level.get(key)}
            for level in document["levels"]
        ]
        own = {"framework": document["framework"], "languages": document["languages"], "levels": levels}
        own |= {"status": status} if status and status not in STATUSES else {}
        own |= self.others(document, "title", "description", "publisher")
        own |= {key: value for key, value in document.items() if key not in NATIVE}
        return made | {"extensions": {EXTENSION: own}}

    def area(self, area: Node) -> list[Node]:
        """A competency's items."""
        name, description = self.native(area.get("name")), self.native(area.get("description"))
        own = self.others(area, "name", "description") | ({} if name else {"unnamed": True})
        top = self.item(area["code"], description or name, name if description else "", own)
        self.child(area["code"], name, "document", self.native(self.document["title"]))
        rows = []
        for row in area["criteria"]:
            title = self.native(row.get("name"))
            cells = self.others(row.get("descriptors") or {}, *(level["code"] for level in self.levels))
            own = self.others(row, "name") | ({"descriptors": cells} if cells else {})
            own |= {} if title else {"unnamed": True}
            rows.append(self.item(row["code"], title, "", own))
            self.child(row["code"], title, area["code"], name)
        return [top, *rows]

    def item(self, code: str, statement: str, short: str, own: Node) -> Node:
        made = self.identified(code) | {"humanCodingScheme": code, "fullStatement": statement or code}
        made |= {"abbreviatedStatement": short} if short else {}
        made |= {"language": self.language, "CFDocumentURI": self.link("document", self.native(self.document["title"]))}
        return made | ({"extensions": {EXTENSION: own}} if own else {})

    def child(self, code: str, name: str, above: str, title: str) -> None:
        made = self.identified(f"{code} isChildOf") | {
            "associationType": "isChildOf",
            "sequenceNumber": len(self.associations) + 1,
            "originNodeURI": self.link(code, name),
            "destinationNodeURI": self.link(above, title),
        }
        self.associations.append(made)

    def rubric(self, area: Node) -> Node:
        """A competency's table."""
        criteria = []
        for position, row in enumerate(area["criteria"], 1):
            place, name = f"{row['code']} criterion", self.native(row.get("name"))
            cells = [
                self.cell(row, level)
                for level in self.levels
                if self.native((row.get("descriptors") or {}).get(level["code"]))
            ]
            made = self.identified(place) | {"category": self.native(area.get("name")) or area["code"]}
            made |= {
                "description": name or row["code"],
                "position": position,
                "CFItemURI": self.link(row["code"], name),
            }
            made |= {"rubricId": self.identifier(f"{area['code']} rubric"), "CFRubricCriterionLevels": cells}
            criteria.append(made)
        title = self.native(area.get("name")) or area["code"]
        return self.identified(f"{area['code']} rubric") | {"title": title, "CFRubricCriteria": criteria}

    def cell(self, row: Node, level: Node) -> Node:
        return self.identified(f"{row['code']}.{level['code']}") | {
            "description": self.native(row["descriptors"][level["code"]]),
            "quality": self.native(level.get("name")) or level["code"],
            "score": level["rank"],
            "position": level["rank"],
            "rubricCriterionId": self.identifier(f"{row['code']} criterion"),
        }
