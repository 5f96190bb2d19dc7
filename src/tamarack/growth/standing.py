"""Where someone stands and where they want to go, as pages and programs need it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tamarack.assessment.answers import Answers
from tamarack.assessment.carrying import brought_to, last_on_line, line_to
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries.rating import answers_of, own_assessments
from tamarack.core import growth
from tamarack.core.errors import UnknownCode
from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile, short_start
from tamarack.growth.models import Goal
from tamarack.growth.queries import Offered, active_goals, asked_on, find_role
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored, current, default_rubric, framework, versions_of_code


@dataclass(frozen=True)
class Here:
    """The newest answers of a person on a rubric's version; submitted ones, if there are any.

    Where they have none on it, those on an earlier version of the rubric, as they read on this one.
    """

    stored: Stored
    assessment: Assessment | None
    answers: Answers
    found: Sequence[Assessment] = ()
    _others: dict[int, Answers] = field(default_factory=dict)

    @property
    def framework(self) -> Framework:
        """The rubric."""
        return self.stored.framework

    def path(self, profile: RoleProfile | None) -> tuple[growth.Step, ...]:
        """The way from here to a role, or to the top level."""
        return self.answers.path_to(profile)

    def towards(self, goal: Goal | None) -> RoleProfile | None:
        """What a goal's role profile asks for, on this version."""
        return asked_on(goal, self.stored.id) if goal else None

    def on(self, version_id: int) -> Answers:
        """The newest answers on another version: that of a goal."""
        if version_id == self.stored.id:
            return self.answers
        if version_id not in self._others:
            newest = _newest(self.found, version_id)
            self._others[version_id] = answers_of(newest) if newest else Answers(framework(version_id), {})
        return self._others[version_id]


def planned_on(person: Person) -> Stored:
    """The rubric that someone's plan is about: the one they chose, or began with."""
    return current().get(person.rubric) or default_rubric()


def here(person: Person, version_id: int | None = None) -> Here:
    """Where a person is on the rubric of their plan, or on a version.

    By the last submitted assessment, else by the draft, else nowhere yet.
    """
    stored = planned_on(person) if version_id is None else Stored(version_id, framework(version_id))
    found = own_assessments(person)
    newest = _newest(found, stored.id)
    if newest is not None and not newest.is_draft:
        return Here(stored, newest, answers_of(newest), found)
    earlier = _earlier(found, stored)
    if earlier is not None and (brought := brought_to(stored.id, earlier, answers_of(earlier))):
        return Here(stored, earlier, brought, found)
    return Here(stored, newest, answers_of(newest) if newest else Answers(stored.framework, {}), found)


def _newest(found: Sequence[Assessment], version_id: int) -> Assessment | None:
    on_it = [row for row in found if row.version_id == version_id]
    return next((row for row in on_it if not row.is_draft), next(iter(on_it), None))


def _earlier(found: Sequence[Assessment], stored: Stored) -> Assessment | None:
    """The last submitted assessment on an earlier version of a rubric."""
    done = [row for row in found if not row.is_draft and framework(row.version_id).code == stored.framework.code]
    return last_on_line(done, line_to(stored.id)) if done else None


def rubric_with(person: Person, codes: Iterable[str], goal: Goal | None = None) -> Framework:
    """The rubric whose descriptors some codes are: that of the plan, of a goal, or a version that has them all."""
    wanted = {code.rpartition(".")[0] for code in codes}
    first = framework(goal.version_id) if goal else planned_on(person).framework
    if wanted <= {row.code for row in first.criteria}:
        return first
    for found in [planned_on(person).framework, *versions_of_code(planned_on(person).framework.code)]:
        if wanted <= {row.code for row in found.criteria}:
            return found
    others = (stored.framework for stored in current().values())
    return next((found for found in others if wanted <= {row.code for row in found.criteria}), first)


def here_with(person: Person, criterion: str) -> Here:
    """Where a person is on the rubric of their plan, or on another one if that has a criterion and theirs does not."""
    rubrics = [planned_on(person), *current().values()]
    found = next(
        (each for each in rubrics if any(row.code == criterion for row in each.framework.criteria)), rubrics[0]
    )
    return here(person) if found is rubrics[0] else here(person, found.id)


def asked_first(framework: Framework, role: Offered) -> list[str]:
    """The criteria that a role asks first."""
    return [asked.criterion for asked in short_start(framework, role.profile)]


def role_of(person: Person | None, framework: Framework, key: str) -> Offered | None:
    """The role whose criteria are asked first; none where there is none, or none any more."""
    try:
        return find_role(person, framework, key) if key else None
    except UnknownCode:
        return None


def focus_of(person: Person) -> list[str]:
    """The focus criteria of the active goals, each once."""
    version = planned_on(person).id
    goals = (goal for goal in active_goals(person) if goal.version_id == version)
    return list(dict.fromkeys(code for goal in goals for code in goal.focus))


def towards(goal: Goal | None, role: Offered | None) -> RoleProfile | None:
    """Where the path leads: to the goal's role, else to the one of the short start."""
    if goal and goal.profile:
        return goal.asked
    return role.profile if role else None
