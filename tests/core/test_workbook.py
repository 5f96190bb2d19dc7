import random
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from tamarack.core.errors import BadFile, BadInput, BadRating, UnknownCode
from tamarack.core.formats import write
from tamarack.core.formats.workbook import Words, labels, offered, sheet_names, write_workbook
from tamarack.core.formats.workbook_reader import Workbook, read_workbook
from tamarack.core.framework import Document, Framework, from_document
from tests.core.strategies import LETTERS, frameworks

Answers = dict[str, tuple[str, str, str]]

WORDS = {
    "en": Words(
        sheet="How to fill it in",
        title="Your self-assessment, offline",
        lines=(
            "This workbook is for finding out where you stand, away from the site. Fill it in where and when you like, "
            "leave it, and come back to it.",
            "**How to fill it in**",
            "There is a sheet for each competency, and a row for each criterion. For each criterion, **first think of "
            "an example from your work**, then read the descriptors from left to right, and choose the one that "
            "describes your practice today. All of its behaviours count.",
            "Only the two yellow columns are to be filled in: your answer, and your example or note. The rest is "
            "protected, so that nothing is changed by accident. You can make rows and columns larger.",
            "**What you can choose**",
            "**A level:** this describes my practice, and so does what stands before it.",
            "**Not yet:** I am on my way to the first level. That is an answer, not a fault.",
            "**Not applicable: not in my role:** what I was hired to do does not include this.",
            "**Not applicable: no opportunity here:** it would be part of my role, but I get no chance to show it.",
            "An empty answer is unrated: you can give it later. Where the rubric has no descriptor, there is nothing "
            "to choose, and nothing is missing.",
            "**Bringing it back**",
            "Upload the file in Tamarack, where you downloaded it. Nothing is saved before you have seen what it says, "
            "and if something cannot be read you are told in which cell it stands.",
            "**It is yours**",
            "The workbook stays with you. Nobody else sees what you write in it unless you show it to them.",
        ),
        code="Code",
        criterion="Criterion",
        answer="Your answer",
        note="An example from your work, or a note",
        not_yet="Not yet",
        not_applicable={
            "role": "Not applicable: not in my role",
            "opportunity": "Not applicable: no opportunity here",
        },
        no_descriptor="No descriptor at this level",
        prompt_title="Your answer",
        prompt="First think of an example. Then choose what describes your practice today. Empty means unrated.",
        error_title="Please choose from the list",
        error="This is not among the answers to this criterion. Choose one from the list, or empty the cell.",
    ),
    "fr": Words(
        sheet="Mode d’emploi",
        title="Votre autoévaluation, hors ligne",
        lines=(
            "Ce classeur vous permet de voir où vous en êtes sans passer par le site. Remplissez-le où et quand vous "
            "voulez, laissez-le, puis revenez-y.",
            "**Comment le remplir**",
            "Il y a une feuille par compétence et une ligne par critère. Pour chaque critère, **pensez d’abord à un "
            "exemple tiré de votre travail**, puis lisez les descripteurs de gauche à droite et choisissez celui qui "
            "correspond à votre pratique aujourd’hui. Tous les comportements décrits comptent.",
            "Seules les deux colonnes jaunes sont à remplir : votre réponse, et votre exemple ou votre note. Le reste "
            "est protégé, pour que rien ne soit modifié par mégarde. Vous pouvez agrandir les lignes et les colonnes.",
            "**Ce que vous pouvez choisir**",
            "**Un niveau :** ce descripteur correspond à ma pratique, et ceux qui le précèdent aussi.",
            "**Pas encore :** je suis en route vers le premier niveau. C’est une réponse, non une faute.",
            "**Sans objet : pas dans mon rôle :** mon poste ne comprend pas cela.",
            "**Sans objet : pas d’occasion ici :** cela ferait partie de mon rôle, mais je n’ai pas l’occasion de le "
            "montrer.",
            "Une réponse vide veut dire sans réponse : vous pouvez la donner plus tard. Là où la grille n’a pas de "
            "descripteur, il n’y a rien à choisir, et rien ne manque.",
            "**Le rapporter**",
            "Téléversez le fichier dans Tamarack, là où vous l’avez téléchargé. Rien n’est enregistré avant que vous "
            "ayez vu ce qu’il contient, et si quelque chose ne peut être lu, on vous dit dans quelle cellule.",
            "**Il est à vous**",
            "Le classeur reste entre vos mains. Personne d’autre ne voit ce que vous y écrivez, à moins que vous ne le "
            "montriez.",
        ),
        code="Code",
        criterion="Critère",
        answer="Votre réponse",
        note="Un exemple tiré de votre travail, ou une note",
        not_yet="Pas encore",
        not_applicable={
            "role": "Sans objet : pas dans mon rôle",
            "opportunity": "Sans objet : pas d’occasion ici",
        },
        no_descriptor="Aucun descripteur à ce niveau",
        prompt_title="Votre réponse",
        prompt="Pensez d’abord à un exemple. Choisissez ensuite ce qui correspond à votre pratique aujourd’hui. "
        "Une cellule vide veut dire sans réponse.",
        error_title="Choisissez dans la liste",
        error="Cette réponse n’est pas offerte pour ce critère. Choisissez-en une dans la liste, ou videz la cellule.",
    ),
}

