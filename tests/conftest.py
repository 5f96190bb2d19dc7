"""What tests share: a clean process, the rubric, people with assessments."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck, settings

from tamarack.assessment.models import Assessment, Rating
from tamarack.cli.demo_data import add_demo_people
from tamarack.cli.load import load_shipped_rubrics, shipped
from tamarack.people.models import Person
from tamarack.portfolio.actions.evidence import Told, keep_evidence
from tamarack.portfolio.models import Evidence
from tamarack.rubric import compared, queries
from tamarack.rubric.actions import publish_framework
from tamarack.rubric.queries import Stored
from tamarack.stewardship.announcing import forget_announced
from tamarack.stewardship.queries.crosswalks import forget_crosswalks
from tamarack.web.cached import forget_pages
from tests.with_postgres import own

settings.register_profile(
    "tamarack",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],  # machines may be busy
)
settings.load_profile("tamarack")


@pytest.fixture(autouse=True)
def _clean_process() -> None:
    """Forget what a process keeps: a test's database is not the last one's, nor is its language."""
    translation.activate("en")
    forget_rubrics()
    forget_pages()


def forget_rubrics() -> None:
    """Forget what a process keeps of rubrics."""
    queries.forget_current()
    queries.framework.cache_clear()
    queries.published_at.cache_clear()
    compared.between.cache_clear()
    forget_crosswalks()
    forget_announced()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Store the rubric once; tests that empty the database store it again."""
    with django_db_blocker.unblock():
        load_shipped_rubrics()


@contextmanager
def one_world(blocker: Any, **kept: Any) -> Iterator[None]:
    """What is made within is there for all tests of a module, under some settings, and gone afterwards."""
    with blocker.unblock(), override_settings(**kept), transaction.atomic():
        forget_rubrics()
        load_shipped_rubrics()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def demo_world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The demo's people, made once for the tests of a module; `files` and `keys` are in this folder."""
    folder = tmp_path_factory.mktemp("demo")
    with one_world(django_db_blocker, MEDIA_ROOT=folder / "files", KEYS_ROOT=folder / "keys"):
        add_demo_people()
        yield folder


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of an empty database on a PostgreSQL of its own, for servers and workers."""
    with own() as address:
        yield address


@pytest.fixture
def demo_files(demo_world: Path, tmp_path: Path, settings: Any) -> None:
    """A test's own copy of the demo's files and keys."""
    shutil.copytree(demo_world, tmp_path / "demo")
    settings.MEDIA_ROOT, settings.KEYS_ROOT = tmp_path / "demo" / "files", tmp_path / "demo" / "keys"


@pytest.fixture
def cacee(db: None) -> Stored:
    load_shipped_rubrics()
    return queries.current_version("cacee")


@pytest.fixture
def example(db: None) -> Stored:
    """A rubric of another shape, published: five levels, empty cells, three languages."""
    if "example" not in queries.current():
        publish_framework(shipped("example"))
    return queries.current_version("example")


@pytest.fixture
def person(db: None) -> Person:
    return make_person("nadia")


@pytest.fixture
def stranger(db: None) -> Person:
    return make_person("stranger")


def make_person(name: str, **fields: object) -> Person:
    from allauth.account.models import EmailAddress

    person = Person.objects.create_user(f"{name}@clearwater.example", name=name.title(), **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """A store of files of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def keep(person: Person, cacee: Stored) -> Callable[..., Evidence]:
    """Keep a piece of evidence."""

    def keep(title: str = "A résumé clinic", **told: Any) -> Evidence:
        return keep_evidence(person, cacee, Told(title, ended=date(2026, 11, 20), **told))

    return keep


@pytest.fixture
def draft(person: Person, cacee: Stored) -> Assessment:
    return Assessment.objects.create(person=person, version_id=cacee.id)


@pytest.fixture
def fill(cacee: Stored) -> Callable[..., Assessment]:
    """Rate the first so many criteria of an assessment at their lowest level, or as `values` says."""

    def fill(assessment: Assessment, count: int = 35, submit: bool = False, **values: str) -> Assessment:
        Rating.objects.bulk_create(
            Rating(
                assessment=assessment,
                criterion=criterion.code,
                value=values.get(criterion.code.replace(".", "_"), criterion.levels[0]),
            )
            for criterion in cacee.framework.criteria[:count]
        )
        if submit:
            from django.utils import timezone

            assessment.submitted_at = timezone.now()
            assessment.save()
        return assessment

    return fill
