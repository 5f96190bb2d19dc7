"""The page that tells people what programs can do: every operation, in both languages, from the document itself."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ruamel.yaml import YAML

from tamarack.api.document import document
from tamarack.api.problems import CODES, TITLES
from tamarack.api.schema import operations
from tamarack.common.language import language

WORDS = Path(__file__).parent.parent / "data" / "api_words.fr.yaml"
TAGS = {
    "Rubrics": _("Rubrics"), "Account": _("Account"), "Assessments": _("Assessments"), "Plan": _("Plan"),
    "Portfolio": _("Portfolio"), "Log": _("Development log"), "Credentials": _("Credentials"),
    "Feedback": _("Feedback"), "Reviews": _("Reviews"), "Organisations": _("Organisations"),
    "Together": _("Learning together"), "Figures and campaigns": _("Figures and campaigns"),
    "Proposals and consultations": _("Proposals and consultations"), "Drafts of rubrics": _("Drafts of rubrics"),
    "Webhooks": _("Webhooks"),
}  # fmt: skip
"""What the parts are called."""
CODES_SAID = {
    "unknown_code": 404, "bad_rating": 422, "bad_file": 422, "not_allowed": 403, "bad_token": 401, "scope": 403,
    "bad_cursor": 422, "bad_key": 422, "key_used": 422, "stale": 403,
}  # fmt: skip


@cache
def french() -> dict[str, str]:
    """What each operation does, in French, by its name."""
    found: dict[str, str] = YAML(typ="safe").load(WORDS.read_text(encoding="utf-8"))
    return found


def docs(request: HttpRequest) -> HttpResponse:
    """Every operation, by part."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for path, method, operation in operations(document()):
        parts.setdefault(operation["tags"][0], []).append(_told(path, method, operation))
    codes = sorted({**{code: status for status, code in CODES.items()}, **CODES_SAID}.items())
    context = {
        "parts": [(TAGS[tag], rows) for tag, rows in parts.items()],
        "codes": [(code, status, gettext(TITLES[status])) for code, status in codes],
        "count": sum(map(len, parts.values())),
    }
    return render(request, "api/docs.html", context)


def _told(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    good = next(status for status in operation["responses"] if status.startswith("2"))
    answer = operation["responses"][good].get("content", {}).get("application/json")
    return {
        "name": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": french()[operation["operationId"]] if language() == "fr" else operation["summary"],
        "scope": operation.get("x-scope", ""),
        "body": _pretty(body["application/json"]["example"]) if "application/json" in body else "",
        "file": "multipart/form-data" in body,
        "status": good,
        "answer": _pretty(answer["example"]) if answer else "",
    }


def _pretty(example: Any) -> str:
    return json.dumps(example, ensure_ascii=False, indent=2)
