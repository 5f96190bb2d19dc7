"""Answers and standings in words."""

from django.utils.translation import gettext, ngettext

from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.models import Rating
from tamarack.common.language import listed
from tamarack.core.framework import Framework
from tamarack.core.levels import CompetencyStanding
from tamarack.rubric.texts import say

NAMED = 3
"""Criteria that a sentence names before it counts the rest, which are two at least."""


def says(framework: Framework, answer: Answer) -> str:
    """An answer in words."""
    if answer.waits:
        return gettext("To confirm: {rating}").format(rating=says(framework, answer._replace(confirm="")))
    if not answer.is_rated:
        return gettext("Not rated")
    if answer.value == "0":
        return gettext("Not yet")
    if answer.reason:
        return gettext("Not applicable: {reason}").format(reason=Rating.Reason(answer.reason).label)
    return say(framework.level(answer.value).name)


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
