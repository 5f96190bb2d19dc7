import pytest

from tamarack.core.errors import NotAllowed, UnknownCode
from tamarack.people.models import Person
from tamarack.rubric.models import Life, Version
from tamarack.rubric.queries import Stored, status
from tamarack.stewardship import queries
from tamarack.stewardship.actions import begin_next, drop_draft
from tests.conftest import make_person


def test_a_draft_says_at_first_what_its_version_says(steward: Person, version: Version, cacee: Stored) -> None:
    draft = queries.find_draft(steward, "cacee", begin_next(steward, version, "1.1").number)
    assert draft.document["version"] == "1.1"
    assert draft.document["competencies"][0]["criteria"][0]["code"] == "COL.1"
    assert status(version.framework, "1.1") == Life.Status.DRAFT
    assert status(version.framework, "1.0") == Life.Status.ADOPTED


def test_who_keeps_no_rubric_finds_no_draft(steward: Person, version: Version) -> None:
    begin_next(steward, version, "1.1")
    stranger = make_person("stranger")
    with pytest.raises(UnknownCode):
        queries.find_draft(stranger, "cacee", "1.1")
    with pytest.raises(NotAllowed):
        begin_next(stranger, version, "1.2")


@pytest.mark.parametrize("number", ["1.0", "1.1"])
def test_a_number_is_given_once(steward: Person, version: Version, number: str) -> None:
    begin_next(steward, version, "1.1")
    with pytest.raises(NotAllowed):
        begin_next(steward, version, number)


def test_the_number_of_a_dropped_draft_is_free(steward: Person, version: Version) -> None:
    drop_draft(steward, begin_next(steward, version, "1.1"))
    assert begin_next(steward, version, "1.1").pk
    assert len(queries.drafts(version.framework)) == 1
