from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment
from tamarack.growth.actions.goals import Wanted, create_goal
from tamarack.growth.models import Goal
from tamarack.growth.queries import find_role
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored


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


def told(owner: str, *answers: dict[str, Any], since: int = 0, page: str = "") -> dict[str, Any]:
    """What the script of the assessment page sends."""
    return {"owner": owner, "page": page, "since": since, "answers": list(answers)}


def answer(
    criterion: str, kind: str, value: str, number: int, device: str = "device-one", age: int = 0
) -> dict[str, Any]:
    """One answer as the script sends it."""
    return {
        "criterion": criterion, "kind": kind, "value": value, "device": device, "number": number, "age": age,
        "contact": 0,
    }  # fmt: skip


def send(client: Client, address: str, data: dict[str, Any]) -> Any:
    """Send it as the script does."""
    return client.post(address, data, content_type="application/json", headers={"accept": "application/json"})


@pytest.fixture
def done(draft: Assessment, fill: Callable[..., Assessment]) -> Assessment:
    return fill(draft, submit=True, COL_1="E", ETH_2="0", DIG_7="M")


@pytest.fixture
def goal(person: Person, cacee: Stored) -> Goal:
    role = find_role(person, cacee.framework, "career-centre-manager")
    return create_goal(person, cacee, Wanted("Lead a centre", ["DIG.7", "COL.1"]), role)
