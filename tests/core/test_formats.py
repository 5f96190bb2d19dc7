import json
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamarack.core.errors import BadFile, BadInput, TamarackError
from tamarack.core.formats import BYTES_MAX, KINDS, load_document, load_framework, read, told_by_content, write
from tamarack.core.framework import Document
from tamarack.core.validation import problems
from tests.core.conftest import CACEE
from tests.core.strategies import documents


@given(documents(), st.permutations(KINDS))
@settings(max_examples=40)
def test_conversion_loses_nothing_in_any_order(document: Document, kinds: list[str]) -> None:
    passed = document
    for kind in kinds:
        data = write(passed, kind)
        assert told_by_content(data) == kind
        passed = load_document(data)
    assert json.dumps(passed) == json.dumps(document)  # with the order of its keys


@pytest.mark.parametrize("kind", KINDS)
def test_cacee_survives_each_format(cacee_document: Document, kind: str) -> None:
    assert json.dumps(load_document(write(cacee_document, kind))) == json.dumps(cacee_document)


@pytest.mark.parametrize("kind", KINDS)
def test_texts_that_look_like_something_else_stay_texts(kind: str) -> None:
    texts = ["=1+1", "@a", "+1", "00123", "1e5", "TRUE", "2024-01-01", "http://x.y", "_x0041_", " a ", "a\n\nb\n", "#"]
    texts += ["😀", "\ufeffa\u00a0", "]]>&amp;<b>", "- x", "k: v", "null", "~", '"', ";", "a,b", "[]", "{}", "'"]
    document = {"framework": "x", "changes": [{text: text, "to": texts} for text in texts]}
    assert read(write(document, kind), kind=kind)[0] == document


def problem_of(data: bytes, kind: str | None = None) -> str:
    with pytest.raises(BadFile) as caught:
        load_framework(data, kind=kind)
    return "\n".join(map(str, caught.value.problems))


def test_csv_may_have_semicolons_a_byte_order_mark_and_any_line_ends() -> None:
    document = {"framework": "x", "title": {"en": "a\nb"}, "languages": ["en"]}
    rows = 'path;lang;value\r\nframework;;x\r\ntitle;en;"a\r\nb"\r\nlanguages.0;;en\r\n'
    for text in (rows, "\ufeff" + rows, rows.replace("\r\n", "\n"), rows.replace("\r\n", "\r")):
        assert read(text.encode())[0] == document


