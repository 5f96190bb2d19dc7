"""Self-assessments: drafts, answers, submitting, where one stands, what moved."""

from datetime import date, datetime
from typing import Annotated

from ninja import Path, Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Number, Pk, Taken, Yes, given
from tamarack.api.paging import Found
from tamarack.api.part import Part
from tamarack.api.shown import RubricRef, ShownStanding, rubric_of, standings, steps, text
from tamarack.assessment.actions import rating as actions
from tamarack.assessment.actions.carrying import carry_over, confirm
from tamarack.assessment.actions.imported import discard_imported, take_imported
from tamarack.assessment.answers import Answer, Answers, Change, lines
from tamarack.assessment.carrying import brought_to, with_the_one_before
from tamarack.assessment.models import NAME_MOST, NOTE_MOST, Assessment, Imported, Rating
from tamarack.assessment.queries import campaign as campaigns
from tamarack.assessment.queries import rating as queries
from tamarack.assessment.words import summary
from tamarack.core.errors import N_, BadInput
from tamarack.core.growth import movement
from tamarack.growth.actions.keeping import link_assessment
from tamarack.growth.queries import find_role, leading_goal, own_check_in
from tamarack.growth.standing import asked_first, focus_of, planned_on, role_of, towards
from tamarack.rubric.queries import current_version

part = Part("Assessments", "assessments")
CriterionCode = Annotated[str, Path(max_length=40, description="A criterion’s code.", examples=["COL.1"])]
ANSWERS_MOST = 200


class ShownAssessment(Schema):
    """An assessment: a draft until it is submitted, immutable from then on."""

    id: int = Field(examples=[12])
    rubric: RubricRef
    name: str = text("Before my review")
    as_of: date | None = Field(examples=["2026-10-01"], description="The day it is about; none: when it was submitted.")
    first: list[str] = Field(examples=[["COL.1", "DIG.7"]], description="What is asked first, or alone.")
    role: str = text("career-centre-manager", "The role whose criteria are asked first.")
    started_at: datetime = Field(examples=["2026-09-01T09:00:00-04:00"])
    saved_at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])
    submitted_at: datetime | None = Field(examples=["2026-10-01T09:05:00-04:00"])

    @classmethod
    def of(cls, row: Assessment) -> "ShownAssessment":
        """An assessment."""
        return cls(
            id=row.pk, rubric=rubric_of(row.version_id), name=row.name, as_of=row.as_of, first=row.first, role=row.role,
            started_at=row.started_at, saved_at=row.saved_at, submitted_at=row.submitted_at,
        )  # fmt: skip


class Started(Taken):
    """How a draft begins. Where one is open on the rubric already, that is given back."""

    framework: str = Field("", max_length=40, examples=["cacee"], description="Empty: the rubric of one’s plan.")
    copy_last: Yes = Field(False, description="Whether to begin from one’s last answers rather than blank.")
    role: str = Field("", max_length=60, examples=[""], description="A role whose criteria are to be asked first.")


class Named(Taken):
    """What an assessment is called, and which day it is about; what is left out stays."""

    name: str = Field("", max_length=NAME_MOST, examples=["Before my review"])
    as_of: Day | None = Field(None, examples=["2026-10-01"])


class ShownAnswer(Schema):
    """A criterion’s answer. A rating is "0", a level, "NA" or null (unrated)."""

    criterion: str = text("COL.1")
    rating: str | None = text("E")
    reason: str = Field(examples=[""], description="Why it is not applicable.")
    note: str = text("I lead our employer group.")
    carried: bool = Field(examples=[False], description="Whether it was taken over and not looked at again.")
    confirm: str = Field(examples=[""], description="Why it waits for a yes, where it came from an earlier version.")

    @classmethod
    def of(cls, code: str, answer: Answer) -> "ShownAnswer":
        """An answer."""
        return cls(
            criterion=code, rating=answer.value or None, reason=answer.reason, note=answer.note, carried=answer.carried,
            confirm=answer.confirm,
        )  # fmt: skip


class ShownAnswers(Schema):
    """Every criterion’s answer, in rubric order."""

    answers: list[ShownAnswer]

    @classmethod
    def of(cls, found: Answers) -> "ShownAnswers":
        """All answers of an assessment."""
        return cls(answers=[ShownAnswer.of(row.code, found.of(row.code)) for row in found.framework.criteria])


class AnswerSaid(Taken):
    """What is said of a criterion; what is left out stays."""

    rating: str | None = Field(None, max_length=40, examples=["E"], description='"0", a level, "NA", or null: unrated.')
    reason: Rating.Reason | None = Field(None, examples=[None], description="With “NA”: why.")
    note: str = Field("", max_length=NOTE_MOST, examples=["I lead our employer group."])

    def change(self) -> Change:
        """As the action takes it."""
        said = self.model_fields_set
        return Change(
            value=(self.rating or "") if "rating" in said else None,
            reason=(self.reason or "") if "rating" in said else "",
            note=lines(self.note) if "note" in said else None,
        )


