"""Every page, for every kind of visitor: owner, teammate, stranger, administrator, signed out."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import get_resolver

from tamarack.assessment.models import Assessment
from tamarack.people.models import Member, Organisation, Person, Team
from tests.conftest import make_person

PUBLIC = [
    "/en/", "/fr/", "/en/about/", "/en/privacy/", "/en/accessibility/", "/en/rubric/", "/en/rubric/cacee/",
    "/fr/rubric/cacee/col/", "/healthz", "/robots.txt", "/en/account/login/", "/en/account/signup/",
    "/en/account/password/reset/",
]  # fmt: skip
SIGNED_IN = ["/en/me/", "/en/assess/", "/en/assess/on/cacee/col/", "/en/account/", "/en/account/email/",
             "/en/account/delete/"]  # fmt: skip
OWN_DRAFT = ["/en/assess/{draft}/", "/en/assess/{draft}/col/", "/en/assess/{draft}/all/", "/en/assess/{draft}/delete/"]
OWN_RESULT = ["/en/assess/{done}/result/", "/en/assess/{done}/delete/"]
POSTS = [
    "/en/assess/{draft}/submit/",
    "/en/assess/{draft}/delete/",
    "/en/assess/{draft}/col/",
    "/en/assess/{done}/delete/",
]


@pytest.fixture
def visitors(person: Person, stranger: Person) -> dict[str, Person | None]:
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater")
    team = Team.objects.create(organisation=organisation, code="career", name="Career education")
    teammate = make_person("teammate")
    for member in (person, teammate):
        Member.objects.create(team=team, person=member)
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    return {
        "owner": person, "teammate": teammate, "stranger": stranger, "administrator": administrator, "signed out": None
    }  # fmt: skip


@pytest.fixture
def ids(person: Person, draft: Assessment, fill: Callable[..., Assessment]) -> dict[str, int]:
    done = Assessment.objects.get(pk=fill(draft, submit=True).pk)
    open_one = Assessment.objects.create(person=person, version_id=done.version_id, previous=done)
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
    response = visit(visitors[who]).post(page.format(**ids), {"rating-COL.1": "B", "note-COL.1": "mine"})
    assert response.status_code == (302 if who == "signed out" else 404)
    assert list(Assessment.objects.order_by("pk").values()) == before
    assert not Assessment.objects.get(pk=ids["draft"]).ratings.exists()


def test_others_answers_are_nowhere_on_ones_own_pages(
    visit: Callable[..., Client], visitors: dict[str, Person | None], ids: dict[str, int]
) -> None:
    for page in SIGNED_IN:
        text = visit(visitors["teammate"]).get(page).content.decode()
        assert f"/assess/{ids['draft']}/" not in text
        assert f"/assess/{ids['done']}/" not in text


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


def test_every_address_is_in_this_file() -> None:
    """A page that is added must be added here too, with who may see it."""
    tested = {page.format(draft=1, done=2) for page in PUBLIC + SIGNED_IN + OWN_DRAFT + OWN_RESULT + POSTS}
    names = {get_resolver().resolve(page.replace("/fr/", "/en/")).url_name for page in tested}
    elsewhere = {"first_administrator", "demo", "demo_mail"}  # tests/web/test_demo.py, tests/people/test_accounts.py
    allauth = {name for name in _names() if name.startswith("account_") and name not in names}
    assert _names() - names - elsewhere - allauth == set()


def _names() -> set[str]:
    from tamarack.web.account import urls as account
    from tamarack.web.assess import urls as assess
    from tamarack.web.demo import urls as demo
    from tamarack.web.rubric import urls as rubric
    from tamarack.web.site import urls as site

    return {
        pattern.name
        for part in (account, assess, demo, rubric, site)
        for pattern in part.urlpatterns
        if getattr(pattern, "name", None)
    }
