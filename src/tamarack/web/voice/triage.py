"""What stewards decide on proposals, and what was accepted for a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.core.errors import NotAllowed
from tamarack.rubric.queries import current
from tamarack.stewardship.actions import proposals as actions
from tamarack.stewardship.models import Proposal
from tamarack.stewardship.queries import voice as queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.refused import refused
from tamarack.web.steward.place import draft_context, framework_context
from tamarack.web.voice.forms import DecisionForm
from tamarack.web.voice.proposals import read_wanted
from tamarack.web.voice.rows import cell_of


@signed_in
def proposals(request: PersonRequest, code: str) -> HttpResponse:
    """The proposals to a rubric, those that wait first; how many there are in each state."""
    context = framework_context(request.user, code, "proposals")
    rubric, stored = context["stewarded"], current().get(code)
    wanted, counts = read_wanted(request), queries.how_many(rubric)
    if "state" not in request.GET:
        wanted = queries.Wanted(wanted.competency, Proposal.State.OPEN, wanted.words)
    more = {
        "framework": stored.framework if stored else None,
        "wanted": wanted,
        "counts": [(value, label, counts.get(value, 0)) for value, label in Proposal.State.choices],
        "proposals": queries.proposals(rubric, wanted),
    }
    return render(request, "voice/triage.html", context | more)


@signed_in
def decide(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Decide on a proposal."""
    context = framework_context(request.user, code, "proposals")
    found = queries.find_proposal(code, pk)
    if found.state == Proposal.State.WITHDRAWN:
        raise NotAllowed(actions.TAKEN_BACK)
    initial = {"state": found.state, "why": found.why, "draft": str(found.draft_id or ""),
               "into": str(found.into_id or "")}  # fmt: skip
    form = DecisionForm(
        request.POST or None, initial=initial,
        drafts=queries.open_drafts(found.framework), targets=queries.targets(found),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.decide(request.user, found, form.decision)
            messages.success(request, gettext("Decided. Whoever follows it is told."))
            return redirect("steward_proposals", code)
    more = {"proposal": found, "form": form, "cell": cell_of(found), "talk": queries.talk(found, None),
            "framework": queries.find_rubric(code)[1].framework}  # fmt: skip
    return render(request, "voice/decide.html", context | more)


@signed_in
def draft_proposals(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """What was accepted for a draft."""
    context = draft_context(request.user, code, number, "proposals")
    found = queries.accepted_for(context["draft"])
    more = {"rows": [(row, cell_of(row)) for row in found], "left": sum(not row.done for row in found)}
    return render(request, "voice/draft_proposals.html", context | more)


@require_POST
@signed_in
def done(request: PersonRequest, code: str, pk: int) -> HttpResponse:
    """Note that an accepted proposal is worked in, or that it is not yet."""
    framework_context(request.user, code, "proposals")
    found = queries.find_proposal(code, pk)
    actions.mark_done(request.user, found, done="done" in request.POST)
    return redirect("draft_proposals", code, found.draft.number) if found.draft else redirect("steward_proposals", code)
