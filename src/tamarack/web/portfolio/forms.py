"""Forms about evidence, impact, endorsements and showcases."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.core.framework import Framework
from tamarack.people.models import Person
from tamarack.portfolio.actions.evidence import Told
from tamarack.portfolio.actions.impact import NUMBER_MOST, PEOPLE_MOST, Change
from tamarack.portfolio.models import LINE_MOST, TEXT_MOST, Evidence, Impact
from tamarack.rubric.texts import say
from tamarack.web.forms import day_field, descriptor_choices, text_field, told

LINKS_HINT = _("One a line: the address, then a space and what it is called, if you like.")
DID_HINT = _(
    "What the situation was, what you yourself did, and how it came out. Leave out the names of students, candidates "
    "and communities unless they agreed."
)


class EvidenceForm(forms.Form):
    """One thing that a person did."""

    title = forms.CharField(
        label=_("Title"),
        max_length=LINE_MOST,
        help_text=_("A line by which you would know it again."),
        error_messages={"required": _("Please give it a title.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Evidence.Kind.choices, initial=Evidence.Kind.PROJECT)
    began = day_field(_("From"))
    ended = day_field(_("Until, or on"), _("Leave both open where the date does not matter."))
    role = forms.CharField(
        label=_("My part in it"),
        required=False,
        max_length=LINE_MOST,
        help_text=_("For instance: I led it, with two colleagues."),
    )
    did = text_field(_("What I did"), DID_HINT, rows=6, most=TEXT_MOST)
    reflection = text_field(
        _("What I made of it"), _("What you learned, and what you would do again or otherwise."), rows=4, most=TEXT_MOST
    )
    serves = forms.MultipleChoiceField(
        label=_("Which descriptors it supports"), required=False, widget=forms.CheckboxSelectMultiple
    )
    also = forms.ChoiceField(label=_("Another descriptor"), required=False)
    links = forms.CharField(
        label=_("Links"),
        required=False,
        help_text=LINKS_HINT,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=1000, help_text=_("Words to find it by, with commas between them.")
    )
    held_by = forms.CharField(
        label=_("Who holds what cannot be uploaded"),
        required=False,
        max_length=LINE_MOST,
        help_text=_("For confidential material. For instance: the case file is with the head of the career centre."),
    )

    def __init__(self, *args: Any, framework: Framework, near: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["serves"].choices = [(code, told(framework, code)) for code in near]  # type: ignore[attr-defined]
        self.fields["also"].choices = [  # type: ignore[attr-defined]
            ("", gettext("None")),
            *((say(area.name), descriptor_choices(framework, area.criteria, near)) for area in framework.competencies),
        ]
        if not near:
            del self.fields["serves"]

    @property
    def told(self) -> Told:
        """What was said."""
        data = self.cleaned_data
        links = [tuple(line.strip().partition(" ")[::2]) for line in data["links"].splitlines() if line.strip()]
        serves = [*data.get("serves", ()), *filter(None, [data["also"]])]
        names = ("title", "kind", "began", "ended", "role", "did", "reflection", "held_by")
        return Told(**{name: data[name] for name in names}, links=links, tags=data["tags"].split(","), serves=serves)


class FileForm(forms.Form):
    """A file to add."""

    file = forms.FileField(
        label=_("A file"),
        help_text=_(
            "PDF, images, Word, Excel, PowerPoint, OpenDocument, text. Where a photograph was taken is removed."
        ),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
    )


class ImpactForm(forms.Form):
    """A change, for whom, and how one knows."""

    changed = forms.CharField(
        label=_("What changed"),
        max_length=LINE_MOST,
        help_text=_("In words that follow the number, if there is one. For instance: students a month at the clinic."),
        error_messages={"required": _("Please say in a line what changed.")},
    )
    before = forms.DecimalField(
        label=_("A number before"), required=False, max_digits=12, decimal_places=2, max_value=NUMBER_MOST
    )
    after = forms.DecimalField(
        label=_("A number after"), required=False, max_digits=12, decimal_places=2, max_value=NUMBER_MOST
    )
    audience = forms.ChoiceField(label=_("For whom"), choices=Impact.Audience.choices)
    people = forms.IntegerField(
        label=_("How many people"),
        required=False,
        min_value=0,
        max_value=PEOPLE_MOST,
        help_text=_(
            "People, not visits. Leave it empty if nobody counted. Nobody has to be described by who they are."
        ),
    )
    same_people_as = forms.ChoiceField(
        label=_("The same people are told of in"),
        required=False,
        help_text=_("So that your summary does not count them twice."),
    )
    on = day_field(_("When it showed"), _("It counts in the summary of that year."))
    known_by = forms.ChoiceField(label=_("How I know"), choices=Impact.Known.choices)
    how_known = forms.CharField(
        label=_("How I know, in a line"),
        required=False,
        max_length=LINE_MOST,
        help_text=_("For instance: sign-in sheet with one optional question. No names are kept."),
    )

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].required = True
        self.fields["on"].error_messages["required"] = gettext("Please choose a day.")
        choices = [("", gettext("No other entry")), *((str(pk), title) for pk, title in others)]
        self.fields["same_people_as"].choices = choices  # type: ignore[attr-defined]
        self.fields["before"].localize = self.fields["after"].localize = False

    def change(self, same: Evidence | None) -> Change:
        """What was said."""
        names = ("changed", "on", "audience", "people", "before", "after", "known_by", "how_known")
        return Change(**{name: self.cleaned_data[name] for name in names}, same_people_as=same)


class EndorsementForm(forms.Form):
    """Whom to ask to confirm evidence."""

    name = forms.CharField(label=_("Name"), max_length=120, error_messages={"required": _("Please say whom you ask.")})
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        error_messages={
            "required": _("Please give the address to which the link goes."),
            "invalid": _("This address is not complete. Please look at it again."),
        },
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Person.Language.choices)
    message = text_field(_("A message from you"), rows=3)


class ConfirmForm(forms.Form):
    """What someone outside says to evidence."""

    role = forms.CharField(
        label=_("Who you are in this"),
        required=False,
        max_length=LINE_MOST,
        help_text=_("For instance: dean of students, partner in the project."),
    )
    words = text_field(_("In your own words"), _("If you like. It is shown with your name."), rows=4)


class ShowcaseForm(forms.Form):
    """What is on a showcase."""

    title = forms.CharField(
        label=_("Title"),
        max_length=LINE_MOST,
        help_text=_("What readers see first. For instance: Application for Manager, Career Education."),
        error_messages={"required": _("Please give it a title.")},
    )
    language = forms.ChoiceField(label=_("Language of the page"), choices=Person.Language.choices)
    words = text_field(_("A few words from you"), rows=4, most=TEXT_MOST)
    contact = forms.CharField(
        label=_("How to reach you"),
        required=False,
        max_length=LINE_MOST,
        help_text=_("Only what you write here is shown; your account’s address is not."),
    )
    assessment = forms.ChoiceField(
        label=_("Where I stand"),
        required=False,
        help_text=_("Rings and levels of one assessment, without any count. Notes are never shown."),
    )
    credentials = forms.MultipleChoiceField(
        label=_("Credentials"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is shown with a link to its page, where anyone can verify it."),
    )
    entries = forms.MultipleChoiceField(label=_("Entries"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, assessments: Sequence[tuple[str, str]], credentials: Sequence[tuple[str, str]],
        titles: Sequence[tuple[int, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["credentials"].choices = credentials  # type: ignore[attr-defined]
        if not credentials:
            del self.fields["credentials"]
        self.fields["assessment"].choices = [("", gettext("Not shown")), *assessments]  # type: ignore[attr-defined]
        self.fields["entries"].choices = [(str(pk), title) for pk, title in titles]  # type: ignore[attr-defined]


class ShareForm(forms.Form):
    """Until when a link works."""

    until = day_field(_("The link works until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].required = True
        self.fields["until"].error_messages["required"] = gettext("Please choose a day.")
