"""Forms by which someone asks for feedback."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.assessment.actions.feedback import PERSON_NAME_MOST, RESPONDENTS_MOST, Asked, Invited
from tamarack.assessment.models import FEEDBACK_MESSAGE_MOST, NAME_MOST, Assessment, FeedbackRespondent
from tamarack.common.checks import EARLIEST, LATEST
from tamarack.common.dates import long_date
from tamarack.common.numbers import whole
from tamarack.core.framework import Framework
from tamarack.people.models import Person
from tamarack.rubric.texts import say

ROWS = 6
"""Empty rows for people that a form offers, and adds."""
FOCUS, SUGGESTED, ALL = "focus", "suggested", "all"
FAR = _("This year cannot be meant. Please look at the date again.")
NOT_A_DATE = _("This is not a date. Please write it as year-month-day, such as 2026-03-31.")


def until_field() -> forms.DateField:
    """The day on which a request closes."""
    return forms.DateField(
        label=_("Open until"),
        help_text=_("The last day on which people can answer. You may close earlier when enough have."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NOT_A_DATE, "required": _("Please choose a day.")},
        validators=[MinValueValidator(EARLIEST, FAR), MaxValueValidator(LATEST, FAR)],
    )


class AskForm(forms.Form):
    """What is asked, until when, and what is said to everyone."""

    about = forms.ChoiceField(
        label=_("What you ask about"), help_text=_("Few criteria get better answers: five take about seven minutes.")
    )
    title = forms.CharField(
        label=_("Name of this request"),
        max_length=NAME_MOST,
        help_text=_("For yourself, such as “Autumn 2026”. Those you ask do not see it."),
        error_messages={"required": _("Please give the request a name.")},
    )
    assessment = forms.ChoiceField(label=_("Your own view to set beside"), required=False)
    until = until_field()
    message = forms.CharField(
        label=_("A personal message"),
        required=False,
        max_length=FEEDBACK_MESSAGE_MOST,
        help_text=_("It goes to everyone you ask. What do you want to learn, and what will you do with it?"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reviewer = forms.CharField(
        label=_("Your reviewer"),
        required=False,
        max_length=PERSON_NAME_MOST,
        help_text=_(
            "If you name the person who reviews your self-assessment, comments can be given to them alone. Those you "
            "ask are told name and address, and only the account with this address ever reads them."
        ),
    )
    reviewer_email = forms.EmailField(
        label=_("Your reviewer’s address"),
        required=False,
        error_messages={"invalid": _("This address is not complete. Please look at it again.")},
    )

    def __init__(
        self,
        *args: Any,
        framework: Framework,
        focus: Sequence[str],
        assessments: Sequence[Assessment],
        suggested: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.framework, self.focus, self.suggested = framework, focus, suggested
        self.by_key = {str(row.pk): row for row in assessments}
        about = [(SUGGESTED, gettext("As prepared: {codes}").format(codes=", ".join(suggested)))] if suggested else []
        about += [(FOCUS, gettext("My focus criteria: {codes}").format(codes=", ".join(focus)))] if focus else []
        about += [(area.code, say(area.name)) for area in framework.competencies]
        about += [(ALL, gettext("All {count} criteria").format(count=len(framework.criteria)))]
        self.fields["about"].choices = about  # type: ignore[attr-defined]
        own = [(key, self._told(row)) for key, row in self.by_key.items()]
        self.fields["assessment"].choices = [*own, ("", gettext("None"))]  # type: ignore[attr-defined]

    @staticmethod
    def _told(row: Assessment) -> str:
        day = long_date(row.dated)
        return gettext("{name}, {day}").format(name=row.name, day=day) if row.name else day

    @property
    def own_view(self) -> Assessment | None:
        """The assessment that was chosen."""
        return self.by_key.get(self.cleaned_data["assessment"])

    @property
    def asked(self) -> Asked:
        """What was said."""
        data = self.cleaned_data
        codes = {
            FOCUS: list(self.focus),
            SUGGESTED: list(self.suggested),
            ALL: [row.code for row in self.framework.criteria],
        }
        criteria = codes.get(data["about"]) or [row.code for row in self.framework.competency(data["about"]).criteria]
        return Asked(data["title"], criteria, data["until"], data["message"], data["reviewer"], data["reviewer_email"])


class DateForm(forms.Form):
    """Another day to close."""

    until = until_field()


class PersonForm(forms.Form):
    """One row: someone who is to be asked. A row without name and address is nobody."""

    name = forms.CharField(
        label=_("Name"), max_length=PERSON_NAME_MOST, error_messages={"required": _("Please give a name.")}
    )
    email = forms.EmailField(
        label=_("Email address"),
        error_messages={
            "required": _("Please give an address."),
            "invalid": _("This address is not complete. It looks like name@example.ca."),
        },
    )
    group = forms.ChoiceField(label=_("Group"), choices=FeedbackRespondent.Group.choices)
    language = forms.ChoiceField(label=_("Language"), choices=Person.Language.choices)

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        labels = {
            "name": gettext("Name of person {number}"),
            "email": gettext("Email address of person {number}"),
            "group": gettext("Group of person {number}"),
            "language": gettext("Language of person {number}"),
        }
        for name, label in labels.items():
            self.fields[name].widget.attrs["aria-label"] = label.format(number=number)
        for name in ("name", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def has_changed(self) -> bool:
        """Whether it names someone."""
        return bool(self["name"].data or self["email"].data)


class People:
    """Rows of people who are to be asked, as many as the page has."""

    def __init__(self, data: QueryDict | None, language: str) -> None:
        sent = whole(data.get("rows", "")) if data is not None else None
        more = data is not None and "more" in data
        self.count = min(max(sent or ROWS, 1) + (ROWS if more else 0), RESPONDENTS_MOST)
        initial = {"group": FeedbackRespondent.Group.PEERS.value, "language": language}
        self.rows = [self._row(number, None if more else data, data if more else None, initial)
                     for number in range(1, self.count + 1)]  # fmt: skip

    @staticmethod
    def _row(number: int, data: QueryDict | None, kept: QueryDict | None, initial: Mapping[str, str]) -> PersonForm:
        prefix = f"person-{number}"
        if kept is not None:
            initial = {name: kept.get(f"{prefix}-{name}", initial.get(name, "")) for name in PersonForm.base_fields}
        return PersonForm(
            data, prefix=prefix, initial=initial, number=number, empty_permitted=True, use_required_attribute=False
        )

    def is_valid(self) -> bool:
        """Whether every row that was filled can be right."""
        return not any(row.errors for row in self.rows)

    @property
    def invited(self) -> list[Invited]:
        """Who is to be asked."""
        return [Invited(**row.cleaned_data) for row in self.rows if row.has_changed()]
