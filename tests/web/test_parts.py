"""A competency may be called like a page: both can be reached."""

import re

from django.test import Client
from django.urls import get_resolver

from tamarack.assessment.actions.rating import start_assessment
from tamarack.cli.load import DATA
from tamarack.core.formats import load_document
from tamarack.core.framework import from_document
from tamarack.people.models import Person
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.queries import Stored, current_version
from tamarack.web.parts import FIXED

PLACES = ("rubric/%(code)s/", "assess/%(pk)s/", "try/")


def test_every_page_beside_which_a_competency_stands_is_known() -> None:
    resolver, found = get_resolver(), set()
    for name in filter(lambda name: isinstance(name, str), resolver.reverse_dict):
        for [(pattern, _)], *_ in resolver.reverse_dict.getlist(name):
            for place in PLACES:
                if rest := re.fullmatch(f"en/{re.escape(place)}([a-z-]+)(/.*)?", pattern):
                    found.add(rest[1])
    assert {"versions", "all", "confirm"} <= found
    assert found <= FIXED, found - FIXED


def test_a_competency_that_is_called_like_a_page_is_read_and_rated(own: Client, person: Person, cacee: Stored) -> None:
    document = load_document((DATA / "cacee.yaml").read_bytes()) | {"framework": "odd"}
    document["competencies"][0]["code"] = "ALL"
    publish_framework(from_document(document))
    stored = current_version("odd")
    draft = start_assessment(person, stored)
    assert 'href="/en/rubric/odd/~all/"' in own.get("/en/rubric/odd/").content.decode()
    assert "Network and alliances" in own.get("/en/rubric/odd/~all/").content.decode()
    assert 'name="rating-DIG.1"' not in own.get(f"/en/assess/{draft.pk}/~all/").content.decode()
    assert 'name="rating-DIG.1"' in own.get(f"/en/assess/{draft.pk}/all/").content.decode()
