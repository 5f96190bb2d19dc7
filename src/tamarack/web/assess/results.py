"""Where someone stands: the result of an assessment, the page one comes home to, and how it changes over time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString

from tamarack.assessment.answers import Answers
from tamarack.assessment.carrying import brought_to, offers, on_earlier_version, with_the_one_before
from tamarack.assessment.models import Assessment
from tamarack.assessment.queries import rating as queries
from tamarack.assessment.trial import find_trial
from tamarack.assessment.words import summary
from tamarack.core import levels
from tamarack.core.framework import Framework
from tamarack.core.roles import RoleProfile
from tamarack.growth.queries import active_goals, done_action, leading, leading_goal, open_actions, rhythm
from tamarack.growth.standing import role_of, towards
from tamarack.people.privacy_notice import unread
from tamarack.reports.rings import Rings, rings_of
from tamarack.rubric.queries import current
from tamarack.web.access import PersonRequest, signed_in
from tamarack.web.assess.progress import Progress, history_row, resume_address, root_of
from tamarack.web.assess.standing import body, moved, pictured
from tamarack.web.growth.week import week
from tamarack.web.kept import kept
from tamarack.web.trial.cookie import trial_session


@signed_in
def result(request: PersonRequest, pk: int) -> HttpResponse:
    """The result of a submitted assessment."""
    found = queries.own_assessments(request.user)
    assessment = queries.pick(found, pk)
    if assessment.is_draft:
        return redirect("assessment", pk)
    answers, before = with_the_one_before(found, assessment)
    goal = leading_goal(request.user, assessment.version_id)
    role = role_of(request.user, answers.framework, assessment.role)
    carried = sum(answer.carried for answer in answers.by_code.values())
    context = {
        "here": "me",
        "assessment": assessment,
        "moved": moved((before[0].dated, before[1]), (assessment.dated, answers)) if before else "",
        "summary": summary(answers),
        "body": body(answers, towards(goal, role), plan=True),
        "role": role if not (goal and goal.profile) else None,
        "open": answers.standing.unrated,
        "code": answers.framework.code,
        "framework": answers.framework,
        "carried": carried,
        "whence": next((row for row in found if row.pk == assessment.previous_id), None) if carried else None,
    }
    return render(request, "assess/result.html", context)


@signed_in
def me(request: PersonRequest) -> HttpResponse:
    """Home when signed in: what moved, rings, next steps, the draft to go on with, history."""
    found = queries.own_assessments(request.user)
    drafts = [row for row in found if row.is_draft]
    newest = next((row for row in found if not row.is_draft), None)
    before = (queries.before(found, newest) or on_earlier_version(found, newest)) if newest else None
    answers = dict(
        zip(wanted := [*drafts, *filter(None, (newest, before))], queries.answers_of_all(wanted), strict=True)
    )
    context: dict[str, Any] = {
        "here": "me",
        "back": "me",
        "trial": find_trial(trial_session(request)),
        "drafts": [_draft(row, answers[row]) for row in drafts],
        "history": [history_row(row) for row in found if not row.is_draft],
        "offers": current().values(),
        "notices": unread(request.user),
        "carry": offers(found),
    }
    goals, actions = active_goals(request.user), open_actions(request.user)
    goal = leading(goals, newest.version_id) if newest else next(iter(goals), None)
    told = answers[newest] if newest else None
    role = role_of(request.user, told.framework, newest.role) if newest and told else None
    profile = towards(goal, role)
    context["week"] = week(request, actions, rhythm(request.user), goal, told, profile)
    if done := request.GET.get("done"):
        context["done"] = done_action(request.user, done)
    if newest:
        context |= {"assessment": newest, **_newest(newest, answers[newest], profile, drafting=bool(drafts))}
        if before and (earlier := brought_to(newest.version_id, before, answers[before])):
            context["moved"] = moved((before.dated, earlier), (newest.dated, answers[newest]))
    elif not found:
        context["empty"] = [_open_rings(stored.framework) for stored in current().values()]
    return render(request, "assess/me.html", context)


def _newest(assessment: Assessment, answers: Answers, profile: RoleProfile | None, *, drafting: bool) -> dict[str, Any]:
    """Where the newest assessment stands, with the ways on."""
    rings = rings_of(answers, profile)
    links = kept("assess/_me_links.html", {"root": root_of(assessment)}, drafting=drafting)
    return {"summary": summary(answers), "pictured": pictured(answers, rings, links, profile, plan=True)}


def _open_rings(framework: Framework) -> SafeString:
    """The rings of someone who has not begun."""
    return Rings(framework, {}, levels.standing(framework, {})).picture(middle=False, name=f"rings-{framework.code}")


def _draft(assessment: Assessment, answers: Answers) -> dict[str, Any]:
    code = answers.first_unrated
    resume = resume_address(answers, root_of(assessment), assessment.first)
    return {
        "assessment": assessment,
        "framework": answers.framework,
        "progress": Progress(answers, root_of(assessment)),
        "area": answers.framework.competency(answers.framework.criterion(code).competency) if code else None,
        "resume": resume,
        "first": "/first/#" in resume,
    }
