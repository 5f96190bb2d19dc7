"""When a rubric is looked at next: set by its stewards, read by everyone, as a file for calendars."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from tamarack.exchange.calendar import review_ics
from tamarack.rubric.queries import current
from tamarack.stewardship.actions import calendar as actions
from tamarack.stewardship.queries import voice as queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.refused import refused
from tamarack.web.steward.place import framework_context
from tamarack.web.voice.forms import ReviewForm


@signed_in
def review(request: PersonRequest, code: str) -> HttpResponse:
    """Say when the rubric is looked at next, or that there is no day for it."""
    context = framework_context(request.user, code, "review")
    kept = queries.next_review(context["stewarded"])
    if request.method == "POST" and "end" in request.POST:
        actions.end_review(request.user, context["stewarded"])
        messages.success(request, gettext("No review is announced any more."))
        return redirect("steward_review", code)
    stored = current().get(code)
    languages = list(stored.framework.languages) if stored else ["en", "fr"]
    texts = {f"text-{language}": text for language, text in kept.text.items()} if kept else {}
    form = ReviewForm(
        request.POST or None, languages=languages, label=gettext("What is looked at, and how to take part"),
        needed=False, initial={"day": kept.day, **texts} if kept else {},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.set_review(request.user, context["stewarded"], form.cleaned_data["day"], form.text)
            messages.success(request, gettext("Saved. It is announced on the page of the rubric."))
            return redirect("steward_review", code)
    return render(request, "voice/review.html", context | {"form": form, "review": kept, "public": stored is not None})


def ics(request: HttpRequest, code: str) -> HttpResponse:
    """The day of the next review, for calendars."""
    rubric, stored = queries.find_rubric(code)
    content = review_ics(queries.kept_review(rubric), stored.framework)
    headers = {"Content-Disposition": f'attachment; filename="review-{code}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
