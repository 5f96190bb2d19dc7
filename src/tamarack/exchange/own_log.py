"""All of someone's professional development log as files in open formats: activities, schemes, proofs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tamarack.exchange.log import log_csv, proof_name
from tamarack.exchange.own_plan import fields
from tamarack.people.models import Person
from tamarack.portfolio.models import Activity, File, Following
from tamarack.portfolio.queries import log as queries


@dataclass(frozen=True)
class OwnLog:
    """A person's log and the schemes that they follow."""

    activities: list[Activity]
    followed: list[Following]

    @property
    def documents(self) -> dict[str, Any]:
        """What is written as JSON, by the name of its file."""
        return {
            "log.json": [_activity(row) for row in self.activities],
            "schemes.json": [_following(row) for row in self.followed],
        }

    @property
    def tables(self) -> dict[str, bytes]:
        """What can be taken elsewhere as a file of its own, by its name."""
        return {"log.csv": log_csv(self.activities)}

    @property
    def proofs(self) -> Iterator[tuple[str, File]]:
        """The proofs, by their names in the archive."""
        for activity in self.activities:
            for file in activity.files.all():
                yield proof_name(activity, file), file


def own_log(person: Person) -> OwnLog:
    """All of it, in four queries."""
    return OwnLog(queries.activities(person), queries.all_followed(person))


def _activity(row: Activity) -> dict[str, Any]:
    proofs = [
        {"name": file.name, "file": proof_name(row, file), "sha256": file.sha256, "added": file.added_at}
        for file in row.files.all()
    ]
    return {**fields(row), "proofs": proofs}


def _following(row: Following) -> dict[str, Any]:
    exemptions = [
        {"from": each.began, "until": each.ended, "reason": each.reason, "note": each.note}
        for each in row.exemptions.all()
    ]
    return {"scheme": row.scheme, "since": row.since, "exemptions": exemptions}
