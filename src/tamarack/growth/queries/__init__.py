"""Reads about growth. Each is scoped to the person who asks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from django.db import models
from django.db.models import Q

from tamarack.common.database import rows
from tamarack.common.numbers import whole
from tamarack.core.carry import follow
from tamarack.core.errors import N_, UnknownCode
from tamarack.core.formats.profile import to_document
from tamarack.core.framework import Framework, shorten
from tamarack.core.roles import RoleProfile, moved_profile
from tamarack.growth.models import Action, CheckIn, Goal, GoalEvent, Resource, Rhythm, Role
from tamarack.growth.starters import starter_roles
from tamarack.people.models import Person
from tamarack.rubric.models import Version
from tamarack.rubric.queries import framework, line_of

STILL = (Action.State.OPEN.value, Action.State.UNDER_WAY.value)
_AWAKE = "(goal_id IS NULL OR goal_id IN (SELECT id FROM growth_goal WHERE person_id = %s AND state = %s))"
OWN, ORGANISATION = "own-", "org-"
"""Before the number of a role profile that a person, or an organisation, made, in its key."""
AHEAD = timedelta(days=7)
"""What home shows of the actions that are ahead."""

Thing = TypeVar("Thing", bound=models.Model)


@dataclass(frozen=True)
class Offered:
    """A role profile that a person can choose: a starter, their own, or one of an organisation that they are in.

    Attributes
    ----------
    key : str
        The starter's code, or ``own-`` or ``org-`` and a number.
    row : Role, optional
        Where it is kept, if it is no starter.
    organisation : str
        The name of the organisation whose it is.
    """

    key: str
    profile: RoleProfile
    row: Role | None = None
    organisation: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the person made it."""
        return self.row is not None and not self.organisation

    @property
    def starter(self) -> str:
        """The code of the starter that it is, or that it was copied from."""
        return self.row.copied_from if self.row else self.key


def _own(kind: type[Thing], person: Person, pk: int, message: str) -> Thing:
    """Something of this person's; whether someone else has it is not told."""
    try:
        found: Thing = kind._default_manager.get(pk=pk, person=person)
    except (kind.DoesNotExist, OverflowError):  # type: ignore[attr-defined]
        raise UnknownCode(message) from None
    return found


def own_role(person: Person, pk: int) -> Role:
    """A role profile that this person made."""
    return _own(Role, person, pk, N_("You have no such role profile. It may have been deleted."))


def own_role_by_key(person: Person, key: str) -> Role:
    """A role profile that this person made, by its key."""
    pk = whole(key.removeprefix(OWN)) if key.startswith(OWN) else None
    return own_role(person, pk or 0)


def member_role(person: Person, pk: int) -> Role:
    """A role profile of an organisation that this person is in.

    Raises
    ------
    UnknownCode
        If there is none such: whether another organisation has it is not told.
    """
    found = Role.objects.filter(pk=pk, organisation__members__person=person).select_related("organisation").first()
    if found is None:
        raise UnknownCode(N_("Your organisations have no such role profile. It may have been deleted."))
    return found


def own_goal(person: Person, pk: int) -> Goal:
    """A goal of this person's."""
    return _own(Goal, person, pk, N_("You have no such goal. It may have been deleted."))


def own_action(person: Person, pk: int) -> Action:
    """An action of this person's."""
    return _own(Action, person, pk, N_("You have no such action. It may have been deleted."))


def own_check_in(person: Person, pk: int) -> CheckIn:
    """A check-in of this person's."""
    return _own(CheckIn, person, pk, N_("You have no such check-in. It may have been deleted."))


def own_resource(person: Person, pk: int) -> Resource:
    """A resource of this person's."""
    return _own(Resource, person, pk, N_("You have no such resource. It may have been deleted."))


def own_roles(person: Person, version_id: int) -> list[Offered]:
    """The role profiles that this person made for a version, oldest first; then those of their organisations."""
    found = _shelf(Role, person, "own.version_id = %s", version_id, order="own.created_at, own.id")
    return [_offered(row, row.organisation_name or "") for row in found]  # type: ignore[attr-defined]


