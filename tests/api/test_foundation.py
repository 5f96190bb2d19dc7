"""What holds of every operation: tokens, problems, pages of lists, tags, keys, limits."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from tamarack.core.errors import BadInput, NotAllowed
from tamarack.exchange.actions.tokens import PATTERN, checksum, make_token, revoke_token
from tamarack.exchange.models import Answered, Calls, Token, Webhook
from tamarack.exchange.retention import apply_rules
from tamarack.people.actions.organisations import found_organisation
from tamarack.people.models import Member, Person
from tests.api.conftest import Program, token_for
from tests.conftest import make_person

pytestmark = pytest.mark.django_db


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """What is wrong, as RFC 9457 has it."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    document = response.json()
    assert set(document) == {"type", "title", "status", "detail", "code", "errors"}
    assert (document["status"], document["code"]) == (status, code)
    assert document["type"].endswith(f"#{code}")
    return dict(document)


# Tokens


def test_a_token_is_shown_once_and_only_its_digest_is_kept(person: Person) -> None:
    made, text = make_token(person, "Backup", ["plan:read"], timezone.localdate() + timedelta(days=5))
    assert PATTERN.fullmatch(text)
    assert text.startswith("tamarack_p_")
    assert text[-6:] == checksum(text.removeprefix("tamarack_p_")[:-6])
    kept = {str(value) for value in Token.objects.values().get(pk=made.pk).values()}
    assert not any(text.removeprefix("tamarack_p_")[:12] in value for value in kept)


def test_making_a_token_is_told_by_mail_in_the_persons_language(person: Person, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    person.language = "fr"
    person.save()
    make_token(person, "Tableau", ["plan:read"], timezone.localdate() + timedelta(days=5))
    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert "jeton" in letter.subject
    assert "/fr/account/tokens/" in letter.body


def test_who_does_not_own_the_organisation_makes_no_token_for_it(person: Person, stranger: Person) -> None:
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    with pytest.raises(NotAllowed):
        token_for(stranger, organisation=organisation)


def test_where_everyone_needs_a_second_step_tokens_of_those_without_one_open_nothing(
    person: Person, program: Callable[..., Program], settings: Any
) -> None:
    script = program(person, "plan:read")
    assert script.get("/actions").status_code == 200
    settings.SECOND_STEP_FOR_ALL = True
    problem(script.get("/actions"), 403, "second_step")
    Authenticator.objects.create(user=person, type="recovery_codes", data={})
    problem(script.get("/actions"), 403, "second_step")
    Authenticator.objects.create(user=person, type="totp", data={})
    assert script.get("/actions").status_code == 200


def test_an_organisations_token_gets_nothing_of_its_makers_own(person: Person) -> None:
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    with pytest.raises(BadInput):
        token_for(person, "plan:read", organisation=organisation)


def test_an_organisations_token_ends_with_its_makers_ownership(person: Person, program: Callable[..., Program]) -> None:
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    script = program(person, organisation=organisation)
    assert script.get("/organisations/clearwater").status_code == 200
    Member.objects.create(organisation=organisation, person=make_person("other"), role="owner")
    Member.objects.filter(organisation=organisation, person=person).update(role="member")
    problem(script.get("/organisations/clearwater"), 401, "bad_token")


@pytest.mark.parametrize("days", [0, 367])
def test_a_token_holds_from_tomorrow_to_a_year(person: Person, days: int) -> None:
    with pytest.raises(BadInput):
        token_for(person, days=days)


def test_without_a_token_one_is_asked_for(anyone: Program) -> None:
    response = anyone.get("/me")
    problem(response, 401, "no_token")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_token_lets_nobody_in(person: Person) -> None:
    made, text = make_token(person, "Backup", ["account:read"], timezone.localdate() + timedelta(days=5))
    assert Program(text).get("/me").status_code == 200
    revoke_token(person, made)
    problem(Program(text).get("/me"), 401, "bad_token")


def test_a_token_lets_nobody_in_after_its_day(person: Person) -> None:
    text = token_for(person)
    Token.objects.update(until=timezone.now() - timedelta(seconds=1))
    problem(Program(text).get("/me"), 401, "bad_token")


def test_an_account_that_is_closed_ends_its_tokens(person: Person, mine: Program) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)
    problem(mine.get("/me"), 401, "bad_token")


def test_a_session_opens_nothing_here(client: Any, person: Person) -> None:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    problem(client.get("/api/v1/me"), 401, "no_token")


def test_a_scope_is_needed(person: Person, program: Callable[..., Program]) -> None:
    response = program(person, "plan:read").get("/me")
    problem(response, 403, "scope")
    assert 'scope="account:read"' in response["WWW-Authenticate"]


def test_who_may_write_may_read(person: Person, program: Callable[..., Program]) -> None:
    assert program(person, "account:write").get("/me").status_code == 200


