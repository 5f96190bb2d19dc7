"""Forms about tokens and webhooks."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tamarack.common.fetching import ADDRESS_MOST
from tamarack.exchange.models import Event, Scope
from tamarack.exchange.models.tokens import NAME_MOST
from tamarack.web.forms import day_field

USUAL = timedelta(days=90)


def in_three_months() -> date:
    """The day that is suggested."""
    return timezone.localdate() + USUAL


class TokenForm(forms.Form):
    """What a token is called, what it may do, and until when."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_MOST, help_text=_("What it is for, such as “Dashboard of the centre”."),
        error_messages={"required": _("Please give it a name.")},
    )  # fmt: skip
    until = day_field(_("Until"), _("Tomorrow at the earliest, a year from now at the latest."))
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), widget=forms.CheckboxSelectMultiple,
        help_text=_("As little as it needs. Whoever may change something may read it, too."),
        error_messages={"required": _("Please choose what the token may do.")},
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [(row.value, row.label) for row in offered]  # type: ignore[attr-defined]
        self.fields["until"].required = True
        self.fields["until"].initial = in_three_months
        self.fields["until"].error_messages["required"] = _("Please choose a day.")


class WebhookForm(forms.Form):
    """What a webhook is called, where it is, and what it is told."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_MOST, help_text=_("What it is for, such as “Dashboard of the centre”."),
        error_messages={"required": _("Please give it a name.")},
    )  # fmt: skip
    url = forms.CharField(
        label=_("Web address"), max_length=ADDRESS_MOST,
        help_text=_("It begins with https:// and is reached from everywhere."),
        error_messages={"required": _("Please give the address that is to be told.")},
    )  # fmt: skip
    events = forms.MultipleChoiceField(
        label=_("What it is told"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Numbers and links alone, never anyone’s words."),
        error_messages={"required": _("Please choose what the webhook is told.")},
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [(row.value, row.label) for row in offered]  # type: ignore[attr-defined]
