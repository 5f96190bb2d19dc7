"""Who comes by, and the rules that guard pages: what `permissions.py` says of each address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import import_string

from tamarack.people.models import Person

LINK, TRIAL, MIDWAY, NEWCOMER, JOINER = "link", "trial", "midway", "newcomer", "joiner"
GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")


@dataclass(frozen=True)
class Visitor:
    """Someone who comes by: who they are, if they are signed in, and what else they hold (a link, a trial, a sign-in
    that lacks its second step, a sign-up whose address is not confirmed, what a provider said of them)."""

    name: str
    person: Person | None = None
    holds: str = ""


@dataclass(frozen=True)
class Guard:
    """A rule as pages ask it: of a visitor and the thing that the page is about."""

    name: str
    allows: Callable[[Visitor, Any], bool]


ANYONE = Guard("anyone", lambda visitor, thing: True)
IN_DEMO = Guard("demo", lambda visitor, thing: True)
SIGNED_IN = Guard("signed in", lambda visitor, thing: visitor.person is not None)
WITH_LINK = Guard("link", lambda visitor, thing: visitor.holds == LINK)
WITH_TRIAL = Guard("trial", lambda visitor, thing: visitor.holds == TRIAL)
SIGNING_IN = Guard("signing in", lambda visitor, thing: visitor.holds == MIDWAY or visitor.person is not None)
SIGNING_UP = Guard("signing up", lambda visitor, thing: visitor.holds == NEWCOMER or visitor.person is not None)
JOINING = Guard("joining", lambda visitor, thing: visitor.holds == JOINER)
NOBODY = Guard("nobody", lambda visitor, thing: False)
STAFF = Guard("administrator", lambda visitor, thing: visitor.person is not None and visitor.person.is_staff)
OPEN_TO_ALL = (ANYONE, IN_DEMO, SIGNED_IN)
"""Guards that say nothing of who has a part in a thing."""


def by(path: str) -> Guard:
    """The guard of a predicate in some app's rules: asked of who is signed in, never said of anyone else."""
    predicate = import_string(f"tamarack.{path}")
    test = getattr(predicate, "test", predicate)
    return Guard(path, lambda visitor, thing: visitor.person is not None and bool(test(visitor.person, thing)))


def by_oneself(path: str) -> Guard:
    """The guard of a predicate that is asked of who is signed in, whatever the page is about."""
    predicate = import_string(f"tamarack.{path}")
    return Guard(path, lambda visitor, thing: visitor.person is not None and bool(predicate.test(visitor.person)))


def to(path: str) -> Guard:
    """The guard of a rule that is asked of everyone, also of who is not signed in."""
    rule = import_string(f"tamarack.{path}")
    return Guard(path, lambda visitor, thing: bool(rule(visitor.person, thing)))


OWN = by("people.rules.is_own")
RATES = by("assessment.rules.can_rate")
SEES_REVIEW = by("assessment.rules.can_see_review")
EVALUATES = by("assessment.rules.can_evaluate")
MEMBER = by("people.rules.is_member")
OWNER = by("people.rules.is_owner")
LEADS = by("people.rules.leads")
MAY_BEGIN = by("assessment.rules.may_begin")
RUNS = by("assessment.rules.runs")
USES = by("growth.rules.uses")
DECIDES = by("portfolio.credential_rules.decides")
OFFICER = by_oneself("people.rules.is_officer")
STEWARD = by("stewardship.rules.is_steward")


@dataclass(frozen=True)
class Row:
    """An address: its name, what guards it, what that is asked of (a thing of someone's, by kind), what it takes."""

    name: str
    guard: Guard
    of: str = ""
    takes: tuple[str, ...] = GET
