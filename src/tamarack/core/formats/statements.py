"""Tables of statements, as CSV or XLSX: columns are told by their headings.

A row is a statement. Its parent stands in a column of its own, in its outline number, or further left; its texts for
levels in columns named for the levels, or in further rows with a column for the level.
"""

import re
import zlib
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from zipfile import BadZipFile

from tamarack.core.errors import N_
from tamarack.core.formats.outline import DEPTH_MAX, Node, Outline, clean, drafted, refuse, tree
from tamarack.core.formats.table import DAMAGED, NO_SHEET, csv_rows, unpacked
from tamarack.core.framework import Document, shorten
from tamarack.core.validation import MOST_LEVELS, Places, Problem

_ROLES = {
    "code": ("humancodingscheme", "code", "shortcode"),
    "key": ("elementid", "concepturi", "identifier", "idnumber", "uri", "id", "slug"),
    "number": ("smartlevel", "outlinenumber"),
    "parent": ("ischildof", "parentid", "parentidnumber", "parentcode", "parent", "broaderconcepturi", "broader"),
    "parent_name": ("broaderconceptpt", "parentname", "parentlabel"),
    "name": ("abbreviatedstatement", "preferredlabel", "elementname", "skillname", "criterionname", "shortname",
             "name", "title", "label"),
    "text": ("fullstatement", "statement", "skilldescription", "description", "definition"),
    "level": ("anchorvalue", "level", "levelname", "proficiency"),
    "cell": ("anchordescription", "descriptor", "leveldescription", "behaviour"),
}  # fmt: skip
_DEPTHS = (
    "competencydomain",
    "domain",
    "category",
    "theme",
    "competencyarea",
    "area",
    "competency",
    "criterion",
    "skill",
)
"""Headings of columns that stand for a level of the tree each, wherever they stand."""
_LEVEL = re.compile(
    r"(level|niveau|nivel) ?\w{1,3}|awareness|aware|novice|beginner|basic|foundation(al)?|entry|junior|working|"
    r"intermediate|competent|capable|proficient|practi(tioner|sing)|skilled|senior|advanced|expert|master(y|ing)?|"
    r"leading|building|enhancing|développement|débutant|intermédiaire|avancé|expertise"
)
_SEVERAL = re.compile(r"\s\|\s|\|")
_NUMBER = re.compile(r"[0-9]+(\.0)?")

Rows = list[list[str]]


@dataclass
class _Columns:
    """Which column says what, by position."""

    header: list[str]
    roles: dict[str, int] = field(default_factory=dict)
    depths: list[int] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    rest: list[int] = field(default_factory=list)

    @property
    def useful(self) -> bool:
        """Whether there is something to call a statement."""
        return bool(self.depths) or "name" in self.roles or "text" in self.roles


def is_statements(header: list[str]) -> bool:
    """Whether a first row has headings of such a table."""
    columns = _columns(header)
    return columns.useful and len([cell for cell in header if cell.strip()]) > 1


def read_statements(text: str, title: str, language: str = "en") -> tuple[Document, Places]:
    """The draft in a CSV table.

    Raises
    ------
    BadFile
        If its headings are not known, or it has no statements.
    """
    rows = [cells for _, cells in csv_rows(StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline=""))]
    return drafted(_outline(rows, title), language)


def read_sheets(data: bytes, title: str, language: str = "en") -> tuple[Document, Places]:
    """The draft in the first sheet of an XLSX workbook that is such a table.

    Raises
    ------
    BadFile
        If there is none, or the workbook is damaged.
    """
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(BytesIO(unpacked(data)))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (BadZipFile, CalamineError, EOFError, OSError, RuntimeError, ValueError, zlib.error):
        raise refuse(DAMAGED) from None
    tables = {name: [[_cell(cell) for cell in row] for row in sheet] for name, sheet in sheets.items()}
    found = [name for name, rows in tables.items() if len(rows) > 2 and is_statements(rows[0])]
    if not found:
        raise refuse(NO_SHEET)
    outline = _outline(tables[found[0]], _title(tables) or title)
    outline.gaps += [
        Problem(N_("The sheet “{name}” is left out."), {"name": shorten(name)}) for name in tables if name != found[0]
    ]
    return drafted(outline, language)


def _title(tables: dict[str, Rows]) -> str:
    """The title of a sheet that tells about the whole: one row below its headings."""
    for rows in tables.values():
        if len(rows) == 2 and "title" in (names := [_plain(cell) for cell in rows[0]]):
            return rows[1][names.index("title")]
    return ""


def _cell(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "")


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.casefold())


def _columns(header: list[str]) -> _Columns:
    names = [_plain(cell) for cell in header]
    found = _Columns(header)
    for role, known in _ROLES.items():
        for name in known:
            if name in names:
                found.roles[role] = names.index(name)
                break
    found.depths = [index for index, name in enumerate(names) if name in _DEPTHS]
    found.levels = [index for index, cell in enumerate(header) if _LEVEL.fullmatch(cell.strip().casefold())]
    if len(found.levels) < 2:
        found.levels = []
    else:
        found.roles.pop("level", None)
    if "name" in found.roles and len(found.depths) == 1:  # a name, and the group that it belongs to
        found.roles.setdefault("parent_name", found.depths[0])
        found.depths = []
    used = {*found.roles.values(), *found.depths, *found.levels}
    found.rest = [index for index, cell in enumerate(header) if cell.strip() and index not in used]
    return found


