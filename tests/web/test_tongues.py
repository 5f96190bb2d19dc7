"""A rubric that is not in the reader's language is never shown as if it were."""

from collections.abc import Callable

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment
from tamarack.core import framework as core
from tamarack.people.models import Person
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.models import Version


@pytest.fixture
def english(db: None) -> Version:
    levels = tuple(core.Level(code, rank, {"en": f"Level {code}"}) for rank, code in enumerate("AB", 1))
    row = core.Criterion("X.1", "X", {"en": "A row"}, {"A": {"en": "**Does** it & well"}, "B": {"en": "Does more"}})
    area = core.Competency("X", {"en": "An area"}, {"en": "About it"}, (row,))
    return publish_framework(core.Framework("only", "1.0", ("en",), {"en": "Only English"}, levels, (area,)))


def test_the_public_rubric_says_in_which_language_it_is(client: Client, english: Version) -> None:
    page = client.get("/fr/rubric/only/x/").content.decode()
    assert "Pas encore en français : texte en anglais." in page.replace("\xa0", " ")
    assert '<p class="descriptor"><span lang="en"><b>Does</b> it &amp; well</span></p>' in page
    assert '<h1><span lang="en">An area</span></h1>' in page
    assert "<title>An area · Only English</title>" in page
    assert 'content="About it"' in page
    assert "&lt;span" not in page
    assert page.count('class="note"') > client.get("/en/rubric/only/x/").content.decode().count('class="note"')
    assert 'lang="en">An area' not in client.get("/en/rubric/only/x/").content.decode()


@pytest.mark.parametrize("path", ["", "x/", "all/"])
def test_an_assessment_says_it_too(path: str, person: Person, english: Version, visit: Callable[..., Client]) -> None:
    draft = Assessment.objects.create(person=person, version=english)
    page = visit(person).get(f"/fr/assess/{draft.pk}/{path}")
    if page.status_code == 404:
        pytest.skip("no such page")
    assert 'lang="en"' in page.content.decode()
    assert "&lt;span" not in page.content.decode()


def test_a_result_says_it_too(person: Person, english: Version, visit: Callable[..., Client]) -> None:
    from django.utils import timezone

    done = Assessment.objects.create(person=person, version=english, submitted_at=timezone.now())
    done.ratings.create(criterion="X.1", value="A")
    page = visit(person).get(f"/fr/assess/{done.pk}/result/").content.decode()
    assert '<span lang="en">' in page
    assert "&lt;span" not in page
    assert 'data-name="Level A"' in page
