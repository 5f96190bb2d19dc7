"""Taking answers along to a new version: a draft for each person, who confirms and submits it, or does not."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils import timezone

from tamarack.assessment import rules
from tamarack.assessment.actions.rating import rate
from tamarack.assessment.answers import Answer, Change
from tamarack.assessment.carrying import bring, last_on_line, line_to, versions_between
from tamarack.assessment.models import Assessment, Rating
from tamarack.assessment.queries.rating import answers_of, open_draft, own_assessments, read_answers
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.core.framework import Framework
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored

AT_ONCE = 200
"""People whose drafts are prepared in one transaction."""


def carry_over(person: Person, stored: Stored) -> Assessment:
    """Take someone's last answers on an earlier version along to a draft on the current one, or find the one there is.

    Raises
    ------
    BadInput
        If there is nothing to take along.
    """
    with write():
        if draft := open_draft(person, stored.id):
            return draft
        line = line_to(stored.id)
        last = last_on_line([row for row in own_assessments(person) if not row.is_draft], line)
        if last is None:
            raise BadInput(N_("You have no submitted assessment on an earlier version to take along."))
        versions = versions_between(line, last.version_id)
        _prepare(stored.id, [last], {last.version_id: versions}, read_answers([last.pk]))
    return Assessment.objects.get(person=person, version_id=stored.id, submitted_at=None)


def prepare_drafts(version_id: int, people: Sequence[int]) -> int:
    """Prepare drafts on a version for some people by their numbers: whoever has submitted on an earlier version, and
    has nothing on this one. Nothing is submitted for anyone. Doing it again changes nothing.

    Returns
    -------
    int
        How many drafts were made.
    """
    line = line_to(version_id)
    with write():
        rows = Assessment.objects.filter(person__in=people, version_id__in=line)
        by_person: dict[int, list[Assessment]] = {}
        for row in rows:
            by_person.setdefault(row.person_id, []).append(row)
        last = [
            found
            for own in by_person.values()
            if all(row.version_id != version_id for row in own)
            and (found := last_on_line([row for row in own if not row.is_draft], line))
        ]
        steps = {row.version_id: versions_between(line, row.version_id) for row in last}
        _prepare(version_id, last, steps, read_answers([row.pk for row in last]) if last else {})
    return len(last)


def _prepare(
    version_id: int,
    last: Iterable[Assessment],
    steps: Mapping[int, list[Framework]],
    answers: Mapping[int, Mapping[str, Answer]],
) -> None:
    now = timezone.now()  # nobody has saved anything: that is what both times tell
    drafts = Assessment.objects.bulk_create(
        Assessment(person_id=row.person_id, version_id=version_id, previous=row, started_at=now, saved_at=now)
        for row in last
    )
    Rating.objects.bulk_create(
        (
            Rating(assessment=draft, criterion=code, **answer._asdict())
            for draft in drafts
            if draft.previous is not None
            for code, answer in bring(steps[draft.previous.version_id], answers[draft.previous.pk]).answers.items()
        ),
        batch_size=2_000,
    )


def confirm(person: Person, assessment: Assessment, codes: Iterable[str]) -> list[str]:
    """Say that carried ratings still hold.

    Returns
    -------
    list of str
        The criteria whose rating was confirmed: those of them that were waiting.

    Raises
    ------
    NotAllowed
        If the assessment is not the person's draft.
    """
    if not rules.can_rate.test(person, assessment):
        raise NotAllowed(N_("Only the person whose draft this is can confirm its answers."))
    waiting = answers_of(assessment).waiting
    chosen = {code: waiting[code] for code in codes if code in waiting}
    rate(person, assessment, {code: Change(each.value, each.reason) for code, each in chosen.items()})
    return list(chosen)
