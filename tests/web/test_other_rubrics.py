"""Another rubric, of another shape (five levels, empty cells, three languages), everywhere beside CACEE's or alone."""

import re
from collections import deque
from datetime import date
from html import unescape

import pytest
from django.test import Client

from tamarack.assessment.actions.rating import rate, start_assessment, submit_assessment
from tamarack.assessment.answers import Change
from tamarack.assessment.models import Assessment
from tamarack.people.models import Member, Organisation, Person
from tamarack.rubric.queries import Stored

PAGES = 400
LEFT_ALONE = re.compile(
    r"/(account|admin|demo|fr|en/account)/|\.(css|js|png|svg|ico|pdf|xlsx|zip|ics|webmanifest)|/static/"
)


@pytest.fixture
def answered(person: Person, cacee: Stored, example: Stored) -> Assessment:
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


def test_a_plan_is_made_on_the_rubric_that_one_began_with(own: Client, answered: Assessment) -> None:
    said = {"aim": "Chair the food bank", "focus": ["PEO.1"]}
    goal = own.post("/en/growth/goals/new/?focus=PEO.1", said, follow=True)
    assert goal.status_code == 200
    assert "Chair the food bank" in goal.content.decode()
    assert "PEO.1" in own.get("/en/growth/").content.decode()
    doing = {"what": "Shadow a shift", "kind": "do", "serves": ["PEO.1.P"]}
    action = own.post("/en/growth/actions/new/?at=PEO.1.P", doing, follow=True)
    assert "PEO.1.P" in action.content.decode()


def test_a_person_goes_from_one_rubric_to_another_and_loses_neither(
    own: Client, person: Person, answered: Assessment, cacee: Stored
) -> None:
    own.post("/en/growth/goals/new/?focus=PEO.1", {"aim": "Chair the food bank", "focus": ["PEO.1"]})
    draft = start_assessment(person, cacee)
    rate(person, draft, {"COL.1": Change("E")})
    submit_assessment(person, draft)
    own.post("/en/growth/rubric/", {"rubric": "cacee"})
    person.refresh_from_db()
    assert person.rubric == "cacee"
    plan = own.get("/en/growth/").content.decode()
    assert "Chair the food bank" in plan
    assert "PEO.1" in plan
    assert "COL.2" in own.get("/en/growth/path/").content.decode()
    assert own.post("/en/growth/rubric/", {"rubric": "nowhere"}).status_code == 404
    for address in ("/en/me/", "/en/assess/", "/en/me/over-time/", f"/en/assess/{answered.pk}/result/"):
        assert own.get(address).status_code == 200


def test_evidence_is_kept_for_a_descriptor_of_another_rubric(own: Client, answered: Assessment) -> None:
    said = {"title": "Food drive", "kind": "project", "on": "2026-10-01", "serves": ["PEO.1.A"]}
    kept = own.post("/en/portfolio/new/?at=PEO.1", said, follow=True)
    assert kept.status_code == 200
    assert "PEO.1.A" in kept.content.decode()


@pytest.mark.parametrize("name", ["profile.pdf", "workbook.xlsx", "ratings.csv"])
def test_files_of_an_assessment_have_as_many_levels_as_the_rubric(own: Client, answered: Assessment, name: str) -> None:
    response = own.get(f"/en/assess/{answered.pk}/files/{name}")
    assert response.status_code == 200
    assert response.content


def test_whoever_has_no_account_tries_another_rubric(client: Client, example: Stored) -> None:
    client.post("/en/try/start/", {"framework": "example"})
    page = client.get("/en/try/peo/").content.decode()
    assert page.count('name="rating-PEO.1"') == 5 + 1 + 2
    assert "Shaping" in page


def test_texts_of_a_rubric_in_a_third_language_are_told_as_such(client: Client, example: Stored) -> None:
    assert "(invented example)" in client.get("/en/rubric/example/").content.decode()
    assert "(exemple inventé)" in client.get("/fr/rubric/example/").content.decode()


def test_figures_are_told_for_the_rubric_that_is_asked_for(own: Client, person: Person, example: Stored) -> None:
    organisation = Organisation.objects.create(code="clear", name="Clearwater", begins=date(2025, 1, 1))
    Member.objects.create(organisation=organisation, person=person)
    page = own.get("/en/orgs/clear/figures/?rubric=example").content.decode()
    assert "Volunteer Leadership" in page
    assert own.get("/en/orgs/clear/figures/?rubric=nowhere").status_code == 404
