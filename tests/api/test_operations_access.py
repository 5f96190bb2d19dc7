"""Who may call what: every operation as the person whose things they are, a teammate, a stranger, without the scope,
with a token that is over, and without any. No operation can be forgotten: they come from the document."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tamarack.api.document import document
from tamarack.api.schema import operations
from tamarack.exchange.models import Scope, Token
from tamarack.people.models import Member
from tamarack.rubric.queries import current_version
from tests.api.conftest import Program, token_for
from tests.conftest import one_world
from tests.permissions.world import World, make_world

pytestmark = pytest.mark.django_db
ALL = list(operations(document()))
IDS = [each["operationId"] for _, _, each in ALL]
SECURED = [(path, method, each) for path, method, each in ALL if each.get("security")]
SECURED_IDS = [each["operationId"] for _, _, each in SECURED]
WORDS = {
    "{code}": "cacee", "{old}": "1.0", "{new}": "1.0", "{competency}": "COL", "{criterion}": "COL.1",
    "{slug}": "clearwater", "{descriptor}": "COL.1.B", "{team}": "career", "{number}": "1.0", "{other}": "example",
    "{mine}": "COL.1", "{theirs}": "PEO.1",
}  # fmt: skip
KINDS = {
    "/assessments/": "done", "/goals/": "goal", "/actions/": "action", "/check-ins/": "check_in",
    "/resources/": "resource", "/evidence/": "evidence", "/impacts/": "impact", "/files/": "file",
    "/showcases/": "showcase", "/log/": "activity", "/feedback/": "closed_request", "/reviews/": "review",
    "/exemptions/": "exemption", "/endorsements/": "endorsement", "/imported/": "imported", "/me/grants/": "grant",
    "/credentials/applications/": "application", "/decide/applications/": "application", "/webhooks/": "webhook",
    "/me/campaigns/": "invited", "/organisations/clearwater/campaigns/": "campaign",
    "/organisations/clearwater/members/": "member", "/organisations/clearwater/invitations/": "org_invitation",
    "/organisations/clearwater/roles/": "org_role", "/organisations/clearwater/resources/": "of_team",
    "/organisations/clearwater/teams/career/templates/": "template",
    "/organisations/clearwater/teams/career/events/": "event", "/matches/": "match",
    "/kept/cacee/drafts/1.1/comments/": "rubric_comment", "/kept/cacee/stewards/": "rubric_steward",
    "/frameworks/cacee/proposals/": "proposal", "/frameworks/cacee/consultations/": "consultation",
}  # fmt: skip
"""What `{pk}` is, by what stands before it."""
FOR_ALL = {"read_proposal", "list_proposal_comments", "read_consultation", "read_consultation_answers", "read_role",
           "read_fit", "read_plan_file", "read_log_file"}  # fmt: skip
"""What is read by everyone with an account, though it has a number, a key or a name: of plan and log each gets the
own."""


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    files = tmp_path_factory.mktemp("files")
    with one_world(django_db_blocker, MEDIA_ROOT=files):
        world = make_world(current_version("cacee"))
        people = {visitor.name: visitor.person for visitor in [*world.visitors, *world.others] if visitor.person}
        tokens = {name: token_for(person) for name, person in people.items()}
        yield world, tokens, people, files


@pytest.fixture
def _django_db_helper(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture(autouse=True)
def _unlimited(settings: Any, made: Any) -> Iterator[None]:
    settings.API_CALLS = settings.API_CALLS_ANONYMOUS = 1_000_000
    settings.MEDIA_ROOT = made[3]
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address(world: World, path: str) -> str:
    """Where an operation is, about something of Nadia's."""
    found = path.removeprefix("/api/v1")
    for name, word in WORDS.items():
        if not (name == "{number}" and "/kept/" in found):
            found = found.replace(name, word)
    found = found.replace("{number}", "1.0" if "/versions/" in found else "1.1")
    files = {"/kept/": "cacee-1.1.yaml", "/plan/files": "plan.xlsx", "/log/files": "log.csv"}
    found = found.replace("{name}", next((files[part] for part in files if part in found), "ratings.csv"))
    for before, kind in KINDS.items():
        if found.startswith(f"{before}{{pk}}"):
            found = found.replace("{pk}", str(world.things[kind].address["pk"]), 1)
    if found.startswith("/roles/"):
        found = found.replace("{key}", world.things["role"].address["key"])
    if found.startswith("/schemes/"):
        found = found.replace("{key}", world.things["following"].address["key"])
    found = found.replace("{key}", world.things["credential"].asked_of.key)
    support = str(world.numbers["support"])
    others = {"{since}": str(world.things["done"].address["pk"]), "{support}": support, "{proof}": "999999",
              "{respondent}": str(world.numbers["respondent"]), "{comment}": str(world.numbers["comment"])}  # fmt: skip
    for name, word in others.items():
        found = found.replace(name, word)
    return found.replace("{pk}", "999999")


