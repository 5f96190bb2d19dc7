"""A person's competency profile as a PDF: a page that says what is so, and every criterion if they want it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from tamarack.assessment.answers import Answers
from tamarack.assessment.words import NAMED
from tamarack.common.dates import long_date
from tamarack.common.language import listed
from tamarack.core import growth
from tamarack.core.framework import Competency, Framework
from tamarack.core.levels import CompetencyStanding
from tamarack.core.ratings import NOT_APPLICABLE
from tamarack.core.rings import State
from tamarack.core.roles import RoleProfile
from tamarack.reports.details import details_data, level_name
from tamarack.reports.fitting import ROOM, likely
from tamarack.reports.pdf import Data, pdf
from tamarack.reports.pictures import standalone, strip
from tamarack.reports.rings import Rings, rings_of
from tamarack.reports.texts import descriptor, edition, pair
from tamarack.rubric.texts import say

STEPS = 3
CODES_LISTED = 10
STRIP_ROW = 12
BLOCK, LETTER, STRIPS_MOST = 7.5, 5.0, 230
"""Points: a block of a strip, a letter of a level's name, and what all strips of a row may take together."""

VARIANTS = (
    {"title": 25, "rings": 93, "size": 10.0, "voice": 14.0, "inset": 7.6, "strip": 11.5, "gap": 15},
    {"title": 25, "rings": 93, "size": 10.0, "voice": 14.0, "inset": 7.0, "strip": 11.5, "gap": 12},
    {"title": 25, "rings": 93, "size": 10.0, "voice": 13.0, "inset": 6.4, "strip": 11, "gap": 11},
    {"title": 24, "rings": 91, "size": 10.0, "voice": 13.0, "inset": 5.9, "strip": 11, "gap": 9},
    {"title": 22, "rings": 88, "size": 9.5, "voice": 12.0, "inset": 5.4, "strip": 10.5, "gap": 9},
    {"title": 19, "rings": 80, "size": 9.5, "voice": 11.0, "inset": 4.6, "strip": 10, "gap": 8},
    {"title": 17, "rings": 70, "size": 9.0, "voice": 10.5, "inset": 4.2, "strip": 9.5, "gap": 7},
    {"title": 15, "rings": 60, "size": 8.5, "voice": 10.0, "inset": 3.6, "strip": 9, "gap": 6},
)
"""Sizes of the first page, the most generous first: rings in mm, everything else in pt."""


@dataclass(frozen=True)
class _Whose:
    """What the file says about itself."""

    name: str
    place: str
    dated: date
    label: str
    role: str
    made: date
    review: tuple[str, date] | None


def profile_pdf(
    answers: Answers,
    *,
    name: str,
    place: str = "",
    dated: date,
    label: str = "",
    role: str = "",
    profile: RoleProfile | None = None,
    review: tuple[str, date] | None = None,
    paper: str = "letter",
    details: bool = True,
    made: date,
) -> bytes:
    """A person's profile in the reader's language.

    Without a name it is that of someone without an account. With a role profile, what it wants is drawn, and the path
    leads there; `role` is what it is called. `review` says with whom and when the ratings were agreed and signed.

    Raises
    ------
    BadInput
        If there is no such paper: letter or a4.
    """
    whose = _Whose(name.strip(), place.strip(), dated, label.strip(), role.strip(), made, review)
    rings = rings_of(answers, profile)
    heading = gettext("Competency profile")
    data = {
        **_head(answers, whose, heading),
        **picture(rings),
        **_standing(answers, rings),
        **_steps(answers, profile),
        "details": details_data(answers) if details else [],
        "example-label": gettext("Example"),
    }
    data["variants"] = likely(data, VARIANTS, paper) if paper in ROOM and len(data["pictures"]) == 1 else VARIANTS
    title = pair(heading, whose.name) if whose.name else heading
    return pdf("profile", data, title=title, paper=paper, made=made)


def _head(answers: Answers, whose: _Whose, heading: str) -> Data:
    framework = answers.framework
    facts = [(gettext("Framework"), edition(framework)), (gettext("Self-assessment"), long_date(whose.dated))]
    if whose.role:
        facts.append((gettext("Role profile"), whose.role))
    if whose.review:
        reviewer, signed = whose.review
        words = gettext("talked through with {name}, signed {date}").format(name=reviewer, date=long_date(signed))
        facts.append((gettext("Review"), words))
    if whose.label:
        facts.append((gettext("Title"), whose.label))
    if answers.standing.provisional:
        facts.append((gettext("Provisional"), rated(answers)))
    return {
        "eyebrow": heading if whose.name else "",
        "heading": whose.name or heading,
        "place": whose.place,
        "facts": facts,
        "voice": " ".join([_meets(answers), *_secure(answers)]),
        "running-head": f"{whose.name or heading} · {edition(framework)}",
        "foot": _foot(whose),
        "page-of": gettext("Page {number} of {total}"),
    }


def rated(answers: Answers) -> str:
    """How many criteria are rated."""
    total = len(answers.framework.criteria)
    sentence = ngettext("{rated} of {total} criterion rated", "{rated} of {total} criteria rated", total)
    return sentence.format(rated=total - answers.standing.unrated, total=total)


def _foot(whose: _Whose) -> str:
    made = gettext("Made with Tamarack on {date}.").format(date=long_date(whose.made))
    whom = gettext("Self-assessed by a person who is not named here.")
    if whose.name:
        whom = gettext("Self-assessed and owned by {name}.").format(name=whose.name)
    return f"{whom} {made}"


