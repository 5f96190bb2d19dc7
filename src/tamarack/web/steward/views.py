"""The rubrics that someone keeps, and their drafts."""

from django.http import HttpResponse
from django.shortcuts import render

from tamarack.stewardship import queries
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.steward.place import draft_context, framework_context


@signed_in
def kept(request: PersonRequest) -> HttpResponse:
    """The rubrics that the reader keeps."""
    return render(
        request, "steward/kept.html", {"here": "steward", "frameworks": queries.kept_frameworks(request.user)}
    )


@signed_in
def framework(request: PersonRequest, code: str) -> HttpResponse:
    """A rubric that the reader keeps, with its drafts."""
    context = framework_context(request.user, code, "drafts")
    return render(request, "steward/framework.html", {**context, "drafts": queries.drafts(context["stewarded"])})


@signed_in
def draft(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """A draft."""
    return render(request, "steward/draft.html", draft_context(request.user, code, number, "overview"))
