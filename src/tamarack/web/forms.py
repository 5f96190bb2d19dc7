"""Fields that forms of several parts of the site have."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from tamarack.common.checks import EARLIEST, LATEST
from tamarack.core.framework import Criterion, Framework
from tamarack.core.wording import lead
from tamarack.rubric.texts import say

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
