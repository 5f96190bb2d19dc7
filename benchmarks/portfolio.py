"""A portfolio of a thousand entries, straight into a demo's database."""

from datetime import UTC, date, datetime, timedelta

from benchmarks.rows import rows
from benchmarks.server import Server

KEEPER = "Kateri Jacobs"
ENTRIES = 1000
WHO = (
    "SELECT p.id, a.version_id FROM people_person p JOIN assessment_assessment a ON a.person_id = p.id WHERE p.name = ?"
)
CODES = (
    "SELECT c.code || '.' || l.code FROM rubric_descriptor d JOIN rubric_criterion c ON c.id = d.criterion_id "
    "JOIN rubric_level l ON l.id = d.level_id WHERE d.version_id = ? ORDER BY c.id, l.rank"
)


def grow_portfolio(server: Server, person: str = KEEPER) -> None:
    """Give someone a thousand entries, each with two descriptors, a tag and a change."""
    with rows(server) as file:
        keeper, version = file.execute(WHO, [person]).fetchone()
        codes = [code for (code,) in file.execute(CODES, [version])]
        first = (file.execute("SELECT max(id) FROM portfolio_evidence").fetchone()[0] or 0) + 1
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
        places = range(first, first + ENTRIES)
        file.executemany(
            "INSERT INTO portfolio_evidence (id, person_id, title, kind, ended, role, did, reflection, held_by, "
            "created_at, edited_at) VALUES (?, ?, ?, 'project', ?, '', ?, 'The room mattered.', '', ?, ?)",
            [
                (row, keeper, f"A clinic, {row}", _day(row), f"Opened the door, {row}. " * 20, now, now)
                for row in places
            ],
        )
        file.executemany(
            "INSERT INTO portfolio_support (evidence_id, version_id, code, how) VALUES (?, ?, ?, '')",
            [(row, version, codes[(row + step) % len(codes)]) for row in places for step in (0, 40)],
        )
        file.executemany(
            "INSERT INTO portfolio_tag (evidence_id, name) VALUES (?, ?)", [(row, f"tag {row % 30}") for row in places]
        )
        file.executemany(
            'INSERT INTO portfolio_impact (evidence_id, "on", audience, people, changed, known_by, how_known) '
            "VALUES (?, ?, 'students', ?, 'students came', 'data', '')",
            [(row, _day(row), row % 90) for row in places],
        )


def _day(row: int) -> str:
    """Days spread over four years."""
    return (date(2026, 11, 1) - timedelta(days=row % 1460)).isoformat()
