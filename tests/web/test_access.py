"""Every page, for every kind of visitor: owner, teammate, stranger, administrator, signed out."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import get_resolver

from tamarack.assessment.models import Assessment
from tamarack.people.models import Member, Organisation, Person, Team
from tamarack.rubric.queries import Stored
from tamarack.web.assess.sheet import owner_key
from tests.conftest import make_person
from tests.web.conftest import answer, send, told

PUBLIC = [
    "/en/", "/fr/", "/en/about/", "/en/privacy/", "/en/accessibility/", "/en/rubric/", "/en/rubric/cacee/",
    "/fr/rubric/cacee/col/", "/healthz", "/robots.txt", "/en/account/login/", "/en/account/signup/",
    "/en/account/password/reset/", "/en/search/", "/fr/search/?q=reseau", "/en/try/", "/en/try/short/",
    "/en/try/short/?role=campus-recruiter",
    "/en/rubric/cacee/files/cacee.yaml",
    "/fr/rubric/cacee/files/cacee.json", "/en/rubric/cacee/files/rings.png", "/en/rubric/cacee/versions/",
    "/en/rubric/cacee/versions/1.0/", "/fr/rubric/cacee/versions/1.0/col/", "/en/rubric/cacee/compare/1.0/1.0/",
    "/fr/rubric/cacee/compare/1.0/1.0/changes.md", "/en/rubric/cacee/compare/1.0/1.0/changes.pdf",
]  # fmt: skip
SIGNED_IN = ["/en/me/", "/en/assess/", "/en/assess/short/", "/en/me/over-time/", "/en/assess/workbook/",
             "/en/assess/workbook/cacee.xlsx", "/en/account/data/", "/en/assess/on/cacee/col/", "/en/account/",
             "/en/account/email/",
             "/en/account/delete/", "/en/growth/files/plan.pdf", "/en/growth/files/plan.xlsx"]  # fmt: skip
OWN_DRAFT = ["/en/assess/{draft}/", "/en/assess/{draft}/first/", "/en/assess/{draft}/col/",
             "/en/assess/{draft}/all/", "/en/assess/{draft}/delete/", "/en/assess/{draft}/confirm/",
             "/en/assess/{draft}/details/", "/en/assess/{draft}/files/workbook.xlsx"]  # fmt: skip
OWN_RESULT = ["/en/assess/{done}/result/", "/en/assess/{done}/delete/", "/en/assess/{done}/details/",
              "/en/assess/{done}/files/", "/en/assess/{done}/files/profile.pdf",
              "/en/assess/{done}/files/ratings.csv"]  # fmt: skip
TRIAL = ["/en/try/first/", "/en/try/all/", "/en/try/col/", "/en/try/result/", "/en/try/result/ratings.csv",
         "/en/try/erase/"]  # fmt: skip
POSTS = [
    "/en/assess/{draft}/submit/",
    "/en/assess/{draft}/delete/",
    "/en/assess/{draft}/col/",
    "/en/assess/{done}/delete/",
    "/en/assess/{draft}/answers/",
    "/en/assess/{done}/details/",
]


@pytest.fixture
def visitors(person: Person, stranger: Person) -> dict[str, Person | None]:
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater")
    team = Team.objects.create(organisation=organisation, code="career", name="Career education")
    teammate = make_person("teammate")
    for member in (person, teammate):
        Member.objects.create(organisation=team.organisation, team=team, person=member)
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    return {
        "owner": person, "teammate": teammate, "stranger": stranger, "administrator": administrator, "signed out": None
    }  # fmt: skip


@pytest.fixture
def ids(person: Person, draft: Assessment, fill: Callable[..., Assessment]) -> dict[str, int]:
    done = Assessment.objects.get(pk=fill(draft, submit=True).pk)
    open_one = Assessment.objects.create(
        person=person, version_id=done.version_id, previous=done, first=["COL.1"], role="campus-recruiter"
    )
    return {"draft": open_one.pk, "done": done.pk}


@pytest.mark.parametrize("page", PUBLIC)
@pytest.mark.parametrize("who", ["owner", "teammate", "stranger", "administrator", "signed out"])
def test_public_pages_are_for_everyone(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page)
    assert response.status_code == (302 if visitors[who] and page.endswith(("login/", "signup/")) else 200)


@pytest.mark.parametrize("page", SIGNED_IN)
@pytest.mark.parametrize("who", ["owner", "teammate", "stranger", "administrator", "signed out"])
def test_ones_own_pages_ask_to_sign_in(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page)
    if visitors[who]:
        assert response.status_code == (302 if page.startswith("/en/assess/on/") and who == "owner" else 200)
    else:
        assert response.status_code == 302
        assert response["Location"] == f"/en/account/login/?next={page}"


@pytest.mark.parametrize("page", OWN_DRAFT + OWN_RESULT)
@pytest.mark.parametrize("who", ["owner", "teammate", "stranger", "administrator", "signed out"])
def test_an_assessment_is_its_persons_alone(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    response = visit(visitors[who]).get(page.format(**ids))
    assert response.status_code == {"owner": 200, "signed out": 302}.get(who, 404)
    if who not in ("owner", "signed out"):
        assert "You have no such assessment" in response.content.decode()


@pytest.mark.parametrize("page", POSTS)
@pytest.mark.parametrize("who", ["teammate", "stranger", "administrator", "signed out"])
def test_nobody_else_can_change_an_assessment(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int], page: str, who: str
) -> None:
    before = list(Assessment.objects.order_by("pk").values())
    address = page.format(**ids)
    if page.endswith("/answers/"):
        key = owner_key(visitors[who]) if visitors[who] else ""  # type: ignore[arg-type]
        response = send(visit(visitors[who]), address, told(key, answer("COL.1", "rating", "B", 1)))
        assert response.status_code == (401 if who == "signed out" else 404)
        assert not Assessment.objects.get(pk=ids["draft"]).ratings.exists()
        return
    response = visit(visitors[who]).post(address, {"rating-COL.1": "B", "note-COL.1": "mine"})
    assert response.status_code == (302 if who == "signed out" else 404)
    assert list(Assessment.objects.order_by("pk").values()) == before
    assert not Assessment.objects.get(pk=ids["draft"]).ratings.exists()


def test_others_answers_are_nowhere_on_ones_own_pages(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int]
) -> None:
    for page in SIGNED_IN:
        text = visit(visitors["teammate"]).get(page).getvalue().decode("latin-1")
        assert f"/assess/{ids['draft']}/" not in text
        assert f"/assess/{ids['done']}/" not in text


@pytest.mark.parametrize("page", TRIAL)
@pytest.mark.parametrize("who", ["owner", "teammate", "stranger", "administrator", "signed out"])
def test_a_trial_is_found_by_its_own_browser_alone(
    visit: Callable[..., Client], visitors: dict[str, Person | None], cacee: Stored, page: str, who: str
) -> None:
    trying = Client()
    trying.post("/en/try/short/", {"role": "campus-recruiter"})
    trying.post("/en/try/col/", {"rating-COL.1": "E"})
    assert trying.get(page).status_code == 200
    response = visit(visitors[who]).get(page)
    assert response.status_code == 404
    assert "There is no trial here any more" in response.content.decode()


@pytest.mark.parametrize("page", ["/en/try/answers/", "/en/try/col/", "/en/try/all/", "/en/try/erase/"])
def test_nobody_changes_a_trial_that_is_not_theirs(visit: Callable[..., Client], stranger: Person, page: str) -> None:
    response = visit(stranger).post(page, {"rating-COL.1": "B"})
    assert response.status_code == 404


def test_keeping_a_trial_asks_to_sign_in(client: Client, own: Client) -> None:
    assert client.get("/en/try/keep/")["Location"] == "/en/account/login/?next=/en/try/keep/"
    assert own.get("/en/try/keep/")["Location"] == "/en/me/"


def test_private_pages_are_kept_by_no_cache(own: Client, ids: dict[str, int]) -> None:
    for page in (*SIGNED_IN[:2], *OWN_RESULT):
        assert "no-store" in own.get(page.format(**ids))["Cache-Control"]


def test_the_administration_is_for_administrators(
    visit: Callable[..., Client], visitors: dict[str, Person | None]
) -> None:
    for who, person in visitors.items():
        response = visit(person).get("/admin/people/person/", follow=True)
        if who == "signed out":
            assert response.redirect_chain[-1][0].startswith("/en/account/login/")
        else:
            assert response.status_code == (200 if who == "administrator" else 403), who


def test_an_administrator_has_no_view_of_what_people_answer() -> None:
    from django.contrib import admin

    private = {"assessment", "feedback", "portfolio", "growth", "django_tasks_db", "django_tasks_database"}
    assert {model._meta.app_label for model in admin.site._registry}.isdisjoint(private)


SIGNING = ("account_", "mfa_", "socialaccount_", "saml_", "openid_", "second_step_", "recovery", "notice_")


def test_every_address_is_in_this_file() -> None:
    """A page that is added must be added here too, with who may see it."""
    tested = {page.format(draft=1, done=2) for page in PUBLIC + SIGNED_IN + OWN_DRAFT + OWN_RESULT + POSTS + TRIAL}
    tested |= {"/en/try/start/", "/en/try/answers/", "/en/try/keep/"}
    names = {get_resolver().resolve(page.replace("/fr/", "/en/").partition("?")[0]).url_name for page in tested}
    elsewhere = {"first_administrator", "demo", "demo_mail"}  # tests/web/test_demo.py, tests/people/test_accounts.py
    elsewhere |= {"action_calendar", "check_in_calendar", "calendar_feed"}  # tests/web/test_calendar.py
    matrix = {"crosswalks", "crosswalk", "crosswalk_file", "carry_over", "release", "release_key"}
    elsewhere |= matrix  # tests/web/test_permissions_access.py
    elsewhere |= {"unsubscribe"}  # tests/web/test_unsubscribe.py
    elsewhere |= {"grants", "grant_give", "grant_withdraw", "ask_aside", "activity"}  # tests/web/test_org_access.py
    elsewhere |= {"account_keep", "privacy"}
    allauth = {name for name in _names() if name.startswith(SIGNING) and name not in names}
    assert _names() - names - elsewhere - allauth == set()


def _names() -> set[str]:
    from tamarack.web.account import urls as account
    from tamarack.web.assess import urls as assess
    from tamarack.web.demo import urls as demo
    from tamarack.web.growth import calendar_urls as calendar
    from tamarack.web.growth import file_urls as plan_files
    from tamarack.web.rubric import urls as rubric
    from tamarack.web.site import urls as site
    from tamarack.web.trial import urls as trial

    return {
        pattern.name
        for part in (account, assess, calendar, demo, plan_files, rubric, site, trial)
        for pattern in part.urlpatterns
        if getattr(pattern, "name", None)
    }