def call(script: Program, method: str, where: str, operation: Any) -> Any:
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        file = SimpleUploadedFile("a.txt", b"words")
        data = {"file": file, "files": file, "logo": SimpleUploadedFile("a.png", b"png")}
        headers = {"Authorization": f"Bearer {script.token}"} if script.token else {}
        return Client().post(f"/api/v1{where}?text=Logo&code=made-up", data, headers=headers)
    body = content["application/json"]["example"] if "application/json" in content else None
    return script(method.upper(), where, body, **{"If-Match": "*"})


@pytest.mark.parametrize(("path", "method", "operation"), SECURED, ids=SECURED_IDS)
def test_nobody_comes_in_without_a_token_that_holds_and_has_the_scope(
    made: Any, path: str, method: str, operation: Any
) -> None:
    world, _, people, _ = made
    where, person = address(world, path), people["self"]
    scope = operation["x-scope"]
    others = [one for one in Scope if one.partition(":")[0] != scope.partition(":")[0]]
    signed_in = Client()
    signed_in.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert getattr(signed_in, method)(f"/api/v1{where}").status_code == 401
    assert call(Program(), method, where, operation).json()["code"] == "no_token"
    assert call(Program(token_for(person, *others)), method, where, operation).json()["code"] == "scope"
    if scope.endswith(":write"):
        reader = Program(token_for(person, scope.replace("write", "read")))
        assert call(reader, method, where, operation).json()["code"] == "scope"
    over, revoked = token_for(person), token_for(person)
    newest = Token.objects.filter(person=person).order_by("-pk")
    Token.objects.filter(pk=newest[0].pk).update(revoked_at=timezone.now())
    Token.objects.filter(pk=newest[1].pk).update(until=timezone.now() - timedelta(seconds=1))
    for text in (over, revoked):
        assert call(Program(text), method, where, operation).json()["code"] == "bad_token"


@pytest.mark.parametrize(("path", "method", "operation"), SECURED, ids=SECURED_IDS)
def test_what_is_someones_own_is_nobody_elses(made: Any, path: str, method: str, operation: Any) -> None:
    """A stranger, a teammate and an administrator with every scope get no good answer about Nadia's things."""
    if "{" not in path or operation["operationId"] in FOR_ALL:
        return
    world, tokens, *_ = made
    where = address(world, path)
    public = ("/api/v1/frameworks/{code}/", "/api/v1/schemes/", "/api/v1/ideas/", "/api/v1/roles/{key}/copy")
    for name in ("stranger", "administrator", "teammate"):
        if path.startswith(public) or (name == "teammate" and "/organisations/{slug}" in path) or "/me/" in path:
            continue
        if name == "teammate" and path.startswith("/api/v1/matches/"):
            continue  # the other of the two
        response = call(Program(tokens[name]), method, where, operation)
        assert response.status_code in (403, 404), (name, where, response.status_code, response.content[:200])


@pytest.mark.parametrize(
    ("path", "method", "operation"), [one for one in ALL if one[1] == "get"],
    ids=[each["operationId"] for _, method, each in ALL if method == "get"],
)  # fmt: skip
def test_whose_it_is_reads_it(made: Any, path: str, method: str, operation: Any) -> None:
    world, tokens, *_ = made
    who = {
        "list_invitations": "owner", "list_organisation_log": "owner", "list_associates": "owner",
        "read_member": "owner", "list_campaigns": "owner", "read_campaign": "owner", "list_waiting": "decider",
        "read_waiting": "decider", "list_issued": "decider", "list_event_people": "lead", "read_offer": "teammate",
    }.get(operation["operationId"], "steward" if path.startswith("/api/v1/kept/") else "self")  # fmt: skip
    where = address(world, path)
    if path.startswith("/api/v1/kept/") and "{number}" in path:
        where = f"/kept/cacee/drafts/{world.things['rubric_draft'].address['number']}"
    response = call(Program(tokens[who]), method, where, operation)
    assert response.status_code == 200, (where, response.content[:300])


def test_an_organisations_token_stays_in_its_organisation(made: Any) -> None:
    _, _, people, _ = made
    owner = people["owner"]
    ours = Member.objects.get(organisation__code="clearwater", person=owner).organisation
    script = Program(token_for(owner, organisation=ours))
    assert script.get("/organisations/clearwater").status_code == 200
    assert script.get("/organisations/association").status_code == 404
    assert [row["code"] for row in script.get("/organisations").json()["items"]] == ["clearwater"]
    for path, method, operation in SECURED:
        if not operation["x-scope"].startswith(("organisations:", "webhooks:")):
            assert call(script, method, path.removeprefix("/api/v1"), operation).status_code in (403, 404, 405)
    assert script.post("/organisations", {"name": "Other"}).status_code == 403
