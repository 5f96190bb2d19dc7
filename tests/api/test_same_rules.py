"""The API lets in whom the pages let in: every page that changes something is asked with its own guard, for every kind
of visitor, and the operation that does the same has to answer alike."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from tamarack.stewardship.models import Draft
from tamarack.web.guards import POST, SIGNED_IN, WITH_LINK, WITH_TRIAL, Row
from tamarack.web.permissions import PARTS
from tests.api.conftest import Program
from tests.api.coverage import HERE
from tests.api.test_operations_access import ALL, _django_db_helper, _unlimited, address, call, made
from tests.permissions.world import World

__all__ = ["_django_db_helper", "_unlimited", "made"]
pytestmark = pytest.mark.django_db
BY_NAME = {each["operationId"]: (path, method, each) for path, method, each in ALL}
LEFT_OUT = ("stranger", "teammate", "administrator", "lead")
"""Those of whom it is seen that they stay out; whoever may is always asked."""
OTHERS = {"review_criterion": "say_in_review", "org_associate": "let_associate_go"}
"""Pages that do several things: what is asked of them here."""
BY_ORGANISATION = {"org_webhooks", "org_webhook", "org_webhook_do"}
"""What an organisation's own token does (test_an_organisations_token_stays_in_its_organisation)."""
OF_ITSELF = {"help_offer_withdraw", "help_seek_withdraw", "version_restore", "decide_erased"}
"""Where whoever is let in has nothing that could be withdrawn, restored or revoked: then it is refused."""
ROWS = [
    row for rows in PARTS.values() for row in rows
    if set(POST) & set(row.takes) and HERE.get(row.name) in BY_NAME and row.name not in BY_ORGANISATION
    and row.guard not in (WITH_LINK, WITH_TRIAL, SIGNED_IN)
]  # fmt: skip
BODIES: dict[str, dict[str, Callable[[World], Any]]] = {
    "order_actions": {"goal": lambda world: world.things["goal"].asked_of.pk},
    "compose_showcase": {"evidence": lambda world: []}, "change_showcase": {"evidence": lambda world: []},
    "change_review_grant": {"evidence": lambda world: []}, "begin_draft": {"number": lambda world: "9.9"},
    "undo_edit": {"edit": lambda world: world.numbers["edit"]},
    "change_draft_structure": {"revision": lambda world: draft(world).revision, "code": lambda world: "NEW"},
    "begin_campaign": {"team": lambda world: "career"},
    "declare_changes": {"revision": lambda world: draft(world).revision},
}  # fmt: skip
"""What an operation's example does not know."""
NAMES = {
    "{pk}": "pk", "{slug}": "code", "{code}": "code", "{number}": "number", "{team}": "team", "{key}": "key",
    "{comment}": "comment",
}  # fmt: skip


def where(world: World, row: Row, path: str) -> str:
    """The address of an operation about the thing that the page is about."""
    thing = world.things[row.of].address if row.of else {}
    if row.of == "proof":
        return f"/log/{world.things['activity'].asked_of.pk}/proofs/{thing['pk']}"
    for placeholder, name in NAMES.items():
        if name in thing:
            path = path.replace(placeholder, str(thing[name]), 1)
    if "/decide/erased/" in path:
        path = path.replace("{key}", world.numbers["erased"])
    return address(world, path)


def draft(world: World) -> Draft:
    return Draft.objects.get(number=world.things["rubric_draft"].address["number"], framework__code="cacee")


def with_body(world: World, row: Row, operation: Any) -> Any:
    """An operation whose example is about things of Nadia's."""
    about = {name: value(world) for name, value in BODIES.get(operation["operationId"], {}).items()}
    content = operation.get("requestBody", {}).get("content", {})
    example = content.get("application/json", {}).get("example", {})
    if "team" in example:
        about.setdefault("team", None if row.of == "organisation" else "career")
    if row.of == "answered_for":
        about["organisation"] = "clearwater"
    if not about:
        return operation
    return {"requestBody": {"content": {"application/json": {"example": {**example, **about}}}}}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}-{row.of}")
def test_an_operation_lets_in_whom_its_page_lets_in(made: Any, row: Row) -> None:
    world, tokens, *_ = made
    path, method, operation = BY_NAME[OTHERS.get(row.name, HERE[row.name])]
    wrong = {}
    for visitor in [*world.visitors, *world.others]:
        wanted = visitor.person is not None and world.allows(row, visitor)
        if not wanted and visitor.name not in LEFT_OUT:
            continue
        with transaction.atomic():
            answer = call(
                Program(tokens[visitor.name]), method, where(world, row, path), with_body(world, row, operation)
            )
            transaction.set_rollback(True)
        refused = answer.status_code in (401, 403, 404)
        if refused is wanted and not (wanted and row.name in OF_ITSELF):
            wrong[visitor.name] = (wanted, answer.status_code, answer.content[:200])
    assert wrong == {}, where(world, row, path)
