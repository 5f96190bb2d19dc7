"""What a steward does to a draft's structure, each with its change declared. Texts are `tamarack.core.texts`'.

A draft is a document, and stays one while it is unfinished: cells and languages may be empty. Every operation takes the
draft and the version that it is based on (None for a framework's first), and gives a new document; the old one is never
touched. What an operation takes back leaves no declaration (`tamarack.core.declaring`).
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from tamarack.core.declaring import (
    LEVEL,
    cells,
    competencies,
    criteria,
    declare,
    levels,
    lineage,
    named,
    origins,
)
from tamarack.core.errors import N_, BadInput, UnknownCode
from tamarack.core.framework import Document, shorten
from tamarack.core.ratings import RESERVED
from tamarack.core.validation import MOST_LEVELS

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CODE = re.compile(r"[^\W_][\w.-]{0,39}")


def blank(
    code: str, languages: Collection[str], level_names: Collection[tuple[str, Mapping[str, str]]], number: str = "1.0"
) -> Document:
    """A new framework with levels, foundation first, and nothing in it.

    Raises
    ------
    BadInput
        If a code cannot be one, or there are fewer than 2 or more than 9 levels.
    """
    check_written(code)
    check_written(number)
    document: Document = {"framework": code, "version": number, "languages": list(languages), "title": {}}
    document |= {"levels": [], "competencies": []}
    for level, name in level_names:
        document = add_level(document, None, level, name)
    if len(document["levels"]) < 2:
        raise BadInput(N_("A framework has 2 to {most} levels, not {count}."), most=MOST_LEVELS, count=len(level_names))
    return document


def copy_of(document: Document, code: str, number: str = "1.0") -> Document:
    """A new framework with the same parts and texts, and nothing of the old one's history."""
    check_written(code)
    check_written(number)
    past = ("changes", "restores", "status", "editorial")
    return {key: value for key, value in copied(document).items() if key not in past} | {
        "framework": code, "version": number,
    }  # fmt: skip


def next_version(document: Document, number: str) -> Document:
    """A draft that begins as the version it is based on."""
    check_written(number)
    past = ("changes", "restores", "status")
    return {key: value for key, value in copied(document).items() if key not in past} | {"version": number}


def add_competency(
    document: Document, base: Document | None, code: str, name: Mapping[str, str], used: Collection[str] = ()
) -> Document:
    """A competency without criteria, as the last.

    Parameters
    ----------
    used : collection of str
        All codes that earlier versions had: none of them is given again.
    """
    document = copied(document)
    _check_free(code, document, base, used)
    document["competencies"].append({"code": code, "name": dict(name), "criteria": []})
    return declare(document, base)


def add_level(
    document: Document, base: Document | None, code: str, name: Mapping[str, str],
    rank: int | None = None, used: Collection[str] = (),
) -> Document:  # fmt: skip
    """A level at a rank (the highest if not given); no criterion has a descriptor there yet."""
    document = copied(document)
    if code.casefold() in [reserved.casefold() for reserved in RESERVED]:
        raise BadInput(N_("“{code}” cannot be a level's code: 0 means not yet, NA not applicable."), code=code)
    _check_free(code, document, base, used, LEVEL)
    count = len(document["levels"])
    if count == MOST_LEVELS:
        raise BadInput(N_("A framework has 2 to {most} levels, not {count}."), most=MOST_LEVELS, count=count + 1)
    in_order = list(levels(document).values())
    in_order.insert(count if rank is None else max(0, min(rank - 1, count)), {"code": code, "name": dict(name)})
    return declare(document | {"levels": _ranked(in_order)}, base)


def _ranked(in_order: list[Document]) -> list[Document]:
    return [level | {"rank": rank} for rank, level in enumerate(in_order, 1)]


