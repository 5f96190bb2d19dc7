"""Forms about credentials."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tamarack.people.models import Person
from tamarack.portfolio.actions.credentials import YEARS, Asked
from tamarack.portfolio.models import REASON_MOST, Link


class AskForm(forms.Form):
    """What stands in the credential that someone asks for."""

    email = forms.ChoiceField(
        label=_("Made out to"),
        help_text=_(
            "Only a hash of it stands in the credential: who knows the address can check it, nobody can read it."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the credential"), choices=Person.Language.choices)
    shows_name = forms.BooleanField(label=_("My name may stand in the credential and on its page"), required=False)
    links = forms.MultipleChoiceField(
        label=_("Links to evidence that may stand in it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None, unless you tick it. These are the links of the evidence that your reviewer accepted."),
    )

    def __init__(self, *args: Any, emails: Sequence[str], links: Sequence[Link], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].choices = [(email, email) for email in emails]  # type: ignore[attr-defined]
        if links:
            self.fields["links"].choices = [  # type: ignore[attr-defined]
                (str(link.pk), f"{link.evidence.title}: {link.label or link.url}") for link in links
            ]
        else:
            del self.fields["links"]

    def asked(self, code: str, level: str) -> Asked:
        """What was said."""
        data = self.cleaned_data
        links = [int(number) for number in data.get("links", ())]
        return Asked(code, level, data["language"], data["email"], data["shows_name"], links)


def _years() -> list[tuple[str, str]]:
    words = {0: _("Without an end")}
    return [
        (str(years), str(words.get(years) or ngettext("{count} year", "{count} years", years).format(count=years)))
        for years in YEARS
    ]


class IssueForm(forms.Form):
    """How long a credential is valid."""

    years = forms.TypedChoiceField(label=_("Valid for"), coerce=int, choices=_years, initial="3")


class ReasonForm(forms.Form):
    """Why something is declined or revoked."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say why, in a sentence.")},
    )
