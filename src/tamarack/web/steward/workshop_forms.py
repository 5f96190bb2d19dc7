"""Forms of the workshop."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.core.declaring import competencies, criteria, levels
from tamarack.core.framework import Document
from tamarack.stewardship.words import language_name
from tamarack.web.forms import text_field
from tamarack.web.steward.sheet import name_of

CODE_HELP = _("Short, and for good: up to 40 letters, digits, “.”, “_” or “-”.")
NAME_MOST = 300
CODES_MOST = 400


class StructureForm(forms.Form):
    """What a change of structure asks for, besides the code that it is about."""

    def __init__(self, *args: Any, verb: str, document: Document, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verb, self.document = verb, document
        if verb in ("add_competency", "add_level"):
            self.fields["code"] = forms.CharField(label=_("Code"), max_length=40, help_text=CODE_HELP)
        if verb == "add_language":
            help_text = _("Such as en, fr, es or fr-CA.")
            self.fields["code"] = forms.CharField(label=_("Code of the language"), max_length=20, help_text=help_text)
        if verb == "add_level":
            self.fields["rank"] = forms.ChoiceField(label=_("Where it stands"), choices=_ranks(document))
        if verb in ("add_competency", "add_level", "add_criterion"):
            for language in document["languages"]:
                label = gettext("Name, {language}").format(language=language_name(language))
                self.fields[f"name-{language}"] = forms.CharField(label=label, max_length=NAME_MOST, required=False)
        if verb == "move":
            self.fields["to"] = forms.ChoiceField(label=_("To which competency"), choices=_areas(document, code))
        if verb == "merge":
            self.fields["to"] = forms.ChoiceField(label=_("With which criterion"), choices=_rows(document, code))

    @property
    def data_of_change(self) -> dict[str, Any]:
        """What the form says, as the change takes it."""
        said = self.cleaned_data
        names = {key.removeprefix("name-"): text for key, text in said.items() if key.startswith("name-") and text}
        data = {key: said[key] for key in ("code", "to") if key in said}
        return data | {"name": names} | ({"rank": int(said["rank"])} if "rank" in said else {})


def _ranks(document: Document) -> list[tuple[str, str]]:
    names = [name_of(level) or code for code, level in levels(document).items()]
    above = [(str(rank + 1), gettext("Above {level}").format(level=name)) for rank, name in enumerate(names, 1)]
    return [*reversed(above), ("1", gettext("Below {level}").format(level=names[0]))]


def _areas(document: Document, code: str) -> list[tuple[str, str]]:
    home = criteria(document).get(code, ("", {}))[0]
    return [(key, f"{key} {name_of(area)}") for key, area in competencies(document).items() if key != home]


def _rows(document: Document, code: str) -> list[tuple[str, Any]]:
    groups = []
    for area in competencies(document).values():
        rows = [(row["code"], f"{row['code']} {name_of(row)}") for row in area["criteria"] if row["code"] != code]
        if rows:
            groups.append((name_of(area) or area["code"], rows))
    return groups


class BeginForm(forms.Form):
    """A new framework: its code and first version, and what it begins with."""

    code = forms.SlugField(
        label=_("Code"), max_length=40, help_text=_("It stands in addresses, and stays. Small letters, digits, “-”.")
    )
    number = forms.CharField(label=_("First version"), max_length=40, initial="1.0")
    begin = forms.ChoiceField(
        label=_("It begins"),
        widget=forms.RadioSelect,
        initial="blank",
        choices=[("blank", _("blank")), ("file", _("from a file")), ("copy", _("as a copy of a rubric"))],
    )
    title = forms.CharField(label=_("Title, for a blank one"), max_length=NAME_MOST, required=False)
    languages = forms.CharField(
        label=_("Languages, for a blank one"), initial="en, fr", required=False,
        help_text=_("Codes of languages, such as en, fr. The first leads."),
    )  # fmt: skip
    levels = forms.CharField(
        label=_("Levels, for a blank one"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, the lowest first: its code, then its name. Such as: B Building"),
    )  # fmt: skip
    file = forms.FileField(label=_("File"), required=False)
    source = forms.ChoiceField(label=_("Copy of"), required=False)

    def __init__(self, *args: Any, sources: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", gettext("Choose a rubric")), *sources]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """See that what the choice needs is there."""
        data = super().clean() or {}
        needed = {"blank": ("title", "languages", "levels"), "file": ("file",), "copy": ("source",)}
        for name in needed.get(data.get("begin", ""), ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, gettext("This is needed for what you chose."))
        return data


class NextForm(forms.Form):
    """The number of a framework's next version."""

    number = forms.CharField(
        label=_("Number of the new version"), max_length=40, help_text=_("Such as 1.1 for a few changes, 2.0 for many.")
    )


class WhyForm(forms.Form):
    """Why a version gets another status."""

    why = text_field(_("Why"), rows=4, most=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = True


class StewardForm(forms.Form):
    """Someone's address."""

    email = forms.EmailField(
        label=_("Email address of an account here"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
