"""Mail, the store of files and identity providers are down, or let one in and never answer: by real sockets."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from botocore.config import Config
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tamarack.common import files, health
from tamarack.common.mail import deliver
from tamarack.common.tasks.worker import work_off
from tamarack.config.environment import _files
from tamarack.exchange.moving import make_archive
from tamarack.people.actions import signing
from tamarack.people.actions.signing import Described
from tamarack.people.models import Errand, Member, Organisation, Person
from tamarack.portfolio.models import File
from tests.conftest import make_person
from tests.faults.silent import out_of_order
from tests.growth.test_killed import Sink

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = 3.0
"""Seconds within which a page answers that needs no service."""
STORE = 30.0
"""Seconds within which one answers that needs the store of files."""
PROVIDER = 15.0
"""Seconds within which one answers that needs an identity provider: it is waited for for ten."""


@pytest.fixture(params=["refuses", "is silent"])
def port(request: pytest.FixtureRequest) -> Iterator[int]:
    with out_of_order(request.param) as port:
        yield port


@pytest.fixture
def own(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def soon() -> None:
    """What is put off is due now."""
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())


def letters() -> list[DBTaskResult[Any, Any]]:
    return list(DBTaskResult.objects.filter(task_path=deliver.module_path))


def test_mail_waits_for_its_server_and_comes_once(port: int, person: Person, settings: Any) -> None:
    person.set_password("tamarack needles 42")
    person.save()
    settings.EMAIL_BACKEND = "tamarack.common.mail.QueuedBackend"
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1
    begun = time.monotonic()
    answer = Client().post("/en/account/password/reset/", {"email": person.email})
    assert (answer.status_code, time.monotonic() - begun < PAGE) == (302, True)
    work_off()
    (letter,) = letters()
    assert (letter.status, len(letter.worker_ids)) == (TaskResultStatus.READY, 1)
    with Sink() as sink:
        settings.EMAIL_PORT = sink.server_address[1]
        soon()
        work_off()
        sink.shutdown()
    assert len(sink.taken) == 1
    assert letters()[0].status == TaskResultStatus.SUCCESSFUL


@pytest.fixture
def _elsewhere(port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files go to a store that does not answer; it is waited for a second instead of ten."""
    from django.conf import settings

    monkeypatch.setattr(files, "WAITS", files.WAITS.merge(Config(read_timeout=1)))
    storage = _files(f"s3+http://KEY:SECRET@127.0.0.1:{port}/grow?region=ca-central-1")
    with override_settings(STORAGES={**settings.STORAGES, "default": storage}):
        yield


def test_the_store_is_waited_for_less_than_a_page_may_take() -> None:
    attempts = files.WAITS.retries["total_max_attempts"]
    assert attempts * (files.WAITS.connect_timeout + files.WAITS.read_timeout) <= STORE


@pytest.mark.usefixtures("_elsewhere")
def test_a_file_that_cannot_be_kept_is_refused_in_words_and_leaves_nothing(
    own: Client, keep: Callable[..., Any]
) -> None:
    evidence = keep()
    begun = time.monotonic()
    text = SimpleUploadedFile("notes.txt", b"Gasp\xc3\xa9\n", "text/plain")
    answer = own.post(f"/en/portfolio/{evidence.pk}/files/", {"file": text})
    assert time.monotonic() - begun < STORE
    assert answer.status_code == 503
    assert "Files cannot be kept or read just now." in answer.content.decode()
    assert not File.objects.exists()
    assert own.get(f"/en/portfolio/{evidence.pk}/").status_code == 200, "all else goes on"
    health.forget()
    assert set(health.problems()) == {"storage"}


@pytest.mark.usefixtures("_elsewhere")
def test_a_file_that_cannot_be_read_is_refused_in_words(own: Client, person: Person, keep: Callable[..., Any]) -> None:
    kept = File.objects.create(
        person=person, evidence=keep(), stored="ab/abc", name="a.txt", content_type="text/plain", size=1, sha256="",
        added_at=timezone.now(),
    )  # fmt: skip
    answer = own.get(f"/en/portfolio/files/{kept.pk}/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")


@pytest.mark.usefixtures("_elsewhere")
def test_an_archive_is_made_once_the_store_is_back(person: Person) -> None:
    errand = Errand.objects.create(person=person, kind=Errand.Kind.TAKE, until=timezone.now() + timedelta(days=7))
    make_archive.enqueue(errand.pk)
    work_off()
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY
    from django.conf import settings

    with override_settings(
        STORAGES={**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    ):
        soon()
        work_off()
    errand.refresh_from_db()
    assert errand.is_done


def test_who_signs_in_by_a_provider_that_does_not_answer_is_told_so(port: int, settings: Any) -> None:
    settings.REACHES_INNER_NETWORK = True
    place = Organisation.objects.create(code="clearwater", name="Clearwater College")
    owner = make_person("owner")
    Member.objects.create(organisation=place, person=owner, role="owner")
    signing.prove_domain(signing.add_domain(owner, place, "clearwater.example"))
    issuer = f"http://localhost:{port}"
    told = Described("openid_connect", issuer=issuer, client_id="tamarack", secret="hush hush", enabled=True)
    provider = signing.keep_provider(owner, place, told)
    begun = time.monotonic()
    back = Client().get(f"/sso/oidc/{provider.key.hex}/callback/?state=made-up&code=1")
    assert (back.status_code, time.monotonic() - begun < PAGE) == (403, True), "it is not asked for just anybody"
    answer = Client().post("/en/account/organisation/", {"email": "amara@clearwater.example"})
    assert time.monotonic() - begun < PROVIDER
    assert "The identity provider of Clearwater College cannot be reached now." in answer.content.decode()
