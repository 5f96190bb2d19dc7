"""What the sweep needs and the demo has no link to: private links, sessions, an administrator, the nameless."""
# ruff: noqa: T201

import json

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tamarack.assessment.campaign_mail import mute_token
from tamarack.assessment.feedback_mail import respondent_token
from tamarack.assessment.models import FeedbackRequest, FeedbackRespondent
from tamarack.common.links import link_token
from tamarack.exchange.actions.webhooks import make_webhook
from tamarack.growth.reminders import unsubscribe_token
from tamarack.people.actions.accounts import delete_account
from tamarack.people.actions.members import invite
from tamarack.people.links import invitation_token
from tamarack.people.models import Member, Organisation, Person
from tamarack.people.recovering import SALT, begin_recovery
from tamarack.portfolio.models import Endorsement, File, Showcase
from tamarack.stewardship.models import Follow, Proposal
from tamarack.stewardship.voice_mail import unhear_token
from tests.permissions.signing import (
    begin_joining,
    begin_sign_in,
    begin_sign_up,
    openid_provider,
    set_up_second_step,
    sign_in,
)


def make(address, **more):
    person, _ = Person.objects.get_or_create(email=address, defaults=more)
    person.set_password("tamarack needles 42")
    person.save()
    EmailAddress.objects.get_or_create(user=person, email=address, verified=True, primary=True)
    return person


nadia = Person.objects.get(name="Nadia Bouchard")
joanne = Person.objects.get(name="Joanne Whitehawk")
clearwater = Organisation.objects.get(code="clearwater")
make("administrator@clearwater.example", name="Robin", is_staff=True)
nameless = make("someone.with.quite.a.long.address@careers.clearwater.example", name="")
hook = make_webhook(nameless, "A hook", "https://example.org/hook", ["goal.moved"])
college = Organisation.objects.create(code="sweep", name="Sweep College")
Member.objects.create(organisation=college, person=nameless, role="owner")
of_all = make_webhook(nameless, "A hook", "https://example.org/hook", ["member.joined"], college)
invited = invite(nameless, college, email="new@clearwater.example")
lost = begin_recovery(make("lost@clearwater.example", name="Lost"))
gone = delete_account(make("gone@clearwater.example", name="Gone"))
shared = Showcase.objects.exclude(link="").first()
asked = Endorsement.objects.exclude(link="").first()
asks = FeedbackRequest.objects.filter(person=nadia)
closed, opened = asks.filter(state="closed").first(), asks.filter(state="open").first()
proof = File.objects.filter(activity__person=nadia).first()
mine = Proposal.objects.filter(state="open").exclude(person=None).first()


def session(client):
    """What its cookie says; what was proven or begun in it holds for as long as the sweep takes."""
    stored = client.session
    begun = (stored.get("account_email_verification_code"), stored.get("account_login"))
    for step in filter(None, (*stored.get("account_authentication_methods", ()), *begun)):
        step["at" if "at" in step else "initiated_at"] += 7200
    stored.save()
    return client.cookies["sessionid"].value


secured = make("secured@clearwater.example", name="Secured")
passkey = set_up_second_step(secured)
provider = openid_provider(college)
SocialAccount.objects.create(user=secured, provider=provider, uid="1")
within, midway, newcomer, joining = (Client(SERVER_NAME="127.0.0.1") for _ in range(4))
sign_in(within, secured)
begin_sign_in(midway, secured)
begin_sign_up(newcomer)
begin_joining(joining, provider)
links = [
    *(
        f"/en/account/{page}/"
        for page in (
            "inactive",
            "password/reset/done",
            "password/reset/key/done",
            "password/reset/key/0-made-up",
            "organisation/stopped",
        )
    ),
    "/en/account/keep/" + gone.rstrip("/").rpartition("/")[2] + "/",
    f"/en/account/recovery/{link_token(SALT, lost)}/",
    f"/en/unsubscribe/{unsubscribe_token(nadia)}/",
    f"/en/campaigns/mail/{mute_token(nadia, clearwater)}/",
    f"/en/join/{invitation_token(invited)}/",
]
if shared:
    links.append(f"/en/showcase/{link_token('showcase', shared)}/")
if asked:
    links.append(f"/en/endorse/{link_token('endorsement', asked)}/")
asked_of = FeedbackRespondent.objects.filter(request=opened).exclude(link="").first()
if asked_of:
    links.append(f"/en/feedback/for/{respondent_token(asked_of)}/")
if heard := Follow.objects.first():
    links.append(f"/en/unhear/{unhear_token(heard)}/")
print(json.dumps({
    "": links,
    "Nadia Bouchard": [
        f"/en/feedback/{closed.pk}/reflect/", f"/en/feedback/{opened.pk}/close/", f"/en/feedback/{opened.pk}/people/",
        f"/en/portfolio/log/proofs/{proof.pk}/remove/" if proof else "/en/portfolio/log/",
    ],
    "Joanne Whitehawk": ["/en/steward/example/versions/1.0/restore/"],
    "someone.with.quite.a.long.address@careers.clearwater.example": [
        f"/en/account/webhooks/{hook.pk}/", f"/en/orgs/sweep/webhooks/{of_all.pk}/", "/en/account/data/bring/",
        "/en/assess/on/cacee/eth/", *(f"/en/account/{page}/" for page in (
            "password/change", "reauthenticate", "second-step/app", "passkeys/add", "logout")),
    ],
    "secured": [session(within), *(f"/en/account/{page}/" for page in (
        "second-step/codes", "second-step/codes/new", "second-step/app/remove", f"passkeys/{passkey.pk}",
        f"passkeys/{passkey.pk}/remove", "second-step/again", "second-step/again/passkey", "organisation/again"))],
    "midway": [session(midway), "/en/account/second-step/"],
    "newcomer": [session(newcomer), "/en/account/confirm-email/"],
    "joining": [session(joining), "/en/account/organisation/join/"],
    "proposer": [mine.person.name, f"/en/rubric/{mine.framework.code}/proposals/{mine.pk}/"] if mine else [],
}))  # fmt: skip