def add_language(document: Document, base: Document | None, language: str) -> Document:
    """The framework in one more language, in which nothing is written yet."""
    if not _LANGUAGE.fullmatch(language):
        raise BadInput(N_("“{language}” is not a language code such as en or fr-CA."), language=shorten(language))
    if language in document["languages"]:
        raise BadInput(N_("The language “{language}” is given twice."), language=language)
    return declare(copied(document) | {"languages": [*document["languages"], language]}, base)


def add_criterion(
    document: Document, base: Document | None, competency: str, name: Mapping[str, str], used: Collection[str] = ()
) -> tuple[Document, str]:
    """A criterion with an empty cell at each level, as the last of its competency; and its code, the next number."""
    document = copied(document)
    area = competency_of(document, competency)
    code = next_code(competency, document, base, used)
    row = {"code": code, "name": dict(name), "descriptors": {level: {} for level in levels(document)}}
    area["criteria"].append(row)
    return declare(document, base), code


def add_descriptor(document: Document, base: Document | None, criterion: str, level: str) -> Document:
    """An empty cell, to be written, where a criterion has no descriptor."""
    document = copied(document)
    _, row = criterion_of(document, criterion)
    _level(document, level)
    if level not in cells(row):
        row["descriptors"] = {
            code: cells(row).get(code, {}) for code in levels(document) if code in {*cells(row), level}
        }
    return declare(document, base)


def retire_descriptor(document: Document, base: Document | None, criterion: str, level: str) -> Document:
    """The criterion without its descriptor at a level."""
    document = copied(document)
    _, row = criterion_of(document, criterion)
    if level not in cells(row):
        raise UnknownCode(N_("The draft has no “{code}”."), code=shorten(f"{criterion}.{level}"))
    row["descriptors"].pop(level)
    return declare(document, base)


def retire_level(document: Document, base: Document | None, level: str) -> Document:
    """The framework without a level and its descriptors."""
    document = copied(document)
    _level(document, level)
    if len(document["levels"]) <= 2:
        raise BadInput(N_("A framework has at least two levels."))
    left = [entry for code, entry in levels(document).items() if code != level]
    for _, row in criteria(document).values():
        cells(row).pop(level, None)
    return declare(document | {"levels": _ranked(left)}, base)


def retire_criterion(document: Document, base: Document | None, criterion: str) -> Document:
    """The framework without a criterion; what it was merged from is retired with it."""
    document = copied(document)
    area, row = criterion_of(document, criterion)
    area["criteria"].remove(row)
    return declare(forget(document, criterion), base)


def retire_competency(document: Document, base: Document | None, competency: str) -> Document:
    """The framework without a competency and its criteria."""
    document = copied(document)
    area = competency_of(document, competency)
    document["competencies"].remove(area)
    for row in area["criteria"]:
        document = forget(document, row["code"])
    return declare(document, base)


def bring_back(document: Document, base: Document, at: str) -> Document:
    """What the draft retired (`COL`, `COL.1`, `COL.1.B`, `level:B`), as the base has it and where it stood.

    A level comes back with its descriptors, a competency with those criteria that went nowhere else.

    Raises
    ------
    UnknownCode
        If the draft retired no such thing, or what it belongs to is retired as well.
    """
    document = copied(document)
    gone = {code for code in criteria(base) if code not in carried(document, base)}
    if at.startswith(LEVEL) and at[len(LEVEL) :] in levels(base).keys() - levels(document).keys():
        return declare(_level_back(document, base, at[len(LEVEL) :]), base)
    if at in competencies(base).keys() - competencies(document).keys():
        area = competencies(base)[at]
        area = area | {"criteria": [_row_back(row, document) for row in area["criteria"] if row["code"] in gone]}
        put_back(document["competencies"], area, list(competencies(base)))
        return declare(document, base)
    if at in gone and (home := criteria(base)[at][0]) in competencies(document):
        row = _row_back(criteria(base)[at][1], document)
        put_back(competency_of(document, home)["criteria"], row, list(criteria(base)))
        return declare(document, base)
    return _descriptor_back(document, base, at)


