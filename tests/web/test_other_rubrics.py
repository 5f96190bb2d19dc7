"""Another rubric, of another shape (five levels, empty cells, three languages), everywhere beside CACEE's or alone."""

import re
from html import unescape
from collections import deque

import pytest
from django.test import Client

from tamarack.assessment.actions.rating import rate, start_assessment, submit_assessment
from tamarack.assessment.answers import Change
from tamarack.assessment.models import Assessment
from tamarack.cli.load import DATA
from tamarack.core.formats import load_framework
from tamarack.people.models import Person
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.queries import Stored, current_version

PAGES = 400
LEFT_ALONE = re.compile(
    r"/(account|admin|demo|fr|en/account)/|\.(css|js|png|svg|ico|pdf|xlsx|zip|ics|webmanifest)|/static/"
)


@pytest.fixture
def example(cacee: Stored) -> Stored:
    publish_framework(load_framework((DATA / "example.yaml").read_bytes()))
    return current_version("example")


@pytest.fixture
def answered(person: Person, example: Stored) -> Assessment:
    draft = start_assessment(person, example)
    given = {row.code: row.levels[0] for row in example.framework.criteria}
    rate(person, draft, {code: Change(value) for code, value in given.items()})
    submit_assessment(person, draft)
    return draft


def links(page: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="(/[^"#]*)', page) if not LEFT_ALONE.search(link)]


def test_every_page_that_someone_on_another_rubric_is_led_to_opens(own: Client, answered: Assessment) -> None:
    seen, waiting = {"/en/me/"}, deque(["/en/me/", f"/en/assess/{answered.pk}/files/"])
    while waiting and len(seen) < PAGES:
        address = waiting.popleft()
        response = own.get(address, follow=True)
        assert response.status_code == 200, address
        for link in links(response.content.decode()) if "html" in response["Content-Type"] else []:
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    assert len(seen) > 60
