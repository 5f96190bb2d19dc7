from collections.abc import Callable
from typing import Any

import pytest

from tamarack.core.framework import Document
from tamarack.people.models import Person
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import begin_next, hold, name_steward, store
from tamarack.stewardship.models import Draft
from tests.conftest import make_person
from tests.core.test_versions import EDITS

Drafted = Callable[..., Draft]


@pytest.fixture
def version(cacee: Stored) -> Version:
    return Version.objects.select_related("framework").get(pk=cacee.id)


@pytest.fixture
def steward(version: Version) -> Person:
    person = make_person("steward")
    name_steward(person, version.framework)
    return person


@pytest.fixture
def drafted(steward: Person, version: Version) -> Drafted:
    """A draft of the next version with some edits, declared or not."""

    def make(*edits: str, number: str = "1.1", declared: bool = True, on: Version | None = None) -> Draft:
        draft = hold(begin_next(steward, on or version, number))
        document: Document = draft.document
        for name in edits:
            EDITS[name][0](document)
        changes: list[dict[str, Any]] = [EDITS[name][1] for name in edits] if declared else []
        store(draft, {**document, "changes": changes} if changes else document, steward)
        return draft

    return make


@pytest.fixture
def draft(cacee: Stored) -> Draft:
    version = Version.objects.select_related("framework").get(pk=cacee.id)
    person = make_person("joanne")
    name_steward(person, version.framework)
    return begin_next(person, version, "1.1")


@pytest.fixture
def joanne(draft: Draft) -> Person:
    return Person.objects.get(email="joanne@clearwater.example")


@pytest.fixture
def marc(draft: Draft) -> Person:
    person = make_person("marc")
    name_steward(person, draft.framework)
    return person
