from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tamarack.people.models import Person


@pytest.fixture
def visit() -> Callable[[Person | None], Client]:
    """A browser without scripts, signed in as someone."""

    def visit(person: Person | None = None) -> Client:
        client = Client()
        if person:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return visit


@pytest.fixture
def own(visit: Callable[..., Client], person: Person) -> Client:
    return visit(person)


HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}
