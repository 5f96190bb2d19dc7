"""What is taken along: the certificate of hours, the audit pack, the log as CSV."""

from datetime import date

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import shorten
from tamarack.exchange.log import Pack, audit_pack, log_csv
from tamarack.people.models import Person
from tamarack.people.queries.places import workplace
from tamarack.portfolio.queries import log as queries
from tamarack.portfolio.schemes import find_scheme
from tamarack.reports.log import Paper, certificate_pdf, log_pdf, totals_pdf
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment
from tamarack.web.log.forms import SpanForm

CERTIFICATE, PACK, TABLE = NAMES = ("certificate.pdf", "audit-pack.zip", "log.csv")


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
    return render(request, "log/take.html", {"here": "portfolio", "form": form, "names": NAMES}, status=status)


@signed_in
def file(request: PersonRequest, name: str) -> HttpResponseBase:
    """One of the files, by its name, for the days that the address says.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    if name not in NAMES:
        raise UnknownCode(N_("There is no file “{name}” here."), name=shorten(name))
    today = timezone.localdate()
    saved_as = f"tamarack-{today.isoformat()}-{name}"
    if name == TABLE and "first" not in request.GET:
        return attachment(log_csv(queries.activities(request.user)), saved_as)
    form = _form(request.user, request.GET)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _made(request.user, name, form, saved_as)


def _made(person: Person, name: str, form: SpanForm, saved_as: str) -> HttpResponseBase:
    said = form.cleaned_data
    paper = Paper(
        str(person), workplace(person), said["first"], said["last"], timezone.localdate(), said["paper"] or "letter"
    )
    activities = queries.activities(person, paper.first, paper.last)
    if name == TABLE:
        return attachment(log_csv(activities), saved_as)
    if name == CERTIFICATE:
        return attachment(certificate_pdf(activities, paper), saved_as)
    log = queries.log(person)
    standings = [
        queries.standing(following, log)
        for following in queries.followed(person)
        if said["scheme"] in ("", following.scheme)
    ]
    done = [row for row in activities if row.is_done]
    pdfs = {"log.pdf": log_pdf(done, paper), "totals-by-rule.pdf": totals_pdf(standings, paper)}
    pack = audit_pack(Pack(paper.name, paper.first, paper.last, done, standings), pdfs)
    return FileResponse(pack, as_attachment=True, filename=saved_as, content_type="application/zip")
