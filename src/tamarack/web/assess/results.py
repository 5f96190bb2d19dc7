"""Where someone stands: the result of an assessment, and the page one comes home to."""

from typing import Any

from babel.lists import format_list
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from tamarack.assessment import queries
from tamarack.assessment.queries import Answer, Answers
from tamarack.core import levels
from tamarack.core.framework import Criterion, Framework
from tamarack.core.growth import Step, next_step
from tamarack.core.levels import CompetencyStanding
from tamarack.rubric.queries import current
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.progress import Progress, history_row, resume_address
from tamarack.web.dates import LOCALES
from tamarack.web.kept import kept
from tamarack.web.pieces import language, say
from tamarack.web.rings import Rings

STEPS = 3
NAMED = 3
"""Criteria that a sentence names before it counts the rest, which are two at least."""


@signed_in
def result(request: PersonRequest, pk: int) -> HttpResponse:
    """The result of a submitted assessment."""
    assessment = queries.own_assessment(request.user, pk)
    if assessment.is_draft:
        return redirect("assessment", pk)
    answers = Answers(assessment)
    rings = Rings(answers.framework, answers.ratings, answers.standing)
    context = {
        "here": "me",
        "assessment": assessment,
        "framework": answers.framework,
        "rings": rings,
        "summary": summary(answers),
        "steps": [step_row(answers, step) for step in answers.path[:STEPS]],
        "facts": facts(answers),
        "rows": [standing_row(answers, rings, part) for part in answers.standing.competencies],
        "criteria": [criterion_row(answers, criterion) for criterion in answers.framework.criteria],
    }
    return render(request, "assess/result.html", context)


@signed_in
def me(request: PersonRequest) -> HttpResponse:
    """Home when signed in: rings, next steps, the draft to go on with, history."""
    found = queries.own_assessments(request.user)
    submitted = [row for row in found if not row.is_draft]
    context: dict[str, Any] = {
        "here": "me",
        "drafts": [_draft(Answers(row)) for row in found if row.is_draft],
        "history": [history_row(row) for row in submitted],
        "offers": current().values(),
    }
    if submitted:
        answers = Answers(submitted[0])
        context |= {
            "assessment": submitted[0],
            "framework": answers.framework,
            "rings": Rings(answers.framework, answers.ratings, answers.standing),
            "summary": summary(answers),
            "steps": [step_row(answers, step) for step in answers.path[:STEPS]],
        }
    elif not found:
        context["empty"] = [_open_rings(stored.framework) for stored in current().values()]
    return render(request, "assess/me.html", context)


def _open_rings(framework: Framework) -> SafeString:
    """The rings of someone who has not begun."""
    return Rings(framework, {}, levels.standing(framework, {})).picture(middle=False)


def _draft(answers: Answers) -> dict[str, Any]:
    code = answers.first_unrated
    area = answers.framework.competency(answers.framework.criterion(code).competency) if code else None
    return {
        "assessment": answers.assessment,
        "framework": answers.framework,
        "progress": Progress(answers),
        "area": area,
        "resume": resume_address(answers),
    }


def summary(answers: Answers) -> str:
    """The standing in two sentences."""
    standing, framework = answers.standing, answers.framework
    first = framework.levels[0]
    applicable = [part for part in standing.competencies if part.applicable]
    complete = sum(part.secure is not None for part in applicable)
    sentences = [
        gettext("You meet {met} of the {of} descriptors that apply to you.").format(met=standing.met, of=standing.of)
    ]
    if complete:
        sentence = ngettext(
            "{level} is complete in {count} of {all} competency.",
            "{level} is complete in {count} of {all} competencies.",
            len(applicable),
        )
        sentences.append(sentence.format(level=say(first.name), count=complete, all=len(applicable)))
    return " ".join(sentences)


def step_row(answers: Answers, step: Step) -> SafeString:
    """A next step as pages show it."""
    framework = answers.framework
    criterion = framework.criterion(step.criterion)
    return kept(
        "assess/_step.html",
        {},
        criterion=criterion,
        competency=framework.competency(criterion.competency),
        level=framework.level(step.level),
        levels=len(framework.levels),
        unrated=not answers.of(criterion.code).is_rated,
    )


