"""Where someone stands: the result of an assessment, and the page one comes home to."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe

from tamarack.assessment import queries
from tamarack.assessment.queries import Answer, Answers
from tamarack.assessment.words import facts, progress_sentence, summary
from tamarack.core import levels
from tamarack.core.framework import Criterion, Framework
from tamarack.core.growth import Step, next_step
from tamarack.core.levels import CompetencyStanding
from tamarack.reports.rings import Rings
from tamarack.rubric.queries import current
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.progress import Progress, history_row, resume_address
from tamarack.web.kept import kept

STEPS = 3


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
