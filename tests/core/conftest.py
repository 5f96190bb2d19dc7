from pathlib import Path

import pytest

from tamarack.core.formats import load_document, load_framework
from tamarack.core.framework import Document, Framework

DATA = Path(__file__).parents[2] / "src/tamarack/data"
CACEE = (DATA / "cacee.yaml").read_bytes()
EXAMPLE = (DATA / "example.yaml").read_bytes()


@pytest.fixture(scope="session")
def cacee() -> Framework:
    return load_framework(CACEE)


@pytest.fixture
def cacee_document() -> Document:
    return load_document(CACEE)
