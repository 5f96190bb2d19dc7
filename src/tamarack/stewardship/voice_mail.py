"""Letters about proposals, consultations and reviews, each in its reader's language, with a link that ends them."""

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext, override

from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date
from tamarack.common.letters import Letter
from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Person
from tamarack.rubric.models import Framework
from tamarack.rubric.texts import say
from tamarack.stewardship.models import Consultation, Follow, Listener, NextReview, Proposal

PROPOSAL, RUBRIC = "p", "r"


def tell_decided(proposal: Proposal, follow: Follow) -> None:
    """Tell who follows a proposal what was decided."""
    reader = follow.person
    with override(reader.language):
        stop = site_url("unhear", unhear_token(follow))
        mine = proposal.person_id == reader.pk
        Letter(
            gettext("Your proposal: {title}").format(title=proposal.title) if mine
            else gettext("A proposal that you follow: {title}").format(title=proposal.title),
            [decided_words(proposal)],
            gettext("To the proposal"),
            site_url("proposal", proposal.framework.code, proposal.pk),
            proposal.why,
            gettext("You get this mail because you follow the proposal. One click ends that: {address}").format(
                address=stop
            ),
            str(reader),
            stop,
        ).send(reader.email)  # fmt: skip


def decided_words(proposal: Proposal) -> str:
    """What was decided, in a sentence."""
    states = Proposal.State
    number = proposal.draft.number if proposal.draft else ""
    into = proposal.into.title if proposal.into else ""
    return {
        states.OPEN: gettext("The stewards have opened it again."),
        states.ACCEPTED: gettext("The stewards have accepted it for version {number}, which is being written.").format(
            number=number
        ),
        states.DECLINED: gettext("The stewards have declined it, for the reason that they give."),
        states.MERGED: gettext("The stewards have merged it into another proposal, “{title}”.").format(title=into),
        states.WITHDRAWN: gettext("It was taken back."),
    }[states(proposal.state)]


def tell_consultation(consultation: Consultation, listener: Listener, title: dict[str, str]) -> None:
    """Tell who asked to hear that a rubric is put to consultation."""
    reader = listener.person
    draft = consultation.draft
    with override(reader.language):
        stop = site_url("unhear", unhear_token(listener))
        Letter(
            gettext("Consultation on {title}, version {number}").format(title=say(title), number=draft.number),
            [
                gettext("A draft of version {number} can be read and answered until {day}.").format(
                    number=draft.number, day=long_date(consultation.closes)
                ),
                gettext("You can answer a part of it, leave, and go on later."),
            ],
            gettext("To the consultation"),
            site_url("consultation", draft.framework.code, consultation.pk),
            say(consultation.text),
            gettext("You get this mail because you asked to hear of consultations. One click ends that: {address}")
            .format(address=stop),
            str(reader),
            stop,
        ).send(reader.email)  # fmt: skip


def tell_review(review: NextReview, steward: Person, ahead: int, title: dict[str, str]) -> None:
    """Remind a steward of the next review of a rubric."""
    with override(steward.language):
        day = long_date(review.day)
        when = gettext("It is today, {day}.") if ahead == 0 else gettext("It is on {day}.")
        Letter(
            gettext("The next review of {title}").format(title=say(title)),
            [when.format(day=day)],
            gettext("To the review calendar"),
            site_url("steward_review", review.framework.code),
            say(review.text),
            gettext("You get this mail because you keep this rubric."),
            str(steward),
        ).send(steward.email)


def _signer() -> Signer:
    return Signer(salt="tamarack.voice", sep=".")


def unhear_token(row: Follow | Listener) -> str:
    """By what a link ends the letters about a proposal, or about a rubric's consultations, without a sign-in."""
    of, about = (PROPOSAL, row.proposal_id) if isinstance(row, Follow) else (RUBRIC, row.framework_id)
    return _signer().sign(f"{of}-{row.person_id}-{about}")


def find_heard(token: str) -> tuple[Person, Proposal | Framework]:
    """Whose letters a link ends, and about what.

    Raises
    ------
    UnknownCode
        If the link is not genuine, or what it was made for is gone.
    """
    try:
        of, reader, about = _signer().unsign(token).split("-")
        person = Person.objects.filter(pk=int(reader)).first()
    except (BadSignature, ValueError):
        of, about, person = "", "0", None
    found: Proposal | Framework | None = None
    if of == PROPOSAL:
        found = Proposal.objects.select_related("framework").filter(pk=int(about)).first()
    elif of == RUBRIC:
        found = Framework.objects.filter(pk=int(about)).first()
    if person is None or found is None:
        raise UnknownCode(N_("This link is not complete, or what it was made for is gone."))
    return person, found
