import pytest

from tamarack.core import framework as core
from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.people.models import Person
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Framework, Life
from tamarack.rubric.queries import current_version, status
from tamarack.stewardship.actions import name_steward
from tamarack.stewardship.actions.life import set_status, withdraw_version
from tests.conftest import make_person

S = Life.Status


@pytest.fixture
def steward(framework: Framework) -> Person:
    person = make_person("steward")
    name_steward(person, framework)
    return person


@pytest.fixture
def framework(db: None) -> Framework:
    return publish_framework(_version("1.0")).framework


def _version(number: str) -> core.Framework:
    level = tuple(core.Level(code, rank, {"en": code}) for rank, code in enumerate("AB", 1))
    row = core.Criterion("X.1", "X", {"en": "one"}, {"A": {"en": number}})
    return core.Framework(
        "small", number, ("en",), {"en": "Small"}, level, (core.Competency("X", {"en": "X"}, {}, (row,)),)
    )


def test_a_withdrawn_version_gives_way_to_the_one_before(steward: Person, framework: Framework) -> None:
    publish_framework(_version("1.1"))
    set_status(steward, framework, "1.0", S.SUPERSEDED)
    assert current_version("small").framework.version == "1.1"
    assert withdraw_version(steward, framework, "1.1", "A mistake in X.1.") == "1.0"
    assert current_version("small").framework.version == "1.0"
    assert [status(framework, number) for number in ("1.0", "1.1")] == [S.ADOPTED, S.WITHDRAWN]
    row = Life.objects.get(number="1.1", status=S.WITHDRAWN)
    assert (row.why, row.person) == ("A mistake in X.1.", steward)
    with pytest.raises(NotAllowed):
        set_status(steward, framework, "1.1", S.ADOPTED)


def test_withdrawing_needs_a_reason_a_steward_and_a_published_version(steward: Person, framework: Framework) -> None:
    with pytest.raises(BadInput):
        withdraw_version(steward, framework, "1.0", " ")
    with pytest.raises(NotAllowed):
        withdraw_version(make_person("other"), framework, "1.0", "why")
    with pytest.raises(NotAllowed):
        withdraw_version(steward, framework, "9.9", "why")
    assert withdraw_version(steward, framework, "1.0", "why") is None
    with pytest.raises(UnknownCode):
        current_version("small")
