"""`python -m benchmarks.snapshot CODE…`: make the snapshots of organisations in a database, and say what it took.

A process of its own, so that the memory that it takes is what making them takes.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

COUNT = """
SELECT count(*) FROM assessment_rating r JOIN assessment_assessment a ON a.id = r.assessment_id
JOIN people_grant g ON g.person_id = a.person_id WHERE g.organisation_id IN ({})
"""
TODAY = date(2026, 2, 1)


class Undone(Exception):
    """Says that what was written is to be taken back."""


def main() -> None:
    """Make them, and print seconds, bytes and how many answers there were."""
    import django

    django.setup()
    from django.db import connection

    from tamarack.people.models import Organisation

    keep = sys.argv[1] == "keep"
    organisations = list(Organisation.objects.filter(code__in=sys.argv[2:]).order_by("pk"))
    places = ", ".join(str(row.pk) for row in organisations)
    with connection.cursor() as cursor:
        for _ in range(2):  # the first reading brings the rows into memory
            begun = time.perf_counter()
            cursor.execute(COUNT.format(places))
            (answers,) = cursor.fetchone()
            counted = time.perf_counter() - begun
    before = _peak()
    begun = time.perf_counter()
    _make(organisations, keep)
    seconds = time.perf_counter() - begun
    print(json.dumps({"answers": answers, "count": counted, "seconds": seconds, "before": before, "peak": _peak()}))


def _make(organisations: list, keep: bool) -> None:  # type: ignore[type-arg]
    from tamarack.insight.actions import snapshots_until

    with suppress(Undone), _undone(keep):
        for organisation in organisations:
            snapshots_until(organisation, TODAY)


@contextmanager
def _undone(keep: bool) -> Iterator[None]:
    from tamarack.common.database import write

    if keep:
        yield
        return
    with write():
        yield
        raise Undone


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
