"""Searching without regard to capitals, on whichever database the tests run."""

import pytest

from tamarack.common.letters_alike import like
from tamarack.people.models import Person
from tests.conftest import make_person


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["Élodie", "élodie", "ÉLODIE", "œUVRÉ"])
def test_letters_with_accents_are_found_in_either_case(word: str) -> None:
    person = make_person("elodie")
    Person.objects.filter(pk=person.pk).update(name="Élodie Œuvré")
    assert Person.objects.filter(name__icontains=word).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["É%e", "_lodie", "\\", "Elodie"])
def test_signs_of_patterns_stand_for_themselves_and_accents_count(word: str) -> None:
    person = make_person("elodie")
    Person.objects.filter(pk=person.pk).update(name="Élodie Œuvré")
    assert Person.objects.filter(name__icontains=word).count() == 0


@pytest.mark.parametrize(("pattern", "value", "is_like"), [
    ("a%c", "ABBC", True), ("a_c", "abbc", False), ("a\\%", "A%", True), ("a\\%", "ab", False), (None, "a", None),
    ("a%", None, None), ("1%", 12, True), ("a%", "a\nb", True), ("a\\", "a", True),
])  # fmt: skip
def test_patterns_are_those_of_sql(pattern: str | None, value: object, is_like: bool | None) -> None:
    assert like(pattern, value, "\\") is is_like
