"""The growth rings with their words, as pages and files show them."""

from collections.abc import Collection
from functools import lru_cache
from itertools import cycle

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from tamarack.assessment.answers import Answers
from tamarack.common.language import language
from tamarack.core.framework import Competency, Framework
from tamarack.core.levels import CompetencyStanding, Standing, standing
from tamarack.core.ratings import Ratings
from tamarack.core.rings import State, pictures, segment_states, svg
from tamarack.core.roles import RoleProfile
from tamarack.reports.pictures import strip
from tamarack.rubric.texts import say

KEY = (State.MET, State.WANTED, State.OPEN, State.CONFIRM, State.ABSENT)


class Rings:
    """One standing as a picture, with a key of the states that occur; with a role profile, what it wants is drawn."""

    def __init__(
        self,
        framework: Framework,
        ratings: Ratings,
        standing: Standing,
        profile: RoleProfile | None = None,
        to_confirm: Collection[str] = (),
    ) -> None:
        self.framework = framework
        self.standing = standing
        self.states = segment_states(framework, ratings, profile, to_confirm)

    def picture(self, *, middle: bool = True, labels: bool = True, name: str = "rings") -> SafeString:
        """The rings as SVG; several where a rubric is too large for one."""
        drawn = self.pictures(middle=middle, labels=labels, name=name)
        return mark_safe("".join(picture for picture, _ in drawn))  # noqa: S308

    def pictures(self, *, middle: bool = True, labels: bool = True, name: str = "rings") -> list[tuple[str, str]]:
        """Each picture as SVG, with what it shows in sentences."""
        count = None
        if middle:
            # Translators: stands under a number, as in "58" over "of 95 met".
            count = (str(self.standing.met), gettext("of {of} met").format(of=self.standing.of))
        title = gettext("Growth rings: {title}").format(title=say(self.framework.title))
        drawn = pictures(self.framework)
        found = []
        for index, competencies in enumerate(drawn):
            description = self.description(competencies)
            picture = svg(
                self.framework,
                self.states,
                title=title,
                description=description,
                middle=count if len(drawn) == 1 else None,
                labels=labels,
                name=f"{name}-{index}" if index else name,
                competencies=competencies,
            )
            found.append((picture, f"{title}. {description}"))
        return found

    def description(self, competencies: tuple[Competency, ...] = ()) -> str:
        """The picture in sentences: of these competencies, or of all."""
        drawn = {competency.code for competency in competencies or self.framework.competencies}
        sentences = [self._sentence(standing) for standing in self.standing.competencies if standing.code in drawn]
        levels = len(self.framework.levels)
        rings = ngettext("{count} ring.", "{count} rings, one for each level, growing outward.", levels)
        return " ".join([rings.format(count=levels), *sentences])

    def _sentence(self, standing: CompetencyStanding) -> str:
        competency = self.framework.competency(standing.code)
        name = say(competency.name)
        if not standing.applicable:
            return gettext("{competency}: not applicable.").format(competency=name)
        cells = (self.states[row.code, level] for row in competency.criteria for level in row.levels)
        told = {"competency": name, "met": standing.met, "of": standing.of}
        if wanted := sum(state is State.WANTED for state in cells):
            return gettext("{competency}: {met} of {of} met, {wanted} wanted.").format(**told, wanted=wanted)
        return gettext("{competency}: {met} of {of} met.").format(**told)

    def key(self) -> list[tuple[SafeString, str]]:
        """The states that occur, each as a block and a word."""
        words = {
            State.MET: gettext("Met"),
            State.WANTED: gettext("Wanted"),
            State.OPEN: gettext("Open"),
            State.CONFIRM: gettext("To confirm"),
            State.ABSENT: gettext("No descriptor, or not applicable"),
        }
        present = set(self.states.values())
        return [(strip((state,)), words[state]) for state in KEY if state in present]


def rings_of(answers: Answers, profile: RoleProfile | None = None) -> Rings:
    """The rings of someone's answers; what waits for a yes is drawn as that."""
    return Rings(answers.framework, answers.given, answers.standing, profile, answers.waiting)


EXAMPLE = "MEM EEMBE BEEBE0B EBEEB BEEBB BEEBB BEEME".replace(" ", "")
"""Invented answers, a letter a criterion, for the picture on the first page."""


def example(framework: Framework) -> dict[str, object]:
    """The rings of an invented career educator."""
    return _example(framework, language())


@lru_cache(maxsize=8)
def _example(framework: Framework, language: str) -> dict[str, object]:
    rings = example_rings(framework)
    return {"picture": rings.picture(middle=True), "key": rings.key()}


def example_rings(framework: Framework) -> Rings:
    """Invented answers as rings; a rubric with other levels takes them in proportion."""
    ratings = {}
    for criterion, letter in zip(framework.criteria, cycle(EXAMPLE), strict=False):
        reach = -(-"0BEM".index(letter) * len(framework.levels) // 3)
        offered = [level for level in criterion.levels if framework.ranks[level] <= reach]
        ratings[criterion.code] = offered[-1] if offered else "0"
    return Rings(framework, ratings, standing(framework, ratings))
