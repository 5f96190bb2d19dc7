"""Writes about proposals: making, supporting, talking about, deciding on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from tamarack.common.checks import check_choice, check_text
from tamarack.common.database import write
from tamarack.core.errors import N_, BadInput, NotAllowed
from tamarack.core.framework import Framework
from tamarack.growth.actions.resources import check_url
from tamarack.people.models import Person
from tamarack.people.rules import check_own
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.rubric.queries import framework as stored_framework
from tamarack.stewardship.models import Comment, Draft, Follow, Proposal, Support
from tamarack.stewardship.models.voice import LINKS_MOST, SAID_MOST, TITLE_MOST, WHY_MOST
from tamarack.stewardship.rules import check_steward, may_delete
from tamarack.stewardship.voice_mail import tell_decided

OPEN_MOST = 100
"""Proposals of one person to one rubric that wait for a decision."""
DECIDED = N_("This was decided on already, and cannot change any more.")
TAKEN_BACK = N_("This was taken back by the person who proposed it.")


@dataclass(frozen=True)
class Proposed:
    """What someone proposes; `wording` by language."""

    title: str
    reason: str
    subject: str = ""
    kind: str = Proposal.Kind.CHANGE
    wording: Mapping[str, str] = field(default_factory=dict)
    links: Sequence[str] = ()
    named: bool = False

    def fields(self, rubric: Framework) -> dict[str, Any]:
        """What is kept of it.

        Raises
        ------
        BadInput, UnknownCode
            If it cannot be kept.
        """
        kind = check_choice(self.kind, Proposal.Kind.values)
        if not self.subject and kind != Proposal.Kind.GAP:
            raise BadInput(N_("Please choose what you would change: a competency, a criterion or a descriptor."))
        links = list(dict.fromkeys(filter(None, map(check_url, self.links))))
        if len(links) > LINKS_MOST:
            raise BadInput(N_("{most} links fit. Please choose the most useful ones."), most=LINKS_MOST)
        said = {code: check_text(text, SAID_MOST) for code, text in self.wording.items() if code in rubric.languages}
        return {
            "kind": kind,
            "subject": self.subject,
            "competency": (path(rubric, self.subject) or ("",))[0],
            "title": " ".join(check_text(self.title, TITLE_MOST, needed=True).split()),
            "reason": check_text(self.reason, SAID_MOST, needed=True),
            "wording": {code: text for code, text in said.items() if text},
            "links": links,
            "named": self.named,
        }


def path(rubric: Framework, subject: str) -> tuple[str, ...]:
    """Where something stands: competency, criterion, level, as far as the code goes; empty for the whole rubric.

    Raises
    ------
    UnknownCode
        If the rubric has nothing of this code.
    """
    if not subject:
        return ()
    if any(area.code == subject for area in rubric.competencies):
        return (subject,)
    row = next((row for row in rubric.criteria if row.code == subject), None)
    if row is not None:
        return (row.competency, row.code)
    code, _, level = subject.rpartition(".")
    row = next((row for row in rubric.criteria if row.code == code), None)
    if row is not None and level in rubric.ranks:  # also a cell that is empty: that may be what is missing
        return (row.competency, row.code, level)
    row, level = rubric.descriptor(subject)
    return (row.competency, row.code, level)


def make_proposal(person: Person, stored: Stored, proposed: Proposed) -> Proposal:
    """Keep a proposal to a rubric. Who makes one follows it."""
    fields = proposed.fields(stored.framework)
    with write():
        version = Version.objects.select_related("framework").get(pk=stored.id)
        mine = Proposal.objects.filter(person=person, framework=version.framework, state=Proposal.State.OPEN)
        if mine.count() >= OPEN_MOST:
            raise BadInput(N_("{most} of your proposals wait for a decision. Please wait for some."), most=OPEN_MOST)
        proposal = Proposal.objects.create(person=person, framework=version.framework, version=version, **fields)
        Follow.objects.create(proposal=proposal, person=person)
    return proposal


def change_proposal(person: Person, proposal: Proposal, proposed: Proposed) -> None:
    """Change one's own proposal, as long as nothing was decided."""
    check_own(person, proposal)
    fields = proposed.fields(stored_framework(proposal.version_id))
    with write():
        _check_open(hold(proposal))
        Proposal.objects.filter(pk=proposal.pk).update(**fields, heard_at=timezone.now())


def withdraw_proposal(person: Person, proposal: Proposal) -> None:
    """Take one's own proposal back, as long as nothing was decided. It can still be read, without a name."""
    check_own(person, proposal)
    with write():
        _check_open(hold(proposal))
        Proposal.objects.filter(pk=proposal.pk).update(
            state=Proposal.State.WITHDRAWN, named=False, heard_at=timezone.now()
        )


