"""A standing as pages show it: rings, next steps, tables, and what moved."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.words import facts, progress_sentence
from tamarack.common.dates import long_date
from tamarack.common.language import listed
from tamarack.core.framework import Criterion, Framework
from tamarack.core.growth import Movement, Step, movement, next_step
from tamarack.core.levels import CompetencyStanding
from tamarack.core.roles import RoleProfile
from tamarack.reports.rings import Rings, rings_of
from tamarack.rubric.texts import say
from tamarack.web.kept import joined, kept

STEPS = 3
MOVED = 3
"""Steps that are shown before the rest is folded away."""


def pictured(
    answers: Answers, rings: Rings, below: SafeString, profile: RoleProfile | None = None, *, plan: bool = False
) -> SafeString:
    """The rings with their key, and the most useful next steps, with something below these.

    The steps lead to a role, if there is one; with `plan`, each can be planned.
    """
    path = answers.path_to(profile)
    steps = [step_row(answers.framework, step, answers.of(step.criterion), plan=plan) for step in path[:STEPS]]
    own: dict[str, str] = {
        "picture": rings.picture(),
        "key": joined(format_html("<li>{} {}</li>", block, word) for block, word in rings.key()),
        "steps": joined(steps),
        "below": below,
        "role": say(profile.name) if profile else "",
    }
    shared = {"stepped": bool(steps), "towards": profile is not None, "plan": plan}
    return kept("assess/_pictured.html", own, unrated=answers.standing.unrated, count=len(path), **shared)


def body(answers: Answers, profile: RoleProfile | None = None, *, plan: bool = False) -> SafeString:
    """All of a result: rings, next steps, what is secure, and the tables."""
    rings = rings_of(answers, profile)
    told = joined(kept("assess/_fact.html", {"name": name, "value": value}) for name, value in facts(answers))
    own: dict[str, str] = {
        "rows": joined(standing_row(answers, rings, part) for part in answers.standing.competencies),
        "criteria": joined(criterion_row(answers, criterion) for criterion in answers.framework.criteria),
    }
    below = format_html('<dl class="facts">{}</dl>', told)
    tables = kept("assess/_tables.html", own, framework=answers.framework)
    return joined([pictured(answers, rings, below, profile, plan=plan), tables])


def moved(before: tuple[date, Answers], after: tuple[date, Answers], *, compared: bool = False) -> SafeString:
    """What moved between two assessments, in words and by the descriptors' texts; `compared` ones were chosen."""
    framework = after[1].framework
    found = movement(framework, before[1].ratings, after[1].ratings)
    own = {
        "first": long_date(before[0]),
        "second": long_date(after[0]),
        "sentence": _moved_sentence(found),
        "gained_rows": _moved_rows(framework, found.gained, "gained"),
        "let_go_rows": _moved_rows(framework, found.let_go, "let_go"),
        "codes": listed(list(found.untold)) if found.untold else "",
    }
    shared = {"gained": bool(found.gained), "let_go": bool(found.let_go), "untold": bool(found.untold)}
    return kept("assess/_moved.html", own, compared=compared, **shared)


def _moved_rows(framework: Framework, steps: Sequence[Step], kind: str) -> SafeString:
    """The first descriptors, and the rest, two at least, folded away."""
    rows = [step_row(framework, step) for step in steps]
    shown = MOVED if len(rows) > MOVED + 1 else len(rows)
    own: dict[str, str] = {"first": joined(rows[:shown]), "others": joined(rows[shown:])}
    return kept("assess/_moved_steps.html", own, kind=kind, rest=len(rows) - shown)


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


def step_row(framework: Framework, step: Step, answer: Answer | None = None, *, plan: bool = False) -> SafeString:
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
        plan=plan,
    )


def standing_row(answers: Answers, rings: Rings, standing: CompetencyStanding) -> SafeString:
    """A competency's standing as the table shows it."""
    framework = answers.framework
    competency = framework.competency(standing.code)
    cells = tuple(
        (level, tuple(rings.states[row.code, level.code] for row in competency.criteria), *standing.shares[level.code])
        for level in framework.levels
    )
    return kept(
        "assess/_standing_row.html",
        {"sentence": progress_sentence(answers, standing)},
        framework=framework,
        competency=competency,
        secure=standing.secure,
        typical=standing.typical,
        cells=cells,
        met=standing.met,
        of=standing.of,
        provisional=standing.provisional,
    )


def criterion_row(answers: Answers, criterion: Criterion) -> SafeString:
    """A criterion's rating, note and next step as the table shows them."""
    framework = answers.framework
    answer = answers.of(criterion.code)
    step = next_step(framework, criterion, answers.ratings.get(criterion.code))
    return kept(
        "assess/_criterion_row.html",
        {"note": answer.note},
        framework=framework,
        criterion=criterion,
        answer=Answer(answer.value, answer.reason, confirm=answer.confirm),
        reached=answer.is_rated and answer.value in framework.ranks,
        noted=answer.note != "",
        carried=bool(answer.carried),
        next_level=framework.level(step.level) if step else None,
    )
