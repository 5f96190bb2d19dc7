"""Other people's assessments, straight into a demo's database: copies of the demo's own, and so valid rows."""

from benchmarks.rows import Rows, key_of, rows
from benchmarks.server import Server

CRITERIA = 35
FULL = f"""
    CREATE TEMP TABLE whole AS
    SELECT row_number() OVER (ORDER BY a.id) - 1 AS slot, a.id AS id, a.person_id AS person
    FROM assessment_assessment a
    WHERE a.submitted_at IS NOT NULL
    AND (SELECT count(*) FROM assessment_rating r WHERE r.assessment_id = a.id) = {CRITERIA}
"""
NUMBERS = """
    CREATE TEMP TABLE number AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)
    SELECT :base + i AS i, i % (SELECT count(*) FROM whole) AS slot FROM n
"""


def fill(server: Server, people: int) -> int:
    """Add people, each in a team, with one submitted assessment; returns how many ratings came in."""
    with rows(server) as file:
        base = max(_last(file, table) for table in ("people_person", "assessment_assessment"))
        file.execute(FULL)
        file.execute(NUMBERS, {"people": people, "base": base})
        _add_people(file, key_of(server, "n.i"))
        return _add_assessments(file)


def _add_people(file: Rows, key: str) -> None:
    address = "'p' || n.i || '@people.invalid'"
    team = "JOIN whole USING (slot) JOIN people_member t ON t.person_id = whole.person"
    own = {"id": "n.i", "email": address, "name": "'Person ' || n.i", "audit_key": key}
    _copy(file, "people_person", _first("people_person"), **own)
    _copy(file, "account_emailaddress", _first("account_emailaddress"), user_id="n.i", email=address)
    _copy(file, "people_member", team, person_id="n.i")


def _add_assessments(file: Rows) -> int:
    assessment = "JOIN whole USING (slot) JOIN assessment_assessment t ON t.id = whole.id"
    ratings = "JOIN whole USING (slot) JOIN assessment_rating t ON t.assessment_id = whole.id"
    _copy(file, "assessment_assessment", assessment, id="n.i", person_id="n.i", previous_id="NULL")
    return _copy(file, "assessment_rating", ratings, assessment_id="n.i")


def _first(table: str) -> str:
    return f"JOIN {table} t ON t.id = (SELECT min(id) FROM {table})"


def _last(file: Rows, table: str) -> int:
    return int(file.execute(f"SELECT max(id) FROM {table}").fetchone()[0])


def _copy(file: Rows, table: str, source: str, **own: str) -> int:
    """Copy rows (`t`) for every number (`n`), with columns of their own."""
    columns = [row[0] for row in file.execute(f"SELECT * FROM {table} LIMIT 0").description]
    kept = [column for column in columns if column != "id" or "id" in own]
    names = ", ".join(f'"{column}"' for column in kept)
    values = ", ".join(own.get(column, f't."{column}"') for column in kept)
    return int(file.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM number n {source}").rowcount)
