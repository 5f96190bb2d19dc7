"""What changes from one assessment to the next, and how it is told."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tamarack.assessment.models import Assessment
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored


@pytest.fixture
def two(person: Person, cacee: Stored, fill: Callable[..., Assessment]) -> tuple[Assessment, Assessment]:
    """In March COL.1 was Building and COL.2 Enhancing; a year later COL.1 is Mastering and COL.2 Building."""
    months_ago = timezone.now() - timedelta(days=240)
    first = Assessment.objects.create(person=person, version_id=cacee.id, submitted_at=months_ago)
    second = Assessment.objects.create(person=person, version_id=cacee.id, submitted_at=timezone.now())
    fill(first, COL_1="B", COL_2="E")
    fill(second, COL_1="M", COL_2="B")
    return first, second


def test_home_and_result_begin_with_what_moved(own: Client, two: tuple[Assessment, Assessment]) -> None:
    for page in ("/en/me/", f"/en/assess/{two[1].pk}/result/"):
        text = own.get(page).content.decode()
        assert "What has moved since" in text
        assert "2 descriptors newly met. 1 let go." in text
        assert "Develops and maintains a varied" in text
        assert text.index("What has moved since") < text.index('class="rings"')


def test_the_first_assessment_has_nothing_before_it(own: Client, two: tuple[Assessment, Assessment]) -> None:
    assert "What has moved" not in own.get(f"/en/assess/{two[0].pk}/result/").content.decode()


def test_what_is_unrated_or_not_applicable_now_is_not_let_go(
    own: Client, person: Person, cacee: Stored, fill: Callable[..., Assessment], two: tuple[Assessment, Assessment]
) -> None:
    later = timezone.now() + timedelta(seconds=5)
    fill(Assessment.objects.create(person=person, version_id=cacee.id, submitted_at=later), count=1, COL_1="M")
    text = own.get("/en/me/").content.decode()
    assert "No descriptor moved." in text
    assert "so nothing is told of it: COL.2, COL.3" in text


def test_any_two_dates_stand_side_by_side_the_earlier_one_first(
    own: Client, two: tuple[Assessment, Assessment]
) -> None:
    text = own.get(f"/en/me/over-time/?a={two[1].pk}&b={two[0].pk}").content.decode()
    assert text.count('class="rings"') == 2
    assert f'value="{two[0].pk}" selected' in text
    assert "2 descriptors newly met. 1 let go." in text
    assert "Choose two different ones" in own.get(f"/en/me/over-time/?a={two[0].pk}&b={two[0].pk}").content.decode()


@pytest.mark.parametrize("query", ["?a=x&b=", "?a=99999&b=-1", "?a=%00"])
def test_a_choice_that_cannot_be_right_shows_the_last_two(
    own: Client, two: tuple[Assessment, Assessment], query: str
) -> None:
    assert "2 descriptors newly met" in own.get(f"/en/me/over-time/{query}").content.decode()


def test_lines_say_the_same_as_the_table_beside(own: Client, two: tuple[Assessment, Assessment]) -> None:
    text = own.get("/fr/me/over-time/").content.decode()
    assert "Collaboration\u00a0: descripteurs atteints" in text
    told = re.search(r'<tr><th[^>]*><span class="code">COL</span>.*?</tr>', text, re.DOTALL)
    assert told
    assert re.findall(r"(\d+ sur \d+)</td>", told[0]) == ["4 sur 9", "5 sur 9"]


def test_with_one_assessment_the_page_says_what_will_stand_there(
    own: Client, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft, submit=True)
    assert "With a second assessment" in own.get("/en/me/over-time/").content.decode()


def test_an_assessment_can_be_named_and_dated_back(own: Client, two: tuple[Assessment, Assessment]) -> None:
    """The one submitted last is about 2020: what stands today is the other one."""
    page = f"/en/assess/{two[1].pk}/details/"
    response = own.post(page, {"name": "Before my first review", "as_of": "2020-03-31"}, follow=True)
    text = response.content.decode()
    assert "31 March 2020" in text
    assert "Before my first review" in text
    assert "Dated back; submitted on" in text
    assert "What has moved" not in text
    row = Assessment.objects.get(pk=two[1].pk)
    assert row.as_of == date(2020, 3, 31)
    assert row.submitted_at == two[1].submitted_at
    home = own.get("/en/me/").content.decode()
    assert "What has moved since 31 March 2020" in home
    assert "1 descriptor newly met. 2 let go." in home


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"as_of": "2999-01-01"}, "This day is still to come"),
        ({"as_of": "0001-01-01"}, "This day is before 1950"),
        ({"as_of": "yesterday"}, "This is not a date"),
        ({"name": "x" * 81}, "80"),
    ],
)
def test_a_name_or_date_that_cannot_be_right_is_told(
    own: Client, draft: Assessment, data: dict[str, str], message: str
) -> None:
    response = own.post(f"/en/assess/{draft.pk}/details/", data)
    assert message in response.content.decode()
    assert Assessment.objects.get().as_of is None


def test_a_new_draft_starts_from_the_assessment_that_is_about_the_newest_day(
    own: Client, two: tuple[Assessment, Assessment]
) -> None:
    Assessment.objects.filter(pk=two[1].pk).update(as_of=date(2020, 1, 1))
    own.post("/en/assess/", {"framework": "cacee", "from": "last"})
    assert Assessment.objects.get(submitted_at=None).previous == two[0]