class AnswerOf(AnswerSaid):
    """The same, with the criterion’s code."""

    criterion: str = Field(max_length=40, examples=["COL.1"])


class AnswersSaid(Taken):
    """Several answers: all are kept, or none."""

    answers: list[AnswerOf] = Field(min_length=1, max_length=ANSWERS_MOST)


class Confirmed(Taken):
    """Which carried ratings still hold."""

    criteria: list[str] = Field(min_length=1, max_length=ANSWERS_MOST, examples=[["COL.1"]])


class Moved(Schema):
    """What moved since an earlier assessment, as codes of descriptors."""

    since: int = Field(examples=[9])
    gained: list[str] = Field(examples=[["COL.1.E"]])
    let_go: list[str] = Field(examples=[[]])
    untold: list[str] = Field(examples=[[]], description="Criteria of which nothing can be told.")


class Standing(Schema):
    """Where an assessment stands."""

    id: int = Field(examples=[12])
    rubric: RubricRef
    summary: str = text("You meet 40 of 98 descriptors.")
    met: int = Field(examples=[40])
    of: int = Field(examples=[98])
    unrated: int = Field(examples=[0])
    provisional: bool = Field(examples=[False])
    competencies: list[ShownStanding]
    path: list[str] = Field(examples=[["COL.3.B", "COL.2.E"]], description="The way to the goal’s role, or to the top.")
    moved: Moved | None


class RatedAgain(Taken):
    """A check-in with which the assessment begins."""

    check_in: Number | None = Field(None, examples=[None])


class ShownImported(Schema):
    """Answers from a form that an organisation brought in; they wait for their person."""

    id: int = Field(examples=[4])
    rubric: RubricRef
    organisation: str = text("clearwater")

    @classmethod
    def of(cls, row: Imported) -> "ShownImported":
        """What waits."""
        return cls(id=row.pk, rubric=rubric_of(row.version_id), organisation=row.organisation.code)


class CarriedTo(Taken):
    """On which rubric."""

    framework: str = Field(max_length=40, examples=["cacee"])


@part.lists("/assessments", ShownAssessment)
def list_assessments(request: ApiRequest) -> Found:
    """All of one’s assessments, drafts too."""
    return queries.own_assessments(request.auth.person)


@part.makes("/assessments", ShownAssessment)
def start_assessment(request: ApiRequest, body: Started) -> ShownAssessment:
    """Start a draft, or get the one that is open."""
    person = request.auth.person
    stored = current_version(body.framework) if body.framework else planned_on(person)
    if body.role:
        role = find_role(person, stored.framework, body.role)
        return ShownAssessment.of(actions.start_short(person, stored, role.key, asked_first(stored.framework, role)))
    last = queries.last_submitted(person, stored.id)
    return ShownAssessment.of(actions.start_assessment(person, stored, last, copy=body.copy_last))


@part.does("/assessments/carry-over", ShownAssessment)
def carry_answers_over(request: ApiRequest, body: CarriedTo) -> ShownAssessment:
    """Take one’s last answers on an earlier version along to a draft on the current one."""
    return ShownAssessment.of(carry_over(request.auth.person, current_version(body.framework)))


@part.does("/assessments/focus", ShownAssessment)
def rate_focus_again(request: ApiRequest, body: RatedAgain) -> ShownAssessment:
    """Start a draft that asks for the focus criteria of the active goals alone; the others are carried over."""
    person = request.auth.person
    focus = focus_of(person)
    if not focus:
        raise BadInput(N_("There is no active goal with focus criteria. Please make a goal first."))
    entry = own_check_in(person, body.check_in) if body.check_in else None
    draft = actions.start_partial(person, planned_on(person), focus)
    if entry:
        link_assessment(person, entry, draft)
    return ShownAssessment.of(draft)


@part.reads("/assessments/{int:pk}", ShownAssessment)
def read_assessment(request: ApiRequest, pk: Pk) -> ShownAssessment:
    """An assessment."""
    return ShownAssessment.of(_own(request, pk))


@part.changes("/assessments/{int:pk}", ShownAssessment, now=read_assessment)
def name_assessment(request: ApiRequest, pk: Pk, body: Named) -> ShownAssessment:
    """Name an assessment, and say which day it is about; its answers stay as they are."""
    found = _own(request, pk)
    said = given(body, {"name": found.name, "as_of": found.as_of})
    actions.describe_assessment(request.auth.person, found, **said)
    return ShownAssessment.of(found)


