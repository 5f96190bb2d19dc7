"""Showcases: composing one, sharing it by a link, and what is seen there."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tamarack.assessment.queries.rating import answers_of, own_assessments
from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date
from tamarack.common.links import link_token
from tamarack.common.numbers import whole
from tamarack.people.models import Person
from tamarack.portfolio.actions import showcases as actions
from tamarack.portfolio.actions.showcases import PARTS, Composed
from tamarack.portfolio.models import Evidence, Showcase
from tamarack.portfolio.queries import evidence as evidence_queries
from tamarack.portfolio.queries import showcases as queries
from tamarack.portfolio.queries.credentials import own_credentials
from tamarack.portfolio.words import period
from tamarack.reports.rings import rings_of
from tamarack.reports.showcase import showcase_pdf
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment
from tamarack.web.credentials.rows import title_of
from tamarack.web.once import once
from tamarack.web.portfolio.files import serve
from tamarack.web.portfolio.forms import ShareForm, ShowcaseForm
from tamarack.web.portfolio.rows import support_parts
from tamarack.web.refused import refused
from tamarack.web.unlisted import unlisted

LASTS = timedelta(days=60)
"""How long a link works, unless another day is chosen."""


@signed_in
def showcases(request: PersonRequest) -> HttpResponse:
    """One's own showcases, and which are shared."""
    found = queries.own_showcases(request.user)
    context = {"here": "portfolio", "showcases": found, "today": timezone.localdate()}
    return render(request, "portfolio/showcases.html", context)


@signed_in
@once
def new(request: PersonRequest) -> HttpResponse:
    """Compose a showcase."""
    form = _form(request, {"language": request.user.language, "entries": request.GET.getlist("evidence")})
    if request.method == "POST" and form.is_valid():
        with refused(form):
            showcase = actions.compose(request.user, *_composed(request.user, form))
            messages.success(request, gettext("Composed. Nobody sees it until you share it."))
            return redirect("showcase", showcase.pk)
    return render(request, "portfolio/showcase_form.html", {"here": "portfolio", "form": form})


def _form(request: PersonRequest, initial: dict[str, Any]) -> ShowcaseForm:
    submitted = [row for row in own_assessments(request.user) if not row.is_draft]
    assessments = [(str(row.pk), f"{long_date(row.dated)} {row.name}".strip()) for row in submitted]
    titles = evidence_queries.titles(request.user)
    held = [(str(row.pk), title_of(row)) for row in own_credentials(request.user) if row.stands(timezone.now())]
    return ShowcaseForm(
        request.POST or None, assessments=assessments, credentials=held, titles=titles, initial=initial
    )  # fmt: skip


def _composed(person: Person, form: ShowcaseForm) -> tuple[Composed, Sequence[Evidence]]:
    data = form.cleaned_data
    number = whole(data["assessment"])
    assessment = next((row for row in own_assessments(person) if row.pk == number), None)
    entries = evidence_queries.chosen(person, [int(pk) for pk in data["entries"]])
    held = [row for row in own_credentials(person) if str(row.pk) in data.get("credentials", ())]
    return Composed(data["title"], data["language"], data["words"], data["contact"], assessment, held), entries


@signed_in
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Compose a showcase otherwise."""
    found = queries.own_showcase(request.user, pk)
    initial: dict[str, Any] = {name: getattr(found, name) for name in ("title", "language", "words", "contact")}
    initial |= {
        "assessment": str(found.assessment_id or ""),
        "entries": [str(row.evidence_id) for row in queries.entries(found)],
        "credentials": [str(row.pk) for row in queries.shown_credentials(found)],
    }
    form = _form(request, initial)
    if request.method == "POST" and form.is_valid():
        with refused(form):
            actions.recompose(request.user, found, *_composed(request.user, form))
            messages.success(request, gettext("Saved."))
            return redirect("showcase", pk)
    return render(request, "portfolio/showcase_form.html", {"here": "portfolio", "form": form, "showcase": found})


@signed_in
def showcase(request: PersonRequest, pk: int) -> HttpResponse:
    """A showcase of one's own: as others see it, which parts are shown, and its link."""
    found = queries.own_showcase(request.user, pk)
    form = ShareForm(initial={"until": timezone.localdate() + LASTS})
    with translation.override(found.language):
        address = site_url("showcase_shared", link_token(queries.SALT, found)) if found.link else ""
    over = found.until is not None and found.until < timezone.localdate()
    context = {"here": "portfolio", "form": form, "shared_at": address, "over": over, "parts": PARTS, **seen(found)}
    return render(request, "portfolio/showcase.html", context)


