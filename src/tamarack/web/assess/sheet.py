"""What is being rated: someone's draft, or a visitor's trial. Pages and scripts rate both in the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.urls import reverse

from tamarack.assessment.actions import rating as actions
from tamarack.assessment.answers import Answer, Answers, Change
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries import rating as queries
from tamarack.assessment.trial import Trial, rate_trial
from tamarack.common.keys import digests
from tamarack.core.framework import Framework
from tamarack.people.models import Person
from tamarack.portfolio.queries.evidence import by_criterion
from tamarack.rubric.queries import framework
from tamarack.stewardship.queries.crosswalks import Elsewhere, elsewhere


@dataclass(frozen=True)
class Asked:
    """What is asked first: some criteria, since they weigh most for a role, or alone, since the others are carried."""

    first: tuple[str, ...] = ()
    role: str = ""
    carried: bool = False


class Sheet(Protocol):
    """What the pages need to know and do."""

    root: str
    owner: str
    started_at: datetime
    framework: Framework
    trial: bool
    asked: "Asked"

    def answers_and_last(self) -> tuple[Answers, Mapping[str, Answer] | None]:
        """The answers, and those of last time."""
        ...

    def answers_and_news(self, since: datetime) -> tuple[Answers, list[str]]:
        """The answers, and which were written since a moment."""
        ...

    def evidence(self) -> Mapping[str, Sequence[tuple[int, str]]] | None:
        """By criterion the numbers and titles of one's evidence; none without an account."""
        ...

    def elsewhere(self) -> list[Elsewhere]:
        """What one has answered on other frameworks; nothing without an account."""
        ...

    def rate(self, changes: Mapping[str, Change]) -> dict[str, Answer]:
        """Save answers, all or none, and say what stood before."""
        ...


def owner_key(person: Person) -> str:
    """By what a browser tells whose waiting answers it holds, without saying who it is."""
    return owner_keys(person)[0]


def owner_keys(person: Person) -> list[str]:
    """The same under each of the site's keys: answers may wait since before it was exchanged."""
    return [digest.hex()[:16] for digest in digests("tamarack.waiting", str(person.pk), "sha1")]


def asked_of(assessment: Assessment) -> Asked:
    """What an assessment asks first."""
    return Asked(tuple(assessment.first), assessment.role, bool(assessment.first) and not assessment.role)


class OwnSheet:
    """A draft of someone signed in."""

    trial = False

    def __init__(self, person: Person, assessment: Assessment) -> None:
        self.person = person
        self.assessment = assessment
        self.root = reverse("assessment", args=[assessment.pk])
        self.owner = owner_key(person)
        self.started_at = assessment.started_at
        self.asked = asked_of(assessment)
        self.framework = framework(assessment.version_id)

    def answers_and_last(self) -> tuple[Answers, Mapping[str, Answer] | None]:
        """The answers, and those of last time."""
        return queries.answers_and_last(self.assessment)

    def answers_and_news(self, since: datetime) -> tuple[Answers, list[str]]:
        """The answers, and which were written since a moment."""
        return queries.answers_and_news(self.assessment, since)

    def evidence(self) -> Mapping[str, Sequence[tuple[int, str]]] | None:
        """What the portfolio has for each criterion."""
        return by_criterion(self.person, self.assessment.version_id)

    def elsewhere(self) -> list[Elsewhere]:
        """What the crosswalks of this framework lead to."""
        return elsewhere(self.person, self.framework)

    def rate(self, changes: Mapping[str, Change]) -> dict[str, Answer]:
        """Save answers in the database."""
        return actions.rate(self.person, self.assessment, changes)


class TrialSheet:
    """A visitor's trial."""

    trial = True

    def __init__(self, trial: Trial) -> None:
        self.session = trial.session
        self.answers = trial.answers
        self.root = reverse("trial")
        self.owner = trial.key
        self.started_at = trial.started_at
        self.asked = Asked(trial.first, trial.role)
        self.framework = framework(trial.version_id)

    def answers_and_last(self) -> tuple[Answers, Mapping[str, Answer] | None]:
        """The answers; there is no last time."""
        return self.answers, None

    def answers_and_news(self, since: datetime) -> tuple[Answers, list[str]]:
        """The answers, all of which may be news to another window."""
        return self.answers, list(self.answers.by_code)

    def evidence(self) -> Mapping[str, Sequence[tuple[int, str]]] | None:
        """None: a portfolio needs an account."""
        return None

    def elsewhere(self) -> list[Elsewhere]:
        """Nothing: a trial knows nobody."""
        return []

    def rate(self, changes: Mapping[str, Change]) -> dict[str, Answer]:
        """Keep answers in the trial's session."""
        trial, before = rate_trial(self.session, changes)
        self.answers = trial.answers
        return before
