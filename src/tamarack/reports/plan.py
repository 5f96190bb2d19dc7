"""A person's growth plan as a PDF: one page for a meeting about it, with room for what is agreed there."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from tamarack.assessment.answers import Answers
from tamarack.common.dates import long_date
from tamarack.core import growth, roles
from tamarack.core.framework import Framework
from tamarack.core.growth import next_step
from tamarack.core.levels import CompetencyStanding
from tamarack.core.roles import RoleProfile
from tamarack.core.wording import lead
from tamarack.growth.models import Action, Goal
from tamarack.growth.queries import Plan
from tamarack.reports.details import level_name
from tamarack.reports.pdf import Data, pdf
from tamarack.reports.profile import all_met, picture, rated, what_levels_mean
from tamarack.reports.rings import rings_of
from tamarack.reports.texts import descriptor, edition, glyph, pair
from tamarack.rubric.texts import say

STEPS = 3
COMPETENCIES_MOST = 12
"""Competencies for which there is room beside the rings."""
LINE_LEAST = 110
"""Characters of an aim or an action that are shown in any case."""


@dataclass(frozen=True)
class Variant:
    """How large everything is set (rings in mm, the rest in pt), and how much of a plan is shown.

    Attributes
    ----------
    lines : int
        To write on, at least.
    actions : int
        Under each goal.
    words : int
        Characters of a reason.
    whole : bool
        Whether descriptors stand in full, or in a few words.
    """

    title: float
    rings: float
    size: float
    inset: float
    gap: float
    lines: int
    goals: int = 6
    actions: int = 20
    words: int = 1000
    whole: bool = True


VARIANTS = (
    Variant(25, 62, 10, 5.0, 15, 5),
    Variant(25, 60, 10, 4.4, 13, 4),
    Variant(23, 58, 9.5, 4.0, 12, 4),
    Variant(22, 56, 9, 3.6, 11, 4),
    Variant(20, 54, 9, 3.2, 10, 3),
    Variant(19, 52, 8.5, 2.9, 9, 3),
    Variant(18, 50, 8.5, 2.6, 8, 2),
    Variant(18, 50, 8.5, 2.6, 8, 2, words=500),
    Variant(18, 48, 8.5, 2.6, 8, 2, words=300),
    Variant(18, 48, 8.5, 2.6, 8, 2, words=240, whole=False),
    Variant(18, 48, 8.5, 2.5, 8, 2, actions=14, words=200, whole=False),
    Variant(18, 48, 8.5, 2.5, 8, 2, actions=10, words=160, whole=False),
    Variant(17, 46, 8.5, 2.5, 8, 2, actions=7, words=160, whole=False),
    Variant(17, 46, 8.5, 2.5, 8, 2, actions=5, words=120, whole=False),
    Variant(17, 46, 8.5, 2.4, 8, 2, goals=5, actions=4, words=100, whole=False),
    Variant(17, 46, 8.5, 2.4, 8, 2, goals=4, actions=3, words=80, whole=False),
    Variant(17, 44, 8.5, 2.4, 7, 2, goals=4, actions=2, words=60, whole=False),
    Variant(16, 44, 8.5, 2.4, 7, 2, goals=3, actions=3, words=60, whole=False),
    Variant(16, 44, 8.5, 2.4, 7, 2, goals=3, actions=2, words=60, whole=False),
    Variant(16, 44, 8.5, 2.4, 7, 2, goals=3, actions=1, words=60, whole=False),
    Variant(16, 44, 8.5, 2.4, 7, 2, goals=2, actions=2, words=60, whole=False),
    Variant(16, 44, 8.5, 2.4, 7, 2, goals=2, actions=1, words=60, whole=False),
    Variant(15, 42, 8.5, 2.2, 7, 2, goals=1, actions=3, words=60, whole=False),
    Variant(14, 40, 8.5, 2.2, 7, 2, goals=1, actions=1, words=60, whole=False),
)
"""The most generous first; typst takes the first that fits on a page, and what is left of the page is to write on."""


def plan_pdf(
    answers: Answers,
    plan: Plan,
    *,
    leading: Goal | None,
    name: str,
    place: str = "",
    dated: date | None = None,
    check_in: date | None = None,
    paper: str = "letter",
    made: date,
) -> bytes:
    """A person's plan in the reader's language: active goals, on one page.

    Parameters
    ----------
    leading : Goal, optional
        The goal that comes first, and whose role profile is drawn in the rings.
    dated : date, optional
        The day that the answers are about, if there are any.
    check_in : date, optional
        When the person looks at the plan next.

    Raises
    ------
    BadInput
        If there is no such paper: letter or a4.
    """
    heading, name = gettext("Growth plan"), name.strip()
    profile = leading.asked if leading else None
    goals = sorted(
        (goal for goal in plan.goals if goal.state == Goal.State.ACTIVE), key=lambda goal: goal != leading
    )  # fmt: skip
    data = {
        "eyebrow": heading if name else "",
        "heading": name or heading,
        "place": place.strip(),
        "facts": _facts(answers, profile, dated, check_in),
        **_standing(answers, profile),
        "variants": [{**asdict(each), **_shown(answers, plan, goals, each)} for each in VARIANTS],
        **_path(answers, profile, empty=not goals and not _shown_first(plan.free)),
        **_agreed(name),
        "running-head": "",
        "foot": _foot(name, made),
        "page-of": gettext("Page {number} of {total}"),
    }
    return pdf("plan", data, title=pair(heading, name) if name else heading, paper=paper, made=made)


def _facts(
    answers: Answers, profile: RoleProfile | None, dated: date | None, check_in: date | None
) -> list[tuple[str, str]]:
    standing = answers.standing
    facts = [(gettext("Framework"), edition(answers.framework))]
    if dated:
        facts.append((gettext("Self-assessment"), f"{long_date(dated)} ({_met(standing.met, standing.of)})"))
    if standing.provisional:
        facts.append((gettext("Provisional"), rated(answers)))
    if profile:
        found = roles.fit(answers.framework, answers.ratings, profile)
        facts.append((gettext("Role profile"), f"{say(profile.name)} ({_met(found.met, found.of)})"))
    if check_in:
        facts.append((gettext("Next check-in"), long_date(check_in)))
    return facts


def _met(met: int, of: int) -> str:
    return gettext("{met} of {of} descriptors met").format(met=met, of=of)


def _standing(answers: Answers, profile: RoleProfile | None) -> Data:
    framework, standings = answers.framework, answers.standing.competencies
    drawn = picture(rings_of(answers, profile), middle=False)
    small = len(drawn["pictures"]) == 1 and len(standings) <= COMPETENCIES_MOST
    return {
        "standing": gettext("Standing by competency"),
        "pictures": [{**each, "svg": _compact(each["svg"])} for each in drawn["pictures"]] if small else [],
        "key": drawn["key"] if small else [],
        "columns": [gettext("Competency"), gettext("Secure"), gettext("Typical"), gettext("Met")],
        "rows": [_row(framework, part) for part in standings] if small and answers.ratings else [],
        "note": what_levels_mean(),
    }


def _compact(svg: str) -> str:
    """The rings as small pictures have them: without the criteria's numbers, the letters larger (look, section 7)."""
    svg = re.sub(r'<path class="ring-span ring-far".*?/>|<g class="ring-number".*?</g>', "", svg)
    svg = svg.replace('visibility="hidden" ', "").replace('font-size="12"', 'font-size="17"')
    return svg.replace('font-size="14"', 'font-size="21"')


