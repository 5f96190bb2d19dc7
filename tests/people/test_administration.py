"""What an administrator can do with accounts, and what not."""

from collections.abc import Callable

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment
from tamarack.people.models import Person
from tests.conftest import make_person


@pytest.fixture
def admin(db: None) -> Client:
    client = Client()
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    client.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_persons_page_has_neither_password_nor_address_to_change(admin: Client, person: Person) -> None:
    page = f"/admin/people/person/{person.pk}/change/"
    html = admin.get(page).content.decode()
    assert 'name="password' not in html
    assert 'name="email"' not in html
    admin.post(page, {"name": "N", "language": "en", "is_active": "on", "email": "evil@x.example", "password": "x"})
    person.refresh_from_db()
    assert (person.name, person.email) == ("N", "nadia@clearwater.example")
    assert not person.has_usable_password()


def test_there_is_no_other_way_into_an_account(admin: Client, person: Person) -> None:
    assert (
        'name="password' not in admin.get(f"/admin/people/person/{person.pk}/password/", follow=True).content.decode()
    )
    for page in ("/admin/account/emailaddress/", "/admin/django_tasks_db/dbtaskresult/"):
        assert admin.get(page).status_code == 404


def test_a_password_is_changed_on_the_account_page_alone(admin: Client) -> None:
    assert admin.get("/admin/password_change/")["Location"] == "/en/account/password/change/"
    assert "old_password" not in admin.post("/admin/password_change/", {"old_password": "x"}).content.decode()


def test_deleting_names_the_person_and_none_of_their_answers(
    admin: Client, person: Person, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft)
    html = admin.get(f"/admin/people/person/{person.pk}/delete/").content.decode()
    assert "Nadia" in html
    assert "COL.1" not in html
    admin.post(f"/admin/people/person/{person.pk}/delete/", {"post": "yes"})
    assert not Person.objects.filter(pk=person.pk).exists()
    assert not Assessment.objects.exists()


def test_several_can_be_deleted_at_once_without_a_look_at_their_answers(
    admin: Client, person: Person, draft: Assessment, fill: Callable[..., Assessment]
) -> None:
    fill(draft)
    data = {"action": "delete_selected", "_selected_action": [person.pk]}
    assert "COL.1" not in admin.post("/admin/people/person/", data).content.decode()
    admin.post("/admin/people/person/", {**data, "post": "yes"})
    assert not Person.objects.filter(pk=person.pk).exists()


def test_a_person_that_is_added_has_no_password_yet(admin: Client) -> None:
    admin.post("/admin/people/person/add/", {"email": "new@clearwater.example", "name": "New", "language": "fr"})
    assert not Person.objects.get(email="new@clearwater.example").has_usable_password()


def test_versions_are_read_alone(admin: Client, cacee: object) -> None:
    assert admin.get("/admin/rubric/version/").status_code == 200
    assert admin.get("/admin/rubric/version/add/").status_code == 403
