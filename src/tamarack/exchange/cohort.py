"""The forms of a whole cohort: what each file is, for whom, and what becomes of it.

The files are read and let go; what is in them waits for the person whose it is (`assessment/actions/imported.py`).
Nothing here looks whether anyone has a draft, so nobody can learn it here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO, StringIO
from pathlib import PurePosixPath
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from tamarack.assessment.actions.imported import bring_in
from tamarack.assessment.imported_mail import tell_waiting
from tamarack.assessment.models import NOTE_MOST
from tamarack.common.database import write
from tamarack.core.errors import DAMAGED_ZIP, N_, BadFile, BadInput, TamarackError
from tamarack.core.formats import decoded
from tamarack.core.formats.rows import by_column, open_columns
from tamarack.core.formats.workbook_reader import Workbook, read_workbook
from tamarack.core.validation import Problem
from tamarack.exchange.members import NOT_CSV
from tamarack.exchange.workbook import words
from tamarack.people.models import Member, Organisation, Person
from tamarack.people.rules import check_owner
from tamarack.portfolio.uploads import checked, clean_name
from tamarack.rubric.queries import current_version

FORMS_MOST = 300
"""Forms in one go."""
UNPACKED_MOST = 100_000_000
NOBODY = N_("Its name is no address, and no list names one for it.")
NO_MEMBER = N_("No member of the organisation has the address {address}.")
TWICE = N_("Another file is for {address}, too. Please keep one of them.")
EMPTY = N_("Nothing is filled in.")


@dataclass(frozen=True)
class Form:
    """A file of the cohort: whose it is, and either what it says or why it is left out."""

    name: str
    address: str = ""
    person: Person | None = None
    workbook: Workbook | None = None
    why_not: TamarackError | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_taken(self) -> bool:
        """Whether it would be brought in."""
        return self.workbook is not None and self.why_not is None

    @property
    def count(self) -> int:
        """How many criteria it answers."""
        return len(self.workbook.answers) if self.workbook else 0


def read_cohort(owner: Person, organisation: Organisation, uploads: "Iterable[UploadedFile[bytes]]") -> list[Form]:
    """What would become of every file, by name. Nothing is written.

    Raises
    ------
    NotAllowed
        If `owner` is no owner of the organisation.
    BadInput
        If a file is not what its name says, or they are too many or too large.
    """
    check_owner(owner, organisation)
    files = list(_unpacked(uploads))
    lists = [content for name, content in files if name.lower().endswith(".csv")]
    named = {file: address for content in lists for file, address in _listed(content)}
    forms = [(name, content) for name, content in files if not name.lower().endswith(".csv")]
    if not forms:
        raise BadInput(N_("There is no form among these files. Forms are XLSX files, each alone or in a ZIP archive."))
    addresses = {name: named.get(name) or _address(name) for name, _ in forms}
    members = _members(organisation, addresses.values())
    found = [_form(name, content, addresses[name], members) for name, content in sorted(forms)]
    times = Counter(form.address for form in found if form.is_taken)
    return [
        replace(form, why_not=BadInput(TWICE, address=form.address)) if times[form.address] > 1 else form
        for form in found
    ]


def import_cohort(owner: Person, organisation: Organisation, forms: Iterable[Form]) -> int:
    """Let what the forms say wait for its people, each of whom gets a mail; how many. All or none.

    Raises
    ------
    NotAllowed
        If `owner` is no owner of the organisation, or someone left it meanwhile.
    """
    taken = [form for form in forms if form.is_taken]
    with write():
        for form in taken:
            if form.person and form.workbook:
                stored = current_version(form.workbook.framework.code)
                bring_in(owner, organisation, form.person, stored, form.workbook.answers)
                tell_waiting(form.person, organisation)
    return len(taken)


def _unpacked(uploads: "Iterable[UploadedFile[bytes]]") -> Iterator[tuple[str, bytes]]:
    """Every form and list, by its name: those in archives, too."""
    seen: set[str] = set()
    for name, content in _files(uploads):
        if name in seen:
            raise BadInput(N_("There are two files named “{name}”. Please give each a name of its own."), name=name)
        seen.add(name)
        if len(seen) > FORMS_MOST:
            raise BadInput(N_("These are more than {most} files. Please bring them in parts."), most=FORMS_MOST)
        yield name, checked(SimpleUploadedFile(name, content)).content


def _files(uploads: "Iterable[UploadedFile[bytes]]") -> Iterator[tuple[str, bytes]]:
    for upload in uploads:
        name, content = clean_name(upload.name or ""), upload.read()
        if name.lower().endswith(".zip"):
            yield from _in_archive(name, content)
        else:
            yield _known(name), content


def _in_archive(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_litter(entry.filename)]
            if len(entries) > FORMS_MOST or sum(entry.file_size for entry in entries) > UNPACKED_MOST:
                raise BadInput(N_("“{name}” unpacks to far more than it should hold, and is not taken."), name=name)
            for entry in entries:
                yield _known(clean_name(entry.filename)), archive.read(entry)
    except DAMAGED_ZIP:
        raise BadInput(N_("“{name}” is not a ZIP archive that can be opened."), name=name) from None


def _is_litter(path: str) -> bool:
    """Whether it is a folder, or a program put it into an archive for itself."""
    return path.endswith("/") or path.startswith("__MACOSX/") or PurePosixPath(path).name.startswith((".", "~$"))


def _known(name: str) -> str:
    if not name.lower().endswith((".xlsx", ".csv")):
        raise BadInput(N_("Files such as “{name}” are not taken. These are: {known}."),
                       name=name, known="XLSX, CSV, ZIP")  # fmt: skip
    return name


def _listed(content: bytes) -> Iterator[tuple[str, str]]:
    """The files and addresses that a list names, in columns `file` and `address`."""
    try:
        header, rows = open_columns(StringIO(decoded(content), newline=""))
        if not {"file", "address"} <= set(header):
            raise BadInput(N_("The list of files needs the columns file and address."))
        for _, cells in rows:
            row = by_column(header, cells)
            yield clean_name(row.get("file", "")), row.get("address", "").lower()
    except BadFile:
        raise BadInput(NOT_CSV) from None


def _address(name: str) -> str:
    """The address that a file is named for; empty where its name is none."""
    stem = PurePosixPath(name).stem.strip().lower()
    return stem if stem.count("@") == 1 and not stem.startswith("@") and not stem.endswith("@") else ""


def _members(organisation: Organisation, addresses: Iterable[str]) -> dict[str, Person]:
    wanted = {address for address in addresses if address}
    rows = Member.objects.filter(organisation=organisation, person__email__in=wanted).select_related("person")
    return {row.person.email: row.person for row in rows}


def _form(name: str, content: bytes, address: str, members: dict[str, Person]) -> Form:
    if not address:
        return Form(name, why_not=BadInput(NOBODY))
    person = members.get(address)
    if person is None:
        return Form(name, address, why_not=BadInput(NO_MEMBER, address=address))
    try:
        workbook = read_workbook(content, lambda code: current_version(code).framework, words, NOTE_MOST)
    except BadFile as error:
        return Form(name, address, person, why_not=error, problems=tuple(error.problems))
    return Form(name, address, person, workbook, None if workbook.answers else BadInput(EMPTY))