class _Row:
    def __init__(self, cells: list[str], columns: _Columns) -> None:
        self.cells, self.columns = cells, columns

    def at(self, index: int) -> str:
        return clean(self.cells[index]) if index < len(self.cells) else ""

    def __getitem__(self, role: str) -> str:
        index = self.columns.roles.get(role)
        return "" if index is None else self.at(index)


def _outline(rows: Rows, title: str) -> Outline:
    header = rows[0] if rows else []
    columns = _columns(header)
    if not columns.useful:
        raise refuse(N_("The headings of this table are not known: none says which column has the statements."))
    entries = [_Row(cells, columns) for cells in rows[1:] if any(map(str.strip, cells))]
    gaps = [_left(header[index]) for index in columns.rest if any(row.at(index) for row in entries)]
    if columns.depths:
        nodes = _by_depth(entries, columns)
    elif "level" in columns.roles and "cell" in columns.roles:
        return _by_level(entries, title, gaps)
    else:
        nodes = _by_parent(entries, gaps)
    levels = [(header[index].strip(), header[index].strip()) for index in columns.levels]
    return Outline(title, nodes, levels, {}, gaps)


def _left(heading: str) -> Problem:
    return Problem(N_("The column “{heading}” is left out."), {"heading": shorten(heading.strip())})


def _node(row: _Row, name: str) -> Node:
    cells = {row.columns.header[index].strip(): row.at(index) for index in row.columns.levels}
    return Node(name, row["code"] or row["key"], row["text"], cells)


def _by_depth(entries: list[_Row], columns: _Columns) -> list[Node]:
    """A column for each depth: a row stands below what was last said further left."""
    tops: list[Node] = []
    path: list[Node] = []
    for row in entries:
        said = [(depth, row.at(index)) for depth, index in enumerate(columns.depths) if row.at(index)]
        for depth, name in said:
            if depth < len(path) and path[depth].name == name and (depth, name) != said[-1]:
                continue
            deepest = (depth, name) == said[-1]
            node = _node(row, name) if deepest else Node(name)
            del path[depth:]
            (path[-1].children if path else tops).append(node)
            path.append(node)
    return tops


def _by_level(entries: list[_Row], title: str, gaps: list[Problem]) -> Outline:
    """A row for each text of a statement at a level."""
    nodes: dict[str, Node] = {}
    levels: dict[str, None] = {}
    for row in entries:
        key, level = row["code"] or row["key"] or row["name"], row["level"]
        node = nodes.setdefault(key, Node(row["name"] or key, key))
        levels.setdefault(level)
        if level in node.cells:
            template = N_("“{name}” has several texts at “{level}”; they stand below one another.")
            gaps.append(Problem(template, {"name": shorten(node.name), "level": shorten(level)}))
        node.cells[level] = "\n".join(filter(None, [node.cells.get(level), row["cell"]]))
    numbers = all(_NUMBER.fullmatch(level) for level in levels)
    ordered = sorted(levels, key=float) if numbers else list(levels)
    if len(ordered) > MOST_LEVELS:
        template = N_("It has {count} levels; at most {most} are taken.")
        raise refuse(template, count=len(ordered), most=MOST_LEVELS)
    return Outline(title, list(nodes.values()), [(level, level) for level in ordered], {}, gaps)


def _by_parent(entries: list[_Row], gaps: list[Problem]) -> list[Node]:
    """A column for the parent, or an outline number that begins with the parent's."""
    nodes: dict[str, Node] = {}
    aliases: dict[str, str] = {}
    rows: dict[str, _Row] = {}
    identifiers = {row["key"] for row in entries}
    for number, row in enumerate(entries):
        own = row["key"] or row["code"] or f"row {number}"
        key = own if own not in nodes else f"{own} {number}"
        named = row["name"] and (not row["text"] or row["name"] not in identifiers)  # some put the parent's there
        nodes[key] = _node(row, row["name"] if named else row["text"])
        rows[key] = row
        for alias in (row["code"], row["number"], row["key"]):
            if alias:
                aliases.setdefault(alias, key)
    parents: dict[str, str] = {}
    for key, row in rows.items():
        if parent := _parent(row, nodes, aliases, gaps):
            parents[key] = parent
    return tree(nodes, parents)


def _parent(row: _Row, nodes: dict[str, Node], aliases: dict[str, str], gaps: list[Problem]) -> str:
    """The key of a row's parent; one that is only named becomes a node."""
    said = [part.strip() for part in _SEVERAL.split(row["parent"]) if part.strip()]
    names = [part.strip() for part in _SEVERAL.split(row["parent_name"]) if part.strip()]
    if len(said or names) > 1:
        template = N_("“{name}” has several parents; the first is taken.")
        gaps.append(Problem(template, {"name": shorten(row["name"] or row["text"])}))
    if said and said[0] in aliases:
        return aliases[said[0]]
    if said or names:
        name = names[0] if names else said[0]
        key = f"parent {name}"
        nodes.setdefault(key, Node(name, said[0] if said else ""))
        return key
    numbers = [number for number in (row["number"], row["key"], row["code"]) if 0 < number.count(".") <= DEPTH_MAX]
    for number in numbers:
        above = number.rpartition(".")[0]
        while above:
            if above in aliases:
                return aliases[above]
            above = above.rpartition(".")[0]
    return ""
