"""How often a task is tried, and how long is waited in between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django_tasks.base import Task

AnyTask = TypeVar("AnyTask", bound=Task)  # type: ignore[type-arg]


class GivenUp(Exception):
    """Raised by a task that must not be tried again."""


class WorkerDied(GivenUp):
    """What is noted of an attempt whose worker ended in the middle of it."""


DIED = f"{WorkerDied.__module__}.{WorkerDied.__qualname__}"


@dataclass(frozen=True)
class Rule:
    """So many attempts in all; after each, twice the wait of before."""

    attempts: int = 6
    first: timedelta = timedelta(minutes=1)

    def wait(self, attempts: int) -> timedelta:
        """How long is waited after so many attempts: 1, 2, 4, 8 and 16 minutes."""
        return self.first * int(2 ** (attempts - 1))


USUAL = Rule()
_rules: dict[str, Rule] = {}


def retried(*, attempts: int = USUAL.attempts, first: timedelta = USUAL.first) -> Callable[[AnyTask], AnyTask]:
    """Give a task a rule of its own: `@retried(attempts=3)` above `@task()`. All others have the usual one."""

    def keep(task: AnyTask) -> AnyTask:
        _rules[task.module_path] = Rule(attempts, first)
        return task

    return keep


def rule_of(path: str) -> Rule:
    """The rule of the task at a path."""
    return _rules.get(path, USUAL)
