"""Role profiles, goals and paths in words."""

from collections.abc import Iterable
from fractions import Fraction

from babel.numbers import format_decimal
from django.utils.text import capfirst
from django.utils.translation import gettext

from tamarack.common.language import language, listed, locale
from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile
from tamarack.growth.models import Goal
from tamarack.growth.queries import Offered
from tamarack.growth.starters import SIDES
from tamarack.rubric.texts import say


def side_name(side: str) -> str:
    """What a half of the profession is called."""
    return {"educator": gettext("Career education"), "recruiter": gettext("Graduate recruitment")}.get(side, "")


def by_side(offered: Iterable[Offered]) -> list[tuple[str, list[Offered]]]:
    """Role profiles under the halves of the profession."""
    found = list(offered)
    groups = [(side_name(side), [entry for entry in found if entry.profile.side == side]) for side in SIDES]
    return [(name, entries) for name, entries in groups if entries]


def by_organisation(offered: Iterable[Offered]) -> list[tuple[str, list[Offered]]]:
    """One's own role profiles, then those of one's organisations, each under what they are called; none if empty."""
    found: dict[str, list[Offered]] = {}
    for entry in offered:
        found.setdefault(entry.organisation or gettext("Your own"), []).append(entry)
    return list(found.items())


def spoken(languages: Iterable[str]) -> str:
    """Languages in words: “English and French”."""
    names = {"en": gettext("English"), "fr": gettext("French")}
    text = listed([names[code] for code in languages])
    return capfirst(text.lower()) if language() == "fr" else text


def counts(weight: Fraction) -> str:
    """How much something weighs: “counts double”."""
    if weight == 1:
        return gettext("counts once")
    if weight == 2:
        return gettext("counts double")
    if weight == 3:
        return gettext("counts three times")
    return gettext("counts {weight} times").format(weight=format_decimal(float(weight), locale=locale()))


def number(weight: Fraction) -> str:
    """A weight as it is written in a field."""
    return str(weight.numerator) if weight.denominator == 1 else f"{float(weight):g}"


def weights_sentence(framework: Framework, profile: RoleProfile) -> str:
    """What weighs most in a role: “Digital Literacy and Ethics count double.”; empty where all weigh the same."""
    heaviest = max(profile.weights.values(), default=Fraction(1))
    names = [say(row.name) for row in framework.competencies if profile.weight(row.code) == heaviest]
    if heaviest <= 1 or len(names) == len(framework.competencies):
        return ""
    if len(names) == 1:
        return gettext("What weighs most in the role: {name}, which {counts}.").format(
            name=names[0], counts=counts(heaviest)
        )
    return gettext("What weighs most in the role: {names}.").format(names=listed(names))


def became(state: str) -> str:
    """What became of a goal: “Goal reached”."""
    return {
        Goal.State.ACTIVE: gettext("Goal taken up"),
        Goal.State.PAUSED: gettext("Goal paused"),
        Goal.State.REACHED: gettext("Goal reached"),
        Goal.State.LET_GO: gettext("Goal let go"),
    }[Goal.State(state)]


def growing_in(name: str) -> str:
    """The aim of a goal that begins with a criterion."""
    return gettext("Grow in: {name}").format(name=name)
