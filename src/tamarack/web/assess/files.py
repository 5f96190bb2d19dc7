"""What is taken along: the profile as PDF, ratings in open formats, the workbook and its way back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from tamarack.assessment.answers import Answers
from tamarack.assessment.queries import rating as queries
from tamarack.assessment.queries.review import signed_review_of
from tamarack.common.language import language
from tamarack.core.errors import N_, BadFile, UnknownCode
from tamarack.core.framework import shorten
from tamarack.core.roles import RoleProfile
from tamarack.exchange.ratings import ratings_csv, ratings_json, ratings_xlsx
from tamarack.exchange.workbook import take_workbook, workbook_of
from tamarack.growth.queries import leading_goal
from tamarack.people.models import Person
from tamarack.people.queries.places import workplace
from tamarack.reports.profile import profile_pdf
from tamarack.rubric.queries import current, current_version
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.forms import WorkbookForm
from tamarack.web.rubric.files import TYPES


@dataclass(frozen=True)
class Paper:
    """What a file says beside the answers: the day that they are about, whose they are, where they work, a name,
    the role that their person looks towards, and with whom and when they were agreed in a signed review."""

    dated: date
    name: str = ""
    place: str = ""
    label: str = ""
    role: RoleProfile | None = None
    review: tuple[str, date] | None = None


def file_response(name: str, answers: Answers, paper: Paper, options: QueryDict) -> HttpResponse:
    """One of the files that can be made of answers, by its name.

    Raises
    ------
    UnknownCode
        If there is none such.
    """
    makers = {
        "profile.pdf": lambda: _profile(answers, paper, options),
        "ratings.csv": lambda: ratings_csv(answers),
        "ratings.json": lambda: ratings_json(answers, paper.dated, paper.label),
        "ratings.xlsx": lambda: ratings_xlsx(answers),
        "workbook.xlsx": lambda: workbook_of(answers),
    }
    if name not in makers:
        raise UnknownCode(N_("There is no file “{name}” here."), name=shorten(name))
    return attachment(makers[name](), f"tamarack-{paper.dated.isoformat()}-{name}")


def attachment(content: bytes, name: str) -> HttpResponse:
    """A file to be saved, that no cache keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return HttpResponse(content, content_type=kind, headers=headers)


def _profile(answers: Answers, paper: Paper, options: QueryDict) -> bytes:
    return profile_pdf(
        answers,
        name=paper.name,
        place=paper.place,
        dated=paper.dated,
        label=paper.label,
        role=say(paper.role.name) if paper.role else "",
        profile=paper.role,
        review=paper.review,
        paper="a4" if options.get("paper") == "a4" else "letter",
        details=options.get("part") != "summary",
        made=timezone.localdate(),
    )


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
    goal = leading_goal(request.user, assessment.version_id)
    role = goal.asked if goal else None
    review = signed_review_of(assessment)
    paper = Paper(assessment.dated, str(request.user), workplace(request.user), assessment.name, role, review)
    return file_response(name, queries.answers_of(assessment), paper, request.GET)


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
