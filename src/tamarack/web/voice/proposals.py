"""Proposals to a rubric: reading, making, supporting, talking about them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.core.errors import NotAllowed, UnknownCode
from tamarack.people.rules import check_own
from tamarack.rubric.queries import framework as stored_framework
from tamarack.stewardship.actions import proposals as actions
from tamarack.stewardship.models import Proposal
from tamarack.stewardship.queries import voice as queries
from tamarack.stewardship.rules import may_change
from tamarack.stewardship.voice_mail import decided_words
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.refused import refused, warned
from tamarack.web.voice.forms import CommentForm, ProposalForm, SupportForm, proposal_initial
from tamarack.web.voice.place import reader_of, rubric_context
from tamarack.web.voice.rows import cell_of, remarks

WORDS_MOST = 200
"""Characters of a search that are looked at."""

SUPPORT_IDS = "support_%s"
"""Of the fields for support, which stand on a page with those of a comment."""


def proposals(request: HttpRequest, code: str) -> HttpResponse:
    """All proposals to a rubric, or those that are looked for."""
    context = rubric_context(request, code, "proposals")
    wanted = read_wanted(request)
    found = queries.proposals(context["rubric"], wanted, context["reader"])
    more = {"proposals": found, "wanted": wanted, "states": Proposal.State.choices}
    return render(request, "voice/proposals.html", context | more)


def read_wanted(request: HttpRequest) -> queries.Wanted:
    """Which proposals the address asks for; what is no state or too long is not looked for."""
    state = request.GET.get("state", "")
    return queries.Wanted(
        request.GET.get("competency", "").replace("\0", "")[:40],
        state if state in Proposal.State.values else "",
        request.GET.get("q", "").replace("\0", "").strip()[:WORDS_MOST],
        "mine" in request.GET,
    )


@signed_in
@once
def new(request: PersonRequest, code: str) -> HttpResponse:
    """Propose something: first what is like it is shown, then it is kept."""
    context = rubric_context(request, code, "proposals")
    stored, at = context["stored"], _known_place(request, context)
    initial = {"subject": at, "kind": "change" if at else "gap"}
    form = ProposalForm(request.POST or None, framework=stored.framework, initial=initial)
    more: dict[str, Any] = {"form": form, "at": at, "there": queries.proposals_at(context["rubric"], at)}
    if request.method == "POST" and form.is_valid():
        with refused(form):
            form.proposed.fields(stored.framework)
            alike = queries.similar_to(context["rubric"], stored, form.proposed)
            if alike and "sure" not in request.POST:
                given = [(key, value) for key, value in request.POST.items() if key != "csrfmiddlewaretoken"]
                step = {"alike": alike, "given": given, "form": form}
                return render(request, "voice/proposal_alike.html", context | step)
            kept = actions.make_proposal(request.user, stored, form.proposed)
            messages.success(request, gettext("Thank you: your proposal can be read now. You hear what becomes of it."))
            return redirect("proposal", code, kept.pk)
    return render(request, "voice/proposal_form.html", context | more)


def _known_place(request: HttpRequest, context: dict[str, Any]) -> str:
    """The place that the address names, if the rubric has it."""
    at = request.GET.get("at", "")[:90]
    try:
        actions.path(context["framework"], at)
    except UnknownCode:
        return ""
    return at


def proposal(request: HttpRequest, code: str, pk: int, **forms: Any) -> HttpResponse:
    """A proposal, with what is said of it."""
    context = rubric_context(request, code, "proposals")
    found = queries.find_proposal(code, pk)
    reader = reader_of(request)
    talk = queries.talk(found, reader)
    more = {
        "proposal": found,
        "cell": cell_of(found),
        "talk": talk,
        "comments": remarks(talk, reader),
        "decided": "" if found.is_open else decided_words(found),
        "may_change": reader is not None and may_change.test(reader, found),
        "mine": reader is not None and found.person_id == reader.pk,
        "support_form": SupportForm(
            initial={"reason": talk.support.reason, "named": talk.support.named} if talk.support else None,
            auto_id=SUPPORT_IDS),
        "comment_form": CommentForm(),
        **forms,
    }  # fmt: skip
    response = render(request, "voice/proposal.html", context | more)
    if talk.follow and talk.follow.seen_at < found.heard_at:
        actions.mark_seen([talk.follow])
    return response


@signed_in
def change(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Change one's own proposal."""
    found = _own(request, code, pk)
    context = rubric_context(request, code, "proposals")
    form = ProposalForm(
        request.POST or None, framework=stored_framework(found.version_id), initial=proposal_initial(found)
    )
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.change_proposal(request.user, found, form.proposed)
            messages.success(request, gettext("Saved."))
            return redirect("proposal", code, pk)
    return render(request, "voice/proposal_form.html", context | {"form": form, "proposal": found})


@signed_in
def withdraw(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Take one's own proposal back, after a confirmation."""
    found = _own(request, code, pk)
    if request.method == "POST":
        actions.withdraw_proposal(request.user, found)
        messages.success(request, gettext("Your proposal is taken back."))
        return redirect("proposals", code)
    context = rubric_context(request, code, "proposals")
    return render(request, "voice/proposal_withdraw.html", context | {"proposal": found})


def _own(request: PersonRequest, code: str, pk: int) -> Proposal:
    """The reader's own proposal; that of anyone else is not to be changed."""
    found = queries.find_proposal(code, pk)
    check_own(request.user, found)
    if not found.is_open:
        raise NotAllowed(actions.DECIDED)
    return found


@require_POST
@signed_in
def support(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Be for a proposal, or not any more."""
    found = queries.find_proposal(code, pk)
    if "end" in request.POST:
        actions.end_support(request.user, found)
        messages.success(request, gettext("Your support is taken back."))
        return redirect("proposal", code, pk)
    form = SupportForm(request.POST, auto_id=SUPPORT_IDS)
    if form.is_valid():
        with refused(form):
            data = form.cleaned_data
            actions.support_proposal(request.user, found, data["reason"], named=data["named"])
            messages.success(request, gettext("You support this proposal."))
            return redirect("proposal", code, pk)
    return proposal(request, code, pk, support_form=form)


@require_POST
@signed_in
def follow(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Hear what becomes of a proposal, or not any more."""
    found = queries.find_proposal(code, pk)
    if "end" in request.POST:
        actions.unfollow(request.user, found)
        messages.success(request, gettext("You hear nothing more of this proposal."))
    else:
        actions.follow(request.user, found)
        messages.success(request, gettext("You get a mail when the stewards decide."))
    return redirect("proposal", code, pk)


@require_POST
@signed_in
@once
def comment(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Say something of a proposal."""
    found = queries.find_proposal(code, pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        with refused(form):
            data = form.cleaned_data
            kept = actions.add_comment(request.user, found, data["text"], named=data["named"])
            return redirect(f"{reverse('proposal', args=[code, pk])}#comment-{kept.pk}")
    return proposal(request, code, pk, comment_form=form)


@require_POST
@signed_in
def delete_comment(request: PersonRequest, code: str, pk: int, comment: int) -> HttpResponse:
    """Take a comment away."""
    found = queries.find_comment(queries.find_proposal(code, pk), comment)
    with warned(request):
        actions.delete_comment(request.user, found)
        messages.success(request, gettext("The comment is deleted."))
    return redirect("proposal", code, pk)