FILLED: Answers = {
    "COL.1": ("E", "", "=1+1 stays text"),
    "COL.2": ("NA", "role", "à l’œuvre,\nligne 2\n\n  et « fin »  ; 100 %"),
    "COL.3": ("0", "", ""),
    "COM.1": ("", "", "a note alone"),
    "DIG.1": ("NA", "opportunity", "<r>markup & such</r>"),
    "ETH.2": ("M", "", "**not bold**"),
    "ETH.5": ("B", "", "00123"),
    "MTN.5": ("M", "", "-5"),
}
NAMESPACE = {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def words_of(language: str) -> Words:
    if language not in WORDS:
        raise UnknownCode("There are no words in “{language}”.", language=language)
    return WORDS[language]


def only(framework: Framework) -> Callable[[str], Framework]:
    def framework_of(code: str) -> Framework:
        if code != framework.code:
            raise UnknownCode("There is no framework “{code}”.", code=code)
        return framework

    return framework_of


def taken(framework: Framework, data: bytes, note_most: int = 4000) -> Workbook:
    return read_workbook(data, only(framework), words_of, note_most)


def problems_of(framework: Framework, data: bytes, note_most: int = 4000) -> list[str]:
    with pytest.raises(BadFile) as caught:
        taken(framework, data, note_most)
    assert all(problem.message for problem in caught.value.problems)
    return [f"{problem.path}: {problem.message}" for problem in caught.value.problems]


@pytest.fixture(scope="module")
def blank(cacee: Framework) -> bytes:
    return write_workbook(cacee, "en", WORDS["en"])


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    with ZipFile(stream := BytesIO(), "w", ZIP_DEFLATED) as book:
        for name, part in content.items():
            book.writestr(name, part)
    return stream.getvalue()


def part_of(data: bytes, sheet: str) -> str:
    return f"xl/worksheets/sheet{load_workbook(BytesIO(data)).sheet_names.index(sheet) + 1}.xml"


def grid(data: bytes, sheet: str) -> list[list[Any]]:
    return load_workbook(BytesIO(data)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def cell_xml(cell: str, value: object) -> str:
    if isinstance(value, bool):
        return f'<c r="{cell}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{cell}"><v>{value}</v></c>'
    if str(value).startswith("#"):
        return f'<c r="{cell}" s="1" t="e"><f>1/0</f><v>{value}</v></c>'
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def put(data: bytes, sheet: str, **cells: object) -> bytes:
    """The workbook with other values in some cells, as another program might write them."""
    content, name = parts(data), part_of(data, sheet)
    text = content[name].decode()
    for cell, value in cells.items():
        text = re.sub(rf'<c r="{cell}"[^>]*(/>|>.*?</c>)', "", text)
        row = re.sub(r"[A-Z]", "", cell)
        if f'<row r="{row}"' not in text:
            text = text.replace("</sheetData>", f'<row r="{row}"></row></sheetData>')
        start = text.index(f'<row r="{row}"')
        end = text.index("</row>", start)
        text = text[:end] + cell_xml(cell, value) + text[end:]
    return packed(content | {name: text.encode()})


def with_sheet(data: bytes, name: str, **cells: object) -> bytes:
    """The workbook with one more sheet."""
    content = parts(data)
    number = sum(part.startswith("xl/worksheets/") for part in content) + 1
    rows = "".join(f'<row r="{re.sub("[A-Z]", "", cell)}">{cell_xml(cell, v)}</row>' for cell, v in cells.items())
    sheet = f'<worksheet xmlns="{NAMESPACE[""]}"><sheetData>{rows}</sheetData></worksheet>'
    content[f"xl/worksheets/sheet{number}.xml"] = sheet.encode()
    listed = f'<sheet name="{name}" sheetId="{number}" r:id="more{number}"/></sheets>'
    content["xl/workbook.xml"] = content["xl/workbook.xml"].replace(b"</sheets>", listed.encode())
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    related = f'<Relationship Id="more{number}" Type="{kind}" Target="worksheets/sheet{number}.xml"/></Relationships>'
    rels = "xl/_rels/workbook.xml.rels"
    content[rels] = content[rels].replace(b"</Relationships>", related.encode())
    return packed(content)


def renamed(data: bytes, before: str, after: str) -> bytes:
    content = parts(data)
    book = content["xl/workbook.xml"].replace(f'name="{before}"'.encode(), f'name="{after}"'.encode())
    return packed(content | {"xl/workbook.xml": book})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_filled_in_is_read_again(cacee: Framework, language: str) -> None:
    book = taken(cacee, write_workbook(cacee, language, WORDS[language], FILLED))
    assert (book.framework, book.language, book.answers) == (cacee, language, FILLED)


def test_a_blank_workbook_has_no_answers(cacee: Framework, blank: bytes) -> None:
    assert taken(cacee, blank).answers == {}


@given(st.data())
@settings(max_examples=12)
def test_any_framework_and_any_answers_survive(data: st.DataObject) -> None:
    framework = data.draw(frameworks)
    language = data.draw(st.sampled_from(framework.languages))
    words = WORDS.get(language, WORDS["en"])
    called = labels(framework, language, words)
    lines = st.lists(st.text(LETTERS, max_size=9), max_size=3).map("\n".join)
    notes = st.one_of(lines, st.sampled_from(["=1+1", "<r>a</r>", "**a**", "_x0041_", "1", "TRUE"])).map(str.rstrip)
    filled: Answers = {}
    for criterion in framework.criteria:
        choices = st.sampled_from([("", ""), *offered(criterion, called)])
        answer = (*data.draw(choices), data.draw(notes))
        if any(answer):
            filled[criterion.code] = answer
    written = write_workbook(framework, language, words, filled)
    assert read_workbook(written, only(framework), lambda _: words, 4000) == Workbook(framework, language, filled)


def test_nothing_is_a_formula_a_number_or_a_link(cacee: Framework) -> None:
    data = write_workbook(cacee, "en", WORDS["en"], {"COL.1": ("", "", "=1+1"), "COL.2": ("", "", "https://x.y")})
    for name, content in parts(data).items():
        if name.startswith("xl/worksheets/"):
            assert not re.search(rb"<f>|<hyperlink|<c (?![^>]*t=\"s\")[^>]*[^/]>", content)
    assert [row[6] for row in grid(data, "COL")[3:]] == ["=1+1", "https://x.y", ""]


def rules(data: bytes, sheet: str) -> Iterator[tuple[str, ElementTree.Element]]:
    root = ElementTree.fromstring(parts(data)[part_of(data, sheet)])
    for rule in root.iterfind(".//dataValidation", NAMESPACE):
        yield rule.attrib["sqref"], rule


@pytest.mark.parametrize("language", ["en", "fr"])
def test_drop_downs_offer_exactly_what_a_criterion_can_be_rated(cacee: Framework, language: str) -> None:
    words = WORDS[language]
    data = write_workbook(cacee, language, words)
    listed = [row[0] for row in grid(data, "choices")]
    for competency in cacee.competencies:
        found = dict(rules(data, competency.code))
        assert list(found) == [f"F{row}" for row in range(4, 4 + len(competency.criteria))]
        for rule, criterion in zip(found.values(), competency.criteria, strict=True):
            first, last = re.findall(r"\$A\$(\d+)", rule.findtext("formula1", "", NAMESPACE))
            levels = [cacee.level(code).name[language] for code in criterion.levels]
            assert listed[int(first) - 1 : int(last)] == [words.not_yet, *levels, *words.not_applicable.values()]
            assert rule.attrib["error"] == words.error
            assert rule.attrib["promptTitle"] == words.prompt_title


def test_only_answers_and_notes_can_be_written(cacee: Framework, blank: bytes) -> None:
    content = parts(blank)
    styles = ElementTree.fromstring(content["xl/styles.xml"]).find("cellXfs", NAMESPACE)
    assert styles is not None
    unlocked = {
        str(n) for n, style in enumerate(styles) if style.find("protection[@locked='0']", NAMESPACE) is not None
    }
    for name in load_workbook(BytesIO(blank)).sheet_names:
        root = ElementTree.fromstring(content[part_of(blank, name)])
        protection = root.find("sheetProtection", NAMESPACE)
        assert protection is not None
        assert "password" not in protection.attrib
        cells = {cell.attrib["r"] for cell in root.iterfind(".//c", NAMESPACE) if cell.attrib.get("s") in unlocked}
        rows = range(4, 4 + len(cacee.competency(name).criteria)) if name in sheet_names(cacee, WORDS["en"]) else ()
        assert cells == {f"{column}{row}" for row in rows for column in "FG"}


def test_lead_phrases_are_bold_and_have_no_marks(blank: bytes) -> None:
    assert grid(blank, "COL")[3][2].startswith(
        "Identifies and participates in community building opportunities; creates"
    )
    strings = parts(blank)["xl/sharedStrings.xml"]
    assert b"**" not in strings
    assert re.search(rb"<rPr><b/>(?:(?!</rPr>).)*</rPr><t[^>]*>Identifies and participates in community", strings)


def test_hidden_sheets_say_what_the_workbook_is_for(cacee: Framework) -> None:
    data = write_workbook(cacee, "fr", WORDS["fr"])
    facts = [["format", "1"], ["framework", "cacee"], ["version", "1.0"], ["language", "fr"]]
    assert grid(data, "tamarack") == facts
    book = parts(data)["xl/workbook.xml"].decode()
    hidden = re.findall(r'<sheet name="([^"]+)"[^>]*state="veryHidden"', book)
    assert hidden == ["choices", "tamarack"]
    properties = parts(data)["docProps/core.xml"].decode()
    assert "<dc:language>fr</dc:language>" in properties
    assert "<dc:title>Compétences de l’ACSEE</dc:title>" in properties


def test_rows_of_the_table_may_grow_with_their_notes(blank: bytes) -> None:
    sheet = parts(blank)[part_of(blank, "COL")].decode()
    heights = dict(re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet))
    assert float(heights["4"]) > 60
    assert re.findall(r'<row r="(\d+)"[^>]*customHeight', sheet) == ["1", "2"]


def changed(document: Document, change: Callable[[Document], object]) -> Framework:
    change(document)
    return from_document(document)


def test_sheet_names_are_safe_and_unlike_for_any_codes(cacee_document: Document) -> None:
    codes = ["tamarack", "History", "choices", "how-to", "É" * 31 + "a", "é" * 31 + "b", "𝔸" * 20]

    def recode(document: Document) -> None:
        for competency, code in zip(document["competencies"], codes, strict=True):
            competency["code"] = code

    framework = changed(cacee_document, recode)
    names = list(sheet_names(framework, replace(WORDS["en"], sheet="How-to")).values())
    assert len({name.casefold() for name in names} | {"tamarack", "choices", "history", "how-to"}) == 11
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)
    data = write_workbook(framework, "en", WORDS["en"], {"MTN.1": ("B", "", "x")})
    assert taken(framework, data).answers == {"MTN.1": ("B", "", "x")}


