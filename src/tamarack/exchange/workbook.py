"""The workbook with its words, and what becomes of one that is uploaded."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext

from tamarack.assessment.actions import rating as actions
from tamarack.assessment.answers import Answer, Answers, Change
from tamarack.assessment.models import NOTE_MOST, Assessment, Rating
from tamarack.assessment.queries import rating as queries
from tamarack.common.language import LOCALES, language
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.formats import bad_file
from tamarack.core.formats.workbook import Filled, Words, write_workbook
from tamarack.core.formats.workbook_reader import read_workbook
from tamarack.core.framework import shorten
from tamarack.core.validation import Problem
from tamarack.people.models import Person
from tamarack.rubric.queries import current_version


@dataclass(frozen=True)
class Taken:
    """What was taken from a workbook: the draft that it went into, and the number of its criteria."""

    assessment: Assessment
    count: int


def words(language: str) -> Words:
    """The workbook's own words in a language that pages have.

    Raises
    ------
    UnknownCode
        If they have no such language.
    """
    if language not in LOCALES:
        raise UnknownCode(N_("There are no workbooks in “{language}”."), language=shorten(language))
    with translation.override(language):
        return Words(
            sheet=gettext("How to fill it in"),
            title=gettext("Your self-assessment, offline"),
            lines=_lines(),
            code=gettext("Code"),
            criterion=gettext("Criterion"),
            answer=gettext("Your answer"),
            note=gettext("An example from your work, or a note"),
            not_yet=gettext("Not yet"),
            not_applicable={
                value: gettext("Not applicable: {reason}").format(reason=label)
                for value, label in Rating.Reason.choices
            },
            no_descriptor=gettext("No descriptor at this level"),
            prompt_title=gettext("Your answer"),
            prompt=gettext(
                "First think of an example. Then choose what describes your practice today. Empty means unrated."
            ),
            error_title=gettext("Please choose from the list"),
            error=gettext(
                "This is not among the answers to this criterion. Choose one from the list, or empty the cell."
            ),
        )


def _lines() -> tuple[str, ...]:
    """What the explaining sheet says, a paragraph each."""
    return (
        gettext(
            "This workbook is for finding out where you stand, away from the site. Fill it in where and when you "
            "like, leave it, and come back to it."
        ),
        gettext("**How to fill it in**"),
        gettext(
            "There is a sheet for each competency, and a row for each criterion. For each criterion, **first "
            "think of an example from your work**, then read the descriptors from left to right, and choose the "
            "one that describes your practice today. All of its behaviours count."
        ),
        gettext(
            "Only the two yellow columns are to be filled in: your answer, and your example or note. The rest is "
            "protected, so that nothing is changed by accident. You can make rows and columns larger."
        ),
        gettext("**What you can choose**"),
        gettext("**A level:** this describes my practice, and so does what stands before it."),
        gettext("**Not yet:** I am on my way to the first level. That is an answer, not a fault."),
        gettext("**Not applicable: not in my role:** what I was hired to do does not include this."),
        gettext(
            "**Not applicable: no opportunity here:** it would be part of my role, but I get no chance to show it."
        ),
        gettext(
            "An empty answer is unrated: you can give it later. Where the rubric has no descriptor, there is "
            "nothing to choose, and nothing is missing."
        ),
        gettext("**Bringing it back**"),
        gettext(
            "Sign in to Tamarack, go to Assessments, then to the workbook, and upload this file. It becomes a "
            "draft that you can look over before you submit it. If something cannot be read, you are told in "
            "which cell it stands."
        ),
        gettext("**It is yours**"),
        gettext("The workbook stays with you. Nobody else sees what you write in it unless you show it to them."),
    )


def filled(answers: Answers) -> Filled:
    """Answers as a workbook shows them: what waits for a yes is to be chosen anew."""
    return {
        code: (answer.counted or "", answer.reason if answer.is_rated else "", answer.note)
        for code, answer in answers.by_code.items()
    }


def workbook_of(answers: Answers) -> bytes:
    """A workbook in the reader's language with these answers filled in."""
    return write_workbook(answers.framework, language(), words(language()), filled(answers))


def take_workbook(person: Person, data: bytes, *, replace: bool) -> Taken:
    """Put what a workbook answers into the person's draft, which is started if there is none.

    What the workbook leaves empty stays as it was.

    Raises
    ------
    BadFile
        With every problem; also, without `replace`, where the draft has another answer.
    """
    found = read_workbook(data, lambda code: current_version(code).framework, words, NOTE_MOST)
    stored = current_version(found.framework.code)
    draft = queries.open_draft(person, stored.id)
    if draft and not replace:
        _refuse_conflicts(queries.answers_of(draft), found.answers)
    draft = draft or actions.start_assessment(person, stored, queries.last_submitted(person, stored.id))
    held = queries.answers_of(draft)
    changes = {code: _change(held.of(code), *answer) for code, answer in found.answers.items()}
    actions.rate(person, draft, changes)
    return Taken(draft, len(changes))


def _change(held: Answer, value: str, reason: str, note: str) -> Change:
    """What a workbook changes: an answer that is the draft's already stays as it is, carried over if it was."""
    same = not held.waits and (value, reason) == (held.value, held.reason)
    return Change(None if same or not value else value, "" if same else reason, note or None)


def _refuse_conflicts(answers: Answers, found: Filled) -> None:
    problems = []
    for code, (value, reason, note) in found.items():
        held = answers.of(code)
        if value and held.is_rated and (value, reason) != (held.value, held.reason):
            problems.append(Problem(N_("Your draft has another answer for {criterion}."), {"criterion": code}))
        if note and held.note and note != held.note:
            problems.append(Problem(N_("Your draft has another example for {criterion}."), {"criterion": code}))
    if problems:
        raise bad_file(tuple(problems))