def seen(found: Showcase) -> dict[str, Any]:
    """What is on a showcase, chosen parts alone."""
    answers = answers_of(found.assessment) if found.assessment else None
    rings = rings_of(answers) if answers else None
    return {
        "showcase": found,
        "person": found.person,
        "entries": [
            {
                "row": row,
                "evidence": row.evidence,
                "period": period(row.evidence),
                "supports": support_parts(row.evidence, {}) if row.shows_supports else (),
                "endorsements": [one for one in row.evidence.endorsements.all() if one.stands],
            }
            for row in queries.entries(found)
        ],
        "credentials": [(row, title_of(row)) for row in queries.shown_credentials(found)],
        "answers": answers,
        "rings": rings.picture(middle=False) if rings else "",
    }


@require_POST
@signed_in
def parts(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose which parts of the entries are shown, and their order."""
    found = queries.own_showcase(request.user, pk)
    rows = queries.entries(found)
    shown = {row.pk: request.POST.getlist(f"part-{row.pk}") for row in rows}
    order = sorted(rows, key=lambda row: (whole(request.POST.get(f"place-{row.pk}", "")) or 0, row.place))
    actions.choose_parts(request.user, found, shown, [row.pk for row in order])
    messages.success(request, gettext("Saved."))
    return redirect("showcase", pk)


@require_POST
@signed_in
def share(request: PersonRequest, pk: int) -> HttpResponse:
    """Make a link, or end it."""
    found = queries.own_showcase(request.user, pk)
    if "revoke" in request.POST:
        actions.revoke_showcase(request.user, found)
        messages.success(request, gettext("The link leads nowhere any more."))
        return redirect("showcase", pk)
    form = ShareForm(request.POST)
    if form.is_valid():
        with refused(form):
            actions.share_showcase(request.user, found, form.cleaned_data["until"])
            messages.success(request, gettext("Shared. Whoever has the link sees the page."))
            return redirect("showcase", pk)
    messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("showcase", pk)


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase a showcase, after a confirmation."""
    found = queries.own_showcase(request.user, pk)
    if request.method == "POST":
        actions.delete_showcase(request.user, found)
        messages.success(request, gettext("The showcase is deleted. What it showed stays in your portfolio."))
        return redirect("showcases")
    return render(request, "portfolio/showcase_delete.html", {"here": "portfolio", "showcase": found})


@require_safe
@signed_in
def file(request: PersonRequest, pk: int) -> HttpResponse:
    """A showcase of one's own as PDF."""
    return _pdf(queries.own_showcase(request.user, pk), request.GET.get("paper", ""))


def _pdf(found: Showcase, paper: str) -> HttpResponse:
    with translation.override(found.language):
        answers = answers_of(found.assessment) if found.assessment else None
        credentials = [(row, title_of(row)) for row in queries.shown_credentials(found)]
        content = showcase_pdf(found, queries.entries(found), answers, paper, credentials)
        return attachment(content, gettext("showcase.pdf"))


@require_safe
@unlisted
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A showcase, for whoever has its link."""
    found = queries.shared_showcase(token)
    return render(request, "portfolio/showcase_shared.html", {"token": token, **seen(found)})


@require_safe
@unlisted
def shared_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The same as PDF."""
    return _pdf(queries.shared_showcase(token), request.GET.get("paper", ""))


@require_safe
@unlisted
def shared_file(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A file on a showcase."""
    return serve(queries.shown_file(queries.shared_showcase(token), pk))