def retired(document: Document, base: Document) -> list[str]:
    """What of the base the draft retired and `bring_back` takes: levels, competencies, criteria and cells."""
    now, before, kept = competencies(document), criteria(base), carried(document, base)
    found = [f"{LEVEL}{code}" for code in levels(base) if code not in levels(document)]
    found += [code for code in competencies(base) if code not in now]
    found += [code for code, (area, _) in before.items() if code not in kept and area in now]
    for code, origin in origins(document, base).items():
        old = cells(before[origin[0]][1]) if origin else {}
        own = cells(criteria(document)[code][1])
        found += [f"{code}.{level}" for level in old if level not in own and level in levels(document)]
    return found


def carried(document: Document, base: Document) -> set[str]:
    """The base's criteria that the draft still has, under whatever code."""
    return {code for origin in origins(document, base).values() for code in origin}


def _row_back(row: Document, document: Document) -> Document:
    known = levels(document)
    return row | {"descriptors": {level: dict(text) for level, text in cells(row).items() if level in known}}


def put_back(siblings: list[Document], entry: Document, order: list[str]) -> None:
    """Insert an entry after the nearest of those that stood before it."""
    before = order[: order.index(entry["code"])]
    places = {sibling["code"]: index for index, sibling in enumerate(siblings)}
    siblings.insert(next((places[code] + 1 for code in reversed(before) if code in places), 0), entry)


def _level_back(document: Document, base: Document, code: str) -> Document:
    in_order = list(levels(document).values())
    put_back(in_order, dict(levels(base)[code]), list(levels(base)))
    if len(in_order) > MOST_LEVELS:
        raise BadInput(N_("A framework has 2 to {most} levels, not {count}."), most=MOST_LEVELS, count=len(in_order))
    document = document | {"levels": _ranked(in_order)}
    before, whence = criteria(base), origins(document, base)
    for new, (_, row) in criteria(document).items():
        old = cells(before[whence[new][0]][1]) if whence[new] else {}
        if code in old:
            own = {**cells(row), code: dict(old[code])}
            row["descriptors"] = {level: own[level] for level in levels(document) if level in own}
    return document


def _descriptor_back(document: Document, base: Document, at: str) -> Document:
    criterion, _, level = at.rpartition(".")
    origin = origins(document, base).get(criterion)
    old = cells(criteria(base)[origin[0]][1]) if origin else {}
    _, row = criterion_of(document, criterion)
    if level not in old or level in cells(row) or level not in levels(document):
        raise UnknownCode(N_("The draft has no “{code}”."), code=shorten(at))
    own = {**cells(row), level: dict(old[level])}
    row["descriptors"] = {code: own[code] for code in levels(document) if code in own}
    return declare(document, base)


def forget(document: Document, criterion: str) -> Document:
    """The document without a criterion in what was moved, split or merged."""
    changes = []
    for change in document.get("changes", ()):
        if change in lineage(document) and criterion in named(change["to"]):
            left = [code for code in named(change["to"]) if code != criterion]
            changes += _narrowed(change, left)
        else:
            changes.append(change)
    return document | {"changes": changes}


def _narrowed(split: Document, left: list[str]) -> list[Document]:
    """What remains of a split with fewer parts: a move if there is one left, nothing if that never moved."""
    origin = named(split["from"])[0]
    if len(left) > 1:
        return [split | {"to": left}]
    return [{"kind": "moved", "from": origin, "to": left[0]}] if left and left != [origin] else []


def reorder(document: Document, base: Document | None, codes: list[str], competency: str | None = None) -> Document:
    """Competencies, or the criteria of one, in another order; those that are not named come after.

    Raises
    ------
    UnknownCode
        If there is no such competency.
    """
    document = copied(document)
    holder, key = (
        (document, "competencies") if competency is None else (competency_of(document, competency), "criteria")
    )
    place = {code: index for index, code in enumerate(codes)}
    holder[key] = sorted(holder[key], key=lambda entry: place.get(entry["code"], len(place)))
    return declare(document, base)


