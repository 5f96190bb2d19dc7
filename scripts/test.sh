#!/bin/sh
# Every test on SQLite, then on PostgreSQL those that use the database, and whole journeys in the browser; with arguments,
# what they name, on SQLite.
# What needs no browser and takes no time runs in several processes, each with a database of its own; what starts the real
# server, file by file.
set -eu
python="${VENV:-.venv}/bin/python"
if [ $# -gt 0 ]; then
    exec "$python" -m pytest "$@"
fi
together="-n auto --maxprocesses 4"
plain="not (browser or server or alone)"
"$python" -m pytest $together -m "$plain"
"$python" -m pytest -m "browser or alone" --durations=25
"$python" -m pytest $together --dist loadfile -m "server and not (browser or alone)"
# Who calls the API without a token is turned away before the database is asked for more than a limit: once is enough.
# Those with a token try half as much as on SQLite.
API_EXAMPLES=1 "$python" -m tests.with_postgres $together -m "$plain" \
    --deselect tests/api/test_schemathesis.py::test_everything_holds_for_who_has_none \
    tests/api tests/assessment tests/cli tests/common tests/config tests/exchange tests/faults tests/growth tests/insight tests/people tests/portfolio tests/reports/test_log.py tests/rubric tests/running tests/stewardship tests/web
"$python" -m tests.with_postgres -m browser tests/browser/test_journeys.py
# A short selection on Debian's PostgreSQL, where it is installed: schema, locks, tasks, search, queries.
"$python" -m tests.with_postgres --installed -m "$plain" \
    tests/common tests/rubric tests/web/test_queries.py tests/web/test_running.py