def test_levels_of_one_name_are_told_apart_by_their_codes(cacee_document: Document) -> None:
    def rename(document: Document) -> None:
        for level, name in zip(document["levels"], ["Same", "same ", "Not yet"], strict=True):
            level["name"]["en"] = name

    framework = changed(cacee_document, rename)
    called = labels(framework, "en", WORDS["en"])
    assert list(called.values())[:4] == ["Not yet", "Same (B)", "same (E)", "Not yet (M)"]
    filled = {"COL.1": ("E", "", ""), "COL.2": ("M", "", ""), "COL.3": ("0", "", "")}
    assert taken(framework, write_workbook(framework, "en", WORDS["en"], filled)).answers == filled


def test_a_language_that_the_framework_lacks_falls_back_to_its_first(cacee_document: Document) -> None:
    def english(document: Document) -> None:
        document["languages"] = ["en"]
        document["competencies"][0]["name"] = {"en": "Collaboration"}
        del document["competencies"][0]["criteria"][0]["descriptors"]["B"]["fr"]

    framework = changed(cacee_document, english)
    assert taken(framework, write_workbook(framework, "fr", WORDS["fr"], FILLED)).answers == FILLED


@pytest.mark.parametrize(
    ("filled", "error"),
    [
        ({"COL.9": ("B", "", "")}, UnknownCode),
        ({"ETH.2": ("E", "", "")}, BadRating),
        ({"COL.1": ("NA", "", "")}, BadRating),
        ({"COL.1": ("B", "role", "")}, BadRating),
        ({"COL.1": ("B", "", "x" * 32_768)}, BadInput),
        ({"COL.1": ("B", "", "_x0000_x0000_")}, BadInput),
    ],
)
def test_answers_that_cannot_be_are_not_written(cacee: Framework, filled: Answers, error: type[Exception]) -> None:
    with pytest.raises(error):
        write_workbook(cacee, "en", WORDS["en"], filled)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("  building ", ("B", "")), ("MASTERING", ("M", "")), ("b", ("B", "")), ("0", ("0", "")),
        ("not\u00a0yet", ("0", "")),
        ("Not applicable:  not in my role\n", ("NA", "role")),
    ],
)  # fmt: skip
def test_an_answer_may_be_written_in_any_case_with_spaces_or_as_a_code(
    cacee: Framework, blank: bytes, written: str, meant: tuple[str, str]
) -> None:
    assert taken(cacee, put(blank, "COL", F4=written)).answers == {"COL.1": (*meant, "")}


