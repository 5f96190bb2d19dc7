"""The professional development log, and the schemes by whose rules it counts."""

from datetime import date
from typing import Annotated, Any

from ninja import File, Path, Schema, UploadedFile
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Number, Pk, Taken, given
from tamarack.api.paging import Found, Rows
from tamarack.api.part import Part
from tamarack.api.parts.portfolio import ShownFile
from tamarack.api.shown import Words, text
from tamarack.core.schemes import Rules
from tamarack.growth.queries import own_action
from tamarack.growth.standing import planned_on
from tamarack.portfolio.actions import log as actions
from tamarack.portfolio.actions import schemes as scheme_actions
from tamarack.portfolio.actions.files import add_file, remove_file
from tamarack.portfolio.actions.log import Spent
from tamarack.portfolio.models import ACTIVITY_TITLE_MOST, PROJECT_MOST, Activity, Exemption, Following
from tamarack.portfolio.models.log import NOTES_MOST
from tamarack.portfolio.queries import log as queries
from tamarack.portfolio.queries.evidence import own_evidence
from tamarack.portfolio.queries.files import own_proof
from tamarack.portfolio.schemes import find_scheme, schemes

part = Part("Log", "log")
Quarters = Annotated[int, Field(strict=True, ge=0, le=40_000)]
Key = Annotated[str, Path(max_length=60, description="A scheme’s key.", examples=["sixty-in-three-years"])]


class ShownActivity(Schema):
    """Something that one did, or plans, to develop. Hours are told in quarters."""

    id: int = Field(examples=[14])
    title: str = text("Coaching workshop")
    on: date
    category: Activity.Category
    done_quarters: int = Field(examples=[12])
    planned_quarters: int = Field(examples=[0])
    project: str = text("")
    criteria: list[str] = Field(examples=[["COL.1"]])
    notes: str = text("")
    reflection: str = text("I ask more now.")
    proofs: list[ShownFile]

    @classmethod
    def of(cls, row: Activity) -> "ShownActivity":
        """An activity with its proofs."""
        return cls(
            id=row.pk, title=row.title, on=row.on, category=Activity.Category(row.category),
            done_quarters=row.done_quarters, planned_quarters=row.planned_quarters, project=row.project,
            criteria=row.criteria, notes=row.notes, reflection=row.reflection,
            proofs=[ShownFile.of(file) for file in row.files.all()],
        )  # fmt: skip


class ActivitySaid(Taken):
    """What is said of an activity; in a change, what is left out stays."""

    title: str = Field("", max_length=ACTIVITY_TITLE_MOST, examples=["Coaching workshop"])
    on: Day | None = None
    category: Activity.Category = Activity.Category.WORKSHOP
    done_quarters: Quarters = Field(0, examples=[12], description="Quarters of an hour.")
    planned_quarters: Quarters = Field(0, examples=[0])
    project: str = Field("", max_length=PROJECT_MOST, examples=[""])
    criteria: list[str] = Field([], max_length=200, examples=[["COL.1"]])
    notes: str = Field("", max_length=NOTES_MOST, examples=[""])
    reflection: str = Field("", max_length=NOTES_MOST, examples=["I ask more now."])


class ActivityMade(ActivitySaid):
    """What a new activity says."""

    title: str = Field(min_length=1, max_length=ACTIVITY_TITLE_MOST, examples=["Coaching workshop"])
    on: Day
    action: Number | None = Field(None, examples=[None], description="The action that it is entered from.")
    evidence: Number | None = Field(None, examples=[None], description="The evidence that it is entered from.")


class ShownScheme(Schema):
    """A scheme: what it is called, and what it asks for."""

    key: str = text("sixty-in-three-years")
    name: Words = Field(examples=[{"en": "Sixty hours in three years"}])
    minimum_quarters: int = Field(examples=[240])

    @classmethod
    def of(cls, rules: Rules) -> "ShownScheme":
        """A scheme."""
        return cls(key=rules.key, name=dict(rules.name), minimum_quarters=rules.minimum)


class ShownExemption(Schema):
    """Days for which a scheme asks less, and why."""

    id: int = Field(examples=[1])
    began: date
    ended: date
    reason: Exemption.Reason
    note: str = text("")

    @classmethod
    def of(cls, row: Exemption) -> "ShownExemption":
        """An exemption."""
        return cls(id=row.pk, began=row.began, ended=row.ended, reason=Exemption.Reason(row.reason), note=row.note)


class ShownFollowing(Schema):
    """A scheme that one follows, and where one is in it."""

    scheme: str = text("sixty-in-three-years")
    since: date
    exemptions: list[ShownExemption]
    first: date | None
    last: date | None
    counted_quarters: int = Field(examples=[120])
    needed_quarters: int = Field(examples=[240])


class Followed(Taken):
    """Since when."""

    since: Day


class ExemptionMade(Taken):
    """From one day to another, and why."""

    began: Day
    ended: Day
    reason: Exemption.Reason
    note: str = Field("", max_length=ACTIVITY_TITLE_MOST, examples=[""])


