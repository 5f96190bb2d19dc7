"""What a respondent is asked, as the page shows it and as its form says it."""

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tamarack.assessment.actions.answering import Remark, Said, readers
from tamarack.assessment.actions.closing import NOT_OBSERVED
from tamarack.assessment.models import REMARK_MOST, TRY, FeedbackAnswer, FeedbackComment, FeedbackRespondent
from tamarack.core.framework import Criterion
from tamarack.rubric.queries import framework
from tamarack.web.kept import joined, kept

RATING, REMARK, READ_BY = "rating-", "remark-", "read-by-"
"""What the names of fields begin with; the criterion's code follows."""


def criterion_html(respondent: FeedbackRespondent, answer: FeedbackAnswer, criterion: Criterion) -> SafeString:
    """A criterion with its descriptors to choose from, and room for a comment."""
    return kept(
        "feedback/_criterion.html",
        {"remark": remark_html(respondent, answer, criterion.code)},
        framework=framework(respondent.request.version_id),
        criterion=criterion,
        chosen=answer.ratings.get(criterion.code, ""),
        not_observed=NOT_OBSERVED,
    )


def remark_html(respondent: FeedbackRespondent, answer: FeedbackAnswer, key: str) -> SafeString:
    """Room for a comment, with who may read it."""
    offered = readers(respondent)
    text, read_by = answer.remarks.get(key, ["", offered[0]])
    reviewer = respondent.request.reviewer
    return kept(
        "feedback/_remark.html",
        {"text": text, "options": joined(_option(value, value == read_by, reviewer) for value in offered)},
        key=key,
        at_the_end=key.startswith("+"),
        to_try=key == TRY,
        most=REMARK_MOST,
    )


def _option(value: str, chosen: bool, reviewer: str) -> SafeString:
    label = str(FeedbackComment.For(value).label)
    if value == FeedbackComment.For.REVIEWER:
        label = gettext("For {reviewer} alone, without my name").format(reviewer=reviewer)
    return kept("feedback/_option.html", {"label": label}, value=value, chosen=chosen)


def said(form: QueryDict) -> Said:
    """What the form of a page says; who may read it is checked where it is kept."""
    ratings, remarks, read_by = (_fields(form, kind) for kind in (RATING, REMARK, READ_BY))
    return Said(ratings, {key: Remark(text, read_by.get(key, "")) for key, text in remarks.items()})


def _fields(form: QueryDict, kind: str) -> dict[str, str]:
    return {name.removeprefix(kind): str(value) for name, value in form.items() if name.startswith(kind)}
