"""How far an assessment is, as pages show it, and where to go on."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tamarack.assessment.answers import Answers
from tamarack.assessment.models import Assessment
from tamarack.common.dates import long_date
from tamarack.core.framework import Competency
from tamarack.web.kept import joined, kept
from tamarack.web.parts import part_of


class Progress:
    """What is rated, in all and by competency; `here` is the competency that the page is about."""

    def __init__(self, answers: Answers, root: str, here: Competency | None = None, first: Sequence[str] = ()) -> None:
        self.answers = answers
        self.first = first
        self.root = root
        self.here = here
        self.total = len(answers.framework.criteria)
        self.rated = len(answers.ratings)

    @property
    def first_rated(self) -> bool:
        """Whether what is asked first has an answer."""
        return all(code in self.answers.ratings for code in self.first)

    @property
    def complete(self) -> bool:
        """Whether every criterion has an answer."""
        return self.rated == self.total

    @cached_property
    def marks(self) -> list[tuple[Competency, list[bool]]]:
        """For each criterion of each competency, whether it is rated."""
        rated = self.answers.ratings
        return [(area, [row.code in rated for row in area.criteria]) for area in self.answers.framework.competencies]

    def own(self) -> dict[str, str]:
        """What a page about this assessment puts in of it."""
        return {
            "root": self.root,
            "rated": str(self.rated),
            "blocks": self.blocks,
            "side": self.side,
            "asked": self.asked,
        }

    @property
    def asked(self) -> str:
        """How much of what is asked first is answered, or looked at again; nothing where all is asked alike."""
        if not self.first:
            return ""
        answers = [self.answers.of(code) for code in self.first]
        done = sum(answer.is_rated and not answer.carried for answer in answers)
        return gettext("Asked first: {done} of {all}").format(done=done, all=len(answers))

    @property
    def blocks(self) -> SafeString:
        """A block for each criterion, in groups; the words stand beside it."""
        groups = ("".join('<i class="on"></i>' if on else "<i></i>" for on in marks) for _, marks in self.marks)
        return mark_safe(  # noqa: S308
            f'<div class="blocks" aria-hidden="true">{"".join(f"<span>{group}</span>" for group in groups)}</div>'
        )

    @property
    def side(self) -> SafeString:
        """A line for each competency, with a link and what is rated."""
        rows = (
            kept(
                "assess/_side_row.html",
                {"root": self.root},
                competency=area,
                rated=sum(marks),
                of=len(marks),
                here=area is self.here,
            )
            for area, marks in self.marks
        )
        return joined(rows)

    @property
    def competencies(self) -> list[dict[str, Any]]:
        """Each competency with what is rated, what is not, and where to go on in it."""
        return [
            {
                "competency": area,
                "rated": sum(marks),
                "of": len(marks),
                "unrated": [row for row, rated in zip(area.criteria, marks, strict=True) if not rated],
                "address": address(self.root, area),
            }
            for area, marks in self.marks
        ]


def history_row(assessment: Assessment) -> SafeString:
    """An assessment in a list of them."""
    own = {"root": root_of(assessment), "when": long_date(assessment.dated), "name": assessment.name}
    return kept("assess/_history_row.html", own, draft=assessment.is_draft, named=bool(assessment.name))


def root_of(assessment: Assessment) -> str:
    """The address of an assessment, below which are those of its competencies."""
    return reverse("assessment", args=[assessment.pk])


def address(root: str, competency: Competency) -> str:
    """Where a competency is rated."""
    return f"{root}{part_of(competency.code)}/"


def resume_address(answers: Answers, root: str, first: Sequence[str] = ()) -> str:
    """Where to go on: at what is asked first, then at the first unrated criterion; at the overview after the last."""
    waiting = (code for code in first if answers.of(code).carried or not answers.of(code).is_rated)
    if code := next(waiting, None):
        return f"{root}first/#{code}"
    code = answers.first_unrated
    if code is None:
        return root
    competency = answers.framework.competency(answers.framework.criterion(code).competency)
    return f"{address(root, competency)}#{code}"
