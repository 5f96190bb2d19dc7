from datetime import date

import pytest

from tamarack.people.models import Organisation
from tamarack.rubric.queries import Stored
from tests.figures import Place


@pytest.fixture
def place(cacee: Stored) -> Place:
    organisation = Organisation.objects.create(code="clear", name="Clearwater", begins=date(2025, 1, 1))
    return Place(organisation, cacee)


@pytest.fixture
def elsewhere(cacee: Stored) -> Place:
    return Place(Organisation.objects.create(code="boreal", name="Boréal", begins=date(2025, 1, 1)), cacee)
