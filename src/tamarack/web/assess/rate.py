"""Rating a sheet: the page, its form, and what its script sends."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.assessment.answers import Answer, Answers
from tamarack.common.dates import clock_time, month
from tamarack.core.errors import N_, NotAllowed
from tamarack.core.framework import Competency, Criterion
from tamarack.growth.queries import Offered
from tamarack.rubric.texts import say
from tamarack.web.assess.answers import as_form, changes, milliseconds, moment, read_json, sent_changes
from tamarack.web.assess.criterion import Beside, criterion_html, linked, told_elsewhere
from tamarack.web.assess.progress import Progress, address
from tamarack.web.assess.sheet import Asked, Sheet
from tamarack.web.kept import joined, kept
from tamarack.web.rubric.views import find_competency, following, preceding

Parts = Sequence[tuple[Competency, Sequence[Criterion]]]
"""What a page asks: competencies, each with its criteria or some of them."""
FIRST = "first"
"""What the script of the page with what is asked first calls it."""
OVERLAP = timedelta(seconds=5)
"""News are told again for so long: another process may have written a moment before it was seen."""


class OtherAccount(NotAllowed):
    """Answers that wait in a browser for one account came with the session of another."""

    code = "other_account"


def rate_page(
    request: HttpRequest, sheet: Sheet, here: Competency | None, *, first: Offered | bool = False
) -> HttpResponse:
    """One competency of a sheet, or all of it, or what is asked `first`, perhaps for a role; forms are taken too."""
    parts = [(area, area.criteria) for area in ([here] if here else sheet.framework.competencies)]
    if first:
        asked = [(area, tuple(row for row in rows if row.code in sheet.asked.first)) for area, rows in parts]
        parts = [(area, rows) for area, rows in asked if rows]
    if request.method == "POST":
        return _take_form(request, sheet, [row for _, rows in parts for row in rows], here)
    answers, last = sheet.answers_and_last()
    progress = Progress(answers, sheet.root, here, sheet.asked.first)
    role = first.profile if isinstance(first, Offered) else None
    evidence = sheet.evidence()
    beside = Beside(last, role, None if evidence is None else linked(evidence), told_elsewhere(sheet.elsewhere()))
    own = {
        **progress.own(),
        "path": request.path,
        "onward": _onward(sheet, here),
        "owner": sheet.owner,
        "contact": str(milliseconds(timezone.now())),
        "csrf_token": get_token(request),
        "when": month(sheet.started_at),
        "criteria": joined(_sections(answers, parts, beside, headed=here is None)),
        "role": say(role.name) if role else "",
    }
    body = kept(
        "assess/_rate.html",
        own,
        framework=answers.framework,
        competency=here,
        total=progress.total,
        whole=here is None and not first,
        first=bool(first),
        named=role is not None,
        first_asked=bool(sheet.asked.first),
        carried=sheet.asked.carried,
        last=last is not None,
        trial=sheet.trial,
        position=answers.framework.competencies.index(here) + 1 if here else 0,
        previous=preceding(answers.framework, here) if here else None,
        following=following(answers.framework, here) if here else None,
    )
    context = {
        "here": "assess", "competency": here, "body": body, "owner": sheet.owner, "first": bool(first),
        "carried": sheet.asked.carried,
    }  # fmt: skip
    return render(request, "assess/competency.html", context)


def _sections(answers: Answers, parts: Parts, beside: Beside, *, headed: bool) -> Iterator[SafeString]:
    for area, rows in parts:
        if headed:
            yield format_html('<h2 class="area">{}</h2>', say(area.name))
        for criterion in rows:
            yield criterion_html(answers, criterion, beside)


def _take_form(
    request: HttpRequest, sheet: Sheet, criteria: Sequence[Criterion], here: Competency | None
) -> HttpResponse:
    sheet.rate(changes(request.POST, criteria))
    if request.POST.get("go") == "on":
        return redirect(_onward(sheet, here))
    messages.success(request, gettext("Saved."))
    return redirect(request.path)


def _onward(sheet: Sheet, here: Competency | None) -> str:
    after = following(sheet.framework, here) if here else None
    return address(sheet.root, after) if after else sheet.root


def read_sent(request: HttpRequest, owners: Collection[str]) -> dict[str, Any]:
    """What a script sends, if it is the owner's, by any of the keys they are known by.

    Raises
    ------
    OtherAccount
        If it waits in the browser for someone else: asked first of all, so that it is never taken for gone.
    BadInput
        If it is not what our script sends.
    """
    sent = read_json(request.body)
    if sent.get("owner") not in owners:
        raise OtherAccount(N_("These answers wait for another account. They are sent when it is signed in here again."))
    return sent


def take_answers(sheet: Sheet, sent: Mapping[str, Any]) -> JsonResponse:
    """Save what a script sent, and tell it what stands now: also what other windows and devices have written.

    Takes ``owner``, ``page`` (a competency's code, ``first`` or nothing), ``since`` (its last contact, in
    milliseconds) and ``answers``, each with ``criterion``, ``kind`` (rating or note), ``value``, ``device``,
    ``number``, ``age`` and ``contact`` (`tamarack.assessment.answers.Sent`).
    """
    page = sent.get("page")
    here = find_competency(sheet.framework, str(page)) if page and page != FIRST else None
    wanted = sent_changes(sent.get("answers", []))
    before = sheet.rate(wanted) if wanted else {}
    now = timezone.now()
    answers, news = sheet.answers_and_news(min(moment(sent.get("since")), now) - OVERLAP)
    return JsonResponse(
        {
            "contact": milliseconds(now),
            "answers": {code: as_form(answers.of(code)) for code in {*news, *wanted}},
            "before": {code: was for code, answer in before.items() if (was := _changed(answer, answers.of(code)))},
            "parts": _parts(Progress(answers, sheet.root, here, sheet.asked.first), sheet.asked, first=page == FIRST),
        }
    )


def _changed(before: Answer, after: Answer) -> dict[str, str]:
    """What stood before of what is other now: rating, note or both."""
    now = as_form(after)
    return {kind: value for kind, value in as_form(before).items() if value != now[kind]}


def _parts(progress: Progress, asked: Asked, *, first: bool) -> dict[str, str]:
    """What changes on the page beside the criteria, by the id of its element."""
    own: dict[str, Any] = progress.own()
    parts = {
        "saved": kept("assess/_state.html", {"clock": clock_time(timezone.now())}, saved=True),
        "progress": kept("assess/_progress.html", own, total=progress.total, first_asked=bool(asked.first)),
        "side": kept(
            "assess/_side.html",
            own,
            whole=progress.here is None and not first,
            first=first,
            first_asked=bool(asked.first),
            carried=asked.carried,
        ),
    }
    return {name: str(part) for name, part in parts.items()}
