"""Pages of figures: a team's, an organisation's, an association's, mine against all; their files; the method."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tamarack.core.errors import N_, UnknownCode
from tamarack.core.framework import shorten
from tamarack.exchange.figures import figures_csv, figures_xlsx
from tamarack.growth.queries import Offered
from tamarack.growth.words import by_side
from tamarack.insight.queries import roles_for
from tamarack.insight.reporting import (
    Report,
    association_report,
    compared_report,
    organisation_report,
    team_report,
)
from tamarack.people.audit import What, record, record_daily
from tamarack.people.models import Organisation
from tamarack.people.queries.places import find_organisation, find_team
from tamarack.reports.figures import figures_pdf
from tamarack.rubric.queries import current
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.files import attachment
from tamarack.web.cached import public_page
from tamarack.web.insight.asked import read_asked, read_picked, read_rubric, read_until, switches
from tamarack.web.insight.rows import heatmap
from tamarack.web.orgs.place import org_context, team_context

MAKERS = {
    "csv": lambda report, _: figures_csv(report),
    "xlsx": figures_xlsx,
    "pdf": figures_pdf,
}


@signed_in
def team(request: PersonRequest, code: str, team: str) -> HttpResponse:
    """A team's figures."""
    context = team_context(request.user, code, team, "figures")
    report = team_report(context["team"], read_until(request.GET), read_rubric(request.GET))
    files = reverse("team_figures_file", args=[code, team, "csv"])
    return _page(request, "insight/team.html", context, report, files)


@signed_in
def organisation(request: PersonRequest, code: str) -> HttpResponse:
    """An organisation's figures, over its teams; an association's, over its organisations."""
    context = org_context(request.user, code, "figures")
    report = _of(context["organisation"], request)
    files = reverse("org_figures_file", args=[code, "csv"])
    name = "association" if context["organisation"].is_association else "organisation"
    return _page(request, f"insight/{name}.html", context, report, files)


def _of(organisation: Organisation, request: HttpRequest) -> Report:
    make = association_report if organisation.is_association else organisation_report
    return make(organisation, read_picked(request.GET), read_until(request.GET), read_rubric(request.GET))


@signed_in
def compared(request: PersonRequest, code: str) -> HttpResponse:
    """An organisation beside all of its association."""
    context = org_context(request.user, code, "compared")
    report = compared_report(context["organisation"], read_rubric(request.GET))
    return _page(request, "insight/compared.html", context, report, reverse("org_compared_file", args=[code, "csv"]))


def _page(request: PersonRequest, template: str, context: dict[str, Any], report: Report, files: str) -> HttpResponse:
    organisation, about = context["organisation"], context["team"].code if "team" in context else ""
    record_daily(What.READ_FIGURES, by=request.user, organisation=organisation, about=about)
    offered = roles_for(organisation, report.framework)
    asked = read_asked(request.GET, report.framework, organisation, offered)
    profile = asked.role.profile
    shown = {
        "report": report,
        "rubrics": [stored.framework for stored in current().values()],
        "framework": report.framework,
        "asked": asked,
        "role": asked.role,
        "switches": switches(asked, report.framework),
        "sides": _grouped(organisation, offered),
        "heat": heatmap(report, report.columns, asked),
        "over_time": heatmap(report, report.over_time, asked) if len(report.over_time) > 1 else None,
        "strengths": report.strengths(profile),
        "trainings": report.trainings(profile),
        "files": [(kind.upper(), f"{files[:-3]}{kind}{asked.address()}") for kind in MAKERS],
    }
    return render(request, template, {**context, **shown})


def _grouped(organisation: Organisation, offered: list[Offered]) -> list[tuple[str, list[Offered]]]:
    """The organisation's own role profiles, then the others under the halves of the profession."""
    own = [role for role in offered if role.row]
    return [*([(organisation.name, own)] if own else []), *by_side(role for role in offered if not role.row)]


@signed_in
def team_file(request: PersonRequest, code: str, team: str, kind: str) -> HttpResponse:
    """A team's figures as a file."""
    found = find_team(request.user, code, team)
    return _file(
        request, found.organisation, team_report(found, read_until(request.GET), read_rubric(request.GET)), kind
    )


@signed_in
def organisation_file(request: PersonRequest, code: str, kind: str) -> HttpResponse:
    """An organisation's or an association's figures as a file."""
    found = find_organisation(request.user, code)
    return _file(request, found, _of(found, request), kind)


@signed_in
def compared_file(request: PersonRequest, code: str, kind: str) -> HttpResponse:
    """An organisation beside all of its association as a file."""
    found = find_organisation(request.user, code)
    return _file(request, found, compared_report(found, read_rubric(request.GET)), kind)


def _file(request: PersonRequest, organisation: Organisation, report: Report, kind: str) -> HttpResponse:
    """The figures as a file; that they were taken is written down.

    Raises
    ------
    UnknownCode
        If there is no such kind of file, or there are no figures yet.
    """
    if kind not in MAKERS:
        raise UnknownCode(N_("There is no file “{name}” here."), name=shorten(f"figures.{kind}"))
    if not report.columns:
        raise UnknownCode(N_("There are no figures yet."))
    asked = read_asked(request.GET, report.framework, organisation, roles_for(organisation, report.framework))
    content = MAKERS[kind](report, asked.role.profile)
    record(What.TOOK_FIGURES, by=request.user, organisation=organisation, about=report.team.code if report.team else "")
    name = "-".join(["tamarack", organisation.code, *([report.team.code] if report.team else []), "figures"])
    return attachment(content, f"{name}-{report.until or timezone.localdate()}.{kind}")


@public_page
def method(request: HttpRequest) -> HttpResponse:
    """How figures are made, to be checked by hand."""
    return render(request, "insight/method.html")
