"""Programs that call the API with a token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tamarack.exchange.actions.tokens import make_token
from tamarack.exchange.models import Scope
from tamarack.people.models import Organisation, Person


@dataclass
class Program:
    """Calls the API, with a token or without."""

    token: str = ""
    language: str = "en"

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        if self.token:
            headers.setdefault("Authorization", f"Bearer {self.token}")
        headers.setdefault("Accept-Language", self.language)
        address = path if path.startswith("/api/") else f"/api/v1{path}"
        content = {} if body is None else {"data": body, "content_type": "application/json"}
        client = Client(raise_request_exception=False)
        return (
            client.generic(method, address, headers=headers)
            if body is None
            else getattr(client, method.lower())(address, headers=headers, **content)
        )

    def get(self, path: str, **headers: str) -> Any:
        return self("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self("POST", path, body, **headers)

    def patch(self, path: str, body: Any, match: str = "*", **headers: str) -> Any:
        return self("PATCH", path, body, **{"If-Match": match, **headers})

    def put(self, path: str, body: Any, **headers: str) -> Any:
        return self("PUT", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self("DELETE", path, **headers)


def token_for(person: Person, *scopes: str, organisation: Organisation | None = None, days: int = 30) -> str:
    """The text of a new token, with every scope there is unless some are named."""
    from tamarack.exchange.models.tokens import OF_ORGANISATIONS

    everything = OF_ORGANISATIONS if organisation else tuple(Scope)
    until = timezone.localdate() + timedelta(days=days)
    return make_token(person, "A script", list(scopes or everything), until, organisation)[1]


@pytest.fixture
def program() -> Callable[..., Program]:
    """A program with a person's token."""

    def program(person: Person | None = None, *scopes: str, **more: Any) -> Program:
        return Program(token_for(person, *scopes, **more) if person else "")

    return program


@pytest.fixture
def mine(person: Person, program: Callable[..., Program]) -> Program:
    return program(person)


@pytest.fixture
def anyone() -> Program:
    return Program()
