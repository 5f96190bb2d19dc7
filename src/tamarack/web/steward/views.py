"""The rubrics that someone keeps, and their drafts."""

from django.http import HttpResponse
from django.shortcuts import render

from tamarack.core.declaring import competencies, criteria
from tamarack.core.validation import problems
from tamarack.stewardship.queries import keeping
from tamarack.stewardship.queries import workshop as queries
from tamarack.stewardship.queries.hinting import all_hints
from tamarack.stewardship.rules import may_begin_framework
from tamarack.stewardship.words import edit_words, language_name
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.steward.editing import here_words
from tamarack.web.steward.place import draft_context, framework_context
from tamarack.web.steward.sheet import name_of

LATEST = 5
"""Edits that a draft's first page shows."""


@signed_in
def kept(request: PersonRequest) -> HttpResponse:
    """The rubrics that the reader keeps."""
    context = {
        "here": "steward",
        "frameworks": [
            (found, name_of({"name": title}), rows) for found, title, rows in keeping.kept_editions(request.user)
        ],
        "may_begin": may_begin_framework.test(request.user),
    }
    return render(request, "steward/kept.html", context)


@signed_in
def framework(request: PersonRequest, code: str) -> HttpResponse:
    """A rubric that the reader keeps, with its drafts and versions, and the life of each."""
    context = framework_context(request.user, code, "drafts")
    found = keeping.editions(context["stewarded"])
    return render(
        request,
        "steward/framework.html",
        {
            **context,
            "editions": found,
            "title": name_of({"name": keeping.title_of(found)}),
            "has_version": any(row.version for row in found),
        },
    )


@signed_in
def draft(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """A draft: where it stands, what it changes, what is still to do, what was done last."""
    context = draft_context(request.user, code, number, "overview")
    found, document = context["draft"], context["document"]
    more = {
        "title": name_of({"name": document.get("title", {})}),
        "languages": [language_name(key) for key in document["languages"]],
        "counts": {"competencies": len(competencies(document)), "criteria": len(criteria(document))},
        "problem_count": len(problems(document)),
        "hint_count": len(all_hints(found)),
        "comment_count": sum(queries.open_comments(found).values()),
        "life": keeping.life_of(found.framework, found.number),
        "latest": [(edit, edit_words(edit)) for edit in queries.history(found)[:LATEST]],
        "here_words": here_words(found, request.user),
    }
    return render(request, "steward/draft.html", {**context, **more})
