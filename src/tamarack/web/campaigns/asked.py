"""Campaigns for those who are asked: whether its mail comes; and the answers that wait for someone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tamarack.assessment.actions import campaign as actions
from tamarack.assessment.actions import imported as taking
from tamarack.assessment.campaign_mail import find_muting
from tamarack.assessment.queries import campaign as queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.unlisted import unlisted


@require_POST
@signed_in
def mail(request: PersonRequest, pk: int) -> HttpResponse:
    """Mute the mail of an organisation's campaigns, or have it again."""
    organisation = queries.find_invitation(request.user, pk).organisation
    again = "again" in request.POST
    actions.mute(request.user, organisation, off=again)
    told = (
        gettext("Mail about campaigns of {organisation} comes again.")
        if again
        else gettext("You get no more mail about campaigns of {organisation}. Nobody there is told.")
    )
    messages.success(request, told.format(organisation=organisation))
    return redirect("assessments")


@csrf_exempt  # who has the link may stop the mail, and no more
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def mute(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button that stops the mail. Reading it does not: programs that check mail follow its links."""
    person, organisation = find_muting(token)
    if request.method == "POST":
        actions.mute(person, organisation)
    context = {"organisation": organisation, "stopped": request.method == "POST"}
    return render(request, "campaigns/mute.html", context)


@require_POST
@signed_in
def imported(request: PersonRequest, pk: int) -> HttpResponse:
    """Take answers that wait into one's draft, or erase them."""
    found = queries.find_waiting(request.user, pk)
    if "erase" in request.POST:
        taking.discard_imported(request.user, found)
        messages.success(request, gettext("Erased. Nothing of it is kept."))
        return redirect("assessments")
    draft = taking.take_imported(request.user, found)
    messages.success(request, gettext("Taken into your draft. What you had answered yourself stayed as it was."))
    return redirect("assessment", draft.pk)