def test_line_ends_of_a_note_may_be_those_of_any_program(cacee: Framework, blank: bytes) -> None:
    data = put(blank, "COL", G4="a_x000D_\nb\rc\n \n")
    assert taken(cacee, data).answers == {"COL.1": ("", "", "a\nb\nc")}


def test_rows_may_be_in_another_order(cacee: Framework) -> None:
    data = write_workbook(cacee, "en", WORDS["en"], FILLED)
    content, name = parts(data), part_of(data, "COL")
    sheet = content[name].decode().replace('r="A4"', "first").replace('r="A5"', 'r="A4"').replace("first", 'r="A5"')
    for column in "BCDEFG":
        sheet = sheet.replace(f'r="{column}4"', "x").replace(f'r="{column}5"', f'r="{column}4"')
        sheet = sheet.replace("x ", f'r="{column}5" ', 1)
    rows = re.findall(r'<row r="[45]"[^>]*>(.*?)</row>', sheet)
    sheet = sheet.replace(rows[0], "-").replace(rows[1], rows[0]).replace(">-<", f">{rows[1]}<")
    moved = packed(content | {name: sheet.encode()})
    assert [row[0] for row in grid(moved, "COL")[3:]] == ["COL.2", "COL.1", "COL.3"]
    assert taken(cacee, moved).answers == FILLED


