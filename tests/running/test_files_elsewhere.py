"""Files in a store that speaks S3 (moto's): they go in, come back through the pages alone, and are swept and erased."""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import boto3
import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client, override_settings
from django.utils import timezone
from moto.server import ThreadedMotoServer

from tamarack.config.environment import BadConfiguration, _files
from tamarack.exchange.own_data import own_data
from tamarack.exchange.retention import apply_rules
from tamarack.people.actions.accounts import delete_account
from tamarack.people.models import Leaving, Person
from tamarack.portfolio.models import File
from tamarack.portfolio.tasks import sweep_files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    store = boto3.resource(
        "s3", endpoint_url=f"http://{endpoint}", aws_access_key_id="KEY", aws_secret_access_key="a/b",
        region_name="ca-central-1",
    )  # fmt: skip
    made = store.Bucket("grow")
    made.create(CreateBucketConfiguration={"LocationConstraint": "ca-central-1"})
    from django.conf import settings

    storage = _files(f"s3+http://KEY:a%2Fb@{endpoint}/grow/files?region=ca-central-1")
    with override_settings(STORAGES={**settings.STORAGES, "default": storage}):
        yield made
    made.objects.all().delete()
    made.delete()


def names(bucket: Any) -> list[str]:
    return [each.key for each in bucket.objects.all()]


@pytest.fixture
def kept(bucket: Any, person: Person, keep: Any) -> File:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    evidence = keep()
    text = SimpleUploadedFile("notes.txt", "Été à Gaspé\n".encode(), "text/plain")
    response = client.post(f"/en/portfolio/{evidence.pk}/files/", {"file": text})
    assert response.status_code == 302, response.content
    return File.objects.get()


def test_a_file_goes_there_and_comes_back_through_the_page_and_in_the_archive(
    kept: File, bucket: Any, person: Person, stranger: Person
) -> None:
    assert names(bucket) == [f"files/{kept.stored}"]
    grants = bucket.Object(f"files/{kept.stored}").Acl().grants
    assert all("AllUsers" not in str(grant) for grant in grants)
    with pytest.raises(NotImplementedError):
        default_storage.url(kept.stored)
    for who, status in ((person, 200), (stranger, 404)):
        client = Client()
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        response = client.get(f"/en/portfolio/files/{kept.pk}/")
        assert response.status_code == status
        if status == 200:
            assert b"".join(response) == "Été à Gaspé\n".encode()  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(own_data(person).read())) as pack:
        assert any(pack.read(name) == "Été à Gaspé\n".encode() for name in pack.namelist())


def test_it_goes_with_the_account(kept: File, bucket: Any, person: Person) -> None:
    delete_account(person)
    assert len(names(bucket)) == 1, "the account could come back"
    Leaving.objects.update(until=timezone.now() - timedelta(seconds=1))
    apply_rules()
    assert names(bucket) == []


def test_what_no_row_knows_is_swept_after_a_day(kept: File, bucket: Any) -> None:
    cache.delete("swept-files")
    bucket.put_object(Key="files/ab/abandoned", Body=b"x")
    sweep_files.call()
    assert len(names(bucket)) == 2
    cache.delete("swept-files")
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=2)):
        sweep_files.call()
    assert names(bucket) == [f"files/{kept.stored}"]


def test_an_address_that_cannot_be_right_is_refused() -> None:
    for value in ("s3://nobucket", "ftp://a/b", "https://s3/b"):
        with pytest.raises(BadConfiguration):
            _files(value)
