"""The same call with the same key from several threads at once is done once, on the real database."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from tamarack.cli.load import load_shipped_rubrics
from tamarack.growth.models import Action
from tests.api.conftest import Program, token_for
from tests.conftest import forget_rubrics, make_person

THREADS = 6


@pytest.mark.django_db(transaction=True)
def test_the_same_key_from_many_threads_at_once_writes_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("threads share no database in memory; SQLite lets one write at a time anyhow")
    forget_rubrics()
    load_shipped_rubrics()
    script, barrier = Program(token_for(make_person("nadia"))), Barrier(THREADS)

    def call(number: int) -> tuple[int, bytes, bool]:
        barrier.wait()
        try:
            answer = script.post("/actions", {"what": "Call them"}, **{"Idempotency-Key": f"key-{number % 2}"})
            return number % 2, answer.content, "Idempotent-Replayed" in answer
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(call, range(THREADS)))
    assert Action.objects.count() == 2
    assert len({(key, content) for key, content, _ in answers}) == 2
    assert Counter(replayed for *_, replayed in answers) == {True: THREADS - 2, False: 2}
