from pathlib import Path

import pytest
from hypothesis import settings

from tamarack.core.formats import load_document, load_framework
from tamarack.core.framework import Document, Framework

settings.register_profile("tamarack", deadline=None, max_examples=60)
settings.load_profile("tamarack")

DATA = Path(__file__).parents[2] / "src/tamarack/data"
CACEE = (DATA / "cacee.yaml").read_bytes()
EXAMPLE = (DATA / "example.yaml").read_bytes()


@pytest.fixture(scope="session")
def cacee() -> Framework:
    return load_framework(CACEE)


@pytest.fixture
def cacee_document() -> Document:
    return load_document(CACEE)
