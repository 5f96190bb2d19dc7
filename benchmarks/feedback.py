"""A closed request for feedback with fifty respondents on all criteria, straight into a demo's database."""

import json

from benchmarks.rows import rows
from benchmarks.server import Server

GROUPS = {"peers": 20, "students": 15, "partners": 10, "pool": 4}
"""How many answered in each part that is shown; with the demo's manager they are fifty."""
COMMENTS = 100
CLOSED = "SELECT r.id FROM assessment_feedbackrequest r JOIN people_person p ON p.id = r.person_id " \
         "WHERE p.name = ? AND r.state = 'closed' ORDER BY r.id"  # fmt: skip
CODES = "SELECT c.code FROM rubric_criterion c JOIN assessment_feedbackrequest r ON r.version_id = c.version_id " \
        "JOIN rubric_competency a ON a.id = c.competency_id WHERE r.id = ? ORDER BY a.position, c.position"  # fmt: skip


def grow_result(server: Server, person: str) -> int:
    """Make someone's closed request a large one, as its closing would have; returns its number."""
    with rows(server) as file:
        (request,) = file.execute(CLOSED, [person]).fetchone()
        codes = [code for (code,) in file.execute(CODES, [request])]
        (kept,) = file.execute("SELECT published FROM assessment_feedbackrequest WHERE id = ?", [request]).fetchone()
        published = json.loads(kept) if isinstance(kept, str) else kept
        published["parts"] = {code: _parts(place) for place, code in enumerate(codes)}
        published["managers"][0]["ratings"] = dict.fromkeys(codes, 2)
        file.execute(
            "UPDATE assessment_feedbackrequest SET criteria = ?, published = ? WHERE id = ?",
            [json.dumps(codes), json.dumps(published), request],
        )
        file.executemany(
            "INSERT INTO assessment_feedbackcomment (request_id, about, part, name, for_reviewer, text) "
            "VALUES (?, ?, 'peers', '', FALSE, ?)",
            [(request, codes[number % len(codes)], f"What I have seen, {number}.") for number in range(COMMENTS)],
        )
        return int(request)


def _parts(place: int) -> dict[str, dict[str, int]]:
    """The ratings of each part on a criterion: others on each, so that no two look alike."""
    return {
        part: {str(rank): count // 3 + (rank == (place + len(part)) % 3) for rank in range(1 if place % 2 else 0, 3)}
        for part, count in GROUPS.items()
    }
