"""A small world with every kind of visitor and one thing of every kind, all of it Nadia's: what the matrix of
permissions is made from (scripts/permissions.py), and held against (tests/web/test_permissions_access.py)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tamarack.assessment.actions import review as reviewing
from tamarack.assessment.actions.answering import begin_answer
from tamarack.assessment.actions.campaign import Plan, begin_campaign, end_campaign
from tamarack.assessment.actions.feedback import close_request
from tamarack.assessment.actions.review import Invitation
from tamarack.assessment.campaign_mail import mute_token
from tamarack.assessment.feedback_mail import respondent_token
from tamarack.assessment.models import (
    TRY,
    Assessment,
    Campaign,
    FeedbackComment,
    FeedbackRequest,
    Imported,
    Rating,
)
from tamarack.common.links import link_token
from tamarack.exchange.actions.tokens import make_token
from tamarack.exchange.actions.webhooks import make_webhook
from tamarack.exchange.calendar import calendar_token
from tamarack.exchange.moving import ask_archive, make_archive
from tamarack.growth.actions import doing, goals, keeping, resources, roles
from tamarack.growth.actions.doing import Doing
from tamarack.growth.models import Rhythm
from tamarack.growth.queries import find_role
from tamarack.growth.reminders import unsubscribe_token
from tamarack.people.actions.accounts import delete_account, first_administrator_token
from tamarack.people.actions.grants import ask_everybody, give_grant
from tamarack.people.actions.members import invite
from tamarack.people.actions.privacy import name_officer
from tamarack.people.links import invitation_token
from tamarack.people.models import Breach, Member, Organisation, Person, Team
from tamarack.portfolio.actions.endorsements import ask_endorsement
from tamarack.portfolio.actions.evidence import Told, keep_evidence
from tamarack.portfolio.actions.files import add_file
from tamarack.portfolio.actions.impact import Change, add_impact
from tamarack.portfolio.actions.log import Spent, log_activity
from tamarack.portfolio.actions.reviewed import share_evidence
from tamarack.portfolio.actions.schemes import add_exemption, follow_scheme
from tamarack.portfolio.actions.showcases import Composed, compose, share_showcase
from tamarack.portfolio.models import BroughtCredential, Credential, ShowcaseEntry
from tamarack.rubric.models import Version
from tamarack.rubric.queries import Stored
from tamarack.stewardship.models import Edit
from tamarack.web.guards import JOINER, LINK, MIDWAY, NEWCOMER, TRIAL, WITH_LINK, Row, Visitor
from tests.conftest import make_person
from tests.credentials import make_world as make_credentials
from tests.feedback import ask, respondent_of, say, unnamed
from tests.permissions.signing import signing_in
from tests.permissions.stewardship import stewardship
from tests.permissions.together import figures_of, together
from tests.permissions.voice import voice
from tests.portfolio.conftest import upload

DAY = date(2026, 3, 2)
OFFER = {"slug": "clearwater", "framework": "cacee", "number": "1.0", "code": "COL", "level": "B"}
WORDS: dict[str, Any] = {"code": "cacee", "competency": "col", "key": "campus-recruiter", **OFFER}
"""What stands in addresses, unless a thing or `ADDRESSES` says otherwise."""
ADDRESSES: dict[str, dict[str, Any]] = {
    "framework": {"code": "cacee"}, "competency": {"code": "cacee"}, "assess_here": {"code": "cacee"},
    "release": {"code": "cacee", "number": "1.0"},
    "versions": {"code": "cacee"}, "version": {"code": "cacee"}, "version_competency": {"code": "cacee"},
    "compare": {"code": "cacee", "old": "1.0", "new": "1.0"},
    "compare_file": {"code": "cacee", "old": "1.0", "new": "1.0", "name": "changes.md"},
    "crosswalks": {"code": "cacee"}, "crosswalk": {"code": "cacee", "other": "example"},
    "crosswalk_file": {"code": "cacee", "other": "example"}, "draft_file": {"name": "cacee-1.1.yaml"},
    "framework_file": {"code": "cacee", "name": "cacee.yaml"}, "workbook_blank": {"code": "cacee"},
    "trial_file": {"name": "ratings.csv"}, "assessment_file": {"name": "ratings.csv"},
    "plan_file": {"name": "plan.xlsx"}, "log_file": {"name": "log.csv"}, "credential_file": {"name": "credential.json"},
    "growth_idea": {"code": "COL.1.B"}, "saml_acs": {"organization_slug": "none"},
    "saml_sls": {"organization_slug": "none"}, "log_scheme": {"key": "no-minimum"}, "log_follow": {"key": "no-minimum"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "made-up"}, "admin:app_list": {"app_label": "people"},
    "status_list": {"number": 1}, "org_figures_file": {"kind": "csv"}, "org_compared_file": {"kind": "csv"},
    "team_figures_file": {"kind": "csv"}, "feedback_step": {"step": "all"},
    **{name: {"code": "cacee"} for name in ("proposals", "proposal_new", "consultations", "consultations_listen",
                                            "rubric_review")},
}  # fmt: skip
DATA: dict[str, dict[str, str]] = {
    "actions_do": {"do": "done-{action}"}, "actions_order": {"goal": "{goal}", "action": "{action}"},
    "review_agree": {"competency": "COL"}, "review_accept": {"support": "{support}"}, "review_criterion": {"text": "x"},
    "feedback_withdraw": {"respondent": "{respondent}"}, "feedback_action": {"comment": "{comment}"},
    "feedback_focus": {"criterion": "COL.1"}, "feedback_again": {"criterion": "COL.1"},
    "feedback_do": {"do": "decline"}, "goal_state": {"state": "let_go"}, "idea_take": {"idea": "COL.1.B-0"},
    "decide_erased": {"address": "{erased}"}, "org_associate": {"let_go": "1"}, "match": {"yes": "1"},
    "assess_short": {"role": "campus-recruiter"},
    "admin:autocomplete": {"app_label": "people", "model_name": "member", "field_name": "person"},
    "trial_start": {"framework": "cacee"}, "carry_over": {"framework": "cacee"}, "growth_rubric": {"rubric": "cacee"},
    "draft_changes": {"revision": "1"}, "draft_undo": {"edit": "{edit}"}, "review_grant": {"end": "1"},
}  # fmt: skip
"""What is sent along where an empty form would not tell whose thing it is about."""


@dataclass
class Thing:
    """What a page is about: what its guard is asked of, and how it stands in an address."""

    asked_of: Any
    address: dict[str, Any]


@dataclass
class World:
    visitors: list[Visitor]
    others: list[Visitor]
    """Who has a part in some things and is none of the ten: told by name where a guard lets them in."""
    things: dict[str, Thing] = field(default_factory=dict)
    numbers: dict[str, Any] = field(default_factory=dict)

    def allows(self, row: Row, visitor: Visitor) -> bool:
        """What the guard says."""
        return row.guard.allows(visitor, self.things[row.of].asked_of if row.of else None)

    def address(self, row: Row, visitor: Visitor) -> str:
        """Where the page is for this visitor: who has no link makes one up."""
        given = {**WORDS, **ADDRESSES.get(row.name, {}), **(self.things[row.of].address if row.of else {})}
        if row.guard is WITH_LINK and visitor.holds != LINK:
            given["token"] = "made-up"
        return reverse(row.name, kwargs={name: given[name] for name in pattern(row.name)[1]})

    def data(self, row: Row) -> dict[str, str]:
        """What is sent."""
        return {name: value.format(**self.numbers) for name, value in DATA.get(row.name, {}).items()}


def make_world(cacee: Stored) -> World:
    """Build it in an empty database, in which the rubric is."""
    self_, teammate, lead, owner, stranger = map(make_person, ("nadia", "teammate", "lead", "owner", "stranger"))
    credentials = make_credentials(self_, cacee)
    reviewer = credentials.reviewer
    around = _organisation(self_, teammate, lead, owner)
    administrator = make_person("admin", is_staff=True, is_superuser=True)
    steward, officer = make_person("steward"), make_person("officer")
    name_officer(officer, "Privacy officer")
    world = World(
        [
            Visitor("signed out"), Visitor("link", holds=LINK), Visitor("stranger", stranger), Visitor("self", self_),
            Visitor("teammate", teammate), Visitor("reviewer", reviewer), Visitor("lead", lead),
            Visitor("owner", owner), Visitor("steward", steward), Visitor("administrator", administrator),
        ],
        [
            Visitor("decider", credentials.decider), Visitor("trying", holds=TRIAL), Visitor("midway", holds=MIDWAY),
            Visitor("newcomer", holds=NEWCOMER), Visitor("joiner", holds=JOINER),
            Visitor("colleague", Person.objects.get(name="Colleague")), Visitor("officer", officer),
        ],
    )  # fmt: skip
    world.things |= around
    _assessments(world, self_, reviewer, cacee)
    _feedback(world, self_, cacee)
    _growth(world, self_, cacee)
    _portfolio(world, self_, cacee)
    _log(world, self_, cacee)
    _credentials(world, credentials)
    _campaigns(world, self_, lead, owner, cacee)
    _programs(world, self_, owner)
    figures_of(Organisation.objects.get(code="clearwater"), cacee)
    _assessment(teammate, cacee, level="E")  # who may thus offer help
    home = Team.objects.select_related("organisation").get(code="career")
    made = together(self_, teammate, lead, owner, home, cacee)
    world.things |= {kind: Thing(*thing) for kind, thing in made.items()}
    world.things |= {kind: Thing(*thing) for kind, thing in stewardship(steward, cacee).items()}
    world.numbers |= {"edit": Edit.objects.get().pk}
    world.things |= {kind: Thing(*thing) for kind, thing in voice(self_, steward, cacee).items()}
    breach = Breach.objects.create(found_on=DAY, happened="in May", what="A laptop was lost", information="Names")
    world.things["breach"] = Thing(breach, {"pk": breach.pk})
    archive = ask_archive(self_)
    make_archive.call(archive.pk)
    world.things["archive"] = Thing(archive, {})
    held = BroughtCredential.objects.create(person=self_, sha256="0", document="{}", title="A badge")
    world.things["brought_credential"] = Thing(held, {"pk": held.pk})
    made = signing_in(self_, owner, home.organisation)
    world.things |= {kind: Thing(*thing) for kind, thing in made.items()}
    administered = {"account": self_, "place": home.organisation, "version": Version.objects.first()}
    world.things |= {
        kind: Thing(None, {"object_id": row.pk, "content_type_id": 1}) for kind, row in administered.items()
    }
    world.things["first"] = Thing(None, {"token": first_administrator_token()})
    return world


def _organisation(self_: Person, teammate: Person, lead: Person, owner: Person) -> dict[str, Thing]:
    organisation = Organisation.objects.create(code="clearwater", name="Clearwater", logo=b"png")
    team = Team.objects.create(organisation=organisation, code="career", name="Careers")
    for person, role in ((self_, "member"), (teammate, "member"), (lead, "lead"), (owner, "owner")):
        Member.objects.create(organisation=organisation, team=team, person=person, role=role)
    Member.objects.create(organisation=organisation, person=make_person("second"), role="owner")  # so one may leave
    other = Team.objects.create(organisation=organisation, code="coop", name="Co-op")
    Member.objects.create(organisation=organisation, person=make_person("colleague"), team=other)
    return _around(organisation, team, self_, teammate, owner)


def _around(organisation: Organisation, team: Team, self_: Person, teammate: Person, owner: Person) -> dict[str, Thing]:
    """What there is around an organisation: its association, an invitation, what it asks, a grant."""
    association = Organisation.objects.create(code="association", name="Association", kind="association")
    Member.objects.create(organisation=association, person=owner, role="owner")
    Organisation.objects.filter(pk=organisation.pk).update(association=association)
    invitation = invite(owner, organisation, email="new@example.org", domain="", role="member", team=None)
    ask = ask_everybody(owner, organisation, "To plan trainings")
    grant = give_grant(self_, organisation)
    member = Member.objects.get(organisation=organisation, person=teammate)
    code = {"code": organisation.code}
    return {
        "organisation": Thing(organisation, {**code, "team": team.code}), "grant": Thing(grant, {"pk": grant.pk}),
        "member": Thing(organisation, {**code, "pk": member.pk}), "ask": Thing(organisation, {"pk": ask.pk}),
        "org_invitation": Thing(organisation, {**code, "pk": invitation.pk, "token": invitation_token(invitation)}),
        "associate": Thing(association, {"code": association.code, "pk": organisation.pk}),
    }  # fmt: skip


def _assessments(world: World, self_: Person, reviewer: Person, cacee: Stored) -> None:
    done = _assessment(self_, cacee)
    draft = Assessment.objects.create(person=self_, version_id=cacee.id, first=["COL.1"])
    evidence = keep_evidence(self_, cacee, Told("A résumé clinic", ended=DAY, serves=["COL.1.B"]))
    until = timezone.localdate() + timedelta(days=30)
    review = reviewing.invite(self_, done, Invitation("R", reviewer.email, "peer", until, ""))
    share_evidence(self_, review, [evidence])
    reviewing.take_up(reviewer, review)
    review.refresh_from_db()
    invitation = reviewing.invite(self_, _assessment(self_, cacee), Invitation("R", reviewer.email, "peer", until, ""))
    support = evidence.supports.get()
    rows = {"done": done, "draft": draft, "evidence": evidence, "review": review, "invitation": invitation}
    world.things |= {kind: Thing(row, {"pk": row.pk}) for kind, row in rows.items()}
    world.things["shown_evidence"] = Thing(evidence, {"pk": review.pk, "entry": evidence.pk})
    world.numbers |= {"support": support.pk}


def _assessment(person: Person, cacee: Stored, level: str = "B") -> Assessment:
    done = Assessment.objects.create(person=person, version_id=cacee.id, submitted_at=timezone.now())
    Rating.objects.bulk_create(
        Rating(assessment=done, criterion=row.code, value=level) for row in cacee.framework.criteria[:3]
    )
    return done


def _feedback(world: World, self_: Person, cacee: Stored) -> None:
    opened, closed = (ask(self_, cacee, groups={"peers": ["Pia", "Per", "Pam", "Sam"]}) for _ in range(2))
    for request in (opened, closed):
        for name in ("Pia", "Per", "Pam"):
            say(request, name, remarks={TRY: unnamed("An idea")})
    close_request(self_, closed)
    for kind, pk in (("request", opened.pk), ("closed_request", closed.pk)):
        world.things[kind] = Thing(FeedbackRequest.objects.get(pk=pk), {"pk": pk})
    respondent = respondent_of(opened, "Sam")
    begin_answer(respondent)
    world.things["respondent"] = Thing(respondent, {"token": respondent_token(respondent)})
    world.numbers |= {
        "respondent": respondent.pk, "comment": FeedbackComment.objects.filter(about=TRY).first().pk  # type: ignore[union-attr]
    }  # fmt: skip


def _growth(world: World, self_: Person, cacee: Stored) -> None:
    shipped = find_role(self_, cacee.framework, "campus-recruiter")
    role = roles.copy_role(self_, cacee, shipped, "My role")
    goal = goals.create_goal(self_, cacee, goals.Wanted("An aim", ["COL.1"]))
    action = doing.create_action(self_, cacee.framework, Doing("An action", due=DAY), goal)
    doing.finish_action(self_, action, "A lesson")
    (resource,) = resources.create_resources(self_, cacee, [resources.Described("A source")])
    check_in = keeping.check_in(self_, moved="A step", in_the_way="", next_="")
    Rhythm.objects.update_or_create(person=self_, defaults={"every": 1, "next_on": timezone.localdate()})
    rows = {"goal": goal, "action": action, "resource": resource, "check_in": check_in}
    world.things |= {kind: Thing(row, {"pk": row.pk}) for kind, row in rows.items()}
    world.things |= {
        "role": Thing(role, {"pk": role.pk, "key": f"own-{role.pk}"}), "shipped_role": Thing(shipped, {}),
        "calendar": Thing(None, {"token": calendar_token(keeping.renew_calendar(self_))}),
        "rhythm": Thing(Rhythm.objects.get(person=self_), {}),
        "leaving": Thing(None, {"token": delete_account(make_person("leaving")).rstrip("/").rpartition("/")[2]}),
        "reminders": Thing(None, {"token": unsubscribe_token(self_)}),
    }  # fmt: skip
    world.numbers |= {"goal": goal.pk, "action": action.pk}


def _portfolio(world: World, self_: Person, cacee: Stored) -> None:
    evidence = world.things["evidence"].asked_of
    file = add_file(self_, upload("a.txt", b"words"), evidence=evidence)
    impact = add_impact(self_, evidence, Change("More visits", DAY, people=5))
    endorsement = ask_endorsement(self_, evidence, "A Witness", "witness@example.org")
    showcase = compose(self_, Composed("A showcase", "en"), [evidence])
    share_showcase(self_, showcase, timezone.localdate() + timedelta(days=9))
    ShowcaseEntry.objects.update(shows_files=True)
    world.things |= {
        "file": Thing(file, {"pk": file.pk}), "impact": Thing(evidence, {"pk": impact.pk}),
        "endorsement": Thing(evidence, {"pk": endorsement.pk, "token": link_token("endorsement", endorsement)}),
        "showcase": Thing(showcase, {"pk": showcase.pk}),
        "shared_showcase": Thing(showcase, {"pk": file.pk, "token": link_token("showcase", showcase)}),
    }  # fmt: skip


def _log(world: World, self_: Person, cacee: Stored) -> None:
    activity = log_activity(self_, cacee, Spent("A workshop", DAY, "workshop", 6), upload("proof.pdf"))
    planned = log_activity(self_, cacee, Spent("A plan", DAY, "workshop", 0, 6))
    following = follow_scheme(self_, "sixty-in-three-years", date(2024, 1, 1))
    exemption = add_exemption(self_, following, DAY, DAY, "illness", "")
    proof = activity.files.get()
    world.things |= {kind: Thing(row, {"pk": row.pk})
                     for kind, row in {"activity": activity, "planned": planned, "proof": proof}.items()}  # fmt: skip
    world.things["following"] = Thing(following, {"key": following.scheme})
    world.things["exemption"] = Thing(following, {"pk": exemption.pk})


def _credentials(world: World, made: Any) -> None:
    shown = made.issue(shows_name=True)
    made.accept(*(f"COM.{row}.B" for row in range(1, 6)), *(f"EDI.{row}.B" for row in range(1, 6)))
    hidden = made.issue(code="EDI")
    Credential.objects.filter(pk=hidden.pk).update(listed=False)
    erased = made.issue(code="COM")
    world.numbers["erased"] = erased.key
    Credential.objects.filter(pk=erased.pk).delete()
    application = made.ask(code="COM")
    for kind, row in (("credential", shown), ("hidden_credential", Credential.objects.get(pk=hidden.pk))):
        world.things[kind] = Thing(row, {"key": row.key})
    world.things["application"] = Thing(application, {"pk": application.pk})
    world.things["issuer"] = Thing(made.issuer, {})


def _programs(world: World, self_: Person, owner: Person) -> None:
    organisation = Organisation.objects.get(code="clearwater")
    until = timezone.localdate() + timedelta(days=9)
    token, _ = make_token(self_, "A script", ["plan:read"], until)
    of_org, _ = make_token(owner, "A board", ["organisations:read"], until, organisation)
    hook = make_webhook(self_, "A hook", "https://example.org/hook", ["goal.moved"])
    of_all = make_webhook(owner, "A hook", "https://example.org/hook", ["member.joined"], organisation)
    world.things |= {
        "webhook": Thing(hook, {"pk": hook.pk}),
        "org_webhook": Thing(of_all, {"pk": of_all.pk, "code": "clearwater"}),
        "token": Thing(token, {"pk": token.pk}), "org_token": Thing(of_org, {"pk": of_org.pk, "code": "clearwater"}),
    }  # fmt: skip


def _campaigns(world: World, self_: Person, lead: Person, owner: Person, cacee: Stored) -> None:
    team = Team.objects.select_related("organisation").get(code="career")
    code = {"code": team.organisation.code}
    until = timezone.localdate() + timedelta(days=9)
    of_team = begin_campaign(lead, team.organisation, Plan("To plan a workshop", until, team=team))
    end_campaign(lead, of_team)
    of_all = begin_campaign(owner, team.organisation, Plan("To plan next year", until))
    Campaign.objects.update(mailed_at=timezone.now() - timedelta(days=9), ended_on=None)
    waiting = Imported.objects.create(person=self_, version_id=cacee.id, organisation=team.organisation, answers={})
    for kind, row in {"campaign": of_all, "invited": of_all, "team_campaign": of_team}.items():
        world.things[kind] = Thing(Campaign.objects.get(pk=row.pk), {"pk": row.pk, **code})
    world.things |= {
        "imported": Thing(waiting, {"pk": waiting.pk}),
        "mute": Thing(None, {"token": mute_token(self_, team.organisation)}),
    }  # fmt: skip


def own_names() -> set[str]:
    """The name of every page: the product's, the account library's and the administration's.

    What the API does is held to the same rules by tests/api/test_operations_access.py.
    """
    return set(_names(get_resolver()))


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver) and one.namespace != "api":
            yield from _names(one, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and (one.name or not space):
            yield f"{space}{one.name}" if one.name else str(one.pattern)


def pattern(name: str) -> tuple[str, list[str]]:
    """How an address is made, and of what: `("en/me/%(pk)s/", ["pk"])`."""
    space, _, own = name.rpartition(":")
    begin, resolver = get_resolver().namespace_dict[space] if space else ("", get_resolver())
    taken, wanted = resolver.reverse_dict.getlist(own)[0][0][0]
    return begin + taken, wanted