NAMED = "Not yet; Building; Enhancing; Mastering; Not applicable: not in my role; Not applicable: no opportunity here"
ANSWER = f"It can be rated {NAMED}."
OTHERS = "Fill in the answers and examples, and change no other cell."
LOST = "would be lost. Move it to an example, or delete it."
ELSEWHERE = "is on a sheet that is not read. Move it to an example, or delete it."
AGAIN = "Download a new workbook and copy your answers into it."


@pytest.mark.parametrize(
    ("sheet", "cells", "expected"),
    [
        ("COL", {"F4": "Often"}, [f"COL!F4: “Often” is not a rating of COL.1. {ANSWER}"]),
        ("COL", {"F5": "x" * 900}, [f"COL!F5: “{'x' * 40}…” is not a rating of COL.2. {ANSWER}"]),
        ("ETH", {"F5": "Enhancing"}, ["ETH!F5: ETH.2 has no descriptor at level Enhancing. It can be rated Not yet; "
         "Building; Mastering; Not applicable: not in my role; Not applicable: no opportunity here."]),
        ("COL", {"F4": "na"}, ["COL!F4: “na” does not say why COL.1 is not applicable. Choose one of these: "
         "Not applicable: not in my role; Not applicable: no opportunity here."]),
        ("COL", {"F4": "a_x001B_"}, [f"COL!F4: “a\ufffd” is not a rating of COL.1. {ANSWER}"]),
        ("COL", {"F4": 2}, [f"COL!F4: 2 is a number, a date or a logical value. COL.1 can be rated {NAMED}."]),
        ("COL", {"F4": True}, [f"COL!F4: true is a number, a date or a logical value. COL.1 can be rated {NAMED}."]),
        ("COL", {"F4": "#DIV/0!"}, [f"COL!F4: “#DIV/0!” is not a rating of COL.1. {ANSWER}"]),
        ("COL", {"G4": 2024.5}, ["COL!G4: 2024.5 is a number, a date or a logical value. Make it a text."]),
        ("COL", {"G4": False}, ["COL!G4: false is a number, a date or a logical value. Make it a text."]),
        ("COL", {"G6": "#REF!"}, ["COL!G6: “#REF!” is the error value of a formula. Write your example as text, or "
         "empty the cell."]),
        ("COL", {"G4": "x" * 4001}, ["COL!G4: The example for COL.1 has 4001 characters; 4000 fit. Please shorten "
         "it."]),
        ("COL", {"G4": "a_x0007_b"}, ["COL!G4: The example for COL.1 contains control characters, which cannot be "
         "kept. Please remove them."]),
        ("COL", {"H7": "see me"}, [f"COL!H7: “see me” stands outside the table and {LOST}"]),
        ("COL", {"H4": 7}, [f"COL!H4: “7” stands outside the table and {LOST}"]),
        ("COL", {"C1": "see me"}, [f"COL!C1: “see me” stands outside the table and {LOST}"]),
        ("COL", {"B9": "see me"}, [f"COL!B9: “see me” stands outside the table and {LOST}"]),
        ("COL", {"H3": "More"}, [f"COL!H3: “More” stands outside the table and {LOST}"]),
        ("COL", {"F3": "Answers"}, [f"COL!F3: “Answers” should be “Your answer”. {OTHERS}"]),
        ("COL", {"A1": "COL"}, [f"COL!A1: “COL” should be “COL · Collaboration”. {OTHERS}"]),
        ("COL", {"B4": "Networks"}, [f"COL!B4: “Networks” should be “Network and alliances”. {OTHERS}"]),
        ("ETH", {"D5": "x"}, [f"ETH!D5: “x” should be “No descriptor at this level”. {OTHERS}"]),
        ("COL", {"D4": 7}, [f"COL!D4: “7” should be “Develops and maintains a varied network …”. {OTHERS}"]),
        ("COL", {"A4": "COL.9"}, ["COL!A4: “COL.9” is not a criterion of this workbook.",
         f"COL: The row of COL.1 is missing. {AGAIN}"]),
        ("COL", {"A5": "COL.1"}, ["COL!A5: “COL.1” stands here again; its first row is at COL!A4.",
         f"COL: The row of COL.2 is missing. {AGAIN}"]),
        ("COL", {"A7": "ETH.1"}, ["COL!A7: “ETH.1” belongs on the sheet ETH.",
         "ETH!A4: “ETH.1” stands here again; its first row is at COL!A7."]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_sheet_cell_and_value(
    cacee: Framework, blank: bytes, sheet: str, cells: dict[str, object], expected: list[str]
) -> None:
    assert problems_of(cacee, put(blank, sheet, **cells)) == expected


def test_a_date_is_no_answer(cacee: Framework, blank: bytes) -> None:
    content, name = parts(put(blank, "COL", F4=45000)), part_of(blank, "COL")
    styles = content["xl/styles.xml"].replace(b"</cellXfs>", b'<xf numFmtId="14"/></cellXfs>')
    count = ElementTree.fromstring(content["xl/styles.xml"]).find("cellXfs", NAMESPACE)
    assert count is not None
    sheet = content[name].replace(b'<c r="F4">', f'<c r="F4" s="{len(count)}">'.encode())
    found = problems_of(cacee, packed(content | {name: sheet, "xl/styles.xml": styles}))
    assert found == [f'COL!F4: "2023-03-15" is a number, a date or a logical value. COL.1 can be rated {NAMED}.']


def test_an_altered_descriptor_is_shown_from_where_it_differs(cacee: Framework, blank: bytes) -> None:
    text = grid(blank, "COL")[3][2].replace("alliances", "ties")
    assert problems_of(cacee, put(blank, "COL", C4=text)) == [
        "COL!C4: “…ong working ties with students, colleag…” should be “…ong working alliances with students, co…”. "
        f"{OTHERS}"
    ]


def test_white_space_and_bold_marks_in_the_rubric_do_not_matter(cacee: Framework, blank: bytes) -> None:
    text = grid(blank, "COL")[3][2].replace(" ", "\n ") + " "
    assert taken(cacee, put(blank, "COL", C4=f"**{text}", F4="Building")).answers == {"COL.1": ("B", "", "")}


def test_columns_that_have_moved_are_told_once(cacee: Framework, blank: bytes) -> None:
    row = grid(blank, "COL")[2]
    shifted = dict(zip("CDEFG", ["", *row[2:6]], strict=True))
    found = problems_of(cacee, put(blank, "COL", **{f"{column}3": text for column, text in shifted.items()}))
    assert [problem.split(":")[0] for problem in found] == [f"COL!{column}3" for column in "CDEFG"]


def test_a_missing_sheet_and_one_of_the_persons_own_are_told(cacee: Framework, blank: bytes) -> None:
    assert problems_of(cacee, renamed(blank, "COL", "Collab")) == [
        f"COL: The sheet COL is missing. {AGAIN}",
        f"Collab!A1: “COL · Collaboration” {ELSEWHERE}",
    ]
    assert problems_of(cacee, with_sheet(blank, "Mine", B2="thoughts")) == [f"Mine!B2: “thoughts” {ELSEWHERE}"]
    assert problems_of(cacee, put(blank, "How to fill it in", A30="thoughts")) == [
        f"How to fill it in!A30: “thoughts” {ELSEWHERE}"
    ]
    assert taken(cacee, with_sheet(blank, "Empty", B2=" ")).answers == {}


def test_many_more_sheets_are_counted(cacee: Framework, blank: bytes) -> None:
    for number in range(22):
        blank = with_sheet(blank, f"S{number}", A1="x")
    found = problems_of(cacee, blank)
    assert len(found) == 20
    assert found[-1] == ": There are 3 more sheets, which are not read. Delete them."


def test_several_problems_are_all_told_at_once_and_nothing_is_taken(cacee: Framework) -> None:
    data = write_workbook(cacee, "en", WORDS["en"], FILLED)
    data = put(data, "COL", F4="x", G5=1, H6="y", B6="z")
    data = put(with_sheet(data, "Mine", A1="mine"), "MTN", F4="NA", A5="MTN.9", F3="w")
    found = problems_of(cacee, data)
    assert [problem.split(": ")[0] for problem in found] == [
        "COL!F4", "COL!G5", "COL!B6", "COL!H6", "MTN!F3", "MTN!F4", "MTN!A5", "MTN", "Mine!A1"
    ]  # fmt: skip


def test_the_first_thousand_problems_are_told_and_the_rest_counted(cacee: Framework, blank: bytes) -> None:
    stray = {f"{column}{row}": "x" for row in range(20, 120) for column in "BCDEFGHIJKLM"}
    found = problems_of(cacee, put(blank, "COL", **stray))
    assert len(found) == 1001
    assert found[-1] == ": And 200 more problems."


def test_problems_carry_templates_for_translation_and_the_criterion(cacee: Framework, blank: bytes) -> None:
    with pytest.raises(BadFile) as caught:
        taken(cacee, put(blank, "COL", F4="x"))
    (problem,) = caught.value.problems
    assert problem.template == "“{value}” is not a rating of {criterion}. It can be rated {offered}."
    assert (problem.code, problem.path) == ("COL.1", "COL!F4")
    assert caught.value.message == "This file cannot be used as it is. Problems: 1."


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"B1": "2"}, ["tamarack!B1: The workbook has the format 2, and 1 can be read here. Download a new one."]),
        ({"B2": "other"}, ["tamarack!B2: There is no framework “other”."]),
        ({"B2": "a_x0000_"}, ['tamarack!B2: "a\\u0000" cannot be right here. Download a new workbook.']),
        ({"B3": "0.9"}, ["tamarack!B3: The workbook is for version 0.9 of cacee; the current one is 1.0. Download a "
         "new one."]),
        ({"B3": 1}, ["tamarack!B3: 1.0 cannot be right here. Download a new workbook."]),
        ({"B4": "de"}, ["tamarack!B4: There are no words in “de”."]),
        ({"A4": "x"}, ["tamarack!A1: “language” is missing."]),
        ({"B1": "9", "B3": "9", "B4": ""}, ["tamarack!B1", "tamarack!B3", "tamarack!B4"]),
    ],
)  # fmt: skip
def test_a_workbook_for_something_else_is_told(
    cacee: Framework, blank: bytes, cells: dict[str, object], expected: list[str]
) -> None:
    found = problems_of(cacee, put(blank, "tamarack", **cells))
    assert found == expected or [problem.split(": ")[0] for problem in found] == expected


