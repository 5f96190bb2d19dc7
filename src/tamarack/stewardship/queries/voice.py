"""Reads about proposals and consultations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import shorten
from tamarack.core.opinions import Opinions
from tamarack.core.privacy import Label, Scale
from tamarack.core.similar import Said, similar
from tamarack.people.models import Member, Organisation, Person
from tamarack.people.second_step import check_second_step
from tamarack.rubric.models import Framework
from tamarack.rubric.queries import Stored, current_version
from tamarack.rubric.queries import framework as stored_framework
from tamarack.stewardship.actions.proposals import Proposed, path
from tamarack.stewardship.models import (
    Answer,
    Comment,
    Consultation,
    Draft,
    Follow,
    Listener,
    NextReview,
    Proposal,
    Response,
    Support,
)
from tamarack.stewardship.rules import may_read_draft, may_read_results

COMPARED_MOST = 2000
"""Proposals, the newest, among which similar ones are looked for."""
LISTED_MOST = 200
TOLD_STATES = (Proposal.State.OPEN, Proposal.State.ACCEPTED)


def find_rubric(code: str) -> tuple[Framework, Stored]:
    """A framework that has a published version, and that version.

    Raises
    ------
    UnknownCode
        If there is none of this code.
    """
    stored = current_version(code)
    return Framework.objects.get(code=code), stored


def find_proposal(code: str, pk: int) -> Proposal:
    """A proposal to a framework.

    Raises
    ------
    UnknownCode
        If there is none of this number.
    """
    rows = Proposal.objects.select_related("framework", "version", "person", "draft", "into")
    found = rows.filter(framework__code=code, pk=pk).first()
    if found is None:
        raise UnknownCode(N_("There is no such proposal."))
    return found


@dataclass(frozen=True)
class Wanted:
    """Which proposals are looked for."""

    competency: str = ""
    state: str = ""
    words: str = ""
    mine: bool = False


def proposals(framework: Framework, wanted: Wanted, reader: Person | None = None) -> list[Proposal]:
    """The proposals to a framework that are looked for, newest first, with how many support and comment them, and
    whether there is something new for the reader."""
    rows = _counted(Proposal.objects.filter(framework=framework))
    if wanted.competency:
        rows = rows.filter(competency=wanted.competency)
    rows = rows.filter(state=wanted.state) if wanted.state else rows.exclude(state=Proposal.State.WITHDRAWN)
    for word in wanted.words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(reason__icontains=word) | Q(subject__iexact=word))
    if reader is not None:
        if wanted.mine:
            rows = rows.filter(Q(person=reader) | Q(follows__person=reader)).distinct()
        news = Count("follows", filter=Q(follows__person=reader, follows__seen_at__lt=F("heard_at")), distinct=True)
        rows = rows.annotate(news=news)
    return list(rows[:LISTED_MOST])


def _counted(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    counts = {name: Count(name, distinct=True) for name in ("supports", "comments")}
    return rows.select_related("person", "draft", "framework").order_by("-made_at", "-pk").annotate(
        supporters=counts["supports"], remarks=counts["comments"]
    )  # fmt: skip


def how_many(framework: Framework) -> dict[str, int]:
    """How many proposals are in each state."""
    rows = Proposal.objects.filter(framework=framework).order_by().values_list("state").annotate(Count("pk"))
    return dict(rows)


def similar_to(framework: Framework, stored: Stored, proposed: Proposed) -> list[Proposal]:
    """Proposals like one that is being written, open or accepted: for the same place first, then alike in words."""
    rows = Proposal.objects.filter(framework=framework, state__in=TOLD_STATES)
    others = list(rows.only("pk", "subject", "title", "reason", "wording", "version")[:COMPARED_MOST])
    here = Said(path(stored.framework, proposed.subject), _text(proposed.title, proposed.reason, proposed.wording))
    told = [Said(_path_of(row), _text(row.title, row.reason, row.wording)) for row in others]
    found = [others[position].pk for position in similar(here, told)]
    by_pk = {row.pk: row for row in _counted(Proposal.objects.filter(pk__in=found))}
    return [by_pk[pk] for pk in found]


def _text(title: str, reason: str, wording: Any) -> str:
    return " ".join([title, reason, *wording.values()])


def _path_of(proposal: Proposal) -> tuple[str, ...]:
    return path(stored_framework(proposal.version_id), proposal.subject)


def proposals_at(framework: Framework, subject: str) -> list[Proposal]:
    """What is proposed for a place already."""
    rows = Proposal.objects.filter(framework=framework, subject=subject, state__in=TOLD_STATES)
    return list(_counted(rows)[:LISTED_MOST]) if subject else []


def accepted_for(draft: Draft) -> list[Proposal]:
    """What was accepted for a draft, by where it stands; what is worked in already comes last."""
    rows = _counted(Proposal.objects.filter(draft=draft, state=Proposal.State.ACCEPTED))
    return list(rows.order_by("done", "competency", "subject", "pk"))


def targets(proposal: Proposal) -> list[Proposal]:
    """Other proposals that it could be merged into: those for the same competency first."""
    rows = Proposal.objects.filter(framework=proposal.framework_id, state__in=TOLD_STATES).exclude(pk=proposal.pk)
    found = list(rows.only("pk", "title", "subject", "competency").order_by("-made_at")[:LISTED_MOST])
    return sorted(found, key=lambda row: row.competency != proposal.competency)


def open_drafts(framework: Framework) -> list[Draft]:
    """The drafts that something can be accepted for."""
    rows = Draft.objects.filter(framework=framework, dropped_at=None, became=None)
    return list(rows.select_related("framework"))


@dataclass(frozen=True)
class Talk:
    """What is said of a proposal, and the reader's part in it."""

    supports: list[Support]
    comments: list[Comment]
    merged: list[Proposal]
    follow: Follow | None
    support: Support | None


