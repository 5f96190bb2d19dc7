#!/bin/sh
# Every test on SQLite, then those that use the database on PostgreSQL.
set -eu
python="${VENV:-.venv}/bin/python"
"$python" -m pytest "$@"
"$python" -m tests.with_postgres -m "not browser and not server" tests/assessment tests/common tests/exchange tests/growth tests/people tests/rubric tests/web