def test_a_foreign_workbook_is_told_and_where_to_get_one(cacee: Framework, cacee_document: Document) -> None:
    assert problems_of(cacee, write(cacee_document, "xlsx")) == [
        ": This is not a workbook of Tamarack’s. Download one where you answer, and fill that in."
    ]


def test_a_file_that_is_no_workbook_or_too_large_is_told(cacee: Framework, blank: bytes) -> None:
    for data in (
        b"",
        b"PK",
        b"criterion,rating\n",
        blank[:3000],
        packed({"a": b""}),
        bytes.fromhex("d0cf11e0a1b11ae1"),
    ):
        assert problems_of(cacee, data) in (
            [": This is not an XLSX workbook, or a damaged one."],
            [": There is no workbook in it."],
        )
    assert problems_of(cacee, b"PK" * 3_000_000) == [": It has more than 5 MB."]


def test_a_file_that_is_two_formats_at_once_is_damaged(cacee: Framework, blank: bytes) -> None:
    (problem,) = problems_of(cacee, packed(parts(blank) | {"content.xml": b"<a/>"}))
    assert "in another format, too" in problem


def test_extreme_files_are_refused_soon(cacee: Framework, blank: bytes) -> None:
    name = part_of(blank, "COL")
    far = parts(blank)[name].replace(b'r="G4"', b'r="XFD1048576"')
    nested = b"<sheetData>" + b"<c " * 5_000_000 + b' r="A1">'
    tall = {
        part: re.sub(rb'r="G4"', b'r="Z99999"', content) for part, content in parts(blank).items() if "sheets/" in part
    }
    long = b"<sst><si><t>" + b"x" * 3_000_000 + b"</t></si></sst>"
    many = parts(blank)[name].replace(b"</sheetData>", b'<c r="A1"/>' * 200_000 + b"</sheetData>")
    for content, told in (
        ({name: far}, "cells beyond column Z or row 99999."),
        ({name: nested}, "is not well-formed."),
        (tall, "It has too many rows."),
        ({"bomb.bin": bytes(60_000_000)}, "It is too large when unpacked."),
        ({"xl/sharedStrings.xml": long}, "It is too large when unpacked."),
        ({name: many}, "It is too large when unpacked."),
    ):
        data = packed(parts(blank) | content)
        start = time.monotonic()
        assert problems_of(cacee, data)[0].endswith(told)
        assert time.monotonic() - start < 10


