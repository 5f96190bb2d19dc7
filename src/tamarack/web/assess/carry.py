"""Answers that are taken along to a new version of the rubric, and confirmed there."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from tamarack.assessment.actions import carrying as actions
from tamarack.assessment.answers import Answer, Answers
from tamarack.assessment.carried_words import outcome
from tamarack.assessment.carrying import bring, line_to, versions_between
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries import rating as queries
from tamarack.core.carry import Carried, Reason
from tamarack.core.framework import Criterion, Framework, Level, Text
from tamarack.core.wording import runs_changed
from tamarack.rubric.queries import current_version, framework
from tamarack.rubric.texts import say
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.progress import address, resume_address, root_of
from tamarack.web.rubric.changes import marked, plain


@dataclass(frozen=True)
class Pair:
    """A descriptor of the new version beside what it comes from."""

    level: Level
    old: list[tuple[str, SafeString]]
    new: SafeString | None


@dataclass(frozen=True)
class Waiting:
    """A rating that waits for a yes."""

    criterion: Criterion
    answer: Answer
    sentence: str
    pairs: list[Pair]
    elsewhere: str
    """Where another rating can be chosen."""


@require_POST
@signed_in
def carry_over(request: PersonRequest) -> HttpResponse:
    """Take one's last answers along to the current version of a rubric."""
    draft = actions.carry_over(request.user, current_version(request.POST.get("framework", "")))
    return redirect("assess_confirm", draft.pk)


@signed_in
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """What came from an earlier version and waits for a yes, with both texts."""
    draft = queries.own_assessment(request.user, pk)
    if not draft.is_draft:
        return redirect("assessment_result", pk)
    if request.method == "POST":
        done = actions.confirm(request.user, draft, request.POST.getlist("criterion"))
        messages.success(
            request,
            ngettext("{count} rating confirmed.", "{count} ratings confirmed.", len(done)).format(count=len(done))
            if done
            else gettext("Nothing was left to confirm."),
        )
        return redirect("assess_confirm", pk)
    answers = queries.answers_of(draft)
    before = _before(request, draft)
    context = {
        "here": "assess",
        "assessment": draft,
        "before": before,
        "framework": answers.framework,
        "old": before and framework(before.version_id),
        "waiting": _waiting(draft, answers, before),
        "kept": len(answers.ratings),
        "unrated": [row for row in answers.framework.criteria if not answers.of(row.code).value],
        "resume": resume_address(answers, root_of(draft)),
    }
    return render(request, "assess/confirm.html", context)


def _before(request: PersonRequest, draft: Assessment) -> Assessment | None:
    """The assessment on an earlier version that a draft's answers come from."""
    if draft.previous_id is None:
        return None
    before = queries.own_assessment(request.user, draft.previous_id)
    return before if before.version_id != draft.version_id else None


def _waiting(draft: Assessment, answers: Answers, before: Assessment | None) -> list[Waiting]:
    if before is None or not answers.waiting:
        return []
    versions = versions_between(line_to(draft.version_id), before.version_id)
    earlier = queries.answers_of(before)
    carried = bring(versions, earlier.by_code).carried
    root, found = root_of(draft), answers.framework
    rows = []
    for code, answer in answers.waiting.items():
        criterion = found.criterion(code)
        each = Carried(answer.value, Reason(answer.confirm), carried[code].sources)
        place = f"{address(root, found.competency(criterion.competency))}#{code}"
        pairs = _pairs(versions[0], found, criterion, each, earlier)
        rows.append(Waiting(criterion, answer, outcome(found, each, answer), pairs, place))
    return rows


def _pairs(old: Framework, new: Framework, criterion: Criterion, carried: Carried, earlier: Answers) -> list[Pair]:
    """The descriptors up to one's level that differ, each beside what it comes from; that level where none does."""
    sources = [old.criterion(code) for code in carried.sources]
    given = [earlier.ratings.get(code) for code in carried.sources]
    reach = max([new.ranks.get(carried.rating or "", 0), *(old.ranks.get(value or "", 0) for value in given)])
    levels = {level.code: level for level in (*old.levels, *new.levels)}
    pairs: list[Pair] = []
    same: list[Pair] = []
    for level in sorted(levels.values(), key=lambda level: level.rank):
        texts = {row.code: row.descriptors[level.code] for row in sources if level.code in row.descriptors}
        text = criterion.descriptors.get(level.code)
        if level.rank > max(reach, 1) or not (texts or text):
            continue
        pair = _pair(level, texts, text)
        (same if text is not None and all(text == each for each in texts.values()) and texts else pairs).append(pair)
    return pairs or same[-1:]


def _pair(level: Level, texts: dict[str, Text], new: Text | None) -> Pair:
    if new is None:
        return Pair(level, [(code, plain(say(text))) for code, text in texts.items()], None)
    after = say(new)
    both = {code: runs_changed(say(text), after) for code, text in texts.items()}
    came = marked(next(iter(both.values()))[1], "ins") if both else plain(after)
    return Pair(level, [(code, marked(before, "del")) for code, (before, _) in both.items()], came)
