"""What the API says of itself: OpenAPI 3.1 with examples, and a page in both languages."""

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tamarack.api.docs import french
from tamarack.api.document import document
from tamarack.api.schema import operations

pytestmark = pytest.mark.django_db
ALL = list(operations(document()))


def resolved(schema: Any) -> dict[str, Any]:
    return {**schema, "components": document()["components"]}


@pytest.mark.parametrize(("path", "method", "operation"), ALL, ids=[each[2]["operationId"] for each in ALL])
def test_every_operation_has_examples_that_fit(path: str, method: str, operation: Any) -> None:
    contents = [operation.get("requestBody", {}), *operation["responses"].values()]
    for content in (body for each in contents for body in each.get("content", {}).values()):
        if content["schema"].get("format") != "binary" and "multipart" not in str(content):
            Draft202012Validator(resolved(content["schema"])).validate(content["example"])
    assert all("example" in parameter for parameter in operation["parameters"])
    if method in ("post", "patch", "put") and "multipart/form-data" not in operation.get("requestBody", {}).get(
        "content", {}
    ):
        assert "requestBody" not in operation or "example" in operation["requestBody"]["content"]["application/json"]


def test_it_is_openapi_3_1(client: Any) -> None:
    answered = client.get("/api/v1/openapi.json")
    assert answered.json()["openapi"] == "3.1.0"
    assert answered["Content-Type"] == "application/json"


def test_every_operation_but_the_public_ones_asks_for_a_token_and_names_its_scope() -> None:
    without = {each["operationId"] for _, _, each in ALL if not each.get("security")}
    assert without == {each["operationId"] for _, _, each in ALL if each["tags"] == ["Rubrics"]}
    assert all("x-scope" in each for _, _, each in ALL if each.get("security"))


def test_no_two_schemas_share_a_name() -> None:
    """ninja would silently take the last."""
    import pathlib

    import tamarack.api.parts as parts

    found: list[str] = []
    for file in pathlib.Path(parts.__file__).parent.glob("*.py"):
        found += re.findall(r"^class (\w+)\(", file.read_text(), re.M)
    assert len(found) == len(set(found))


def test_no_two_operations_share_a_name() -> None:
    names = [each["operationId"] for _, _, each in ALL]
    assert len(names) == len(set(names))


def test_every_operation_is_told_in_french() -> None:
    assert set(french()) == {each["operationId"] for _, _, each in ALL}


@pytest.mark.parametrize(("language", "words"), [("en", "Start a draft, or get"), ("fr", "Commencer une ébauche")])
def test_the_page_tells_every_operation_in_both_languages_without_others_servers(
    client: Any, language: str, words: str
) -> None:
    page = client.get(f"/{language}/api/").content.decode()
    assert words in page
    assert all(f'id="{each["operationId"]}"' in page for _, _, each in ALL)
    assert not re.findall(r"""(?:src|href)=["']https?://(?!localhost)""", page.split("<main")[1].split("</main")[0])


def test_every_code_that_a_problem_has_stands_on_the_page(client: Any) -> None:
    page = client.get("/en/api/").content.decode()
    assert all(f'id="{code}"' in page for code in ("bad_input", "scope", "unknown_code", "changed", "key_used"))