def _row(framework: Framework, standing: CompetencyStanding) -> Data:
    return {
        "code": standing.code,
        "name": say(framework.competency(standing.code).name),
        "secure": level_name(framework, standing, standing.secure),
        "typical": level_name(framework, standing, standing.typical),
        "met": gettext("%(rated)s of %(of)s") % {"rated": standing.met, "of": standing.of},
    }


def _shown(answers: Answers, plan: Plan, goals: Sequence[Goal], variant: Variant) -> Data:
    """What a page of that size shows of the goals and their actions, and how much it leaves out."""
    rest = len(goals) - variant.goals
    sentence = ngettext("… and {count} more goal in the plan", "… and {count} more goals in the plan", max(rest, 1))
    return {
        "goals": [_goal(answers, goal, plan.of(goal), variant) for goal in goals[: variant.goals]],
        "rest": sentence.format(count=rest) if rest > 0 else "",
        "free": _actions(plan.free, variant),
    }


def _goal(answers: Answers, goal: Goal, actions: Sequence[Action], variant: Variant) -> Data:
    asked = goal.asked
    reasons = (
        (gettext("Why it matters to me:"), goal.why_me),
        (gettext("Why it matters to my students or candidates:"), goal.why_students),
    )
    known = {row.code for row in answers.framework.criteria}
    return {
        "aim": cut(goal.aim, max(variant.words, LINE_LEAST)),
        "by": gettext("by {when}").format(when=long_date(goal.by)) if goal.by else "",
        "role": gettext("Towards: {role}").format(role=say(asked.name)) if asked else "",
        "reasons": [(label, cut(text, variant.words)) for label, text in reasons if text.strip()],
        "focus": [_focus(answers, code, whole=variant.whole) for code in goal.focus if code in known],
        **_actions(actions, variant),
    }