def _offered(row: Role, organisation: str) -> Offered:
    return Offered(f"{ORGANISATION if organisation else OWN}{row.pk}", row.profile, row, organisation)


def _shelf(kind: type[Thing], person: Person, condition: str, *values: object, order: str) -> list[Thing]:
    """What is a person's own, then what is of their organisations, whose name is its `organisation_name`."""
    query = (
        f"SELECT own.*, place.name AS organisation_name FROM {kind._meta.db_table} own "  # noqa: S608
        "LEFT JOIN people_organisation place ON place.id = own.organisation_id "
        f"WHERE {condition} AND (own.person_id = %s OR own.organisation_id IN "
        "(SELECT organisation_id FROM people_member WHERE person_id = %s)) "
        f"ORDER BY CASE WHEN own.person_id IS NULL THEN 1 ELSE 0 END, place.name, {order}"
    )
    return list(kind._default_manager.raw(query, (*values, person.pk, person.pk)))


def offered_starters(framework: Framework) -> list[Offered]:
    """The starter role profiles."""
    return [Offered(key, profile) for key, profile in starter_roles(framework).items()]


def find_role(person: Person | None, framework: Framework, key: str) -> Offered:
    """A role profile by its key: a starter, one of this person's own, or of an organisation that they are in.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    prefix, _, digits = key.rpartition("-")
    number = whole(digits)
    if person and number is not None and f"{prefix}-" == OWN:
        return _offered(own_role(person, number), "")
    if person and number is not None and f"{prefix}-" == ORGANISATION:
        role = member_role(person, number)
        return _offered(role, str(role.organisation))
    if profile := starter_roles(framework).get(key):
        return Offered(key, profile)
    raise UnknownCode(N_("There is no role profile “{key}” here."), key=shorten(key))


def newer_profile(person: Person, framework: Framework, goal: Goal) -> RoleProfile | None:
    """What the role profile of a goal asks for by now, if that is other than when the goal was made."""
    if not goal.role:
        return None
    try:
        profile = find_role(person, framework, goal.role).profile
    except UnknownCode:
        return None
    return profile if to_document(profile) != goal.profile else None


def own_goals(person: Person) -> list[Goal]:
    """All goals of this person's, oldest first."""
    return rows(Goal, "person_id = %s", person.pk, order="created_at, id")


def leading(goals: Sequence[Goal], version_id: int) -> Goal | None:
    """The goal that pages speak of: of the active ones on a rubric the first with a role profile, else the first."""
    code = framework(version_id).code
    active = [goal for goal in goals if goal.state == Goal.State.ACTIVE and framework(goal.version_id).code == code]
    return next((goal for goal in active if goal.profile), active[0] if active else None)


def asked_on(goal: Goal, version_id: int) -> RoleProfile | None:
    """What a goal's role profile asks for, on a version that may not be the goal's own."""
    profile = goal.asked
    if profile is None or goal.version_id == version_id:
        return profile
    line = [row.pk for row in line_of(Version.objects.select_related("framework").get(pk=version_id))]
    if goal.version_id not in line:
        same = {row.code: (row.code,) for row in framework(version_id).criteria}
        return moved_profile(profile, framework(version_id), same)
    versions = [framework(pk) for pk in line[line.index(goal.version_id) :]]
    return moved_profile(profile, versions[-1], follow(versions))


def active_goals(person: Person) -> list[Goal]:
    """The goals that this person is after now, oldest first."""
    return rows(Goal, "person_id = %s AND state = %s", person.pk, Goal.State.ACTIVE.value, order="created_at, id")


def leading_goal(person: Person, version_id: int) -> Goal | None:
    """`leading` of this person's goals."""
    return leading(active_goals(person), version_id)


def history_of(goal: Goal) -> list[GoalEvent]:
    """What became of a goal, in the order of time."""
    return list(goal.events.all())