def reorder_levels(document: Document, base: Document | None, codes: list[str]) -> Document:
    """Levels in another order, foundation first.

    Raises
    ------
    BadInput
        If levels that the base has would change places: a rating says “this, and what stands below”.
    """
    document = copied(document)
    known, place = levels(document), {code: index for index, code in enumerate(codes)}
    in_order = sorted(known.values(), key=lambda level: place.get(level["code"], len(place)))
    old = [level["code"] for level in in_order if base and level["code"] in levels(base)]
    if base and old != [code for code in levels(base) if code in known]:
        raise BadInput(
            N_("The levels that are in use keep their order, since ratings rest on it. New ones can stand anywhere.")
        )
    return declare(document | {"levels": _ranked(in_order)}, base)


def next_code(competency: str, document: Document, base: Document | None, used: Collection[str] = ()) -> str:
    """The next free number of a competency, over all codes that there ever were."""
    codes = [*criteria(document), *(criteria(base) if base else ()), *used]
    codes += [
        code
        for change in document.get("changes", ())
        for code in (*named(change.get("from")), *named(change.get("to")))
    ]
    start = f"{competency}."
    numbers = [int(code[len(start) :]) for code in codes if code.startswith(start) and code[len(start) :].isdecimal()]
    taken = {code.casefold() for code in codes}
    number = max(numbers, default=0) + 1
    while f"{start}{number}".casefold() in taken:
        number += 1
    return f"{start}{number}"


def codes_of(document: Document) -> set[str]:
    """All codes that a version gave, levels' as in changes: `level:B`."""
    return {*(f"{LEVEL}{code}" for code in levels(document)), *competencies(document), *criteria(document)}


def check_written(code: str) -> None:
    """See that it is written as a code.

    Raises
    ------
    BadInput
        If not.
    """
    if not _CODE.fullmatch(code):
        rule = N_("“{code}” is not a code: up to 40 letters, digits, “.”, “_” or “-”, first a letter or digit.")
        raise BadInput(rule, code=shorten(code))


def _check_free(code: str, document: Document, base: Document | None, used: Collection[str], prefix: str = "") -> None:
    check_written(code)
    now = {*levels(document), *competencies(document), *criteria(document)}
    now |= {f"{row}.{level}" for row, (_, entry) in criteria(document).items() for level in cells(entry)}
    if code.casefold() in {each.casefold() for each in now}:
        raise BadInput(N_("The code “{code}” is taken already."), code=shorten(code))
    past = {*used, *(codes_of(base) if base else ())}
    if f"{prefix}{code}".casefold() in {each.casefold() for each in past}:
        raise BadInput(
            N_("“{code}” was the code of something that was retired. Please take another."), code=shorten(code)
        )


def copied(document: Document) -> Document:
    """A copy whose lists, competencies, criteria and cells can be changed; texts are shared."""
    areas = [
        area | {"criteria": [row | {"descriptors": dict(cells(row))} for row in area.get("criteria", ())]}
        for area in document.get("competencies", ())
    ]
    return document | {"levels": list(document.get("levels", ())), "competencies": areas}


def competency_of(document: Document, code: str) -> Document:
    """A competency of the draft."""
    area: Document = _found(competencies(document), code)
    return area


def _level(document: Document, code: str) -> Document:
    level: Document = _found(levels(document), code)
    return level


def criterion_of(document: Document, code: str) -> tuple[Document, Document]:
    """A criterion, after the competency that it stands in."""
    area, row = _found(criteria(document), code)
    return competency_of(document, area), row


def _found(known: Mapping[str, Any], code: str) -> Any:
    if code not in known:
        raise UnknownCode(N_("The draft has no “{code}”."), code=shorten(code))
    return known[code]