def facts(answers: Answers) -> list[tuple[str, str]]:
    """Which competencies are secure at which level, highest first, then what is not yet and what does not apply."""
    framework = answers.framework
    groups: dict[str | None, list[str]] = {level.code: [] for level in reversed(framework.levels)}
    groups[None] = []
    for standing in answers.standing.competencies:
        if standing.applicable:
            groups[standing.secure].append(say(framework.competency(standing.code).name))
    rows = [
        (
            gettext("Secure at {level}").format(level=say(framework.level(code).name))
            if code
            else gettext("Not yet secure"),
            listed(names),
        )
        for code, names in groups.items()
        if names
    ]
    left_out = [code for code, value in answers.ratings.items() if value == "NA"]
    if left_out:
        rows.append((gettext("Not applicable, by your choice"), listed(sorted(left_out))))
    return rows


def listed(names: list[str]) -> str:
    """Names as a list in the reader's language."""
    return format_list(names, style="standard", locale=LOCALES[language()])


def standing_row(answers: Answers, rings: Rings, standing: CompetencyStanding) -> SafeString:
    """A competency's standing as the table shows it."""
    framework = answers.framework
    competency = framework.competency(standing.code)
    cells = [
        kept(
            "assess/_standing_cell.html",
            {},
            level=level,
            states=tuple(rings.states[criterion.code, level.code] for criterion in competency.criteria),
            met=standing.shares[level.code][0],
            of=standing.shares[level.code][1],
        )
        for level in framework.levels
    ]
    return kept(
        "assess/_standing_row.html",
        {"sentence": progress_sentence(answers, standing), "cells": mark_safe("".join(cells))},  # noqa: S308
        framework=framework,
        competency=competency,
        secure=standing.secure,
        typical=standing.typical,
        met=standing.met,
        of=standing.of,
        provisional=standing.provisional,
    )


def progress_sentence(answers: Answers, standing: CompetencyStanding) -> str:
    """How far it is to the next level: “2 of 3 at Building; one to go: …”."""
    framework = answers.framework
    if not standing.applicable:
        return gettext("No criterion of this competency applies to you.")
    if standing.aim is None:
        return gettext("Every descriptor that applies to you is met.")
    met, of = standing.shares[standing.aim]
    names = [say(framework.criterion(code).name) for code in to_go(framework, answers, standing)]
    if len(names) > NAMED + 1:
        names = [*names[:NAMED], gettext("{count} more").format(count=len(names) - NAMED)]
    sentence = ngettext(
        "{met} of {of} at {level}; one to go: {names}.", "{met} of {of} at {level}; {count} to go: {names}.", of - met
    )
    return sentence.format(
        met=met, of=of, level=say(framework.level(standing.aim).name), count=of - met, names=listed(names)
    )


def to_go(framework: Framework, answers: Answers, standing: CompetencyStanding) -> list[str]:
    """The criteria of a competency whose descriptor at the level aimed at is not met yet."""
    aim = framework.ranks[standing.aim or ""]
    return [
        criterion.code
        for criterion in framework.competency(standing.code).criteria
        if standing.aim in criterion.descriptors
        and answers.ratings.get(criterion.code) != "NA"
        and framework.ranks.get(answers.ratings.get(criterion.code) or "", 0) < aim
    ]


def criterion_row(answers: Answers, criterion: Criterion) -> SafeString:
    """A criterion's rating, note and next step as the table shows them."""
    framework = answers.framework
    answer = answers.of(criterion.code)
    step = next_step(framework, criterion, answer.value or None)
    return kept(
        "assess/_criterion_row.html",
        {"note": answer.note},
        framework=framework,
        criterion=criterion,
        answer=Answer(answer.value, answer.reason),
        reached=answer.value in framework.ranks,
        noted=answer.note != "",
        next_level=framework.level(step.level) if step else None,
    )
