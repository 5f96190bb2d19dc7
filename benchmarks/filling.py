"""Other people's assessments, straight into a demo's SQLite file: copies of the demo's own, and so valid rows."""

import sqlite3
from contextlib import closing
from pathlib import Path

CRITERIA = 35
FULL = f"""
    CREATE TEMP TABLE full AS
    SELECT row_number() OVER (ORDER BY a.id) - 1 AS slot, a.id AS id, a.person_id AS person
    FROM assessment_assessment a
    WHERE a.submitted_at IS NOT NULL
    AND (SELECT count(*) FROM assessment_rating r WHERE r.assessment_id = a.id) = {CRITERIA}
"""
NUMBERS = """
    CREATE TEMP TABLE number AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)
    SELECT :base + i AS i, i % (SELECT count(*) FROM full) AS slot FROM n
"""


def fill(database: Path, people: int) -> int:
    """Add people, each in a team, with one submitted assessment; returns how many ratings came in."""
    with closing(sqlite3.connect(database, timeout=60)) as file:
        file.execute("PRAGMA foreign_keys = ON")
        with file:
            base = max(_last(file, table) for table in ("people_person", "assessment_assessment"))
            file.execute(FULL)
            file.execute(NUMBERS, {"people": people, "base": base})
            _add_people(file)
            return _add_assessments(file)


def _add_people(file: sqlite3.Connection) -> None:
    address = "'p' || n.i || '@people.invalid'"
    team = "JOIN full USING (slot) JOIN people_member t ON t.person_id = full.person"
    _copy(file, "people_person", _first("people_person"), id="n.i", email=address, name="'Person ' || n.i")
    _copy(file, "account_emailaddress", _first("account_emailaddress"), user_id="n.i", email=address)
    _copy(file, "people_member", team, person_id="n.i")


def _add_assessments(file: sqlite3.Connection) -> int:
    assessment = "JOIN full USING (slot) JOIN assessment_assessment t ON t.id = full.id"
    ratings = "JOIN full USING (slot) JOIN assessment_rating t ON t.assessment_id = full.id"
    _copy(file, "assessment_assessment", assessment, id="n.i", person_id="n.i", previous_id="NULL")
    return _copy(file, "assessment_rating", ratings, assessment_id="n.i")


def _first(table: str) -> str:
    return f"JOIN {table} t ON t.id = (SELECT min(id) FROM {table})"


def _last(file: sqlite3.Connection, table: str) -> int:
    return int(file.execute(f"SELECT max(id) FROM {table}").fetchone()[0])


def _copy(file: sqlite3.Connection, table: str, source: str, **own: str) -> int:
    """Copy rows (`t`) for every number (`n`), with columns of their own."""
    columns = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
    kept = [column for column in columns if column != "id" or "id" in own]
    names = ", ".join(f'"{column}"' for column in kept)
    values = ", ".join(own.get(column, f't."{column}"') for column in kept)
    return file.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM temp.number n {source}").rowcount
