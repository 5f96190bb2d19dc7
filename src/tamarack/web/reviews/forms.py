"""Forms about reviews."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tamarack.assessment.actions.review import Invitation
from tamarack.assessment.models import Review
from tamarack.web.forms import day_field, text_field

EVIDENCE_HINT = _("Only what you tick, and only for the reviewer. They can accept it for the descriptors it supports.")

FEEDBACK_HINT = _(
    "What the closed request shows by criterion, without comments. What respondents gave to their reviewer alone is "
    "seen by the one whom they were told."
)


class GrantForm(forms.Form):
    """What a reviewer may see, and until when."""

    shows_notes = forms.BooleanField(label=_("My examples beside the ratings"), required=False, initial=True)
    evidence = forms.MultipleChoiceField(
        label=_("Evidence"), required=False, widget=forms.CheckboxSelectMultiple, help_text=EVIDENCE_HINT
    )
    feedback = forms.MultipleChoiceField(
        label=_("Results of feedback"), required=False, widget=forms.CheckboxSelectMultiple, help_text=FEEDBACK_HINT
    )
    until = day_field(_("They may see it until"), _("You can end it earlier."))

    def __init__(
        self, *args: Any, titles: Sequence[tuple[int, str]], requests: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = True
        self.fields["until"].error_messages["required"] = _("Please choose a day.")
        self.fields["evidence"].choices = [(str(pk), title) for pk, title in titles]  # type: ignore[attr-defined]
        self.fields["feedback"].choices = [(str(pk), title) for pk, title in requests]  # type: ignore[attr-defined]
        for name, offered in (("evidence", titles), ("feedback", requests)):
            if not offered:
                del self.fields[name]

    @property
    def shown(self) -> list[int]:
        """The numbers of the requests for feedback that were ticked."""
        return [int(pk) for pk in self.cleaned_data.get("feedback", ())]

    @property
    def chosen(self) -> list[int]:
        """The numbers of the entries that were ticked."""
        return [int(pk) for pk in self.cleaned_data.get("evidence", ())]


class InviteForm(GrantForm):
    """Whom to invite, to which assessment, and what they may see."""

    assessment = forms.ChoiceField(label=_("Which assessment"))
    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Please say whom you invite.")}
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        help_text=_("The invitation can be taken up with this address alone."),
        error_messages={
            "required": _("Please give the address to which the invitation goes."),
            "invalid": _("This address is not complete. Please look at it again."),
        },
    )
    relation = forms.ChoiceField(label=_("Who they are to you"), choices=Review.Relation.choices)
    message = text_field(_("A message from you"), rows=3)
    field_order = ("assessment", "name", "email", "relation", "message", "shows_notes", "evidence", "feedback", "until")

    def __init__(self, *args: Any, assessments: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessment"].choices = assessments  # type: ignore[attr-defined]

    @property
    def invitation(self) -> Invitation:
        """What was said."""
        names = ("name", "email", "relation", "until", "message", "shows_notes")
        return Invitation(**{name: self.cleaned_data[name] for name in names})
