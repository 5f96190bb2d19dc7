"""Reads about a draft that is being written: its base, history, comments, who is there, how translations stand."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import Document, to_document
from tamarack.core.texts import Place, texts
from tamarack.core.translating import Marks, State, state
from tamarack.people.models import Person
from tamarack.rubric.models import Competency, Criterion, Framework, Level
from tamarack.rubric.queries import framework as stored_framework
from tamarack.stewardship.models import CellComment, Draft, Edit, Presence, TextState

HERE_LASTS = timedelta(minutes=2)
"""How long someone counts as here after their page last said so."""
HISTORY_SHOWN = 200
WROTE, UNDID, REDID = "wrote", "undid", "redid"
TextKey = tuple[str, str, str]
"""Subject, field, language."""


def base_of(draft: Draft) -> Document | None:
    """What the version says that a draft is based on; None for a framework's first."""
    return to_document(stored_framework(draft.based_on_id)) if draft.based_on_id else None


def used_codes(framework: Framework) -> set[str]:
    """All codes that versions of a framework ever gave; levels' as in changes."""
    levels = Level.objects.filter(version__framework=framework).values_list("code", flat=True)
    areas = Competency.objects.filter(version__framework=framework).values_list("code", flat=True)
    rows = Criterion.objects.filter(version__framework=framework).values_list("code", flat=True)
    return {*(f"level:{code}" for code in levels), *areas, *rows}


def marks_by_place(draft: Draft, subjects: Collection[str] | None = None) -> dict[Place, dict[str, Marks]]:
    """When texts were written and reviewed, by place and language."""
    rows = TextState.objects.filter(draft=draft)
    if subjects is not None and len(subjects) < 500:
        rows = rows.filter(subject__in=subjects)
    found: dict[Place, dict[str, Marks]] = defaultdict(dict)
    for row in rows:
        found[row.subject, row.field][row.language] = Marks(row.changed_at, row.led_at, row.reviewed_at)
    return dict(found)


def states(draft: Draft, subjects: Collection[str] | None = None) -> dict[TextKey, State]:
    """How each text of a draft stands in each of its languages; places without any text have none."""
    marks = marks_by_place(draft, subjects)
    known: Iterable[tuple[Place, Mapping[str, str]]] = texts(draft.document).items()
    return {
        (*place, language): found
        for place, by_language in known
        if subjects is None or place[0] in subjects
        for language in draft.document["languages"]
        if (found := state(language, by_language, marks.get(place, {})))
    }


def reviewers(draft: Draft, subjects: Collection[str] | None = None) -> dict[TextKey, TextState]:
    """Who reviewed texts last, and when; who changed them."""
    rows = TextState.objects.filter(draft=draft).select_related("reviewed_by", "changed_by")
    if subjects is not None:
        rows = rows.filter(subject__in=subjects)
    return {(row.subject, row.field, row.language): row for row in rows}


def history(draft: Draft, subject: str | None = None) -> list[Edit]:
    """The last edits of a draft, or of one of its places, newest first."""
    rows = Edit.objects.filter(draft=draft).select_related("person").defer("parts")
    if subject is not None:
        rows = rows.filter(subject=subject)
    return list(rows[:HISTORY_SHOWN])


def last_writers(draft: Draft, keys: Collection[TextKey]) -> dict[TextKey, Edit]:
    """The last edit of each of these texts."""
    rows = Edit.objects.filter(draft=draft, subject__in={key[0] for key in keys}).select_related("person")
    found: dict[TextKey, Edit] = {}
    for row in rows.defer("parts"):
        found.setdefault((row.subject, row.field, row.language), row)
    return {key: row for key, row in found.items() if key in keys}


def in_effect(edits: Iterable[Edit]) -> set[int]:
    """Which of the edits, newest first, still stand: those that no standing edit took back."""
    standing: set[int] = set()
    undone: set[int] = set()
    for edit in edits:
        if edit.pk not in undone:
            standing.add(edit.pk)
            if edit.undoes_id:
                undone.add(edit.undoes_id)
    return standing


@dataclass(frozen=True)
class Steps:
    """What a person can undo and redo."""

    undo: Edit | None
    redo: Edit | None


def steps(draft: Draft, person: Person) -> Steps:
    """The person's last edit that stands, and the last that they took back, unless they wrote something since."""
    edits = history(draft)
    standing = in_effect(edits)
    own = [edit for edit in edits if edit.person_id == person.pk]
    undo = next((edit for edit in own if edit.verb != UNDID and edit.pk in standing), None)
    redo = next((edit for edit in own if edit.verb != REDID and (edit.verb != UNDID or edit.pk in standing)), None)
    return Steps(undo, redo if redo and redo.verb == UNDID else None)


def comments(draft: Draft, subject: str = "") -> QuerySet[CellComment]:
    """What stewards say about a place, or about any, oldest first."""
    found = CellComment.objects.filter(draft=draft).select_related("person", "resolved_by")
    return found.filter(subject=subject) if subject else found


def open_comments(draft: Draft) -> dict[str, int]:
    """How many comments are open, by place."""
    rows = CellComment.objects.filter(draft=draft, resolved_at=None).values("subject").annotate(count=Count("pk"))
    return {row["subject"]: row["count"] for row in rows.order_by("subject")}


def others_here(draft: Draft, person: Person) -> list[Presence]:
    """Who else has a page of the draft open."""
    rows = Presence.objects.filter(draft=draft, seen_at__gt=timezone.now() - HERE_LASTS).exclude(person=person)
    return list(rows.select_related("person").order_by("person__name"))


def find_comment(draft: Draft, pk: int) -> CellComment:
    """A comment on a draft.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    found = CellComment.objects.filter(draft=draft, pk=pk).select_related("draft__framework").first()
    if found is None:
        raise UnknownCode(N_("There is no such comment."))
    return found


def find_edit(draft: Draft, pk: int) -> Edit:
    """An edit of a draft.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    found = Edit.objects.filter(draft=draft, pk=pk).first()
    if found is None:
        raise UnknownCode(N_("There is no such edit."))
    return found
