"""The OpenAPI document: what ninja makes of the operations, with what all of them have in common, and with examples."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import override
from ninja import NinjaAPI
from ninja.openapi import schema as ninja_schema
from ninja.schema import NinjaGenerateJsonSchema

from tamarack.api.problems import CODES, CONTENT, DETAILS, TITLES

Schema = dict[str, Any]
HEADERS: Schema = {
    "RateLimit": {"description": "Calls left in this window, and seconds until it ends.", "schema": {"type": "string"}},
    "RateLimit-Policy": {"description": "Calls in a window, and its seconds.", "schema": {"type": "string"}},
}
TAG: Schema = {"description": "By what it is told whether something is as it was read.", "schema": {"type": "string"}}
LANGUAGE: Schema = {
    "in": "header", "name": "Accept-Language", "required": False, "schema": {"type": "string"},
    "description": "In which language sentences are told.", "example": "en",
}  # fmt: skip


class NamedSchemas(NinjaGenerateJsonSchema):
    """Names what is nested in a model for both, as GoalState: many models have a State, and ninja keeps one a name."""

    def get_defs_ref(self, core_mode_ref: Any) -> Any:
        """The name of a definition."""
        core_ref, mode = core_mode_ref
        named: Any = (re.sub(r"\.([A-Z]\w*)\.([A-Z]\w*)", r".\1\2", core_ref), mode)
        return super().get_defs_ref(named)


def document_of(api: NinjaAPI) -> Schema:
    """The document of an API."""
    known = vars(ninja_schema)["NinjaGenerateJsonSchema"]
    try:
        vars(ninja_schema)["NinjaGenerateJsonSchema"] = NamedSchemas
        with override("en"):
            found: Schema = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    finally:
        vars(ninja_schema)["NinjaGenerateJsonSchema"] = known
    found["servers"] = [{"url": "/"}]
    found["components"]["schemas"]["Problem"] = _problem()
    for name, schema in found["components"]["schemas"].items():
        schema["title"] = name  # by which generated clients call it
    for path, method, operation in operations(found):
        _complete(found, path, method, operation)
    scheme = {
        "type": "http", "scheme": "bearer",
        "description": "A personal or an organisation’s token, made on the pages. `x-scope` names the scope it needs.",
    }  # fmt: skip
    found["components"]["securitySchemes"] = {"BearerToken": scheme}
    return found


def operations(document: Schema) -> Iterator[tuple[str, str, Schema]]:
    """Every operation with its path and method."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _problem() -> Schema:
    text: Schema = {"type": "string"}
    entry = {
        "type": "object", "required": ["in", "at", "code", "detail"], "additionalProperties": False,
        "properties": {"in": text, "at": text, "code": text, "detail": text},
    }  # fmt: skip
    return {
        "title": "Problem", "description": "What is wrong (RFC 9457).", "type": "object", "additionalProperties": False,
        "required": ["type", "title", "status", "detail", "code", "errors"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"}, "title": text, "status": {"type": "integer"},
            "detail": text, "code": text, "errors": {"type": "array", "items": entry},
        },
    }  # fmt: skip


def _complete(document: Schema, path: str, method: str, operation: Schema) -> None:
    if operation.get("description", "").rstrip(".") == operation["summary"]:
        del operation["description"]
    operation.setdefault("parameters", []).append(LANGUAGE)
    for parameter in operation["parameters"]:
        examples = parameter["schema"].pop("examples", None)
        parameter.pop("examples", None)
        if "example" not in parameter:
            parameter["example"] = examples[0] if examples else example_of(document, parameter["schema"])
    for content in operation.get("requestBody", {}).get("content", {}).values():
        content["example"] = example_of(document, content["schema"])
    operation["responses"] = {
        str(status): _response(document, int(status), method, response)
        for status, response in operation["responses"].items()
    }


def _response(document: Schema, status: int, method: str, response: Schema) -> Schema:
    found: Schema = {"description": response.get("description") or str(status), "headers": dict(HEADERS)}
    if status == 304:
        return {**found, "description": "It is as the reader has it.", "headers": {**HEADERS, "ETag": TAG}}
    if status >= 400:
        example = {
            "type": f"/en/api/#{CODES.get(status, 'bad_request')}", "title": TITLES[status], "status": status,
            "detail": DETAILS.get(status, TITLES[status]), "code": CODES.get(status, "bad_request"), "errors": [],
        }  # fmt: skip
        body = {CONTENT: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
        return {**found, "description": TITLES[status], "content": body}
    content = response.get("content", {})
    if any(body["schema"].get("format") == "binary" for body in content.values()):
        binary = {"schema": {"type": "string", "format": "binary"}, "example": "…"}
        return {**found, "description": "A file.", "content": {"application/octet-stream": binary}}
    for kind, body in content.items():
        body["example"] = example_of(document, body["schema"])
        if kind == "application/json" and method in ("get", "patch") and status == 200:
            found["headers"]["ETag"] = TAG
    return {**found, **({"content": content} if content else {})}


def example_of(document: Schema, schema: Schema) -> Any:
    """An example of what a schema describes, from the examples of its parts."""
    if "$ref" in schema:
        return example_of(document, document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]])
    if schema.get("examples"):
        return schema["examples"][0]
    for key in ("example", "const", "default"):
        if key in schema and schema[key] is not None:
            return schema[key]
    if "enum" in schema:
        return schema["enum"][0]
    for key in ("allOf", "anyOf", "oneOf"):
        if key in schema:
            return example_of(document, schema[key][0])
    return _by_type(document, schema)


def _by_type(document: Schema, schema: Schema) -> Any:
    match schema.get("type"):
        case "object":
            if "properties" in schema:
                return {name: example_of(document, part) for name, part in schema["properties"].items()}
            extra = schema.get("additionalProperties")
            return {"en": example_of(document, extra)} if isinstance(extra, dict) and extra else {}
        case "array":
            return [example_of(document, schema["items"])] if schema.get("items") else []
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case "null":
            return None
    formats = {"date": "2027-03-31", "date-time": "2027-03-31T09:00:00-04:00", "email": "nadia@example.ca",
               "uri": "https://example.ca/"}  # fmt: skip
    return formats.get(schema.get("format", ""), "Words")
