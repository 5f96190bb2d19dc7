"""Figures for Prometheus. Server processes count into files that they share; a process of its own reads them out.

Labels are names of pages, methods and states: never a number or a word of anyone.
"""

import threading
from collections.abc import Iterator

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
REQUESTS = Counter("tamarack_requests", "Requests answered.", ["route", "method", "status"])
SECONDS = Histogram("tamarack_request_seconds", "How long answers took.", ["route"], buckets=BUCKETS)


def note(route: str, method: str, status: int, seconds: float) -> None:
    """Count a request."""
    REQUESTS.labels(route, method, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


class Now(Collector):
    """How things stand in the database, asked whenever someone looks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Tasks, workers and connections; that the database does not answer, where it does not."""
        up = GaugeMetricFamily("tamarack_database_up", "Whether the database answers.")
        try:
            found = list(_figures())
            up.add_metric([], 1)
        except (DatabaseError, InterfaceError):
            found = []
            up.add_metric([], 0)
        finally:
            close_old_connections()
        yield from (up, *found)


def _figures() -> Iterator[GaugeMetricFamily]:
    from tamarack.common.tasks.letters import queue

    now = queue()
    tasks = GaugeMetricFamily("tamarack_tasks", "Tasks by state; failed ones were given up.", labels=["state"])
    for state, count in now.by_state.items():
        tasks.add_metric([state], count)
    yield tasks
    yield GaugeMetricFamily("tamarack_tasks_oldest_seconds", "How long the oldest task waits.", value=now.oldest)
    yield GaugeMetricFamily("tamarack_tasks_given_up", "Tasks that were given up.", value=now.by_state["failed"])
    yield GaugeMetricFamily("tamarack_workers", "Workers that run tasks.", value=now.workers)
    if connection.vendor == "postgresql":
        yield _connections()


def _connections() -> GaugeMetricFamily:
    told = GaugeMetricFamily("tamarack_database_connections", "Connections to the database.", labels=["state"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(state, 'other'), count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() GROUP BY 1"
        )
        for state, count in cursor.fetchall():
            told.add_metric([state], count)
    return told


def serve(host: str, port: int) -> None:
    """Tell whoever asks at an address of its own, for ever."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Now())
    start_http_server(port, host, registry)
    threading.Event().wait()
