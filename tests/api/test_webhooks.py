"""What webhooks are told, in which order, how it is signed, and what becomes of those that do not answer."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from tamarack.assessment.actions.rating import submit_assessment
from tamarack.common.events import tell
from tamarack.core.errors import BadInput, NotAllowed
from tamarack.exchange.actions.webhooks import make_webhook, renew_secret, try_webhook, turn_webhook
from tamarack.exchange.delivering import BACK_OFF, deliver_due
from tamarack.exchange.models import Delivery, Webhook
from tamarack.exchange.retention import apply_rules
from tamarack.exchange.signing import secret_of
from tamarack.people.actions.organisations import found_organisation
from tamarack.people.models import Member, Person
from tests.api.conftest import Program
from tests.conftest import make_person

pytestmark = pytest.mark.django_db


class Receiver:
    """A program that takes webhooks."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], str]] = []
        self.status = 200
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                self.send_response(receiver.status)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def events(self) -> list[tuple[str, str]]:
        return [(said["type"], said["data"]["id"]) for said in (json.loads(body) for _, body in self.got)]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    made = Receiver()
    settings.FETCH_HOSTS = [made.host]
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def hook(person: Person, receiver: Receiver) -> Webhook:
    return make_webhook(person, "Mine", f"http://{receiver.host}/hook", ["assessment.submitted", "goal.moved"])


def test_what_happens_is_told_with_numbers_and_links_and_no_words(
    hook: Webhook, receiver: Receiver, person: Person, draft: Any, fill: Callable[..., Any]
) -> None:
    fill(draft)
    draft.ratings.update(note="A private example")
    submit_assessment(person, draft)
    deliver_due.call()
    ((headers, body),) = receiver.got
    assert json.loads(body) | {"timestamp": ""} == {
        "type": "assessment.submitted", "timestamp": "",
        "data": {"id": str(draft.pk), "url": f"http://localhost:8000/api/v1/assessments/{draft.pk}"},
    }  # fmt: skip
    assert headers["content-type"] == "application/json"
    assert "private" not in body


def check(secret: str, headers: dict[str, str], body: str, now: float) -> bool:
    """The example of docs/api.md (tests/api/test_docs.py runs that one)."""
    if abs(now - int(headers["webhook-timestamp"])) > 300:
        return False
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    digest = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    return hmac.compare_digest(f"v1,{base64.b64encode(digest).decode()}", headers["webhook-signature"])


def test_the_signature_holds_for_this_message_at_this_time_by_this_secret(hook: Webhook, receiver: Receiver) -> None:
    try_webhook(hook.person, hook)
    deliver_due.call()
    ((headers, body),) = receiver.got
    now = timezone.now().timestamp()
    assert check(secret_of(hook.salt), headers, body, now)
    assert not check(secret_of(hook.salt), headers, body + " ", now)
    assert not check(secret_of(hook.salt), headers, body, now + 301)
    old = hook.salt
    renew_secret(hook.person, hook)
    assert not check(secret_of(hook.salt), headers, body, now)
    assert hook.salt != old


def test_who_does_not_answer_is_told_again_later_and_the_rest_waits_in_order(
    hook: Webhook, receiver: Receiver, person: Person
) -> None:
    receiver.status = 503
    tell("goal.moved", 1, person=person.pk)
    tell("goal.moved", 1, person=person.pk)
    tell("goal.moved", 2, person=person.pk)
    deliver_due.call()
    assert receiver.events == [("goal.moved", "1"), ("goal.moved", "2")]
    first = Delivery.objects.order_by("pk")[0]
    assert (first.attempts, first.status, first.state) == (1, 503, "waiting")
    assert first.next_at - first.tried_at == BACK_OFF[0]
    receiver.status = 200
    Delivery.objects.update(next_at=timezone.now())
    deliver_due.call()
    deliver_due.call()
    ids = [headers["webhook-id"] for headers, _ in receiver.got]
    assert ids[2] == ids[0], "the same message has the same id"
    rows = list(Delivery.objects.order_by("pk"))
    assert [ids.index(row.message) for row in rows[:2]] == sorted(ids.index(row.message) for row in rows[:2])
    assert {row.state for row in rows} == {"delivered"}


def test_it_is_given_up_in_the_end(hook: Webhook, receiver: Receiver) -> None:
    receiver.status = 500
    try_webhook(hook.person, hook)
    for _ in range(len(BACK_OFF) + 1):
        Delivery.objects.update(next_at=timezone.now())
        deliver_due.call()
    row = Delivery.objects.get()
    assert (row.state, row.attempts) == ("given_up", len(BACK_OFF) + 1)


