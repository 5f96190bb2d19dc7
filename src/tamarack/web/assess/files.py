"""What is taken along: the profile as PDF, ratings in open formats, the workbook and its way back."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from tamarack.assessment.answers import Answers
from tamarack.assessment.queries import rating as queries
from tamarack.common.language import language
from tamarack.core.errors import BadFile
from tamarack.exchange.taking import Sheet, answers_file, assessment_profile
from tamarack.exchange.workbook import take_workbook, workbook_of
from tamarack.people.models import Person
from tamarack.rubric.queries import current, current_version
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.forms import WorkbookForm
from tamarack.web.rubric.files import TYPES


def file_response(name: str, answers: Answers, dated: date, label: str, profile: Callable[[], bytes]) -> HttpResponse:
    """One of the files that can be made of answers, by its name."""
    content = answers_file(name, answers, dated, label, profile)
    return attachment(content, f"tamarack-{dated.isoformat()}-{name}")


def sheet_of(options: QueryDict) -> Sheet:
    """The paper that is asked for."""
    return "a4" if options.get("paper") == "a4" else "letter"


def with_details(options: QueryDict) -> bool:
    """Whether more than the summary is asked for."""
    return options.get("part") != "summary"


def attachment(content: bytes, name: str) -> HttpResponse:
    """A file to be saved, that no cache keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return HttpResponse(content, content_type=kind, headers=headers)


@signed_in
def files(request: PersonRequest, pk: int) -> HttpResponse:
    """What an assessment can be taken along as."""
    assessment = queries.own_assessment(request.user, pk)
    if assessment.is_draft:
        return redirect("assessment", pk)
    context = {"here": "me", "assessment": assessment, "files": reverse("assessment_files", args=[pk])}
    return render(request, "assess/files.html", context)


@signed_in
def download(request: PersonRequest, pk: int, name: str) -> HttpResponse:
    """An assessment as a file."""
    assessment = queries.own_assessment(request.user, pk)
    answers = queries.answers_of(assessment)
    profile = partial(
        assessment_profile, request.user, assessment, answers, sheet=sheet_of(request.GET),
        details=with_details(request.GET),
    )  # fmt: skip
    return file_response(name, answers, assessment.dated, assessment.name, profile)


@signed_in
def workbook(request: PersonRequest) -> HttpResponse:
    """The workbook: blank or with a draft's answers, and its way back."""
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    context: dict[str, Any] = {"here": "assess", "form": form, "offers": _offers(request.user)}
    if request.method == "POST" and form.is_valid():
        try:
            taken = take_workbook(request.user, form.cleaned_data["file"].read(), replace=form.cleaned_data["replace"])
        except BadFile as error:
            found = [(problem.path, problem.translated(gettext)) for problem in error.problems]
            context |= {"problems": found, "message": error.translated(gettext)}
        else:
            sentence = ngettext("{count} criterion taken over.", "{count} criteria taken over.", taken.count)
            messages.success(request, sentence.format(count=taken.count))
            return redirect("assessment", taken.assessment.pk)
    return render(request, "assess/workbook.html", context, status=422 if "problems" in context else 200)


def _offers(person: Person) -> list[dict[str, Any]]:
    offers = []
    for code, stored in current().items():
        title = say(stored.framework.title)
        draft = queries.open_draft(person, stored.id)
        if draft:
            address = reverse("assessment_file", args=[draft.pk, "workbook.xlsx"])
            offers.append({"title": title, "address": address, "draft": draft})
        offers.append({"title": title, "address": reverse("workbook_blank", args=[code]), "draft": None})
    return offers


@signed_in
def blank_workbook(request: PersonRequest, code: str) -> HttpResponse:
    """A workbook without answers."""
    framework = current_version(code).framework
    return attachment(workbook_of(Answers(framework, {})), f"tamarack-{code}-{language()}.xlsx")
