import pytest

from tamarack.people.models import Person
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.actions import begin_next, name_steward
from tamarack.stewardship.models import Draft
from tests.conftest import make_person


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
