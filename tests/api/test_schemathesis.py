"""Schemathesis calls every operation with what its schema allows and what it does not, with a token and without: the
API answers as its document says, and nothing breaks."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from tamarack.api.document import document
from tamarack.config.wsgi import application
from tamarack.rubric.queries import current_version
from tests.api.conftest import token_for
from tests.conftest import one_world
from tests.permissions.world import make_world

EXAMPLES = int(os.environ.get("API_EXAMPLES", "2"))
CONFIG = {
    "checks": {
        # What a schema allows can still be refused by a rule that it cannot say (422), or stand otherwise by now (412).
        "positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", 401, 403, 404, 409, 412, 413, 422, 429]},
        # If-Match that is missing is 428, as RFC 6585 has it.
        "missing_required_header": {"expected-statuses": [400, 401, 403, 404, 406, 415, 422, 428]},
        "negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 405, 406, 409, 412, 415, 422, 428, 429]},
    }
}
PLAIN = {"Accept-Encoding": "identity"}
BOUNDED = settings(
    max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
    phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of that world are."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, files: Path) -> Iterator[str]:
    """The token of someone who has one thing of every kind, in a world that is gone afterwards."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # calls are made within this transaction, as Django's client does it
    with one_world(django_db_blocker, MEDIA_ROOT=files):
        self_ = next(row.person for row in make_world(current_version("cacee")).visitors if row.name == "self")
        assert self_ is not None
        yield token_for(self_)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def _django_db_helper(django_db_blocker: Any) -> Iterator[None]:
    """Instead of a transaction a test (pytest-django's), one for all."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(autouse=True)
def _unlimited(settings: Any, made: str, files: Path, db: None, store: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = files
    settings.API_CALLS = settings.API_CALLS_ANONYMOUS = 1_000_000
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


schema = schemathesis.openapi.from_dict(document(), config=SchemathesisConfig.from_dict(CONFIG))
schema.app = application


@schema.parametrize()
@BOUNDED
def test_everything_holds_for_someone_with_a_token(case: Any, made: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {made}", **PLAIN})


@schema.parametrize()
@BOUNDED
def test_everything_holds_for_who_has_none(case: Any) -> None:
    case.call_and_validate(headers=PLAIN)