def outcome(framework: Framework, data: bytes) -> Workbook | None:
    """What is read; any exception but `BadFile` fails the test."""
    try:
        return taken(framework, data)
    except BadFile as error:
        told = [str(problem) for problem in error.problems]
    return None if all(told) else pytest.fail("a problem says nothing")


@given(st.binary(max_size=300), st.booleans())
@settings(max_examples=60)
def test_random_bytes_are_only_ever_a_bad_file(cacee: Framework, data: bytes, zipped: bool) -> None:
    outcome(cacee, b"PK\x03\x04" + data if zipped else data)


def test_flipped_bytes_are_only_ever_a_bad_file_or_read_well(cacee: Framework) -> None:
    data = write_workbook(cacee, "en", WORDS["en"], FILLED)
    content, chance = parts(data), random.Random(1)
    for _ in range(150):
        flipped = bytearray(data)
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        outcome(cacee, bytes(flipped))
        name = chance.choice([name for name in content if name.startswith("xl/")])
        part = bytearray(content[name])
        for _ in range(chance.randint(1, 4)):
            part[chance.randrange(len(part))] = chance.choice(b'<>/"=0A9 \x00\xff')
        outcome(cacee, packed(content | {name: bytes(part)}))


def test_what_libreoffice_saves_reads_as_what_was_filled_in(cacee: Framework, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "This test needs LibreOffice: run scripts/libreoffice.sh, as `make test` does."
    (tmp_path / "x.xlsx").write_bytes(write_workbook(cacee, "fr", WORDS["fr"], FILLED))
    for kind, source, folder in (
        ("ods", "x.xlsx", "there"),
        ("xlsx", "there/x.ods", "back"),
        ("xlsx", "x.xlsx", "again"),
    ):
        convert = [office, "--headless", "--convert-to", kind, "--outdir", tmp_path / folder, tmp_path / source]
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        subprocess.run([*convert, profile], check=True, capture_output=True, timeout=180)
    for saved in ((tmp_path / folder / "x.xlsx").read_bytes() for folder in ("back", "again")):
        book = taken(cacee, saved)
        assert (book.language, book.answers) == ("fr", FILLED)
        assert len(dict(rules(saved, "COL"))) == 3
