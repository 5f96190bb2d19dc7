"""What became of an archive that was brought in, in words."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from tamarack.common.numbers import figure
from tamarack.exchange.record.kinds import KINDS
from tamarack.exchange.record.reading import CREDENTIALS_MOST

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
OF_ONE = {
    "assessment.Rating": gettext_lazy("answers of one assessment"),
    "growth.GoalEvent": gettext_lazy("events of one goal"),
    "portfolio.Following": gettext_lazy("schemes that are followed"),
    "portfolio.Exemption": gettext_lazy("exemptions of one scheme"),
    "portfolio.Support": gettext_lazy("descriptors that one entry supports"),
    "portfolio.Tag": gettext_lazy("tags of one entry"), "portfolio.Link": gettext_lazy("links of one entry"),
    "portfolio.File": gettext_lazy("files of one entry or activity"),
    "portfolio.Impact": gettext_lazy("changes that one entry tells"),
    "portfolio.Endorsement": gettext_lazy("confirmations of one entry"),
    "assessment.FeedbackRespondent": gettext_lazy("people asked in one request"),
    "assessment.FeedbackComment": gettext_lazy("comments in one request"),
    "assessment.ReviewRating": gettext_lazy("evaluations in one review"),
    "assessment.ReviewMessage": gettext_lazy("messages in one review"),
    "assessment.ReviewEvent": gettext_lazy("events of one review"),
    "portfolio.SharedEvidence": gettext_lazy("entries shown in one review"),
    "portfolio.Acceptance": gettext_lazy("confirmed descriptors in one review"),
    "portfolio.ShowcaseEntry": gettext_lazy("entries of one showcase"),
}  # fmt: skip
"""What belongs to it, where there can be too much of it."""
MOST = {kind.label: kind.most for kind in KINDS} | {"portfolio.BroughtCredential": CREDENTIALS_MOST}


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
    out += [
        gettext("{count} beyond the limit ({name}: {most} at most)").format(
            count=figure(count), name=(THINGS | OF_ONE)[label], most=figure(MOST[label])
        )
        for label, reason, count in report["out"]
        if reason == "many"
    ]
    return Told(new, sum(report["known"].values()), out)