def _meets(answers: Answers) -> str:
    """How far the person is, told to whoever reads it."""
    standing = answers.standing
    return gettext("Meets {met} of the {of} descriptors that apply.").format(met=standing.met, of=standing.of)


def _secure(answers: Answers) -> list[str]:
    """Which competencies are secure at which level, highest first."""
    framework, sentences = answers.framework, []
    for level in reversed(framework.levels):
        names = [
            say(framework.competency(standing.code).name)
            for standing in answers.standing.competencies
            if standing.applicable and standing.secure == level.code
        ]
        if len(names) > NAMED + 1:
            names = [*names[:NAMED], gettext("{count} more").format(count=len(names) - NAMED)]
        if names:
            sentence = gettext("Secure at {level}: {competencies}.")
            sentences.append(sentence.format(level=say(level.name), competencies=listed(names)))
    return sentences[:2]


def picture(rings: Rings, *, middle: bool = True) -> Data:
    """The rings for a layout, several where a rubric is too large for one, and their key."""
    return {
        "pictures": [{"svg": standalone(svg), "alt": alt} for svg, alt in rings.pictures(middle=middle)],
        "key": [(standalone(svg), word) for svg, word in rings.key()],
    }


def _standing(answers: Answers, rings: Rings) -> Data:
    framework = answers.framework
    levels = [say(level.name) for level in framework.levels]
    stacked = _is_stacked(framework, levels)
    columns = [gettext("Levels")] if stacked else levels
    return {
        "standing": gettext("Standing by competency"),
        "stacked": stacked,
        "levels": levels,
        "longest": max(len(competency.criteria) for competency in framework.competencies),
        "columns": {
            "competency": gettext("Competency"),
            "rest": [gettext("Secure"), gettext("Typical"), *columns, gettext("Met")],
        },
        "rows": [_row(rings, part) for part in answers.standing.competencies],
        "notes": _notes(answers),
    }


def _is_stacked(framework: Framework, levels: list[str]) -> bool:
    """Whether the levels stand one below another, since side by side they would not fit."""
    longest = max(len(competency.criteria) for competency in framework.competencies)
    width = sum(max(longest * BLOCK, len(name) * LETTER) for name in levels)
    return longest > STRIP_ROW or width > STRIPS_MOST


def _row(rings: Rings, standing: CompetencyStanding) -> Data:
    framework = rings.framework
    competency = framework.competency(standing.code)
    return {
        "code": competency.code,
        "name": say(competency.name),
        "secure": level_name(framework, standing, standing.secure),
        "typical": level_name(framework, standing, standing.typical),
        "met": gettext("%(rated)s of %(of)s") % {"rated": standing.met, "of": standing.of},
        "levels": [_strips(rings, competency, level.code, standing.shares[level.code]) for level in framework.levels],
    }


def _strips(rings: Rings, competency: Competency, level: str, share: tuple[int, int]) -> Data:
    """The blocks of a level, in rows, and what they say."""
    states: list[State] = [rings.states[criterion.code, level] for criterion in competency.criteria]
    met, of = share
    words = gettext("%(met)s of %(of)s met") % {"met": met, "of": of} if of else gettext("nothing here applies")
    chunks = [tuple(states[at : at + STRIP_ROW]) for at in range(0, len(states), STRIP_ROW)]
    return {"alt": words, "strips": [standalone(strip(chunk)) for chunk in chunks]}


def _notes(answers: Answers) -> list[str]:
    notes = [what_levels_mean()]
    if unrated := answers.standing.unrated:
        sentence = ngettext(
            "%(count)s criterion is not rated and counts as not met.",
            "%(count)s criteria are not rated and count as not met.",
            unrated,
        )
        notes.append(gettext("Provisional.") + " " + sentence % {"count": unrated})
    left_out = [row.code for row in answers.framework.criteria if answers.ratings.get(row.code) == NOT_APPLICABLE]
    if left_out:
        notes.append(_left_out(left_out))
    return notes


def what_levels_mean() -> str:
    """What secure and typical say, and what they are not for."""
    return gettext(
        "Secure: every descriptor met up to this level. Typical: at least half at each level. It is a picture to "
        "talk about, no checklist for promotion."
    )


def _left_out(codes: list[str]) -> str:
    if len(codes) > CODES_LISTED:
        sentence = ngettext(
            "{count} criterion is not applicable, by choice.", "{count} criteria are not applicable, by choice.",
            len(codes),
        )  # fmt: skip
        return sentence.format(count=len(codes))
    return gettext("Not applicable, by choice: {criteria}.").format(criteria=listed(codes))


def _steps(answers: Answers, profile: RoleProfile | None) -> Data:
    framework = answers.framework
    path = growth.path(framework, answers.ratings, profile) if profile else answers.path
    return {
        "growing": gettext("Growing towards"),
        "show-steps": answers.standing.of > 0,
        "no-steps": all_met(profile),
        "steps": [{"code": step.code, "runs": descriptor(framework, step)} for step in path[:STEPS]],
    }


def all_met(profile: RoleProfile | None) -> str:
    """What is said where nothing is left on the path."""
    if profile:
        return gettext("Every descriptor that the role asks for is met.")
    return gettext("Every descriptor that applies is met.")
