"""Writes about crosswalks: the stewards of either framework say how criteria relate."""

from django.utils import timezone

from tamarack.common.database import write
from tamarack.core.crosswalk import KINDS, Relation
from tamarack.core.errors import N_, BadInput
from tamarack.core.formats.crosswalk_file import ROWS_MOST
from tamarack.core.framework import Framework, shorten
from tamarack.people.models import Person
from tamarack.rubric import models as rubric
from tamarack.rubric.queries import current_version
from tamarack.stewardship.models import Crosswalk, CrosswalkRow
from tamarack.stewardship.queries.crosswalks import forget_crosswalks
from tamarack.stewardship.rules import check_keeps_crosswalk, check_steward


def begin_crosswalk(person: Person | None, framework: rubric.Framework, other: rubric.Framework) -> Crosswalk:
    """The crosswalk of a framework with another, begun if there is none. `person` is left out by whoever runs the site.

    Raises
    ------
    NotAllowed
        If the person does not keep the framework.
    BadInput
        If both are the same framework.
    UnknownCode
        If one of them has no published version.
    """
    if framework == other:
        raise BadInput(N_("A crosswalk is between two frameworks."))
    for side in (framework, other):
        current_version(side.code)
    left, right = sorted((framework, other), key=lambda side: side.code)
    with write():
        if person is not None:
            check_steward(person, framework)
        crosswalk, _ = Crosswalk.objects.get_or_create(left=left, right=right, defaults={"made_by": person})
    return crosswalk


def relate(person: Person, crosswalk: Crosswalk, relation: Relation) -> CrosswalkRow:
    """Say how two criteria relate, from the crosswalk's left to its right; or say it anew.

    Raises
    ------
    NotAllowed
        If the person keeps neither framework.
    BadInput
        If there is no such relation, or the crosswalk is full.
    UnknownCode
        If there is no such criterion.
    """
    left, right = _sides(crosswalk)
    left.criterion(relation.left)
    right.criterion(relation.right)
    if relation.kind not in KINDS:
        template = N_("“{kind}” is not a relation. There are {known}.")
        raise BadInput(template, kind=shorten(relation.kind), known=", ".join(KINDS))
    with write():
        check_keeps_crosswalk(person, crosswalk)
        if CrosswalkRow.objects.filter(crosswalk=crosswalk).count() >= ROWS_MOST:
            raise BadInput(N_("It has more than {most} rows."), most=ROWS_MOST)
        row, _ = CrosswalkRow.objects.update_or_create(
            crosswalk=crosswalk, left_code=relation.left, right_code=relation.right,
            defaults={"kind": relation.kind, "note": relation.note, "person": person, "at": timezone.now()},
        )  # fmt: skip
    forget_crosswalks()
    return row


def unrelate(person: Person, crosswalk: Crosswalk, left: str, right: str) -> None:
    """Take a relation away.

    Raises
    ------
    NotAllowed
        If the person keeps neither framework.
    """
    with write():
        check_keeps_crosswalk(person, crosswalk)
        rows = CrosswalkRow.objects.filter(crosswalk=crosswalk)
        found = [row.pk for row in rows if (row.left_code, row.right_code) == (left, right)]
        rows.filter(pk__in=found).delete()
    forget_crosswalks()


def take_relations(person: Person | None, crosswalk: Crosswalk, relations: list[Relation]) -> None:
    """Let a crosswalk say this and nothing else. What it says already keeps who said it, and when.

    Raises
    ------
    NotAllowed
        If the person keeps neither framework.
    """
    with write():
        if person is not None:
            check_keeps_crosswalk(person, crosswalk)
        wanted = set(relations)
        rows = list(CrosswalkRow.objects.filter(crosswalk=crosswalk))
        CrosswalkRow.objects.filter(pk__in=[row.pk for row in rows if row.relation not in wanted]).delete()
        said = {row.relation for row in rows}
        CrosswalkRow.objects.bulk_create(
            CrosswalkRow(crosswalk=crosswalk, left_code=row.left, kind=row.kind, right_code=row.right, note=row.note,
                         person=person)
            for row in relations if row not in said
        )  # fmt: skip
    forget_crosswalks()


def _sides(crosswalk: Crosswalk) -> tuple[Framework, Framework]:
    return current_version(crosswalk.left.code).framework, current_version(crosswalk.right.code).framework