def cut(text: str, most: int) -> str:
    """A text on one line, cut between words where it is longer than that."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0].rstrip(' ;,:.')} …"


def _focus(answers: Answers, code: str, *, whole: bool) -> Data:
    framework = answers.framework
    criterion = framework.criterion(code)
    step = next_step(framework, criterion, answers.of(code).counted)
    if step is None:
        sentence = gettext("Every descriptor of this criterion that applies is met.")
        return {"code": code, "level": "", "glyph": "", "runs": [{"text": sentence, "bold": False}]}
    level = framework.level(step.level)
    few = [{"text": lead(say(criterion.descriptors[step.level])), "bold": False}]
    return {
        "code": code,
        "level": say(level.name),
        "glyph": glyph(level.rank, len(framework.levels)),
        "runs": descriptor(framework, step) if whole else few,
    }


def _actions(actions: Sequence[Action], variant: Variant) -> Data:
    found = _shown_first(actions)
    rest = len(found) - variant.actions
    sentence = ngettext("… and {count} more action in the plan", "… and {count} more actions in the plan", max(rest, 1))
    return {
        "actions": [_action(action, variant) for action in found[: variant.actions]],
        "more": sentence.format(count=rest) if rest > 0 else "",
    }


def _shown_first(actions: Sequence[Action]) -> list[Action]:
    """The open actions in the person's order, then the done ones, newest first; those let go are left out."""
    done = sorted((each for each in actions if each.is_done), key=lambda each: each.done_on or date.min, reverse=True)
    return [each for each in actions if each.is_open] + done


def _action(action: Action, variant: Variant) -> Data:
    words = [
        Action.State.UNDER_WAY.label if action.state == Action.State.UNDER_WAY else "",
        Action.Effort(action.effort).label if action.effort else "",
        Action.Repeat(action.repeat).label if action.repeat else "",
    ]
    if action.is_done:
        day = pair(gettext("Done"), long_date(action.done_on)) if action.done_on else gettext("Done")
    else:
        day = long_date(action.due) if action.due else ""
    return {
        "what": cut(action.what, max(variant.words, LINE_LEAST)),
        "state": action.state,
        "words": " · ".join(str(word) for word in words if word),
        "day": day,
    }


def _path(answers: Answers, profile: RoleProfile | None, *, empty: bool) -> Data:
    """What a plan shows where nothing is planned yet: the first steps of the path."""
    framework = answers.framework
    steps = growth.path(framework, answers.ratings, profile)[:STEPS] if empty else ()
    words = gettext("These steps of the growth path would come first:") if steps else all_met(profile)
    return {
        "empty": gettext("Nothing is planned yet"),
        "empty-words": words if empty else "",
        "steps": [{"code": step.code, "runs": descriptor(framework, step)} for step in steps],
    }


def _agreed(name: str) -> Data:
    return {
        "free": gettext("Free actions"),
        "agreed": gettext("What we agreed"),
        "signatures": [name or gettext("Practitioner"), gettext("Manager or mentor")],
        "date": gettext("Date"),
    }


def _foot(name: str, made: date) -> str:
    when = gettext("Made with Tamarack on {date}.").format(date=long_date(made))
    return f"{gettext('This plan belongs to {name}.').format(name=name)} {when}" if name else when