def talk(proposal: Proposal, reader: Person | None) -> Talk:
    """What is said of a proposal."""
    supports = list(proposal.supports.select_related("person"))
    follow = Follow.objects.filter(proposal=proposal, person=reader).first() if reader else None
    return Talk(
        supports,
        list(proposal.comments.select_related("person", "proposal__framework")),
        list(proposal.merged.only("pk", "title", "framework_id")),
        follow,
        next((row for row in supports if reader and row.person_id == reader.pk), None),
    )


def find_comment(proposal: Proposal, pk: int) -> Comment:
    """A comment on a proposal.

    Raises
    ------
    UnknownCode
        If there is none of this number.
    """
    found = proposal.comments.select_related("proposal__framework").filter(pk=pk).first()
    if found is None:
        raise UnknownCode(N_("There is no such comment."))
    return found


# Consultations


def consultations(framework: Framework) -> list[Consultation]:
    """All consultations on a framework's drafts, the newest first."""
    rows = Consultation.objects.filter(draft__framework=framework).select_related("draft__framework")
    return list(rows.defer("document", "results", "draft__document"))


def find_consultation(code: str, pk: int) -> Consultation:
    """A consultation that has opened.

    Raises
    ------
    UnknownCode
        If there is none of this number.
    """
    found = _of(code).filter(opened_at__isnull=False, pk=pk).first()
    if found is None:
        raise UnknownCode(N_("There is no such consultation."))
    return found


def kept_consultation(framework: Framework, pk: int) -> Consultation:
    """A consultation of a framework as its stewards find it, also before it opens.

    Raises
    ------
    UnknownCode
        If there is none of this number.
    """
    found = _of(framework.code).filter(pk=pk).first()
    if found is None:
        raise UnknownCode(N_("There is no such consultation."))
    return found


def _of(code: str) -> QuerySet[Consultation]:
    rows = Consultation.objects.filter(draft__framework__code=code)
    return rows.select_related("draft__framework", "draft__based_on", "begun_by")