def test_csv_problems_name_the_line_where_the_row_begins() -> None:
    rows = 'path,lang,value\nframework,,"a\nb"\nframework,,c\n'
    _, places = read(rows.encode())
    assert [str(problem) for problem in places.problems] == [
        'line 4, column path: "framework" is given twice, or has a value of its own and others below it.'
    ]
    assert problems(*read(b"path,lang,value\nversion,,\n"))[-1].line == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("levels.0.rank,,1\nlevels.x,,2", "is a list in one row and a mapping in another"),
        ("title,,x\ntitle,en,y", "given twice, or has a value of its own"),
        ("title,en,x,y", "more than three values"),
        ("languages.1,,en", "has no entry 0"),
        (",en,x", "is not a path"),
        ("a..b,,x", "is not a path"),
        ('"""\\x""",,x', "is not a path"),
        ("[],,", "is not a path"),
        ("\n\ntitle,,\"x", "is not CSV"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_right_is_told(row: str, words: str) -> None:
    assert words in problem_of(f"path,lang,value\n{row}\n".encode())


def sheet(*rows: Sequence[object]) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    with Workbook(stream := BytesIO(), {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return stream.getvalue()


HEADER = ["path", "lang", "value"]


def test_a_rank_may_be_a_number_in_a_spreadsheet_and_nothing_else() -> None:
    document, places = read(sheet(HEADER, ["levels.0.rank", "", 2], ["version", "", 1.5]))
    assert document == {"levels": [{"rank": 2}]}
    assert [str(problem) for problem in places.problems] == [
        'line 3, column path: A cell of "version" is a number or a date. Make it a text.'
    ]


def test_a_foreign_or_damaged_workbook_is_told() -> None:
    assert "No sheet begins with the columns path, lang and value." in problem_of(sheet(["a"]))
    assert "not an XLSX workbook" in problem_of(b"PK\x03\x04damaged")
    whole = sheet(HEADER)
    assert "not an XLSX workbook" in problem_of(whole[: len(whole) // 2])


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    with ZipFile(BytesIO(data)) as source, ZipFile(stream := BytesIO(), "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return stream.getvalue()


@pytest.mark.parametrize("cell", [b'r="XFD1048576"', b'r="AA1"', b"r='B100000'", b'x=" r=\'A1\'" r="XFD1"', b""])
def test_a_cell_so_far_away_that_the_table_would_fill_memory_is_refused(cell: bytes) -> None:
    assert "beyond column Z or row 99999" in problem_of(changed(sheet(HEADER), b'r="B1"', cell))


def test_a_workbook_that_unpacks_beyond_measure_is_refused() -> None:
    from zipfile import ZIP_DEFLATED

    with ZipFile(stream := BytesIO(), "w", ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", bytes(60_000_000))
    assert "too large" in problem_of(stream.getvalue())


def test_yaml_is_that_of_version_1_2() -> None:
    text = "{no: no, at: 12:30, by: 2026-01-02, url: https://example.org/a?b=c, n: 0o17, f: -1.5e3, yes: True, z: ~}"
    assert read(text.encode(), kind="yaml")[0] == {
        "no": "no", "at": "12:30", "by": "2026-01-02", "url": "https://example.org/a?b=c", "n": "0o17", "f": -1500.0,
        "yes": True, "z": None,
    }  # fmt: skip


def test_a_text_that_no_cell_holds_is_refused() -> None:
    for text in ("a" * 32_768, "_x0041_x0041_"):
        with pytest.raises(BadInput, match="An XLSX cell cannot hold the text at title"):
            write({"title": text}, "xlsx")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a: [1, 2", "line 1: This is not YAML"),
        (b"a: 1\n\tb: 2", "line 2: This is not YAML"),
        (b"a: 1\n---\nb: 2", "line 2: This is not YAML"),
        (b"a: \x07", "This is not YAML"),
        (b"- " * 12_000, "nested too deeply"),
        (b"a: [" + b"1, " * 40_000 + b"1]", "too long for YAML"),
        (b"a: &x [1]\nb: *x", "line 2, b: Aliases"),
        (b"a: &x [*x]", "Aliases"),
        (b"a: !!python/name:os.system x", "The tag python/name:os.system is not taken."),
        (b"a: 1\nb: 2\na: 3", "line 3, a: The key “a” is given twice."),
        (b"? [a]\n: 1", "A key should be a text."),
        (b"", "This is not a framework"),
        (b"title: {en: x}\nversion: \xe9", "line 2: This is not text in UTF-8"),
        (b'{"a": 1,\n}', "line 2: This is not JSON"),
        (b'{"a": [{"b": 1, "b": 2}]}', "a[0].b: The key “b” is given twice."),
        (b"[" * 100_000, "nested too deeply"),
        (b"{" + b'"a":{' * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "This is not JSON"),
        (b"path,lang,value\ntitle" + b".a" * 5_000 + b",,x", "nested too deeply"),
    ],
)
def test_what_is_not_of_its_format_is_told(data: bytes, words: str) -> None:
    assert words in problem_of(data)


def test_billions_of_aliases_are_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))]
    assert "Aliases" in problem_of("\n".join(lines).encode())


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert "more than 5 MB" in problem_of(b"x" * (BYTES_MAX + 1))


def test_an_unknown_format_is_refused(cacee_document: Document) -> None:
    for use in (lambda: read(b"", kind="pdf"), lambda: write(cacee_document, "pdf")):
        with pytest.raises(
            BadInput, match=r"“pdf” is not a format\. There are yaml, json, csv, xlsx, case, mahara, moodle, md\."
        ):
            use()


def test_the_format_can_be_given() -> None:
    flow = b"{framework: x}"
    assert told_by_content(flow) == "json"
    assert read(flow, kind="yaml")[0] == {"framework": "x"}


def test_keys_are_texts_and_comments_no_data() -> None:
    assert read(b"1: a # b\nno: c\n2024-01-01: 2024-01-02")[0] == {"1": "a", "no": "c", "2024-01-01": "2024-01-02"}


@given(st.sampled_from(KINDS), st.integers(0, 10**6), st.binary(max_size=4), st.integers(0, 9))
@settings(max_examples=200)
def test_a_damaged_file_never_ends_in_a_traceback(kind: str, at: int, new: bytes, gone: int) -> None:
    data = WRITTEN[kind]
    at %= len(data)
    with suppress(TamarackError):
        load_framework(data[:at] + new + data[at + gone :])


def _smaller() -> Document:
    document = load_document(CACEE)
    del document["competencies"][1:]
    return document


WRITTEN = {kind: write(_smaller(), kind) for kind in KINDS}
