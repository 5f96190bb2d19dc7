"""What is taken along: the certificate of hours, the audit pack, the log as CSV."""

from datetime import date

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from tamarack.exchange.taking import LOG_FILES, TABLE, Span, log_file
from tamarack.people.models import Person
from tamarack.portfolio.queries import log as queries
from tamarack.portfolio.schemes import find_scheme
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment
from tamarack.web.log.forms import SpanForm


@signed_in
def take(request: PersonRequest) -> HttpResponse:
    """What there is, for chosen days."""
    form = _form(request.user, request.GET if "first" in request.GET else None)
    return _page(request, form)


def _form(person: Person, data: "object | None") -> SpanForm:
    today = timezone.localdate()
    rules = [find_scheme(following.scheme) for following in queries.followed(person)]
    initial = {"first": date(today.year, 1, 1), "last": today}
    return SpanForm(data, schemes=rules, initial=initial)


def _page(request: PersonRequest, form: SpanForm, status: int = 200) -> HttpResponse:
    return render(request, "log/take.html", {"here": "portfolio", "form": form, "names": LOG_FILES}, status=status)


@signed_in
def file(request: PersonRequest, name: str) -> HttpResponseBase:
    """One of the files, by its name, for the days that the address says."""
    span = None
    if name in LOG_FILES and (name != TABLE or "first" in request.GET):
        form = _form(request.user, request.GET)
        if not form.is_valid():
            return _page(request, form, status=422)
        said = form.cleaned_data
        span = Span(said["first"], said["last"], said["scheme"], said["paper"] or "letter")
    content = log_file(request.user, name, span)
    saved_as = f"tamarack-{timezone.localdate().isoformat()}-{name}"
    if isinstance(content, bytes):
        return attachment(content, saved_as)
    return FileResponse(content, as_attachment=True, filename=saved_as, content_type="application/zip")
