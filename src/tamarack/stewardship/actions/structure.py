"""Changing a draft's structure: each change declared, noted so that it can be taken back, and refused where the
draft is not any more as its steward saw it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from tamarack.common.database import write
from tamarack.core import drafting, moving
from tamarack.core.declaring import LEVEL, competencies, criteria, levels
from tamarack.core.errors import N_, BadInput, NotAllowed, UnknownCode
from tamarack.core.framework import Document, shorten
from tamarack.core.texts import Place, texts
from tamarack.core.undoing import difference
from tamarack.people.models import Person
from tamarack.stewardship.actions import hold, store
from tamarack.stewardship.actions.writing import mark_changed
from tamarack.stewardship.models import CellComment, Draft, Edit, TextState
from tamarack.stewardship.queries.workshop import base_of, used_codes

Data = Mapping[str, Any]


class Stale(NotAllowed):
    """The draft changed since its page was read; nothing was done."""

    code = "stale"


@dataclass(frozen=True)
class Done:
    """A document after a change; `codes` are criteria that took another code, `named` what the history tells."""

    document: Document
    codes: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Bench:
    """What an operation works on."""

    document: Document
    base: Document | None
    used: set[str]


def _add_competency(bench: Bench, data: Data) -> Done:
    return Done(drafting.add_competency(bench.document, bench.base, data["code"], data["name"], bench.used))


def _add_level(bench: Bench, data: Data) -> Done:
    return Done(
        drafting.add_level(bench.document, bench.base, data["code"], data["name"], data.get("rank"), bench.used)
    )


def _add_criterion(bench: Bench, data: Data) -> Done:
    document, code = drafting.add_criterion(bench.document, bench.base, data["code"], data["name"], bench.used)
    return Done(document, named={"code": code})


def _add_language(bench: Bench, data: Data) -> Done:
    return Done(drafting.add_language(bench.document, bench.base, data["code"]))


def _add_descriptor(bench: Bench, data: Data) -> Done:
    criterion, _, level = data["code"].rpartition(".")
    return Done(drafting.add_descriptor(bench.document, bench.base, criterion, level))


def _retire(bench: Bench, data: Data) -> Done:
    """Retire whatever has this code."""
    code, document, base = data["code"], bench.document, bench.base
    if code.startswith(LEVEL):
        return Done(drafting.retire_level(document, base, code[len(LEVEL) :]))
    if code in competencies(document):
        return Done(drafting.retire_competency(document, base, code))
    if code in criteria(document):
        return Done(drafting.retire_criterion(document, base, code))
    criterion, _, level = code.rpartition(".")
    return Done(drafting.retire_descriptor(document, base, criterion, level))


def _bring_back(bench: Bench, data: Data) -> Done:
    if bench.base is None:
        raise UnknownCode(N_("The draft has no “{code}”."), code=shorten(data["code"]))
    return Done(drafting.bring_back(bench.document, bench.base, data["code"]))


def _move(bench: Bench, data: Data) -> Done:
    old = data["code"]
    document, code = moving.move_criterion(bench.document, bench.base, old, data["to"], bench.used)
    return Done(document, {old: code}, {"to": code})


def _split(bench: Bench, data: Data) -> Done:
    document, code = moving.split_criterion(bench.document, bench.base, data["code"], bench.used)
    return Done(document, named={"to": code})


def _merge(bench: Bench, data: Data) -> Done:
    document, code = moving.merge_criteria(bench.document, bench.base, data["code"], data["to"])
    gone = data["to"] if code == data["code"] else data["code"]
    return Done(document, named={"code": code, "to": gone})


def _order(bench: Bench, data: Data) -> Done:
    """Put siblings of a code into an order that is given, or it one place up or down among them."""
    document, base, code = bench.document, bench.base, data["code"]
    if code.startswith(LEVEL):
        wanted = _wanted(list(levels(document)), code[len(LEVEL) :], data)
        return Done(drafting.reorder_levels(document, base, wanted))
    if code in competencies(document) and "order" not in data:
        return Done(drafting.reorder(document, base, _wanted(list(competencies(document)), code, data)))
    if code in competencies(document):
        return Done(drafting.reorder(document, base, data["order"], code))
    if code not in criteria(document):
        raise UnknownCode(N_("The draft has no “{code}”."), code=shorten(code))
    area = criteria(document)[code][0]
    rows = [row["code"] for row in competencies(document)[area]["criteria"]]
    return Done(drafting.reorder(document, base, _wanted(rows, code, data), area))


def _wanted(codes: list[str], code: str, data: Data) -> list[str]:
    at = codes.index(code) if code in codes else -1
    to = at + (1 if data.get("by") == "down" else -1)
    if at < 0 or not 0 <= to < len(codes):
        raise BadInput(N_("“{code}” cannot be moved further."), code=shorten(code))
    codes[at], codes[to] = codes[to], codes[at]
    return codes


OPERATIONS: dict[str, Callable[[Bench, Data], Done]] = {
    "add_competency": _add_competency, "add_level": _add_level, "add_criterion": _add_criterion,
    "add_descriptor": _add_descriptor, "add_language": _add_language, "retire": _retire, "bring_back": _bring_back,
    "move": _move, "split": _split, "merge": _merge, "order": _order,
}  # fmt: skip


def change_structure(person: Person, draft: Draft, revision: int, verb: str, data: Data) -> Edit:
    """Change a draft's structure, if it is still as the person saw it.

    Raises
    ------
    Stale
        If the draft was changed since.
    NotAllowed
        If the person does not keep the framework, or the draft can no longer change.
    BadInput, UnknownCode
        If it cannot be done.
    """
    with write():
        held = hold(draft)
        if held.revision != revision:
            raise Stale(N_("The draft was changed meanwhile, so nothing was done. Please look at it and choose again."))
        before, base = held.document, base_of(held)
        done = OPERATIONS[verb](Bench(before, base, used_codes(held.framework)), data)
        store(held, done.document, person)
        carry_along(held, done.codes)
        _mark(held, person, before, done)
        named = {"code": data["code"], **{key: data[key] for key in ("to", "by") if key in data}, **done.named}
        edit = Edit.objects.create(
            draft=held, verb=verb, subject=named["code"][:90], data=named | {"codes": dict(done.codes)},
            parts=difference(before, done.document), person=person,
        )  # fmt: skip
    draft.revision, draft.document = held.revision, held.document
    return edit


def carry_along(draft: Draft, codes: Mapping[str, str]) -> None:
    """Let comments, and what is known of texts, follow criteria to their new codes."""
    for old, new in codes.items():
        if old != new:
            _rows(TextState, draft, new).delete()
            for model in (CellComment, TextState):
                rows = list(_rows(model, draft, old))
                for row in rows:
                    row.subject = f"{new}{row.subject[len(old) :]}"
                model._default_manager.bulk_update(rows, ["subject"])


def _rows(model: Any, draft: Draft, code: str) -> Any:
    """What is kept of a criterion and its cells."""
    return model.objects.filter(Q(subject=code) | Q(subject__startswith=f"{code}."), draft=draft)


def _mark(draft: Draft, person: Person, before: Document, done: Done) -> None:
    """Remember the texts that the change wrote: of what is new, or was merged."""
    old, now = texts(before), texts(done.document)
    back = {new: code for code, new in done.codes.items()}
    changed: dict[Place, dict[str, str]] = {}
    for (subject, name), by_language in now.items():
        criterion = next((code for code in back if subject == code or subject.startswith(f"{code}.")), None)
        was = (f"{back[criterion]}{subject[len(criterion) :]}" if criterion else subject, name)
        texts_new = {lang: text for lang, text in by_language.items() if old.get(was, {}).get(lang, "") != text}
        if texts_new:
            changed[subject, name] = texts_new
    mark_changed(draft, person, {}, changed)
