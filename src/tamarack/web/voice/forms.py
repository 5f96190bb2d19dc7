"""Forms of what everyone says to a rubric."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tamarack.core.framework import Framework
from tamarack.rubric.texts import say
from tamarack.stewardship.actions.proposals import Decision, Proposed
from tamarack.stewardship.models import Draft, Opinion, Proposal
from tamarack.stewardship.models.voice import LINKS_MOST, SAID_MOST, TITLE_MOST, WHY_MOST
from tamarack.web.forms import Choices, day_field, text_field, told
from tamarack.web.voice.place import language_name

NAMED = _("Show my name with it. Otherwise it is by “A member”.")
CLEAR, RELEVANT, DISTINCT = (
    _("Is it clear?"), _("Is it relevant to your work?"), _("Can its levels be told apart?")
)  # fmt: skip


def place_choices(rubric: Framework) -> Choices:
    """Where something may be proposed: the whole rubric, competencies, criteria, and each of their cells."""
    found: Choices = [("", gettext("The whole rubric"))]
    for area in rubric.competencies:
        rows: Choices = [(area.code, f"{area.code} {say(area.name)}")]
        for row in area.criteria:
            rows.append((row.code, f"{row.code} {say(row.name)}"))
            rows += [(f"{row.code}.{level.code}", cell_name(rubric, row.code, level.code)) for level in rubric.levels]
        found.append((say(area.name), rows))
    return found


def cell_name(rubric: Framework, criterion: str, level: str) -> str:
    """A cell in a line, also an empty one."""
    row = rubric.criterion(criterion)
    if level in row.descriptors:
        return told(rubric, f"{criterion}.{level}")
    return gettext("{code} {level} · no descriptor yet").format(code=criterion, level=say(rubric.level(level).name))


class ProposalForm(forms.Form):
    """What someone proposes."""

    subject = forms.ChoiceField(label=_("What it is about"), required=False)
    kind = forms.ChoiceField(label=_("What you propose"), choices=Proposal.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("In a line"),
        max_length=TITLE_MOST,
        error_messages={"required": _("Please say in a line what you propose.")},
    )
    reason = text_field(_("Why"), _("What happened, or what is missed, that makes you propose it?"), 4, SAID_MOST)
    links = text_field(
        _("Links"), _("To what supports it, one a line, five at most; each begins with https://."), 2, 3000
    )
    named = forms.BooleanField(label=NAMED, required=False)

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework = framework
        self.fields["subject"].choices = place_choices(framework)  # type: ignore[attr-defined]
        self.fields["reason"].required = True
        self.fields["reason"].error_messages["required"] = _("Please give a reason.")
        order = list(self.fields)
        for code in framework.languages:
            label = gettext("Your wording in {language}").format(language=language_name(code))
            self.fields[f"wording-{code}"] = text_field(label, rows=3, most=SAID_MOST)
            self.fields[f"wording-{code}"].widget.attrs["lang"] = code
        wordings = [name for name in self.fields if name.startswith("wording-")]
        self.order_fields([*order[:-2], *wordings, *order[-2:]])

    def clean_links(self) -> list[str]:
        """One a line."""
        links = str(self.cleaned_data["links"]).split()
        if len(links) > LINKS_MOST:
            raise forms.ValidationError(gettext("{most} links fit. Please choose the most useful ones.").format(
                most=LINKS_MOST))  # fmt: skip
        return links

    @property
    def proposed(self) -> Proposed:
        """What was said."""
        data = self.cleaned_data
        wording = {code: data[f"wording-{code}"] for code in self.framework.languages}
        return Proposed(
            data["title"], data["reason"], data["subject"], data["kind"], wording, data["links"], data["named"]
        )


def proposal_initial(proposal: Proposal) -> dict[str, Any]:
    """A proposal as a form begins with it."""
    names = ("subject", "kind", "title", "reason", "named")
    wording = {f"wording-{code}": text for code, text in proposal.wording.items()}
    return {**{name: getattr(proposal, name) for name in names}, **wording, "links": "\n".join(proposal.links)}


class SupportForm(forms.Form):
    """Being for a proposal."""

    reason = text_field(_("Why you are for it"), rows=2, most=WHY_MOST)
    named = forms.BooleanField(label=NAMED, required=False)


class CommentForm(forms.Form):
    """Saying something of it."""

    text = text_field(_("Your comment"), rows=3, most=SAID_MOST)
    named = forms.BooleanField(label=NAMED, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        self.fields["text"].error_messages["required"] = _("Please write a few words.")


class DecisionForm(forms.Form):
    """What a steward decides."""

    state = forms.ChoiceField(
        label=_("Decision"),
        widget=forms.RadioSelect,
        choices=[
            (Proposal.State.ACCEPTED, _("Accept it for a draft")),
            (Proposal.State.DECLINED, _("Decline it, with a reason")),
            (Proposal.State.MERGED, _("Merge it into another proposal")),
            (Proposal.State.OPEN, _("Leave it open, or open it again")),
        ],
    )
    draft = forms.ChoiceField(label=_("For the draft"), required=False)
    into = forms.ChoiceField(label=_("Into the proposal"), required=False)
    why = text_field(_("Reason"), _("Whoever proposed it reads this, and everyone who follows it."), 3, WHY_MOST)

    def __init__(self, *args: Any, drafts: Sequence[Draft], targets: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = {str(draft.pk): draft for draft in drafts}
        self.targets = {str(row.pk): row for row in targets}
        none = ("", gettext("None"))
        numbers = [(pk, draft.number) for pk, draft in self.drafts.items()]
        titles = [(pk, f"{row.subject} {row.title}".strip()) for pk, row in self.targets.items()]
        self.fields["draft"].choices = [none, *numbers]  # type: ignore[attr-defined]
        self.fields["into"].choices = [none, *titles]  # type: ignore[attr-defined]

    @property
    def decision(self) -> Decision:
        """What was said."""
        data = self.cleaned_data
        return Decision(data["state"], data["why"], self.drafts.get(data["draft"]), self.targets.get(data["into"]))


class TextsForm(forms.Form):
    """A day or two, and a text in each of a rubric's languages."""

    def __init__(self, *args: Any, languages: Sequence[str], label: str, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        for code in languages:
            field = text_field(f"{label} ({language_name(code)})", rows=4, most=SAID_MOST)
            field.required = needed
            field.widget.attrs["lang"] = code
            field.error_messages["required"] = gettext("Please write it in each language of the rubric.")
            self.fields[f"text-{code}"] = field

    @property
    def text(self) -> dict[str, str]:
        """What was said, by language."""
        return {code: self.cleaned_data[f"text-{code}"] for code in self.languages}


class ConsultationForm(TextsForm):
    """From when to when a draft is put to everyone."""

    draft = forms.ChoiceField(label=_("The draft"))
    opens = day_field(
        _("First day"), _("Today, or a day that is still to come. From then on its texts stay as they are.")
    )
    closes = day_field(_("Last day"))

    def __init__(self, *args: Any, drafts: Sequence[Draft] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["draft"].choices = [(str(row.pk), row.number) for row in drafts]  # type: ignore[attr-defined]
        if not drafts:
            del self.fields["draft"]
        for name in ("opens", "closes"):
            self.fields[name].required = True


class ReviewForm(TextsForm):
    """When a rubric is looked at next."""

    day = day_field(_("The next review is on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].required = True


class AnswerForm(forms.Form):
    """What someone answers about a criterion."""

    clear = forms.ChoiceField(label=CLEAR, choices=Opinion.choices, required=False, widget=forms.RadioSelect)
    relevant = forms.ChoiceField(label=RELEVANT, choices=Opinion.choices, required=False, widget=forms.RadioSelect)
    distinct = forms.ChoiceField(label=DISTINCT, choices=Opinion.choices, required=False, widget=forms.RadioSelect)
    wording = text_field(_("How would you word it?"), rows=2, most=SAID_MOST)
    quote = forms.BooleanField(label=_("These words may be quoted in the results"), required=False)
    named = forms.BooleanField(label=_("… with the name"), required=False)
