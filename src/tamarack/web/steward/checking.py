"""How a draft's translations stand, and what its writers may want to look at again."""

from collections import Counter
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tamarack.common.numbers import figure
from tamarack.core.declaring import competencies, criteria
from tamarack.core.texts import texts
from tamarack.core.translating import STATES as STATE_KEYS
from tamarack.core.validation import problems
from tamarack.stewardship.actions.writing import review_texts
from tamarack.stewardship.models import Draft
from tamarack.stewardship.queries.hinting import all_hints, row_of
from tamarack.stewardship.queries.workshop import TextKey, reviewers, states
from tamarack.stewardship.words import STATES, language_name, place_name
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.steward.place import draft_context

ROWS_SHOWN = 100
"""Texts that a page lists at most; the rest comes up as these are done."""
ASKS = ("missing", "outdated", "unreviewed")
KIND_WORDS = {
    "empty_cell": _("Empty cells"),
    "missing_translation": _("Missing translations"),
    "levels_alike": _("Levels that read the same"),
    "same_verb": _("Levels that begin with the same verb"),
    "long_sentence": _("Long sentences"),
    "hard_to_read": _("Hard to read"),
    "changed_in_one_language": _("Changed in one language only"),
    "same_idea": _("The same idea twice"),
}


@signed_in
def translation(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """How the languages of a draft stand, and which texts ask for a translator or a reviewer."""
    context = draft_context(request.user, code, number, "translation")
    draft: Draft = context["draft"]
    if request.method == "POST":
        keys = [tuple(key.split("|")) for key in request.POST.getlist("text")]
        count = review_texts(request.user, draft, [key for key in keys if len(key) == 3])
        sentence = ngettext("{count} text is reviewed.", "{count} texts are reviewed.", count)
        messages.success(request, sentence.format(count=figure(count)))
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    now = states(draft)
    languages = draft.document["languages"]
    language = request.GET.get("language", "")
    language = language if language in languages else languages[-1]
    wanted = request.GET.get("state", "")
    wanted = wanted if wanted in STATE_KEYS else ""
    rows = [key for key, state in now.items() if key[2] == language and (state == wanted if wanted else state in ASKS)]
    shown = {
        **context, "counts": _counts(draft, now), "language_shown": language, "language_name": language_name(language),
        "wanted": wanted, "wanted_words": STATES.get(wanted, ""), "count": len(rows),
        "rows": _rows(draft, rows[:ROWS_SHOWN], now), "most": ROWS_SHOWN,
        "states": [(key, STATES[key]) for key in STATE_KEYS],
    }  # fmt: skip
    return render(request, "steward/translation.html", shown)


def _counts(draft: Draft, now: dict[TextKey, Any]) -> list[dict[str, Any]]:
    """For each language, how many of its texts stand how."""
    found = Counter((key[2], state) for key, state in now.items())
    return [
        {"code": code, "name": language_name(code), "states": [(key, found[code, key]) for key in STATE_KEYS]}
        for code in draft.document["languages"]
    ]


def _rows(draft: Draft, keys: list[TextKey], now: dict[TextKey, Any]) -> list[dict[str, Any]]:
    """Texts with what the other languages say."""
    known, marks = texts(draft.document), reviewers(draft, {key[0] for key in keys})
    return [
        {
            "key": "|".join(key), "label": place_name(key[0], key[1]), "language": key[2],
            "text": known[key[0], key[1]].get(key[2], ""), "state": now[key], "state_words": STATES[now[key]],
            "others": [
                (code, language_name(code), text) for code, text in known[key[0], key[1]].items() if code != key[2]
            ],
            "mark": marks.get(key), "address": address(draft, key[0]),
        }
        for key in keys
    ]  # fmt: skip


def address(draft: Draft, at: str) -> str:
    """The page on which a place of a draft is edited."""
    document, where = draft.document, [draft.framework.code, draft.number]
    row = at if at in criteria(document) else at.rpartition(".")[0]
    if row in criteria(document):
        return f"{reverse('draft_area', args=[*where, criteria(document)[row][0]])}#{at}"
    if at in competencies(document):
        return reverse("draft_area", args=[*where, at])
    return f"{reverse('draft_edit', args=where)}#{at}"


@signed_in
def checks(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """What must be mended before a draft can be published, and what its writers may want to look at again."""
    context = draft_context(request.user, code, number, "checks")
    draft: Draft = context["draft"]
    at = request.GET.get("at", "")
    wanted = at if at in criteria(draft.document) else ""
    found = [hint for hint in all_hints(draft) if not wanted or row_of(hint.at, {wanted})]
    groups = []
    for kind, hints in groupby(found, key=lambda hint: hint.kind):
        rows = [
            {"at": hint.at, "label": hint.at.removeprefix("level:") or gettext("Framework"),
             "language": language_name(hint.language) if hint.language else "",
             "words": gettext(hint.template).format(**hint.data), "address": address(draft, hint.at)}
            for hint in hints
        ]  # fmt: skip
        groups.append({"kind": kind, "words": KIND_WORDS[kind], "count": len(rows), "rows": rows[:ROWS_SHOWN]})
    wrong = problems(draft.document)
    must = [(problem, problem.translated(gettext), address(draft, problem.code)) for problem in wrong[:ROWS_SHOWN]]
    shown = {**context, "groups": groups, "must": must, "must_count": len(wrong), "wanted": wanted, "most": ROWS_SHOWN}
    return render(request, "steward/checks.html", shown)
