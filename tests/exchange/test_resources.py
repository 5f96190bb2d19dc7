"""Resources leave as CSV and come back the same; of a file with an error nothing is taken, and all of them are told."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tamarack.core.errors import BadFile
from tamarack.core.formats import load_framework
from tamarack.exchange.resources import COLUMNS, read_resources, resources_csv
from tamarack.growth.actions.resources import FORMAT_MOST, RESOURCES_MOST, Described, create_resources
from tamarack.growth.models import Resource
from tamarack.growth.queries import resources
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored

CACEE = load_framework((Path(__file__).parents[2] / "src/tamarack/data/cacee.yaml").read_bytes())
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40),
    st.lists(st.sampled_from(["=1+1", "'", "''=x", "+1", "-", "@a", '"', ";", ",", "\n", "\r\n", "é", " "])).map(
        "".join
    ),
).map(str.strip)
DESCRIBED = st.builds(
    Described,
    title=TEXTS.filter(bool),
    kind=st.sampled_from(Resource.Kind.values),
    url=st.sampled_from(["", "https://example.org/a;b,c?d=é&e=%20"]),
    language=st.sampled_from(["", *Resource.Language.values]),
    format=TEXTS.filter(lambda text: len(text) <= FORMAT_MOST),
    minutes=st.none() | st.integers(1, 100_000),
    cost=st.sampled_from(["", *Resource.Cost.values]),
    criteria=st.lists(st.sampled_from([row.code for row in CACEE.criteria]), unique=True),
    levels=st.lists(st.sampled_from(["B", "E", "M"]), unique=True),
    notes=TEXTS,
)


def problems(data: bytes | str) -> list[str]:
    with pytest.raises(BadFile) as refused:
        read_resources(data.encode() if isinstance(data, str) else data, CACEE)
    return [str(problem) for problem in refused.value.problems]


@given(st.lists(DESCRIBED, max_size=4))
def test_what_leaves_comes_back_the_same(described: list[Described]) -> None:
    assert read_resources(resources_csv(described), CACEE) == described


def test_no_cell_is_a_formula_and_excel_knows_the_encoding() -> None:
    found = resources_csv([Described("=HYPERLINK(1)", notes="- one\n- two", format="'=x")])
    assert found.startswith(b"\xef\xbb\xbftitle,kind,url,")
    assert found.decode("utf-8-sig").splitlines()[1:] == ["'=HYPERLINK(1),link,,,''=x,,,,,\"'- one", '- two"']


def test_kept_resources_leave_and_come_back_for_someone_else(person: Person, stranger: Person, cacee: Stored) -> None:
    described = [
        Described("Été", "course", "https://example.org/", "fr", "vidéo", 90, "free", ["COL.1", "COM.1"], ["B"], "a"),
        Described("Zoo"),
    ]  # fmt: skip
    create_resources(person, cacee, described)
    create_resources(stranger, cacee, read_resources(resources_csv(resources(person)), cacee.framework))
    fields = [*COLUMNS, "version_id", "problem"]
    kept, taken = (list(Resource.objects.filter(person=each).values(*fields)) for each in (person, stranger))
    assert kept == taken
    assert len(kept) == 2


EXPECTED = Described("Accessible forms", "course", "https://example.org/a", "fr", "", 90, "free",
                     ["COL.1", "DIG.7"], ["B", "E"], "First\nthen « second »; done")  # fmt: skip


NOTES = '"First\nthen « second »; done"'


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffTitle;Kind;URL;Language;Minutes;Cost;Criteria;Levels;Notes\r\n"
        f"Accessible forms;Course;https://example.org/a;French;90;Free;COL.1 DIG.7;B E;{NOTES}\r\n",
        "notes,levels,criteria,cost,minutes,language,url,kind,title\n"
        f'{NOTES},"B, E","COL.1,DIG.7",free,90,fr,https://example.org/a,course,Accessible forms\n\n,,,,,,,,\n',
        "title;kind;language;minutes;cost;criteria;levels;notes;url;;\r\n"
        f" Accessible forms ;COURSE;fr;090;free;COL.1  DIG.7;B E;{NOTES};https://example.org/a;;\r\n",
    ],
)
def test_files_as_excel_and_people_write_them(text: str) -> None:
    assert read_resources(text.encode(), CACEE) == [EXPECTED]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_words_of_either_language_stand_for_the_codes(language: str) -> None:
    with override(language):
        words = (Resource.Kind.COURSE.label, Resource.Language.FRENCH.label, Resource.Cost.EMPLOYER.label)
        text = "title,kind,language,cost\nOne," + ",".join(map(str, words))
    (found,) = read_resources(text.encode(), CACEE)
    assert (found.kind, found.language, found.cost) == ("course", "fr", "employer")


def test_only_the_title_is_needed_and_cells_at_the_end_may_be_missing() -> None:
    assert read_resources(b"title\nOne\n", CACEE) == [Described("One")]
    assert read_resources(b"title,kind,notes\nOne,note\nTwo\n", CACEE) == [Described("One", "note"), Described("Two")]
    assert read_resources(b"kind,title\n,One\n", CACEE) == [Described("One")]
    assert read_resources(b"title\n", CACEE) == []


def test_all_that_is_wrong_is_told_with_its_line_and_column() -> None:
    found = problems(
        "title,kind,url,language,minutes,cost,criteria,levels\n"
        "Right,link,,,,,,\n"
        ",book,ftp://x,xx,soon,dear,COL.9,Z\n"
        '"Two\nlines",note,,,0,,,\n'
        "a,note,,,,,,,b\n"
        f"{'x' * 301},,,,,,,\n"
    )
    assert [problem.partition(": ")[0] for problem in found] == [
        *(f"line 3, {column}" for column in COLUMNS if column not in ("format", "notes")),
        "line 4, minutes",
        "line 6",
        "line 7, title",
    ]  # fmt: skip
    assert found[4] == "line 3, minutes: The time is a whole number of minutes, not “soon”."
    assert "COL.9" in found[6]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1, title: The first row should name this column. It has –."),
        ("kind\nlink\n", "line 1, title: The first row should name this column. It has kind."),
        ("title,title\na,b\n", "line 1, 2: The column “title” is given twice."),
        ("title,colour\na,b\n", "line 1, 2: “colour” is not a column of a file of resources."),
        ("title,,kind\na,b,c\n", "line 1, 2: “” is not a column of a file of resources."),
        ('title\n"a\n', "line 2: The row that begins here is not CSV"),
        ("title\na\x00b\n", "line 2, title: This contains control characters"),
        ("title,minutes\na," + "9" * 5000, "line 2, minutes: The time is a whole number"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text: str, told: str) -> None:
    assert problems(text)[0].startswith(told)


def test_what_is_wrong_before_a_row_that_is_no_csv_is_told_too() -> None:
    assert [problem[:6] for problem in problems('title,minutes\na,b\nc,1\n"d\n')] == ["line 2", "line 4"]


def test_a_file_that_is_not_utf8_or_too_large_is_refused() -> None:
    assert "UTF-8" in problems("title\nÉté\n".encode("cp1252"))[0]
    assert "5 MB" in problems(b"x" * 5_000_001)[0]
    assert "2000 resources" in problems("title\n" + "a\n" * (RESOURCES_MOST + 1))[0]
    assert len(read_resources(b"title\n" + b"a\n" * RESOURCES_MOST, CACEE)) == RESOURCES_MOST


def test_a_file_with_very_many_problems_tells_the_first_ones() -> None:
    found = problems("title,kind\n" + ",x\n" * 800)
    assert len(found) == 1001
    assert found[-1] == "And 600 more problems."


def test_what_libreoffice_saves_reads_as_what_was_taken_along(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "This test needs LibreOffice: run scripts/libreoffice.sh, as `make test` does."
    described = [
        replace(EXPECTED, format="=1+1", criteria=["COL.1"], levels=["B"]),
        Described("Été", "note", criteria=[], levels=[]),
    ]
    (tmp_path / "x.csv").write_bytes(resources_csv(described))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [office, "--headless", profile, "--convert-to"]
    steps = [
        ["ods", "--infilter=CSV:44,34,76,1", "--outdir", tmp_path / "there", tmp_path / "x.csv"],
        ["csv:Text - txt - csv (StarCalc):59,34,76,1", "--outdir", tmp_path / "back", tmp_path / "there" / "x.ods"],
    ]
    for step in steps:
        subprocess.run([*convert, *step], check=True, capture_output=True, timeout=180)
    assert read_resources((tmp_path / "back/x.csv").read_bytes(), CACEE) == described
