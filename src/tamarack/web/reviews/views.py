"""Reviews: inviting someone, and the page on which both talk an assessment through."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from tamarack.assessment import rules
from tamarack.assessment.actions import review as actions
from tamarack.assessment.models import Review, ReviewEvent
from tamarack.assessment.queries import review as queries
from tamarack.assessment.queries.feedback import own_requests
from tamarack.assessment.queries.rating import own_assessments
from tamarack.common.dates import long_date
from tamarack.common.numbers import whole
from tamarack.core.errors import N_, BadInput, UnknownCode
from tamarack.growth.models import Template
from tamarack.growth.queries.team import find_template
from tamarack.people.models import Person
from tamarack.portfolio.actions import reviewed
from tamarack.portfolio.queries import evidence as evidence_queries
from tamarack.portfolio.queries.reviewed import shared_numbers, support_in
from tamarack.portfolio.words import period
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.once import once
from tamarack.web.portfolio.rows import support_parts
from tamarack.web.refused import refused
from tamarack.web.reviews.forms import GrantForm, InviteForm
from tamarack.web.reviews.meeting import agenda
from tamarack.web.reviews.rows import hints_in, review_parts

LASTS = timedelta(days=60)
"""How long a reviewer may see what they are shown, unless another day is chosen."""


@signed_in
def reviews(request: PersonRequest) -> HttpResponse:
    """The reviews of one's own assessments, and those that one is asked for."""
    today = timezone.localdate()
    context = {
        "here": "reviews",
        "own": queries.own_reviews(request.user),
        "others": [(row, rules.is_invited.test(request.user, row), rules.can_see_review.test(request.user, row))
                   for row in queries.reviews_to_do(request.user)],
        "any": any(not row.is_draft for row in own_assessments(request.user)),
        "today": today,
    }  # fmt: skip
    return render(request, "reviews/reviews.html", context)


