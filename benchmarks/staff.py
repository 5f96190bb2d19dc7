"""`python -m benchmarks.staff PEOPLE`: an organisation on its campaign day, everybody signed in, in the database that
the environment names. Prints one line of JSON: who they are."""

import json
import sys
from datetime import timedelta
from random import Random
from typing import Any

TEAM = 10
"""People in a team."""
PURPOSE = "Which workshops to offer next year"


def main() -> None:
    """Make them, with answers of a year ago that count; tell the key of each one's session."""
    from tamarack.cli.serve import start_django

    start_django(demo=None)
    from django.utils import timezone

    from tamarack.assessment.actions.campaign import Plan, begin_campaign
    from tamarack.people.models import Ask, Grant, Member, Organisation
    from tamarack.rubric.queries import current_version

    now = timezone.now()
    count = int(sys.argv[1])
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater", begins=now.date())
    people = _people(count)
    Member.objects.bulk_create(_members(organisation, people))
    Ask.objects.create(organisation=organisation, purpose=PURPOSE, asked_by=people[0])
    Grant.objects.bulk_create(Grant(person=row, organisation=organisation, purpose=PURPOSE) for row in people)
    stored = current_version("cacee")
    _answers(people, stored)
    begin_campaign(people[0], organisation, Plan(PURPOSE, now.date() + timedelta(days=21)))
    rows = [
        {"session": _session(row), "team": f"/en/teams/clearwater/team-{at // TEAM}/"} for at, row in enumerate(people)
    ]
    areas = [area.code.lower() for area in stored.framework.competencies]
    print(json.dumps({"people": rows, "areas": areas}))


def _people(count: int) -> list[Any]:
    from allauth.account.models import EmailAddress

    from tamarack.people.models import Person

    rows = [Person(email=f"person-{at}@clearwater.example", name=f"Person {at}") for at in range(count)]
    for row in rows:
        row.set_unusable_password()
    people = Person.objects.bulk_create(rows)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=row, email=row.email, verified=True, primary=True) for row in people
    )
    return people


def _members(organisation: Any, people: list[Any]) -> list[Any]:
    """Teams of ten. The first of each leads it, but for the very first, who owns the organisation."""
    from tamarack.people.models import Member, Team

    count = -(-len(people) // TEAM)
    teams = Team.objects.bulk_create(
        Team(organisation=organisation, code=f"team-{at}", name=f"Team {at}") for at in range(count)
    )
    roles = [Member.Role.MEMBER if at % TEAM else Member.Role.LEAD for at in range(len(people))]
    roles[0] = Member.Role.OWNER
    return [
        Member(organisation=organisation, person=row, team=teams[at // TEAM], role=roles[at])
        for at, row in enumerate(people)
    ]


def _answers(people: list[Any], stored: Any) -> None:
    """A submitted assessment each, of a year ago."""
    from django.utils import timezone

    from tamarack.assessment.models import Assessment, Rating

    random, then = Random("staff"), timezone.now() - timedelta(days=365)
    made = Assessment.objects.bulk_create(
        Assessment(person=row, version_id=stored.id, started_at=then, saved_at=then, submitted_at=then)
        for row in people
    )
    Rating.objects.bulk_create(
        (
            Rating(assessment=row, criterion=each.code, value=random.choice(["0", *each.levels]), saved_at=then)
            for row in made
            for each in stored.framework.criteria
        ),
        batch_size=2000,
    )


def _session(person: Any) -> str:
    from tamarack.common.sessions import SessionStore

    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main()
