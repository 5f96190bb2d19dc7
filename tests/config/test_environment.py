"""What the environment says, where nothing has to be started to see it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tamarack.config.environment import BadConfiguration, environment


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


def test_a_secret_can_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TAMARACK_DATA", str(tmp_path))
    (tmp_path / "key").write_text("words that a vault keeps\n")
    monkeypatch.setenv("TAMARACK_SECRET_KEY_FILE", str(tmp_path / "key"))
    (tmp_path / "url").write_text("postgresql://tamarack:p%40ss@db.example.ca/tamarack\n")
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "url"))
    read = environment.__wrapped__()
    assert (read.secret_key, read.database["PASSWORD"]) == ("words that a vault keeps", "p@ss")
    monkeypatch.setenv("TAMARACK_SECRET_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(BadConfiguration, match="TAMARACK_SECRET_KEY_FILE must be a readable file"):
        environment.__wrapped__()


def test_a_list_of_breached_passwords_has_to_be_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TAMARACK_DATA", str(tmp_path))
    assert environment.__wrapped__().breached_passwords.is_file()  # the one that comes along
    monkeypatch.setenv("TAMARACK_BREACHED_PASSWORDS", str(tmp_path / "pwned.txt"))
    with pytest.raises(BadConfiguration, match="there is no such file"):
        environment.__wrapped__()
    (tmp_path / "pwned.txt").write_text(f"{'0' * 40}:1\n")
    assert environment.__wrapped__().breached_passwords == tmp_path / "pwned.txt"


@pytest.mark.parametrize("name", ["DEBUG", "DJANGO_DEBUG", "TAMARACK_DEBUG"])
def test_nothing_in_the_environment_shows_the_insides_of_an_error(name: str, tmp_path: Path) -> None:
    said = "from django.conf import settings; print(settings.DEBUG)"
    told = {
        **os.environ,
        name: "1",
        "TAMARACK_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tamarack.config.settings",
    }
    done = subprocess.run([sys.executable, "-c", said], env=told, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