def test_who_may_read_may_not_write(person: Person, program: Callable[..., Program]) -> None:
    problem(program(person, "account:read").patch("/me", {"name": "N"}), 403, "scope")


def test_the_day_of_its_last_use_is_kept_and_no_more(mine: Program) -> None:
    mine.get("/me")
    assert Token.objects.get().used_on == timezone.localdate()


# Problems


def test_an_unknown_address_is_a_problem(anyone: Program) -> None:
    problem(anyone.get("/nothing/here"), 404, "unknown")
    problem(anyone.get("/api/v2/me"), 404, "unknown")


def test_an_unknown_method_is_a_problem_that_names_those_that_work(mine: Program) -> None:
    response = mine("DELETE", "/me")
    problem(response, 405, "method")
    assert {method.strip() for method in response["Allow"].split(",")} == {"GET", "PATCH"}


def test_what_is_no_json_is_a_problem(mine: Program) -> None:
    from django.test import Client

    headers = {"Authorization": f"Bearer {mine.token}", "If-Match": "*"}
    response = Client().patch("/api/v1/me", "{", content_type="application/json", headers=headers)
    problem(response, 400, "bad_request")


def test_wrong_values_are_each_named_with_their_place(mine: Program) -> None:
    found = problem(mine.post("/goals", {"aim": 3, "focus": ["COL.1"], "extra": 1}), 422, "bad_input")
    assert {(entry["in"], entry["at"]) for entry in found["errors"]} == {("body", "/aim"), ("body", "/extra")}


@pytest.mark.parametrize(
    ("path", "detail"),
    [("/nothing", "Il n’y a rien à cette adresse."), ("/me", "Veuillez envoyer un jeton")],
)
def test_problems_are_told_in_the_language_that_is_asked_for(path: str, detail: str) -> None:
    response = Program(language="fr-CA,fr;q=0.9,en;q=0.5").get(path)
    assert response.json()["detail"].startswith(detail)
    assert response["Content-Language"] == "fr"


def test_without_a_wish_it_is_the_persons_language(person: Person, mine: Program) -> None:
    Person.objects.filter(pk=person.pk).update(language="fr")
    response = mine.get("/assessments/999", **{"Accept-Language": ""})
    assert response["Content-Language"] == "fr"


def test_a_cookies_language_is_not_looked_at(client: Any) -> None:
    client.cookies["django_language"] = "fr"
    assert client.get("/api/v1/nothing").json()["title"] == "There is no such thing"


