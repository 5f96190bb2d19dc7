"""`tamarack rubric verify`: a release holds as it was signed, and not otherwise."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from tamarack.cli import app
from tamarack.core.errors import BadFile
from tamarack.core.formats import load_document
from tamarack.core.formats.openbadge_proof import public_text
from tamarack.core.formats.release import MANIFEST, SIGNATURE, make_release, verify_release
from tests.core.conftest import CACEE

KEY = Ed25519PrivateKey.generate()
PUBLIC = public_text(KEY.public_key())
DATA = make_release(load_document(CACEE), "2026-01-15T09:00:00+00:00", KEY)


def changed(name: str, data: bytes | None) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(DATA)) as source, zipfile.ZipFile(target, "w") as archive:
        for info in source.infolist():
            if info.filename != name:
                archive.writestr(info.filename, source.read(info))
        if data is not None:
            archive.writestr(name, data)
    return target.getvalue()


def test_a_release_is_the_same_whenever_it_is_made() -> None:
    assert make_release(load_document(CACEE), "2026-01-15T09:00:00+00:00", KEY) == DATA
    assert verify_release(DATA, PUBLIC).version == "1.0"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cacee-1.0.yaml", b"framework: other"), ("cacee-1.0.json", None), (MANIFEST, b"{}"), (MANIFEST, None),
        (SIGNATURE, b"x" * 64), (SIGNATURE, None), ("more.txt", b"x"),
    ],
)  # fmt: skip
def test_what_was_changed_does_not_hold(name: str, data: bytes | None) -> None:
    with pytest.raises(BadFile):
        verify_release(changed(name, data))


def test_another_key_or_no_release_does_not_hold() -> None:
    with pytest.raises(BadFile, match="another key"):
        verify_release(DATA, public_text(Ed25519PrivateKey.generate().public_key()))
    for data in (b"", b"PK\x03\x04", b"framework: x"):
        with pytest.raises(BadFile):
            verify_release(data)


def test_the_command_tells_by_its_exit_code(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(DATA)
    bad.write_bytes(changed("cacee-1.0.yaml", b"x"))
    run = CliRunner().invoke
    result = run(app, ["rubric", "verify", str(good), "--key", PUBLIC])
    assert (result.exit_code, result.output.splitlines()[0]) == (
        0, "cacee 1.0, published 2026-01-15T09:00:00+00:00: as it was signed.",
    )  # fmt: skip
    assert run(app, ["rubric", "verify", str(good), "--json"]).output.startswith("{")
    result = run(app, ["rubric", "verify", str(bad)])
    assert result.exit_code == 1
    assert "cacee-1.0.yaml is missing, or was changed" in result.output
