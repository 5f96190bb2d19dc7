"""Archives and files that were made to do harm: refused in bounded time and memory, and nothing gets out."""

import contextlib
import io
import json
import time
import warnings
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tamarack.common.backup.archive import CannotRestore, opened, written
from tamarack.core.errors import BadFile, BadInput, TamarackError
from tamarack.core.formats.release import verify_release
from tamarack.core.formats.yaml import read_yaml
from tamarack.exchange.cohort import read_cohort
from tamarack.exchange.record.reading import bring_in
from tamarack.people.models import Member, Organisation, Person
from tamarack.portfolio.uploads import checked

READERS = ("record", "backup", "release", "cohort")
ENTRY = {"record": "record.json", "backup": "manifest.json", "release": "release.json", "cohort": "a@example.org.xlsx",
         "office": "word/document.xml"}  # fmt: skip


def packed(*entries: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def read(person: Person, tmp_path: Path) -> Callable[[str, bytes], None]:
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater")
    Member.objects.create(organisation=organisation, person=person, role="owner")

    def read(reader: str, data: bytes) -> None:
        if reader == "record":
            bring_in(person, io.BytesIO(data))
        elif reader == "backup":
            (tmp_path / "backup").write_bytes(data)
            with opened(tmp_path / "backup", None):
                pass
        elif reader == "release":
            verify_release(data)
        elif reader == "cohort":
            read_cohort(person, organisation, [SimpleUploadedFile("forms.zip", data)])
        else:
            checked(SimpleUploadedFile("a.docx", data))

    return read


def spoilt(data: bytes, how: str) -> bytes:
    """The archive with one byte or two that say something else: in the entry's own head and in the list at the end."""
    made = bytearray(data)
    if how == "cut off":
        return bytes(made[: len(made) // 2])
    if how == "content":
        at = 30 + int.from_bytes(made[26:28], "little") + int.from_bytes(made[28:30], "little")
        made[at : at + 6] = b"\xff" * 6
        return bytes(made)
    listed = data.rindex(b"PK\x01\x02")
    offsets = (8, 10) if how == "method" else (6, 8)
    for start, offset in ((0, offsets[0]), (listed, offsets[1])):
        made[start + offset] = 99 if how == "method" else 1
    return bytes(made)


@pytest.mark.parametrize("how", ["cut off", "content", "method", "locked"])
@pytest.mark.parametrize("reader", READERS)
def test_a_damaged_archive_is_refused(read: Callable[[str, bytes], None], reader: str, how: str) -> None:
    data = spoilt(packed((ENTRY[reader], b"{}" * 400)), how)
    with pytest.raises((BadFile, BadInput, CannotRestore)):
        read(reader, data)


@pytest.mark.parametrize("reader", [*READERS, "office"])
def test_what_unpacks_to_far_more_is_refused_before_it_is_unpacked(
    read: Callable[[str, bytes], None], reader: str
) -> None:
    data = packed((ENTRY[reader], b"\0" * 210_000_000))
    assert len(data) < 300_000
    began = time.process_time()
    with pytest.raises(TamarackError):
        read(reader, data)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("name", ["keys/../../../up.txt", "/etc/up.txt", "files/..\\up.txt"])
def test_a_backup_writes_nothing_outside(tmp_path: Path, name: str) -> None:
    with written(tmp_path / "bad", []) as writing:
        with writing.entry(name) as put:
            put(b"words")
        writing.finish({})
    with pytest.raises(CannotRestore, match="altered"), opened(tmp_path / "bad", None):
        pass


def test_a_backup_with_a_name_twice_is_refused(tmp_path: Path) -> None:
    with written(tmp_path / "good", []) as writing:
        with writing.entry("rows/a.jsonl") as put:
            put(b"{}")
        writing.finish({})
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(tmp_path / "good", "a") as archive:
        archive.writestr("rows/a.jsonl", "{}")
    with pytest.raises(CannotRestore, match="altered"), opened(tmp_path / "good", None):
        pass


@pytest.mark.parametrize(
    "manifest", ["[]", "null", '{"entries": [], "format": 1}', '{"entries": {"a": 3}, "format": 1}', "[" * 100_000]
)
def test_a_backup_with_an_odd_list_is_refused(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "odd").write_bytes(packed(("manifest.json", manifest.encode())))
    with pytest.raises(CannotRestore), opened(tmp_path / "odd", None):
        pass


def test_a_record_leaves_nothing_outside_the_store(person: Person, store: Path, tmp_path: Path) -> None:
    document = {
        "format": "tamarack-record-1",
        "from": "x",
        "rows": [["portfolio.File", 1, {"name": "../../up.txt", "stored": "../../up.txt"}]],
    }
    data = packed(("record.json", json.dumps(document).encode()), ("../../up.txt", b"words"))
    with contextlib.suppress(BadFile):
        bring_in(person, io.BytesIO(data))
    assert not list(tmp_path.parent.rglob("up.txt"))


def test_a_list_among_forms_that_is_no_text_is_refused(read: Callable[[str, bytes], None]) -> None:
    with pytest.raises(BadInput):
        read("cohort", packed(("people.csv", b"file,address\n\xff\xfe,a@example.org\n"), ("a.xlsx", b"x")))


@pytest.mark.parametrize(
    "text",
    ["[" * 3000, "- " * 3000, "? " * 3000, "{a: " * 3000, ("[" * 1000 + "\n") * 400, "a: &a [1]\n" * 2000 + "b: *a\n",
     "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"],
    ids=["sequences", "items", "keys", "mappings", "lines", "anchors", "laughs"],
)  # fmt: skip
def test_deep_and_winding_yaml_is_refused_at_once(text: str) -> None:
    began = time.process_time()
    problems: Sequence[object] = ()
    try:
        problems = read_yaml(text)[1].problems
    except BadFile as error:
        problems = error.problems
    assert problems
    assert time.process_time() - began < 1.5
