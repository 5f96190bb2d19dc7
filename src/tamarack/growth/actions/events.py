"""Writes about learning events: plan, change and cancel one, sign up and leave again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from django.db.models import F
from django.utils import timezone

from tamarack.common.checks import check_day, check_text, in_order
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput
from tamarack.core.framework import Framework
from tamarack.growth.actions.resources import check_url
from tamarack.growth.mail import tell_cancelled, tell_changed
from tamarack.growth.models import LINE_MOST, TEXT_MOST, LearningEvent, SignUp
from tamarack.growth.queries.team import who_comes
from tamarack.growth.rules import check_may_join
from tamarack.people.audit import What, record
from tamarack.people.models import Person, Team
from tamarack.people.rules import check_leads
from tamarack.rubric.queries import Stored

EVENTS_MOST = 1000
LONGEST = timedelta(days=31)
CAPACITY_MOST = 10_000
OVER = N_("This event is over, or does not take place.")


@dataclass(frozen=True)
class Planned:
    """What a lead says of an event; times carry a time zone, which is the one that `time_zone` names."""

    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    what: str = ""
    where: str = ""
    link: str = ""
    criteria: Sequence[str] = ()
    capacity: int | None = None
    for_all: bool = False

    def fields(self, rubric: Framework) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput, UnknownCode
            If it cannot be kept.
        """
        self._check_times()
        if self.capacity is not None and not 1 <= self.capacity <= CAPACITY_MOST:
            raise BadInput(N_("Places are a number from 1 to {most}, or none are said."), most=CAPACITY_MOST)
        where, link = check_text(self.where, LINE_MOST), check_url(self.link)
        if not where and not link:
            raise BadInput(N_("Please say where it is: a place, or a link."))
        return {
            "title": check_text(self.title, LINE_MOST, needed=True),
            "what": check_text(self.what, TEXT_MOST),
            "where": where,
            "link": link,
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "time_zone": self.time_zone,
            "criteria": in_order(rubric, self.criteria),
            "capacity": self.capacity,
            "for_all": self.for_all,
        }

    def _check_times(self) -> None:
        if self.time_zone not in available_timezones():
            raise BadInput(N_("There is no time zone “{name}”."), name=self.time_zone[:60])
        check_day(self.starts_at.date())
        check_day(self.ends_at.date())
        if self.ends_at <= self.starts_at:
            raise BadInput(N_("The end is not after the start. Please look at the times again."))
        if self.ends_at - self.starts_at > LONGEST:
            raise BadInput(N_("An event takes {most} days at most. Please look at the dates again."), most=LONGEST.days)
        if self.ends_at <= timezone.now():
            raise BadInput(N_("This time has passed. Please choose one that is still to come."))


def plan_event(person: Person, team: Team, version: Stored, planned: Planned) -> LearningEvent:
    """Plan an event for a team, or for its whole organisation."""
    check_leads(person, team)
    fields = planned.fields(version.framework)
    with write():
        if LearningEvent.objects.filter(team=team).count() >= EVENTS_MOST:
            raise BadInput(N_("This team has {most} events already."), most=EVENTS_MOST)
        record(What.PLANNED, by=person, organisation=team.organisation, about=team.name)
        return LearningEvent.objects.create(team=team, version_id=version.id, made_by=person, **fields)


def change_event(person: Person, event: LearningEvent, version: Stored, planned: Planned) -> None:
    """Change what is said of an event, and tell those who come."""
    check_leads(person, event.team)
    fields = planned.fields(version.framework)
    with write():
        found = _locked(event)
        _check_ahead(found)
        if planned.capacity is not None and planned.capacity < found.sign_ups.count():
            raise BadInput(N_("{count} people have signed up. Please leave as many places at least."),
                           count=found.sign_ups.count())  # fmt: skip
        changed = {name: value for name, value in fields.items() if getattr(found, name) != value}
        if not changed:
            return
        for name, value in {**changed, "version_id": version.id, "changed_at": timezone.now()}.items():
            setattr(event, name, value)
        event.changes = found.changes + 1
        event.save()
        _note(What.CHANGED_EVENT, person, event)
        for guest in who_comes(event):
            tell_changed(event, guest)


def cancel_event(person: Person, event: LearningEvent, reason: str = "") -> None:
    """Call an event off, and tell those who come, perhaps why."""
    check_leads(person, event.team)
    reason = check_text(reason, LINE_MOST)
    with write():
        _check_ahead(_locked(event))
        event.cancelled_at = event.changed_at = timezone.now()
        LearningEvent.objects.filter(pk=event.pk).update(
            cancelled_at=event.cancelled_at, changed_at=event.changed_at, changes=F("changes") + 1
        )
        _note(What.CANCELLED_EVENT, person, event)
        for guest in who_comes(event):
            tell_cancelled(event, guest, reason)


def _note(what: What, person: Person, event: LearningEvent) -> None:
    record(what, by=person, organisation=event.team.organisation, about=event.title)


def _locked(event: LearningEvent) -> LearningEvent:
    """The event as it is now, which nobody else changes until this is done."""
    return LearningEvent.objects.select_for_update().get(pk=event.pk)


def _check_ahead(event: LearningEvent) -> None:
    if event.is_over or event.is_cancelled:
        raise BadInput(OVER)


def sign_up(person: Person, event: LearningEvent) -> None:
    """Sign up for an event, if there is a place; who has is told nothing new."""
    check_may_join(person, event)
    with write():
        found = _locked(event)
        _check_ahead(found)
        if found.sign_ups.filter(person=person).exists():
            return
        present = len(who_comes(event))
        if found.capacity is not None and present >= found.capacity:
            raise BadInput(
                N_("All {count} places are taken. If someone leaves, you can sign up."), count=found.capacity
            )
        SignUp.objects.create(event=found, person=person)


def leave_event(person: Person, event: LearningEvent) -> None:
    """Not come after all."""
    with write():
        _check_ahead(_locked(event))
        SignUp.objects.filter(event=event, person=person).delete()
