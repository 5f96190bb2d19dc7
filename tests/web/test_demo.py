"""The demo's people can be used on this machine alone, and don't exist where nobody asked for a demo."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tamarack.assessment.models import Assessment, Rating
from tamarack.cli.demo_data import add_demo_people
from tamarack.people.models import Organisation, Person, Team
from tamarack.rubric.queries import Stored
from tests.conftest import make_person


@pytest.fixture
def client() -> Client:
    """A browser on this machine."""
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def demo(demo_world: Path, db: None) -> None:
    """The demo's people."""


@pytest.mark.usefixtures("demo")
def test_there_are_120_people_in_five_teams_of_two_organisations_and_both_languages() -> None:
    assert Person.objects.count() == 120
    assert Team.objects.count() == 5
    assert Organisation.objects.exclude(kind="association").count() == 2
    assert set(Person.objects.values_list("language", flat=True)) == {"en", "fr"}


@pytest.mark.usefixtures("demo")
def test_their_assessments_span_two_years_and_grow() -> None:
    nadia = Person.objects.get(name="Nadia Bouchard")
    done = Assessment.objects.filter(person=nadia, submitted_at__isnull=False).order_by("submitted_at")
    first, last = done[0], done.reverse()[0]
    assert (last.submitted_at - first.submitted_at).days > 600  # type: ignore[operator]
    for value in ("B", "0"):
        assert first.ratings.filter(value=value).count() > last.ratings.filter(value=value).count()


@pytest.mark.usefixtures("demo")
def test_one_shows_a_name_an_earlier_day_and_something_let_go(client: Client) -> None:
    client.post("/en/demo/", {"person": Person.objects.get(name="Nadia Bouchard").pk})
    assert "let go" in client.get("/en/me/").content.decode()
    assert "From the paper form of my first year" in client.get("/en/me/over-time/").content.decode()
    dated_back = Assessment.objects.get(as_of__isnull=False)
    assert dated_back.as_of < dated_back.submitted_at.date()  # type: ignore[operator, union-attr]


@pytest.mark.usefixtures("demo")
def test_every_demo_answer_is_one_that_its_rubric_offers() -> None:
    from tamarack.core.ratings import check
    from tamarack.rubric.queries import framework

    for row in Rating.objects.select_related("assessment"):
        check(framework(row.assessment.version_id), row.criterion, row.value or None)


@pytest.mark.usefixtures("demo")
def test_adding_them_again_adds_nobody() -> None:
    add_demo_people()
    assert Person.objects.count() == 120


@pytest.mark.usefixtures("demo")
def test_a_button_signs_in_and_opens_their_own_language(client: Client) -> None:
    genevieve = Person.objects.get(name="Geneviève Tremblay")
    response = client.post("/en/demo/", {"person": genevieve.pk})
    assert response["Location"] == "/fr/me/"
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
    assert "Geneviève Tremblay" in client.get("/fr/me/").content.decode()


FOREIGN: list[dict[str, Any]] = [
    {"REMOTE_ADDR": "192.0.2.7"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_FORWARDED": "for=127.0.0.1"},
    {"HTTP_X_REAL_IP": "127.0.0.1"},
    {"HTTP_X_FORWARDED_HOST": "localhost"},
    {"HTTP_VIA": "1.1 proxy"},
]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("extra", FOREIGN)
@pytest.mark.parametrize("page", ["/en/demo/", "/en/demo/mail/"])
def test_nobody_from_elsewhere_sees_or_uses_them(client: Client, extra: dict[str, Any], page: str) -> None:
    assert client.get(page).status_code == 200
    assert client.get(page, **extra).status_code == 403
    person = Person.objects.get(name="Nadia Bouchard")
    assert client.post("/en/demo/", {"person": person.pk}, **extra).status_code == 403
    assert "sessionid" not in client.cookies


@pytest.mark.usefixtures("demo")
def test_another_host_name_is_refused_even_where_it_is_allowed(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["grow.example.ca"]
    assert client.get("/en/demo/", headers={"host": "grow.example.ca"}).status_code == 403


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("key", ["", "x", "-1", "999999", "9" * 400, "1\x00"])
def test_only_the_demos_people_can_be_signed_in_as(client: Client, key: str) -> None:
    assert client.post("/en/demo/", {"person": key}).status_code == 403


@pytest.mark.usefixtures("demo")
def test_real_accounts_made_in_the_demo_have_no_button(client: Client) -> None:
    real = make_person("real")
    Person.objects.filter(pk=real.pk).update(email="real@clearwater.ca")
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    for person in (real, administrator):
        assert client.post("/en/demo/", {"person": person.pk}).status_code == 403
        assert f'value="{person.pk}"' not in client.get("/en/demo/").content.decode()


@pytest.mark.usefixtures("demo")
def test_without_demo_mode_the_pages_are_gone(client: Client, settings: Any) -> None:
    settings.DEMO = False
    for page in ("/en/demo/", "/en/demo/mail/"):
        assert client.get(page).status_code == 404
        assert client.post(page, {"person": Person.objects.all()[0].pk}).status_code == 404


def test_the_mail_page_shows_what_was_sent(client: Client, settings: Any, tmp_path: Any, db: None) -> None:
    from django.core.mail import EmailMessage, get_connection

    settings.EMAIL_FILE_PATH = str(tmp_path)
    assert "No mail yet" in client.get("/en/demo/mail/").content.decode()
    backend = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(tmp_path))
    EmailMessage("Été", "Le code\n<b>1234</b>", to=["a@b.example"], connection=backend).send()
    text = client.get("/en/demo/mail/").content.decode()
    assert "Été" in text
    assert "&lt;b&gt;1234&lt;/b&gt;" in text
    assert "-----" not in text


def test_every_visitor_may_see_the_demo_on_this_machine(
    visit: Callable[..., Client], person: Person, cacee: Stored
) -> None:
    for who in (None, person):
        assert visit(who).get("/fr/demo/", SERVER_NAME="localhost").status_code == 200
