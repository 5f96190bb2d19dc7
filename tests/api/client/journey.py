"""What someone does with the generated client, every call typed: an assessment from start to standing, and a plan."""

import sys
from datetime import date, timedelta

from tamarack_client import AuthenticatedClient
from tamarack_client.api.assessments import (
    name_assessment,
    read_standing,
    save_answers,
    start_assessment,
    submit_assessment,
)
from tamarack_client.api.plan import change_goal, list_actions, make_action, make_goal, move_action
from tamarack_client.api.rubrics import read_framework
from tamarack_client.models.action_made import ActionMade
from tamarack_client.models.action_moved import ActionMoved
from tamarack_client.models.action_state import ActionState
from tamarack_client.models.answer_of import AnswerOf
from tamarack_client.models.answers_said import AnswersSaid
from tamarack_client.models.goal_made import GoalMade
from tamarack_client.models.goal_said import GoalSaid
from tamarack_client.models.named import Named
from tamarack_client.models.problem import Problem
from tamarack_client.models.shown_action import ShownAction
from tamarack_client.models.shown_answers import ShownAnswers
from tamarack_client.models.shown_assessment import ShownAssessment
from tamarack_client.models.shown_goal import ShownGoal
from tamarack_client.models.shown_version import ShownVersion
from tamarack_client.models.standing import Standing
from tamarack_client.models.started import Started


def main(address: str, token: str) -> None:
    client = AuthenticatedClient(base_url=address, token=token, raise_on_unexpected_status=True)
    rubric = read_framework.sync("cacee", client=client)
    assert isinstance(rubric, ShownVersion)
    criteria = [row for area in rubric.competencies for row in area.criteria]

    draft = start_assessment.sync(client=client, body=Started(), idempotency_key="journey-1")
    assert isinstance(draft, ShownAssessment)
    again = start_assessment.sync(client=client, body=Started(), idempotency_key="journey-1")
    assert isinstance(again, ShownAssessment)
    assert again.id == draft.id
    said = [AnswerOf(criterion=row.code, rating="B" if "B" in row.descriptors.to_dict() else "0") for row in criteria]
    answers = save_answers.sync(draft.id, client=client, body=AnswersSaid(answers=said))
    assert isinstance(answers, ShownAnswers)
    assert len(answers.answers) == len(criteria)
    wrong = AnswersSaid(answers=[AnswerOf(criterion="COL.1", rating="X")])
    refused = save_answers.sync(draft.id, client=client, body=wrong, accept_language="fr")
    assert isinstance(refused, Problem)
    assert refused.status == 422
    assert refused.code == "bad_rating"

    submitted = submit_assessment.sync(draft.id, client=client)
    assert isinstance(submitted, ShownAssessment)
    assert submitted.submitted_at is not None
    named = name_assessment.sync(draft.id, client=client, body=Named(name="Before my review"), if_match="*")
    assert isinstance(named, ShownAssessment)
    assert named.name == "Before my review"
    standing = read_standing.sync(draft.id, client=client)
    assert isinstance(standing, Standing)
    assert standing.unrated == 0
    assert standing.met > 30

    goal = make_goal.sync(
        client=client,
        body=GoalMade(aim="Lead a centre", focus=["COL.1"], by=date.today() + timedelta(days=90)),
    )
    assert isinstance(goal, ShownGoal)
    late = change_goal.sync(goal.id, client=client, body=GoalSaid(aim="Other"), if_match='"old"')
    assert isinstance(late, Problem)
    assert late.status == 412
    action = make_action.sync(client=client, body=ActionMade(what="Call them", goal=goal.id, serves=["COL.1.E"]))
    assert isinstance(action, ShownAction)
    done = move_action.sync(action.id, client=client, body=ActionMoved(state=ActionState.DONE, learned="Ask early."))
    assert isinstance(done, ShownAction)
    assert done.learned == "Ask early."
    page = list_actions.sync(client=client, limit=1)
    assert page is not None
    assert not isinstance(page, Problem)
    assert [row.id for row in page.items] == [action.id]
    print("The journey is done.")  # noqa: T201


main(*sys.argv[1:])
