"""Credentials in the database: asked for, decided, signed, revoked, hidden, erased."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox_module
from django.utils import timezone

from tamarack.assessment.models import Review, ReviewRating
from tamarack.common.models import Entry
from tamarack.core.errors import BadInput, NotAllowed, UnknownCode
from tamarack.core.formats.openbadge_check import Found
from tamarack.people.actions.accounts import delete_account
from tamarack.people.models import Person
from tamarack.portfolio.actions import credentials as actions
from tamarack.portfolio.actions.issuers import create_issuer, dismiss_people
from tamarack.portfolio.models import Acceptance, Application, Credential, Link, Status, StatusList
from tamarack.portfolio.queries import credentials as queries
from tamarack.portfolio.verifying import verify_own
from tamarack.rubric.queries import Stored
from tests.conftest import make_person
from tests.credentials import NAMES, World, make_review, make_world


@pytest.fixture
def world(person: Person, cacee: Stored, settings: Any) -> World:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return make_world(person, cacee)


def grounds(world: World, code: str = "COL", level: str = "B") -> queries.Grounds:
    return queries.grounds_now(world.person, world.issuer, world.stored.id, code, level)


def mails() -> list[tuple[list[str], str, str]]:
    return [(message.to, message.subject, str(message.body)) for message in outbox_module.outbox]


# The rule


def test_it_is_earned_by_a_signed_review_and_accepted_evidence(world: World) -> None:
    found = grounds(world)
    assert found.earned
    assert found.agreed is not None
    assert found.agreed.review == world.review
    assert found.evidence == {world.evidence.pk}
    assert not grounds(world, "COM").earned
    assert not grounds(world, "COL", "E").earned


@pytest.mark.parametrize("state", [state for state in Review.State if state != Review.State.SIGNED])
def test_a_review_that_not_both_signed_counts_nothing(world: World, state: str) -> None:
    Review.objects.update(state=state)
    assert not grounds(world).earned


def test_only_reviewers_whom_the_issuer_names_count(world: World) -> None:
    dismiss_people(world.issuer, reviewers=[world.reviewer])
    assert grounds(world).agreed is None
    other = create_issuer("other", name=NAMES, url="https://other.example")
    assert not queries.grounds_now(world.person, other, world.stored.id, "COL", "B").earned


def test_evidence_that_was_edited_afterwards_is_no_longer_accepted(world: World) -> None:
    world.evidence.edited_at = timezone.now() + timedelta(seconds=1)
    world.evidence.save()
    assert not grounds(world).earned


def test_an_acceptance_that_lapsed_or_is_anothers_counts_nothing(world: World) -> None:
    first = Acceptance.objects.order_by("pk")[0]
    Acceptance.objects.filter(pk=first.pk).update(lapsed_at=timezone.now())
    assert [row.criterion.code for row in grounds(world).earning.missing] == ["COL.1"]
    Acceptance.objects.filter(pk=first.pk).update(lapsed_at=None, by=world.decider)
    assert not grounds(world).earned


def test_a_corrected_review_counts_no_more(world: World) -> None:
    correction = make_review(world.person, world.reviewer, world.stored, corrects=world.review, state=Review.State.OPEN)
    assert grounds(world).earned, "the correction is not signed yet"
    Review.objects.filter(pk=correction.pk).update(state=Review.State.SIGNED)
    found = grounds(world)
    assert not found.earned
    assert found.agreed is not None
    assert found.agreed.review == correction


def test_a_newer_review_without_evidence_takes_nothing_away(world: World) -> None:
    make_review(world.person, world.reviewer, world.stored)
    assert grounds(world).earned


def test_criteria_without_an_agreed_rating_are_missing(world: World) -> None:
    ReviewRating.objects.filter(criterion="COL.2").delete()
    assert [(row.criterion.code, row.agreed) for row in grounds(world).earning.missing] == [("COL.2", None)]


# Asking


def test_asking_tells_those_who_decide(world: World) -> None:
    application = world.ask(shows_name=True, links=[world.link.pk])
    assert (application.state, list(application.links.all())) == ("open", [world.link])
    ((to, subject, body),) = mails()
    assert to == [world.decider.email]
    assert "asks for a credential" in subject
    assert "Collaboration, Building" in body
    assert f"/en/credentials/decide/applications/{application.pk}/" in body
    assert "secret" not in body


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"code": "COM"}, "not earned"), ({"level": "E"}, "not earned"), ({"code": ""}, "not earned"),
        ({"email": "someone@else.example"}, "cannot be chosen"), ({"language": "de"}, "cannot be chosen"),
        ({"links": [999_999]}, "accepted evidence"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_leaves_nothing_behind(world: World, said: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        world.ask(**said)
    assert not Application.objects.exists()
    assert mails() == []


@pytest.mark.parametrize("said", [{"code": "XXX"}, {"level": "X"}])
def test_there_is_nothing_else_to_ask_for(world: World, said: dict[str, Any]) -> None:
    with pytest.raises(UnknownCode):
        world.ask(**said)


def test_links_are_of_accepted_evidence_alone(world: World, stranger: Person) -> None:
    theirs = make_world_evidence(stranger)
    with pytest.raises(BadInput):
        world.ask(links=[theirs.pk])


def make_world_evidence(person: Person) -> Link:
    from tamarack.portfolio.models import Evidence

    return Link.objects.create(evidence=Evidence.objects.create(person=person, title="x"), url="https://x.example/")


def test_one_asks_once_and_holds_once(world: World) -> None:
    application = world.ask()
    with pytest.raises(BadInput, match="already"):
        world.ask()
    actions.issue_credential(world.decider, application, 1)
    with pytest.raises(BadInput, match="hold this credential already"):
        world.ask()
    Credential.objects.update(valid_until=timezone.now() - timedelta(days=1))
    assert world.ask().is_open, "what has ended can be asked for again"


def test_withdrawn_is_withdrawn(world: World) -> None:
    application = world.ask()
    actions.withdraw_application(world.person, application)
    assert queries.open_applications(world.decider) == []
    with pytest.raises(UnknownCode):
        queries.decided_application(world.decider, application.pk)
    for late in (
        lambda: actions.issue_credential(world.decider, application, 1),
        lambda: actions.decline_application(world.decider, application, "x"),
        lambda: actions.withdraw_application(world.person, application),
    ):
        with pytest.raises(BadInput, match="not open any more"):
            late()
    assert not Credential.objects.exists()


# Deciding


def test_issuing_signs_what_was_asked_for(world: World) -> None:
    credential = world.issue(years=2, shows_name=True, links=[world.link.pk])
    document = json.loads(credential.document)
    assert verify_own(credential).found is Found.GOOD
    assert document["id"] == f"http://localhost:8000/credentials/c/{credential.key}/"
    assert document["issuer"]["id"] == world.issuer.did == "did:web:localhost%3A8000:issuers:clearwater"
    assert document["evidence"] == [{"id": world.link.url, "type": ["Evidence"], "name": "The clinic"}]
    assert [entry["identityHash"] for entry in document["credentialSubject"]["identifier"]][1:] == ["Nadia"]
    assert world.person.email not in credential.document
    achievement = document["credentialSubject"]["achievement"]
    assert [entry["targetUrl"] for entry in achievement["alignment"]] == [
        f"http://localhost:8000/en/rubric/cacee/col/#COL.{row}.B" for row in (1, 2, 3)
    ]
    assert {entry["targetType"] for entry in achievement["alignment"]} == {"CFRubricCriterionLevel"}
    assert credential.valid_until is not None
    assert (credential.valid_until - credential.issued_at).days in (730, 731)
    assert credential.ratings == {"COL.1": "B", "COL.2": "B", "COL.3": "B"}
    assert Application.objects.get().state == Application.State.ISSUED
    assert mails()[-1][0] == [world.person.email]
    assert f"/en/credentials/c/{credential.key}/" in mails()[-1][2]


def test_nothing_stands_in_it_that_was_not_chosen(world: World) -> None:
    credential = world.issue(years=0)
    assert credential.valid_until is None
    for words in ("Nadia", "nadia", "clinic", 'evidence":', "validUntil"):
        assert words not in credential.document, words
    assert credential.holder == ""


def test_a_credential_is_in_the_language_that_was_asked_for(world: World) -> None:
    document = json.loads(world.issue(language="fr").document)
    assert document["issuer"]["name"] == NAMES["fr"]
    assert document["credentialSubject"]["achievement"]["inLanguage"] == "fr-CA"
    assert "/fr/rubric/" in document["credentialSubject"]["achievement"]["alignment"][0]["targetUrl"]
    assert "Acquisition" in document["name"]


def test_all_competencies_can_be_certified_together(world: World) -> None:
    world.accept(*(f"{row.code}.B" for row in world.stored.framework.criteria if row.competency != "COL"))
    credential = world.issue(code="")
    assert verify_own(credential).found is Found.GOOD
    document = json.loads(credential.document)
    assert len(document["credentialSubject"]["result"]) == 7
    assert len(document["credentialSubject"]["achievement"]["alignment"]) == 35


def test_the_rule_is_looked_at_again_when_it_is_issued(world: World) -> None:
    application = world.ask()
    Acceptance.objects.update(lapsed_at=timezone.now())
    with pytest.raises(BadInput, match="not earned"):
        actions.issue_credential(world.decider, application, 1)
    application.refresh_from_db()
    assert application.is_open
    assert (Credential.objects.count(), Status.objects.count()) == (0, 0)


def test_who_decides(world: World, stranger: Person) -> None:
    application = world.ask()
    for someone in (stranger, world.reviewer, world.person, make_person("admin", is_superuser=True, is_staff=True)):
        with pytest.raises(NotAllowed):
            actions.issue_credential(someone, application, 1)
        with pytest.raises(NotAllowed):
            actions.decline_application(someone, application, "x")
        with pytest.raises(NotAllowed):
            actions.see_application(someone, application)
    with pytest.raises(NotAllowed):
        actions.withdraw_application(world.decider, application)


def test_nobody_decides_about_their_own(world: World) -> None:
    world.issuer.deciders.add(world.person)
    application = world.ask()
    assert queries.open_applications(world.person) == []
    with pytest.raises(NotAllowed):
        actions.issue_credential(world.person, application, 1)
    credential = actions.issue_credential(world.decider, application, 1)
    assert queries.issued_credentials(world.person) == []
    with pytest.raises(NotAllowed):
        actions.revoke_credential(world.person, credential, "x")


def test_an_issuer_decides_about_its_own_alone(world: World) -> None:
    other = create_issuer("other", name=NAMES, url="https://other.example")
    other.deciders.add(decider := make_person("other"))
    application = world.ask()
    assert queries.open_applications(decider) == []
    with pytest.raises(NotAllowed):
        actions.issue_credential(decider, application, 1)


def test_declining_says_why(world: World) -> None:
    application = world.ask()
    with pytest.raises(BadInput):
        actions.decline_application(world.decider, application, " ")
    actions.decline_application(world.decider, application, "Please come by first.")
    assert (application.state, application.reason) == ("declined", "Please come by first.")
    assert mails()[-1][0] == [world.person.email]
    assert "Please come by first." in mails()[-1][2]
    assert world.ask().is_open


def test_mail_is_in_the_language_of_whoever_gets_it(world: World) -> None:
    Person.objects.filter(pk=world.person.pk).update(language="fr")
    world.person.refresh_from_db()
    actions.decline_application(world.decider, world.ask(), "x")
    assert "titre numérique" in mails()[-1][2]
    assert "/fr/credentials/" in mails()[-1][2]


def test_that_someone_looked_is_noted_once(world: World) -> None:
    application = world.ask()
    actions.see_application(world.decider, application)
    application.refresh_from_db()
    seen = application.seen_at
    assert (application.seen_by, seen is not None) == ("Priya", True)
    actions.see_application(world.decider, application)
    application.refresh_from_db()
    assert application.seen_at == seen
    logged = Entry.objects.filter(what="saw_application").values_list("by", "of")
    assert list(logged) == [(world.decider.audit_key, world.person.audit_key)]


@pytest.mark.parametrize("years", [4, -1, 100])
def test_other_times_are_not_offered(world: World, years: int) -> None:
    with pytest.raises(BadInput):
        actions.issue_credential(world.decider, world.ask(), years)


def test_a_leap_day_has_its_year_too(world: World) -> None:
    from datetime import UTC, datetime

    assert actions._until(datetime(2028, 2, 29, tzinfo=UTC), 1) == datetime(2029, 2, 28, tzinfo=UTC)


# Revoking, hiding, deleting


def test_what_was_revoked_does_not_hold_any_more(world: World) -> None:
    credential, other = world.issue(), None
    before = json.loads(StatusList.objects.get().document)
    actions.revoke_credential(world.decider, credential, "By mistake.")
    credential = queries.own_credential(world.person, credential.key)
    assert verify_own(credential).found is Found.WRONG
    assert [check.name for check in verify_own(credential).checks if check.found is Found.WRONG] == ["status"]
    assert credential.revoked_for == "By mistake."
    assert json.loads(StatusList.objects.get().document) != before
    assert "By mistake." in mails()[-1][2]
    with pytest.raises(BadInput, match="already"):
        actions.revoke_credential(world.decider, credential, "Again")
    other = world.issue()
    assert verify_own(other).found is Found.GOOD, "it can be issued anew"


def test_revoking_needs_a_reason_and_a_decider(world: World, stranger: Person) -> None:
    credential = world.issue()
    with pytest.raises(BadInput):
        actions.revoke_credential(world.decider, credential, "")
    for someone in (stranger, world.person, world.reviewer):
        with pytest.raises(NotAllowed):
            actions.revoke_credential(someone, credential, "x")
    assert verify_own(credential).found is Found.GOOD


def test_its_person_alone_hides_and_deletes_it(world: World, stranger: Person) -> None:
    credential = world.issue()
    for someone in (stranger, world.decider):
        with pytest.raises(NotAllowed):
            actions.list_credential(someone, credential, False)
        with pytest.raises(NotAllowed):
            actions.delete_credential(someone, credential)
    actions.list_credential(world.person, credential, False)
    assert queries.public_credential(world.person, credential.key) is not None
    for someone in (None, stranger, world.decider):
        with pytest.raises(UnknownCode):
            queries.public_credential(someone, credential.key)


@pytest.mark.parametrize("revoked", [False, True])
def test_a_deleted_credential_leaves_a_place_that_names_nobody(world: World, revoked: bool) -> None:
    credential = world.issue()
    key, place = credential.key, credential.status
    if revoked:
        actions.revoke_credential(world.decider, credential, "x")
    listed = StatusList.objects.get().document
    actions.delete_credential(world.person, credential)
    assert queries.public_credential(None, key) is None
    left = Status.objects.get(pk=place.pk)
    assert (left.index, left.revoked_at is not None) == (place.index, revoked)
    assert StatusList.objects.get().document == listed
    assert {field.name for field in Status._meta.concrete_fields} == {"id", "list", "index", "key", "revoked_at"}


def test_everything_goes_with_the_account_but_the_place(world: World) -> None:
    credential = world.issue(shows_name=True)
    world.accept(*(f"COM.{row}.B" for row in range(1, 6)))
    world.ask(code="COM")
    delete_account(world.person)
    assert (Credential.objects.count(), Application.objects.count(), Status.objects.count()) == (0, 0, 1)
    assert queries.public_credential(None, credential.key) is None


def test_a_decider_who_leaves_leaves_what_was_issued(world: World) -> None:
    credential = world.issue()
    for someone in (world.decider, world.reviewer):
        delete_account(someone)
    assert verify_own(queries.own_credential(world.person, credential.key)).found is Found.GOOD


def test_a_credential_that_its_holder_deleted_can_still_be_revoked_naming_nobody(world: World) -> None:
    credential = world.issue()
    place, key = credential.status, credential.key
    actions.delete_credential(world.person, credential)
    with pytest.raises(NotAllowed):
        actions.revoke_erased(world.person, place)
    found = queries.erased_place(world.decider, key)
    actions.revoke_erased(world.decider, found)
    place.refresh_from_db()
    assert place.revoked_at is not None
    with pytest.raises(UnknownCode):
        queries.erased_place(world.decider, key)
