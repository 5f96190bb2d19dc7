"""`python -m benchmarks.growing PEOPLE`: what a large rubric costs, in a database of its own, in this process."""

import json
import resource
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from typing import Any

LEVELS, LANGUAGES, AREAS, ROWS = 7, ("en", "fr", "es"), 60, 12
RATED = 20
"""Criteria that each person answered: a short start."""
WORDS = ["plans", "welcomes", "reviews", "supports", "develops", "shares", "measures", "guides", "listens", "writes"]


def document(number: str) -> dict[str, Any]:
    """A rubric as large as any."""

    def text(*what: object) -> dict[str, str]:
        said = " ".join(f"{WORDS[(hash(str(what)) + place) % len(WORDS)]} {place}" for place in range(12))
        return {language: f"**{language} {what[0]}** {said}" for language in LANGUAGES}

    levels = [{"code": f"L{rank}", "rank": rank, "name": text("level", rank)} for rank in range(1, LEVELS + 1)]
    areas = [
        {
            "code": f"A{area}", "name": text("area", area),
            "criteria": [
                {"code": f"A{area}.{row}", "name": text("row", area, row),
                 "descriptors": {level["code"]: text(area, row, level["code"]) for level in levels}}
                for row in range(ROWS)
            ],
        }
        for area in range(AREAS)
    ]  # fmt: skip
    return {"framework": "large", "version": number, "languages": list(LANGUAGES), "title": text("title"),
            "levels": levels, "competencies": areas}  # fmt: skip


def changed(old: dict[str, Any]) -> dict[str, Any]:
    """Its next version: a twentieth of the criteria revised, one moved, one split."""
    new = deepcopy(old) | {"version": "2.0"}
    rows = [row for area in new["competencies"] for row in area["criteria"]]
    changes: list[dict[str, Any]] = []
    for row in rows[::20]:
        row["descriptors"]["L4"] = dict.fromkeys(LANGUAGES, "**Says** it anew.")
        changes.append({"kind": "revised", "at": f"{row['code']}.L4"})
    first, second = new["competencies"][0]["criteria"], new["competencies"][1]["criteria"]
    second.append({**first.pop(1), "code": "A1.99"})
    first.append({**deepcopy(first[2]), "code": "A0.98"})
    changes += [{"kind": "moved", "from": "A0.1", "to": "A1.99"},
                {"kind": "split", "from": first[2]["code"], "to": [first[2]["code"], "A0.98"]}]  # fmt: skip
    return {**new, "changes": changes}


def timed(what: Callable[[], object], rounds: int = 1) -> float:
    """The shortest of some rounds, in seconds of CPU."""
    found = []
    for _ in range(rounds):
        begun = time.process_time()
        what()
        found.append(time.process_time() - begun)
    return min(found)


def main() -> None:
    """Measure, and print one line of JSON."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from tamarack.cli.load import load_shipped_rubrics
    from tamarack.core.framework import from_document
    from tamarack.core.versions import compare
    from tamarack.rubric.actions import publish_framework
    from tamarack.stewardship.tasks import begin_carry_over, carry_some

    load_shipped_rubrics()
    first = document("1.0")
    second = changed(first)
    old, new = from_document(first), from_document(second)
    version = publish_framework(old)
    client = Client(HTTP_HOST="localhost")
    pages = {name: _page(client, name) for name in ("large/a3", "cacee/dig")}
    people = int(sys.argv[1])
    _people(version.pk, old, people)
    found: dict[str, float] = {
        "matrix": pages["large/a3"], "matrix_of_cacee": pages["cacee/dig"], "cells": ROWS * LEVELS * 1.0 / (7 * 3),
        "compare": timed(lambda: compare(old, new), 3),
        "json": timed(lambda: [json.loads(json.dumps(each)) for each in (first, second)], 3),
        "insert": timed(lambda: _insert(version.pk)),
    }  # fmt: skip
    begun = time.perf_counter()
    later = publish_framework(new, version)
    found["publish"] = time.perf_counter() - begun
    begin_carry_over(later.pk)
    begun = time.perf_counter()
    while not _ended(later.pk):
        carry_some(later.pk)
    found["carry"] = time.perf_counter() - begun
    found["copy"] = _copy(version.pk)
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(found))


def _page(client: Any, name: str) -> float:
    assert client.get(f"/en/rubric/{name}/?again=1").status_code == 200
    return timed(lambda: client.get(f"/en/rubric/{name}/?again=1"), 5)


def _people(version_id: int, framework: Any, count: int) -> None:
    """Accounts, each with a submitted assessment."""
    from django.utils import timezone

    from tamarack.assessment.models import Assessment, Rating
    from tamarack.people.models import Person

    codes, now = [row.code for row in framework.criteria], timezone.now()
    for begin in range(0, count, 5_000):
        numbers = range(begin, min(begin + 5_000, count))
        people = Person.objects.bulk_create(Person(email=f"p{number}@large.example", name="P") for number in numbers)
        made = Assessment.objects.bulk_create(
            Assessment(person=person, version_id=version_id, submitted_at=now) for person in people
        )
        Rating.objects.bulk_create(
            (
                Rating(assessment=row, criterion=codes[(row.pk * 7 + place * 31) % len(codes)],
                       value=f"L{(row.pk + place) % LEVELS + 1}")
                for row in made
                for place in range(RATED)
            ),
            batch_size=5_000,
        )  # fmt: skip


def _insert(version_id: int) -> None:
    """The texts of a version once more, without anything else; taken back."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE texts AS SELECT * FROM rubric_translation WHERE version_id = %s", [version_id]
        )
        cursor.execute("SELECT subject, field, language, text FROM texts")
        rows = cursor.fetchall()
        cursor.execute("DELETE FROM texts")
        cursor.executemany("INSERT INTO texts (subject, field, language, text) VALUES (%s, %s, %s, %s)", rows)
        cursor.execute("DROP TABLE texts")


def _ended(version_id: int) -> bool:
    from tamarack.stewardship.models import CarryOver

    return not CarryOver.objects.filter(version=version_id, ended_at=None).exists()


def _copy(version_id: int) -> float:
    """Seconds that copying the same answers takes in SQL alone."""
    from django.db import connection

    begun = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE copied AS SELECT r.* FROM assessment_rating r "
            "JOIN assessment_assessment a ON a.id = r.assessment_id WHERE a.version_id = %s",
            [version_id],
        )
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