@part.removes("/assessments/{int:pk}", now=read_assessment, gives=ShownAssessment)
def delete_assessment(request: ApiRequest, pk: Pk) -> None:
    """Erase an assessment with its ratings and notes."""
    actions.delete_assessment(request.auth.person, _own(request, pk))


@part.reads("/assessments/{int:pk}/answers", ShownAnswers)
def read_answers(request: ApiRequest, pk: Pk) -> ShownAnswers:
    """Every answer of an assessment."""
    return ShownAnswers.of(queries.answers_of(_own(request, pk)))


@part.does("/assessments/{int:pk}/answers", ShownAnswers)
def save_answers(request: ApiRequest, pk: Pk, body: AnswersSaid) -> ShownAnswers:
    """Save answers to a draft, all or none; gives back every answer as it stands now."""
    found = _own(request, pk)
    actions.rate(request.auth.person, found, {said.criterion: said.change() for said in body.answers})
    return ShownAnswers.of(queries.answers_of(found))


@part.sets("/assessments/{int:pk}/answers/{criterion}", ShownAnswer)
def save_answer(request: ApiRequest, pk: Pk, criterion: CriterionCode, body: AnswerSaid) -> ShownAnswer:
    """Save one answer to a draft."""
    found = _own(request, pk)
    actions.rate(request.auth.person, found, {criterion: body.change()})
    return ShownAnswer.of(criterion, queries.answers_of(found).of(criterion))


@part.does("/assessments/{int:pk}/confirm", ShownAnswers)
def confirm_answers(request: ApiRequest, pk: Pk, body: Confirmed) -> ShownAnswers:
    """Say that ratings that were carried over from an earlier version still hold."""
    found = _own(request, pk)
    confirm(request.auth.person, found, body.criteria)
    return ShownAnswers.of(queries.answers_of(found))


@part.does("/assessments/{int:pk}/submit", ShownAssessment)
def submit_assessment(request: ApiRequest, pk: Pk) -> ShownAssessment:
    """Close a draft; from now on it is immutable."""
    found = _own(request, pk)
    actions.submit_assessment(request.auth.person, found)
    return ShownAssessment.of(found)


@part.reads("/assessments/{int:pk}/standing", Standing)
def read_standing(request: ApiRequest, pk: Pk) -> Standing:
    """Where an assessment stands, the way on from there, and what moved since the one before it."""
    person = request.auth.person
    found = queries.own_assessments(person)
    row = queries.pick(found, pk)
    answers, before = with_the_one_before(found, row)
    role = role_of(person, answers.framework, row.role)
    standing = answers.standing
    return Standing(
        id=row.pk, rubric=rubric_of(row.version_id), summary=summary(answers), met=standing.met, of=standing.of,
        unrated=standing.unrated, provisional=standing.provisional, competencies=standings(standing),
        path=steps(answers.path_to(towards(leading_goal(person, row.version_id), role))),
        moved=_moved(before[0], before[1], answers) if before else None,
    )  # fmt: skip


@part.reads("/assessments/{int:pk}/moved/{int:since}", Moved)
def read_moved(request: ApiRequest, pk: Pk, since: Pk) -> Moved:
    """What moved since another of one’s assessments, on the same version or on one that this continues."""
    found = queries.own_assessments(request.auth.person)
    row, before = queries.pick(found, pk), queries.pick(found, since)
    answers, earlier = queries.answers_of_all([row, before])
    brought = brought_to(row.version_id, before, earlier)
    if brought is None:
        raise BadInput(N_("These two are not on versions that continue each other."))
    return _moved(before, brought, answers)


@part.lists("/imported", ShownImported)
def list_imported(request: ApiRequest) -> Found:
    """Answers from forms that an organisation brought in, and that wait."""
    return campaigns.waiting(request.auth.person)


@part.does("/imported/{int:pk}/take", ShownAssessment)
def take_imported_answers(request: ApiRequest, pk: Pk) -> ShownAssessment:
    """Put them into one’s draft; what that has stays as it is."""
    person = request.auth.person
    return ShownAssessment.of(take_imported(person, campaigns.find_waiting(person, pk)))


@part.removes("/imported/{int:pk}")
def discard_imported_answers(request: ApiRequest, pk: Pk) -> None:
    """Erase them."""
    discard_imported(request.auth.person, campaigns.find_waiting(request.auth.person, pk))


def _own(request: ApiRequest, pk: int) -> Assessment:
    return queries.own_assessment(request.auth.person, pk)


def _moved(before: Assessment, earlier: Answers, answers: Answers) -> Moved:
    found = movement(answers.framework, earlier.ratings, answers.ratings)
    return Moved(since=before.pk, gained=steps(found.gained), let_go=steps(found.let_go), untold=list(found.untold))
