"""A typed client that is generated from the API's own document is clean for mypy, and does a real journey against the
real server. Its generator lives in an environment of its own, from a lock file of its own (tests/api/client)."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server import environment, start

HERE = Path(__file__).parent / "client"
LOCK = HERE / "requirements.txt"
PERSON = """
from datetime import timedelta
from django.utils import timezone
from tamarack.exchange.actions.tokens import make_token
from tamarack.people.models import Person
person = Person.objects.create_user("nadia@clearwater.example", name="Nadia")
scopes = ["assessments:write", "plan:write"]
print(make_token(person, "Client", scopes, timezone.localdate() + timedelta(days=2))[1])
"""


def generator(cache: Path) -> Path:
    """The environment with the generator, made once for each lock file."""
    place = cache / hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]
    if not (place / "done").exists():
        shutil.rmtree(place, ignore_errors=True)
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "-q", "--python", sys.executable, str(place)], check=True)
        python = str(place / "bin" / "python")
        install = [*uv, "pip", "install", "-q", "--python", python, "--require-hashes", "-r", str(LOCK)]
        subprocess.run(install, check=True)
        (place / "done").touch()
    return place / "bin"


@pytest.mark.server
def test_a_generated_client_is_typed_and_does_a_journey(tmp_path: Path) -> None:
    tools = generator(Path(__file__).parents[2] / "var" / "api-client")
    server = start("serve", tmp_path / "data", TAMARACK_WORKERS="1")
    try:
        status, body, _ = server.get("/api/v1/openapi.json")
        assert status == 200
        document = tmp_path / "openapi.json"
        document.write_bytes(body)
        assert json.loads(body)["openapi"] == "3.1.0"
        made = subprocess.run(
            [tools / "openapi-python-client", "generate", "--path", document, "--output-path", tmp_path / "client"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert "Unable to" not in made.stdout + made.stderr, made.stdout
        token = subprocess.run(
            [sys.executable, "-m", "tamarack", "manage", "shell", "--no-imports", "-v", "0", "-c", PERSON],
            env=environment(tmp_path / "data"), capture_output=True, text=True, check=True,
        ).stdout.strip().splitlines()[-1]  # fmt: skip
        path = {**os.environ, "MYPYPATH": str(tmp_path / "client"), "PYTHONPATH": str(tmp_path / "client")}
        checked = subprocess.run(
            [tools / "mypy", "--strict", "--config-file", os.devnull, "--cache-dir", tmp_path / "mypy",
             HERE / "journey.py"],
            env=path, capture_output=True, text=True,
        )  # fmt: skip
        assert checked.returncode == 0, checked.stdout
        done = subprocess.run(
            [tools / "python", HERE / "journey.py", server.address, token], env=path, capture_output=True, text=True
        )
        assert done.stdout == "The journey is done.\n", done.stderr
    finally:
        server.stop()
