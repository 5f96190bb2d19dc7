"""What became of an archive that was brought in, in words."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from tamarack.common.numbers import figure

THINGS = {
    "assessment.Assessment": gettext_lazy("assessments"), "growth.Goal": gettext_lazy("goals"),
    "growth.Action": gettext_lazy("actions"), "growth.CheckIn": gettext_lazy("check-ins"),
    "growth.Role": gettext_lazy("role profiles"), "growth.Resource": gettext_lazy("resources"),
    "portfolio.Evidence": gettext_lazy("entries of the portfolio"), "portfolio.File": gettext_lazy("files"),
    "portfolio.Activity": gettext_lazy("activities of the log"), "portfolio.Showcase": gettext_lazy("showcases"),
    "assessment.FeedbackRequest": gettext_lazy("closed requests for feedback"),
    "assessment.Review": gettext_lazy("signed reviews"), "portfolio.BroughtCredential": gettext_lazy("credentials"),
}  # fmt: skip
"""What is told of by number; the rest belongs to it."""


@dataclass(frozen=True)
class Told:
    """Sentences about what is new, what was here, and what stayed out."""

    new: list[str]
    known: int
    out: list[str]


def told(report: dict[str, Any]) -> Told:
    """What a report says."""
    new = [
        gettext("{name}: {count}").format(name=name, count=figure(report["new"][label]))
        for label, name in THINGS.items()
        if report["new"].get(label)
    ]
    reasons: Counter[str] = Counter()
    for _, reason, count in report["out"]:
        reasons[reason] += count
    words = {
        "version": gettext("about a rubric or a version that is not here; once it is, bring the archive in again"),
        "there": gettext("in place of which you have something here already"),
        "refused": gettext("that cannot be as they stand in the archive"),
        "file": gettext("whose file is not in the archive"),
    }
    out = [f"{figure(reasons[reason])} {text}" for reason, text in words.items() if reasons[reason]]
    return Told(new, sum(report["known"].values()), out)
