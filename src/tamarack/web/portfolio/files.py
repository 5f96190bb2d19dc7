"""Files of a portfolio: add one, look at one, erase one, take everything along."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tamarack.assessment.actions.review import note_seen
from tamarack.assessment.models import ReviewEvent
from tamarack.core.errors import BadInput
from tamarack.exchange.own_portfolio import portfolio_archive
from tamarack.portfolio.actions import files as actions
from tamarack.portfolio.models import File
from tamarack.portfolio.queries import evidence as queries
from tamarack.portfolio.queries.files import open_file, own_file, seen_file
from tamarack.portfolio.queries.reviewed import reviews_showing
from tamarack.portfolio.uploads import IMAGES
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.portfolio.forms import FileForm


@require_POST
@signed_in
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a file to an entry."""
    found = queries.own_evidence(request.user, pk)
    form = FileForm(request.POST, request.FILES)
    problem = ""
    if form.is_valid():
        try:
            actions.add_file(request.user, form.cleaned_data["file"], evidence=found)
        except BadInput as error:
            problem = error.translated(gettext)
    else:
        problem = " ".join(map(str, form.errors.get("file", [])))
    if problem:
        messages.warning(request, problem)
    else:
        messages.success(request, gettext("The file is kept."))
    return redirect(f"{request.path.removesuffix('files/')}#files")


@require_safe
@signed_in
def file(request: PersonRequest, pk: int) -> HttpResponseBase:
    """A file, to those who may see it."""
    found = seen_file(request.user, pk)
    if found.person_id != request.user.pk and found.evidence_id:
        for review in reviews_showing(request.user, found.evidence_id):
            note_seen(request.user, review, ReviewEvent.What.SAW_EVIDENCE, found.name)
    return serve(found)


def serve(found: File) -> HttpResponseBase:
    """A file's content: images in the browser, everything else as a download, so that nothing of it can run."""
    shown = found.content_type in IMAGES.values()
    response = FileResponse(
        open_file(found), as_attachment=not shown, filename=found.name, content_type=found.content_type
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@signed_in
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Erase a file, after a confirmation."""
    found = own_file(request.user, pk)
    back = reverse("evidence", args=[found.evidence_id]) if found.evidence_id else reverse("log")
    if request.method == "POST":
        actions.remove_file(request.user, found)
        messages.success(request, gettext("The file is deleted."))
        return redirect(back)
    return render(request, "portfolio/file_delete.html", {"here": "portfolio", "file": found, "back": back})


@require_safe
@signed_in
def archive(request: PersonRequest) -> HttpResponseBase:
    """Everything in the portfolio with its files, as one archive."""
    name = gettext("portfolio.zip")
    return FileResponse(
        portfolio_archive(request.user), as_attachment=True, filename=name, content_type="application/zip"
    )
