"""A crosswalk as CSV: the codes of two frameworks as headings, with relation and note between and after them."""

import csv
from io import StringIO

from tamarack.core.crosswalk import KINDS, Relation
from tamarack.core.errors import N_
from tamarack.core.formats import bad_file, decoded
from tamarack.core.formats.cells import guarded, plain
from tamarack.core.formats.table import csv_rows
from tamarack.core.framework import Framework, shorten
from tamarack.core.validation import Problem

NOTE_MOST = 500
ROWS_MOST = 5_000


def write_crosswalk(left: str, right: str, relations: list[Relation]) -> str:
    """The relations of two frameworks, a row each."""
    writer = csv.writer(stream := StringIO(newline=""), lineterminator="\r\n")
    writer.writerow([left, "relation", right, "note"])
    writer.writerows([row.left, row.kind, row.right, guarded(row.note)] for row in relations)
    return stream.getvalue()


def read_crosswalk(data: bytes, left: Framework, right: Framework, name: str | None = None) -> list[Relation]:
    """The relations in such a file.

    Raises
    ------
    BadFile
        With every row that cannot be right.
    """
    rows = iter(csv_rows(StringIO(decoded(data).replace("\r\n", "\n").replace("\r", "\n"), newline="")))
    line, header = next(rows, (1, []))
    wanted = [left.code, "relation", right.code]
    if [cell.strip() for cell in header[:3]] != wanted:
        template = N_("The first row should be: {wanted}.")
        raise bad_file((Problem(template, {"wanted": ",".join([*wanted, "note"])}, line=line),), name)
    known = ({row.code for row in left.criteria}, {row.code for row in right.criteria})
    found: dict[tuple[str, str], Relation] = {}
    problems: list[Problem] = []
    for line, cells in rows:
        one, kind, other, note, *_ = [*(cell.strip() for cell in cells), "", "", "", ""]
        note = plain(note)
        told = _problem(one, kind, other, note, known) if (one, other) not in found else (
            N_("The relation of {left} and {right} is given twice."), {"left": one, "right": other})  # fmt: skip
        if len(found) >= ROWS_MOST:
            told = (N_("It has more than {most} rows."), {"most": ROWS_MOST})
        if told:
            problems.append(Problem(told[0], told[1], line=line))
        else:
            found[one, other] = Relation(one, kind, other, note)
    if problems:
        raise bad_file(tuple(problems[:100]), name)
    return list(found.values())


def _problem(
    one: str, kind: str, other: str, note: str, known: tuple[set[str], set[str]]
) -> tuple[str, dict[str, object]] | None:
    for code, codes in ((one, known[0]), (other, known[1])):
        if code not in codes:
            return N_("There is no criterion “{code}” there."), {"code": shorten(code)}
    if kind not in KINDS:
        template = N_("“{kind}” is not a relation. There are {known}.")
        return template, {"kind": shorten(kind), "known": ", ".join(KINDS)}
    if len(note) > NOTE_MOST or not note.replace("\n", " ").isprintable():
        return N_("The note has more than {most} characters, or some that cannot be shown."), {"most": NOTE_MOST}
    return None