def test_a_webhook_that_fails_for_days_is_turned_off_and_its_person_told(
    hook: Webhook, receiver: Receiver, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    receiver.status = 500
    try_webhook(hook.person, hook)
    deliver_due.call()
    Webhook.objects.update(failing_since=timezone.now() - timedelta(days=3, seconds=1))
    Delivery.objects.update(next_at=timezone.now())
    deliver_due.call()
    hook.refresh_from_db()
    assert not hook.is_on
    assert hook.gave_up
    assert [letter.to for letter in mail.outbox] == [[hook.person.email]]
    turn_webhook(hook.person, hook, on=True)
    assert hook.is_on


def test_a_redirect_is_not_followed(hook: Webhook, receiver: Receiver) -> None:
    receiver.status = 302
    try_webhook(hook.person, hook)
    deliver_due.call()
    assert Delivery.objects.get().status == 302
    assert len(receiver.got) == 1


def test_others_are_told_nothing_of_someones_own(hook: Webhook, receiver: Receiver, stranger: Person) -> None:
    make_webhook(stranger, "Theirs", f"http://{receiver.host}/hook", ["goal.moved"])
    tell("goal.moved", 1, person=hook.person.pk)
    assert [row.webhook_id for row in Delivery.objects.all()] == [hook.pk]


def test_what_was_not_chosen_is_not_told(hook: Webhook, person: Person) -> None:
    tell("action.done", 1, person=person.pk)
    assert not Delivery.objects.exists()


def test_an_organisations_webhook_is_told_as_long_as_its_maker_owns_it(person: Person, receiver: Receiver) -> None:
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    made = make_webhook(person, "Ours", f"http://{receiver.host}/", ["member.left"], organisation)
    tell("member.left", 1, organisation=organisation.pk)
    deliver_due.call()
    Member.objects.create(organisation=organisation, person=make_person("other"), role="owner")
    Member.objects.filter(organisation=organisation, person=person).update(role="member")
    tell("member.left", 2, organisation=organisation.pk)
    deliver_due.call()
    assert receiver.events == [("member.left", "1")]
    with pytest.raises(NotAllowed):
        turn_webhook(person, made, on=False)


def test_what_waits_when_ownership_ends_is_not_told(person: Person, receiver: Receiver) -> None:
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    make_webhook(person, "Ours", f"http://{receiver.host}/", ["member.left"], organisation)
    tell("member.left", 1, organisation=organisation.pk)
    Member.objects.filter(organisation=organisation, person=person).update(role="member")
    deliver_due.call()
    assert receiver.got == []


def test_an_organisations_webhook_is_told_nothing_of_peoples_own(person: Person, receiver: Receiver) -> None:
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    with pytest.raises(BadInput):
        make_webhook(person, "Ours", f"http://{receiver.host}/", ["assessment.submitted"], organisation)


def test_what_was_sent_is_kept_a_week_and_the_list_a_month(hook: Webhook) -> None:
    try_webhook(hook.person, hook)
    Delivery.objects.update(made_at=timezone.now() - timedelta(days=8), state="delivered")
    apply_rules()
    assert Delivery.objects.get().body == ""
    Delivery.objects.update(made_at=timezone.now() - timedelta(days=31))
    apply_rules()
    assert not Delivery.objects.exists()


def test_webhooks_go_with_the_account(hook: Webhook) -> None:
    try_webhook(hook.person, hook)
    hook.person.delete()
    assert not Webhook.objects.exists()
    assert not Delivery.objects.exists()


def test_an_address_inside_is_refused_when_it_is_said(person: Person) -> None:
    with pytest.raises(BadInput):
        make_webhook(person, "Inside", "https://169.254.169.254/", ["goal.moved"])


def test_programs_make_and_try_webhooks(mine: Program, receiver: Receiver) -> None:
    made = mine.post("/webhooks", {"name": "W", "url": f"http://{receiver.host}/", "events": ["goal.moved"]}).json()
    assert made["secret"].startswith("whsec_")
    assert mine.post(f"/webhooks/{made['id']}/try").status_code == 201
    deliver_due.call()
    (row,) = mine.get(f"/webhooks/{made['id']}/deliveries").json()["items"]
    assert (row["state"], row["status"], row["attempts"]) == ("delivered", 200, 1)


def test_a_page_makes_tries_and_deletes_them(client: Any, person: Person, receiver: Receiver) -> None:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    data = {"name": "W", "url": f"http://{receiver.host}/", "events": ["goal.moved"]}
    page = client.post("/en/account/webhooks/", data, follow=True)
    made = Webhook.objects.get()
    assert secret_of(made.salt) in page.content.decode()
    client.post(f"/en/account/webhooks/{made.pk}/do/", {"do": "try"})
    deliver_due.call()
    assert "Delivered (200)" in client.get(f"/en/account/webhooks/{made.pk}/").content.decode()
    client.post(f"/en/account/webhooks/{made.pk}/do/", {"do": "delete"})
    assert not Webhook.objects.exists()