@signed_in
@once
def new(request: PersonRequest) -> HttpResponse:
    """Invite a reviewer; an entry to show, an assessment, or a review to correct may be given by the address."""
    found = [row for row in own_assessments(request.user) if not row.is_draft]
    if not found:
        raise BadInput(N_("A review is about a submitted assessment. Please submit one first."))
    corrects = _corrected(request)
    asked = whole(request.GET.get("assessment", ""))
    initial = {
        "assessment": str(corrects.assessment_id if corrects else asked or found[0].pk),
        "until": timezone.localdate() + LASTS,
        "evidence": request.GET.getlist("evidence"),
        **_as_prepared(request),
        **(_as_before(corrects) if corrects else {}),
    }
    form = InviteForm(
        request.POST or None, **_offered(request.user), initial=initial,
        assessments=[(str(row.pk), f"{long_date(row.dated)} {row.name}".strip()) for row in found],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with refused(form):
            assessment = next(row for row in found if str(row.pk) == form.cleaned_data["assessment"])
            review = actions.invite(request.user, assessment, form.invitation, corrects)
            _share(request.user, review, form)
            messages.success(request, gettext("{name} is invited by mail.").format(name=review.reviewer_name))
            return redirect("review", review.pk)
    return render(request, "reviews/new.html", {"here": "reviews", "form": form, "corrects": corrects})


def _as_prepared(request: PersonRequest) -> dict[str, Any]:
    """What a template of one's team says, that the address names."""
    template = find_template(request.user, request.GET.get("template", ""), Template.Kind.REVIEW)
    if template is None:
        return {}
    until = timezone.localdate() + timedelta(days=template.days)
    return {"relation": template.relation, "message": template.message, "until": until}


def _corrected(request: PersonRequest) -> Review | None:
    """The signed review that a new one is to correct."""
    number = whole(request.GET.get("corrects", ""))
    return queries.part_review(request.user, number) if number is not None else None


def _as_before(review: Review) -> dict[str, Any]:
    reviewer = {"name": review.reviewer_name, "email": review.reviewer_email} if review.reviewer_name else {}
    return {
        **reviewer, "relation": review.relation,
        "evidence": [str(pk) for pk in shared_numbers(review)],
        "feedback": [str(row.pk) for row in review.feedback.all()],
    }  # fmt: skip


def _offered(person: Person) -> dict[str, Any]:
    """What can be shown to a reviewer."""
    closed = [(row.pk, row.title) for row in own_requests(person) if row.is_closed]
    return {"titles": evidence_queries.titles(person), "requests": closed}


def _share(person: Person, review: Review, form: GrantForm) -> None:
    """Show the reviewer what was ticked, and nothing else."""
    reviewed.share_evidence(person, review, evidence_queries.chosen(person, form.chosen))
    actions.show_feedback(person, review, [row for row in own_requests(person) if row.pk in form.shown])


@signed_in
def review(request: PersonRequest, pk: int) -> HttpResponse:
    """A review: criterion by criterion for both of its people; for someone invited, the invitation."""
    found = queries.part_review(request.user, pk)
    if rules.is_invited.test(request.user, found):
        return render(request, "reviews/invited.html", {"here": "reviews", "review": found})
    found = queries.seen_review(request.user, pk)
    theirs = rules.is_reviewer.test(request.user, found)
    if theirs:
        actions.note_seen(request.user, found)
    talked, feedback = queries.talked(found), queries.feedback_in(found, theirs=theirs)
    mine = found.reviewer_signed_at if theirs else found.person_signed_at
    context = {
        "here": "reviews",
        "review": found,
        "talked": talked,
        "theirs": theirs,
        "open": found.is_open_on(timezone.localdate()),
        "ahead": found.state in rules.AHEAD,
        "mine": mine,
        "seal": actions.seal_of(found),
        "hints": hints_in(feedback),
        "unsettled": actions.unsettled(found) if found.state == Review.State.OPEN else [],
        "general": talked.messages.get("", []),
        "areas": review_parts(found, talked, feedback, theirs=theirs),
        "form": None if theirs else _grant_form(request.user, found),
    }
    return render(request, "reviews/review.html", context)


def _grant_form(person: Person, found: Review, data: Any = None) -> GrantForm:
    initial = {
        "shows_notes": found.shows_notes, "until": found.until,
        "evidence": [str(pk) for pk in shared_numbers(found)],
        "feedback": [str(row.pk) for row in found.feedback.all()],
    }  # fmt: skip
    return GrantForm(data, **_offered(person), initial=initial)


@require_POST
@signed_in
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """Take an invitation up, or decline it."""
    found = queries.part_review(request.user, pk)
    if "decline" in request.POST:
        actions.decline(request.user, found)
        messages.success(
            request, gettext("Declined. {name} is told so, and nobody asks why.").format(name=found.person)
        )
        return redirect("reviews")
    actions.take_up(request.user, found)
    return redirect("review", pk)


@require_POST
@signed_in
def agree(request: PersonRequest, pk: int) -> HttpResponse:
    """Agree with every rating of a competency."""
    found = queries.seen_review(request.user, pk)
    code = request.POST.get("competency", "")
    actions.agree(request.user, found, code)
    return redirect(f"{_address(pk)}#{code}")


@require_POST
@signed_in
def criterion(request: PersonRequest, pk: int) -> HttpResponse:
    """What one of both says of a criterion: how the reviewer sees it, what to agree on, or a message."""
    found = queries.seen_review(request.user, pk)
    code, value = request.POST.get("criterion", ""), request.POST.get("value", "")
    if "differ" in request.POST:
        actions.differ(request.user, found, code, value, request.POST.get("reason", ""))
    elif "settle" in request.POST:
        actions.settle(request.user, found, code, value)
    else:
        actions.say(request.user, found, request.POST.get("text", ""), code)
    return redirect(f"{_address(pk)}#{code or 'talk'}")


@require_POST
@signed_in
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """Accept evidence for a descriptor, or take that back."""
    found = queries.seen_review(request.user, pk)
    support = support_in(found, whole(request.POST.get("support", "")) or 0)
    if "back" in request.POST:
        reviewed.take_back_acceptance(request.user, found, support)
    else:
        reviewed.accept_evidence(request.user, found, support, request.POST.get("seen", ""))
    return redirect(f"{_address(pk)}#{support.code.rpartition('.')[0]}")


@require_POST
@signed_in
def sign(request: PersonRequest, pk: int) -> HttpResponse:
    """Sign what is agreed, or take one's signature back."""
    found = queries.seen_review(request.user, pk)
    if "back" in request.POST:
        actions.unsign(request.user, found)
        messages.success(request, gettext("Your signature is taken back."))
    else:
        actions.sign(request.user, found, request.POST.get("seal", ""))
        messages.success(request, gettext("Signed."))
    return redirect("review", pk)


@signed_in
def leave(request: PersonRequest, pk: int) -> HttpResponse:
    """Step back from a review, or withdraw an invitation, after a confirmation."""
    found = queries.part_review(request.user, pk)
    if request.method == "POST":
        actions.leave(request.user, found)
        messages.success(request, gettext("The review is over. The reviewer sees nothing of it any more."))
        return redirect("reviews")
    return render(request, "reviews/leave.html", {"here": "reviews", "review": found})


@require_POST
@signed_in
def grant(request: PersonRequest, pk: int) -> HttpResponse:
    """Change what the reviewer may see and until when, or end it."""
    found = queries.seen_review(request.user, pk)
    if "end" in request.POST:
        reviewed.end_grant(request.user, found)
        messages.success(request, gettext("Ended. The reviewer sees nothing of it any more."))
        return redirect("review", pk)
    form = _grant_form(request.user, found, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        actions.change_grant(request.user, found, data["until"], shows_notes=data["shows_notes"])
        _share(request.user, found, form)
        messages.success(request, gettext("Saved."))
    else:
        messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect(f"{_address(pk)}#grant")


@signed_in
def evidence(request: PersonRequest, pk: int, entry: int) -> HttpResponse:
    """An entry that the reviewer may see."""
    found = queries.seen_review(request.user, pk)
    shown = evidence_queries.seen_evidence(request.user, entry)
    if entry not in shared_numbers(found):
        raise UnknownCode(evidence_queries.NONE_SUCH)
    if rules.is_reviewer.test(request.user, found):
        actions.note_seen(request.user, found, ReviewEvent.What.SAW_EVIDENCE, shown.title[:200])
    context = {
        "here": "reviews", "review": found, "evidence": shown, "period": period(shown),
        "supports": support_parts(shown, {}),
        "endorsements": [row for row in shown.endorsements.all() if row.stands],
    }  # fmt: skip
    return render(request, "reviews/evidence.html", context)


@signed_in
def meeting(request: PersonRequest, pk: int) -> HttpResponse:
    """An agenda for the meeting, to print: what both see otherwise, focus criteria, what is open."""
    found = queries.seen_review(request.user, pk)
    theirs = rules.is_reviewer.test(request.user, found)
    context = {"here": "reviews", "review": found, **agenda(found, theirs=theirs)}
    return render(request, "reviews/meeting.html", context)


def _address(pk: int) -> str:
    return reverse("review", args=[pk])
