"""What comes along as suggestions: whole, in both languages, and as the short start needs it."""

import re
from collections.abc import Iterator

import pytest

from tamarack.core.formats import load_framework
from tamarack.core.framework import Framework, Text
from tamarack.core.roles import short_start, target
from tamarack.growth.starters import DATA, SIDES, idea_bank, starter_roles


@pytest.fixture(scope="module")
def cacee() -> Framework:
    return load_framework((DATA / "cacee.yaml").read_bytes())


def texts(cacee: Framework) -> Iterator[tuple[str, Text]]:
    for code, ideas in idea_bank(cacee).items():
        yield from ((code, idea.text) for idea in ideas)
    for key, profile in starter_roles(cacee).items():
        yield from ((key, text) for text in (profile.name, profile.description, *profile.examples.values()))


def test_twelve_roles_come_along_for_both_halves_of_the_profession(cacee: Framework) -> None:
    roles = starter_roles(cacee)
    assert len(roles) == 12
    sides = [profile.side for profile in roles.values()]
    assert {side: sides.count(side) for side in SIDES} == {"educator": 6, "recruiter": 6}
    assert sides == sorted(sides, key=SIDES.index)


def test_every_role_shows_what_each_competency_looks_like(cacee: Framework) -> None:
    for key, profile in starter_roles(cacee).items():
        shown = {cacee.criterion(code.rpartition(".")[0]).competency for code in profile.examples}
        assert shown == {area.code for area in cacee.competencies}, key


def test_every_short_start_is_short_and_looks_beyond_one_competency(cacee: Framework) -> None:
    for key, profile in starter_roles(cacee).items():
        asked = short_start(cacee, profile)
        assert 10 <= len(asked) <= 15, key
        assert len({cacee.criterion(row.criterion).competency for row in asked}) >= 3, key


def test_every_exception_of_a_role_changes_what_is_asked(cacee: Framework) -> None:
    from dataclasses import replace

    for key, profile in starter_roles(cacee).items():
        for code in profile.exceptions:
            criterion = cacee.criterion(code)
            without = replace(profile, exceptions={})
            assert target(cacee, criterion, profile) != target(cacee, criterion, without), (key, code)


def test_every_descriptor_has_something_to_do_and_something_else(cacee: Framework) -> None:
    bank = idea_bank(cacee)
    assert len(bank) == cacee.descriptor_count == 98
    for code, ideas in bank.items():
        kinds = {idea.kind for idea in ideas}
        assert len(ideas) >= 2, code
        assert "do" in kinds, code
        assert kinds & {"with", "learn"}, code


def test_every_text_stands_in_both_languages_and_is_said_once(cacee: Framework) -> None:
    for language in ("en", "fr"):
        said = [text[language] for _, text in texts(cacee)]
        assert len(said) == len(set(said))


def test_an_idea_fits_in_an_action(cacee: Framework) -> None:
    from tamarack.growth.models import LINE_MOST

    for ideas in idea_bank(cacee).values():
        assert all(len(text) <= LINE_MOST for idea in ideas for text in idea.text.values())


def test_suggestions_are_typeset_and_name_no_address(cacee: Framework) -> None:
    for code, text in texts(cacee):
        for language, words in text.items():
            assert not re.search(r"""['"]|https?:|www\.|@|·""", words), (code, language, words)
        assert not re.search(r"«[^\u00a0]|[^\u00a0]»|[^\u00a0]:(?!\d)|[\u00a0 ][;!?]", text["fr"]), (code, text["fr"])