@dataclass
class Plan:
    """All goals of a person, with their actions; `free` are under none."""

    goals: list[Goal]
    actions: dict[int, list[Action]] = field(default_factory=dict)
    free: list[Action] = field(default_factory=list)

    def of(self, goal: Goal) -> list[Action]:
        """The actions under a goal, in the person's order."""
        return self.actions.get(goal.pk, [])

    @property
    def all_actions(self) -> list[Action]:
        """Every action, under goals and free."""
        return [action for goal in self.goals for action in self.of(goal)] + self.free

    @property
    def ahead(self) -> int:
        """How many actions are to be done: free ones, and those under active goals."""
        active = [action for goal in self.goals if goal.state == Goal.State.ACTIVE for action in self.of(goal)]
        return sum(action.is_open for action in active + self.free)

    @property
    def planned(self) -> set[str]:
        """Descriptors that an open action serves, and criteria that an active goal is about."""
        served = {code for action in self.all_actions if action.is_open for code in action.serves}
        return served.union(*(goal.focus for goal in self.goals if goal.state == Goal.State.ACTIVE))


def plan(person: Person) -> Plan:
    """All of a person's goals and actions, in two queries."""
    found = Plan(own_goals(person))
    under: dict[int | None, list[Action]] = defaultdict(list)
    for action in rows(Action, "person_id = %s", person.pk, order="place, id"):
        under[action.goal_id].append(action)
    found.free = under.pop(None, [])
    found.actions = {key: rows for key, rows in under.items() if key is not None}
    return found


def open_actions(person: Person) -> list[Action]:
    """Everything that this person has still to do; what is under a goal that is not active rests, too."""
    condition = f"person_id = %s AND state IN (%s, %s) AND {_AWAKE}"
    return rows(Action, condition, person.pk, *STILL, person.pk, Goal.State.ACTIVE.value, order="place, id")


def soon(actions: Iterable[Action], today: date) -> list[Action]:
    """What of it is due within a week, and what is still open from before; the most urgent first."""
    dated = [(action.due, action.place, action.pk, action) for action in actions if action.due]
    return [action for day, *_, action in sorted(dated, key=lambda entry: entry[:3]) if day <= today + AHEAD]


def done_action(person: Person, key: str) -> Action | None:
    """An action of this person's that is done, by its number as an address says it; none for anything else."""
    number = whole(key)
    return None if number is None else Action.objects.filter(person=person, pk=number, state=Action.State.DONE).first()


def dated_actions(person: Person) -> list[Action]:
    """Open actions that have a day, with their goals, soonest first."""
    awake = Q(goal=None) | Q(goal__state=Goal.State.ACTIVE)
    found = Action.objects.filter(awake, person=person, state__in=STILL, due__isnull=False)
    return list(found.select_related("goal").order_by("due", "pk"))


def check_ins(person: Person) -> list[CheckIn]:
    """This person's check-ins, newest first."""
    return list(CheckIn.objects.filter(person=person).select_related("assessment"))


def done_actions(person: Person) -> list[Action]:
    """What this person has done, newest first."""
    return list(Action.objects.filter(person=person, state=Action.State.DONE).order_by("-done_on", "-pk"))


def events(person: Person) -> list[GoalEvent]:
    """What became of this person's goals, in the order of time."""
    return list(GoalEvent.objects.filter(goal__person=person).select_related("goal"))


def resources(person: Person) -> list[Resource]:
    """This person's resources, by title."""
    return list(Resource.objects.filter(person=person))


def library(person: Person) -> list[Resource]:
    """This person's resources by title, then those of their organisations and their teams in them."""
    seen = "(own.team_id IS NULL OR own.team_id IN (SELECT team_id FROM people_member WHERE person_id = %s))"
    return _shelf(Resource, person, seen, person.pk, order="own.title, own.id")


def rhythm(person: Person) -> Rhythm:
    """How this person keeps at it; as it is before anything is chosen where nothing is kept."""
    found = rows(Rhythm, "person_id = %s", person.pk, order="person_id")
    return found[0] if found else Rhythm(person=person)
