"""Everything is said in both languages, and the compiled catalogue is the written one."""

import re
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import messages  # noqa: E402


@pytest.fixture(scope="module")
def catalogue() -> messages.Catalog:
    return messages.catalogue()


def test_every_message_has_its_french(catalogue: messages.Catalog) -> None:
    assert len(catalogue) > 200
    assert messages.missing(catalogue) == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with messages.PO.open("rb") as file:
        written = messages.read_po(file, locale="fr", domain="django")
    made = BytesIO()
    write_mo(made, written)
    assert messages.PO.with_suffix(".mo").read_bytes() == made.getvalue()


def test_the_catalogue_has_nothing_that_no_page_says(catalogue: messages.Catalog) -> None:
    with messages.PO.open("rb") as file:
        written = messages.read_po(file, locale="fr", domain="django")
    assert {message.id for message in written} == {message.id for message in catalogue}


def test_french_keeps_the_values_of_its_english(catalogue: messages.Catalog) -> None:
    for message in catalogue:
        if not message.id:
            continue
        english = message.id if isinstance(message.id, str) else message.id[-1]
        french = message.string if isinstance(message.string, str) else message.string[-1]
        values = re.compile(r"\{\w+\}|%\(\w+\)s|</?\w+>")
        assert set(values.findall(french)) == set(values.findall(english)), english


def test_french_is_set_as_french(catalogue: messages.Catalog) -> None:
    """No-break spaces inside guillemets and before colons; typographic apostrophes; no middle dots."""
    for message in catalogue:
        for text in message.string if isinstance(message.string, (tuple, list)) else (message.string,):
            if not message.id:
                continue
            assert not re.search("« | »|«[^\u00a0]|[^\u00a0]»| :|[a-zé]:(?!//)", text), text
            assert not re.search(r"\w'\w|·\w", text), text