def test_what_goes_wrong_inside_is_a_problem_too(mine: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("tamarack.api.parts.account.Me.of", fail)
    assert "inside" not in problem(mine.get("/me"), 500, "server")["detail"]


# Pages of lists


def test_a_list_is_read_page_by_page_and_what_comes_in_meanwhile_moves_nothing(mine: Program, cacee: Any) -> None:
    numbers = [mine.post("/actions", {"what": f"Do {count}"}).json()["id"] for count in range(5)]
    first = mine.get("/actions?limit=2").json()
    mine.post("/actions", {"what": "Newer"})
    second = mine.get(f"/actions?limit=2&cursor={first['next']}").json()
    third = mine.get(f"/actions?limit=2&cursor={second['next']}").json()
    seen = [row["id"] for page in (first, second, third) for row in page["items"]]
    assert seen == numbers[::-1]
    assert third["next"] is None


def test_a_cursor_of_another_list_or_of_ones_own_making_is_refused(mine: Program, cacee: Any) -> None:
    for count in range(2):
        mine.post("/actions", {"what": f"Do {count}"})
    cursor = mine.get("/actions?limit=1").json()["next"]
    problem(mine.get(f"/goals?cursor={cursor}"), 422, "bad_cursor")
    problem(mine.get("/actions?cursor=abc"), 422, "bad_cursor")


# Tags


def test_what_is_changed_has_to_be_named_as_it_was_read(mine: Program) -> None:
    tag = mine.get("/me")["ETag"]
    problem(mine("PATCH", "/me", {"name": "Other"}), 428, "no_if_match")
    changed = mine.patch("/me", {"name": "Other"}, tag)
    assert changed.json()["name"] == "Other"
    problem(mine.patch("/me", {"name": "Late"}, tag), 412, "changed")
    assert mine.patch("/me", {"name": "Next"}, changed["ETag"]).status_code == 200


def test_what_the_reader_has_is_not_sent_again(mine: Program) -> None:
    tag = mine.get("/me")["ETag"]
    again = mine.get("/me", **{"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


# Keys


def test_the_same_call_with_the_same_key_is_done_once(mine: Program, cacee: Any) -> None:
    first = mine.post("/actions", {"what": "Call them"}, **{"Idempotency-Key": "one"})
    again = mine.post("/actions", {"what": "Call them"}, **{"Idempotency-Key": "one"})
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert again["Idempotent-Replayed"] == "true"
    assert len(mine.get("/actions").json()["items"]) == 1


def test_the_same_key_with_another_body_is_refused(mine: Program, cacee: Any) -> None:
    mine.post("/actions", {"what": "Call them"}, **{"Idempotency-Key": "one"})
    problem(mine.post("/actions", {"what": "Write"}, **{"Idempotency-Key": "one"}), 422, "key_used")


def test_what_was_refused_can_be_tried_again_with_its_key(mine: Program, cacee: Any) -> None:
    problem(mine.post("/actions", {"what": " "}, **{"Idempotency-Key": "one"}), 422, "bad_input")
    assert mine.post("/actions", {"what": "Write"}, **{"Idempotency-Key": "one"}).status_code == 201


def test_a_key_is_one_tokens_and_lasts_a_day(mine: Program, person: Person, cacee: Any) -> None:
    other = Program(token_for(person))
    for script in (mine, other):
        assert script.post("/actions", {"what": "Call"}, **{"Idempotency-Key": "one"}).status_code == 201
    assert len(mine.get("/actions").json()["items"]) == 2
    Answered.objects.update(at=timezone.now() - timedelta(hours=25))
    apply_rules()
    assert not Answered.objects.exists()


# Limits


def test_calls_are_limited_by_person_and_the_rest_is_told(mine: Program, person: Person, settings: Any) -> None:
    settings.API_CALLS = 2
    first = mine.get("/me")
    assert first["RateLimit-Policy"] == '"calls";q=2;w=60'
    assert re.fullmatch(r'"calls";r=1;t=\d+', first["RateLimit"])
    other = Program(token_for(person))
    other.get("/me")
    response = other.get("/me")
    problem(response, 429, "too_many_calls")
    assert 1 <= int(response["Retry-After"]) <= 60


def test_an_organisations_tokens_count_together_and_apart_from_its_owners_own(
    mine: Program, person: Person, settings: Any
) -> None:
    settings.API_CALLS = 1
    organisation = found_organisation(person, "Clearwater", "employer", "en")
    one, two = (Program(token_for(person, organisation=organisation)) for _ in range(2))
    assert [script.get("/organisations").status_code for script in (one, two, mine)] == [200, 429, 200]


def test_who_guesses_tokens_is_limited_by_address(settings: Any) -> None:
    settings.API_CALLS_ANONYMOUS = 1
    problem(Program("tamarack_p_guess").get("/me"), 401, "bad_token")
    problem(Program("tamarack_p_other").get("/me"), 429, "too_many_calls")


def test_an_address_is_not_kept_as_it_is(anyone: Program) -> None:
    anyone.get("/frameworks")
    assert "127.0.0.1" not in Calls.objects.get().caller


# Other sites


def test_other_sites_read_nothing_unless_they_are_named(client: Any, settings: Any) -> None:
    headers = {"origin": "https://dashboard.example"}
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/frameworks", headers=headers)
    settings.CORS_ALLOWED_ORIGINS = ["https://dashboard.example"]
    allowed = client.get("/api/v1/frameworks", headers=headers)
    assert allowed["Access-Control-Allow-Origin"] == "https://dashboard.example"
    assert "Access-Control-Allow-Credentials" not in allowed
    assert "Access-Control-Allow-Origin" not in client.get("/en/", headers=headers)


def test_a_browser_may_ask_first(client: Any, settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://dashboard.example"]
    asked = {"origin": "https://dashboard.example", "access-control-request-method": "PATCH",
             "access-control-request-headers": "authorization,if-match"}  # fmt: skip
    answered = client.options("/api/v1/me", headers=asked)
    assert answered.status_code == 200
    assert "if-match" in answered["Access-Control-Allow-Headers"]


# Erasure


def test_tokens_and_what_is_kept_of_their_calls_go_with_the_account(person: Person, mine: Program, cacee: Any) -> None:
    mine.post("/actions", {"what": "Call"}, **{"Idempotency-Key": "one"})
    person.delete()
    assert not Token.objects.exists()
    assert not Answered.objects.exists()


def test_ones_own_data_has_tokens_and_webhooks_without_secrets(person: Person, mine: Program, cacee: Any) -> None:
    mine.post("/webhooks", {"name": "W", "url": "https://example.ca/", "events": ["goal.moved"]})
    taken = mine.get("/me/data")
    with ZipFile(BytesIO(b"".join(taken.streaming_content))) as archive:
        tokens, hooks = (archive.read(f"{name}.json").decode() for name in ("tokens", "webhooks"))
    assert json.loads(tokens)[0]["name"] == "A script"
    assert mine.token not in tokens
    assert Token.objects.get().digest not in tokens
    assert json.loads(hooks)[0]["url"] == "https://example.ca/"
    assert Webhook.objects.get().salt not in hooks
