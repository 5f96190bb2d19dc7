"""Keeping at it: check-ins, and how often they are."""

from datetime import date, datetime, time
from typing import Annotated

from ninja import Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Pk, Taken, Yes, given
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.shown import text
from tamarack.common.addresses import site_url
from tamarack.exchange.calendar import calendar_token
from tamarack.growth import queries
from tamarack.growth.actions import keeping as actions
from tamarack.growth.models import TEXT_MOST, CheckIn, Rhythm

part = Part("Plan", "plan")


class ShownCheckIn(Schema):
    """A look back and ahead."""

    id: int = Field(examples=[6])
    at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])
    moved: str = text("Two employers came.")
    in_the_way: str = text("")
    next: str = text("Ask them what they saw.")

    @classmethod
    def of(cls, row: CheckIn) -> "ShownCheckIn":
        """A check-in."""
        return cls(id=row.pk, at=row.at, moved=row.moved, in_the_way=row.in_the_way, next=row.next)


class CheckInSaid(Taken):
    """Three questions; one answer is enough. In a change, what is left out stays."""

    moved: str = Field("", max_length=TEXT_MOST, examples=["Two employers came."])
    in_the_way: str = Field("", max_length=TEXT_MOST, examples=[""])
    next: str = Field("", max_length=TEXT_MOST, examples=["Ask them what they saw."])


class ShownRhythm(Schema):
    """How often check-ins are, and whether reminders come by mail."""

    every: int = Field(examples=[4], description="Weeks between check-ins; 0: none.")
    next_on: date | None
    at: str = text("09:00")
    time_zone: str = text("America/Halifax", "Empty: that of the site.")
    reminders: bool = Field(examples=[False])
    weekday: int = Field(examples=[0], description="Day of the reminder; 0 is Monday.")

    @classmethod
    def of(cls, row: Rhythm) -> "ShownRhythm":
        """A rhythm."""
        return cls(
            every=row.every, next_on=row.next_on, at=f"{row.at:%H:%M}", time_zone=row.time_zone,
            reminders=row.reminders, weekday=row.weekday,
        )  # fmt: skip


class RhythmSaid(Taken):
    """What is to be otherwise; what is left out stays."""

    every: Annotated[int, Field(strict=True, json_schema_extra={"enum": Rhythm.Every.values})] = 0
    next_on: Day | None = None
    at: str = Field("09:00", pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["09:30"])
    time_zone: str = Field("", max_length=60, examples=["America/Halifax"])
    reminders: Yes = False
    weekday: Annotated[int, Field(strict=True, ge=0, le=6)] = 0


class Calendar(Schema):
    """The private address of one’s calendar."""

    address: str = text("https://tamarack.example.ca/calendar/….ics")


@part.lists("/check-ins", ShownCheckIn)
def list_check_ins(request: ApiRequest) -> Found:
    """One’s check-ins."""
    return queries.check_ins(request.auth.person)


@part.makes("/check-ins", ShownCheckIn)
def make_check_in(request: ApiRequest, body: CheckInSaid) -> ShownCheckIn:
    """Keep a check-in."""
    made = actions.check_in(request.auth.person, moved=body.moved, in_the_way=body.in_the_way, next_=body.next)
    return ShownCheckIn.of(made)


@part.reads("/check-ins/{int:pk}", ShownCheckIn)
def read_check_in(request: ApiRequest, pk: Pk) -> ShownCheckIn:
    """A check-in."""
    return ShownCheckIn.of(queries.own_check_in(request.auth.person, pk))


@part.changes("/check-ins/{int:pk}", ShownCheckIn, now=read_check_in)
def change_check_in(request: ApiRequest, pk: Pk, body: CheckInSaid) -> ShownCheckIn:
    """Change what a check-in says."""
    person, found = request.auth.person, queries.own_check_in(request.auth.person, pk)
    said = given(body, {"moved": found.moved, "in_the_way": found.in_the_way, "next": found.next})
    said["next_"] = said.pop("next")
    actions.change_check_in(person, found, **said)
    return ShownCheckIn.of(queries.own_check_in(person, pk))


@part.removes("/check-ins/{int:pk}", now=read_check_in, gives=ShownCheckIn)
def delete_check_in(request: ApiRequest, pk: Pk) -> None:
    """Erase a check-in."""
    actions.delete_check_in(request.auth.person, queries.own_check_in(request.auth.person, pk))


@part.reads("/rhythm", ShownRhythm)
def read_rhythm(request: ApiRequest) -> ShownRhythm:
    """How often check-ins are, and whether reminders come."""
    return ShownRhythm.of(queries.rhythm(request.auth.person))


@part.changes("/rhythm", ShownRhythm, now=read_rhythm)
def set_rhythm(request: ApiRequest, body: RhythmSaid) -> ShownRhythm:
    """Choose how often check-ins are, and whether reminders come."""
    kept = queries.rhythm(request.auth.person)
    said = given(body, {name: getattr(kept, name) for name in RhythmSaid.model_fields})
    if isinstance(said["at"], str):
        said["at"] = time.fromisoformat(said["at"])
    return ShownRhythm.of(actions.set_rhythm(request.auth.person, **said))


@part.makes("/calendar", Calendar)
def renew_calendar(request: ApiRequest) -> Calendar:
    """Make a private address of one’s calendar; the one before, if there is one, ends."""
    token = calendar_token(actions.renew_calendar(request.auth.person))
    return Calendar(address=site_url("calendar_feed", token))


@part.removes("/calendar")
def revoke_calendar(request: ApiRequest) -> None:
    """End the private address of one’s calendar."""
    actions.revoke_calendar(request.auth.person)
