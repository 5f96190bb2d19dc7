"""Forms about crosswalks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tamarack.core.crosswalk import Relation
from tamarack.core.formats.crosswalk_file import NOTE_MOST
from tamarack.core.framework import Framework
from tamarack.rubric.texts import say
from tamarack.stewardship.models import CrosswalkRow
from tamarack.web.forms import Choices, criterion_choices, file_field


def _criteria(framework: Framework) -> Choices:
    return [(say(area.name), criterion_choices(area.criteria)) for area in framework.competencies]


class BeginForm(forms.Form):
    """With which rubric a crosswalk is to be."""

    other = forms.ChoiceField(label=_("The other rubric"))

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = others  # type: ignore[attr-defined]


class RelationForm(forms.Form):
    """How two criteria relate."""

    mine = forms.ChoiceField(label=_("Criterion of this rubric"))
    kind = forms.ChoiceField(label=_("Relation"), choices=CrosswalkRow.Kind.choices)
    theirs = forms.ChoiceField(label=_("Criterion of the other rubric"))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=NOTE_MOST, help_text=_("What the relation rests on, for readers.")
    )

    def __init__(self, *args: Any, mine: Framework, theirs: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mine"].choices = _criteria(mine)  # type: ignore[attr-defined]
        self.fields["theirs"].choices = _criteria(theirs)  # type: ignore[attr-defined]

    @property
    def relation(self) -> Relation:
        """What was said, from this rubric to the other."""
        data = self.cleaned_data
        return Relation(data["mine"], data["kind"], data["theirs"], data["note"])


class RelationsFileForm(forms.Form):
    """A crosswalk as a file."""

    file = file_field(
        _("CSV"), ".csv,text/csv", _("As it is downloaded here. What the file does not say is taken away.")
    )
