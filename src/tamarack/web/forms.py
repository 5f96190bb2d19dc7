"""Fields that forms of several parts of the site have."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from tamarack.common.checks import EARLIEST, LATEST
from tamarack.core.formats import BYTES_MAX
from tamarack.core.framework import Criterion, Framework
from tamarack.core.wording import lead
from tamarack.rubric.texts import say

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

TEXT_MOST = 4000
"""Characters of a longer text, unless a form says otherwise."""
Choices = list[tuple[str, Any]]
FAR = _("This year cannot be meant. Please look at the date again.")
NOT_A_DATE = _("This is not a date. Please write it as year-month-day, such as 2026-03-31.")


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day that may be left open."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=False, help_text=help_text, widget=widget, error_messages={"invalid": NOT_A_DATE},
        validators=[MinValueValidator(EARLIEST, FAR), MaxValueValidator(LATEST, FAR)],
    )  # fmt: skip


def text_field(label: Any, help_text: Any = "", rows: int = 3, most: int = TEXT_MOST) -> forms.CharField:
    """A longer text that may be left empty."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, help_text=help_text, max_length=most, widget=widget)


def file_field(label: Any, accept: str, help_text: Any = "") -> forms.FileField:
    """A file to be read at once, of a size that this is meant for."""
    widget = forms.FileInput(attrs={"accept": accept})
    needed = {"required": _("Please choose a file.")}
    return forms.FileField(
        label=label, help_text=help_text, widget=widget, error_messages=needed, validators=[_see_size]
    )  # fmt: skip


def _see_size(file: "UploadedFile[bytes]") -> None:
    if (file.size or 0) > BYTES_MAX:
        raise forms.ValidationError(_("This file is larger than 5 MB."))


def criterion_choices(criteria: Iterable[Criterion]) -> Choices:
    """Criteria to tick: code and name."""
    return [(row.code, f"{row.code} {say(row.name)}") for row in criteria]


def descriptor_choices(framework: Framework, criteria: Iterable[Criterion], without: Sequence[str]) -> Choices:
    """Descriptors to choose from, but for some: code, level, the words that each begins with."""
    codes = (f"{row.code}.{level}" for row in criteria for level in row.levels)
    return [(code, told(framework, code)) for code in codes if code not in without]


def told(framework: Framework, code: str) -> str:
    """A descriptor in a line: code, level, the words that it begins with."""
    row, level = framework.descriptor(code)
    return f"{row.code} {say(framework.level(level).name)} · {lead(say(row.descriptors[level]))}"
