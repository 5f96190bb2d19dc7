"""The rubric, for everyone to read."""

import gzip
import re
from typing import Any

import brotli
import pytest
from django.test import Client

from tamarack.core.wording import plain
from tamarack.rubric.queries import Stored


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_descriptor_stands_on_its_competencys_page_word_for_word(
    client: Client, cacee: Stored, language: str
) -> None:
    from django.utils.html import escape

    for competency in cacee.framework.competencies:
        page = client.get(f"/{language}/rubric/cacee/{competency.code.lower()}/").content.decode()
        text = re.sub(r"</?b>", "", page)
        for criterion in competency.criteria:
            assert escape(criterion.name[language]) in text
            for level, words in criterion.descriptors.items():
                assert f'id="{criterion.code}.{level}"' in page
                assert escape(plain(words[language])) in text


def test_an_empty_cell_says_so_and_has_no_permalink(client: Client, cacee: Stored) -> None:
    page = client.get("/en/rubric/cacee/eth/").content.decode()
    assert page.count("No descriptor at this level") == 3
    assert 'id="ETH.2.E"' not in page


def test_each_criterion_and_descriptor_can_be_linked_and_copied(client: Client, cacee: Stored) -> None:
    page = client.get("/en/rubric/cacee/col/").content.decode()
    for code in ("COL.1", "COL.1.B", "COL.3.M"):
        assert f'href="#{code}"' in page
        assert f'data-copy="#{code}"' in page


def test_the_framework_page_tells_purpose_levels_and_editorial_readings(client: Client, cacee: Stored) -> None:
    page = client.get("/en/rubric/cacee/").content.decode()
    assert "blueprint for CACEE professionals to reach their career goals" in page
    for part in (
        "Building",
        "Enhancing",
        "Mastering",
        "How this edition reads its source",
        "demonstrates the value 4:4",
    ):
        assert part in page


def test_french_says_that_it_is_unofficial_and_english_does_not(client: Client, cacee: Stored) -> None:
    for page in ("rubric/cacee/", "rubric/cacee/col/"):
        assert "Traduction non officielle" in client.get(f"/fr/{page}").content.decode()
        assert "Unofficial translation" not in client.get(f"/en/{page}").content.decode()


@pytest.mark.parametrize("page", ["", "rubric/", "rubric/cacee/", "rubric/cacee/col/", "privacy/"])
def test_language_is_told_to_machines_and_the_switch_stays_on_the_place(
    client: Client, cacee: Stored, settings: Any, page: str
) -> None:
    for here, other in (("en", "fr"), ("fr", "en")):
        response = client.get(f"/{here}/{page}")
        html = response.content.decode()
        assert f'<html lang="{here}-CA">' in html
        assert f'<link rel="canonical" href="{settings.SITE_ADDRESS}/{here}/{page}">' in html
        for code in ("en", "fr"):
            assert f'hreflang="{code}-CA" href="{settings.SITE_ADDRESS}/{code}/{page}"' in html
        assert f'href="/{other}/{page}" lang="{other}-CA"' in html
        assert response["Content-Language"] == here


def test_the_switch_keeps_what_was_asked(client: Client, cacee: Stored) -> None:
    assert 'href="/fr/rubric/cacee/col/?x=1"' in client.get("/en/rubric/cacee/col/?x=1").content.decode()


def test_the_first_address_leads_to_the_browsers_language(client: Client) -> None:
    assert client.get("/")["Location"] == "/en/"
    assert client.get("/", headers={"accept-language": "fr-CA,en;q=0.5"})["Location"] == "/fr/"


def test_a_capital_address_leads_to_the_real_one(client: Client, cacee: Stored) -> None:
    assert client.get("/en/rubric/cacee/COL/")["Location"] == "/en/rubric/cacee/col/"


def test_a_kept_page_is_the_same_packed_or_not(client: Client, cacee: Stored) -> None:
    page = "/en/rubric/cacee/col/"
    bare = client.get(page).content
    brotli_one = client.get(page, headers={"accept-encoding": "gzip, br"})
    gzip_one = client.get(page, headers={"accept-encoding": "gzip"})
    assert (brotli_one["Content-Encoding"], gzip_one["Content-Encoding"]) == ("br", "gzip")
    assert brotli.decompress(brotli_one.content) == gzip.decompress(gzip_one.content) == bare
    assert "Accept-Encoding" in brotli_one["Vary"]


def test_a_kept_page_is_never_a_signed_in_one(client: Client, own: Client, cacee: Stored) -> None:
    page = "/en/rubric/cacee/col/"
    assert "Nadia" in own.get(page).content.decode()
    assert "Nadia" not in client.get(page).content.decode()
    assert "Nadia" in own.get(page).content.decode()
    assert "Sign in" in client.get(page).content.decode()
