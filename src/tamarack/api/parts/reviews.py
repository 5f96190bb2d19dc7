"""Reviews: inviting a reviewer to a submitted assessment, what both say, and signing it."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Day, Number, Pk, Taken, Yes
from tamarack.api.paging import Found, Rows
from tamarack.api.part import Part
from tamarack.api.parts.assessments import ShownAnswer
from tamarack.api.shown import text
from tamarack.assessment import rules
from tamarack.assessment.actions import review as actions
from tamarack.assessment.actions.review import Invitation
from tamarack.assessment.answers import Answer
from tamarack.assessment.models import NOTE_MOST, Review
from tamarack.assessment.models.review import MESSAGE_MOST
from tamarack.assessment.queries import review as queries
from tamarack.assessment.queries.feedback import own_requests
from tamarack.assessment.queries.rating import own_assessment
from tamarack.people.models import Person
from tamarack.portfolio.actions import reviewed
from tamarack.portfolio.queries import evidence as evidence_queries
from tamarack.portfolio.queries.reviewed import acceptances_in, support_in, supports_in

part = Part("Reviews", "reviews")
CriterionCode = Annotated[str, Field(max_length=40, examples=["COL.1"])]
Value = Annotated[str, Field(max_length=40, examples=["E"])]


class ReviewRow(Schema):
    """A review in a list."""

    id: int = Field(examples=[3])
    assessment: int | None = Field(examples=[12], description="Told its person alone.")
    person: str = text("Nadia Bouchard")
    reviewer: str = text("Max Roy")
    relation: Review.Relation
    state: Review.State
    until: date
    mine: bool = Field(examples=[True], description="Whether it is of one’s own assessment.")

    @classmethod
    def row(cls, found: Review, reader: Person) -> "ReviewRow":
        """A review as one of both sees it."""
        mine = found.person_id == reader.pk
        return cls(
            id=found.pk, assessment=found.assessment_id if mine else None, person=str(reader if mine else found.person),
            reviewer=found.reviewer_name, relation=Review.Relation(found.relation), state=Review.State(found.state),
            until=found.until, mine=mine,
        )  # fmt: skip


class ReviewSaid(Schema):
    """What a reviewer says of a criterion, and what both would agree on."""

    criterion: str = text("COL.1")
    value: str = text("E")
    reason: str = text("I saw it in March.")
    agreed: str = text("E")


class ReviewMessage(Schema):
    """What one of both said to the other."""

    at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])
    by: str = text("Max Roy")
    criterion: str = text("COL.1")
    text: str = text("Shall we talk about this one?")


class ShownAcceptable(Schema):
    """A descriptor that shared evidence supports; `seen` is sent back to accept it as it was read."""

    support: int = Field(examples=[8])
    evidence: int = Field(examples=[9])
    code: str = text("COL.1.B")
    seen: str = text("2026-10-01T09:00:00+00:00 I led the group.")
    accepted: bool = Field(examples=[False])


class ShownReview(ReviewRow):
    """A review with all that is said in it. `seal` is sent back to sign what was read."""

    message: str = text("Can we meet in May?")
    shows_notes: bool = Field(examples=[True])
    answers: list[ShownAnswer]
    ratings: list[ReviewSaid]
    messages: list[ReviewMessage]
    evidence: list[ShownAcceptable]
    unsettled: list[str] = Field(examples=[["COL.1"]])
    seal: str = text("5f2b…")
    person_signed_at: datetime | None = Field(examples=[None])
    reviewer_signed_at: datetime | None = Field(examples=[None])

    @classmethod
    def of(cls, found: Review, reader: Person) -> "ShownReview":
        """A review."""
        talked = queries.talked(found)
        accepted = acceptances_in(found)
        theirs = found.person_id != reader.pk
        hides = theirs and not found.shows_notes
        answers = [
            ShownAnswer.of(row.code, _as_seen(talked.answers.of(row.code), hides))
            for row in talked.answers.framework.criteria
        ]
        return cls(
            **ReviewRow.row(found, reader).dict(), message=found.message, shows_notes=found.shows_notes,
            answers=answers,
            ratings=[ReviewSaid(criterion=row.criterion, value=row.value, reason=row.reason, agreed=row.agreed)
                     for row in talked.ratings.values()],
            messages=[ReviewMessage(at=row.at, by=str(row.author or ""), criterion=row.criterion, text=row.text)
                      for rows in talked.messages.values() for row in rows],
            evidence=[ShownAcceptable(support=row.pk, evidence=row.evidence_id, code=row.code,
                                      seen=reviewed.seen_as(row), accepted=row.pk in accepted)
                      for rows in supports_in(found).values() for row in rows],
            unsettled=actions.unsettled(found) if found.state == Review.State.OPEN else [],
            seal=actions.seal_of(found), person_signed_at=found.person_signed_at,
            reviewer_signed_at=found.reviewer_signed_at,
        )  # fmt: skip


class GrantSaid(Taken):
    """What the reviewer may see, and until when."""

    until: Day
    shows_notes: Yes = True
    evidence: list[Number] = Field([], max_length=200, examples=[[9]])
    feedback: list[Number] = Field([], max_length=100, examples=[[]])


class ReviewerInvited(GrantSaid):
    """Whom one invites, to which assessment."""

    assessment: Number
    name: str = Field(min_length=1, max_length=120, examples=["Max Roy"])
    email: str = Field(min_length=3, max_length=254, examples=["max@example.ca"])
    relation: Review.Relation
    message: str = Field("", max_length=MESSAGE_MOST, examples=[""])
    corrects: Number | None = Field(None, examples=[None], description="A signed review that it corrects.")


class AreaAgreed(Taken):
    """Of which competency one agrees with every rating."""

    competency: str = Field(max_length=40, examples=["COL"])


class Differed(Taken):
    """How one sees a criterion oneself, and why."""

    criterion: CriterionCode
    value: Value
    reason: str = Field("", max_length=NOTE_MOST, examples=["I saw it in March."])


class Settled(Taken):
    """What both would sign for a criterion."""

    criterion: CriterionCode
    value: Value


class SaidOf(Taken):
    """What one says to the other, of a criterion or of everything."""

    text: str = Field(min_length=1, max_length=MESSAGE_MOST, examples=["Shall we talk about this one?"])
    criterion: str = Field("", max_length=40, examples=["COL.1"])


class Accepted(Taken):
    """What is accepted, as it was read."""

    seen: str = Field(max_length=1000, examples=["2026-10-01T09:00:00+00:00 I led the group."])


class Signed(Taken):
    """The seal of what was read."""

    seal: str = Field(max_length=200, examples=["5f2b…"])


@part.lists("/reviews", ReviewRow)
def list_reviews(request: ApiRequest) -> Found:
    """The reviews of one’s own assessments, and those that one is asked for."""
    person = request.auth.person
    found = {row.pk: row for row in [*queries.own_reviews(person), *queries.reviews_to_do(person)]}
    return Rows(found.values(), lambda row: ReviewRow.row(row, person))


@part.makes("/reviews", ReviewRow)
def invite_reviewer(request: ApiRequest, body: ReviewerInvited) -> ReviewRow:
    """Invite someone to review a submitted assessment; they get a mail."""
    person = request.auth.person
    corrects = queries.part_review(person, body.corrects) if body.corrects else None
    invitation = Invitation(
        body.name, body.email, body.relation, body.until, body.message, shows_notes=body.shows_notes
    )
    made = actions.invite(person, own_assessment(person, body.assessment), invitation, corrects)
    _share(person, made, body)
    return ReviewRow.row(made, person)


@part.reads("/reviews/{int:pk}", ShownReview)
def read_review(request: ApiRequest, pk: Pk) -> ShownReview:
    """A review with all that is said in it. That its reviewer looked is noted, as on the page."""
    return _seen(request, pk)


@part.does("/reviews/{int:pk}/take-up", ReviewRow)
def take_up_review(request: ApiRequest, pk: Pk) -> ReviewRow:
    """Take an invitation up."""
    person = request.auth.person
    actions.take_up(person, queries.part_review(person, pk))
    return ReviewRow.row(queries.part_review(person, pk), person)


@part.does("/reviews/{int:pk}/decline")
def decline_review(request: ApiRequest, pk: Pk) -> None:
    """Decline an invitation; nobody is asked why."""
    actions.decline(request.auth.person, queries.part_review(request.auth.person, pk))


@part.does("/reviews/{int:pk}/agree", ShownReview)
def agree_in_review(request: ApiRequest, pk: Pk, body: AreaAgreed) -> ShownReview:
    """Agree with every rating of a competency that one has not evaluated yet, as its reviewer."""
    person = request.auth.person
    actions.agree(person, queries.seen_review(person, pk), body.competency)
    return _seen(request, pk)


@part.does("/reviews/{int:pk}/differ", ShownReview)
def differ_in_review(request: ApiRequest, pk: Pk, body: Differed) -> ShownReview:
    """Say how one sees a criterion oneself, and why, as its reviewer."""
    person = request.auth.person
    actions.differ(person, queries.seen_review(person, pk), body.criterion, body.value, body.reason)
    return _seen(request, pk)


@part.does("/reviews/{int:pk}/settle", ShownReview)
def settle_in_review(request: ApiRequest, pk: Pk, body: Settled) -> ShownReview:
    """Propose what both would sign for a criterion that the reviewer has evaluated."""
    person = request.auth.person
    actions.settle(person, queries.seen_review(person, pk), body.criterion, body.value)
    return _seen(request, pk)


@part.does("/reviews/{int:pk}/say", ShownReview)
def say_in_review(request: ApiRequest, pk: Pk, body: SaidOf) -> ShownReview:
    """Say something to the other, of a criterion or of everything."""
    person = request.auth.person
    actions.say(person, queries.seen_review(person, pk), body.text, body.criterion)
    return _seen(request, pk)


@part.does("/reviews/{int:pk}/supports/{int:support}/accept", ShownReview)
def accept_in_review(request: ApiRequest, pk: Pk, support: Pk, body: Accepted) -> ShownReview:
    """Accept evidence for a descriptor, as it was read."""
    person, found = request.auth.person, queries.seen_review(request.auth.person, pk)
    reviewed.accept_evidence(person, found, support_in(found, support), body.seen)
    return _seen(request, pk)


@part.does("/reviews/{int:pk}/supports/{int:support}/take-back", ShownReview)
def take_back_in_review(request: ApiRequest, pk: Pk, support: Pk) -> ShownReview:
    """Take back that one accepts evidence for a descriptor."""
    person, found = request.auth.person, queries.seen_review(request.auth.person, pk)
    reviewed.take_back_acceptance(person, found, support_in(found, support))
    return _seen(request, pk)


@part.does("/reviews/{int:pk}/sign", ShownReview)
def sign_review(request: ApiRequest, pk: Pk, body: Signed) -> ShownReview:
    """Sign what is agreed, as it was seen; when both have, it never changes again."""
    person = request.auth.person
    actions.sign(person, queries.seen_review(person, pk), body.seal)
    return _seen(request, pk)


@part.does("/reviews/{int:pk}/unsign", ShownReview)
def unsign_review(request: ApiRequest, pk: Pk) -> ShownReview:
    """Take one’s signature back, before the other has signed."""
    person = request.auth.person
    actions.unsign(person, queries.seen_review(person, pk))
    return _seen(request, pk)


@part.does("/reviews/{int:pk}/leave")
def leave_review(request: ApiRequest, pk: Pk) -> None:
    """Step back before both have signed; the reviewer then sees nothing more."""
    actions.leave(request.auth.person, queries.part_review(request.auth.person, pk))


@part.does("/reviews/{int:pk}/grant", ShownReview)
def change_review_grant(request: ApiRequest, pk: Pk, body: GrantSaid) -> ShownReview:
    """Change what the reviewer may see, and until when."""
    person, found = request.auth.person, queries.seen_review(request.auth.person, pk)
    actions.change_grant(person, found, body.until, shows_notes=body.shows_notes)
    _share(person, found, body)
    return _seen(request, pk)


@part.does("/reviews/{int:pk}/end-grant", ShownReview)
def end_review_grant(request: ApiRequest, pk: Pk) -> ShownReview:
    """Show the reviewer nothing of it any more, from now on."""
    person, found = request.auth.person, queries.seen_review(request.auth.person, pk)
    reviewed.end_grant(person, found)
    return _seen(request, pk)


def _share(person: Person, review: Review, body: GrantSaid) -> None:
    """Show the reviewer what is named, and nothing else."""
    entries = [evidence_queries.own_evidence(person, pk) for pk in dict.fromkeys(body.evidence)]
    reviewed.share_evidence(person, review, entries)
    actions.show_feedback(person, review, [row for row in own_requests(person) if row.pk in body.feedback])


def _seen(request: ApiRequest, pk: int) -> ShownReview:
    person = request.auth.person
    found = queries.seen_review(person, pk)
    if rules.is_reviewer.test(person, found):
        actions.note_seen(person, found)
    return ShownReview.of(found, person)


def _as_seen(answer: Answer, hides: bool) -> Answer:
    """An answer, without its note where the person does not show it."""
    return answer._replace(note="") if hides else answer
