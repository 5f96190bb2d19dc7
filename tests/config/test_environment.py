"""What the environment says, where nothing has to be started to see it."""

from pathlib import Path

import pytest

from tamarack.config.environment import environment


@pytest.mark.parametrize(("url", "seconds"), [("smtp://mail.example.ca", 60), ("smtp://mail.example.ca/?timeout=9", 9)])
def test_a_mail_server_is_waited_for_not_for_ever(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, seconds: int
) -> None:
    monkeypatch.setenv("EMAIL_URL", url)
    monkeypatch.setenv("TAMARACK_DATA", str(tmp_path))
    assert environment.__wrapped__().email["EMAIL_TIMEOUT"] == seconds


def test_what_an_older_key_signed_holds_as_long_as_it_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TAMARACK_OLD_SECRET_KEYS", "of last year, of the year before")
    monkeypatch.setenv("TAMARACK_DATA", str(tmp_path))
    assert environment.__wrapped__().old_secret_keys == ["of last year", "of the year before"]
