"""A standing as pages show it: rings, next steps, tables, and what moved."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.words import facts, progress_sentence, summary
from tamarack.common.language import listed
from tamarack.core.framework import Criterion, Framework
from tamarack.core.growth import Movement, Step, movement, next_step
from tamarack.core.levels import CompetencyStanding
from tamarack.reports.rings import Rings
from tamarack.web.kept import joined, kept

STEPS = 3
MOVED = 3
"""Steps that are shown before the rest is folded away."""


def brief(answers: Answers) -> dict[str, Any]:
    """Rings, summary and next steps."""
    return {
        "framework": answers.framework,
        "rings": Rings(answers.framework, answers.ratings, answers.standing),
        "summary": summary(answers),
        "steps": [step_row(answers.framework, step, answers.of(step.criterion)) for step in answers.path[:STEPS]],
    }


def whole(answers: Answers) -> dict[str, Any]:
    """All of a result."""
    context = brief(answers)
    return {
        **context,
        "facts": facts(answers),
        "rows": joined(standing_row(answers, context["rings"], part) for part in answers.standing.competencies),
        "criteria": joined(criterion_row(answers, criterion) for criterion in answers.framework.criteria),
    }


def moved(before: Answers, after: Answers) -> dict[str, Any]:
    """What moved between two assessments, in words and by the descriptors' texts."""
    framework = after.framework
    found = movement(framework, before.ratings, after.ratings)
    return {
        "sentence": _moved_sentence(found),
        "gained": _folded([step_row(framework, step) for step in found.gained]),
        "let_go": _folded([step_row(framework, step) for step in found.let_go]),
        "untold": listed(list(found.untold)) if found.untold else "",
    }


def _folded(rows: Sequence[SafeString]) -> dict[str, Sequence[SafeString]]:
    """The first rows, and the rest, which is two at least."""
    shown = MOVED if len(rows) > MOVED + 1 else len(rows)
    return {"first": rows[:shown], "rest": rows[shown:]}


def _moved_sentence(found: Movement) -> str:
    gained, gone = len(found.gained), len(found.let_go)
    sentences = []
    if gained:
        sentences.append(
            ngettext("{count} descriptor newly met.", "{count} descriptors newly met.", gained).format(count=gained)
        )
    if gone:
        sentences.append(ngettext("{count} let go.", "{count} let go.", gone).format(count=gone))
    return " ".join(sentences) or gettext("No descriptor moved.")


def step_row(framework: Framework, step: Step, answer: Answer | None = None) -> SafeString:
    """A descriptor in a list of steps; with the answer for its criterion, an unrated one is told."""
    criterion = framework.criterion(step.criterion)
    return kept(
        "assess/_step.html",
        {},
        criterion=criterion,
        competency=framework.competency(criterion.competency),
        level=framework.level(step.level),
        levels=len(framework.levels),
        unrated=answer is not None and not answer.is_rated,
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
        {"sentence": progress_sentence(answers, standing), "cells": joined(cells)},
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