def readable_consultation(reader: Person | None, code: str, pk: int) -> Consultation:
    """A consultation whose text is for the reader.

    Raises
    ------
    UnknownCode
        If there is none of this number, or its text is not for everyone now.
    """
    found = find_consultation(code, pk)
    if not may_read_draft(reader, found):
        raise UnknownCode(N_("There is no such consultation."))
    return found


def told_consultation(reader: Person | None, code: str, pk: int) -> Consultation:
    """A consultation whose results are for the reader.

    Raises
    ------
    UnknownCode
        If there is none of this number, or its results are not for the reader.
    """
    found = find_consultation(code, pk)
    if not may_read_results(reader, found):
        raise UnknownCode(N_("There is no such consultation."))
    return found


def owned_by(person: Person) -> list[Organisation]:
    """The organisations that someone owns, for which they may answer."""
    places = Member.objects.filter(person=person, role=Member.Role.OWNER).select_related("organisation")
    return [place.organisation for place in places.order_by("organisation__name")]


def find_owned(person: Person, code: str) -> Organisation:
    """An organisation that someone owns.

    Raises
    ------
    UnknownCode
        If there is none of this code, or the person does not own it.
    """
    found = next((place for place in owned_by(person) if place.code == code), None)
    if found is None:
        raise UnknownCode(N_("You own no organisation “{code}”."), code=shorten(code))
    check_second_step(person, found, Member.Role.OWNER)
    return found


def answers_of(
    consultation: Consultation, person: Person, organisation: Organisation | None = None
) -> dict[str, Answer]:
    """What was answered by someone, or for an organisation, by criterion."""
    who = {"response__organisation": organisation} if organisation else {"response__person": person}
    return {row.criterion: row for row in Answer.objects.filter(response__consultation=consultation, **who)}


def answered_by(consultation: Consultation, person: Person, places: Iterable[Organisation]) -> set[int | None]:
    """For whom there are answers already: None for the person, numbers of organisations."""
    rows = Response.objects.filter(consultation=consultation).filter(Q(person=person) | Q(organisation__in=places))
    return set(rows.filter(answers__isnull=False).values_list("organisation", flat=True))


def listens(person: Person, framework: Framework) -> bool:
    """Whether someone wants to hear of a framework's consultations."""
    return Listener.objects.filter(person=person, framework=framework).exists()


def quotes(consultation: Consultation, *, quote: bool = True) -> dict[str, list[dict[str, Any]]]:
    """The words that may be quoted, by criterion, with whose they are if that may be told; or else those that may not,
    which only stewards read."""
    rows = Answer.objects.filter(response__consultation=consultation, quote=quote).exclude(wording="")
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows.select_related("response__person", "response__organisation").order_by("wording", "pk"):
        who = row.response.organisation or row.response.person
        name = who.name if row.named and who else ""
        entry = {"text": row.wording, "name": name, "organisation": row.response.organisation_id is not None}
        found.setdefault(row.criterion, []).append(entry)
    return found


def told_of(consultation: Consultation, who: str) -> tuple[int | None, dict[str, dict[str, Opinions]]]:
    """What is told of what people, or organisations, answered: how many, and by criterion and question."""
    kept = (consultation.results or {}).get(who, {})
    criteria: dict[str, dict[str, Sequence[int]]] = kept.get("criteria", {})
    return kept.get("answered"), {
        code: {
            question: Opinions(least, Label(Scale(steps), yes), Label(Scale(steps), partly))
            for question, (least, steps, yes, partly) in found.items()
        }
        for code, found in criteria.items()
    }


def next_review(framework: Framework) -> NextReview | None:
    """When a framework is looked at next."""
    return NextReview.objects.filter(framework=framework).first()


def kept_review(framework: Framework) -> NextReview:
    """The same, where there has to be one.

    Raises
    ------
    UnknownCode
        If no day is set.
    """
    found = next_review(framework)
    if found is None:
        raise UnknownCode(N_("No day is set for the next review of this rubric."))
    return found
