"""The site's key is exchanged: what was made under the old one holds as long as that one is named."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tamarack.assessment.actions import answering
from tamarack.assessment.models import Assessment, FeedbackRefusal
from tamarack.exchange.calendar import calendar_token
from tamarack.exchange.signing import secret_of, signature
from tamarack.growth.actions.keeping import renew_calendar
from tamarack.growth.models import Rhythm
from tamarack.people.models import Person
from tamarack.rubric.queries import Stored
from tamarack.web.assess.sheet import owner_key
from tests.api.test_webhooks import check
from tests.feedback import ask, respondent_of
from tests.web.conftest import answer, send, told

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def another_key(*, old_is_named: bool = True) -> Iterator[None]:
    named = [settings.SECRET_KEY] if old_is_named else []
    with override_settings(SECRET_KEY="a new key of the site", SECRET_KEY_FALLBACKS=named):
        yield


def test_who_refused_all_requests_gets_none(person: Person, cacee: Stored, mailoutbox: list[Any]) -> None:
    refused_at = respondent_of(ask(person, cacee), "Pia")
    answering.decline(refused_at, for_ever=True)
    mailoutbox.clear()
    with another_key():
        again = ask(person, cacee)
        asked = {address for message in mailoutbox for address in message.to}
        assert "per@others.example" in asked
        assert "pia@others.example" not in asked
        answering.decline(respondent_of(again, "Pia"), for_ever=True)
        answering.reconsider(respondent_of(again, "Pia"))
        assert FeedbackRefusal.objects.exists(), "the no was said elsewhere, and is not taken back here"
        refused_at.refresh_from_db()
        answering.reconsider(refused_at)
        assert not FeedbackRefusal.objects.exists()


def test_a_private_address_of_a_calendar_leads_there_until_the_old_key_is_forgotten(
    client: Client, person: Person
) -> None:
    Rhythm.objects.create(person=person, every=1)
    address = f"/calendar/{calendar_token(renew_calendar(person))}.ics"
    with another_key():
        assert client.get(address).status_code == 200
        assert client.get(f"/calendar/{calendar_token(Rhythm.objects.get())}.ics").status_code == 200
    with another_key(old_is_named=False):
        assert client.get(address).status_code == 404


def test_receivers_of_webhooks_may_know_the_old_secret_or_the_new_one() -> None:
    def known(secret: str) -> list[bool]:
        headers = {"webhook-id": "msg_1", "webhook-timestamp": "7"}
        parts = signature("salt", "msg_1", 7, "{}").split()
        return [check(secret, {**headers, "webhook-signature": part}, "{}", 7) for part in parts]

    old = secret_of("salt")
    assert known(old) == [True]
    with another_key():
        assert known(secret_of("salt")) == [True, False]
        assert known(old) == [False, True]


def test_answers_that_wait_in_a_browser_are_taken(person: Person, draft: Assessment) -> None:
    before, address = owner_key(person), f"/en/assess/{draft.pk}/answers/"
    client = Client()
    client.force_login(person, backend=BACKEND)
    assert "data-owners" not in client.get("/en/me/").content.decode()
    with another_key():
        assert f'data-owners="{owner_key(person)} {before}"' in client.get("/en/me/").content.decode()
        assert send(client, address, told(before, answer("COL.1", "rating", "E", 1))).status_code == 200
        assert send(client, address, told(owner_key(person), answer("COL.2", "rating", "E", 2))).status_code == 200
        assert send(client, address, told("0123456789abcdef", answer("COL.3", "rating", "E", 3))).status_code == 403
    assert draft.ratings.count() == 2
