"""A draft as files: downloads with what each cannot hold, and the way out to translators and back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.core.errors import BadFile
from tamarack.exchange.framework_files import (
    TYPES,
    File,
    draft_file,
    framework_files,
    losses,
    stem_of,
    take_translation,
    translation_files,
)
from tamarack.stewardship.models import Draft
from tamarack.stewardship.words import language_name
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.forms import file_field
from tamarack.web.once import once
from tamarack.web.refused import refused
from tamarack.web.steward.place import draft_context

LABELS = {"md": "Markdown", "case": "1EdTech CASE 1.1", "mahara": "Mahara SmartEvidence", "moodle": "Moodle"}


class TranslationForm(forms.Form):
    """A file that came back from translators."""

    file = file_field(_("XLIFF file"), ".xlf,.xliff")


@signed_in
@once
def files(request: PersonRequest, code: str, number: str) -> HttpResponse:
    """All files of a draft; a translators' file is taken here."""
    context = draft_context(request.user, code, number, "files")
    draft: Draft = context["draft"]
    form = TranslationForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    problems: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        with refused(form):
            try:
                taken = take_translation(request.user, draft, form.cleaned_data["file"].read())
            except BadFile as error:
                problems = [(problem.code, problem.translated(gettext)) for problem in error.problems]
            else:
                said = gettext("{language}: texts taken: {written}, reviewed: {reviewed}, not taken: {left}.")
                data = {"written": taken.written, "reviewed": taken.reviewed, "left": len(taken.problems)}
                messages.success(request, said.format(language=language_name(taken.target), **data))
                if not taken.problems:
                    return redirect("draft_files", code, number)
                problems = [(problem.code, problem.translated(gettext)) for problem in taken.problems]
    context |= {
        "form": form,
        "problems": problems,
        "files": [_offer(draft, file) for file in framework_files(stem_of(draft), draft.document["languages"])],
        "pairs": [
            (language_name(source), language_name(target), name)
            for name, (source, target) in translation_files(draft).items()
        ],
    }  # fmt: skip
    return render(request, "steward/files.html", context, status=422 if problems or form.errors else 200)


@signed_in
def download(request: PersonRequest, code: str, number: str, name: str) -> HttpResponse:
    """A draft as one of its files."""
    draft: Draft = draft_context(request.user, code, number, "files")["draft"]
    content, kind = draft_file(draft, name), TYPES[name.rpartition(".")[2]]
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def _offer(draft: Draft, file: File) -> dict[str, Any]:
    """A file with what it could not hold."""
    return {
        "file": file,
        "label": LABELS.get(file.kind, ""),
        "language": language_name(file.language) if file.language else "",
        "lost": [problem.translated(gettext) for problem in losses(draft.document, file)],
    }
