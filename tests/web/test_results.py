"""The result page and the page one comes home to."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment, Rating
from tamarack.rubric.queries import Stored

COLLABORATION = {"COL_1": "E", "COL_2": "B", "COL_3": "0"}


def words(response: object) -> str:
    """A page's text as read, without marks."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_standing_explains_itself(own: Client, draft: Assessment, fill: Callable[..., Assessment]) -> None:
    fill(draft, submit=True, **COLLABORATION)
    text = words(own.get(f"/en/assess/{draft.pk}/result/"))
    assert "2 of 3 at Building; one to go: Working together." in text
    assert "You meet 35 of the 98 descriptors that apply to you." in text
    assert "Building is complete in 6 of 7 competencies." in text
    assert "Secure at Building Communication, " in text
    assert "Not yet secure Collaboration" in text


def test_next_steps_put_foundations_first(own: Client, draft: Assessment, fill: Callable[..., Assessment]) -> None:
    fill(draft, submit=True, **COLLABORATION, DIG_7="0")
    text = words(own.get(f"/en/assess/{draft.pk}/result/"))
    steps = text[text.index("Your most useful next steps") :]
    order = [steps.index(code) for code in ("COL.3", "DIG.7", "COL.2")]
    assert order == sorted(order)
    assert "Recognizes opportunities for working together, ensures efficient effort" in steps


def test_an_unrated_criterion_makes_the_result_provisional(
    own: Client, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft, count=33, submit=True)
    for page in (f"/en/assess/{draft.pk}/result/", "/en/me/"):
        text = words(own.get(page))
        assert "Provisional. 2 criteria are not rated and count as not met." in text
        assert "Not rated yet: it may describe you already." in text


def test_a_complete_result_is_not_provisional(own: Client, draft: Assessment, fill: Callable[..., Assessment]) -> None:
    fill(draft, submit=True)
    assert "Provisional" not in words(own.get(f"/en/assess/{draft.pk}/result/"))


def test_what_does_not_apply_is_told_and_counts_nowhere(
    own: Client, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft, submit=True)
    Rating.objects.filter(criterion__startswith="COL").update(value="NA", reason="role")
    text = words(own.get(f"/en/assess/{draft.pk}/result/"))
    assert "of the 89 descriptors that apply to you" in text
    assert "No criterion of this competency applies to you." in text
    assert "Not applicable, by your choice COL.1, COL.2 and COL.3" in text
    assert "Not applicable: not in my role" in text


def test_the_top_is_told_as_the_top(own: Client, draft: Assessment, cacee: Stored) -> None:
    Rating.objects.bulk_create(
        Rating(assessment=draft, criterion=row.code, value=row.levels[-1]) for row in cacee.framework.criteria
    )
    own.post(f"/en/assess/{draft.pk}/submit/")
    text = words(own.get(f"/en/assess/{draft.pk}/result/"))
    assert "You meet 98 of the 98" in text
    assert "You are at the top of every criterion that applies to you" in text
    assert text.count("Every descriptor that applies to you is met.") == 7
    assert text.count("This is the top of this criterion.") == 35


def test_all_criteria_stand_in_a_table_with_note_and_next_step(
    own: Client, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft, submit=True)
    Rating.objects.filter(criterion="COL.1").update(note="<script>alert(1)</script>")
    html = own.get(f"/en/assess/{draft.pk}/result/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html
    table = html[html.index('class="all') :]
    assert table.count("<tr>") == 36
    assert "Develops and maintains a varied network" in table


def test_the_rings_carry_a_title_a_description_and_the_count(
    own: Client, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft, submit=True, **COLLABORATION)
    html = own.get(f"/en/assess/{draft.pk}/result/").content.decode()
    svg = html[html.index('<svg class="rings') :]
    assert 'role="img"' in svg
    assert '<title id="rings-title">Growth rings: CACEE Competencies</title>' in svg
    assert "3 rings, one for each level, growing outward. Collaboration: 3 of 9 met." in svg
    assert re.search(r'class="ring-count"[^>]*>35<', svg)


def test_a_draft_has_no_result_yet(own: Client, draft: Assessment) -> None:
    assert own.get(f"/en/assess/{draft.pk}/result/")["Location"] == f"/en/assess/{draft.pk}/"


def test_home_leads_a_new_person_on(own: Client, cacee: Stored) -> None:
    text = words(own.get("/en/me/"))
    assert "Your growth rings will stand here" in text
    assert "Start: CACEE Competencies" in text


def test_home_resumes_the_draft(own: Client, draft: Assessment, fill: Callable[..., Assessment]) -> None:
    fill(draft, count=5)
    text = words(own.get("/en/me/"))
    assert "Go on with Communication" in text
    assert "5 of 35 criteria rated" in text


def test_home_offers_to_submit_a_complete_draft(
    own: Client, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft)
    assert "Look over your draft and submit it" in words(own.get("/en/me/"))


def test_home_shows_rings_steps_draft_and_history_together(
    own: Client, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft, submit=True)
    own.post("/en/assess/", {"framework": "cacee", "from": "last"})
    text = words(own.get("/en/me/"))
    for part in ("of 98 met", "Your most useful next steps", "Look over your draft", "History"):
        assert part in text


@pytest.mark.parametrize(
    ("page", "french"),
    [
        ("/fr/me/", "Où vous en êtes"),
        ("/fr/assess/{pk}/result/", "2 sur 3 au niveau Acquisition; il en reste un\u00a0: Travail concerté."),
        ("/fr/assess/{pk}/result/", "Votre pratique correspond à 35 des 98 descripteurs"),
    ],
)
def test_results_are_told_in_french(
    own: Client, draft: Assessment, fill: Callable[..., Assessment], page: str, french: str
) -> None:
    fill(draft, submit=True, **COLLABORATION)
    html = re.sub(r"<[^>]+>", " ", own.get(page.format(pk=draft.pk)).content.decode())
    assert french in html


def test_nothing_is_called_a_failure(own: Client, draft: Assessment, fill: Callable[..., Assessment]) -> None:
    fill(draft, submit=True, **{f"{code}_{n}": "0" for code in ("COL", "DIG", "ETH") for n in range(1, 8)})
    english = words(own.get(f"/en/assess/{draft.pk}/result/")).lower()
    french = words(own.get(f"/fr/assess/{draft.pk}/result/")).lower()
    assert not re.search(r"\b(fail\w*|weak\w*|poor\w*|missing|insufficient|deficien\w*)\b", english)
    assert not re.search(r"\b(échec\w*|échou\w*|faible\w*|insuffisan\w*|lacune\w*|manquant\w*)\b", french)
