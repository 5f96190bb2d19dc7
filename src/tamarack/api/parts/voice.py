"""What everyone says to a rubric: proposals and consultations; and what its stewards decide."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from tamarack.api.door import ApiRequest
from tamarack.api.fields import Code, Day, Number, Pk, Taken, Yes
from tamarack.api.paging import Found, Rows
from tamarack.api.part import Part
from tamarack.api.shown import Words, text
from tamarack.core.errors import N_, NotAllowed
from tamarack.people.models import Organisation, Person
from tamarack.stewardship.actions import consulting, proposals
from tamarack.stewardship.actions.proposals import Decision, Proposed
from tamarack.stewardship.models import Comment, Consultation, Proposal
from tamarack.stewardship.models.consulting import Opinion
from tamarack.stewardship.models.voice import LINKS_MOST, SAID_MOST, TITLE_MOST, WHY_MOST
from tamarack.stewardship.queries import find_draft, find_framework
from tamarack.stewardship.queries import voice as queries
from tamarack.stewardship.results import QUESTIONS

part = Part("Proposals and consultations", "rubrics")
Place = Annotated[str, Field(max_length=90, examples=["COL.1.M"])]
Said = Annotated[str, Field(max_length=SAID_MOST)]


class ShownProposal(Schema):
    """What someone would change in a rubric. Who made it is told where they said so."""

    id: int = Field(examples=[4])
    subject: str = text("COL.1.M", "The place; empty: the whole rubric.")
    kind: Proposal.Kind
    title: str = text("Say what coaching is")
    reason: str = text("Two readers asked.")
    wording: Words = Field(examples=[{"en": "Coaches others."}])
    links: list[str] = Field(examples=[[]])
    by: str = text("")
    mine: bool = Field(examples=[False])
    state: Proposal.State
    why: str = text("")
    made_at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])

    @classmethod
    def of(cls, row: Proposal, reader: int | None) -> "ShownProposal":
        """A proposal."""
        return cls(
            id=row.pk, subject=row.subject, kind=Proposal.Kind(row.kind), title=row.title, reason=row.reason,
            wording=row.wording, links=row.links, by=row.by, mine=reader is not None and row.person_id == reader,
            state=Proposal.State(row.state), why=row.why, made_at=row.made_at,
        )  # fmt: skip


class ShownRemark(Schema):
    """A comment."""

    id: int = Field(examples=[8])
    by: str = text("")
    mine: bool = Field(examples=[False])
    text: str = text("I agree.")
    at: datetime = Field(examples=["2026-10-01T09:00:00-04:00"])

    @classmethod
    def of(cls, row: Comment, reader: Person) -> "ShownRemark":
        """A comment as someone reads it."""
        return cls(id=row.pk, by=row.by, mine=row.person_id == reader.pk, text=row.text, at=row.at)


class ProposalMade(Taken):
    """What one proposes."""

    title: str = Field(min_length=1, max_length=TITLE_MOST, examples=["Say what coaching is"])
    reason: str = Field(min_length=1, max_length=SAID_MOST, examples=["Two readers asked."])
    subject: Place = ""
    kind: Proposal.Kind = Proposal.Kind.CHANGE
    wording: dict[Annotated[str, Field(max_length=10)], Said] = Field({}, max_length=10, examples=[{"en": "Coaches."}])
    links: list[Annotated[str, Field(max_length=500)]] = Field([], max_length=LINKS_MOST, examples=[[]])
    named: Yes = Field(False, description="Whether one’s name may stand with it.")

    def proposed(self) -> Proposed:
        """As the action takes it."""
        return Proposed(self.title, self.reason, self.subject, self.kind, self.wording, self.links, self.named)


class Supported(Taken):
    """That one is for it, and why."""

    reason: str = Field("", max_length=WHY_MOST, examples=["It helps students."])
    named: Yes = False


class Remarked(Taken):
    """What one says."""

    text: str = Field(min_length=1, max_length=SAID_MOST, examples=["I agree."])
    named: Yes = False


class ProposalDecided(Taken):
    """What a steward decides."""

    state: Literal["open", "accepted", "declined", "merged"] = Field(examples=["accepted"])
    why: str = Field("", max_length=WHY_MOST, examples=["It is clearer."])
    draft: str | None = Field(None, max_length=40, examples=["1.1"])
    into: Number | None = Field(None, examples=[None])


class WorkedIn(Taken):
    """Whether it is worked in."""

    done: Yes


class ShownConsultation(Schema):
    """That a draft is put to everyone."""

    id: int = Field(examples=[1])
    draft: str = text("1.1")
    opens: date
    closes: date
    text: Words = Field(examples=[{"en": "Is it clear?"}])
    open: bool = Field(examples=[True])
    published: bool = Field(examples=[False])

    @classmethod
    def of(cls, row: Consultation) -> "ShownConsultation":
        """A consultation."""
        return cls(
            id=row.pk, draft=row.draft.number, opens=row.opens, closes=row.closes, text=row.text, open=row.is_open,
            published=row.published_at is not None,
        )  # fmt: skip


class ConsultationSaid(Taken):
    """From when to when, and what is said of it."""

    opens: Day
    closes: Day
    text: dict[Annotated[str, Field(max_length=10)], Said] = Field(
        min_length=1, max_length=10, examples=[{"en": "Is it clear?"}]
    )

    def planned(self) -> consulting.Planned:
        """As the action takes it."""
        return consulting.Planned(self.opens, self.closes, self.text)


class ConsultationMade(ConsultationSaid):
    """Which draft is put to everyone."""

    draft: str = Field(max_length=40, examples=["1.1"])


class CriterionAnswered(Taken):
    """What one answers about a criterion."""

    opinions: dict[Literal["clear", "relevant", "distinct"], Opinion] = Field(examples=[{"clear": "yes"}])
    wording: Said = Field("", examples=["Say “coaches”."])
    quote: Yes = Field(False, description="Whether these words may be quoted.")
    named: Yes = Field(False, description="Whether by name.")


class ConsultationAnswered(Taken):
    """What one answers, by criterion; for oneself, or for an organisation that one owns."""

    organisation: str | None = Field(None, max_length=40, examples=[None])
    answers: dict[Annotated[str, Field(max_length=40)], CriterionAnswered] = Field(
        min_length=1, max_length=200, examples=[{"COL.1": {"opinions": {"clear": "yes"}}}]
    )


class ShownOpinion(Schema):
    """What was answered about a criterion."""

    criterion: str = text("COL.1")
    opinions: dict[str, str] = Field(examples=[{"clear": "yes"}])
    wording: str = text("")
    quote: bool = Field(examples=[False])
    named: bool = Field(examples=[False])


class OwnAnswers(Schema):
    """What one answered for oneself."""

    answers: list[ShownOpinion]


class Listening(Taken):
    """Whether one wants to hear of it."""

    wanted: Yes


class ShownListening(Schema):
    """Whether one hears of it."""

    wanted: bool = Field(examples=[True])


@part.lists("/frameworks/{code}/proposals", ShownProposal)
def list_proposals(request: ApiRequest, code: Code) -> Found:
    """The proposals to a rubric."""
    framework, _ = queries.find_rubric(code)
    reader = request.auth.person
    found = queries.proposals(framework, queries.Wanted(), reader)
    return Rows(found, lambda row: ShownProposal.of(row, reader.pk))


@part.makes("/frameworks/{code}/proposals", ShownProposal)
def make_proposal(request: ApiRequest, code: Code, body: ProposalMade) -> ShownProposal:
    """Propose something. Who does follows it."""
    _, stored = queries.find_rubric(code)
    person = request.auth.person
    return ShownProposal.of(proposals.make_proposal(person, stored, body.proposed()), person.pk)


@part.reads("/frameworks/{code}/proposals/{int:pk}", ShownProposal)
def read_proposal(request: ApiRequest, code: Code, pk: Pk) -> ShownProposal:
    """A proposal."""
    return ShownProposal.of(queries.find_proposal(code, pk), request.auth.person.pk)


@part.changes("/frameworks/{code}/proposals/{int:pk}", ShownProposal, now=read_proposal, method="PUT")
def change_proposal(request: ApiRequest, code: Code, pk: Pk, body: ProposalMade) -> ShownProposal:
    """Change one’s own proposal, as long as nothing was decided."""
    proposals.change_proposal(request.auth.person, queries.find_proposal(code, pk), body.proposed())
    return _again(request, code, pk)


@part.does("/frameworks/{code}/proposals/{int:pk}/withdraw", ShownProposal)
def withdraw_proposal(request: ApiRequest, code: Code, pk: Pk) -> ShownProposal:
    """Take one’s own proposal back, as long as nothing was decided."""
    proposals.withdraw_proposal(request.auth.person, queries.find_proposal(code, pk))
    return _again(request, code, pk)


@part.sets("/frameworks/{code}/proposals/{int:pk}/support", ShownProposal)
def support_proposal(request: ApiRequest, code: Code, pk: Pk, body: Supported) -> ShownProposal:
    """Be for a proposal, saying why if one likes."""
    found = queries.find_proposal(code, pk)
    proposals.support_proposal(request.auth.person, found, body.reason, named=body.named)
    return _again(request, code, pk)


@part.removes("/frameworks/{code}/proposals/{int:pk}/support")
def end_proposal_support(request: ApiRequest, code: Code, pk: Pk) -> None:
    """Not be for it any more."""
    proposals.end_support(request.auth.person, queries.find_proposal(code, pk))


@part.sets("/frameworks/{code}/proposals/{int:pk}/follow", ShownProposal)
def follow_proposal(request: ApiRequest, code: Code, pk: Pk, body: Listening) -> ShownProposal:
    """Hear what becomes of a proposal, or not any more."""
    found, person = queries.find_proposal(code, pk), request.auth.person
    proposals.follow(person, found) if body.wanted else proposals.unfollow(person, found)
    return _again(request, code, pk)


@part.lists("/frameworks/{code}/proposals/{int:pk}/comments", ShownRemark)
def list_proposal_comments(request: ApiRequest, code: Code, pk: Pk) -> Found:
    """What is said of a proposal."""
    reader = request.auth.person
    talk = queries.talk(queries.find_proposal(code, pk), reader)
    return Rows(talk.comments, lambda row: ShownRemark.of(row, reader))


@part.makes("/frameworks/{code}/proposals/{int:pk}/comments", ShownRemark)
def comment_proposal(request: ApiRequest, code: Code, pk: Pk, body: Remarked) -> ShownRemark:
    """Say something of a proposal, whatever was decided."""
    found = queries.find_proposal(code, pk)
    row = proposals.add_comment(request.auth.person, found, body.text, named=body.named)
    return ShownRemark.of(row, request.auth.person)


@part.removes("/frameworks/{code}/proposals/{int:pk}/comments/{int:comment}")
def delete_proposal_comment(request: ApiRequest, code: Code, pk: Pk, comment: Pk) -> None:
    """Take a comment away: one’s own, or as a steward any."""
    found = queries.find_proposal(code, pk)
    proposals.delete_comment(request.auth.person, queries.find_comment(found, comment))


@part.does("/frameworks/{code}/proposals/{int:pk}/decide", ShownProposal)
def decide_proposal(request: ApiRequest, code: Code, pk: Pk, body: ProposalDecided) -> ShownProposal:
    """Decide on a proposal as a steward, or open it again. Whoever follows it is told."""
    person, found = request.auth.person, queries.find_proposal(code, pk)
    find_framework(person, code)
    draft = find_draft(person, code, body.draft) if body.draft else None
    into = queries.find_proposal(code, body.into) if body.into else None
    proposals.decide(person, found, Decision(body.state, body.why, draft, into))
    return _again(request, code, pk)


@part.sets("/frameworks/{code}/proposals/{int:pk}/done", ShownProposal)
def mark_proposal_done(request: ApiRequest, code: Code, pk: Pk, body: WorkedIn) -> ShownProposal:
    """Note as a steward that an accepted proposal is worked into its draft, or that it is not yet."""
    find_framework(request.auth.person, code)
    proposals.mark_done(request.auth.person, queries.find_proposal(code, pk), done=body.done)
    return _again(request, code, pk)


@part.lists("/frameworks/{code}/consultations", ShownConsultation)
def list_consultations(request: ApiRequest, code: Code) -> Found:
    """The consultations on a rubric that have opened."""
    framework, _ = queries.find_rubric(code)
    return [row for row in queries.consultations(framework) if row.opened_at]


@part.sets("/frameworks/{code}/consultations/listening", ShownListening)
def listen_consultations(request: ApiRequest, code: Code, body: Listening) -> ShownListening:
    """Hear when a rubric is put to consultation, or not any more."""
    framework, _ = queries.find_rubric(code)
    consulting.listen(request.auth.person, framework, wanted=body.wanted)
    return ShownListening(wanted=body.wanted)


@part.reads("/frameworks/{code}/consultations/{int:pk}", ShownConsultation)
def read_consultation(request: ApiRequest, code: Code, pk: Pk) -> ShownConsultation:
    """A consultation that has opened."""
    return ShownConsultation.of(queries.find_consultation(code, pk))


@part.reads("/frameworks/{code}/consultations/{int:pk}/answers", OwnAnswers)
def read_consultation_answers(request: ApiRequest, code: Code, pk: Pk) -> OwnAnswers:
    """What one answered for oneself."""
    return _answers(queries.find_consultation(code, pk), request)


@part.does("/frameworks/{code}/consultations/{int:pk}/answers", OwnAnswers)
def answer_consultation(request: ApiRequest, code: Code, pk: Pk, body: ConsultationAnswered) -> OwnAnswers:
    """Answer about criteria, for oneself or for an organisation that one owns."""
    found = queries.find_consultation(code, pk)
    if not found.is_open:
        raise NotAllowed(N_("This consultation is not open. What you answered before is kept."))
    owner: Organisation | None = (
        queries.find_owned(request.auth.person, body.organisation) if body.organisation else None
    )
    said = {
        key: consulting.Answered({name: row.opinions.get(name, "") for name in QUESTIONS}, row.wording, row.quote,  # type: ignore[call-overload]
                                 row.named)
        for key, row in body.answers.items()
    }  # fmt: skip
    consulting.answer(request.auth.person, found, owner, said)
    return _answers(found, request)


@part.does("/frameworks/{code}/consultations/{int:pk}/end-quotes")
def end_consultation_quotes(request: ApiRequest, code: Code, pk: Pk) -> None:
    """Let none of one’s words be quoted any more, also after it closed."""
    consulting.end_quotes(request.auth.person, queries.find_consultation(code, pk))


@part.makes("/frameworks/{code}/consultations", ShownConsultation)
def plan_consultation(request: ApiRequest, code: Code, body: ConsultationMade) -> ShownConsultation:
    """Put a draft to everyone as a steward, from a day on; at once if that is today."""
    draft = find_draft(request.auth.person, code, body.draft)
    return ShownConsultation.of(consulting.plan_consultation(request.auth.person, draft, body.planned()))


@part.does("/frameworks/{code}/consultations/{int:pk}/dates", ShownConsultation)
def change_consultation(request: ApiRequest, code: Code, pk: Pk, body: ConsultationSaid) -> ShownConsultation:
    """Change the days or the words as a steward, as long as it is not over."""
    found = queries.kept_consultation(find_framework(request.auth.person, code), pk)
    consulting.change_dates(request.auth.person, found, body.planned())
    return ShownConsultation.of(found)


@part.does("/frameworks/{code}/consultations/{int:pk}/close", ShownConsultation)
def close_consultation(request: ApiRequest, code: Code, pk: Pk) -> ShownConsultation:
    """End a consultation as a steward, before its last day."""
    framework = find_framework(request.auth.person, code)
    consulting.close_consultation(queries.kept_consultation(framework, pk), request.auth.person)
    return ShownConsultation.of(queries.kept_consultation(framework, pk))


@part.does("/frameworks/{code}/consultations/{int:pk}/publish", ShownConsultation)
def publish_consultation(request: ApiRequest, code: Code, pk: Pk) -> ShownConsultation:
    """Show everyone as a steward what came of a consultation."""
    framework = find_framework(request.auth.person, code)
    consulting.publish_results(request.auth.person, queries.kept_consultation(framework, pk))
    return ShownConsultation.of(queries.kept_consultation(framework, pk))


def _answers(found: Consultation, request: ApiRequest) -> OwnAnswers:
    rows = queries.answers_of(found, request.auth.person)
    return OwnAnswers(
        answers=[
            ShownOpinion(criterion=code, opinions={name: said for name in QUESTIONS if (said := getattr(row, name))},
                         wording=row.wording, quote=row.quote, named=row.named)
            for code, row in sorted(rows.items())
        ]
    )  # fmt: skip


def _again(request: ApiRequest, code: str, pk: int) -> ShownProposal:
    """A proposal as it stands after a change."""
    return ShownProposal.of(queries.find_proposal(code, pk), request.auth.person.pk)