@part.lists("/log", ShownActivity)
def list_activities(request: ApiRequest) -> Found:
    """All that one did and plans."""
    return queries.activities(request.auth.person)


@part.makes("/log", ShownActivity)
def log_activity(request: ApiRequest, body: ActivityMade) -> ShownActivity:
    """Put an activity into the log."""
    person = request.auth.person
    if body.action:
        own_action(person, body.action)
    if body.evidence:
        own_evidence(person, body.evidence)
    made = actions.log_activity(
        person, planned_on(person), _spent(body.dict()), action=body.action, evidence=body.evidence
    )
    return ShownActivity.of(made)


@part.reads("/log/{int:pk}", ShownActivity)
def read_activity(request: ApiRequest, pk: Pk) -> ShownActivity:
    """An activity, with its proofs."""
    return ShownActivity.of(queries.own_activity(request.auth.person, pk))


@part.changes("/log/{int:pk}", ShownActivity, now=read_activity)
def change_activity(request: ApiRequest, pk: Pk, body: ActivitySaid) -> ShownActivity:
    """Change what an activity says."""
    person, found = request.auth.person, queries.own_activity(request.auth.person, pk)
    said = given(body, {name: getattr(found, name) for name in ActivitySaid.model_fields})
    said["on"] = said["on"] or found.on
    actions.change_activity(person, found, queries.rubric_of(found, planned_on(person)), _spent(said))
    return ShownActivity.of(queries.own_activity(person, pk))


@part.removes("/log/{int:pk}", now=read_activity, gives=ShownActivity)
def delete_activity(request: ApiRequest, pk: Pk) -> None:
    """Erase an activity with its proofs."""
    actions.delete_activity(request.auth.person, queries.own_activity(request.auth.person, pk))


@part.does("/log/{int:pk}/done", ShownActivity)
def do_activity(request: ApiRequest, pk: Pk) -> ShownActivity:
    """Call a planned activity done, as planned."""
    person = request.auth.person
    actions.do_activity(person, queries.own_activity(person, pk))
    return ShownActivity.of(queries.own_activity(person, pk))


@part.makes("/log/{int:pk}/proofs", ShownFile)
def add_proof(request: ApiRequest, pk: Pk, file: File[UploadedFile]) -> ShownFile:
    """Add a proof to an activity."""
    found = queries.own_activity(request.auth.person, pk)
    return ShownFile.of(add_file(request.auth.person, file, activity=found))


@part.removes("/log/{int:pk}/proofs/{int:proof}")
def remove_proof(request: ApiRequest, pk: Pk, proof: Pk) -> None:
    """Erase a proof."""
    person = request.auth.person
    remove_file(person, own_proof(person, pk, proof))


@part.lists("/schemes", ShownScheme, key=lambda row: row.key)
def list_schemes(request: ApiRequest) -> Found:
    """The schemes that come along."""
    return schemes().values()


@part.lists("/schemes/followed", ShownFollowing)
def list_followed(request: ApiRequest) -> Found:
    """The schemes that one follows, and where one is in each."""
    log = queries.log(request.auth.person)
    return Rows(queries.followed(request.auth.person), lambda row: _following(row, log))


@part.sets("/schemes/{key}/follow", ShownScheme)
def follow_scheme(request: ApiRequest, key: Key, body: Followed) -> ShownScheme:
    """Follow a scheme since a day, or since another day."""
    scheme_actions.follow_scheme(request.auth.person, key, body.since)
    return ShownScheme.of(find_scheme(key))


@part.removes("/schemes/{key}/follow")
def leave_scheme(request: ApiRequest, key: Key) -> None:
    """Follow a scheme no more; its exemptions go with it, the log stays."""
    scheme_actions.leave_scheme(request.auth.person, queries.own_following(request.auth.person, key))


@part.makes("/schemes/{key}/exemptions", ShownExemption)
def add_exemption(request: ApiRequest, key: Key, body: ExemptionMade) -> ShownExemption:
    """Say that a scheme asks less from one day to another, and why."""
    person = request.auth.person
    return ShownExemption.of(scheme_actions.add_exemption(person, queries.own_following(person, key), **body.dict()))


@part.removes("/exemptions/{int:pk}")
def delete_exemption(request: ApiRequest, pk: Pk) -> None:
    """Take an exemption back."""
    scheme_actions.delete_exemption(request.auth.person, queries.own_exemption(request.auth.person, pk))


def _spent(said: dict[str, Any]) -> Spent:
    names = ("title", "on", "category", "project", "criteria", "notes", "reflection")
    return Spent(**{name: said[name] for name in names}, done=said["done_quarters"], planned=said["planned_quarters"])


def _following(row: Following, log: queries.Log) -> ShownFollowing:
    present = queries.standing(row, log).now.periods[-1]
    return ShownFollowing(
        scheme=row.scheme, since=row.since, exemptions=[ShownExemption.of(each) for each in row.exemptions.all()],
        first=present.first, last=present.last, counted_quarters=present.total, needed_quarters=present.asked,
    )  # fmt: skip
