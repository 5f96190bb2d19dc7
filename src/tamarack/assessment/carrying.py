"""Answers on one version of a rubric, read on a later one; and who can take theirs along."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries.rating import answers_of, answers_of_all
from tamarack.assessment.queries.rating import before as before_on_version
from tamarack.core.carry import Carried, Reason, carry_along
from tamarack.core.framework import Framework
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored, current, framework, line_of


class Brought(NamedTuple):
    """What answers come to on another version: ready to be kept, and by criterion where each comes from."""

    answers: dict[str, Answer]
    carried: dict[str, Carried]


@dataclass(frozen=True)
class Offer:
    """Someone's last answers on an earlier version, which can be taken along to the current one."""

    stored: Stored
    assessment: Assessment
    draft: Assessment | None
    """The draft that they were taken to already, to be confirmed and submitted."""

    @property
    def number(self) -> str:
        """The version that the answers are on."""
        return framework(self.assessment.version_id).version


def line_to(version_id: int) -> list[int]:
    """The versions that one continues, oldest first, and itself."""
    return [row.pk for row in line_of(Version.objects.select_related("framework").get(pk=version_id))]


def versions_between(line: list[int], version_id: int) -> list[Framework]:
    """The versions from one of a line to its last, each in between."""
    return [framework(pk) for pk in line[line.index(version_id) :]]


def bring(versions: list[Framework], by_code: Mapping[str, Answer]) -> Brought:
    """Someone's answers on the first of some versions, as they read on the last.

    Notes and reasons go along: to every part of a criterion that was split, and those of merged ones together.
    """
    rated = {code: answer.value for code, answer in by_code.items() if answer.value}
    waiting = {code: Reason(answer.confirm) for code, answer in by_code.items() if answer.waits}
    carried = carry_along(versions, rated, waiting)
    found = {}
    for code, each in carried.items():
        before = [by_code[source] for source in each.sources if source in by_code]
        note = "\n\n".join(dict.fromkeys(answer.note for answer in before if answer.note))
        value = each.rating or ""
        if not value and not note:
            continue
        reason = next((answer.reason for answer in before if answer.reason), "") if value == "NA" else ""
        found[code] = Answer(value, reason, note, bool(value), str(each.reason) if each.confirm else "")
    return Brought(found, carried)


def brought_to(version_id: int, assessment: Assessment, answers: Answers) -> Answers | None:
    """An assessment's answers on a later version; None where that does not continue the assessment's."""
    if assessment.version_id == version_id:
        return answers
    line = line_to(version_id)
    if assessment.version_id not in line:
        return None
    found = bring(versions_between(line, assessment.version_id), answers.by_code)
    return Answers(framework(version_id), found.answers)


def on_earlier_version(found: Collection[Assessment], assessment: Assessment) -> Assessment | None:
    """The last submitted assessment before one, on a version that its own continues."""
    code = framework(assessment.version_id).code
    earlier = [row for row in found if not row.is_draft and row.order < assessment.order]
    earlier = [
        row for row in earlier if row.version_id != assessment.version_id and framework(row.version_id).code == code
    ]
    return last_on_line(earlier, line_to(assessment.version_id)) if earlier else None


def on_version(version_id: int, found: Collection[Assessment]) -> list[tuple[Assessment, Answers]]:
    """The submitted ones of some assessments, with their answers as they read on a version.

    Those on it, and those on the versions that it continues, in their order; as many queries for few as for many.
    """
    code = framework(version_id).code
    rows = [row for row in found if not row.is_draft and framework(row.version_id).code == code]
    line = line_to(version_id) if any(row.version_id != version_id for row in rows) else [version_id]
    rows = [row for row in rows if row.version_id in line]
    told = []
    for row, answers in zip(rows, answers_of_all(rows), strict=True):
        if row.version_id != version_id:
            brought = bring(versions_between(line, row.version_id), answers.by_code)
            answers = Answers(framework(version_id), brought.answers)
        told.append((row, answers))
    return told


def offers(found: Collection[Assessment]) -> list[Offer]:
    """To which current versions someone can take answers along: where they submitted an earlier one, and none on it.

    Parameters
    ----------
    found : collection of Assessment
        All of the person's, newest first.
    """
    offered = []
    submitted = [row for row in found if not row.is_draft]
    for stored in current().values():
        on_it = [row for row in found if row.version_id == stored.id]
        if any(not row.is_draft for row in on_it) or not _elsewhere(submitted, stored):
            continue
        last = last_on_line(submitted, line_to(stored.id))
        draft = next(iter(on_it), None)
        if last is not None and (draft is None or draft.previous_id == last.pk):
            offered.append(Offer(stored, last, draft))
    return offered


def _elsewhere(submitted: Collection[Assessment], stored: Stored) -> bool:
    """Whether something is submitted on another version of the same framework."""
    return any(
        row.version_id != stored.id and framework(row.version_id).code == stored.framework.code for row in submitted
    )


def last_on_line(submitted: Collection[Assessment], line: list[int]) -> Assessment | None:
    """Someone's last submitted assessment on the nearest earlier version of a line."""
    for version_id in reversed(line[:-1]):
        on_it = [row for row in submitted if row.version_id == version_id]
        if on_it:
            return max(on_it, key=lambda row: row.order)
    return None


def with_the_one_before(
    found: Sequence[Assessment], assessment: Assessment
) -> tuple[Answers, tuple[Assessment, Answers] | None]:
    """An assessment's answers, and the submitted one before it with its answers; both in one query.

    Where that is on an earlier version of the rubric its answers are told as they read on this one.
    """
    before = before_on_version(found, assessment) or on_earlier_version(found, assessment)
    if before is None:
        return answers_of(assessment), None
    answers, earlier = answers_of_all([assessment, before])
    brought = brought_to(assessment.version_id, before, earlier)
    return answers, (before, brought) if brought else None
