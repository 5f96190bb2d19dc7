"""A person's requests for feedback: the list, one of them as it stands, its result."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.assessment.actions import feedback as actions
from tamarack.assessment.feedback_mail import minutes
from tamarack.assessment.models import FeedbackRequest
from tamarack.assessment.queries import feedback as queries
from tamarack.common.numbers import whole
from tamarack.core.errors import N_, BadInput
from tamarack.rubric.queries import framework
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.feedback.forms import DateForm
from tamarack.web.feedback.promise import promise_html
from tamarack.web.feedback.result import result_page
from tamarack.web.refused import refused


@signed_in
def requests(request: PersonRequest) -> HttpResponse:
    """All requests: open, planned, closed."""
    found = queries.own_requests(request.user)
    groups = [
        (state.label, [row for row in found if row.state == state])
        for state in (FeedbackRequest.State.OPEN, FeedbackRequest.State.PLANNED, FeedbackRequest.State.CLOSED)
    ]
    context = {"here": "feedback", "groups": [(name, rows) for name, rows in groups if rows]}
    return render(request, "feedback/requests.html", context)


@signed_in
def request_page(request: PersonRequest, pk: int) -> HttpResponse:
    """A request as it stands; once it is closed, its result."""
    found = queries.own_request(request.user, pk)
    return result_page(request, found) if found.is_closed else _open_page(request, found, _date_form(found))


def _date_form(found: FeedbackRequest) -> DateForm:
    return DateForm(initial={"until": found.until})


def _open_page(request: PersonRequest, found: FeedbackRequest, form: DateForm) -> HttpResponse:
    rubric = framework(found.version_id)
    context = {
        "here": "feedback",
        "asked": found,
        "criteria": [rubric.criterion(code) for code in found.criteria],
        "people": queries.asked_by(found),
        "can_close": queries.can_be_closed(found),
        "over": found.is_open and not found.takes_on(timezone.localdate()),
        "minutes": minutes(len(found.criteria)),
        "promise": promise_html(found),
        "form": form,
    }
    return render(request, "feedback/request.html", context)


@require_POST
@signed_in
def date(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose another day to close."""
    found = queries.own_request(request.user, pk)
    form = DateForm(request.POST)
    if form.is_valid():
        with refused(form):
            actions.move_date(request.user, found, form.cleaned_data["until"])
            messages.success(request, gettext("Saved."))
            return redirect("feedback_request", pk)
    return _open_page(request, found, form)


@require_POST
@signed_in
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """End someone's link."""
    found = queries.own_request(request.user, pk)
    number = whole(request.POST.get("respondent", ""))
    if number is None:
        raise BadInput(N_("This button says nothing that we know. Please reload the page."))
    respondent = queries.own_respondent(found, number)
    actions.withdraw_link(request.user, found, respondent)
    messages.success(request, gettext("The link of {name} has ended.").format(name=respondent.name))
    return redirect("feedback_request", pk)


@signed_in
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Close a request when enough have answered, after a confirmation."""
    found = queries.own_request(request.user, pk)
    if request.method == "POST":
        actions.close_request(request.user, found)
        messages.success(request, gettext("The request is closed. This is what may be shown of it."))
        return redirect("feedback_request", pk)
    if not queries.can_be_closed(found):
        return redirect("feedback_request", pk)
    return render(request, "feedback/close.html", {"here": "feedback", "asked": found})


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase a request, after a confirmation."""
    found = queries.own_request(request.user, pk)
    if request.method == "POST":
        actions.delete_request(request.user, found)
        messages.success(request, gettext("The request is erased, with all that was said in it."))
        return redirect("feedback")
    return render(request, "feedback/delete.html", {"here": "feedback", "asked": found})