def support_proposal(person: Person, proposal: Proposal, reason: str, *, named: bool) -> None:
    """Be for a proposal, saying why if one likes; said again, it replaces what one said before."""
    reason = check_text(reason, WHY_MOST)
    with write():
        held = hold(proposal)
        _check_open(held)
        if held.person_id == person.pk:
            raise NotAllowed(N_("You proposed this yourself: it has your support already."))
        Support.objects.update_or_create(
            proposal=held, person=person, defaults={"reason": reason, "named": named, "at": timezone.now()}
        )
        _hear(held)


def end_support(person: Person, proposal: Proposal) -> None:
    """Not be for it any more."""
    with write():
        Support.objects.filter(proposal=proposal, person=person).delete()


def add_comment(person: Person, proposal: Proposal, text: str, *, named: bool) -> Comment:
    """Say something of a proposal, whatever was decided."""
    text = check_text(text, SAID_MOST, needed=True)
    with write():
        comment = Comment.objects.create(proposal=proposal, person=person, text=text, named=named)
        _hear(proposal)
    return comment


def delete_comment(person: Person, comment: Comment) -> None:
    """Take a comment away: one's own, or as a steward any.

    Raises
    ------
    NotAllowed
        If the person may not.
    """
    if not may_delete.test(person, comment):
        raise NotAllowed(N_("Only the person whose this is can change it."))
    with write():
        comment.delete()


def follow(person: Person, proposal: Proposal) -> None:
    """Hear from now on what becomes of a proposal."""
    with write():
        Follow.objects.get_or_create(proposal=proposal, person=person)


def unfollow(person: Person, proposal: Proposal) -> None:
    """Hear nothing more of it."""
    with write():
        Follow.objects.filter(proposal=proposal, person=person).delete()


def mark_seen(follows: Collection[Follow]) -> None:
    """Note that someone has seen what is new."""
    with write():
        Follow.objects.filter(pk__in=[row.pk for row in follows]).update(seen_at=timezone.now())


@dataclass(frozen=True)
class Decision:
    """What a steward decides: for which draft it is accepted, into which other it is merged, and why."""

    state: str
    why: str = ""
    draft: Draft | None = None
    into: Proposal | None = None

    def check(self, proposal: Proposal) -> None:
        """See that it can be decided so.

        Raises
        ------
        BadInput
            If not.
        """
        states = Proposal.State
        check_choice(self.state, [states.OPEN, states.ACCEPTED, states.DECLINED, states.MERGED])
        if self.state == states.DECLINED and not self.why.strip():
            raise BadInput(N_("Please give a reason: the person who proposed it reads it."))
        draft = self.draft
        if self.state == states.ACCEPTED and (
            draft is None or draft.framework_id != proposal.framework_id or not draft.is_open
        ):
            raise BadInput(N_("Please choose the draft that it is accepted for."))
        into = self.into
        if self.state == states.MERGED and (
            into is None or into.framework_id != proposal.framework_id or into.pk == proposal.pk
            or into.state not in (states.OPEN, states.ACCEPTED)
        ):  # fmt: skip
            raise BadInput(N_("Please choose another proposal that is open or accepted."))


def decide(person: Person, proposal: Proposal, decision: Decision) -> None:
    """Decide on a proposal, or open it again. Whoever follows it is told each time."""
    check_steward(person, proposal.framework)
    why = check_text(decision.why, WHY_MOST)
    with write():
        held = hold(proposal)
        if held.state == Proposal.State.WITHDRAWN:
            raise NotAllowed(TAKEN_BACK)
        decision.check(held)
        now, merged = timezone.now(), decision.state == Proposal.State.MERGED
        held.state, held.why, held.decided_at, held.decided_by = decision.state, why, now, person
        held.draft = decision.draft if decision.state == Proposal.State.ACCEPTED else None
        held.into = decision.into if merged else None
        held.heard_at, held.done = now, False
        held.save()
        follows = list(Follow.objects.filter(proposal=held).select_related("person"))
        if held.into:
            also = [Follow(proposal=held.into, person=row.person) for row in follows]
            Follow.objects.bulk_create(also, ignore_conflicts=True)
        for row in follows:
            if row.person.is_active and row.person_id != person.pk:
                tell_decided(held, row)


def mark_done(person: Person, proposal: Proposal, *, done: bool) -> None:
    """Note that an accepted proposal is worked into its draft, or that it is not yet."""
    check_steward(person, proposal.framework)
    with write():
        Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.ACCEPTED).update(done=done)


def hold(proposal: Proposal) -> Proposal:
    """The proposal as it is now, held until the transaction ends."""
    return Proposal.objects.select_for_update(of=("self",)).select_related("framework").get(pk=proposal.pk)


def _check_open(proposal: Proposal) -> None:
    if not proposal.is_open:
        raise NotAllowed(DECIDED)


def _hear(proposal: Proposal) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(heard_at=timezone.now())
