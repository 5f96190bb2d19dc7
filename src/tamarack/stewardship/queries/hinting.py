"""What a draft's writers are advised of, with where it is."""

from collections import Counter
from collections.abc import Container
from functools import lru_cache

from tamarack.core.declaring import criteria
from tamarack.core.framework import Document
from tamarack.core.hints import KINDS, Hint, hints
from tamarack.stewardship.models import Draft
from tamarack.stewardship.queries.workshop import base_of


def all_hints(draft: Draft) -> tuple[Hint, ...]:
    """Every hint of a draft, kind by kind."""
    return _hints(_Said(draft))


class _Said:
    """A draft as it is at a revision."""

    def __init__(self, draft: Draft) -> None:
        self.key, self.draft = (draft.pk, draft.begun_at, draft.revision), draft

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Said) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=8)
def _hints(said: _Said) -> tuple[Hint, ...]:
    found = hints(said.draft.document, base_of(said.draft))
    return tuple(sorted(found, key=lambda hint: KINDS.index(hint.kind)))


def hint_counts(draft: Draft, area: Document) -> Counter[str]:
    """How many hints there are for each criterion of a competency, looked at for itself."""
    base = base_of(draft)
    before = [entry for entry in base["competencies"] if entry["code"] == area["code"]] if base else []
    found = hints(
        draft.document | {"competencies": [area]}, base | {"competencies": before} if base and before else None
    )
    rows = criteria({"competencies": [area]})
    return Counter(row for hint in found if (row := row_of(hint.at, rows)))


def row_of(at: str, rows: Container[str]) -> str:
    """The criterion that a code is of, or of whose cell it is; nothing if of none."""
    parent = at.rpartition(".")[0]
    return at if at in rows else parent if parent in rows else ""
