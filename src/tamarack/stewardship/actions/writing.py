"""Writing a draft's texts: none overwrites what its writer has not seen."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from tamarack.common.checks import check_text
from tamarack.common.database import write
from tamarack.core.declaring import criteria, declare, levels
from tamarack.core.drafting import add_descriptor
from tamarack.core.errors import N_, BadInput, TamarackError, UnknownCode
from tamarack.core.framework import Document, shorten
from tamarack.core.texts import Place, set_texts, texts
from tamarack.core.translating import Marks, follows
from tamarack.people.models import Person
from tamarack.stewardship.actions import hold, store
from tamarack.stewardship.models import TEXT_MOST, Draft, Edit, TextState
from tamarack.stewardship.queries.workshop import WROTE, base_of, marks_by_place

_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Said:
    """A text that someone wrote, and the one that they began with (None: whatever stands there)."""

    place: Place
    language: str
    text: str
    began_with: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a text: `stored` stands in the draft now.

    Attributes
    ----------
    is_new
        Whether it was written, and takes the place of what stood there.
    differs
        Whether someone else wrote there meanwhile, so that it was not kept.
    error
        Why it cannot be kept as it is.
    """

    said: Said
    stored: str
    is_new: bool = False
    differs: bool = False
    error: TamarackError | None = None


@dataclass(frozen=True)
class Saved:
    """What became of several texts, and the draft's revision before and after."""

    outcomes: list[Outcome]
    was: int
    revision: int


def clean_text(text: str) -> str:
    """A text of a rubric as it is kept.

    Raises
    ------
    BadInput
        If it is too long, or cannot be shown, or a bold passage is not closed.
    """
    text = check_text(text.replace("\r\n", "\n").replace("\t", " "), TEXT_MOST)
    if _UNPRINTABLE.search(text):
        raise BadInput(N_("This contains control characters, which cannot be kept. Please remove them."))
    if text.count("**") % 2:
        raise BadInput(N_("The number of ** is odd: a bold passage is not closed."))
    return text


def save_texts(
    person: Person, draft: Draft, said: Sequence[Said], verb: str = WROTE, undoes: Edit | None = None
) -> Saved:
    """Keep the texts that nobody else changed meanwhile, all in one step of the draft's history each.

    Raises
    ------
    NotAllowed
        If the person does not keep the framework, or the draft can no longer change.
    """
    with write():
        held = hold(draft)
        was, document = held.revision, held.document
        known = texts(document)
        outcomes = [_outcome(document, known, each) for each in said]
        new = [each for each in outcomes if each.is_new]
        if new:
            document = _with_cells(document, held, new)
            wanted: dict[Place, dict[str, str]] = {}
            for each in new:
                wanted.setdefault(each.said.place, {})[each.said.language] = each.said.text
            store(held, declare(set_texts(document, wanted), base_of(held)), person)
            _note(person, held, new, verb, undoes)
            mark_changed(held, person, known, wanted)
            outcomes = [replace(each, stored=each.said.text) if each.is_new else each for each in outcomes]
    draft.revision, draft.document = held.revision, held.document
    return Saved(outcomes, was, held.revision)


def _outcome(document: Document, known: Mapping[Place, Mapping[str, str]], said: Said) -> Outcome:
    stored = known.get(said.place, {}).get(said.language, "")
    try:
        _check_place(document, known, said)
        said = replace(said, text=clean_text(said.text))
    except TamarackError as error:
        return Outcome(said, stored, error=error)
    began = stored if said.began_with is None else clean_ends(said.began_with)
    if said.text in (began, stored):
        return Outcome(said, stored)
    return Outcome(said, stored, is_new=began == stored, differs=began != stored)


def clean_ends(text: str) -> str:
    """A text as forms send it, with its line ends as they are kept."""
    return text.replace("\r\n", "\n").strip()


def _check_place(document: Document, known: Mapping[Place, Mapping[str, str]], said: Said) -> None:
    if said.language not in document["languages"]:
        raise BadInput(N_("The language “{language}” is not among the framework's languages."),
                       language=shorten(said.language))  # fmt: skip
    criterion, _, level = said.place[0].rpartition(".")
    is_cell = said.place[1] == "text" and criterion in criteria(document) and level in levels(document)
    if said.place not in known and not is_cell:
        raise UnknownCode(N_("The draft has no “{code}”."), code=shorten(said.place[0]))


def _with_cells(document: Document, draft: Draft, new: Iterable[Outcome]) -> Document:
    """The document with a cell wherever something was written and there was none."""
    for subject, field in {each.said.place for each in new}:
        criterion, _, level = subject.rpartition(".")
        if field == "text" and level not in criteria(document)[criterion][1]["descriptors"]:
            document = add_descriptor(document, base_of(draft), criterion, level)
    return document


def _note(person: Person, draft: Draft, new: Iterable[Outcome], verb: str, undoes: Edit | None) -> None:
    Edit.objects.bulk_create(
        Edit(
            draft=draft, verb=verb, subject=each.said.place[0], field=each.said.place[1],
            language=each.said.language, before=each.stored, after=each.said.text, person=person, undoes=undoes,
        )
        for each in new
    )  # fmt: skip


def mark_changed(
    draft: Draft, person: Person, before: Mapping[Place, Mapping[str, str]], wanted: Mapping[Place, Mapping[str, str]]
) -> None:
    """Remember when texts changed, and whether they led or followed the other languages."""
    now, rows = timezone.now(), []
    marks = marks_by_place(draft, {subject for subject, _ in wanted})
    for place, by_language in wanted.items():
        for language, text in by_language.items():
            follow = bool(text) and follows(language, before.get(place, {}), marks.get(place, {}))
            rows.append(_state(draft, person, place, language, now, None if follow else now, marks))
    TextState.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["draft", "subject", "field", "language"],
        update_fields=["changed_at", "changed_by", "led_at"],
    )


def _state(
    draft: Draft,
    person: Person,
    place: Place,
    language: str,
    now: datetime,
    led: datetime | None,
    marks: Mapping[Place, Mapping[str, Marks]],
) -> TextState:
    own = marks.get(place, {}).get(language)
    return TextState(
        draft=draft, subject=place[0], field=place[1], language=language, changed_at=now, changed_by=person,
        led_at=led or (own.led if own else None),
    )  # fmt: skip


def review_texts(person: Person, draft: Draft, wanted: Iterable[tuple[str, str, str]]) -> int:
    """Say that texts (subject, field, language) were looked through and are right; empty ones are left out."""
    with write():
        held = hold(draft)
        store(held, held.document, person)
        known, now = texts(held.document), timezone.now()
        keys = {key for key in wanted if known.get(key[:2], {}).get(key[2])}
        TextState.objects.bulk_create(
            [
                TextState(
                    draft=held, subject=subject, field=field, language=language, reviewed_at=now, reviewed_by=person
                )
                for subject, field, language in keys
            ],
            update_conflicts=True,
            unique_fields=["draft", "subject", "field", "language"],
            update_fields=["reviewed_at", "reviewed_by"],
        )
    return len(keys)
