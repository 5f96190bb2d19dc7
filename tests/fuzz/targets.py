"""Every parser of what comes from outside: what calls it, and real files to begin with."""

import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tamarack.core.framework import Document, Framework

if TYPE_CHECKING:
    from tamarack.exchange.cohort import Form

ROOT = Path(__file__).parents[2]
DATA = ROOT / "src" / "tamarack" / "data"
OTHERS = ROOT / "tests" / "data" / "others"
MOMENT = datetime(2026, 11, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Target:
    """A parser: its name, what is called with an input, and what real inputs look like."""

    name: str
    read: Callable[[bytes], object]
    seeds: Callable[[], list[bytes]]
    needs_people: bool = False
    """Whether it reads the database; then each input is read in a transaction that is undone."""


@cache
def document() -> Document:
    """The least of a rubric that has everything: one competency of two criteria, in three languages. What is wrong in
    a small file is tried ten times while it is tried once in a whole one."""
    from tamarack.core.formats import load_document

    whole = load_document((DATA / "example.yaml").read_bytes())
    first = whole["competencies"][0]
    return whole | {"competencies": [first | {"criteria": first["criteria"][:2]}]}


@cache
def example() -> Framework:
    from tamarack.core.framework import from_document

    return from_document(document())


@cache
def cacee() -> Framework:
    from tamarack.core.formats import load_framework

    return load_framework((DATA / "cacee.yaml").read_bytes())


def as_kind(kind: str) -> Callable[[], list[bytes]]:
    """The small rubric as a file of a kind."""

    def seeds() -> list[bytes]:
        from tamarack.core.formats import write

        return [write(document(), kind, at=MOMENT)]

    return seeds


def rubric(kind: str | None) -> Callable[[bytes], object]:
    """Read a file as a rubric of some kind, and look for everything that is wrong with it."""

    def read(data: bytes) -> object:
        from tamarack.core.formats import read_any

        return read_any(data, "a.file", kind)

    return read


def files_of_others() -> list[bytes]:
    return [file.read_bytes() for file in sorted(OTHERS.rglob("*")) if file.is_file() and file.stat().st_size < 300_000]


def text_of(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def read_profile(data: bytes) -> object:
    from tamarack.core.formats.profile import read_profile

    return read_profile(data, cacee())


def profiles() -> list[bytes]:
    return [b"name: A role\ntargets: {COL: E, DIG: M}\nexceptions: {COM.4: B}\nweights: {COL: 2}\n",
            b"name:\n  en: A role\n  fr: Un r\xc3\xb4le\ntargets:\n  COL: E\n"]  # fmt: skip


def read_ratings(data: bytes) -> object:
    from tamarack.core.formats.ratings import read_ratings

    return list(read_ratings(StringIO(text_of(data), newline=""), cacee(), ()))


def ratings() -> list[bytes]:
    rows = "".join(f"{code},B,p{index % 2}\n" for index, code in enumerate(["COL.1", "COL.2", "COM.1"]))
    return [
        b"criterion,rating\nCOL.1,B\nCOL.2,NA\nDIG.1,0\nDIG.2,\n",
        b"criterion;rating;person\n" + rows.encode().replace(b",", b";"),
    ]


def read_pairs(data: bytes) -> object:
    from tamarack.core.formats.pairing import read_people

    helpers, _, seekers = text_of(data).partition("\x1e")
    return read_people(StringIO(helpers, newline=""), StringIO(seekers, newline=""), cacee(), ("helpers", "seekers"))


def pairs() -> list[bytes]:
    from tamarack.core.formats.pairing import HELPER_COLUMNS, SEEKER_COLUMNS

    helper = (",".join(HELPER_COLUMNS) + "\nAna,COL.1,M,2\n").encode()
    seeker = (",".join(SEEKER_COLUMNS) + "\nBen,COL.1\n").encode()
    return [helper + b"\x1e" + seeker]


def read_resources(data: bytes) -> object:
    from tamarack.exchange.resources import read_resources

    return read_resources(data, cacee())


def resources() -> list[bytes]:
    from tamarack.exchange.resources import COLUMNS

    line = "A source,article,https://example.org/a,en,text,30,free,COL.1 COM.2,B E,Notes\n"
    return [(",".join(COLUMNS) + "\n" + line * 2).encode(), ";".join(COLUMNS).encode() + b"\nx;;;;;;;;;\n"]


def read_crosswalk(data: bytes) -> object:
    from tamarack.core.formats.crosswalk_file import read_crosswalk

    return read_crosswalk(data, cacee(), example())


def crosswalks() -> list[bytes]:
    left, right = cacee(), example()
    rows = f"{left.code},relation,{right.code},note\n{left.criteria[0].code},same,{right.criteria[0].code},So it is\n"
    return [rows.encode()]


def read_workbook(data: bytes) -> object:
    from tamarack.core.formats.workbook_reader import read_workbook
    from tamarack.exchange.workbook import words

    return read_workbook(data, lambda _: example(), words, 500)


def workbooks() -> list[bytes]:
    from tamarack.core.formats.workbook import write_workbook
    from tamarack.exchange.workbook import words

    return [write_workbook(example(), language, words(language)) for language in ("en", "fr")]


def read_xliff(data: bytes) -> object:
    from tamarack.core.formats.xliff import read_xliff

    return read_xliff(data, document())


def xliffs() -> list[bytes]:
    from tamarack.core.formats.xliff import write_xliff

    return [write_xliff(document(), *document()["languages"][:2])]


class _Nothing:
    """Sources of which none is at hand."""

    def __init__(self, found: Any = None) -> None:
        self.found = found

    def issuer(self, identifier: str) -> Any:
        return self.found

    def status_list(self, url: str) -> Any:
        return self.found


def read_badge(data: bytes) -> object:
    from tamarack.core.formats.openbadge_check import verify
    from tamarack.core.formats.openbadge_image import read_credential

    return verify(read_credential(data), _Nothing(), MOMENT)


@cache
def badge() -> dict[str, Any]:
    """A credential of one's own making, signed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from tamarack.core.formats.openbadge_proof import public_text, sign

    key = Ed25519PrivateKey.from_private_bytes(b"\7" * 32)
    did = f"did:key:{public_text(key.public_key())}"
    unsigned = {
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "https://example.org/c/1", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "A badge", "issuer": {"id": did, "type": ["Profile"], "name": "An issuer"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"type": ["AchievementSubject"], "id": "urn:uuid:1", "achievement": {
            "id": "https://example.org/a", "type": ["Achievement"], "name": "An achievement",
            "criteria": {"narrative": "Done"}, "description": "What was done"}},
    }  # fmt: skip
    return sign(unsigned, key, f"{did}#{did.removeprefix('did:key:')}", MOMENT)


def picture(kind: str, size: tuple[int, int] = (24, 18), mode: str = "RGB") -> bytes:
    from PIL import Image

    Image.new(mode, size, 90 if mode in ("L", "P") else None).save(stream := BytesIO(), kind)
    return stream.getvalue()


def badges() -> list[bytes]:
    from tamarack.core.formats.openbadge_image import bake_png, bake_svg

    return [
        json.dumps(badge()).encode(),
        bake_png(picture("PNG"), badge()),
        bake_svg('<svg viewBox="0 0 1 1"></svg>', badge()),
    ]


def read_answer_of_others(data: bytes) -> object:
    """What an issuer's site answers: the document with its keys, and the list of what was taken back."""
    from tamarack.core.formats.json_ import read_json
    from tamarack.core.formats.openbadge_check import verify
    from tamarack.core.formats.openbadge_proof import web_address

    found, _ = read_json(text_of(data))
    web_address(str(found))
    status = {"id": "https://example.org/s#3", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
              "statusListIndex": "3", "statusListCredential": "https://example.org/s"}  # fmt: skip
    return verify({**badge(), "credentialStatus": status}, _Nothing(found if isinstance(found, dict) else None), MOMENT)


def answers_of_others() -> list[bytes]:
    from tamarack.core.formats.openbadge import status_list
    from tamarack.core.formats.openbadge_proof import issuer_document

    did = badge()["issuer"]["id"]
    listed = status_list("https://example.org/s", did, [3, 5], MOMENT)
    return [json.dumps(issuer_document(did, [did.removeprefix("did:key:")])).encode(), json.dumps(listed).encode()]


def read_release(data: bytes) -> object:
    from tamarack.core.formats.release import verify_release

    return verify_release(data)


def releases() -> list[bytes]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from tamarack.core.formats.release import make_release

    return [make_release(document(), "2026-11-20", Ed25519PrivateKey.from_private_bytes(b"\7" * 32))]


def upload(suffix: str) -> Callable[[bytes], object]:
    """Look at an upload of a kind, as evidence."""

    def read(data: bytes) -> object:
        from django.core.files.uploadedfile import SimpleUploadedFile

        from tamarack.portfolio.uploads import checked

        return checked(SimpleUploadedFile(f"a{suffix}", data))

    return read


def office() -> list[bytes]:
    from tests.portfolio.test_uploads import office as made

    return [made(".docx")]


def read_logo(data: bytes) -> object:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tamarack.common.images import small_picture

    return small_picture(SimpleUploadedFile("a.png", data))


def read_saves(data: bytes) -> object:
    from tamarack.web.assess.answers import moment, read_json, sent_changes

    sent = read_json(data)
    moment(sent.get("since"))
    return sent_changes(sent.get("answers", []))


def saves() -> list[bytes]:
    one = {"criterion": "COL.1", "kind": "rating", "value": "NA-role", "device": "0f8fad5b-d9cb-469f", "number": 3,
           "age": 1200, "contact": 1_790_000_000_000}  # fmt: skip
    sent = {
        "owner": "p1",
        "page": "COL",
        "since": 1_790_000_000_000,
        "answers": [one, {**one, "kind": "note", "value": "Words"}],
    }
    return [json.dumps(sent).encode()]


def read_query(data: bytes) -> object:
    from tamarack.core.search import search, suggestion

    words = data.decode("utf-8", "replace")[:2000]
    return [search(example(), words, language) for language in ("en", "fr")], suggestion(example(), words)


def read_form(data: bytes) -> object:
    """What stands in an address or a form: numbers, days, mail addresses, texts, links."""
    from tamarack.common.checks import check_email, check_text
    from tamarack.common.fetching import check_address
    from tamarack.common.numbers import whole
    from tamarack.core.errors import TamarackError
    from tamarack.web.forms import day_field

    words = data.decode("utf-8", "replace")
    whole(words)
    for look in (check_email, lambda text: check_text(text, 200), check_address, _day(day_field)):
        with contextlib.suppress(TamarackError):
            look(words)
    return None


def _day(field: Callable[[str], Any]) -> Callable[[str], object]:
    from django.core.exceptions import ValidationError

    def look(text: str) -> object:
        try:
            return field("Day").clean(text)
        except ValidationError:
            return None

    return look


def read_metadata(data: bytes) -> object:
    from tamarack.people.actions.signing import read_metadata

    return read_metadata(data.decode("utf-8", "replace"))


def saml() -> list[bytes]:
    from tests.people.test_saml import metadata

    return [metadata().encode()]


def read_cursor(data: bytes) -> object:
    from django.test import RequestFactory

    from tamarack.api.paging import Paging, Rows, cut
    from tamarack.people.models import Person

    try:
        paging = Paging(limit=1, cursor=text_of(data))
    except ValueError:  # the schema's own refusal
        return None
    return cut(RequestFactory().get("/api/v1/x"), paging, Rows(Person.objects.all()), lambda row: row.pk)


def cursors() -> list[bytes]:
    from django.core import signing

    from tamarack.api.paging import SALT

    return [signing.dumps(["/api/v1/x", value], salt=SALT).encode() for value in (3, "a", [1, "b"], None)]


def read_link(data: bytes) -> object:
    from tamarack.assessment.campaign_mail import find_muting
    from tamarack.core.errors import TamarackError
    from tamarack.exchange.calendar import find_calendar
    from tamarack.growth.reminders import find_reminded
    from tamarack.people.links import find_invitation
    from tamarack.portfolio.actions.endorsements import find_endorsement
    from tamarack.stewardship.voice_mail import find_heard

    for find in (find_invitation, find_endorsement, find_calendar, find_reminded, find_muting, find_heard):
        with contextlib.suppress(TamarackError):
            find(data.decode("utf-8", "replace"))
    return None


def links() -> list[bytes]:
    from tamarack.common.links import _signer

    return [
        _signer(salt).sign(f"{pk}-{'0' * 40}").encode()
        for salt in ("invitation", "endorsement")
        for pk in ("1", "9" * 30, "x")
    ]


def read_members(data: bytes) -> object:
    from tamarack.exchange.members import look_at_members
    from tamarack.people.models import Organisation

    return look_at_members(Organisation.objects.get(code="fuzz"), data.decode("utf-8", "replace"))


def members() -> list[bytes]:
    return [b"email,name,team,role\nana@example.org,Ana,Careers,member\nben@example.org,Ben,,owner\n",
            "courriel;nom;équipe;rôle\nana@example.org;Ana;Carrières;membre\n".encode()]  # fmt: skip


def read_record(data: bytes) -> object:
    from tamarack.exchange.record.reading import bring_in
    from tamarack.people.models import Person

    return bring_in(Person.objects.get(email="fuzz@clearwater.example"), BytesIO(data))


def records() -> list[bytes]:
    from tamarack.exchange.own_data import own_data
    from tamarack.people.models import Person

    with own_data(Person.objects.get(email="record@clearwater.example")) as stream:
        return [stream.read()]


def read_cohort(data: bytes) -> "list[Form]":
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tamarack.exchange.cohort import read_cohort
    from tamarack.people.models import Organisation, Person

    owner = Person.objects.get(email="fuzz@clearwater.example")
    return read_cohort(owner, Organisation.objects.get(code="fuzz"), [SimpleUploadedFile("forms.zip", data)])


def cohorts() -> list[bytes]:
    from zipfile import ZipFile

    with ZipFile(stream := BytesIO(), "w") as archive:
        archive.writestr("forms/ana.xlsx", workbooks()[0])
        archive.writestr("people.csv", "file,address\nana.xlsx,ana@clearwater.example\n")
    return [stream.getvalue()]


def read_backup(data: bytes) -> object:
    import tempfile

    from tamarack.common.backup.archive import opened

    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        with opened(Path(file.name), None) as (_, manifest):
            return manifest


def backups() -> list[bytes]:
    import tempfile

    from tamarack.common.backup.archive import written

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backup"
        with written(path, []) as writing:
            with writing.entry("rows/people.Person.jsonl") as put:
                put(b'{"id": 1, "email": "a@example.org"}\n')
            with writing.entry("files/a.txt") as put:
                put(b"words")
            writing.finish(
                {"made": "2026-11-20T00:00:00Z", "rows": {"people.Person": 1}, "migrations": [["people", "0001"]]}
            )
        return [path.read_bytes()]


TARGETS = (
    Target("rubric, YAML", rubric("yaml"), as_kind("yaml")),
    Target("rubric, JSON", rubric("json"), as_kind("json")),
    Target("rubric, CSV", rubric("csv"), as_kind("csv")),
    Target("rubric, XLSX", rubric("xlsx"), as_kind("xlsx")),
    Target("rubric, CASE", rubric("case"), as_kind("case")),
    Target("rubric, Mahara", rubric("mahara"), as_kind("mahara")),
    Target("rubric, Moodle", rubric("moodle"), as_kind("moodle")),
    Target("rubric, Markdown", rubric("md"), as_kind("md")),
    Target("rubric of others, told by content", rubric(None), files_of_others),
    Target("translation, XLIFF", read_xliff, xliffs),
    Target("crosswalk, CSV", read_crosswalk, crosswalks),
    Target("release, ZIP", read_release, releases),
    Target("role profile, YAML", read_profile, profiles),
    Target("ratings, CSV", read_ratings, ratings),
    Target("helpers and seekers, CSV", read_pairs, pairs),
    Target("workbook, XLSX", read_workbook, workbooks),
    Target("workbooks of many, ZIP", read_cohort, cohorts, needs_people=True),
    Target("resources, CSV", read_resources, resources),
    Target("members, CSV", read_members, members, needs_people=True),
    Target("own record, ZIP", read_record, records, needs_people=True),
    Target("backup", read_backup, backups),
    Target("credential, JSON, PNG, SVG", read_badge, badges),
    Target("answers of issuers, JSON", read_answer_of_others, answers_of_others),
    Target(
        "evidence, PNG", upload(".png"), lambda: [picture("PNG"), picture("PNG", mode="P"), picture("PNG", mode="RGBA")]
    ),
    Target("evidence, JPEG", upload(".jpg"), lambda: [picture("JPEG"), picture("JPEG", mode="L")]),
    Target("evidence, GIF", upload(".gif"), lambda: [picture("GIF", mode="P")]),
    Target("evidence, WEBP", upload(".webp"), lambda: [picture("WEBP")]),
    Target("evidence, office", upload(".docx"), office),
    Target("evidence, PDF", upload(".pdf"), lambda: [b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"]),
    Target("evidence, text", upload(".csv"), lambda: [b"Mots, words\n"]),
    Target("logo", read_logo, lambda: [picture("PNG"), picture("JPEG")]),
    Target("waiting saves, JSON", read_saves, saves),
    Target("search", read_query, lambda: ["volunteer bénévoles PEO.1 communaut".encode(), b"welcom"]),
    Target(
        "forms: numbers, days, addresses",
        read_form,
        lambda: [b"42", b"2026-11-20", b"ana@example.org", b"https://example.org:8443/a?b=c"],
    ),
    Target("SAML metadata", read_metadata, saml),
    Target("cursors", read_cursor, cursors, needs_people=True),
    Target("private links", read_link, links, needs_people=True),
)
